/**
 * @module Asks Stripe with a connection's credential: pinned API version, bounded retries with jitter, one deadline.
 *
 * stripe-node does not retry a 429, has no deadline over several attempts, and never returns from an answer that is
 * no object, so these are here.
 */

import Stripe from "stripe";
import { randomShare, type RandomBytes } from "../../shared/ids.ts";
import { readBody, readError, traceAnswer, type StripeAnswer } from "./answers.ts";
import { fetchBounded, isObject, NoAnswer, withTimeout } from "./bounded-fetch.ts";

/** Also pinned on the webhook endpoints we create, so that events come in the shapes of this version. */
export const STRIPE_API_VERSION = "2026-10-28.endive";
/** Stripe answers a list of one in well under a second; after six a connection hangs. */
const ATTEMPT_TIMEOUT_MS = 6_000;
/** Longer than two attempts that hang, shorter than a person's patience and the element's own timeout. */
const DEADLINE_MS = 12_000;
const MAX_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 250;
/** With less time than this an attempt is not worth making. */
const MIN_ATTEMPT_MS = 250;

/** What a call is made with: a key or token and, where that is the platform's own, the account it is about. */
export interface StripeCredential {
  readonly apiKey: string;
  /** `acct_…`, sent as Stripe-Account; null where the key belongs to the account itself. */
  readonly account: string | null;
}

export interface StripeClientOptions {
  readonly apiUrl: URL;
  readonly credential: StripeCredential;
  /** What this client may do: method and path without query, `GET /v1/customers`, or `GET /v1/customers/{id}`. */
  readonly allowed: ReadonlySet<string>;
  readonly fetch: typeof fetch;
  readonly random: RandomBytes;
  /** How long all calls together may take; twelve seconds if left out. */
  readonly deadlineMs?: number;
  /** How often a call is made until it is answered; three times if left out. */
  readonly maxAttempts?: number;
  /** How long one attempt may take; six seconds if left out. */
  readonly attemptMs?: number;
}

/** One call of Stripe's API. */
export type StripeCall = {
  /** With its query. */
  readonly path: string;
  /** What a right answer says in its field `object`. */
  readonly object: string;
} & (
  | { readonly method: "GET" | "DELETE" }
  | {
      readonly method: "POST";
      readonly params: Readonly<Record<string, unknown>>;
      /**
       * Idempotency key of a create, made from the caller's intent: however often it is sent, it acts once. It is
       * not sent again after a 5xx, which Stripe stores and would repeat (docs.stripe.com/api/idempotent_requests).
       * Null for a change that may be made any number of times: each attempt then has a key of its own.
       */
      readonly intent: string | null;
    }
);

/** Makes one call. Throws only what is a mistake of ours: a call that is not allowed, or a bug. */
export type AskStripe = (call: StripeCall) => Promise<StripeAnswer>;

