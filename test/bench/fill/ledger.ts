/**
 * @module The ledger as a way of filling: from the key that is pasted to the last object that is there.
 */

import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { requireRead } from "../../../shared/profiles/rows.ts";
import { RESOURCES } from "../../../shared/resources.ts";
import type { Profile } from "../../../shared/profile.ts";
import { syncAnswer } from "../../../shared/schema/sync.ts";
import { createWorld, readAnswer, type World } from "../../worker/world.ts";
import { LISTS, type ListName, type Way } from "./way.ts";

/** How fast it may read: as fast as it can, or a quarter of Stripe's limits as in production. */
export type Pace = "unlimited" | "quarter";

/** What the ledger's rate must be at least, in rates of the sync engine. */
export const LEDGER_RATIO = 6;

const PROFILE: Profile = {
  ...PARITYRAIL,
  name: "bench",
  permissions: LISTS.map((name) => requireRead(RESOURCES[name].permission, "Fill the ledger.")),
  sync: { resources: [...LISTS], days: null, freshness_seconds: 300, reads_per_month: 1_000_000 },
};

/** Creates a world whose ledgers read at a pace. */
export function createLedgerWorld(pace: Pace): Promise<World> {
  return createWorld({}, () => ({ TEST_LEDGER: "on", TEST_PACE: pace }));
}

/** Fills by the world's Worker, each time by a new connection. */
export function startLedger(world: World): Way {
  return {
    name: "this ledger: normalized, compared, numbered",
    budget: LEDGER_RATIO,
    async fill({ key }) {
      const project = await world.createProject("admin", PROFILE);
      const started = performance.now();
      const { connection } = await readAnswer(await project.connect(key));
      for (;;) {
        await world.ringAlarm(connection?.id ?? "");
        const sync = syncAnswer.parse(await (await project.call("readSync")).json());
        if (sync.filled_at === null) continue;
        const seconds = (performance.now() - started) / 1000;
        const counts = Object.fromEntries(sync.resources.map(({ resource, count }) => [resource, count]));
        return { seconds, counts: counts as Record<ListName, number> }; // the profile's resources
      }
    },
    close: async () => undefined,
  };
}
