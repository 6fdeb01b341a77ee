/**
 * @module The oauth_flows table: one row for each way to Stripe's consent page and back that is under way.
 *
 * A row goes one way only: started → back → returned → claimed → granted, and is deleted when it ends. Every step
 * is one statement that succeeds for one caller, so no state, ticket or code can be used twice. Access that a
 * connection no longer needs is a row too, until Stripe has confirmed that it is gone.
 */

import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";
import type { Mode } from "../../shared/keys.ts";

/** docs/oauth.md tells people so; Stripe's own code is good for five minutes of these. */
export const FLOW_SECONDS = 600;

/** No digest begins like this, so no state can name such a row. */
const OWED = "owed ";

/** Whose way it is: nobody else can finish it. */
export interface Traveller {
  readonly app: string;
  readonly project: string;
  readonly user: string | null;
  readonly origin: string;
}

export interface Departure extends Traveller {
  readonly stateHash: string;
  readonly returnUrl: string;
  readonly challenge: string;
  readonly expiresAt: number;
}

export interface Flow extends Departure {
  readonly sealed: string | null;
  /** Whose access Stripe gave; null until the code was exchanged. */
  readonly granted: { readonly account: string; readonly mode: Mode } | null;
}

interface Row {
  state_hash: string;
  app_id: string;
  project: string;
  user_id: string | null;
  origin: string;
  return_url: string;
  challenge: string;
  expires_at: number;
  sealed: string | null;
  account_id: string | null;
  mode: Mode | null;
}

/** Returns the statement that writes a new row. */
export function startStatement(db: D1Database, departure: Departure): D1PreparedStatement {
  const { stateHash, app, project, user, origin, returnUrl, challenge, expiresAt } = departure;
  return db
    .prepare(
      `INSERT INTO oauth_flows
         (state_hash, stage, app_id, project, user_id, origin, return_url, challenge, expires_at)
       VALUES (?1, 'started', ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    )
    .bind(stateHash, app, project, user, origin, returnUrl, challenge, expiresAt);
}

/** Takes a state: the first who asks has its flow, expired or not; everybody after gets null. */
export async function takeState(db: D1Database, stateHash: string): Promise<Flow | null> {
  const row = await db
    .prepare("UPDATE oauth_flows SET stage = 'back' WHERE state_hash = ?1 AND stage = 'started' RETURNING *")
    .bind(stateHash)
    .first<Row>();
  return row && readFlow(row);
}

/** Notes the sealed code of a flow that came back, and the ticket that finishes it. */
export async function noteReturn(
  db: D1Database,
  { stateHash }: Flow,
  ticketHash: string,
  sealedCode: string,
): Promise<void> {
  await db
    .prepare("UPDATE oauth_flows SET stage = 'returned', ticket_hash = ?2, sealed = ?3 WHERE state_hash = ?1")
    .bind(stateHash, ticketHash, sealedCode)
    .run();
}

/**
 * Claims the flow of a ticket for the one who started it: `expired` if it came too late, null for whatever else is
 * wrong. A ticket in wrong hands stays good for the right ones.
 */
export async function claimTicket(
  db: D1Database,
  ticketHash: string,
  challenge: string,
  { app, project, user, origin }: Traveller,
  now: number,
): Promise<Flow | "expired" | null> {
  const own = `ticket_hash = ?1 AND challenge = ?2 AND app_id = ?3 AND project = ?4 AND user_id IS ?5
    AND origin = ?6 AND stage IN ('returned', 'granted')`;
  const values = [ticketHash, challenge, app, project, user, origin, now];
  const [claimed, late] = await db.batch<Row>([
    db
      .prepare(`UPDATE oauth_flows SET stage = 'claimed' WHERE ${own} AND expires_at > ?7 RETURNING *`)
      .bind(...values),
    db.prepare(`SELECT * FROM oauth_flows WHERE ${own} AND expires_at <= ?7`).bind(...values),
  ]);
  const row = claimed?.results[0];
  if (row) return readFlow(row);
  return late?.results[0] ? "expired" : null;
}

/** Notes, before anything else is tried, whose access came of the code, so that it can always be given back. */
export async function noteGrant(
  db: D1Database,
  { stateHash }: Flow,
  { account, mode }: { account: string; mode: Mode },
  sealedTokens: string | null,
): Promise<void> {
  await db
    .prepare("UPDATE oauth_flows SET account_id = ?2, mode = ?3, sealed = ?4 WHERE state_hash = ?1")
    .bind(stateHash, account, mode, sealedTokens)
    .run();
}

/** Makes the ticket of a claimed flow good again: the person has a question to answer, or tries again. */
export async function rearmTicket(db: D1Database, { stateHash }: Flow): Promise<void> {
  await db
    .prepare("UPDATE oauth_flows SET stage = 'granted' WHERE state_hash = ?1 AND stage = 'claimed'")
    .bind(stateHash)
    .run();
}

/** Returns the statement that ends a flow. */
export function endStatement(db: D1Database, stateHash: string): D1PreparedStatement {
  return db.prepare("DELETE FROM oauth_flows WHERE state_hash = ?1").bind(stateHash);
}

/**
 * Returns the statement that notes, before a connection of `project` goes or changes, that its access is to be given
 * back. It goes into the same batch, so that no crash can lose a grant that nobody uses.
 */
export function oweStatement(db: D1Database, app: string, project: string, now: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO oauth_flows (state_hash, stage, app_id, project, origin, return_url, challenge, expires_at,
         account_id, mode)
       SELECT ?4 || id || ' ' || version, 'granted', app_id, project, '', '', '', ?3, account_id, mode
       FROM connections WHERE app_id = ?1 AND project = ?2 AND method = 'oauth' AND account_id IS NOT NULL
       ON CONFLICT DO NOTHING`,
    )
    .bind(app, project, now, OWED);
}

