/**
 * @module Makes a request's or answer's body fit to be shown: every key, secret and token in it is masked.
 */

import { maskKey } from "../../shared/keys.ts";

/** Fields that hold something secret, whatever their value looks like. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(["api_key", "webhook_secret", "token"]);

const WHOLE_KEY = /^(?:rk|rkcs|sk|pk)_(?:test|live)_[A-Za-z0-9]{10,}$/;
const SECRET_INSIDE =
  /\b(?:(?:rk|rkcs|sk|pk)_(?:test|live)|whsec|prs|pro)_[A-Za-z0-9+/=_-]{8,}|\bses_[A-Za-z0-9._-]{40,}/g;

/** Returns `text` as indented JSON without its secrets; a body that is not JSON only by its length. */
export function maskBody(text: string): string {
  if (text === "") return "";
  try {
    return JSON.stringify(JSON.parse(text, maskField), null, 2);
  } catch {
    return `(${text.length} characters that are not JSON)`;
  }
}

function maskField(field: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return SECRET_FIELDS.has(field) ? maskSecret(value) : value.replace(SECRET_INSIDE, maskSecret);
}

function maskSecret(secret: string): string {
  if (WHOLE_KEY.test(secret)) return maskKey(secret);
  return secret === "" ? "" : `(${secret.length} characters, hidden)`;
}
