/**
 * @module The tables of sealed secrets, a connection's and an event endpoint's, and the only way to a stored secret.
 */

import type { RotationAnswer } from "../../shared/schema/apps.ts";
import { open, rewrap, seal, SealedValueInvalid, type SecretField, type SecretRef } from "./envelope.ts";
import type { Keyring } from "./keyring.ts";

export { SealedValueInvalid, SECRET_FIELDS, type SecretField, type SecretRef } from "./envelope.ts";

export interface Vault {
  /** Returns the statement that writes a secret over the one before it, for the caller's own atomic batch. */
  sealStatement(ref: SecretRef, secret: string): Promise<D1PreparedStatement>;
  deleteStatement(connection: string, field: SecretField): D1PreparedStatement;
  /**
   * Returns the statements that give an event endpoint its next signing secret, for the caller's own atomic batch. The
   * one before it is kept until `formerEndsAt`, unix seconds; the one before that goes.
   */
  endpointSecretStatements(
    ref: EndpointRef,
    secret: string,
    formerEndsAt: number,
  ): Promise<D1PreparedStatement[]>;
  /** Opens an event endpoint's signing secrets that have not expired. Throws `SealedValueInvalid`. */
  readEndpointSecrets(ref: Omit<EndpointRef, "field">): Promise<string[]>;
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

/** What an event endpoint's signing secret is sealed for. */
export interface EndpointRef {
  readonly app: string;
  readonly endpoint: string;
  /** A name of the secret's own, never used again. */
  readonly field: string;
}

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

    endpointSecretStatements: (ref, secret, formerEndsAt) =>
      replaceEndpointSecret({ db, ring, now }, ref, secret, formerEndsAt),

    readEndpointSecrets: (ref) => readEndpointSecrets({ db, ring, now }, ref),

    rotate: (deadline) => rotate({ db, ring, now }, deadline),
  };
}

async function replaceEndpointSecret(
  { db, ring, now }: VaultOptions,
  { app, endpoint, field }: EndpointRef,
  secret: string,
  formerEndsAt: number,
): Promise<D1PreparedStatement[]> {
  const sealed = await seal(ring, { app, project: "", connection: endpoint, field }, secret);
  return [
    db
      .prepare("DELETE FROM endpoint_secrets WHERE endpoint_id = ?1 AND expires_at IS NOT NULL")
      .bind(endpoint),
    db
      .prepare("UPDATE endpoint_secrets SET expires_at = ?2 WHERE endpoint_id = ?1")
      .bind(endpoint, formerEndsAt),
    db
      .prepare(
        `INSERT INTO endpoint_secrets (endpoint_id, field, app_id, kek, sealed, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
      )
      .bind(endpoint, field, app, ring.active, sealed, now()),
  ];
}

async function readEndpointSecrets(
  { db, ring, now }: VaultOptions,
  { app, endpoint }: Omit<EndpointRef, "field">,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT field, sealed FROM endpoint_secrets
       WHERE endpoint_id = ?1 AND (expires_at IS NULL OR expires_at > ?2)`,
    )
    .bind(endpoint, now())
    .all<{ field: string; sealed: string }>();
  return Promise.all(
    results.map(({ field, sealed }) => open(ring, { app, project: "", connection: endpoint, field }, sealed)),
  );
}

/** What holds sealed secrets, and where in a row it says what they are sealed for. */
interface Table {
  readonly name: string;
  readonly owner: string;
  readonly project: string;
}

const TABLES: readonly Table[] = [
  { name: "sealed_secrets", owner: "connection_id", project: "project" },
  { name: "endpoint_secrets", owner: "endpoint_id", project: "''" },
];

interface Row {
  /** `con_…` or `ep_…` */
  owner: string;
  field: string;
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

async function rotate({ db, ring, now }: VaultOptions, deadline: number): Promise<Rotation> {
  const unreadable: UnreadableRow[] = [];
  let [rotated, pages, isWalked] = [0, 0, true];
  for (const table of TABLES) {
    let page: Page | null = null;
    while (pages < MAX_PAGES && page?.last !== null) {
      if (pages > 0 && now() >= deadline) break; // one page at least, so that every call gets on
      page = await rotatePage(db, ring, table, page?.last ?? null);
      pages += 1;
      rotated += page.rotated;
      unreadable.push(...page.unreadable);
    }
    isWalked &&= page?.last === null;
  }
  const remaining = await countRemaining(db, ring);
  return {
    active_kek: ring.active,
    rotated,
    remaining,
    unreadable: unreadable.slice(0, MAX_UNREADABLE_NAMED),
    done: isWalked && remaining <= unreadable.length,
  };
}

/** Moves the next rows after `last`. Those that do not open are passed over. */
async function rotatePage(db: D1Database, ring: Keyring, table: Table, last: Row | null): Promise<Page> {
  const { name, owner, project } = table;
  const { results: rows } = await db
    .prepare(
      `SELECT ${owner} AS owner, field, app_id, ${project} AS project, sealed FROM ${name}
       WHERE kek <> ?1 AND (${owner}, field) > (?2, ?3)
       ORDER BY ${owner}, field LIMIT ?4`,
    )
    .bind(ring.active, last?.owner ?? "", last?.field ?? "", PAGE_ROWS)
    .all<Row>();
  const moves: Move[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const row of rows) {
    const { app_id: app, owner: connection, field, sealed } = row;
    try {
      const ref = { app, project: row.project, connection, field };
      moves.push({ ...row, moved: await rewrap(ring, ref, sealed) });
    } catch (error) {
      if (!(error instanceof SealedValueInvalid)) throw error;
      unreadable.push({ connection, field, reason: error.reason });
    }
  }
  return { rotated: await writeMoves(db, ring, table, moves), unreadable, last: rows[PAGE_ROWS - 1] ?? null };
}

/** Writes a page in one statement, each row only if it is still the one that was read. Returns how many it wrote. */
async function writeMoves(
  db: D1Database,
  ring: Keyring,
  { name, owner }: Table,
  moves: readonly Move[],
): Promise<number> {
  if (moves.length === 0) return 0;
  const { meta } = await db
    .prepare(
      `UPDATE ${name} SET kek = ?1, sealed = page.value ->> 'moved'
       FROM json_each(?2) AS page
       WHERE ${owner} = page.value ->> 'owner' AND field = page.value ->> 'field'
         AND sealed = page.value ->> 'sealed'`,
    )
    .bind(ring.active, JSON.stringify(moves))
    .run();
  return meta.changes;
}

/** Two ranges instead of `<>`, so that the index answers and rows already moved are not read. */
async function countRemaining(db: D1Database, ring: Keyring): Promise<number> {
  const counts = await Promise.all(
    TABLES.map(({ name }) =>
      db
        .prepare(`SELECT COUNT(*) AS count FROM ${name} WHERE kek < ?1 OR kek > ?1`)
        .bind(ring.active)
        .first<number>("count"),
    ),
  );
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
