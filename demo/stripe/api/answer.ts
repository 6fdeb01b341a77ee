/**
 * @module Turns what was found, or what failed, into an answer with the headers Stripe sends.
 *
 * Headers: a capture of a real test-mode answer of March 2026.
 */

import type { Mode } from "../../../shared/keys.ts";
import { NO_HEADER, type Failure } from "./failures.ts";

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface AnswerContext {
  readonly requestId: string;
  readonly version: string;
  /** Origin of the Dashboard. */
  readonly dashboard: string;
  /** Known once the key is. */
  readonly account?: string;
  readonly mode?: Mode;
}

/** Answers 200 with `value`, printed as Stripe prints JSON. */
export function answerWith(value: unknown): Answer {
  return { status: 200, body: print(value), headers: { "stripe-should-retry": "false" } };
}

/** Answers with a failure; `request_log_url` names account and mode, but never before authentication. */
export function answerFailure(failure: Failure, context: AnswerContext): Answer {
  const { account, mode, requestId, dashboard } = context;
  const path = `${account}${mode === "test" ? "/test" : ""}/workbench/logs?object=${requestId}`;
  const log = failure.logged && account !== undefined ? { request_log_url: `${dashboard}/${path}` } : {};
  const error = { ...failure.error, ...log };
  const sorted = Object.entries(error).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    status: failure.status,
    body: print({ error: Object.fromEntries(sorted) }),
    headers: failure.headers,
  };
}

/** Returns an answer's own headers and those that all answers have. */
export function completeHeaders(answer: Answer, context: AnswerContext): Record<string, string> {
  const headers = { ...standingHeaders(context), ...answer.headers };
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== NO_HEADER));
}

function standingHeaders({ requestId, version, mode }: AnswerContext): Record<string, string> {
  return {
    server: "nginx",
    "content-type": "application/json",
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
    "access-control-expose-headers":
      "Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required, X-Stripe-Privileged-Session-Required",
    "access-control-max-age": "300",
    "cache-control": "no-cache, no-store",
    "content-security-policy": "default-src 'none'",
    "request-id": requestId,
    "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
    "stripe-version": version,
    vary: "Origin",
    "x-stripe-priority-routing-enabled": "true",
    // stripe-node writes this one to the console of whoever uses it.
    ...(mode === "test" && { "stripe-notice": "This is a notice from the local Stripe." }),
    ...(mode && {
      "x-stripe-routing-context-priority-tier": mode === "test" ? "api-testmode" : "livemode-critical",
    }),
    "x-wc": "ABGHI",
  };
}

const print = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
