/**
 * @module What an answer of Stripe means. A verdict takes Stripe's own shape, its code or its text: a 401, 403, 404
 * or 200 of something between us and Stripe is none.
 *
 * Stripe's texts are read here and go no further: its 401 repeats what was pasted.
 */

import type Stripe from "stripe";
import type { ErrorBody } from "../../shared/errors.ts";
import { isNoSecret } from "../../shared/schema/no-secret.ts";

/** Why Stripe does not take this key at all. */
export type KeyRefusal = "key_rejected" | "key_expired" | "key_ip_restricted" | "access_revoked";

/**
 * `busy`: a rate limit or lock. `down`: an outage, a timeout, or an answer that makes no sense.
 * `unexpected`: a clear no for a reason we do not know, which asking again does not change.
 */
export type Silence = "busy" | "down" | "unexpected";

export type StripeAnswer =
  | { readonly outcome: "answered"; readonly body: object }
  | {
      readonly outcome: "forbidden";
      readonly account: string | null;
      readonly editKeyPath: string | null;
      readonly stripe: StripeTrace | null;
    }
  /** Stripe knows no such object. */
  | { readonly outcome: "absent"; readonly stripe: StripeTrace | null }
  | { readonly outcome: "refused"; readonly code: KeyRefusal; readonly stripe: StripeTrace }
  | {
      readonly outcome: "silent";
      readonly reason: Silence;
      readonly stripe: StripeTrace | null;
      /** Which limit was exceeded, Stripe-Rate-Limited-Reason: `endpoint-rate`, `global-rate` and others. */
      readonly limit?: string;
      /** There was no time left to send anything. */
      readonly unsent?: true;
    };

/** What may be told of an answer. */
export type StripeTrace = NonNullable<ErrorBody["error"]["stripe"]>;

const INVALID_REQUEST = "invalid_request_error";

/** Codes and texts of a 401 (docs.stripe.com/error-codes, and captures of real answers). */
const REFUSAL_CODES: ReadonlyMap<string | null, KeyRefusal> = new Map([
  ["api_key_expired", "key_expired"],
  ["platform_api_key_expired", "key_expired"],
  ["secret_key_required", "key_rejected"],
]);
const REFUSAL_TEXTS: readonly (readonly [RegExp, KeyRefusal])[] = [
  [/does not allow requests from your IP address/, "key_ip_restricted"],
  [/^Expired API Key provided/, "key_expired"],
  [/^Invalid API Key provided/, "key_rejected"],
  [/^You did not provide an API key/, "key_rejected"],
  [/cannot be made with a publishable API key/, "key_rejected"],
];
/** Of a Stripe App with `_for_application` behind it. */
const FORBIDDEN_CODE = "more_permissions_required";
/** Texts of a 403 without a code: until spring 2026, and for Connect permissions. */
const FORBIDDEN_TEXT = /the required permissions|does not have any Connect permissions/;
const ACCOUNT_IN_TEXT = /on account '(acct_[A-Za-z0-9]{1,64})'/;
const EDIT_LINK_IN_TEXT = /https?:\/\/[^\s/]+(\/b\/acct_[A-Za-z0-9]+\?destination=[A-Za-z0-9%_-]+)/;

/** Reads what stripe-node returned, which is whatever had no `error` in it, under any status. */
export function readBody(body: Stripe.Response<unknown>, object: string): StripeAnswer {
  const { object: found, data } = body as { object?: unknown; data?: unknown }; // both are checked
  const { statusCode: status, requestId } = body.lastResponse;
  const isWhole = found === object && (object !== "list" || Array.isArray(data));
  if (status === 200 && isWhole) return { outcome: "answered", body };
  return { outcome: "silent", reason: "down", stripe: traceAnswer(status, null, requestId) };
}

/** Returns Stripe's id of the request that `body` answers; null where it gave none. */
export function readRequestId(body: object): string | null {
  const { lastResponse } = body as Partial<Stripe.Response<unknown>>; // stripe-node adds it to what it returns
  return lastResponse !== undefined && isRequestId(lastResponse.requestId) ? lastResponse.requestId : null;
}

/** Returns status and request id of an answer; null where none came. */
export function readTrace(answer: StripeAnswer): StripeTrace | null {
  if (answer.outcome !== "answered") return answer.stripe;
  return traceAnswer(200, null, readRequestId(answer.body));
}

/** Reads an error that Stripe, or something that writes like it, answered with. */
export function readError(
  error: InstanceType<typeof Stripe.errors.StripeError>,
  status: number,
): StripeAnswer {
  const { message = "", code = null, requestId, rawType } = error;
  const stripe = traceAnswer(status, code, requestId);
  if (rawType === INVALID_REQUEST) {
    const refusal = readRefusal(status, code, message);
    if (refusal) return { outcome: "refused", code: refusal, stripe };
    if (status === 403 && (code?.startsWith(FORBIDDEN_CODE) ?? FORBIDDEN_TEXT.test(message))) {
      return {
        outcome: "forbidden",
        account: ACCOUNT_IN_TEXT.exec(message)?.[1] ?? null,
        editKeyPath: EDIT_LINK_IN_TEXT.exec(message)?.[1] ?? null,
        stripe,
      };
    }
    if (status === 404 && code === "resource_missing") return { outcome: "absent", stripe };
  }
  const isBusy = status === 429 || status === 409;
  const isNo = status >= 400 && status < 500;
  const limit = error.headers?.["stripe-rate-limited-reason"];
  const reason = isBusy ? "busy" : isNo ? "unexpected" : "down";
  return { outcome: "silent", reason, stripe, ...(limit !== undefined && { limit }) };
}

function readRefusal(status: number, code: string | null, message: string): KeyRefusal | null {
  if (status === 403 && code === "account_invalid") return "access_revoked";
  if (status !== 401) return null;
  const byText = REFUSAL_TEXTS.find(([text]) => text.test(message))?.[1];
  return REFUSAL_CODES.get(code) ?? byText ?? null;
}

/** Hands on a code that is lower-case words and a request's id, if neither can hold a key. */
export function traceAnswer(
  status: number,
  code: string | null,
  requestId: string | null | undefined,
): StripeTrace {
  const isCode = code !== null && /^[a-z]{1,32}(_[a-z]{1,32}){0,7}$/.test(code) && isNoSecret(code);
  return { status, ...(isCode && { code }), ...(isRequestId(requestId) && { request_id: requestId }) };
}

function isRequestId(id: string | null | undefined): id is string {
  return typeof id === "string" && /^req_[A-Za-z0-9]{1,64}$/.test(id);
}
