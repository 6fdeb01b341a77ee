/**
 * @module Gives an account's access back at Stripe, unless something else here still works with it.
 *
 * Access belongs to the platform and the account, not to a project: giving it back for one project would cut off
 * every other that connected the same account. Where it is shared, it stays, and nothing is left behind wrongly.
 */

import type { Mode } from "../../shared/keys.ts";
import type { LeftBehind } from "../../shared/schema/connections.ts";
import { isAccountConnected, type ConnectionRecord } from "../connections/store.ts";
import type { Services } from "../context.ts";
import { revokeGrant } from "../stripe/oauth.ts";
import { endStatement, forgetEmptyFlows, isHeldByAnother, listAbandonedFlows, nameOwed } from "./flows.ts";

/** Access that is no longer wanted. */
export interface UnwantedAccess {
  /** `acct_…` */
  readonly account: string;
  readonly mode: Mode;
  /** Its own row, which does not count as using it. */
  readonly stateHash: string;
}

/** `shared`: something else here uses it, so it stays. `left`: Stripe did not confirm that it is gone. */
export type Farewell = "gone" | "shared" | "left";

/** Longer than any request that may still be about to store it. */
const SETTLING_SECONDS = 120;
/** How long people who come back late are told that they are late. */
const MEMORY_SECONDS = 24 * 3600;
/** A cron has a bounded number of calls out. */
const FAREWELLS_A_RUN = 20;

/** Gives access back and forgets its row, which stays for the cron where Stripe does not confirm within seconds. */
export async function giveBack(services: Services, unwanted: UnwantedAccess): Promise<Farewell> {
  const farewell = await sayFarewell(services, unwanted);
  if (farewell !== "left") await endStatement(services.db, unwanted.stateHash).run();
  return farewell;
}

/**
 * Gives back the access of a connection that is gone or changed, as noted by `oweStatement`. Returns what is left,
 * and where the account's owner removes it. The cron goes on trying for a day.
 */
export async function giveBackOwed(services: Services, record: ConnectionRecord): Promise<LeftBehind[]> {
  const { accountId: account, mode, method } = record;
  if (method !== "oauth" || account === null) return [];
  const farewell = await giveBack(services, { account, mode, stateHash: nameOwed(record) });
  const { dashboardUrl, oauth } = services.settings;
  const page = oauth?.type === "app" ? "/settings/apps" : "/account/applications";
  return farewell === "left" ? [{ what: "oauth_access", manage_url: dashboardUrl + page }] : [];
}

async function sayFarewell(services: Services, unwanted: UnwantedAccess): Promise<Farewell> {
  const { db, settings, fetch, now } = services;
  const { account, mode, stateHash } = unwanted;
  if (!settings.oauth) return "left";
  const [used, held] = await Promise.all([
    isAccountConnected(db, account, mode),
    isHeldByAnother(db, account, stateHash, now()),
  ]);
  if (used || held) return "shared";
  return (await revokeGrant({ settings: settings.oauth, fetch }, account)) ? "gone" : "left";
}

/** Forgets flows that nobody finished, and gives back what they got. What Stripe does not confirm is tried for a day. */
export async function forgetOldStates(services: Services): Promise<void> {
  const { db, now } = services;
  await forgetEmptyFlows(db, now() - MEMORY_SECONDS);
  const abandoned = await listAbandonedFlows(db, now() - SETTLING_SECONDS, FAREWELLS_A_RUN);
  for (const { stateHash, expiresAt, granted } of abandoned) {
    if (!granted) continue;
    await giveBack(services, { ...granted, stateHash });
    if (expiresAt <= now() - MEMORY_SECONDS) await endStatement(db, stateHash).run();
  }
}
