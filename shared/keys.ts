/**
 * @module What was pasted? Reads a Stripe key the way a careful colleague would: cleans the edges, says what
 * it is and for which mode, or names what is wrong. The element and the Worker read with this same function.
 *
 * Prefixes and lengths: docs.stripe.com/keys; Stripe's own pattern for scanners is loose and longer keys are
 * announced (gitlab.com/gitlab-org/gitlab/-/issues/458019), so the body is 10 to 247 letters and digits.
 */

import type { KeyProblem } from "./key-problems.ts";

/** Which data a key reaches. */
export type Mode = "test" | "live";

/** `restricted` is `rk_` (and the CLI's `rkcs_`), `secret` is `sk_`. */
export type KeyKind = "restricted" | "secret";

export type KeyReading =
  | {
      readonly ok: true;
      readonly kind: KeyKind;
      readonly mode: Mode;
      /** The key itself, cleaned. Plain text: never store, log or render it. */
      readonly key: string;
      /** Something around the key was taken away: spaces, quotes, `NAME=`. */
      readonly cleaned: boolean;
    }
  | { readonly ok: false; readonly problem: KeyProblem };

const KEY = /^(rk|rkcs|sk)_(test|live)_[A-Za-z0-9]{10,247}$/;
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/=_-]{16,247}$/;

/** Reads a pasted API key. Takes any string, of any length, in linear time. */
export function readKey(pasted: string): KeyReading {
  const key = pasted.trim();
  const match = KEY.exec(key);
  if (!match) return { ok: false, problem: key === "" ? "empty" : "unrecognized" };
  return {
    ok: true,
    kind: match[1] === "sk" ? "secret" : "restricted",
    mode: match[2] as Mode, // the pattern admits nothing else
    key,
    cleaned: key !== pasted,
  };
}

/** Reads a pasted webhook signing secret: blank, a secret, or something else. */
export function readWebhookSecret(
  pasted: string,
): { readonly ok: true; readonly secret: string | null } | { readonly ok: false } {
  const secret = pasted.trim();
  if (secret === "") return { ok: true, secret: null };
  return WEBHOOK_SECRET.test(secret) ? { ok: true, secret } : { ok: false };
}

/** Returns what may be shown of a key: kind, mode and the last four characters, `rk_test_…abcd`. */
export function maskKey(key: string): string {
  const prefix = /^[a-z]+_[a-z]+_/.exec(key)?.[0] ?? "";
  return `${prefix}…${key.slice(-4)}`;
}
