/**
 * @module The audit table: who did what and when, written in the same batch as what was done.
 */

import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Context } from "hono";
import type { EndpointName } from "../../shared/api.ts";
import { createId } from "../../shared/ids.ts";
import type { Caller, Services, WorkerEnv } from "../context.ts";

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

/** Who did something, in the course of which request. */
interface Doer {
  readonly actor: string;
  readonly requestId: string;
}

/** Returns the statement that writes one row for this request. */
export function auditStatement(
  c: Context<WorkerEnv>,
  action: AuditAction,
  subject: AuditSubject,
): D1PreparedStatement {
  return writeStatement(c.get("services"), readDoer(c), action, subject);
}

/** Returns the statement that notes a disconnect, if there is a connection when it runs. It goes before the deletion. */
export function auditDisconnectStatement(
  c: Context<WorkerEnv>,
  app: string,
  project: string,
): D1PreparedStatement {
  return disconnectStatement(c.get("services"), readDoer(c), app, project);
}

/** Returns what writes rows for something that nobody asked for. */
export function auditAsSystem(services: Services) {
  const doer = { actor: "system", requestId: createId("req", services.random) };
  return {
    audit: (action: AuditAction, subject: AuditSubject) => writeStatement(services, doer, action, subject),
    auditDisconnect: (app: string, project: string) => disconnectStatement(services, doer, app, project),
  };
}

function writeStatement(
  services: Services,
  doer: Doer,
  action: AuditAction,
  { app, project, connection, detail }: AuditSubject,
): D1PreparedStatement {
  return services.db
    .prepare(`INSERT INTO audit (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`)
    .bind(...name(services, doer, action), app ?? null, project ?? null, connection ?? null, detail ?? null);
}

function disconnectStatement(
  services: Services,
  doer: Doer,
  app: string,
  project: string,
): D1PreparedStatement {
  return services.db
    .prepare(
      `INSERT INTO audit (${COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, app_id, project, id, label
       FROM connections WHERE app_id = ?6 AND project = ?7`,
    )
    .bind(...name(services, doer, "disconnect"), app, project);
}

/** Id, action, actor, request and time of a row. */
function name(
  { now, random }: Services,
  { actor, requestId }: Doer,
  action: AuditAction,
): (string | number)[] {
  return [createId("aud", random), action, actor, requestId, now()];
}

function readDoer(c: Context<WorkerEnv>): Doer {
  return { actor: nameActor(c.get("caller")), requestId: c.get("requestId") };
}

/** The session's id comes first, so that what a stolen token did can be told from what its owner did. */
function nameActor(caller: Caller): string {
  return caller.kind === "session" ? `${caller.id} ${caller.user ?? ""}`.trim() : caller.kind;
}
