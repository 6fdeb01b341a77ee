/**
 * @module The invitations table: one row for each link until it has expired, and what may still be done with it.
 *
 * Opening and using are decided by the statement that records them: on an invitation that ended meanwhile it breaks
 * the table's CHECK, and the batch it stands in changes nothing.
 */

import type { InvitationId } from "../../shared/ids.ts";
import type { Appearance } from "../../shared/schema/invitations.ts";
import { ApiError } from "../http/api-error.ts";

/** A row of the table, with its JSON column parsed. Times are unix seconds. */
export interface InvitationRow {
  readonly id: InvitationId;
  readonly app_id: string;
  readonly project: string;
  /** Null where nobody said, and once the invitation has ended. */
  readonly created_by_name: string | null;
  /** Empty once the invitation has ended. */
  readonly appearance: Appearance;
  readonly created_at: number;
  readonly expires_at: number;
  readonly opened_at: number | null;
  /** Of the browser that opened it. */
  readonly opener_hash: string | null;
  readonly used_at: number | null;
  readonly revoked_at: number | null;
}

export type InvitationState = "open" | "used" | "revoked" | "expired";

/** As long as the session that it opened may last, so that a request under way still finds it. */
const KEPT_SECONDS = 3600;
/** What an invitation that has ended needs no more. */
const FORGOTTEN = "created_by_name = NULL, appearance = '{}'";
const IS_OPEN = "used_at IS NULL AND revoked_at IS NULL";

/** Finds an invitation, whatever became of it; null once its row is deleted, an hour after it expired. */
export async function findInvitation(db: D1Database, id: string): Promise<InvitationRow | null> {
  return parseRow(await db.prepare("SELECT * FROM invitations WHERE id = ?1").bind(id).first());
}

/** Finds the invitation of a project that can still be used. */
export async function findOpenInvitation(
  db: D1Database,
  app: string,
  project: string,
  now: number,
): Promise<InvitationRow | null> {
  const statement = db.prepare(
    `SELECT * FROM invitations WHERE app_id = ?1 AND project = ?2 AND ${IS_OPEN} AND expires_at > ?3`,
  );
  return parseRow(await statement.bind(app, project, now).first());
}

/** Tells what has become of an invitation that was made here; only that it expired, once its row is deleted. */
export function judgeInvitation(row: InvitationRow | null, now: number): InvitationState {
  if (!row) return "expired";
  if (row.used_at !== null) return "used";
  if (row.revoked_at !== null) return "revoked";
  return row.expires_at <= now ? "expired" : "open";
}

/** Returns the error for an invitation that has ended. */
export function refuseInvitation(state: Exclude<InvitationState, "open">): ApiError {
  return new ApiError(`invitation_${state}`);
}

/** Fails with `invitation_…` for an invitation that has ended. */
export async function requireOpen(db: D1Database, id: InvitationId, now: number): Promise<void> {
  const state = judgeInvitation(await findInvitation(db, id), now);
  if (state !== "open") throw refuseInvitation(state);
}

/** Returns the error for a batch that an invitation undid because it has ended; null for any other failure. */
export async function refuseNow(
  db: D1Database,
  id: InvitationId,
  now: number,
  error: unknown,
): Promise<ApiError | null> {
  if (!isNotOpen(error)) return null;
  const state = judgeInvitation(await findInvitation(db, id), now);
  return state === "open" ? null : refuseInvitation(state);
}

/** Tells whether a batch failed because its invitation had ended, or was opened by somebody else. */
export function isNotOpen(error: unknown): boolean {
  return error instanceof Error && /CHECK constraint failed: invitation_is_open/i.test(error.message);
}

/** Returns the statements that write a new invitation over the one of its project that is open. */
export function createStatements(
  db: D1Database,
  { id, app_id, project, created_by_name, appearance, created_at, expires_at }: InvitationRow,
): D1PreparedStatement[] {
  return [
    revokeStatement(db, app_id, project, created_at),
    db
      .prepare(
        `INSERT INTO invitations (id, app_id, project, created_by_name, appearance, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
      )
      .bind(id, app_id, project, created_by_name, JSON.stringify(appearance), created_at, expires_at),
  ];
}

/** Returns the statement that revokes what is open of a project. */
export function revokeStatement(
  db: D1Database,
  app: string,
  project: string,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE invitations SET revoked_at = ?3, ${FORGOTTEN}
       WHERE app_id = ?1 AND project = ?2 AND ${IS_OPEN}`,
    )
    .bind(app, project, now);
}

/** Returns the statement that revokes what is open of a whole app. */
export function revokeAllStatement(db: D1Database, app: string, now: number): D1PreparedStatement {
  return db
    .prepare(`UPDATE invitations SET revoked_at = ?2, ${FORGOTTEN} WHERE app_id = ?1 AND ${IS_OPEN}`)
    .bind(app, now);
}

/** Returns the statement that binds an invitation to the first browser that opens it. Breaks its batch for any other. */
export function openStatement(
  db: D1Database,
  id: InvitationId,
  openerHash: string,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE invitations SET opener_hash = ?2,
         opened_at = CASE WHEN opened_at IS NULL AND ${IS_OPEN} AND expires_at > ?3 THEN ?3 ELSE 0 END
       WHERE id = ?1`,
    )
    .bind(id, openerHash, now);
}

/** Returns the statement that uses an invitation up. Breaks its batch where it has ended. */
export function useStatement(db: D1Database, id: InvitationId, now: number): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE invitations SET ${FORGOTTEN},
         used_at = CASE WHEN ${IS_OPEN} AND expires_at > ?2 THEN ?2 ELSE 0 END
       WHERE id = ?1`,
    )
    .bind(id, now);
}

/** Deletes what expired an hour ago: the link says by itself that it has. */
export async function deleteExpired(db: D1Database, now: number): Promise<void> {
  await db
    .prepare("DELETE FROM invitations WHERE expires_at <= ?1")
    .bind(now - KEPT_SECONDS)
    .run();
}

function parseRow(row: Record<string, unknown> | null): InvitationRow | null {
  return row && ({ ...row, appearance: JSON.parse(String(row.appearance)) } as unknown as InvitationRow); // written by createStatements
}
