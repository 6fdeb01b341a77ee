/**
 * @module One page of the walk that moves sealed secrets to the active ring key, beside traffic.
 *
 * Each row is written only if it is still the one that was read, so a reconnect meanwhile always wins. Rows
 * that do not open are named and passed over. The walk keeps no state: started again, it finds what is left.
 */

import type { D1Database } from "@cloudflare/workers-types";
import {
  rewrap,
  SealedValueInvalid,
  type SealedValueProblem,
  type SecretField,
  type SecretRef,
} from "./envelope.ts";
import type { Keyring } from "./keyring.ts";

/** Where a walk stands: behind this row. */
export interface RowPlace {
  readonly connection: string;
  readonly field: SecretField;
}

/** A row that could not be moved, and why. */
export interface UnreadableRow extends RowPlace {
  readonly reason: SealedValueProblem;
}

export interface RewrapPage {
  readonly active_key: string;
  /** Rows this page moved. */
  readonly rewrapped: number;
  /** Rows still under another ring key, those that do not open included. */
  readonly remaining: number;
  readonly unreadable: readonly UnreadableRow[];
  /** Where the next page begins; null behind the last row. */
  readonly next: RowPlace | null;
}

interface Row {
  connection_id: string;
  field: SecretField;
  app_id: string;
  project: string;
  sealed: string;
}

interface Move extends Row {
  /** What `sealed` becomes. */
  moved: string;
}

/** Moves up to `limit` rows behind `after`. */
export async function rewrapPage(
  db: D1Database,
  ring: Keyring,
  limit: number,
  after: RowPlace | undefined,
): Promise<RewrapPage> {
  const { results: rows } = await db
    .prepare(
      `SELECT connection_id, field, app_id, project, sealed FROM sealed_secrets
       WHERE ring_key <> ?1 AND (connection_id, field) > (?2, ?3)
       ORDER BY connection_id, field LIMIT ?4`,
    )
    .bind(ring.active, after?.connection ?? "", after?.field ?? "", limit)
    .all<Row>();
  const unreadable: UnreadableRow[] = [];
  const moves: Move[] = [];
  for (const row of rows) {
    const moved = await moveRow(ring, row);
    if (typeof moved === "string") moves.push({ ...row, moved });
    else unreadable.push(moved);
  }
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    active_key: ring.active,
    rewrapped: await writeMoves(db, ring, moves),
    remaining: await countRemaining(db, ring),
    unreadable,
    next: last ? { connection: last.connection_id, field: last.field } : null,
  };
}

async function moveRow(ring: Keyring, row: Row): Promise<string | UnreadableRow> {
  const { app_id: app, project, connection_id: connection, field } = row;
  const ref: SecretRef = { app, project, connection, field };
  try {
    return await rewrap(ring, ref, row.sealed);
  } catch (error) {
    if (!(error instanceof SealedValueInvalid)) throw error;
    return { connection, field, reason: error.reason };
  }
}

/** Writes a page in one statement: on the free plan an invocation may send D1 50 queries (its limits page). */
async function writeMoves(db: D1Database, ring: Keyring, moves: readonly Move[]): Promise<number> {
  if (moves.length === 0) return 0;
  const { meta } = await db
    .prepare(
      `UPDATE sealed_secrets SET ring_key = ?1, sealed = page.value ->> 'moved'
       FROM json_each(?2) AS page
       WHERE connection_id = page.value ->> 'connection_id' AND field = page.value ->> 'field'
         AND sealed = page.value ->> 'sealed'`,
    )
    .bind(ring.active, JSON.stringify(moves))
    .run();
  return meta.changes;
}

/** Two ranges instead of `<>`, so that the index answers and rows already moved are not read. */
async function countRemaining(db: D1Database, ring: Keyring): Promise<number> {
  const count = await db
    .prepare("SELECT COUNT(*) AS count FROM sealed_secrets WHERE ring_key < ?1 OR ring_key > ?1")
    .bind(ring.active)
    .first<number>("count");
  return count ?? 0;
}
