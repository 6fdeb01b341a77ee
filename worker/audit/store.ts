/**
 * @module The audit table: who did what and when, written in the same batch as what was done.
 */

import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Context } from "hono";
import type { EndpointName } from "../../shared/api.ts";
import { createId } from "../../shared/ids.ts";
import type { Caller, WorkerEnv } from "../http/context.ts";

/** What an audit row speaks of. `detail` is a code or an id, never a secret and never Stripe's text. */
export interface AuditSubject {
  readonly app?: string;
  readonly project?: string;
  readonly connection?: string;
  readonly detail?: string;
}

/** An audited endpoint, or a try to connect that was refused, which may be somebody testing stolen keys. */
export type AuditAction = EndpointName | "connect_refused";

const COLUMNS = "id, action, actor, request_id, at, app_id, project, connection_id, detail";

/** Returns the statement that writes one row for this request. */
export function auditStatement(
  c: Context<WorkerEnv>,
  action: AuditAction,
  { app, project, connection, detail }: AuditSubject,
): D1PreparedStatement {
  return c
    .get("services")
    .db.prepare(`INSERT INTO audit (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`)
    .bind(...nameRequest(c, action), app ?? null, project ?? null, connection ?? null, detail ?? null);
}

/** Returns the statement that notes a disconnect, if there is a connection when it runs. It goes before the deletion. */
export function auditDisconnectStatement(
  c: Context<WorkerEnv>,
  app: string,
  project: string,
): D1PreparedStatement {
  return c
    .get("services")
    .db.prepare(
      `INSERT INTO audit (${COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, app_id, project, id, label
       FROM connections WHERE app_id = ?6 AND project = ?7`,
    )
    .bind(...nameRequest(c, "disconnect"), app, project);
}

/** Id, action, actor, request and time of a row. */
function nameRequest(c: Context<WorkerEnv>, action: AuditAction): (string | number)[] {
  const { now, random } = c.get("services");
  return [createId("aud", random), action, nameActor(c.get("caller")), c.get("requestId"), now()];
}

/** The session's id comes first, so that what a stolen token did can be told from what its owner did. */
function nameActor(caller: Caller): string {
  return caller.kind === "session" ? `${caller.id} ${caller.user ?? ""}`.trim() : caller.kind;
}
