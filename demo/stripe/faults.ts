/**
 * @module Trouble on demand: what can go wrong between a caller and Stripe, and when it shall.
 */

export type Fault =
  | { readonly kind: "latency"; readonly milliseconds: number }
  /** 429; with a reason, Stripe's limiter says so in `Stripe-Rate-Limited-Reason`. */
  | { readonly kind: "rate_limit"; readonly reason: string | null }
  | { readonly kind: "lock_timeout" }
  | { readonly kind: "error_500" }
  | { readonly kind: "html_502" }
  /** A 200 whose body stops half-way, in good order as far as HTTP can tell. */
  | { readonly kind: "truncated_json" }
  | { readonly kind: "empty_200" }
  /** A 500 whose body looks like an object and has no `error`: something between the caller and Stripe. */
  | { readonly kind: "object_500" }
  /** A clear no for a reason that asking again does not change. */
  | { readonly kind: "bad_request" }
  /** The connection is reset before any answer; nothing was done. */
  | { readonly kind: "reset_before" }
  /** The connection is reset in the middle of the body; what was asked was done. */
  | { readonly kind: "reset_mid_body" }
  /** Headers, then a byte now and then, without end. */
  | { readonly kind: "trickle" }
  | { readonly kind: "ip_policy" }
  | { readonly kind: "expired" }
  | { readonly kind: "revoked" }
  /** The endpoint's permission has been taken away. */
  | { readonly kind: "permission_lost" };

/** One of every kind, for tests that must not forget any. */
export const FAULT_KINDS: readonly Fault[] = [
  { kind: "latency", milliseconds: 50 },
  { kind: "rate_limit", reason: "global-rate" },
  { kind: "rate_limit", reason: null },
  { kind: "lock_timeout" },
  { kind: "error_500" },
  { kind: "html_502" },
  { kind: "truncated_json" },
  { kind: "empty_200" },
  { kind: "object_500" },
  { kind: "bad_request" },
  { kind: "reset_before" },
  { kind: "reset_mid_body" },
  { kind: "trickle" },
  { kind: "ip_policy" },
  { kind: "expired" },
  { kind: "revoked" },
  { kind: "permission_lost" },
];

/** Which requests a fault meets: all by default. */
export interface FaultMatch {
  readonly method?: string;
  /** Tested against the path without its query. */
  readonly path?: RegExp;
  /** How many matching requests it meets before it is over. */
  readonly times?: number;
  /** How many matching requests pass first. */
  readonly skip?: number;
}

interface StandingFault {
  readonly fault: Fault;
  readonly match: FaultMatch;
  skip: number;
  left: number;
}

/** The faults that stand, the oldest first. */
export class FaultBoard {
  #standing: StandingFault[] = [];

  /** Adds a fault; `null` clears all. */
  set(fault: Fault | null, match: FaultMatch = {}): void {
    if (!fault) {
      this.#standing = [];
      return;
    }
    this.#standing.push({
      fault,
      match,
      skip: match.skip ?? 0,
      left: match.times ?? Number.POSITIVE_INFINITY,
    });
  }

  /** Returns the faults that meet this request: any latency, and the first of the others. */
  take(method: string, path: string): { readonly delay: number; readonly fault: Fault | null } {
    let delay = 0;
    let met: Fault | null = null;
    for (const standing of this.#standing) {
      const { fault } = standing;
      if (fault.kind !== "latency" && met) continue;
      if (!meets(standing, method, path)) continue;
      if (fault.kind === "latency") delay += fault.milliseconds;
      else met = fault;
    }
    this.#standing = this.#standing.filter(({ left }) => left > 0);
    return { delay, fault: met };
  }
}

function meets(standing: StandingFault, method: string, path: string): boolean {
  const { match } = standing;
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.path && path.search(match.path) < 0) return false; // search, unlike test, ignores a pattern's lastIndex
  if (standing.skip > 0) {
    standing.skip -= 1;
    return false;
  }
  standing.left -= 1;
  return true;
}
