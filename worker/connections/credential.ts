/**
 * @module Credentials: reads what was pasted, opens what is stored, and refreshes a Stripe App's tokens.
 */

import { readKey, readPublishableKey, readWebhookSecret, type Mode } from "../../shared/keys.ts";
import type { Profile } from "../../shared/profile.ts";
import type { ConnectBody } from "../../shared/schema/connections.ts";
import { ApiError } from "../http/api-error.ts";
import { nameError, writeLine } from "../http/log.ts";
import type { StripeCredential } from "../stripe/client.ts";
import { refreshTokens } from "../stripe/oauth.ts";
import { SealedValueInvalid, type SecretField, type SecretRef } from "../vault/vault.ts";
import type { Attachments, Operation, PastedCredential } from "./operation.ts";
import type { ConnectionRow } from "./store.ts";

/** A Stripe App's pair of tokens. Times are unix seconds. */
export interface Tokens {
  readonly access: string;
  readonly refresh: string;
  /** When to exchange the pair for the next one. */
  readonly refreshAt: number;
  readonly expiresAt: number;
}

/** A pair is exchanged this long before it ends, so that a whole check fits in; at most half its life. */
const REFRESH_AHEAD_SECONDS = 300;

/**
 * Reads a pasted key with what came along. Fails with `key_…`, `webhook_secret_…` or `publishable_key_…`, or with
 * `parameter_invalid` for what the profile does not take.
 */
export function readPastedCredential(profile: Profile, body: ConnectBody): PastedCredential {
  if (!profile.methods.includes("key")) {
    throw new ApiError("parameter_invalid", {
      param: "api_key",
      fix: "This app's profile takes no key: people connect on Stripe's own page.",
    });
  }
  const reading = readKey(body.api_key);
  if (!reading.ok) throw new ApiError(`key_${reading.problem}`, { param: "api_key" });
  const { apiKey, kind, mode } = reading;
  if (profile.credentials[kind] === "refuse") {
    throw new ApiError("key_secret_not_accepted", { param: "api_key" });
  }
  return { method: "key", apiKey, kind, mode, ...readAttachments(profile, body, mode) };
}

/**
 * Reads signing secret and publishable key. Fails like `readPastedCredential`.
 * @param mode the mode the publishable key has to be of
 */
export function readAttachments(
  profile: Profile,
  body: Pick<ConnectBody, "webhook_secret" | "publishable_key">,
  mode: Mode,
): Attachments {
  return {
    webhookSecret: readSigningSecret(profile, body.webhook_secret),
    publishableKey: readPublishable(profile, body.publishable_key ?? "", mode),
  };
}

/** Dates a pair of tokens that Stripe gave at `now`. */
export function dateTokens(
  { access, refresh, lifetimeSeconds }: { access: string; refresh: string; lifetimeSeconds: number },
  now: number,
): Tokens {
  const expiresAt = now + lifetimeSeconds;
  const ahead = Math.min(REFRESH_AHEAD_SECONDS, Math.floor(lifetimeSeconds / 2));
  return { access, refresh, refreshAt: expiresAt - ahead, expiresAt };
}

/**
 * Returns what Stripe is asked with for a stored connection. Fails with `secret_unreadable`, `oauth_unavailable`, or
 * with what refreshing tokens fails with: `access_revoked`, `oauth_misconfigured` or `stripe_unavailable`.
 */
export async function openCredential(op: Operation, row: ConnectionRow): Promise<StripeCredential> {
  if (row.method === "key") return { apiKey: await openSecret(op, "api_key"), account: null };
  const { oauth } = op.services.settings;
  if (!oauth || row.account_id === null) throw new ApiError("oauth_unavailable");
  if (oauth.type === "connect") return { apiKey: oauth.secret, account: row.account_id };
  return { apiKey: await openAccessToken(op), account: null };
}

