/**
 * @module What an answer of Stripe means: yes, not permitted, key refused, or nothing that can be relied on.
 *
 * Stripe's texts are read here and stay here: its 401 repeats what was pasted.
 */

import Stripe from "stripe";
import type { ErrorBody } from "../../shared/errors.ts";

/** Why Stripe will not have this key at all. */
export type KeyRefusal = "key_rejected" | "key_expired" | "key_ip_restricted";

/** `busy`: a rate limit or lock. `down`: an outage, a timeout, or an answer that makes no sense. */
export type Silence = "busy" | "down";

export type StripeAnswer =
  | { readonly outcome: "answered"; readonly body: object }
  | { readonly outcome: "forbidden"; readonly account: string | null; readonly editKeyPath: string | null }
  | { readonly outcome: "refused"; readonly code: KeyRefusal; readonly stripe: StripeTrace | null }
  | { readonly outcome: "silent"; readonly reason: Silence; readonly stripe: StripeTrace | null };

/** What may be told of an error of Stripe's. */
export type StripeTrace = NonNullable<ErrorBody["error"]["stripe"]>;

const ACCOUNT_IN_TEXT = /on account '(acct_[A-Za-z0-9]{1,64})'/;
const EDIT_LINK_IN_TEXT = /https?:\/\/[^\s/]+(\/b\/acct_[A-Za-z0-9]+\?destination=[A-Za-z0-9%_-]+)/;

/** Sorts what stripe-node threw. Keys off status and code; text only where Stripe gives no code. */
export function readError(error: unknown): StripeAnswer {
  if (!(error instanceof Stripe.errors.StripeError))
    return { outcome: "silent", reason: "down", stripe: null };
  const stripe = traceError(error);
  // stripe-node marks an answer that was no JSON as StripeAPIError, whatever its status.
  const parsed = !(error instanceof Stripe.errors.StripeAPIError);
  if (parsed && error.statusCode === 401) {
    return { outcome: "refused", code: readRefusal(error), stripe };
  }
  if (parsed && error.statusCode === 403 && isPermissionError(error)) {
    return {
      outcome: "forbidden",
      account: ACCOUNT_IN_TEXT.exec(error.message)?.[1] ?? null,
      editKeyPath: EDIT_LINK_IN_TEXT.exec(error.message)?.[1] ?? null,
    };
  }
  const busy = error.statusCode === 429 || error.statusCode === 409;
  return { outcome: "silent", reason: busy ? "busy" : "down", stripe };
}

function readRefusal(error: Stripe.errors.StripeError): KeyRefusal {
  if (error.code === "api_key_expired" || error.code === "platform_api_key_expired") return "key_expired";
  if (error.message.includes("does not allow requests from your IP address")) return "key_ip_restricted";
  return "key_rejected";
}

/** Until spring 2026 Stripe sent no code with a missing permission, only the text. */
function isPermissionError(error: Stripe.errors.StripeError): boolean {
  return error.code === undefined || error.code.startsWith("more_permissions_required");
}

/** A timeout or a broken connection has no status, and leaves no trace to tell. */
function traceError(error: Stripe.errors.StripeError): StripeTrace | null {
  if (error.statusCode === undefined) return null;
  const word = (text: string | undefined): string | undefined =>
    text !== undefined && /^[A-Za-z0-9_]{1,64}$/.test(text) ? text : undefined;
  const code = word(error.code);
  const requestId = word(error.requestId);
  return {
    status: error.statusCode,
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { request_id: requestId }),
  };
}