/** Names the row that `oweStatement` writes for a connection. */
export function nameOwed({ id, version }: { readonly id: string; readonly version: number }): string {
  return `${OWED}${id} ${version}`;
}

/** Tells whether another flow, still good, holds access to the same account. */
export async function isHeldByAnother(
  db: D1Database,
  account: string,
  stateHash: string | null,
  now: number,
): Promise<boolean> {
  const row = await db
    .prepare(
      "SELECT 1 FROM oauth_flows WHERE account_id = ?1 AND state_hash IS NOT ?2 AND expires_at > ?3 LIMIT 1",
    )
    .bind(account, stateHash, now)
    .first();
  return row !== null;
}

/** Deletes flows that ended before `before` and gave no access. */
export async function forgetEmptyFlows(db: D1Database, before: number): Promise<void> {
  await db
    .prepare("DELETE FROM oauth_flows WHERE account_id IS NULL AND expires_at <= ?1")
    .bind(before)
    .run();
}

/**
 * Lists flows that ended before `before` and whose access was neither stored nor given back: any of them, so that
 * those that Stripe never confirms keep no other out.
 */
export async function listAbandonedFlows(db: D1Database, before: number, limit: number): Promise<Flow[]> {
  const { results } = await db
    .prepare(
      `SELECT * FROM oauth_flows WHERE account_id IS NOT NULL AND expires_at <= ?1
       ORDER BY RANDOM() LIMIT ?2`,
    )
    .bind(before, limit)
    .all<Row>();
  return results.map(readFlow);
}

function readFlow(row: Row): Flow {
  const { account_id: account, mode } = row;
  return {
    stateHash: row.state_hash,
    app: row.app_id,
    project: row.project,
    user: row.user_id,
    origin: row.origin,
    returnUrl: row.return_url,
    challenge: row.challenge,
    expiresAt: row.expires_at,
    sealed: row.sealed,
    granted: account !== null && mode !== null ? { account, mode } : null,
  };
}