async function openAccessToken(op: Operation): Promise<string> {
  const { settings, fetch, vault, now } = op.services;
  const tokens = await readTokens(op);
  if (now() < tokens.refreshAt) return tokens.access;
  if (!settings.oauth) throw new ApiError("oauth_unavailable");
  const answer = await refreshTokens({ settings: settings.oauth, fetch }, tokens.refresh);
  if (answer.outcome === "granted" && answer.grant.tokens) {
    const next = dateTokens(answer.grant.tokens, now());
    // The old pair has ended with this answer: the new one is durable here before D1 is asked to take it.
    op.storage.writePendingTokens(await vault.seal(refOf(op, "oauth_tokens"), JSON.stringify(next)));
    await flushPendingTokens(op);
    return next.access;
  }
  const trace = "stripe" in answer && answer.stripe ? { stripe: answer.stripe } : {};
  if (answer.outcome === "refused") throw new ApiError("access_revoked", trace);
  if (answer.outcome === "misconfigured") throw new ApiError("oauth_misconfigured", trace);
  if (now() < tokens.expiresAt) return tokens.access; // Stripe did not answer, and this one is still good
  throw new ApiError("stripe_unavailable", { ...trace, retryAfterSeconds: 2 });
}

async function readTokens(op: Operation): Promise<Tokens> {
  const text = await openSecret(op, "oauth_tokens", op.storage.readPendingTokens());
  return JSON.parse(text) as Tokens; // written by openAccessToken or a connect
}

/** Writes a pair of tokens that only the object has to D1. Where D1 is away, the alarm tries again. */
export async function flushPendingTokens(op: Operation): Promise<void> {
  const pending = op.storage.readPendingTokens();
  if (pending === null) return;
  const { db, vault } = op.services;
  const ref = refOf(op, "oauth_tokens");
  try {
    await db.batch([await vault.sealStatement(ref, await vault.open(ref, pending))]);
    op.storage.deletePendingTokens();
  } catch (error) {
    writeLine({ event: "tokens_pending", connection: op.id, reason: nameError(error) });
  }
}

/** @param pending a newer sealed value that D1 has yet to take */
async function openSecret(op: Operation, field: SecretField, pending: string | null = null): Promise<string> {
  const { vault } = op.services;
  const ref = refOf(op, field);
  const opening = pending ? vault.open(ref, pending) : vault.read(ref);
  const secret = await opening.catch((error: unknown) => {
    if (!(error instanceof SealedValueInvalid)) throw error;
    throw new ApiError("secret_unreadable", { reason: `${op.id} ${field} ${error.reason}` });
  });
  if (secret === null) throw new ApiError("secret_unreadable", { reason: `${op.id} has no ${field}` });
  return secret;
}

/** Names the place of one of a connection's secrets, which its sealed value is bound to. */
export function refOf<Field extends string>(
  { app, project, id }: Pick<Operation, "app" | "project" | "id">,
  field: Field,
): SecretRef<Field> {
  return { app: app.id, project, connection: id, field };
}

function readSigningSecret({ webhook }: Profile, pasted: string | null = ""): string | null | undefined {
  const param = "webhook_secret";
  const fix = "This app's profile takes no signing secret.";
  if (pasted === null) {
    // Our own endpoint's secret is told once: without it, every event would be refused.
    if (webhook.kind === "managed") throw new ApiError("parameter_invalid", { param, fix });
    return null;
  }
  const read = readWebhookSecret(pasted, webhook.kind === "pasted" && webhook.expected);
  if (!read.ok) throw new ApiError("webhook_secret_invalid", { param });
  if (read.placeholder) return null;
  if (read.secret !== null && webhook.kind !== "pasted")
    throw new ApiError("parameter_invalid", { param, fix });
  return read.secret ?? undefined; // blank means: as it was
}

function readPublishable({ credentials }: Profile, pasted: string, mode: Mode): string | undefined {
  const param = "publishable_key";
  const read = readPublishableKey(pasted);
  if (!read.ok) throw new ApiError("publishable_key_invalid", { param });
  if (read.key === null) return undefined;
  if (credentials.publishable === "none") {
    throw new ApiError("parameter_invalid", { param, fix: "This app's profile takes no publishable key." });
  }
  if (read.mode !== mode) throw new ApiError("publishable_key_mode_differs", { param });
  return read.key;
}
