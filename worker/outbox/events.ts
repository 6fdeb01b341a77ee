/**
 * @module The events and deliveries tables: what apps are told, written beside what it tells of, and how far that got.
 */

import type { ConnectionId, EventEndpointId, EventId } from "../../shared/ids.ts";
import type { Delivery, EventAnswer, EventPayload, ListEventsQuery } from "../../shared/schema/events.ts";
import type { Services } from "../context.ts";
import { announce } from "./queue.ts";

/** What an app is told. */
export type NewEvent = EventPayload & { readonly id: EventId };

/** A delivery whose next attempt is due, with what it takes. */
export interface DueDelivery {
  readonly event_id: EventId;
  readonly endpoint_id: EventEndpointId;
  readonly attempts: number;
  readonly next_at: number;
  readonly payload: string;
  readonly app_id: string;
  readonly url: string;
  readonly disabled_reason: string | null;
  readonly failing_since: number | null;
}

/** What the queue is told of, and the cursor of a walk over what is due. */
export type DueKey = Pick<DueDelivery, "event_id" | "endpoint_id" | "next_at">;

/** As long as Stripe keeps its own. */
const EVENT_TTL_SECONDS = 30 * 24 * 3600;
const MAX_EVENTS_REMOVED = 1000;
const MAX_FORGET_PAGES = 500;

/** An endpoint takes an event's type: `?1` is the event's id. */
const TAKES = `EXISTS (SELECT 1 FROM json_each(event_endpoints.types)
  WHERE value IN ('*', (SELECT type FROM events WHERE id = ?1)))`;

/** Runs a batch that writes `events` beside `statements`: all of it or nothing. Then the queue hears of them. */
export async function commitEvents(
  services: Services,
  statements: readonly D1PreparedStatement[],
  events: readonly NewEvent[],
): Promise<void> {
  const { db, now } = services;
  const written = events.flatMap((event) => [
    insertEventStatement(db, event),
    insertDeliveriesStatement(db, event.id, event.app, now()),
  ]);
  const results = await db.batch([...statements, ...written]);
  const changesOf = (index: number) => results[statements.length + index]?.meta.changes ?? 0;
  // Of one that was there before, nobody knows whether the queue heard.
  const awaited = events.filter((_, index) => changesOf(2 * index) === 0 || changesOf(2 * index + 1) > 0);
  // Nobody waits for the queue, and what it does not hear of the cron finds.
  void announce(
    services,
    awaited.map(({ id }) => id),
  );
}

/** Deletes what events tell of an account's customers: it goes with the connection, delivered or not. */
export function forgetCustomersStatement(
  db: D1Database,
  app: string,
  connection: ConnectionId,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM events WHERE app_id = ?1 AND connection_id = ?2
         AND type IN ('customer.updated', 'signal.created')`,
    )
    .bind(app, connection);
}

/** Deletes most of them beforehand, so that the statement of the batch has few rows to delete. */
export async function forgetCustomers(db: D1Database, app: string, connection: ConnectionId): Promise<void> {
  for (let page = 0; page < MAX_FORGET_PAGES; page += 1) {
    const { meta } = await db
      .prepare(
        `DELETE FROM events WHERE id IN (
           SELECT id FROM events WHERE app_id = ?1 AND connection_id = ?2
             AND type IN ('customer.updated', 'signal.created') LIMIT ${MAX_EVENTS_REMOVED})`,
      )
      .bind(app, connection)
      .run();
    if (meta.changes < MAX_EVENTS_REMOVED) return;
  }
}

/** An event that was written before, whole and with its deliveries, stays as it is. */
function insertEventStatement(db: D1Database, event: NewEvent): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR IGNORE INTO events (id, app_id, project, connection_id, type, created_at, payload)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
    )
    .bind(
      event.id,
      event.app,
      event.project,
      event.connection,
      event.type,
      event.created,
      JSON.stringify(event),
    );
}

function insertDeliveriesStatement(
  db: D1Database,
  event: EventId,
  app: string,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR IGNORE INTO deliveries (event_id, endpoint_id, status, attempts, next_at)
       SELECT ?1, id, 'pending', 0, ?3 FROM event_endpoints
       WHERE app_id = ?2 AND disabled_reason IS NULL AND ${TAKES}`,
    )
    .bind(event, app, now);
}