/** Returns a client whose calls share one deadline, which starts now. */
export function createStripeClient(options: StripeClientOptions): AskStripe {
  const {
    apiUrl,
    credential,
    allowed,
    random,
    maxAttempts = MAX_ATTEMPTS,
    attemptMs = ATTEMPT_TIMEOUT_MS,
  } = options;
  const stripe = new Stripe(credential.apiKey, {
    ...(credential.account !== null && { stripeAccount: credential.account }),
    apiVersion: STRIPE_API_VERSION,
    host: apiUrl.hostname,
    ...(apiUrl.port !== "" && { port: apiUrl.port }),
    protocol: apiUrl.protocol === "http:" ? "http" : "https",
    httpClient: createHttpClient(options.fetch),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const deadline = Date.now() + (options.deadlineMs ?? DEADLINE_MS);

  return async (call) => {
    let answer: StripeAnswer = { outcome: "silent", reason: "down", stripe: null, unsent: true };
    const wanted = `${call.method} ${new URL(call.path, apiUrl).pathname}`;
    if (!allowed.has(wanted) && !allowed.has(wanted.replace(/[^/]+$/, "{id}")))
      throw new Error(`Not allowed: ${wanted}`);
    for (let attempts = 1; ; attempts += 1) {
      // A whole number: stripe-node takes a fractional timeout for none and waits 80 seconds.
      const timeoutMs = Math.min(attemptMs, Math.round(deadline - Date.now()));
      if (timeoutMs < MIN_ATTEMPT_MS) return answer;
      answer = await attemptCall(stripe, call, timeoutMs);
      const pauseMs = FIRST_PAUSE_MS * 2 ** (attempts - 1) * readJitter(random);
      const isLast = attempts === maxAttempts || Date.now() + pauseMs + MIN_ATTEMPT_MS > deadline;
      if (isLast || !mayRepeat(call, answer)) return answer;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
}

async function attemptCall(stripe: Stripe, call: StripeCall, timeoutMs: number): Promise<StripeAnswer> {
  const { params, intent } = call.method === "POST" ? call : { params: undefined, intent: null };
  // stripe-node makes a new idempotency key for a POST that brings none.
  const settings = { timeout: timeoutMs, ...(intent !== null && { idempotencyKey: intent }) };
  try {
    const pending = stripe.rawRequest(call.method, call.path, params && { ...params }, settings);
    return readBody(await withTimeout(pending, timeoutMs), call.object);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.statusCode !== undefined) {
      return readError(error, error.statusCode);
    }
    // stripe-node wraps whatever the fetch client throws.
    const cause: unknown = error instanceof Stripe.errors.StripeConnectionError ? error.detail : error;
    if (!(cause instanceof NoAnswer)) throw cause;
    const { head } = cause;
    const trace = head && traceAnswer(head.status, null, head.requestId);
    return { outcome: "silent", reason: "down", stripe: trace };
  }
}

function mayRepeat(call: StripeCall, answer: StripeAnswer): boolean {
  if (answer.outcome !== "silent" || answer.reason === "unexpected") return false;
  const isCreate = call.method === "POST" && call.intent !== null;
  return !isCreate || (answer.stripe?.status ?? 0) < 500;
}

/** Returns stripe-node's own client for fetch, but that a body is parsed once: pages of lists are long. */
function createHttpClient(send: typeof fetch) {
  const bodies = new WeakMap<object, unknown>();
  const client = Stripe.createFetchHttpClient(async (url, init) => {
    const { response, body } = await fetchForStripeNode(send, url instanceof Request ? url.url : url, init);
    bodies.set(response, body);
    return response;
  });
  const makeRequest = client.makeRequest.bind(client);
  client.makeRequest = async (...request) => {
    const response = await makeRequest(...request);
    const body = bodies.get(response.getRawResponse() as object); // what the function above returned
    response.toJSON = () => {
      response.dispose?.();
      return Promise.resolve(body);
    };
    return response;
  };
  return client;
}

/**
 * Hands stripe-node only what it can read: an object whose `error`, if it has one, is of Stripe's shape. Of the
 * headers it gets the request's id and limit alone, because it writes Stripe-Notice to the console.
 */
async function fetchForStripeNode(send: typeof fetch, url: string | URL, init: RequestInit = {}) {
  const { status, requestId, limit, body } = await fetchBounded(send, url, init);
  if (body.error && !isStripeError(body.error)) {
    throw new NoAnswer("no error of Stripe's", { status, requestId });
  }
  const headers = new Headers();
  if (requestId !== null) headers.set("Request-Id", requestId);
  if (limit !== null) headers.set("Stripe-Rate-Limited-Reason", limit);
  return { response: new Response(null, { status, headers }), body };
}

function isStripeError(error: unknown): boolean {
  if (!isObject(error)) return false;
  return [error.type, error.code, error.message].every((field) => typeof (field ?? "") === "string");
}

/** Between a half and one and a half, so that refused attempts do not come back all at once. */
function readJitter(random: RandomBytes): number {
  return 0.5 + randomShare(random);
}
