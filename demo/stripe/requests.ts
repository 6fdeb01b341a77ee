/**
 * @module What the local Stripe remembers of requests: the log for tests, rate limits, and idempotency keys.
 */

import type { HttpBindings } from "@hono/node-server";
import type { Mode } from "../../shared/keys.ts";
import type { Answer } from "./answer.ts";
import { badRequest, idempotencyInProgress, idempotencyMismatch } from "./errors.ts";

const WINDOW_MS = 1000;
const REQUESTS_PER_SECOND: Readonly<Record<Mode, number>> = { test: 25, live: 100 };
const IDEMPOTENCY_KEY_MAX_LENGTH = 255;
const ANYTHING_LIKE_A_KEY = /\b((?:sk|rk|rkcs|pk)_(?:org_)?(?:test|live)_|whsec_)[A-Za-z0-9]+/g;

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** 0 while the answer is being made, and for good when the connection was reset before one. */
  readonly status: number;
  /** `mk_…` of the key; null for an unknown key. */
  readonly keyId: string | null;
  /** Unix seconds. */
  readonly at: number;
  readonly idempotencyKey?: string;
}

/** All requests in order, without any key, and how many were open at the same time. */
export class RequestLog {
  requests: RecordedRequest[] = [];
  peakConcurrency = 0;
  #open = 0;

  /** Records a request that is open until `outgoing` closes. Returns what records the status of its answer. */
  begin(request: Omit<RecordedRequest, "status">, outgoing: HttpBindings["outgoing"]) {
    const entry = { ...request, path: hideKeys(request.path), query: hideKeys(request.query), status: 0 };
    this.requests.push(entry);
    this.#open += 1;
    this.peakConcurrency = Math.max(this.peakConcurrency, this.#open);
    outgoing.once("close", () => (this.#open -= 1));
    return (status: number): void => void (entry.status = status);
  }

  /** Deletes all requests; those still open count towards the next peak. */
  clear(): void {
    this.requests = [];
    this.peakConcurrency = this.#open;
  }
}

function hideKeys(text: string): string {
  return text.replace(ANYTHING_LIKE_A_KEY, "$1[hidden]");
}

/** 25 requests a second in test mode, 100 in live mode, per account (docs.stripe.com/rate-limits). */
export class RateLimits {
  readonly #recent = new Map<string, number[]>();
  on = true;

  /** Counts one request at `at` (milliseconds of any steady clock) and tells whether it is within the limit. */
  consume(account: string, mode: Mode, at: number): boolean {
    if (!this.on) return true;
    const key = `${account} ${mode}`;
    const recent = (this.#recent.get(key) ?? []).filter((earlier) => at - earlier < WINDOW_MS);
    const allowed = recent.length < REQUESTS_PER_SECOND[mode];
    this.#recent.set(key, allowed ? [...recent, at] : recent);
    return allowed;
  }
}

interface IdempotentRequest {
  readonly key: string;
  /** Account and mode: keys of different ones never meet. */
  readonly scope: string;
  /** Everything that makes it this request and no other. */
  readonly fingerprint: string;
  readonly requestId: string;
}

/**
 * Idempotency keys of POST requests: the first result of a key is stored and repeated, a 500 included. A request
 * that ends before it is carried out stores nothing (docs.stripe.com/api/idempotent_requests).
 */
export class Idempotency {
  readonly #stored = new Map<string, { readonly fingerprint: string; answer: Answer | null }>();

  async run(request: IdempotentRequest, execute: () => Promise<Answer>): Promise<Answer> {
    const { key, scope, fingerprint, requestId } = request;
    if (key.length > IDEMPOTENCY_KEY_MAX_LENGTH) {
      throw badRequest(`Idempotency keys can only be up to ${IDEMPOTENCY_KEY_MAX_LENGTH} characters long.`);
    }
    const known = this.#stored.get(`${scope} ${key}`);
    if (known && known.fingerprint !== fingerprint) throw idempotencyMismatch(key);
    if (known && !known.answer) throw idempotencyInProgress(key);
    if (known?.answer) return withHeaders(known.answer, { "idempotent-replayed": "true" });
    const entry: { fingerprint: string; answer: Answer | null } = { fingerprint, answer: null };
    this.#stored.set(`${scope} ${key}`, entry);
    const answer = await execute();
    entry.answer = withHeaders(answer, { "idempotency-key": key, "original-request": requestId });
    return entry.answer;
  }
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
