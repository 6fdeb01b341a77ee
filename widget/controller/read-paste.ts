/**
 * @module Reads what is pasted beside the API key: a publishable key, a signing secret or what stands for one.
 */

import { readWebhookSecret as readSecret, type Mode } from "../../shared/keys.ts";

export function readPublishableKey(
  pasted: string,
):
  | { readonly ok: true; readonly key: string; readonly mode: Mode }
  | { readonly ok: true; readonly key: null }
  | { readonly ok: false } {
  const text = pasted.trim();
  if (!text) return { ok: true, key: null };
  const match = /^pk_(test|live)_[A-Za-z0-9]{10,247}$/.exec(text);
  return match ? { ok: true, key: text, mode: match[1] as Mode } : { ok: false }; // the pattern admits nothing else
}

export function readWebhookSecret(
  pasted: string,
):
  | { readonly ok: true; readonly secret: string | null; readonly placeholder: boolean }
  | { readonly ok: false } {
  const text = pasted.trim();
  if (/^whsec_(placeholder|\.+|…|x+)$/i.test(text)) return { ok: true, secret: text, placeholder: true };
  const reading = readSecret(pasted);
  return reading.ok ? { ...reading, placeholder: false } : reading;
}
