/**
 * @module The tables of Stripe's events and of the endpoints we made, and what a connection shows of them.
 */

import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";
import type { VerifiedEvent } from "../stripe/event-signature.ts";

/** Stripe tells of 30 days (docs.stripe.com/api/events), and so do we. */
const KEPT_SECONDS = 30 * 24 * 3600;
/** Whoever holds a signing secret can sign as much as they like; this many of the newest stay, of each connection. */
const KEPT_EVENTS = 10_000;

/** What is known of a connection's events and endpoint. Times are unix seconds. */
export interface WebhookState {
  /** `we_…`, made by us in the customer's account. */
  readonly endpoint: string | null;
  /** Why there is none, or not a good one. */
  readonly problem: EndpointProblem | null;
  readonly lastEventAt: number | null;
}

/** `missing_permission`: the key may not. `refused`: Stripe said no. `unavailable`: it did not answer. */
export type EndpointProblem = "missing_permission" | "refused" | "unavailable";

export const NO_WEBHOOK: WebhookState = { endpoint: null, problem: null, lastEventAt: null };

/** Columns that a query of connections reads beside its own, so that showing one takes no second trip. */
export const WEBHOOK_COLUMNS = `
  (SELECT endpoint_id FROM managed_endpoints WHERE connection_id = connections.id) AS webhook_endpoint,
  (SELECT problem FROM managed_endpoints WHERE connection_id = connections.id) AS webhook_problem,
  (SELECT MAX(received_at) FROM stripe_events WHERE connection_id = connections.id) AS webhook_last_event_at`;

export interface WebhookRow {
  webhook_endpoint: string | null;
  webhook_problem: EndpointProblem | null;
  webhook_last_event_at: number | null;
}

export function readWebhookRow(row: WebhookRow): WebhookState {
  return {
    endpoint: row.webhook_endpoint,
    problem: row.webhook_problem,
    lastEventAt: row.webhook_last_event_at,
  };
}

/** Returns the statement that notes which endpoint there is, or why there is none. */
export function noteEndpointStatement(
  db: D1Database,
  connection: string,
  state: Pick<WebhookState, "endpoint" | "problem">,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO managed_endpoints (connection_id, endpoint_id, problem, updated_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (connection_id) DO UPDATE SET endpoint_id = excluded.endpoint_id,
         problem = excluded.problem, updated_at = excluded.updated_at`,
    )
    .bind(connection, state.endpoint, state.problem, now);
}

/** Returns the statement that forgets an endpoint that is of no use any more. */
export function forgetEndpointStatement(db: D1Database, connection: string): D1PreparedStatement {
  return db.prepare("DELETE FROM managed_endpoints WHERE connection_id = ?1").bind(connection);
}

/** Returns the statement that forgets the events that came by a former secret: a new one has yet to prove itself. */
export function forgetEventsStatement(db: D1Database, connection: string): D1PreparedStatement {
  return db.prepare("DELETE FROM stripe_events WHERE connection_id = ?1").bind(connection);
}

/** Notes an event, once however often it comes. */
export async function noteEvent(
  db: D1Database,
  connection: string,
  event: VerifiedEvent,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT OR IGNORE INTO stripe_events (connection_id, event_id, type, object_id, created, received_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
    )
    .bind(connection, event.id, event.type, event.object, event.created, now)
    .run();
}

/** Forgets events that Stripe itself no longer tells of, and of every connection those beyond `kept`. */
export async function forgetOldEvents(db: D1Database, now: number, kept = KEPT_EVENTS): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM stripe_events WHERE received_at < ?1").bind(now - KEPT_SECONDS),
    db
      .prepare(
        `DELETE FROM stripe_events WHERE rowid IN (
           SELECT id FROM (
             SELECT rowid AS id, ROW_NUMBER() OVER (
               PARTITION BY connection_id ORDER BY received_at DESC, rowid DESC) AS place
             FROM stripe_events)
           WHERE place > ?1)`,
      )
      .bind(kept),
  ]);
}
