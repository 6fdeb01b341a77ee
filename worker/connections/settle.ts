/**
 * @module A connect with all that belongs to it: store the credential, leave the account that is replaced tidy,
 * and have the endpoint that the profile wants.
 */

import type { App } from "../apps/store.ts";
import { ApiError } from "../http/api-error.ts";
import { giveBackOwed } from "../oauth/give-back.ts";
import { ensureEndpoint, isManaged, mayHaveEndpoint, removeEndpoint } from "../webhooks/managed.ts";
import { forgetEndpointStatement, NO_WEBHOOK } from "../webhooks/store.ts";
import { askForMode, losesAccess, storeConnection, type Answers, type NewCredential } from "./connect.ts";
import { withCredential } from "./credentials/credential.ts";
import type { CheckedConnection } from "./store.ts";
import type { Writing } from "./writing.ts";

/** Connects or reconnects. Refuses with `mode_differs`, or with what `storeConnection` refuses with. */
export async function connectProject(
  writing: Writing,
  app: App,
  project: string,
  given: NewCredential,
  answers: Answers,
  found: CheckedConnection | null,
  publicUrl: string,
): Promise<CheckedConnection> {
  const { services } = writing;
  askForMode(app.profile, given, answers, found?.record ?? null); // before Stripe is asked anything, even to tidy up
  const store = () => storeConnection(writing, app, project, given, answers, found);
  const stored =
    found && mayHaveEndpoint(found) ? await storeOver(writing, app, found, store) : await store();
  if (found && losesAccess(found.record, stored.record)) await giveBackOwed(services, found.record);
  return ensureEndpoint(services, app, stored, publicUrl);
}

/** The old credential goes with the batch that stores the new one, so it is held until it has tidied up. */
async function storeOver(
  { services }: Writing,
  app: App,
  found: CheckedConnection,
  store: () => Promise<CheckedConnection>,
): Promise<CheckedConnection> {
  let inHand = false;
  const replaced = withCredential(services, found.record, async (credential) => {
    inHand = true;
    const stored = await store();
    const unwanted = !isManaged(app, stored);
    if (unwanted || isOtherAccount(found, stored)) await removeEndpoint(services, found, credential);
    if (unwanted) await forgetEndpointStatement(services.db, stored.record.id).run();
    return unwanted ? { ...stored, webhook: NO_WEBHOOK } : stored;
  });
  const stored = await replaced.catch((error: unknown) => {
    // An old key that does not open, or old access that is gone, must not keep a new one out.
    if (!inHand && error instanceof ApiError) return null;
    throw error;
  });
  return stored ?? store();
}

function isOtherAccount(before: CheckedConnection, after: CheckedConnection): boolean {
  return before.record.accountId !== after.record.accountId || before.record.mode !== after.record.mode;
}
