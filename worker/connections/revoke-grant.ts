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
const GIVE_UP_SECONDS = 24 * 3600;

/** Records the access of a stored connection as no longer wanted, if it has any. */
export function recordGrantOf({ id, storage, services }: ObjectContext, row: ConnectionRow): void {
  if (row.method !== "oauth" || row.account_id === null) return;
  const now = services.now();
  storage.writeGrant({
    ...{ id, account: row.account_id, mode: row.mode, sealed_tokens: null },
    ...{ revoke_at: now + RETRY_SECONDS, expires_at: now + GIVE_UP_SECONDS },
  });
}

/** Revokes what `recordGrantOf` recorded. Returns what is still there, and where the account's owner removes it. */
export async function revokeGrantOf(op: ObjectContext, row: ConnectionRow): Promise<LeftBehind[]> {
  const grant = row.method === "oauth" ? op.storage.findGrant(op.id) : null;
  if (!grant) return [];
  const isRevoked = await revokeGrant(op, grant).catch((error: unknown) => {
    writeLine({ event: "grant_left_behind", connection: op.id, reason: nameError(error) });
    return false; // the change itself is stored, and the alarm tries again
  });
  if (isRevoked) return [];
  const { dashboardUrl, oauth } = op.services.settings;
  const page = oauth?.type === "app" ? "/settings/apps" : "/account/applications";
  return [{ what: "oauth_access", manage_url: dashboardUrl + page }];
}

/**
 * Revokes one grant, unless a connection works with it, this one included, and deletes its record. False where Stripe
 * did not confirm, so that the alarm tries again.
 */
export async function revokeGrant(op: ObjectContext, grant: Grant): Promise<boolean> {
  const { db, settings, fetch, now } = op.services;
  const { id, account, mode } = grant;
  // Before it is asked who else needs the access: of two who end at once, the later one then finds nobody.
  await endFlowStatement(db, id).run();
  const [connected, held] = await Promise.all([
    isAccountConnected(db, account, mode),
    isHeldByFlow(db, account, now()),
  ]);
  const isGone =
    connected ||
    held ||
    (settings.oauth && (await revokeAtStripe({ settings: settings.oauth, fetch }, account)));
  if (isGone) {
    op.storage.deleteGrant(id);
    return true;
  }
  op.storage.writeGrant({ ...grant, revoke_at: now() + RETRY_SECONDS });
  return false;
}

/** Revokes every grant whose time has come; for the alarm. */
export async function revokeDueGrants(op: ObjectContext): Promise<void> {
  const now = op.services.now();
  for (const grant of op.storage.listGrants()) {
    if (grant.expires_at <= now) op.storage.deleteGrant(grant.id);
    else if (grant.revoke_at <= now) await revokeGrant(op, grant);
  }
}
