/**
 * @module Asks Stripe with a connection's credential: pinned API version, bounded retries with jitter, one deadline.
 *
 * stripe-node retries neither 429 nor honours a deadline over several tries, so both are here.
 */

import Stripe from "stripe";
import type { RandomBytes } from "../../shared/ids.ts";
import { readBody, readError, type StripeAnswer } from "./answers.ts";
import { createBoundedFetch } from "./fetch.ts";

/** Also pinned on the webhook endpoints we make, so that events come in the shapes this version has. */
export const STRIPE_API_VERSION = "2026-10-28.endive";
/** Stripe answers a list of one in well under a second; six is a hanging connection. */
const ATTEMPT_TIMEOUT_MS = 6_000;
/** Longer than two hanging tries, shorter than a person's patience and the element's own timeout. */
const DEADLINE_MS = 12_000;
const MAX_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 250;
/** Below this an attempt is not worth making. */
const MIN_ATTEMPT_MS = 250;

/** What a call is made with: a key or token and, where that is the platform's own, the account it is about. */
export interface StripeCredential {
  readonly apiKey: string;
  /** `acct_…`, sent as Stripe-Account; null where the apiKey belongs to the account itself. */
  readonly account: string | null;
}

export interface StripeClientOptions {
  readonly apiUrl: URL;
  readonly credential: StripeCredential;
  /** What this client may do: method and path without query, `GET /v1/customers`. */
  readonly allowed: ReadonlySet<string>;
  readonly fetch: typeof fetch;
  readonly random: RandomBytes;
  /** How long all calls together may take; twelve seconds if left out. */
  readonly deadlineMs?: number;
}

/** A call that is no read. Every try of a POST carries the same idempotency key, so that it acts once. */
export type StripeWrite =
  | {
      readonly method: "POST";
      readonly params: Readonly<Record<string, unknown>>;
      readonly idempotencyKey: string;
    }
  | { readonly method: "DELETE" };

/** Asks one path of Stripe's API, with its query: a read unless `write` says otherwise. Never throws. */
export type AskStripe = (path: string, write?: StripeWrite) => Promise<StripeAnswer>;

/** Returns a client whose calls share one deadline, which starts now. */
export function createStripeClient(options: StripeClientOptions): AskStripe {
  const { apiUrl, credential, allowed, random } = options;
  const stripe = new Stripe(credential.apiKey, {
    ...(credential.account !== null && { stripeAccount: credential.account }),
    apiVersion: STRIPE_API_VERSION,
    host: apiUrl.hostname,
    ...(apiUrl.port !== "" && { port: apiUrl.port }),
    protocol: apiUrl.protocol === "http:" ? "http" : "https",
    httpClient: Stripe.createFetchHttpClient(createBoundedFetch(options.fetch, allowed)),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const deadline = Date.now() + (options.deadlineMs ?? DEADLINE_MS);

  return async (path, write) => {
    for (let tries = 1; ; tries += 1) {
      // Whole numbers: stripe-node takes a fractional timeout for none and waits 80 seconds.
      const timeout = Math.min(ATTEMPT_TIMEOUT_MS, Math.round(deadline - Date.now()));
      if (timeout < MIN_ATTEMPT_MS) return { outcome: "silent", reason: "down", stripe: null };
      const answer = await attempt(stripe, path, write, timeout);
      const pause = FIRST_PAUSE_MS * 2 ** (tries - 1) * jitter(random);
      const again = answer.outcome === "silent" && answer.reason !== "unexpected" && tries < MAX_ATTEMPTS;
      if (!again || Date.now() + pause + MIN_ATTEMPT_MS > deadline) return answer;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
}

async function attempt(
  stripe: Stripe,
  path: string,
  write: StripeWrite | undefined,
  timeout: number,
): Promise<StripeAnswer> {
  try {
    if (write?.method !== "POST") {
      return readBody(await stripe.rawRequest(write?.method ?? "GET", path, undefined, { timeout }));
    }
    const { params, idempotencyKey } = write;
    return readBody(await stripe.rawRequest("POST", path, { ...params }, { timeout, idempotencyKey }));
  } catch (error) {
    return readError(error);
  }
}

/** Between a half and one and a half, so that refused tries do not come back all at once. */
function jitter(random: RandomBytes): number {
  return 0.5 + (random(1)[0] ?? 0) / 255;
}
