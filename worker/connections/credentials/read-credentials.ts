/**
 * @module Reads what was pasted, with the same functions as the element, and holds it to the profile's rules.
 */

import {
  readKey,
  readPublishableKey,
  readWebhookSecret,
  type KeyReading,
  type Mode,
} from "../../../shared/keys.ts";
import type { Profile } from "../../../shared/profile.ts";
import type { ConnectBody } from "../../../shared/schema/connections.ts";
import { ApiError } from "../../http/api-error.ts";

/** A key that passed every rule that needs no call to Stripe. */
export type ReadKey = Extract<KeyReading, { ok: true }>;

/** What comes with a key, or after it. A value is new, to be removed (null), or as it was (undefined). */
export interface Attachments {
  readonly webhookSecret: string | null | undefined;
  readonly publishableKey: string | undefined;
}

export interface PastedCredential extends Attachments {
  readonly method: "key";
  readonly key: ReadKey;
}

/**
 * Reads a pasted key with what came along. Refuses with `key_…`, `webhook_secret_…` or `publishable_key_…`, or with
 * `parameter_invalid` for what the profile does not take.
 */
export function readCredentials(profile: Profile, body: ConnectBody): PastedCredential {
  if (!profile.methods.includes("key")) {
    throw new ApiError("parameter_invalid", {
      param: "api_key",
      fix: "This app's profile takes no key: people connect on Stripe's own page.",
    });
  }
  const key = readKey(body.api_key);
  if (!key.ok) throw new ApiError(`key_${key.problem}`, { param: "api_key" });
  if (profile.credentials[key.kind] === "refuse") {
    throw new ApiError("key_secret_not_accepted", { param: "api_key" });
  }
  return { method: "key", key, ...readAttachments(profile, body, key.mode) };
}

/**
 * Reads signing secret and publishable key.
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
