/**
 * @module The ledger as a way of filling: from the connection to the last object that is there.
 */

import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { requireRead } from "../../../shared/profiles/rows.ts";
import { RESOURCES } from "../../../shared/resources.ts";
import type { Profile } from "../../../shared/profile.ts";
import { syncAnswer, type SyncAnswer } from "../../../shared/schema/sync.ts";
import { createWorld, readAnswer, type World } from "../../worker/world.ts";
import { LISTS, type Filled, type ListName, type Source, type Way } from "./way.ts";

/** How fast it may read: as fast as it can, or a quarter of Stripe's limits as in production. */
export type Pace = "unlimited" | "quarter";

/** What the ledger's rate must be at least, in rates of the sync engine. */
export const LEDGER_RATIO = 6;

const LOOK_MS = 150;

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

/** Also says when the lists had been read: subscriptions of more than ten items take a read each, which goes on. */
export interface LedgerWay extends Way {
  fill(source: Source): Promise<Filled & { readonly listedSeconds: number }>;
}

/** Fills by the world's Worker, each time by a new connection. */
export function startLedger(world: World): LedgerWay {
  return {
    name: "this ledger: normalized, compared, numbered",
    budget: LEDGER_RATIO,
    async fill({ key }) {
      const project = await world.createProject("admin", PROFILE);
      const { connection } = await readAnswer(await project.connect(key));
      const started = performance.now();
      const readSync = async () => syncAnswer.parse(await (await project.call("readSync")).json());
      let listedMs = Number.NaN;
      // Rings until all is read, single objects too, and looks as often as a page would whether the lists are.
      const watch = setInterval(() => {
        if (Number.isNaN(listedMs)) void readSync().then(noteListed);
      }, LOOK_MS);
      const noteListed = ({ filled_at }: SyncAnswer): void => {
        if (filled_at !== null && Number.isNaN(listedMs)) listedMs = performance.now() - started;
      };
      for (;;) {
        await world.ringAlarm(connection?.id ?? "");
        const sync = await readSync();
        noteListed(sync);
        if (sync.filled_at === null) continue;
        clearInterval(watch);
        const seconds = (performance.now() - started) / 1000;
        const counts = Object.fromEntries(sync.resources.map(({ resource, count }) => [resource, count]));
        return { seconds, listedSeconds: listedMs / 1000, counts: counts as Record<ListName, number> }; // the profile's resources
      }
    },
    close: async () => undefined,
  };
}
