/**
 * @module CORS by exact origin. No wildcard, no `null`, no credentials: the session token is the credential.
 */

import type { Context, MiddlewareHandler } from "hono";
import { isKnownOrigin } from "../apps/store.ts";
import type { WorkerEnv } from "../context.ts";
import { consumeAnyone } from "./endpoint.ts";

const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages read answers: of a session's requests, the pages of its app; of preflights, open sessions and refused
 * requests, which prove no app, the pages of any app here, so that the element can read why.
 */
export const cors: MiddlewareHandler<WorkerEnv> = async (c, next) => {
  const origin = c.req.header("Origin");
  if (origin === undefined) return next();
  if (c.req.method === "OPTIONS" && c.req.header("Access-Control-Request-Method") !== undefined) {
    await consumeAnyone(c);
    const known = await isKnownOrigin(c.env.DB, origin);
    const headers = known ? preflightHeaders(origin) : { Vary: "Origin" };
    return new Response(null, { status: 204, headers });
  }
  await next();
  c.header("Vary", "Origin", { append: true });
  if (!(await mayRead(c, origin))) return;
  c.header("Access-Control-Allow-Origin", origin);
  c.header("Access-Control-Expose-Headers", "Request-Id, Retry-After");
};

/**
 * A session got here only from an origin of its app; an app secret or operator token is no page's business. Any
 * other answer is looked up in D1, except a flood's: it says nothing but to wait, so any page may read it.
 */
async function mayRead(c: Context<WorkerEnv>, origin: string): Promise<boolean> {
  const caller = c.get("caller");
  if (caller !== undefined && caller.kind !== "anyone") return caller.kind === "session";
  if (caller === undefined) {
    if (c.res.status === 429) return true;
    await consumeAnyone(c); // guessed credentials must not reach D1 without end
  }
  return isKnownOrigin(c.env.DB, origin);
}

function preflightHeaders(origin: string): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": "GET, PUT, PATCH, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": String(PREFLIGHT_SECONDS),
    Vary: "Origin",
  };
}
