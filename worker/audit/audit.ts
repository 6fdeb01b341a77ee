/**
 * @module The audit table: who did what and when, written in the same batch as what was done.
 */

import type { Context } from "hono";
import type { EndpointName } from "../../shared/api.ts";
import { createId, type RandomBytes } from "../../shared/ids.ts";
import type { Services, WorkerEnv } from "../context.ts";

/** Who did something, in the course of which request. Plain data, so that a Durable Object can be told. */
export interface Initiator {
  /** `operator`, `app`, `system`, `anyone`, or a session's id and the app's id of its user, or the id of its invitation. */
  readonly actor: string;
  readonly requestId: string;
}

/** What an audit row speaks of. `detail` is a code or an id, never a secret and never Stripe's text. */
export interface AuditSubject {
  readonly app?: string;
  readonly project?: string;
  readonly connection?: string;
  readonly detail?: string;
}

/** An audited endpoint, or a try to connect that was refused, which may be somebody testing stolen keys. */
export type AuditAction = EndpointName | "connect_refused";

/** Thirteen months, so that a yearly review still sees all of its year. */
export const AUDIT_TTL_SECONDS = 400 * 24 * 3600;
/** More than one row is removed for each that is written, so the table shrinks to what is young. */
const MAX_ROWS_REMOVED = 5;

/** Returns who sends a request. The session's id tells what a stolen token did from what its owner did. */
export function initiatorOf(c: Context<WorkerEnv>): Initiator {
  const caller = c.get("caller");
  if (caller.kind !== "session") return { actor: caller.kind, requestId: c.get("requestId") };
  const actor = `${caller.id} ${caller.invitation?.id ?? caller.user ?? ""}`.trim();
  return { actor, requestId: c.get("requestId") };
}

/** Returns the initiator of what nobody asked for, as of an alarm. */
export function systemInitiator(random: RandomBytes): Initiator {
  return { actor: "system", requestId: createId("req", random) };
}

/** Returns the statements that write one row and remove a few that are too old, for the batch of the change. */
export function auditStatements(
  { db, now, random }: Services,
  { actor, requestId }: Initiator,
  action: AuditAction,
  { app, project, connection, detail }: AuditSubject,
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `INSERT INTO audit (id, action, actor, request_id, at, app_id, project, connection_id, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
      )
      .bind(
        createId("aud", random),
        action,
        actor,
        requestId,
        now(),
        app ?? null,
        project ?? null,
        connection ?? null,
        detail ?? null,
      ),
    db
      .prepare(
        `DELETE FROM audit WHERE rowid IN (SELECT rowid FROM audit WHERE at < ?1 ORDER BY at LIMIT ${MAX_ROWS_REMOVED})`,
      )
      .bind(now() - AUDIT_TTL_SECONDS),
  ];
}
