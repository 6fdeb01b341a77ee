/**
 * @module The connections and checks tables. Every write is fenced: it succeeds whole, or a lost race fails it whole.
 */

import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";
import type { Mode } from "../../shared/keys.ts";
import { ApiError } from "../http/api-error.ts";
import { readWebhookRow, WEBHOOK_COLUMNS, type WebhookRow, type WebhookState } from "../webhooks/store.ts";
import type { Finding } from "../stripe/probe.ts";
import { readRow, writeRow, type ConnectionRecord, type ConnectionRow } from "./record.ts";

export type { ConnectionRecord } from "./record.ts";

/** A connection with what the last check found. */
export interface CheckedConnection {
  readonly record: ConnectionRecord;
  readonly findings: readonly Finding[];
  readonly webhook: WebhookState;
}

/** Finds the connection of a project. */
export async function findConnection(
  db: D1Database,
  app: string,
  project: string,
): Promise<CheckedConnection | null> {
  const [rows, checks] = await db.batch([
    db
      .prepare(`SELECT *, ${WEBHOOK_COLUMNS} FROM connections WHERE app_id = ?1 AND project = ?2`)
      .bind(app, project),
    db
      .prepare(
        `SELECT permission, access, status FROM checks
         WHERE connection_id = (SELECT id FROM connections WHERE app_id = ?1 AND project = ?2)`,
      )
      .bind(app, project),
  ]);
  const row = rows?.results[0] as (ConnectionRow & WebhookRow) | undefined; // the columns just named
  if (!row) return null;
  const findings = (checks?.results ?? []) as unknown as Finding[]; // likewise
  return { record: readRow(row), findings, webhook: readWebhookRow(row) };
}

/** Finds a connection by its own id, as Stripe's events name it. */
export async function findConnectionById(db: D1Database, id: string): Promise<ConnectionRecord | null> {
  const row = await db.prepare("SELECT * FROM connections WHERE id = ?1").bind(id).first<ConnectionRow>();
  return row && readRow(row);
}

/** Returns the statement that notes a new signing secret, and fails its batch if somebody else wrote meanwhile. */
export function noteSigningSecretStatement(
  db: D1Database,
  { id, version }: ConnectionRecord,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE connections SET has_webhook_secret = 1,
         version = CASE WHEN version = ?2 THEN version + 1 END WHERE id = ?1`,
    )
    .bind(id, version);
}

/** Tells whether any connection, of any app, works with the access that this account gave. */
export async function isAccountConnected(db: D1Database, account: string, mode: Mode): Promise<boolean> {
  const row = await db
    .prepare("SELECT 1 FROM connections WHERE account_id = ?1 AND mode = ?2 AND method = 'oauth' LIMIT 1")
    .bind(account, mode)
    .first();
  return row !== null;
}

/**
 * Returns the statements that write `record` and its findings over `previous`, or as a new row.
 * If somebody else wrote meanwhile, the first of them breaks a constraint and the batch fails whole.
 */
export function writeConnectionStatements(
  db: D1Database,
  record: ConnectionRecord,
  findings: readonly Finding[],
  previous: ConnectionRecord | null,
): D1PreparedStatement[] {
  const columns = Object.entries(writeRow(record));
  const names = columns.map(([name]) => name);
  const values = columns.map(([, value]) => value);
  const write = previous
    ? `UPDATE connections SET ${names.map((name) => `${name} = ?`).join(", ")},
         version = CASE WHEN version = ? THEN version + 1 END WHERE id = ?`
    : `INSERT INTO connections (${names.join(", ")}, version)
       VALUES (${names.map(() => "?").join(", ")}, 1 + ?)`;
  return [
    db.prepare(write).bind(...values, previous?.version ?? 0, ...(previous ? [previous.id] : [])),
    ...(previous ? [db.prepare("DELETE FROM checks WHERE connection_id = ?1").bind(record.id)] : []),
    db
      .prepare(
        `INSERT INTO checks (connection_id, permission, access, status)
         SELECT ?1, value ->> 'permission', value ->> 'access', value ->> 'status' FROM json_each(?2)`,
      )
      .bind(record.id, JSON.stringify(findings)),
  ];
}

/** Returns the statement that deletes a project's connection; its checks and sealed secrets go with it. */
export function deleteConnectionStatement(db: D1Database, app: string, project: string): D1PreparedStatement {
  return db.prepare("DELETE FROM connections WHERE app_id = ?1 AND project = ?2").bind(app, project);
}

/** Runs a fenced batch. Refuses with `connection_changed` if another write came first. */
export async function runFenced(db: D1Database, statements: D1PreparedStatement[]): Promise<void> {
  try {
    await db.batch(statements);
  } catch (error) {
    // NOT NULL: the version moved. UNIQUE: a first connection came first. FOREIGN KEY: it was disconnected.
    if (error instanceof Error && /constraint failed/i.test(error.message))
      throw new ApiError("connection_changed");
    throw error;
  }
}
