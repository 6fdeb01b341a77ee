/**
 * @module A Stripe App's tokens: the access token of a connection, refreshed in time and by one request at once.
 *
 * Using a refresh token ends it and brings the next pair, so two requests must never use the same one: whoever
 * refreshes takes a lease first, and writes the new pair only over the one it started from.
 */

import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";
import type { OauthSettings } from "../env.ts";
import type { Services } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { refreshTokens, type TokenPair } from "../stripe/oauth.ts";
import { SealedValueInvalid, type SecretField } from "../vault/vault.ts";

/** An access token this close to its end is exchanged: a check of everything fits in. */
const REFRESH_AHEAD_SECONDS = 300;
/** Longer than the exchange may take. */
const LEASE_SECONDS = 20;
/** How often, and how long, one who came second looks for the other's new pair. */
const WAIT_MS = 250;
const MAX_WAITS = 40;

/** A connection, as its tokens are sealed for it. */
export interface TokenOwner {
  readonly id: string;
  readonly app: string;
  readonly project: string;
}

interface TokenRow {
  readonly expires_at: number;
  readonly generation: number;
  readonly lease_until: number;
}

/** Returns the statement that notes when a new connection's access token ends, over whatever was there. */
export function writeTokensStatement(
  db: D1Database,
  connection: string,
  expiresAt: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO oauth_tokens (connection_id, expires_at, generation, lease_until) VALUES (?1, ?2, 1, 0)
       ON CONFLICT (connection_id) DO UPDATE SET expires_at = excluded.expires_at,
         generation = generation + 1, lease_until = 0`,
    )
    .bind(connection, expiresAt);
}

/**
 * Hands an access token that is good for some minutes to `use`. Null where there is none. Refuses with
 * `access_revoked` if Stripe takes the refresh token no more, with `oauth_misconfigured`, or with
 * `stripe_unavailable` or `stripe_busy` if it does not answer in time.
 */
export async function withAccessToken<T>(
  services: Services,
  oauth: OauthSettings,
  owner: TokenOwner,
  use: (token: string) => Promise<T>,
): Promise<T | null> {
  const { db, now } = services;
  for (let waits = 0; ; waits += 1) {
    const row = await readTokens(db, owner.id);
    if (!row) return null;
    if (row.expires_at - now() > REFRESH_AHEAD_SECONDS)
      return withToken(services, owner, "oauth_access_token", use);
    const leased = await takeLease(db, owner.id, row, now());
    const stillGood = row.expires_at > now();
    const refreshed = leased && (await refreshUnlessSilent(services, oauth, owner, row, stillGood));
    if (refreshed) continue;
    if (stillGood) return withToken(services, owner, "oauth_access_token", use);
    if (waits >= MAX_WAITS) throw new ApiError("stripe_busy", { retryAfterSeconds: 2 });
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

/** False where Stripe did not answer and the token at hand still does. */
async function refreshUnlessSilent(
  services: Services,
  oauth: OauthSettings,
  owner: TokenOwner,
  row: TokenRow,
  stillGood: boolean,
): Promise<boolean> {
  try {
    await refresh(services, oauth, owner, row);
    return true;
  } catch (error) {
    if (stillGood && error instanceof ApiError && error.code === "stripe_unavailable") return false;
    throw error;
  }
}

/** Exchanges the pair that `row` stands for. A pair that came meanwhile, by reconnecting, is left alone. */
async function refresh(
  services: Services,
  oauth: OauthSettings,
  owner: TokenOwner,
  { generation }: TokenRow,
): Promise<void> {
  const { db, fetch } = services;
  const answer = await withToken(services, owner, "oauth_refresh_token", (token) =>
    refreshTokens({ settings: oauth, fetch }, token),
  );
  if (answer?.outcome === "granted" && answer.grant.tokens) {
    return storePair(services, owner, generation, answer.grant.tokens);
  }
  await db
    .prepare("UPDATE oauth_tokens SET lease_until = 0 WHERE connection_id = ?1 AND generation = ?2")
    .bind(owner.id, generation)
    .run();
  const trace = answer && "stripe" in answer && answer.stripe ? { stripe: answer.stripe } : {};
  switch (answer?.outcome) {
    case "refused":
      throw new ApiError("access_revoked", trace);
    case "misconfigured":
      throw new ApiError("oauth_misconfigured", trace);
    case "granted":
    case "silent":
      throw new ApiError("stripe_unavailable", { ...trace, retryAfterSeconds: 2 });
    case undefined:
      throw new ApiError("connection_changed"); // disconnected meanwhile
  }
}

async function storePair(
  { db, vault, now }: Services,
  { id: connection, app, project }: TokenOwner,
  generation: number,
  { access, refresh: next, lifetimeSeconds }: TokenPair,
): Promise<void> {
  const seal = (field: SecretField, value: string) =>
    vault.sealStatement({ app, project, connection, field }, value);
  try {
    await db.batch([
      db
        .prepare(
          `UPDATE oauth_tokens SET expires_at = ?3, lease_until = 0,
             generation = CASE WHEN generation = ?2 THEN generation + 1 END WHERE connection_id = ?1`,
        )
        .bind(connection, generation, now() + lifetimeSeconds),
      await seal("oauth_access_token", access),
      await seal("oauth_refresh_token", next),
    ]);
  } catch (error) {
    // NOT NULL: connected anew. FOREIGN KEY: disconnected. Either way this pair is nobody's, and the caller looks again.
    if (!(error instanceof Error && /constraint failed/i.test(error.message))) throw error;
  }
}

async function takeLease(db: D1Database, connection: string, row: TokenRow, now: number): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE oauth_tokens SET lease_until = ?3
       WHERE connection_id = ?1 AND generation = ?2 AND lease_until <= ?4`,
    )
    .bind(connection, row.generation, now + LEASE_SECONDS, now)
    .run();
  return meta.changes === 1;
}

function readTokens(db: D1Database, connection: string): Promise<TokenRow | null> {
  return db
    .prepare("SELECT expires_at, generation, lease_until FROM oauth_tokens WHERE connection_id = ?1")
    .bind(connection)
    .first<TokenRow>();
}

async function withToken<T>(
  { vault }: Services,
  { id: connection, app, project }: TokenOwner,
  field: SecretField,
  use: (token: string) => Promise<T>,
): Promise<T | null> {
  return vault.withSecret({ app, project, connection, field }, use).catch((error: unknown) => {
    if (!(error instanceof SealedValueInvalid)) throw error;
    throw new ApiError("secret_unreadable", { reason: `${connection} ${field} ${error.reason}` });
  });
}
