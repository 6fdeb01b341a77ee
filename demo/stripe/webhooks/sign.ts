/**
 * @module Signs a webhook's body as Stripe does, or wrongly on purpose.
 *
 * `Stripe-Signature: t=<unix>,v1=<hex>`: HMAC-SHA-256 of `t.body` with the endpoint's whole secret, one `v1` for
 * every active secret; test events carry a `v0` beside it, which means nothing (docs.stripe.com/webhooks).
 */

import { createHmac } from "node:crypto";
import type { Mode } from "../../../shared/keys.ts";

export interface Signing {
  /** When it claims to be signed, unix seconds; default now. */
  readonly at?: number;
  /** Signs with this instead of the endpoint's secret; several as while a secret is rolled. */
  readonly secretOverride?: string | readonly string[];
  /** Changes the body after it was signed: by a blank at its end, or as the function says. */
  readonly tamper?: boolean | ((body: string) => string);
  /** How often the same event is sent, one after another; default 1. */
  readonly repeat?: number;
}

/** Returns the header that signs `body` at `at`, unix seconds. */
export function signPayload(body: string, secrets: readonly string[], at: number, mode: Mode): string {
  const macs = secrets.map((secret) => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex"));
  const fake =
    mode === "test" ? macs.slice(0, 1).map((mac) => `v0=${mac.split("").toReversed().join("")}`) : [];
  return [`t=${at}`, ...macs.map((mac) => `v1=${mac}`), ...fake].join(",");
}

/** Returns what is sent in place of `body`. */
export function tamperWith(body: string, tamper: Signing["tamper"]): string {
  if (typeof tamper === "function") return tamper(body);
  return tamper ? `${body} ` : body;
}
