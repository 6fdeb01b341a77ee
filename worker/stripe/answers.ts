/**
 * @module What an answer of Stripe means: yes, not permitted, key refused, or nothing that can be relied on.
 *
 * Stripe's texts are read here and stay here: its 401 repeats what was pasted.
 */

import Stripe from "stripe";
import type { ErrorBody } from "../../shared/errors.ts";

/** Why Stripe will not have this key at all. */
export type KeyRefusal = "key_rejected" | "key_expired" | "key_ip_restricted" | "access_revoked";

/**
 * `busy`: a rate limit or lock. `down`: an outage, a timeout, or an answer that makes no sense.
 * `unexpected`: a clear no for a reason we do not know, which asking again will not change.
 */
export type Silence = "busy" | "down" | "unexpected";

export type StripeAnswer =
  | { readonly outcome: "answered"; readonly body: object }
  | { readonly outcome: "forbidden"; readonly account: string | null; readonly editKeyPath: string | null }
  /** 404: the object, or the endpoint on this account, is not there. */
  | { readonly outcome: "absent" }
  | { readonly outcome: "refused"; readonly code: KeyRefusal; readonly stripe: StripeTrace | null }
  | { readonly outcome: "silent"; readonly reason: Silence; readonly stripe: StripeTrace | null };

/** What may be told of an error of Stripe's. */
export type StripeTrace = NonNullable<ErrorBody["error"]["stripe"]>;

const ACCOUNT_IN_TEXT = /on account '(acct_[A-Za-z0-9]{1,64})'/;
const EDIT_LINK_IN_TEXT = /https?:\/\/[^\s/]+(\/b\/acct_[A-Za-z0-9]+\?destination=[A-Za-z0-9%_-]+)/;

/**
 * Reads what stripe-node returned. It throws only for a body with `error` in it, so the status counts here:
 * a page or an object of something between us and Stripe grants nothing.
 */
export function readBody(body: unknown): StripeAnswer {
  const { object, lastResponse } = (body ?? {}) as {
    object?: unknown;
    lastResponse?: { statusCode?: unknown };
  }; // both are checked
  const sound = lastResponse?.statusCode === 200 && typeof object === "string";
  return sound
    ? { outcome: "answered", body: body as object } // it has fields
    : { outcome: "silent", reason: "down", stripe: null };
}

/** Sorts what stripe-node threw. Keys off status and code; text only where Stripe gives no code. */
export function readError(error: unknown): StripeAnswer {
  // stripe-node marks an answer that was no JSON as StripeAPIError, whatever its status.
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode === undefined) {
    return { outcome: "silent", reason: "down", stripe: null };
  }
  const status = error.statusCode;
  const code = readWord(error.code);
  const message = typeof error.message === "string" ? error.message : "";
  const stripe = traceError(status, code, readWord(error.requestId));
  if (status === 401 || (status === 403 && code === "account_invalid")) {
    return { outcome: "refused", code: readRefusal(code, message), stripe };
  }
  if (status === 403 && (code === undefined || code.startsWith("more_permissions_required"))) {
    return {
      outcome: "forbidden",
      account: ACCOUNT_IN_TEXT.exec(message)?.[1] ?? null,
      editKeyPath: EDIT_LINK_IN_TEXT.exec(message)?.[1] ?? null,
    };
  }
  if (status === 404) return { outcome: "absent" };
  const busy = status === 429 || status === 409;
  return { outcome: "silent", reason: busy ? "busy" : status >= 500 ? "down" : "unexpected", stripe };
}

function readRefusal(code: string | undefined, message: string): KeyRefusal {
  if (code === "account_invalid") return "access_revoked";
  if (code === "api_key_expired" || code === "platform_api_key_expired") return "key_expired";
  if (message.includes("does not allow requests from your IP address")) return "key_ip_restricted";
  return "key_rejected";
}

/** What may be told on: a plain word, or nothing. */
function readWord(value: unknown): string | undefined {
  return typeof value === "string" && /^[A-Za-z0-9_]{1,64}$/.test(value) ? value : undefined;
}

function traceError(status: number, code: string | undefined, requestId: string | undefined): StripeTrace {
  return {
    status,
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { request_id: requestId }),
  };
}
