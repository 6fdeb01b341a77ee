/**
 * @module Disconnects a project: when this answers, the key and everything that was found with it are gone.
 *
 * What we made in the customer's account is removed first, with the credential that is about to go. That takes
 * Stripe, which may be down or have revoked the key; so it is bounded in time, and what is left is told. Access that
 * was given on Stripe's own page is given back last: of two who disconnect the same account at once, only the one who
 * comes second may find that nobody uses it any more.
 */

import type { LeftBehind } from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import { oweStatement } from "../oauth/flows.ts";
import { giveBackOwed } from "../oauth/give-back.ts";
import { mayHaveEndpoint, nameLeftEndpoint, removeEndpoint } from "../webhooks/managed.ts";
import { withCredential } from "./credentials/credential.ts";
import { deleteConnectionStatement, findConnection, type CheckedConnection } from "./store.ts";
import type { Writing } from "./writing.ts";

/** Each takes Stripe up to five seconds; whoever reconnects more often than that is told what is left. */
const MAX_ROUNDS = 3;

/** Deletes the connection with its sealed secrets, findings and events. Returns what is still there at Stripe. */
export async function disconnect(writing: Writing, app: App, project: string): Promise<LeftBehind[]> {
  const { services, audit } = writing;
  const { db, now } = services;
  const { found, left } = await tidyUntilStill(writing, app, project);
  await db.batch([
    ...(found
      ? audit("disconnect", { app: app.id, project, connection: found.record.id, detail: found.record.label })
      : []),
    ...(found?.record.method === "oauth" ? [oweStatement(db, app.id, project, now())] : []),
    deleteConnectionStatement(db, app.id, project),
  ]);
  return [...left, ...(found ? await giveBackOwed(services, found.record) : [])];
}

/** Somebody may reconnect while Stripe is asked: what they brought has to go as well. */
async function tidyUntilStill(
  writing: Writing,
  app: App,
  project: string,
): Promise<{ found: CheckedConnection | null; left: LeftBehind[] }> {
  const { db } = writing.services;
  const left: LeftBehind[] = [];
  let found = await findConnection(db, app.id, project);
  for (let rounds = 0; found && mayHaveEndpoint(found) && rounds < MAX_ROUNDS; rounds += 1) {
    left.push(...(await tidyUp(writing, found)));
    const now = await findConnection(db, app.id, project);
    const still = now?.record.version === found.record.version;
    found = now;
    if (still) break;
  }
  return { found, left };
}

async function tidyUp({ services }: Writing, found: CheckedConnection): Promise<LeftBehind[]> {
  const unremoved = [nameLeftEndpoint(services, found.record.mode)];
  const removed = withCredential(services, found.record, (credential) =>
    removeEndpoint(services, found, credential),
  );
  // Whatever happens at Stripe, the disconnect goes on: the person wants the key gone.
  return (await removed.catch(() => null)) ?? unremoved;
}
