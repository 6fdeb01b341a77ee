/**
 * @module Finds out who calls, and lets in only whom the endpoint's row of the table names.
 *
 * Whatever is wrong with a credential (forged, expired, another project's, another page's), the answer is
 * the same `unauthenticated`; only the log says which.
 */

import type { Context } from "hono";
import { CURRENT_PROJECT, type Endpoint } from "../../shared/api.ts";
import { projectId } from "../../shared/schema/sessions.ts";
import { findAppBySecret } from "../apps/secret.ts";
import { findApp, type App } from "../apps/store.ts";
import { readSessionToken, SESSION_TOKEN_PREFIX } from "./session-token.ts";
import type { Caller, WorkerEnv } from "../context.ts";
import { isEqualSecret } from "../crypto/digest.ts";
import { ApiError } from "../http/api-error.ts";

/** A session token names at most twenty origins, and most name none. */
const BEARER = /^Bearer ([!-~]{1,8000})$/;

/** Returns the caller, if the endpoint is for it. Refuses with `unauthenticated` or `admin_required`. */
export async function authenticate(c: Context<WorkerEnv>, endpoint: Endpoint): Promise<Caller> {
  if (endpoint.callers.includes("anyone")) return { kind: "anyone" };
  const caller = await identify(c);
  if (caller.kind === "session") {
    if (endpoint.callers.includes("viewer")) return caller;
    if (endpoint.callers.includes("admin")) {
      if (caller.role === "admin") return caller;
      throw new ApiError("admin_required");
    }
  } else if (caller.kind !== "anyone" && endpoint.callers.includes(caller.kind)) {
    return caller;
  }
  throw unauthenticated("the credential is of a kind this endpoint does not take");
}

/** Names the project a request is about: the session's own, or the one an app puts into the path. */
export function projectOf(c: Context<WorkerEnv>): { app: App; project: string } {
  const caller = c.get("caller");
  if (caller.kind === "session") return { app: caller.app, project: caller.project };
  if (caller.kind !== "app") throw unauthenticated("no project without an app");
  const parsed = projectId.safeParse(c.req.param("project"));
  if (!parsed.success) throw new ApiError("parameter_invalid", { param: "project" });
  return { app: caller.app, project: parsed.data };
}

async function identify(c: Context<WorkerEnv>): Promise<Caller> {
  const token = BEARER.exec(c.req.header("Authorization") ?? "")?.[1];
  if (token === undefined) throw unauthenticated("no bearer token");
  if (token.startsWith(SESSION_TOKEN_PREFIX)) return identifySession(c, token);
  const { db, settings } = c.get("services");
  if (token.startsWith("pro_")) {
    if (await isEqualSecret(token, settings.operatorToken)) return { kind: "operator" };
    throw unauthenticated("wrong operator token");
  }
  const app = token.startsWith("prs_") ? await findAppBySecret(db, token) : null;
  if (!app) throw unauthenticated("wrong app secret");
  return { kind: "app", app };
}

async function identifySession(c: Context<WorkerEnv>, token: string): Promise<Caller> {
  const { db, settings, now } = c.get("services");
  const session = await readSessionToken(settings.sessionKey, token, now());
  if (!session) throw unauthenticated("the session token is forged, altered or expired");
  const app = await findApp(db, session.app);
  if (!app) throw unauthenticated("the session's app is gone");
  const origin = originOf(c);
  const narrowed = session.origins?.includes(origin ?? "") ?? true;
  if (origin === null || !narrowed || !app.origins.includes(origin)) {
    throw unauthenticated("the page's origin is not the session's");
  }
  const named = c.req.param("project");
  if (named !== undefined && named !== CURRENT_PROJECT && named !== session.project) {
    throw unauthenticated("the session is for another project");
  }
  const { id, project, role, user } = session;
  return { kind: "session", id, app, project, role, user };
}

/** Browsers leave Origin out of same-origin reads and say so in Sec-Fetch-Site, which no page can set. */
function originOf(c: Context<WorkerEnv>): string | null {
  const origin = c.req.header("Origin");
  if (origin !== undefined) return origin;
  return c.req.header("Sec-Fetch-Site") === "same-origin" ? new URL(c.req.url).origin : null;
}

function unauthenticated(reason: string): ApiError {
  return new ApiError("unauthenticated", { reason });
}
