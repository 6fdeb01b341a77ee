/**
 * @module The event_endpoints table: where an app's backend takes events.
 */

import type { EventEndpointId } from "../../shared/ids.ts";
import { MAX_EVENT_ENDPOINTS, type EventEndpointAnswer, type EventType } from "../../shared/schema/events.ts";

export interface EventEndpoint {
  readonly id: EventEndpointId;
  readonly app_id: string;
  readonly url: string;
  readonly types: EventEndpointAnswer["types"];
  readonly disabled_reason: EventEndpointAnswer["disabled_reason"];
  readonly failing_since: number | null;
  readonly created_at: number;
}

/** Lists an app's endpoints by id. */
export async function listEndpoints(db: D1Database, app: string): Promise<EventEndpoint[]> {
  const { results } = await db
    .prepare("SELECT * FROM event_endpoints WHERE app_id = ?1 ORDER BY id")
    .bind(app)
    .all();
  return results.map(readRow);
}

/** Finds one of an app's endpoints. */
export async function findEndpoint(db: D1Database, app: string, id: string): Promise<EventEndpoint | null> {
  const row = await db
    .prepare("SELECT * FROM event_endpoints WHERE id = ?1 AND app_id = ?2")
    .bind(id, app)
    .first();
  return row && readRow(row);
}

/** Returns the statement that adds an endpoint, unless the app has as many as it may have. */
export function insertEndpointStatement(db: D1Database, endpoint: EventEndpoint): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO event_endpoints (id, app_id, url, types, created_at)
       SELECT ?1, ?2, ?3, ?4, ?5
       WHERE (SELECT COUNT(*) FROM event_endpoints WHERE app_id = ?2) < ${MAX_EVENT_ENDPOINTS}`,
    )
    .bind(endpoint.id, endpoint.app_id, endpoint.url, JSON.stringify(endpoint.types), endpoint.created_at);
}

/** Returns the statement that writes what an app may change of its endpoint. */
export function updateEndpointStatement(
  db: D1Database,
  { id, url, types, disabled_reason, failing_since }: EventEndpoint,
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE event_endpoints SET url = ?2, types = ?3, disabled_reason = ?4, failing_since = ?5 WHERE id = ?1",
    )
    .bind(id, url, JSON.stringify(types), disabled_reason, failing_since);
}

/** Returns the statement that deletes an endpoint; its secrets and its deliveries go with it. */
export function deleteEndpointStatement(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("DELETE FROM event_endpoints WHERE id = ?1").bind(id);
}

/** Returns the statement that records whether an attempt succeeded. `since`: when it failed, unix seconds; else null. */
export function recordHealthStatement(db: D1Database, id: string, since: number | null): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE event_endpoints SET failing_since = CASE WHEN ?2 IS NULL THEN NULL ELSE COALESCE(failing_since, ?2) END
       WHERE id = ?1`,
    )
    .bind(id, since);
}

/** Returns the statement that disables an endpoint which answered 410, unless it has another address by now. */
export function disableGoneStatement(db: D1Database, id: string, url: string): D1PreparedStatement {
  return db
    .prepare("UPDATE event_endpoints SET disabled_reason = 'gone' WHERE id = ?1 AND url = ?2")
    .bind(id, url);
}

function readRow(row: Record<string, unknown>): EventEndpoint {
  return { ...row, types: JSON.parse(String(row["types"])) as EventEndpoint["types"] } as EventEndpoint; // as it was written
}

/** Returns what tells whether any of an app's endpoints takes a type of event. */
export async function findTakers(db: D1Database, app: string): Promise<(type: EventType) => boolean> {
  const { results } = await db
    .prepare("SELECT types FROM event_endpoints WHERE app_id = ?1 AND disabled_reason IS NULL")
    .bind(app)
    .all<{ types: string }>();
  const taken = new Set(results.flatMap(({ types }) => JSON.parse(types) as (EventType | "*")[])); // as it was stored
  return (type) => taken.has("*") || taken.has(type);
}
