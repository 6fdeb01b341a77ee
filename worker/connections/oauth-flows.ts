/**
 * @module The oauth_flows table: one row for each way to Stripe's consent page and back.
 *
 * A row goes one way only: started → back → returned → claimed → granted, and is deleted when it ends. Every step
 * is one statement that succeeds for one caller, so no state, ticket or code can be used twice.
 */

import type { ConnectionId } from "../../shared/ids.ts";

/** docs/oauth.md tells people so; Stripe's own code is good for five minutes of these. */
export const FLOW_SECONDS = 600;
/** How long people who come back late are told that they are late. */
const KEPT_SECONDS = 24 * 3600;

/** Who started a flow: nobody else can finish it. */
export interface FlowOwner {
  readonly app: string;
  readonly project: string;
  readonly user: string | null;
  readonly origin: string;
}

export interface Flow {
  readonly state_hash: string;
  readonly app_id: string;
  readonly project: string;
  readonly return_url: string;
  /** Unix seconds. */
  readonly expires_at: number;
  /** Stripe's code, sealed. */
  readonly sealed_code: string | null;
  /** Whose object finishes; null until the first try. */
  readonly connection_id: ConnectionId | null;
}

/** Returns the statements that write a new row and delete those of yesterday. */
export function startFlowStatements(
  db: D1Database,
  owner: FlowOwner,
  flow: { stateHash: string; returnUrl: string; challenge: string; now: number },
): D1PreparedStatement[] {
  const { app, project, user, origin } = owner;
  return [
    db
      .prepare(
        `INSERT INTO oauth_flows
           (state_hash, stage, app_id, project, user_id, origin, return_url, challenge, expires_at)
         VALUES (?1, 'started', ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
      )
      .bind(
        flow.stateHash,
        app,
        project,
        user,
        origin,
        flow.returnUrl,
        flow.challenge,
        flow.now + FLOW_SECONDS,
      ),
    db.prepare("DELETE FROM oauth_flows WHERE expires_at <= ?1").bind(flow.now - KEPT_SECONDS),
  ];
}

/** Takes a state: the first who asks has its flow, expired or not; everybody after gets null. */
export function takeState(db: D1Database, stateHash: string): Promise<Flow | null> {
  return db
    .prepare("UPDATE oauth_flows SET stage = 'back' WHERE state_hash = ?1 AND stage = 'started' RETURNING *")
    .bind(stateHash)
    .first<Flow>();
}

/** Records the sealed code of a flow that came back, and the ticket that finishes it. */
export async function recordReturn(
  db: D1Database,
  flow: Flow,
  ticketHash: string,
  sealedCode: string,
): Promise<void> {
  await db
    .prepare(
      "UPDATE oauth_flows SET stage = 'returned', ticket_hash = ?2, sealed_code = ?3 WHERE state_hash = ?1",
    )
    .bind(flow.state_hash, ticketHash, sealedCode)
    .run();
}

/**
 * Claims the flow of a ticket for the one who started it: `expired` if it came too late, null for whatever else is
 * wrong. A ticket in wrong hands stays good for the right ones.
 * @param connection whose object is to finish, if no earlier try has said so
 */
export async function claimTicket(
  db: D1Database,
  ticketHash: string,
  challenge: string,
  { app, project, user, origin }: FlowOwner,
  connection: ConnectionId,
  now: number,
): Promise<(Flow & { readonly connection_id: ConnectionId }) | "expired" | null> {
  const own = `ticket_hash = ?1 AND challenge = ?2 AND app_id = ?3 AND project = ?4 AND user_id IS ?5
    AND origin = ?6 AND stage IN ('returned', 'granted')`;
  const values = [ticketHash, challenge, app, project, user, origin, now];
  const [claimed, late] = await db.batch<Flow & { connection_id: ConnectionId }>([
    db
      .prepare(
        `UPDATE oauth_flows SET stage = 'claimed', connection_id = COALESCE(connection_id, ?8)
         WHERE ${own} AND expires_at > ?7 RETURNING *`,
      )
      .bind(...values, connection),
    db.prepare(`SELECT * FROM oauth_flows WHERE ${own} AND expires_at <= ?7`).bind(...values),
  ]);
  return claimed?.results[0] ?? (late?.results[0] ? "expired" : null);
}

/** Makes the ticket of a claimed flow good again: the person has a question to answer, or tries again. */
export async function rearmTicket(db: D1Database, { state_hash }: Flow): Promise<void> {
  await db
    .prepare("UPDATE oauth_flows SET stage = 'granted' WHERE state_hash = ?1 AND stage = 'claimed'")
    .bind(state_hash)
    .run();
}

/** Records whose access came of a flow's code, so that nobody else revokes it meanwhile. */
export async function recordAccount(db: D1Database, { state_hash }: Flow, account: string): Promise<void> {
  await db
    .prepare("UPDATE oauth_flows SET account_id = ?2 WHERE state_hash = ?1")
    .bind(state_hash, account)
    .run();
}

/** Returns the statement that ends a flow. */
export function endFlowStatement(db: D1Database, stateHash: string): D1PreparedStatement {
  return db.prepare("DELETE FROM oauth_flows WHERE state_hash = ?1").bind(stateHash);
}

/** Tells whether a flow, still good, holds access to an account. */
export async function isHeldByFlow(db: D1Database, account: string, now: number): Promise<boolean> {
  const row = await db
    .prepare("SELECT 1 FROM oauth_flows WHERE account_id = ?1 AND expires_at > ?2 LIMIT 1")
    .bind(account, now)
    .first();
  return row !== null;
}
