/**
 * @module Revokes an account's access at Stripe when no connection needs it any more.
 *
 * Access belongs to the platform and the account, not to a project: revoking it for one project would cut off every
 * other that connected the same account. It is recorded in the object before anything else, so that it is revoked
 * even if the Worker dies in between: by the request, or by the alarm.
 */

import type { LeftBehind } from "../../shared/schema/connections.ts";
import { nameError, writeLine } from "../http/log.ts";
import { revokeGrant as revokeAtStripe } from "../stripe/oauth.ts";
import { endFlowStatement, isHeldByFlow } from "./oauth-flows.ts";
import type { Grant } from "./object-storage.ts";
import type { ObjectContext } from "./operation.ts";
import { isAccountConnected, type ConnectionRow } from "./store.ts";

const RETRY_SECONDS = 10 * 60;
/** After a day the account's owner has been told where to remove it. */
export const GIVE_UP_SECONDS = 24 * 3600;

/** Records the access of a stored connection as no longer wanted, if it has any. */
export function recordGrantOf({ id, storage, services }: ObjectContext, row: ConnectionRow): void {
  if (row.method !== "oauth" || row.account_id === null) return;
  const now = services.now();
  storage.writeGrant({
    id,
    account: row.account_id,
    mode: row.mode,
    sealed_tokens: null,
    revoke_at: now + RETRY_SECONDS,
    expires_at: now + GIVE_UP_SECONDS,
  });
}

/** Revokes what `recordGrantOf` recorded. Returns what is still there. */
export async function revokeGrantOf(op: ObjectContext, row: ConnectionRow): Promise<LeftBehind[]> {
  const grant = row.method === "oauth" ? op.storage.findGrant(op.id) : null;
  return grant ? revokeGrant(op, grant) : [];
}

/**
 * Revokes one grant, unless a connection works with it, this one included, and deletes its record. Returns the access
 * if it may still be there, with the page where the account's owner removes it; then the alarm tries again.
 */
export async function revokeGrant(op: ObjectContext, grant: Grant): Promise<LeftBehind[]> {
  const { settings, now } = op.services;
  const isGone = await endGrant(op, grant).catch((error: unknown) => {
    writeLine({ event: "grant_left_behind", connection: op.id, reason: nameError(error) });
    return false; // what the grant was part of is stored, and its answer stands
  });
  if (isGone) {
    op.storage.deleteGrant(grant.id);
    return [];
  }
  op.storage.writeGrant({ ...grant, revoke_at: now() + RETRY_SECONDS });
  const page = settings.oauth?.type === "app" ? "/settings/apps" : "/account/applications";
  return [{ what: "oauth_access", manage_url: settings.dashboardUrl + page }];
}

/** Tells whether the access is gone, or somebody else's to revoke. */
async function endGrant({ services }: ObjectContext, { id, account, mode }: Grant): Promise<boolean> {
  const { db, settings, fetch, now } = services;
  // Before it is asked who else needs the access: of two who end at once, the later one then finds nobody.
  await endFlowStatement(db, id).run();
  const [connected, held] = await Promise.all([
    isAccountConnected(db, account, mode),
    isHeldByFlow(db, account, now()),
  ]);
  if (connected || held) return true;
  return settings.oauth !== null && revokeAtStripe({ settings: settings.oauth, fetch }, account);
}

/** Revokes every grant whose time has come; for the alarm. */
export async function revokeDueGrants(op: ObjectContext): Promise<void> {
  const now = op.services.now();
  for (const grant of op.storage.listGrants()) {
    if (grant.expires_at <= now) op.storage.deleteGrant(grant.id);
    else if (grant.revoke_at <= now) await revokeGrant(op, grant);
  }
}
