/**
 * @module Keeps the ledger's reads to a quarter of what Stripe takes a second, and to less where Stripe says so.
 *
 * Stripe takes 100 requests a second of a live account, 25 of a sandbox, and 25 at one endpoint
 * (docs.stripe.com/rate-limits). The other three quarters are the account's own.
 */

import type { Mode } from "../../shared/keys.ts";

const OUR_SHARE = 0.25;
const REQUESTS_PER_SECOND: Readonly<Record<Mode, number>> = { live: 100, test: 25 };
const ENDPOINT_REQUESTS_PER_SECOND = 25;
const MAX_SLOWNESS = 16;
const RECOVERY = 0.9;

/** When the next request may go, unix milliseconds, and how many times slower than usual. */
interface Lane {
  next: number;
  slowness: number;
}

export class Pace {
  readonly #isUnlimited: boolean;
  /** By endpoint, and "" for all together. */
  readonly #lanes = new Map<string, Lane>();

  /** @param isUnlimited for benchmarks and tests: waits for nothing but what Stripe asks for */
  constructor(isUnlimited: boolean) {
    this.#isUnlimited = isUnlimited;
  }

  /** Waits until a request to `endpoint` may go. */
  async wait(mode: Mode, endpoint: string): Promise<void> {
    await this.#waitForTurn(this.#lane(endpoint), ENDPOINT_REQUESTS_PER_SECOND);
    // Only now: who waits for an endpoint must not keep others from theirs.
    await this.#waitForTurn(this.#lane(""), REQUESTS_PER_SECOND[mode]);
  }

  async #waitForTurn(lane: Lane, perSecond: number): Promise<void> {
    const now = Date.now();
    const at = Math.max(now, lane.next);
    lane.next = at + this.#gap(perSecond, lane.slowness);
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
  }

  /** @param reason Stripe-Rate-Limited-Reason; null where it is no limit but a lock */
  slowDown(endpoint: string, reason: string | null): void {
    const lane = this.#lane(reason === null || reason.startsWith("endpoint") ? endpoint : "");
    lane.slowness = Math.min(MAX_SLOWNESS, lane.slowness * 2);
  }

  recover(endpoint: string): void {
    for (const lane of [this.#lane(""), this.#lane(endpoint)])
      lane.slowness = Math.max(1, lane.slowness * RECOVERY);
  }

  #lane(name: string): Lane {
    const lane: Lane = this.#lanes.get(name) ?? { next: 0, slowness: 1 };
    this.#lanes.set(name, lane);
    return lane;
  }

  #gap(perSecond: number, slowness: number): number {
    if (this.#isUnlimited) return slowness > 1 ? slowness : 0;
    return (1000 / (perSecond * OUR_SHARE)) * slowness;
  }
}
