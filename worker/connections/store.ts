/**
 * @module The connections and checks tables. Every write is fenced: it succeeds whole, or a lost race fails it whole.
 */

import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";
import type { ConnectionId } from "../../shared/ids.ts";
import type { KeyKind, Mode } from "../../shared/keys.ts";
import { Refusal } from "../http/refusal.ts";
import type { KeyRefusal } from "../stripe/answers.ts";
import type { Finding } from "../stripe/examine.ts";

/** Counts of the demo dataset. */
export interface DemoCounts {
  readonly customers: number;
  readonly subscriptions: number;
  readonly invoices: number;
}

export interface ConnectionRecord {
  readonly id: ConnectionId;
  readonly app: string;
  readonly project: string;
  readonly method: "key" | "demo";
  readonly mode: Mode;
  readonly label: string;
  readonly keyKind: KeyKind | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly editKeyUrl: string | null;
  readonly hasWebhookSecret: boolean;
  readonly problem: KeyRefusal | null;
  readonly demo: DemoCounts | null;
  readonly version: number;
  readonly connectedAt: number;
  readonly checkedAt: number;
}

interface ConnectionRow {
  id: ConnectionId;
  app_id: string;
  project: string;
  method: "key" | "demo";
  mode: Mode;
  label: string;
  key_kind: KeyKind | null;
  account_id: string | null;
  account_name: string | null;
  edit_key_url: string | null;
  has_webhook_secret: number;
  problem: KeyRefusal | null;
  demo: string | null;
  version: number;
  connected_at: number;
  checked_at: number;
}

/** A connection with what the last check found. */
export interface CheckedConnection {
  readonly record: ConnectionRecord;
  readonly findings: readonly Finding[];
}

/** Finds the connection of a project. */
export async function findConnection(
  db: D1Database,
  app: string,
  project: string,
): Promise<CheckedConnection | null> {
  const [rows, checks] = await db.batch([
    db.prepare("SELECT * FROM connections WHERE app_id = ?1 AND project = ?2").bind(app, project),
    db
      .prepare(
        `SELECT permission, access, status FROM checks
         WHERE connection_id = (SELECT id FROM connections WHERE app_id = ?1 AND project = ?2)`,
      )
      .bind(app, project),
  ]);
  const row = rows?.results[0] as ConnectionRow | undefined; // the columns of migration 0002
  if (!row) return null;
  return { record: readRow(row), findings: (checks?.results ?? []) as unknown as Finding[] }; // likewise
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
  const values = [
    record.id,
    record.app,
    record.project,
    record.method,
    record.mode,
    record.label,
    record.keyKind,
    record.accountId,
    record.accountName,
    record.editKeyUrl,
    record.hasWebhookSecret ? 1 : 0,
    record.problem,
    record.demo && JSON.stringify(record.demo),
    record.connectedAt,
    record.checkedAt,
  ];
  const write = previous
    ? db.prepare(
        `UPDATE connections SET app_id = ?2, project = ?3, method = ?4, mode = ?5, label = ?6, key_kind = ?7,
           account_id = ?8, account_name = ?9, edit_key_url = ?10, has_webhook_secret = ?11, problem = ?12,
           demo = ?13, connected_at = ?14, checked_at = ?15,
           version = CASE WHEN version = ?16 THEN version + 1 END
         WHERE id = ?1`,
      )
    : db.prepare(
        `INSERT INTO connections (id, app_id, project, method, mode, label, key_kind, account_id, account_name,
           edit_key_url, has_webhook_secret, problem, demo, connected_at, checked_at, version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1 + ?16)`,
      );
  return [
    write.bind(...values, previous?.version ?? 0),
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
      throw new Refusal("connection_changed");
    throw error;
  }
}

function readRow(row: ConnectionRow): ConnectionRecord {
  return {
    id: row.id,
    app: row.app_id,
    project: row.project,
    method: row.method,
    mode: row.mode,
    label: row.label,
    keyKind: row.key_kind,
    accountId: row.account_id,
    accountName: row.account_name,
    editKeyUrl: row.edit_key_url,
    hasWebhookSecret: row.has_webhook_secret === 1,
    problem: row.problem,
    demo: row.demo === null ? null : (JSON.parse(row.demo) as DemoCounts), // written above
    version: row.version,
    connectedAt: row.connected_at,
    checkedAt: row.checked_at,
  };
}
