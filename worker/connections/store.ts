/**
 * @module The connections table: the directory that every read goes to. Only a connection's own object
 * writes, but for `visited_at`.
 *
 * To add a column: the migration, the field of `ConnectionRow`, and the place that sets it.
 */

import type { ConnectionId } from "../../shared/ids.ts";
import type { KeyKind, Mode } from "../../shared/keys.ts";
import type { AccountPreview, Health, ListConnectionsQuery } from "../../shared/schema/connections.ts";
import type { StripeRequest } from "../../shared/schema/receipt.ts";
import type { SyncSummary } from "../../shared/schema/sync.ts";
import type { Services } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { commitEvents, type NewEvent } from "../outbox/events.ts";
import type { KeyRefusal } from "../stripe/answers.ts";
import type { Finding } from "../stripe/probe.ts";

/** Why there is no managed endpoint, or not a good one. `pending`: one is being made, or its making was cut off. */
export type EndpointProblem = "pending" | "missing_permission" | "refused" | "unavailable";

/** Requests of the checks that found what the row says, beside those in its findings; each null where there was none. */
export interface Evidence {
  readonly account: StripeRequest | null;
  readonly refusal: StripeRequest | null;
}

/** A row of the table, with its JSON columns parsed. Times are unix seconds. */
export interface ConnectionRow {
  readonly id: ConnectionId;
  readonly app_id: string;
  readonly project: string;
  readonly method: "key" | "oauth" | "demo";
  readonly mode: Mode;
  readonly label: string;
  readonly key_kind: KeyKind | null;
  readonly publishable_label: string | null;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly edit_key_url: string | null;
  readonly permissions: readonly Finding[];
  readonly excess: readonly Finding[];
  readonly account_preview: AccountPreview | null;
  readonly evidence: Evidence;
  readonly demo: { customers: number; subscriptions: number; invoices: number } | null;
  /** How Stripe refused the credential at the last check; null when it answered. */
  readonly refusal: KeyRefusal | null;
  /** When it first refused, as long as it has not answered since. */
  readonly refused_at: number | null;
  readonly has_webhook_secret: 0 | 1;
  readonly last_event_at: number | null;
  readonly endpoint_id: string | null;
  readonly endpoint_problem: EndpointProblem | null;
  /** How far the ledger is; null before its first turn. */
  readonly sync: SyncSummary | null;
  /** Number of the last event that told of the connection itself; 0 before one. */
  readonly sequence: number;
  /** Names, as people of the project are shown them. */
  readonly connected_by: string | null;
  readonly invited_by: string | null;
  readonly connected_at: number;
  readonly checked_at: number;
  readonly visited_at: number;
  /** By the app's profile, as of the last check or change. */
  readonly health: Health["status"];
  /** When that was. */
  readonly updated_at: number;
  /** When the object's alarm looks at the connection again; null for never. */
  readonly due_at: number | null;
}

/** Returns the row of a connection that nothing is known of yet but whose it is. */
export function createRow(
  id: ConnectionId,
  app: string,
  project: string,
  now: number,
): Omit<ConnectionRow, "method" | "mode" | "label" | "permissions"> {
  return {
    id,
    app_id: app,
    project,
    key_kind: null,
    publishable_label: null,
    account_id: null,
    account_name: null,
    edit_key_url: null,
    excess: [],
    account_preview: null,
    evidence: { account: null, refusal: null },
    demo: null,
    refusal: null,
    refused_at: null,
    has_webhook_secret: 0,
    last_event_at: null,
    endpoint_id: null,
    endpoint_problem: null,
    sync: null,
    sequence: 0,
    connected_by: null,
    invited_by: null,
    connected_at: now,
    checked_at: now,
    visited_at: now,
    health: "healthy",
    updated_at: now,
    due_at: null,
  };
}

/** The project that a page without a backend is given (worker/sessions/routes.ts). */
const OPEN_PROJECT = /^open-[a-z2-7]{26}$/;

const JSON_COLUMNS = ["permissions", "excess", "account_preview", "evidence", "demo", "sync"] as const;
/** Written beside the connection's verbs, each by a statement of its own. */
const OWN_STATEMENTS: readonly string[] = ["visited_at", "sync"];

/** Finds the connection of a project. */
export async function findConnection(
  db: D1Database,
  app: string,
  project: string,
): Promise<ConnectionRow | null> {
  const statement = db.prepare("SELECT * FROM connections WHERE app_id = ?1 AND project = ?2");
  return parseRow(await statement.bind(app, project).first());
}

/** Finds a connection by its own id. */
export async function findConnectionById(db: D1Database, id: string): Promise<ConnectionRow | null> {
  return parseRow(await db.prepare("SELECT * FROM connections WHERE id = ?1").bind(id).first());
}

