/**
 * @module One line of JSON a request. It holds the route's pattern, never the URL, and no header or body.
 */

import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { ApiError } from "./api-error.ts";
import { createId, type RandomBytes } from "../../shared/ids.ts";

/** What the log reads of a request's variables: who sends it, absent until it is known, and why it failed. */
type LoggedVariables = {
  readonly caller?: { readonly kind: string; readonly app?: { readonly id: string } };
  readonly outcome?: { readonly code: string; readonly reason?: string };
};

/** Gives the request its id and, when it is answered, writes its line. */
export function logRequests(random: RandomBytes): MiddlewareHandler {
  return async (c, next) => {
    const requestId = createId("req", random);
    c.set("requestId", requestId);
    const started = Date.now();
    await next();
    c.header("Request-Id", requestId);
    const { caller, outcome } = c.var as LoggedVariables; // Hono types variables by app, and this folder knows none
    writeLine({
      request_id: requestId,
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Date.now() - started,
      caller: caller?.kind ?? "anyone",
      ...(caller?.app && { app: caller.app.id }),
      ...outcome,
    });
  };
}

/** Writes one line to the log. Every line of this Worker goes through here. */
export function writeLine(fields: Readonly<Record<string, string | number>>): void {
  // oxlint-disable-next-line no-console -- the runtime's log is the console
  console.log(JSON.stringify(fields));
}

/** Returns what the log may say of an error: its name, its code if it is ours, and where it was thrown. */
export function nameError(error: unknown): string {
  if (error instanceof ApiError) return error.code;
  if (!(error instanceof Error)) return "unknown";
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  const first = frames.slice(0, 3).map((line) => line.trim());
  return [error.name, ...first].join(" "); // never the message, which may quote its input
}
