/**
 * @module What came of a code: exchanged once, noted at once, and a Stripe App's tokens kept sealed meanwhile.
 */

import type { OauthSettings } from "../env.ts";
import type { Services } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { exchangeCode, type GrantAnswer, type TokenPair } from "../stripe/oauth.ts";
import { SealedValueInvalid, type SecretRef } from "../vault/vault.ts";
import { endStatement, noteGrant, type Flow } from "./flows.ts";

/** A pair of tokens and when the first of them ends, unix seconds. */
export interface DatedTokens {
  readonly access: string;
  readonly refresh: string;
  readonly expiresAt: number;
}

const SILENCE_FIX =
  "Stripe did not answer the exchange. A code is sent once, because a second use revokes what the first one gave, so the person starts again.";

/**
 * Exchanges the code of a claimed flow and notes whose access came of it. Refuses with `oauth_refused` or
 * `oauth_misconfigured`, and then the flow is over: nobody knows whether its code was used.
 */
export async function exchangeOnce(services: Services, oauth: OauthSettings, flow: Flow): Promise<Flow> {
  const { db, fetch, vault } = services;
  const answer = await withSealed(services, flow, "oauth_code", (code) =>
    exchangeCode({ settings: oauth, fetch }, code),
  );
  if (answer?.outcome !== "granted") {
    await endStatement(db, flow.stateHash).run();
    throw refuseExchange(answer);
  }
  const { account, mode, tokens } = answer.grant;
  const sealed = tokens && (await vault.seal(refOf(flow, "oauth_tokens"), packTokens(services, tokens)));
  await noteGrant(db, flow, { account, mode }, sealed);
  return { ...flow, granted: { account, mode }, sealed };
}

/** Opens a granted flow's tokens; null with Connect, which has none. */
export async function readGrantedTokens(services: Services, flow: Flow): Promise<DatedTokens | null> {
  if (flow.sealed === null) return null;
  return withSealed(services, flow, "oauth_tokens", async (text) => JSON.parse(text) as DatedTokens); // packTokens wrote it
}

function packTokens({ now }: Services, { access, refresh, lifetimeSeconds }: TokenPair): string {
  const dated: DatedTokens = { access, refresh, expiresAt: now() + lifetimeSeconds };
  return JSON.stringify(dated);
}

function refuseExchange(answer: Exclude<GrantAnswer, { outcome: "granted" }> | null): ApiError {
  const trace = answer?.stripe && { stripe: answer.stripe };
  switch (answer?.outcome) {
    case "misconfigured":
      return new ApiError("oauth_misconfigured", { ...trace });
    case "refused":
      return new ApiError("oauth_refused", { ...trace });
    case "silent":
    case undefined:
      return new ApiError("oauth_refused", { ...trace, fix: SILENCE_FIX });
  }
}

/** Null if the row holds nothing, or what does not open any more: a KEK may have gone meanwhile. */
async function withSealed<T>(
  { vault }: Services,
  flow: Flow,
  field: "oauth_code" | "oauth_tokens",
  use: (secret: string) => Promise<T>,
): Promise<T | null> {
  if (flow.sealed === null) return null;
  const secret = await vault.open(refOf(flow, field), flow.sealed).catch((error: unknown) => {
    if (error instanceof SealedValueInvalid) return null;
    throw error;
  });
  return secret === null ? null : use(secret);
}

function refOf<Field extends "oauth_code" | "oauth_tokens">(
  { app, project, stateHash }: Flow,
  field: Field,
): SecretRef<Field> {
  return { app, project, connection: stateHash, field };
}
