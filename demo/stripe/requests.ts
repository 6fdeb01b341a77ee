/**
 * @module What the local Stripe remembers of requests: the log for tests, rate limits, and idempotency keys.
 */

import type { HttpBindings } from "@hono/node-server";
import type { Mode } from "../../shared/keys.ts";
import type { Answer } from "./answer.ts";
import { badRequest, idempotencyInProgress, idempotencyMismatch } from "./errors.ts";

const WINDOW_MS = 1000;
const REQUESTS_PER_SECOND: Readonly<Record<Mode, number>> = { test: 25, live: 100 };
const REQUESTS_PER_SECOND_AND_ENDPOINT = 25;
const IDEMPOTENCY_KEY_MAX_LENGTH = 255;
const ANYTHING_LIKE_A_KEY = /\b((?:sk|rk|rkcs|pk)_(?:org_)?(?:test|live)_|whsec_)[A-Za-z0-9]+/g;

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** 0 while the answer is being made, and for good when the connection was reset before one. */
  readonly status: number;
  /** `req_…`, as the answer's Request-Id says, if one was sent. */
  readonly requestId: string;
  /** `mk_…` of the key; null for an unknown key. */
  readonly keyId: string | null;
  /** Unix seconds. */
  readonly at: number;
  /** Milliseconds of real time, whatever clock was passed in: `performance.now()`. */
  readonly atMs: number;
  readonly idempotencyKey?: string;
}

/** All requests in order, without any key, and how many were open at the same time. */
export class RequestLog {
  requests: RecordedRequest[] = [];
  peakConcurrency = 0;
  #open = 0;

  /**
   * Records a request that is open until `outgoing` closes or, without a socket, until it has a status. Returns what
   * records the status of its answer.
   */
  begin(request: Omit<RecordedRequest, "status" | "atMs">, outgoing: HttpBindings["outgoing"] | null) {
    const atMs = performance.now();
    const entry = {
      ...request,
      atMs,
      path: hideKeys(request.path),
      query: hideKeys(request.query),
      status: 0,
    };
    this.requests.push(entry);
    this.#open += 1;
    this.peakConcurrency = Math.max(this.peakConcurrency, this.#open);
    outgoing?.once("close", () => (this.#open -= 1));
    return (status: number): void => {
      entry.status = status;
      if (!outgoing) this.#open -= 1;
    };
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

/** Stripe's names of the limits in `Stripe-Rate-Limited-Reason`. */
type LimitReason = "global-rate" | "endpoint-rate";

/** 25 requests a second in test mode, 100 in live mode, and 25 an endpoint, per account (docs.stripe.com/rate-limits). */
export class RateLimits {
  readonly #windows = new Map<string, Window>();
  on = true;

  /**
   * Counts one request and tells which limit it is over, if any; those over a limit count for none.
   * @param endpoint method and path without ids
   * @param at milliseconds of any steady clock
   */
  consume(account: string, mode: Mode, endpoint: string, at: number): LimitReason | null {
    if (!this.on) return null;
    const whole = this.#window(`${account} ${mode}`, REQUESTS_PER_SECOND[mode]);
    const own = this.#window(`${account} ${mode} ${endpoint}`, REQUESTS_PER_SECOND_AND_ENDPOINT);
    if (whole.isFull(at)) return "global-rate";
    if (own.isFull(at)) return "endpoint-rate";
    whole.add(at);
    own.add(at);
    return null;
  }

  #window(key: string, limit: number): Window {
    const window = this.#windows.get(key) ?? new Window(limit);
    this.#windows.set(key, window);
    return window;
  }
}

/** The moments of the last requests, as many as one second may have. */
class Window {
  readonly #moments: number[];
  #next = 0;

  constructor(limit: number) {
    this.#moments = Array.from({ length: limit }, () => -Infinity);
  }

  isFull(at: number): boolean {
    return at - (this.#moments[this.#next] ?? -Infinity) < WINDOW_MS;
  }

  add(at: number): void {
    this.#moments[this.#next] = at;
    this.#next = (this.#next + 1) % this.#moments.length;
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
