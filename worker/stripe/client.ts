/**
 * @module Asks Stripe with a pasted key: pinned API version, bounded retries with jitter, one deadline.
 *
 * stripe-node retries neither 429 nor honours a deadline over several tries, so both are here.
 */

import Stripe from "stripe";
import type { RandomBytes } from "../../shared/ids.ts";
import { readBody, readError, type StripeAnswer } from "./answers.ts";
import { createBoundedFetch } from "./fetch.ts";

const API_VERSION = "2026-10-28.endive";
/** Stripe answers a list of one in well under a second; six is a hanging connection. */
const ATTEMPT_TIMEOUT_MS = 6_000;
/** Longer than two hanging tries, shorter than a person's patience and the element's own timeout. */
const DEADLINE_MS = 12_000;
const MAX_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 250;
/** Below this an attempt is not worth making. */
const MIN_ATTEMPT_MS = 250;

export interface StripeClientOptions {
  readonly apiUrl: URL;
  readonly key: string;
  /** Paths this client may read, without query. */
  readonly allowed: ReadonlySet<string>;
  readonly fetch: typeof fetch;
  readonly random: RandomBytes;
}

/** Reads one path of Stripe's API, with its query. Never throws. */
export type AskStripe = (path: string) => Promise<StripeAnswer>;

/** Returns a reader whose calls share one deadline, which starts now. */
export function createStripeReader(options: StripeClientOptions): AskStripe {
  const { apiUrl, key, allowed, random } = options;
  const stripe = new Stripe(key, {
    apiVersion: API_VERSION,
    host: apiUrl.hostname,
    ...(apiUrl.port !== "" && { port: apiUrl.port }),
    protocol: apiUrl.protocol === "http:" ? "http" : "https",
    httpClient: Stripe.createFetchHttpClient(createBoundedFetch(options.fetch, allowed)),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const deadline = Date.now() + DEADLINE_MS;

  return async (path) => {
    for (let tries = 1; ; tries += 1) {
      // Whole numbers: stripe-node takes a fractional timeout for none and waits 80 seconds.
      const timeout = Math.min(ATTEMPT_TIMEOUT_MS, Math.round(deadline - Date.now()));
      if (timeout < MIN_ATTEMPT_MS) return { outcome: "silent", reason: "down", stripe: null };
      const answer = await attempt(stripe, path, timeout);
      const pause = FIRST_PAUSE_MS * 2 ** (tries - 1) * jitter(random);
      const again = answer.outcome === "silent" && answer.reason !== "unexpected" && tries < MAX_ATTEMPTS;
      if (!again || Date.now() + pause + MIN_ATTEMPT_MS > deadline) return answer;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
}

async function attempt(stripe: Stripe, path: string, timeout: number): Promise<StripeAnswer> {
  try {
    return readBody(await stripe.rawRequest("GET", path, undefined, { timeout }));
  } catch (error) {
    return readError(error);
  }
}

/** Between a half and one and a half, so that refused tries do not come back all at once. */
function jitter(random: RandomBytes): number {
  return 0.5 + (random(1)[0] ?? 0) / 255;
}
