/**
 * @module Sends an answer with the headers Stripe sends, whole or spoiled by a fault down to the socket.
 *
 * Headers: a capture of a real test-mode answer of March 2026.
 */

import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { setTimeout as wait } from "node:timers/promises";
import type { Mode } from "../../shared/keys.ts";
import { NO_HEADER, type StripeError } from "./errors.ts";
import type { Fault } from "./faults.ts";
import { sortFields } from "./objects.ts";
import type { World } from "./world.ts";

const TRICKLE_MS = 100;
const FLUSH_MS = 20; // long enough for half a body to arrive before the reset overtakes it

const HTML_502 =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

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

/** Answers 200 with `value`. */
export function answerWith(value: unknown): Answer {
  return { status: 200, body: printJson(value), headers: { "stripe-should-retry": "false" } };
}

/** Answers with an error; `request_log_url` names account and mode, but never before authentication. */
export function answerError({ status, error, headers, logged }: StripeError, context: AnswerContext): Answer {
  const { account, mode, requestId, dashboard } = context;
  const log = `${dashboard}/${account}${mode === "test" ? "/test" : ""}/workbench/logs?object=${requestId}`;
  const sorted = sortFields({ ...error, ...(logged && account !== undefined && { request_log_url: log }) });
  return { status, body: printJson({ error: sorted }), headers };
}

/** What is answered under a fault in place of doing anything. */
const REPLACEMENTS: Partial<Record<Fault["kind"], Answer>> = {
  html_502: { status: 502, body: HTML_502, headers: { "content-type": "text/html" } },
  empty_200: { status: 200, body: "", headers: {} },
  object_500: { status: 500, body: `{"object": "list", "data": []}`, headers: {} },
  reset_before: { status: 0, body: "", headers: {} },
};

/** Returns the answer of a fault under which nothing is done at all. */
export function replaceAnswer(fault: Fault | null): Answer | null {
  if (fault?.kind === "foreign") return { status: fault.status, body: fault.body, headers: {} };
  return (fault && REPLACEMENTS[fault.kind]) ?? null;
}

/** Waits, or returns early when the server closes. */
export async function pause({ closing }: World, milliseconds: number): Promise<void> {
  if (milliseconds > 0) await wait(milliseconds, undefined, { signal: closing }).catch(() => undefined);
}

/**
 * Sends `answer` with Stripe's headers, as `fault` spoils it.
 * @param bindings null for a caller without a socket, whose answer breaks where a connection would
 */
export function sendAnswer(
  answer: Answer,
  fault: Fault | null,
  context: AnswerContext,
  bindings: HttpBindings | null,
): Response {
  const { status } = answer;
  const all = Object.entries({ ...createHeaders(context), ...answer.headers });
  const headers = Object.fromEntries(all.filter(([, value]) => value !== NO_HEADER));
  // Texts, not buffers: memory outside the heap would have all of it collected again and again.
  const half = (): string => answer.body.slice(0, Math.floor(answer.body.length / 2));
  if (!bindings) return breakOff(fault, half(), () => new Response(answer.body, { status, headers }));
  const { incoming, outgoing } = bindings;
  switch (fault?.kind) {
    case "reset_before":
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case "reset_mid_body":
      outgoing.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(answer.body)) });
      outgoing.write(half(), () => setTimeout(() => incoming.socket.resetAndDestroy(), FLUSH_MS));
      return RESPONSE_ALREADY_SENT;
    case "trickle":
      trickle(status, headers, outgoing);
      return RESPONSE_ALREADY_SENT;
    default:
      return new Response(fault?.kind === "truncated_json" ? half() : answer.body, { status, headers });
  }
}

/** Returns an answer, or throws, as `fetch` would that has met the fault on its way. */
function breakOff(fault: Fault | null, half: string, send: () => Response): Response {
  switch (fault?.kind) {
    case "reset_before":
      throw new TypeError("fetch failed");
    case "reset_mid_body":
      return new Response(createBody(half, (stream) => stream.error(new TypeError("terminated"))));
    case "trickle":
      return new Response(createBody(" ", () => undefined));
    case "truncated_json":
      return new Response(half);
    default:
      return send();
  }
}

/** A body that begins with `text`; `goOn` is called when more of it is wanted. */
function createBody(text: string, goOn: (stream: ReadableStreamDefaultController<Uint8Array>) => void) {
  return new ReadableStream<Uint8Array>(
    {
      start: (stream) => stream.enqueue(new TextEncoder().encode(text)),
      pull: (stream) => (stream.desiredSize === null ? undefined : goOn(stream)),
    },
    { highWaterMark: 0 },
  );
}

/** Sends white space, which JSON allows before its first character, and never that character. */
function trickle(status: number, headers: Record<string, string>, outgoing: HttpBindings["outgoing"]): void {
  if (outgoing.destroyed) return; // the caller disconnected during the latency, and "close" will not come again
  outgoing.writeHead(status, headers);
  outgoing.write(" ");
  const timer = setInterval(() => outgoing.write(" "), TRICKLE_MS);
  outgoing.once("close", () => clearInterval(timer));
}

function createHeaders({ requestId, version, mode }: AnswerContext): Record<string, string> {
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
    // stripe-node writes this one to the console.
    ...(mode === "test" && { "stripe-notice": "This is a notice from the local Stripe." }),
    ...(mode && {
      "x-stripe-routing-context-priority-tier": mode === "test" ? "api-testmode" : "livemode-critical",
    }),
    "x-wc": "ABGHI",
  };
}

/** Stripe indents its JSON; a page of a list takes twice as long then, for nothing that a caller reads. */
function printJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
