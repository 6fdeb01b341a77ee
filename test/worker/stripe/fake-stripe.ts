/**
 * @module A Stripe that answers whatever a test says, also what Stripe never would, through a fetch of the test's own.
 */

import type { StripeClientOptions } from "../../../worker/stripe/client.ts";

export interface Sent {
  /** `GET /v1/customers` */
  readonly call: string;
  readonly query: string;
  readonly idempotencyKey: string | null;
}

export interface Reply {
  readonly status: number;
  /** Sent as JSON; a text is sent as it is. */
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** Answers the call; `times` counts how often it has been made, this one included. */
export type Answer = (call: string, times: number) => Reply | Promise<Reply>;

export interface FakeStripe {
  readonly sent: Sent[];
  /** What a client is made with. Its jitter is the shortest. */
  readonly options: Omit<StripeClientOptions, "allowed">;
}

export function createFakeStripe(answer: Answer): FakeStripe {
  const sent: Sent[] = [];
  const send: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const call = `${init?.method} ${url.pathname}`;
    sent.push({ call, query: url.search, idempotencyKey: new Headers(init?.headers).get("Idempotency-Key") });
    const { status, body, headers } = await answer(call, sent.filter((one) => one.call === call).length);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return new Response(text, { status, headers: { "Content-Type": "application/json", ...headers } });
  };
  const options = {
    apiUrl: new URL("https://api.stripe.test"),
    credential: { apiKey: "a key", account: null },
    fetch: send,
    random: (length: number) => new Uint8Array(length),
  };
  return { sent, options };
}

/** A list of one page, empty if nothing is named. */
export const list = (...data: unknown[]): Reply => ({ status: 200, body: { object: "list", data } });

/** An error of Stripe's own shape. */
export const stripeError = (status: number, error: Readonly<Record<string, unknown>>): Reply => ({
  status,
  body: { error: { type: "invalid_request_error", ...error } },
});

export const KEY_INVALID = stripeError(401, { message: "Invalid API Key provided: rk_test_***1234" });
export const ABSENT = stripeError(404, { code: "resource_missing", message: "No such object", param: "id" });
export const FORBIDDEN = stripeError(403, {
  code: "more_permissions_required",
  message: "Permission denied. … on account 'acct_1'. …",
});