/** Has an event sent again, to one endpoint or to all that take its type. Returns to how many. */
export async function resendEvent(
  { db, now }: Services,
  event: EventId,
  app: string,
  endpoint: string | null,
  audit: readonly D1PreparedStatement[],
): Promise<number> {
  const [written] = await db.batch([
    db
      .prepare(
        `INSERT INTO deliveries (event_id, endpoint_id, status, attempts, next_at)
         SELECT ?1, id, 'pending', 0, ?3 FROM event_endpoints
         WHERE app_id = ?2 AND disabled_reason IS NULL AND (id = ?4 OR (?4 IS NULL AND ${TAKES}))
         ON CONFLICT (event_id, endpoint_id) DO UPDATE SET status = 'pending', attempts = 0, next_at = ?3`,
      )
      .bind(event, app, now(), endpoint),
    ...audit,
  ]);
  return written?.meta.changes ?? 0;
}

/** Finds what is due of some events. */
export async function findDue(
  db: D1Database,
  events: readonly string[],
  now: number,
): Promise<DueDelivery[]> {
  const { results } = await db
    .prepare(
      `${SELECT_DUE} WHERE deliveries.event_id IN (SELECT value FROM json_each(?1)) AND deliveries.next_at <= ?2`,
    )
    .bind(JSON.stringify(events), now)
    .all<DueDelivery>();
  return results;
}

/** Lists what was due before `before`, the longest due first, behind `after`. */
export async function listOverdue(
  db: D1Database,
  before: number,
  after: DueKey | null,
  limit: number,
): Promise<DueDelivery[]> {
  const { next_at = 0, event_id = "", endpoint_id = "" } = after ?? {};
  const { results } = await db
    .prepare(
      `${SELECT_DUE} WHERE deliveries.next_at <= ?1
         AND (deliveries.next_at, deliveries.event_id, deliveries.endpoint_id) > (?2, ?3, ?4)
       ORDER BY deliveries.next_at, deliveries.event_id, deliveries.endpoint_id LIMIT ?5`,
    )
    .bind(before, next_at, event_id, endpoint_id, limit)
    .all<DueDelivery>();
  return results;
}

const SELECT_DUE = `SELECT deliveries.event_id, deliveries.endpoint_id, deliveries.attempts, deliveries.next_at,
    events.payload, event_endpoints.app_id, event_endpoints.url, event_endpoints.disabled_reason,
    event_endpoints.failing_since
  FROM deliveries JOIN events ON events.id = deliveries.event_id
  JOIN event_endpoints ON event_endpoints.id = deliveries.endpoint_id`;

/**
 * Takes a due delivery for one attempt, which nobody else makes until `leaseEnd`. Returns false where somebody else was
 * faster.
 */
export async function claimDelivery(db: D1Database, due: DueDelivery, leaseEnd: number): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE deliveries SET attempts = attempts + 1, next_at = ?5, last_error = 'cut_off'
       WHERE event_id = ?1 AND endpoint_id = ?2 AND attempts = ?3 AND next_at = ?4`,
    )
    .bind(due.event_id, due.endpoint_id, due.attempts, due.next_at, leaseEnd)
    .run();
  return meta.changes === 1;
}

/** How an attempt ended. */
export type Ending = Pick<
  Delivery,
  "status" | "attempts" | "next_at" | "last_attempt_at" | "last_status" | "last_error" | "duration_ms"
>;

/** Returns the statement that records how an attempt ended, unless the delivery was begun anew meanwhile. */
export function recordEndingStatement(
  db: D1Database,
  { event_id, endpoint_id }: DueDelivery,
  ending: Ending,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE deliveries SET status = ?4, next_at = ?5, last_attempt_at = ?6, last_status = ?7, last_error = ?8,
         duration_ms = ?9
       WHERE event_id = ?1 AND endpoint_id = ?2 AND attempts = ?3 AND status = 'pending'`,
    )
    .bind(
      event_id,
      endpoint_id,
      ending.attempts,
      ending.status,
      ending.next_at,
      ending.last_attempt_at,
      ending.last_status,
      ending.last_error,
      ending.duration_ms,
    );
}

