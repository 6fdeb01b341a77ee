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

/** Returns the statement that writes one row for this request. */
export function auditStatement(
  c: Context<WorkerEnv>,
  action: AuditAction,
  subject: AuditSubject,
): D1PreparedStatement {
  const { db, now, random } = c.get("services");
  return db
    .prepare(
      `INSERT INTO audit (id, action, actor, app_id, project, connection_id, detail, request_id, at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    )
    .bind(
      createId("aud", random),
      action,
      nameActor(c.get("caller")),
      subject.app ?? null,
      subject.project ?? null,
      subject.connection ?? null,
      subject.detail ?? null,
      c.get("requestId"),
      now(),
    );
}

function nameActor(caller: Caller): string {
  return caller.kind === "session" ? `session:${caller.user ?? ""}` : caller.kind;
}
