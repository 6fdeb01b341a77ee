/**
 * @module The sealed_secrets table and the only way to a stored secret.
 */

import type { RotationAnswer } from "../../shared/schema/apps.ts";
import { open, rewrap, seal, SealedValueInvalid, type SecretField, type SecretRef } from "./envelope.ts";
import type { Keyring } from "./keyring.ts";

export { SealedValueInvalid, SECRET_FIELDS, type SecretField, type SecretRef } from "./envelope.ts";

export interface Vault {
  /** Returns the statement that writes a secret over the one before it, for the caller's own atomic batch. */
  sealStatement(ref: SecretRef, secret: string): Promise<D1PreparedStatement>;
  deleteStatement(connection: string, field: SecretField): D1PreparedStatement;
  /** Opens a stored secret; null if there is none. Throws `SealedValueInvalid` if there is one that does not open. */
  read(ref: SecretRef): Promise<string | null>;
  /** Seals a secret for a row of the caller's own; `connection` is that row's key. It does not take part in rotation. */
  seal(ref: SecretRef<string>, secret: string): Promise<string>;
  /** Opens what `seal` returned. Throws `SealedValueInvalid`. */
  open(ref: SecretRef<string>, sealed: string): Promise<string>;
  /**
   * Moves secrets to the active KEK, beside traffic, until none is left or the time is `deadline`, unix seconds.
   * A row that a reconnect writes meanwhile stays as that wrote it. Keeps no state: called again, it goes on.
   */
  rotate(deadline: number): Promise<Rotation>;
}

/** How far the secrets have been moved to the active KEK. */
export type Rotation = Omit<RotationAnswer, "object">;

export interface VaultOptions {
  readonly db: D1Database;
  readonly ring: Keyring;
  /** Unix seconds. */
  readonly now: () => number;
}

const PAGE_ROWS = 250;
/** Two queries a page: well under the 1,000 that D1 takes of one request (developers.cloudflare.com/d1/platform/limits). */
const MAX_PAGES = 200;
const MAX_UNREADABLE_NAMED = 100;

/** Creates the vault over a database and a key ring. */
export function createVault({ db, ring, now }: VaultOptions): Vault {
  return {
    async sealStatement(ref, secret) {
      const sealed = await seal(ring, ref, secret);
      return db
        .prepare(
          `INSERT INTO sealed_secrets (connection_id, field, app_id, project, kek, sealed, updated_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
           ON CONFLICT (connection_id, field) DO UPDATE SET app_id = excluded.app_id,
             project = excluded.project, kek = excluded.kek, sealed = excluded.sealed,
             updated_at = excluded.updated_at`,
        )
        .bind(ref.connection, ref.field, ref.app, ref.project, ring.active, sealed, now());
    },

    deleteStatement(connection, field) {
      return db
        .prepare("DELETE FROM sealed_secrets WHERE connection_id = ?1 AND field = ?2")
        .bind(connection, field);
    },

    async read(ref) {
      // App and project are not asked for here: a row moved to another owner must fail to open, not be missed.
      const sealed = await db
        .prepare("SELECT sealed FROM sealed_secrets WHERE connection_id = ?1 AND field = ?2")
        .bind(ref.connection, ref.field)
        .first<string>("sealed");
      return sealed === null ? null : open(ring, ref, sealed);
    },

    seal: (ref, secret) => seal(ring, ref, secret),

    open: (ref, sealed) => open(ring, ref, sealed),

    async rotate(deadline) {
      const unreadable: UnreadableRow[] = [];
      let rotated = 0;
      let page: Page | null = null;
      for (let pages = 0; pages < MAX_PAGES && page?.last !== null; pages += 1) {
        if (page && now() >= deadline) break; // one page at least, so that every call gets on
        page = await rotatePage(db, ring, page?.last ?? null);
        rotated += page.rotated;
        unreadable.push(...page.unreadable);
      }
      const remaining = await countRemaining(db, ring);
      return {
        active_kek: ring.active,
        rotated,
        remaining,
        unreadable: unreadable.slice(0, MAX_UNREADABLE_NAMED),
        done: page?.last === null && remaining <= unreadable.length,
      };
    },
  };
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

type UnreadableRow = Rotation["unreadable"][number];

interface Page {
  readonly rotated: number;
  readonly unreadable: readonly UnreadableRow[];
  /** Where the next page begins; null where this one was not full. */
  readonly last: Row | null;
}

/** Moves the next rows after `last`. Those that do not open are passed over. */
async function rotatePage(db: D1Database, ring: Keyring, last: Row | null): Promise<Page> {
  const { results: rows } = await db
    .prepare(
      `SELECT connection_id, field, app_id, project, sealed FROM sealed_secrets
       WHERE kek <> ?1 AND (connection_id, field) > (?2, ?3)
       ORDER BY connection_id, field LIMIT ?4`,
    )
    .bind(ring.active, last?.connection_id ?? "", last?.field ?? "", PAGE_ROWS)
    .all<Row>();
  const moves: Move[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const row of rows) {
    const { app_id: app, project, connection_id: connection, field, sealed } = row;
    try {
      moves.push({ ...row, moved: await rewrap(ring, { app, project, connection, field }, sealed) });
    } catch (error) {
      if (!(error instanceof SealedValueInvalid)) throw error;
      unreadable.push({ connection, field, reason: error.reason });
    }
  }
  return { rotated: await writeMoves(db, ring, moves), unreadable, last: rows[PAGE_ROWS - 1] ?? null };
}

/** Writes a page in one statement, each row only if it is still the one that was read. Returns how many it wrote. */
async function writeMoves(db: D1Database, ring: Keyring, moves: readonly Move[]): Promise<number> {
  if (moves.length === 0) return 0;
  const { meta } = await db
    .prepare(
      `UPDATE sealed_secrets SET kek = ?1, sealed = page.value ->> 'moved'
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
    .prepare("SELECT COUNT(*) AS count FROM sealed_secrets WHERE kek < ?1 OR kek > ?1")
    .bind(ring.active)
    .first<number>("count");
  return count ?? 0;
}