/** Returns the statement that gives up what still waits for an endpoint. */
export function abandonDeliveriesStatement(db: D1Database, endpoint: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE deliveries SET status = 'failed', next_at = NULL, last_error = 'endpoint_disabled'
       WHERE endpoint_id = ?1 AND next_at IS NOT NULL`,
    )
    .bind(endpoint);
}

/** Removes events that are too old, with their deliveries, up to a bound. */
export async function pruneEvents(db: D1Database, now: number): Promise<void> {
  await db
    .prepare(
      `DELETE FROM events WHERE rowid IN
         (SELECT rowid FROM events WHERE created_at < ?1 ORDER BY created_at LIMIT ${MAX_EVENTS_REMOVED})`,
    )
    .bind(now - EVENT_TTL_SECONDS)
    .run();
}

/** Tells whether an app has an event. */
export async function hasEvent(db: D1Database, app: string, event: string): Promise<boolean> {
  const found = await db
    .prepare("SELECT 1 FROM events WHERE id = ?1 AND app_id = ?2")
    .bind(event, app)
    .first();
  return found !== null;
}

/** Finds one of an app's events with its deliveries. */
export async function findEvent(db: D1Database, app: string, event: string): Promise<EventAnswer | null> {
  const found = await db
    .prepare("SELECT id, payload FROM events WHERE id = ?1 AND app_id = ?2")
    .bind(event, app)
    .first<EventRow>();
  return found && ((await addDeliveries(db, [found]))[0] ?? null);
}

/** Lists an app's events, the newest first, `limit` behind the one that `query` starts after. */
export async function listEvents(
  db: D1Database,
  app: string,
  query: ListEventsQuery,
  limit: number,
): Promise<EventAnswer[]> {
  const { conditions, values } = readConditions(query);
  const { results } = await db
    .prepare(
      `SELECT id, payload FROM events WHERE app_id = ? ${conditions.map((one) => `AND ${one}`).join(" ")}
       ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .bind(app, ...values, limit)
    .all<EventRow>();
  return addDeliveries(db, results);
}

interface EventRow {
  readonly id: string;
  readonly payload: string;
}

function readConditions(query: ListEventsQuery): { conditions: string[]; values: (string | number)[] } {
  const given: [condition: string, value: string | number | undefined][] = [
    ["type = ?", query.type],
    ["project = ?", query.project],
    ["connection_id = ?", query.connection],
    ["created_at > ?", query["created[gt]"]],
    ["created_at >= ?", query["created[gte]"]],
    ["created_at < ?", query["created[lt]"]],
    ["created_at <= ?", query["created[lte]"]],
    ["(created_at, id) < (SELECT created_at, id FROM events WHERE id = ?)", query.starting_after],
  ];
  const asked = given.flatMap(([condition, value]) => (value === undefined ? [] : [{ condition, value }]));
  return { conditions: asked.map(({ condition }) => condition), values: asked.map(({ value }) => value) };
}

async function addDeliveries(db: D1Database, rows: readonly EventRow[]): Promise<EventAnswer[]> {
  if (rows.length === 0) return [];
  const { results } = await db
    .prepare(
      `SELECT event_id, endpoint_id AS endpoint, status, attempts, next_at, last_attempt_at, last_status, last_error,
         duration_ms
       FROM deliveries WHERE event_id IN (SELECT value FROM json_each(?1)) ORDER BY event_id, endpoint_id`,
    )
    .bind(JSON.stringify(rows.map(({ id }) => id)))
    .all<Delivery & { event_id: string }>();
  return rows.map(({ id, payload }) => ({
    ...(JSON.parse(payload) as EventPayload), // written by insertEventStatement
    object: "event",
    deliveries: results.flatMap(({ event_id, ...delivery }) => (event_id === id ? [delivery] : [])),
  }));
}
