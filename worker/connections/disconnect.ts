/**
 * @module Disconnects a project: when this answers, the key and everything learned with it are gone.
 */

import type { App } from "../apps/store.ts";
import { deleteConnectionStatement, findConnection } from "./store.ts";
import type { Writing } from "./writing.ts";

/** Deletes the connection with its sealed secrets and findings. A project without one is left as it is. */
export async function disconnect({ services, audit }: Writing, app: App, project: string): Promise<void> {
  const { db } = services;
  const found = await findConnection(db, app.id, project);
  if (!found) return;
  const { id } = found.record;
  await db.batch([
    deleteConnectionStatement(db, id),
    audit("disconnect", { app: app.id, project, connection: id }),
  ]);
}
