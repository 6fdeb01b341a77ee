/**
 * @module Stripe's OAuth endpoints: exchanges a code or a refresh token for access, and revokes access.
 *
 * Asked without stripe-node, whose one custom host would move Connect's endpoints to the API's
 * (docs.stripe.com/connect/oauth-reference has them at connect.stripe.com). Nothing is asked twice: a code that is
 * used a second time revokes what the first time gave.
 */

import * as z from "zod";
import type { Mode } from "../../shared/keys.ts";
import { isNoSecret } from "../../shared/schema/no-secret.ts";
import type { OauthSettings } from "../env.ts";
import type { StripeTrace } from "./answers.ts";
import { fetchBounded, NoAnswer, withTimeout, type Reply } from "./bounded-fetch.ts";

/** A person waits for this; a code that was sent is used up either way. */
const TOKEN_TIMEOUT_MS = 10_000;
/** A person who disconnects waits for this too, and is told if it did not succeed. */
const REVOKE_TIMEOUT_MS = 5_000;
/** docs.stripe.com/stripe-apps/api-authentication/oauth: an access token ends after one hour. */
const ACCESS_TOKEN_SECONDS = 3600;

/** A Stripe App's pair. The refresh token is good once: using it brings the next pair. */
export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
  /** As Stripe says; an hour where it says nothing. */
  readonly lifetimeSeconds: number;
}

/** What an account gave: with Connect, that the platform's own key may name it; with a Stripe App, tokens. */
export interface Grant {
  /** `acct_…` */
  readonly account: string;
  readonly mode: Mode;
  readonly tokens: TokenPair | null;
}

/** `refused`: the code or token is no good. `misconfigured`: the platform's own side is wrong. `silent`: nobody knows. */
export type GrantAnswer =
  | { readonly outcome: "granted"; readonly grant: Grant }
  | { readonly outcome: "refused" | "misconfigured"; readonly stripe: StripeTrace }
  | { readonly outcome: "silent"; readonly stripe: StripeTrace | null };

export interface OauthClient {
  readonly settings: OauthSettings;
  readonly fetch: typeof fetch;
}

const tokenAnswer = z.object({
  stripe_user_id: z.string().regex(/^acct_[A-Za-z0-9]{1,64}$/),
  livemode: z.boolean(),
  access_token: z.string().min(1).max(500).optional(),
  refresh_token: z.string().min(1).max(500).optional(),
  expires_in: z.number().nonnegative().catch(ACCESS_TOKEN_SECONDS),
});

/** An OAuth error (RFC 6749, 5.2), or the API's own where the platform's key is wrong. */
const errorAnswer = z.object({
  error: z.union([
    z
      .string()
      .regex(/^[a-z]{1,32}(_[a-z]{1,32}){0,5}$/)
      .refine(isNoSecret),
    z.object({ type: z.literal("invalid_request_error") }),
  ]),
  error_description: z.string().optional(),
});

/** Exchanges a code. To be called once with it. */
export function exchangeCode(client: OauthClient, code: string): Promise<GrantAnswer> {
  return askForGrant(client, { grant_type: "authorization_code", code });
}

/** Exchanges a Stripe App's refresh token, which ends with that. */
export function refreshTokens(client: OauthClient, refreshToken: string): Promise<GrantAnswer> {
  return askForGrant(client, { grant_type: "refresh_token", refresh_token: refreshToken });
}

/**
 * Revokes the platform's access to an account. True if it is surely gone: revoked now, or not there any more.
 * One error code stands for several matters (a foreign client id, another mode, an account under another
 * platform's control), so only its text can tell the last of them: "not connected".
 */
export async function revokeGrant(client: OauthClient, account: string): Promise<boolean> {
  const { clientId } = client.settings;
  const params = { client_id: clientId, stripe_user_id: account };
  const reply = await post(client, "deauthorize", params, REVOKE_TIMEOUT_MS);
  if (reply?.status === 200) return reply.body.stripe_user_id === account;
  const { data } = errorAnswer.safeParse(reply?.body);
  if (!reply || reply.status >= 500 || data?.error !== "invalid_client") return false;
  return /\bnot connected\b/i.test(data.error_description ?? "");
}

async function askForGrant(client: OauthClient, params: Record<string, string>): Promise<GrantAnswer> {
  const reply = await post(client, "token", params, TOKEN_TIMEOUT_MS);
  if (reply === null) return { outcome: "silent", stripe: null };
  const { status, body } = reply;
  if (status === 200) return readGrant(client.settings, body);
  const error = errorAnswer.safeParse(body).data?.error;
  const stripe: StripeTrace = { status, ...(typeof error === "string" && { code: error }) };
  if (error === undefined || status === 429 || status >= 500) return { outcome: "silent", stripe };
  return { outcome: error === "invalid_grant" ? "refused" : "misconfigured", stripe };
}

function readGrant({ type }: OauthSettings, body: Reply["body"]): GrantAnswer {
  const parsed = tokenAnswer.safeParse(body);
  if (!parsed.success) return { outcome: "silent", stripe: null };
  const { stripe_user_id: account, livemode, access_token: access, refresh_token: refresh } = parsed.data;
  const mode = livemode ? "live" : "test";
  // Connect's own tokens are deprecated: the platform's key does the same, and needs no keeping.
  if (type === "connect") return { outcome: "granted", grant: { account, mode, tokens: null } };
  if (!access || !refresh) return { outcome: "silent", stripe: null };
  const tokens = { access, refresh, lifetimeSeconds: parsed.data.expires_in };
  return { outcome: "granted", grant: { account, mode, tokens } };
}

/** Asks once. Null if no answer came in time. */
async function post(
  { settings, fetch }: OauthClient,
  verb: "token" | "deauthorize",
  params: Record<string, string>,
  timeoutMs: number,
): Promise<Reply | null> {
  const path = settings.type === "app" ? `/v1/oauth/${verb}` : `/oauth/${verb}`;
  const pending = fetchBounded(fetch, `${settings.tokenOrigin}${path}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${settings.secret}` },
    body: new URLSearchParams(params),
    signal: AbortSignal.timeout(timeoutMs),
  });
  return withTimeout(pending, timeoutMs).catch((error: unknown) => {
    if (error instanceof NoAnswer) return null;
    throw error;
  });
}
