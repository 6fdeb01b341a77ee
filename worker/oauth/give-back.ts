/**
 * @module Gives an account's access back at Stripe, unless something else here still works with it.
 *
 * Access belongs to the platform and the account, not to a project: giving it back for one project would cut off
 * every other that connected the same account. Where it is shared, it stays, and nothing is left behind wrongly.
 */

import type { Mode } from "../../shared/keys.ts";
import { isAccountConnected } from "../connections/store.ts";
import type { Services } from "../http/context.ts";
import { deauthorize } from "../stripe/oauth.ts";
import { endStatement, forgetEmptyFlows, isHeldByAnother, listAbandonedFlows } from "./flows.ts";

/** Access that is no longer wanted. */
export interface UnwantedAccess {
  /** `acct_…` */
  readonly account: string;
  readonly mode: Mode;
  /** The connection it was of, which does not count as using it. */
  readonly connection?: string;
  /** The flow it came by, which does not count either. */
  readonly stateHash?: string;
}

/** `shared`: something else here uses it, so it stays. `left`: Stripe did not confirm that it is gone. */
export type Farewell = "gone" | "shared" | "left";

/** Longer than any request that may still be about to store it. */
const SETTLING_SECONDS = 120;
/** How long people who come back late are told that they are late. */
const MEMORY_SECONDS = 24 * 3600;
/** A cron has a bounded number of calls out. */
const FAREWELLS_A_RUN = 20;

/** Gives access back, once and within five seconds. Never throws for what Stripe says. */
export async function giveBack(services: Services, unwanted: UnwantedAccess): Promise<Farewell> {
  const { db, settings, fetch, now } = services;
  const { account, mode, connection = null, stateHash = null } = unwanted;
  if (!settings.oauth) return "left";
  const [used, held] = await Promise.all([
    isAccountConnected(db, account, mode, connection),
    isHeldByAnother(db, account, stateHash, now()),
  ]);
  if (used || held) return "shared";
  return (await deauthorize({ settings: settings.oauth, fetch }, account)) ? "gone" : "left";
}

/** Forgets flows that nobody finished, and gives back what they got. What Stripe does not confirm is tried for a day. */
export async function forgetOldStates(services: Services): Promise<void> {
  const { db, now } = services;
  await forgetEmptyFlows(db, now() - MEMORY_SECONDS);
  const abandoned = await listAbandonedFlows(db, now() - SETTLING_SECONDS, FAREWELLS_A_RUN);
  for (const { stateHash, expiresAt, granted } of abandoned) {
    if (!granted) continue;
    const farewell = await giveBack(services, { ...granted, stateHash });
    if (farewell !== "left" || expiresAt <= now() - MEMORY_SECONDS) await endStatement(db, stateHash).run();
  }
}
