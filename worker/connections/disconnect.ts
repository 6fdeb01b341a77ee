/**
 * @module Disconnects a project: when this answers, the key and everything that was found with it are gone.
 */

import type { App } from "../apps/store.ts";
import { deleteConnectionStatement } from "./store.ts";
import type { Writing } from "./writing.ts";

/** Deletes the connection with its sealed secrets and findings. A project without one is left as it is. */
export async function disconnect(
  { services: { db }, auditDisconnect }: Writing,
  app: App,
  project: string,
): Promise<void> {
  await db.batch([auditDisconnect(app.id, project), deleteConnectionStatement(db, app.id, project)]);
}
