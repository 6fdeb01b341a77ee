/**
 * @module CORS by exact origin. No wildcard, no `null`, no credentials: the session token is the credential.
 */

import type { MiddlewareHandler } from "hono";
import { isKnownOrigin } from "../apps/store.ts";
import type { WorkerEnv } from "../context.ts";

const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages read answers: of a session's requests, the pages of its app; of preflights, open doors and refused
 * requests, which prove no app, the pages of any app here, so that the element can read why.
 */
export const cors: MiddlewareHandler<WorkerEnv> = async (c, next) => {
  const origin = c.req.header("Origin");
  if (origin === undefined) return next();
  const db = c.env.DB; // before the settings are judged, so that the element can read what is wrong with them
  if (c.req.method === "OPTIONS" && c.req.header("Access-Control-Request-Method") !== undefined) {
    const known = await isKnownOrigin(db, origin);
    return new Response(null, {
      status: 204,
      headers: known ? preflightHeaders(origin) : { Vary: "Origin" },
    });
  }
  await next();
  c.header("Vary", "Origin");
  const caller = c.get("caller");
  // A session got here only from an origin of its app; an app secret or operator token is no page's business.
  const proved = caller !== undefined && caller.kind !== "anyone";
  const readable = proved ? caller.kind === "session" : await isKnownOrigin(db, origin);
  if (!readable) return;
  c.header("Access-Control-Allow-Origin", origin);
  c.header("Access-Control-Expose-Headers", "Request-Id, Retry-After");
};

function preflightHeaders(origin: string): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": "GET, PUT, PATCH, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": String(PREFLIGHT_SECONDS),
    Vary: "Origin",
  };
}
