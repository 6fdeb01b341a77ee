/**
 * @module Stripe's limiter: 25 requests a second in test mode, 100 in live mode, per account.
 *
 * Source: docs.stripe.com/rate-limits. Stripe limits single endpoints and concurrency too; this does not.
 */

import type { Mode } from "../../../shared/keys.ts";

const WINDOW_MS = 1000;
const LIMITS: { readonly [Name in Mode]: number } = { test: 25, live: 100 };

export class RateLimits {
  readonly #recent = new Map<string, number[]>();
  on = true;

  /** Counts one request at `at` (milliseconds of any steady clock) and tells whether it is within the limit. */
  take(account: string, mode: Mode, at: number): boolean {
    if (!this.on) return true;
    const place = `${account} ${mode}`;
    const recent = (this.#recent.get(place) ?? []).filter((earlier) => at - earlier < WINDOW_MS);
    const within = recent.length < LIMITS[mode];
    this.#recent.set(place, within ? [...recent, at] : recent);
    return within;
  }
}
