/**
 * @module Faults on demand: what can go wrong between a caller and Stripe, and for which requests.
 */

/** Faults that need nothing else said. */
const PLAIN_KINDS = [
  "lock_timeout",
  "error_500", // fails while the request is carried out, so that an idempotency key stores it
  "html_502",
  "truncated_json", // a 200 whose body stops half-way, complete as far as HTTP can tell
  "empty_200",
  "object_500", // an object without `error`: something between the caller and Stripe
  "bad_request", // a 400 that asking again does not change
  "reset_before", // the connection is reset before any answer; nothing was done
  "reset_mid_body", // the connection is reset in the middle of the body; what was asked was done
  "trickle", // headers, then a byte now and then, without end
  "ip_policy",
  "expired",
  "revoked",
  "permission_lost", // the endpoint's permission has been taken away
] as const;

type CommonFault =
  | { readonly kind: "latency"; readonly milliseconds: number }
  /** 429; with a reason, Stripe's limiter says so in `Stripe-Rate-Limited-Reason`. */
  | { readonly kind: "rate_limit"; readonly reason: string | null }
  | { readonly kind: (typeof PLAIN_KINDS)[number] };

/** `foreign` is an answer that is not Stripe's, in place of Stripe's: nothing is done. */
export type Fault =
  CommonFault | { readonly kind: "foreign"; readonly status: number; readonly body: string };

/** One of every kind, for tests that loop over all; of `foreign` see `FOREIGN_ANSWERS`. */
export const FAULT_KINDS: readonly CommonFault[] = [
  { kind: "latency", milliseconds: 50 },
  { kind: "rate_limit", reason: "global-rate" },
  { kind: "rate_limit", reason: null },
  ...PLAIN_KINDS.map((kind) => ({ kind })),
];

/** JSON answers that prove nothing about a key: of a proxy, a firewall, another endpoint, or no object at all. */
export const FOREIGN_ANSWERS = {
  json_text: foreign(200, "maintenance"),
  json_number: foreign(200, 42),
  json_true: foreign(200, true),
  json_null: foreign(200, null),
  json_array: foreign(200, []),
  other_object: foreign(200, { id: "ping_1", object: "ping" }),
  unauthorized_text: foreign(401, { error: "unauthorized" }),
  forbidden_text: foreign(403, { error: "Forbidden" }),
  forbidden_code: foreign(403, { error: { code: 1020 } }), // Cloudflare's "Access denied"
  forbidden_array: foreign(403, { error: [] }),
  under_review: foreign(403, {
    error: { message: "Your account is under review.", type: "invalid_request_error" },
  }),
  not_found: foreign(404, { message: "Not found" }),
} as const;

function foreign(status: number, body: unknown) {
  return { kind: "foreign", status, body: JSON.stringify(body) } as const;
}

/** Which requests a fault applies to: all by default. */
export interface FaultMatch {
  readonly method?: string;
  /** Tested against the path without its query. */
  readonly path?: RegExp;
  /** How many matching requests it applies to. */
  readonly times?: number;
  /** How many matching requests pass first. */
  readonly skip?: number;
}

/** The faults that are set, the oldest first. */
export class FaultBoard {
  #faults: { readonly fault: Fault; readonly match: FaultMatch; skip: number; remaining: number }[] = [];

  /** Adds a fault; `null` clears all. */
  set(fault: Fault | null, match: FaultMatch = {}): void {
    if (!fault) this.#faults = [];
    else this.#faults.push({ fault, match, skip: match.skip ?? 0, remaining: match.times ?? Infinity });
  }

  /** Returns what applies to this request: the sum of all latencies, and the first of the other faults. */
  take(method: string, path: string): { readonly delay: number; readonly fault: Fault | null } {
    let delay = 0;
    let first: Fault | null = null;
    for (const entry of this.#faults) {
      const { fault, match } = entry;
      if (fault.kind !== "latency" && first) continue;
      if (match.method !== undefined && match.method.toUpperCase() !== method) continue;
      if (match.path && path.search(match.path) < 0) continue; // unlike test, ignores a pattern's lastIndex
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.remaining -= 1;
      if (fault.kind === "latency") delay += fault.milliseconds;
      else first = fault;
    }
    this.#faults = this.#faults.filter(({ remaining }) => remaining > 0);
    return { delay, fault: first };
  }
}