/** Lists an app's connections by id, `limit` behind `starting_after`. */
export async function listConnections(
  db: D1Database,
  app: string,
  { health, mode, updated_since, starting_after }: ListConnectionsQuery,
  limit: number,
): Promise<ConnectionRow[]> {
  const filters = [
    ...(health === undefined ? [] : [{ sql: "health = ?", value: health }]),
    ...(mode === undefined ? [] : [{ sql: "mode = ?", value: mode }]),
    ...(updated_since === undefined ? [] : [{ sql: "updated_at >= ?", value: updated_since }]),
  ];
  const { results } = await db
    .prepare(
      `SELECT * FROM connections WHERE app_id = ? AND id > ?${filters.map(({ sql }) => ` AND ${sql}`).join("")}
       ORDER BY id LIMIT ?`,
    )
    .bind(app, starting_after, ...filters.map(({ value }) => value), limit)
    .all();
  return results.flatMap((row) => parseRow(row) ?? []);
}

/** Lists up to `limit` ids of connections that should have been looked at before `before`, the longest due first. */
export async function listOverdue(db: D1Database, before: number, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT id FROM connections WHERE due_at < ?1 ORDER BY due_at LIMIT ?2")
    .bind(before, limit)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Tells whether any connection, of any app, works with the access that an account gave. */
export async function isAccountConnected(db: D1Database, account: string, mode: Mode): Promise<boolean> {
  const row = await db
    .prepare("SELECT 1 FROM connections WHERE account_id = ?1 AND mode = ?2 AND method = 'oauth' LIMIT 1")
    .bind(account, mode)
    .first();
  return row !== null;
}

/** Tells whether a page without a backend has a project, which nobody else would ever end. */
export function isOpenProject(project: string): boolean {
  return OPEN_PROJECT.test(project);
}

/**
 * Returns the statement that writes a whole row, new or over the one of the same id, whose `visited_at` and `sync` stay:
 * the one is written from outside the object, the other by the ledger's turns.
 */
export function writeRowStatement(db: D1Database, row: ConnectionRow): D1PreparedStatement {
  const columns = Object.keys(row);
  const changed = columns.filter((name) => !OWN_STATEMENTS.includes(name));
  const values = Object.values(row).map((value) =>
    typeof value === "object" && value !== null ? JSON.stringify(value) : value,
  );
  return db
    .prepare(
      `INSERT INTO connections (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})
       ON CONFLICT (id) DO UPDATE SET ${changed.map((name) => `${name} = excluded.${name}`).join(", ")}`,
    )
    .bind(...values);
}

/** Returns the statement that deletes a row; its sealed secrets go with it. */
export function deleteRowStatement(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("DELETE FROM connections WHERE id = ?1").bind(id);
}

/**
 * Runs the batch that connects a project. Fails with `connection_changed` where somebody connected it for the first
 * time in the same moment: two objects, and the directory has room for one.
 */
export async function runConnectBatch(
  services: Services,
  statements: readonly D1PreparedStatement[],
  events: readonly NewEvent[],
): Promise<void> {
  try {
    await commitEvents(services, statements, events);
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed: connections\.app_id/i.test(error.message)) {
      throw new ApiError("connection_changed");
    }
    throw error;
  }
}

/** Moves a connection's next look, so that one that fails keeps no other from the watchdog. */
export async function postponeCheck(db: D1Database, id: string, dueAt: number | null): Promise<void> {
  await db.prepare("UPDATE connections SET due_at = ?2 WHERE id = ?1").bind(id, dueAt).run();
}

/** Records when Stripe's last event came. */
export async function recordLastEvent(db: D1Database, id: string, at: number): Promise<void> {
  await db.prepare("UPDATE connections SET last_event_at = ?2 WHERE id = ?1").bind(id, at).run();
}

/** Records how far a connection's ledger is. */
export async function recordSync(db: D1Database, id: string, sync: SyncSummary): Promise<void> {
  await db.prepare("UPDATE connections SET sync = ?2 WHERE id = ?1").bind(id, JSON.stringify(sync)).run();
}

/** Records that a page without a backend opened the project, at most once a day. */
export async function recordVisit(db: D1Database, app: string, project: string, now: number): Promise<void> {
  await db
    .prepare(
      "UPDATE connections SET visited_at = ?3 WHERE app_id = ?1 AND project = ?2 AND visited_at < ?3 - 86400",
    )
    .bind(app, project, now)
    .run();
}

function parseRow(row: Record<string, unknown> | null): ConnectionRow | null {
  if (!row) return null;
  const parsed = JSON_COLUMNS.map((name) => [name, JSON.parse(String(row[name]))]); // "null" for null
  return { ...row, ...Object.fromEntries(parsed) } as ConnectionRow; // written by writeRowStatement
}
