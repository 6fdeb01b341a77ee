/**
 * @module Mounts an endpoint from the one table: finds out who calls, and lets in only whom the table names.
 *
 * Whatever is wrong with a credential (forged, expired, another project's, another page's), the answer is
 * the same `unauthenticated`; only the log says which.
 */

import type { Context, Hono } from "hono";
import { CURRENT_PROJECT, ENDPOINTS, type Endpoint, type EndpointName } from "../../shared/api.ts";
import { isId, type InvitationId } from "../../shared/ids.ts";
import { projectId } from "../../shared/schema/sessions.ts";
import { findApp, findAppBySecret, type App } from "../apps/store.ts";
import type { Caller, OpenedInvitation, WorkerEnv } from "../context.ts";
import { isEqualSecret } from "../crypto/digest.ts";
import { ApiError } from "../http/api-error.ts";
import { clientIp, networkOf } from "../http/client-ip.ts";
import { consumePlatformLimit } from "../http/limits.ts";
import { findInvitation, judgeInvitation, refuseInvitation } from "../invitations/store.ts";
import { readSessionToken } from "./tokens.ts";

type Handler = (c: Context<WorkerEnv>) => Response | Promise<Response>;

/** A session token names at most twenty origins, and most name none. */
const BEARER = /^Bearer ([!-~]{1,12000})$/;

/** Serves `name` with `handler`, which runs only for a caller that the table lets in. */
export function mount(worker: Hono<WorkerEnv>, name: EndpointName, handler: Handler): void {
  const endpoint: Endpoint = ENDPOINTS[name];
  worker.on(endpoint.method, endpoint.path, async (c) => {
    // Hono answers HEAD with the GET route, but link checkers send it to addresses that work once.
    if (c.req.method === "HEAD" && name !== "health") throw new ApiError("not_found");
    c.set("caller", await authenticate(c, endpoint));
    return handler(c);
  });
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

/** Networks that sent a forged event to this isolate, and until when they are counted for it, unix seconds. */
const suspects = new Map<string, number>();
/** Connections that Stripe's own events came to: so many more may come uncounted, and until when, unix seconds. */
const trusted = new Map<string, { readonly left: number; readonly until: number }>();
const SUSPECT_SECONDS = 60;
const TRUSTED_SECONDS = 3600;
/** Asking the limit takes as long as recording an event: once for so many is enough, as long as none is forged. */
const TRUSTED_EVENTS = 10;
const MAX_REMEMBERED = 10_000;

/**
 * Counts a request that anybody may send, by network. Stripe's events come from few addresses for many connections,
 * so they count by connection, and by network only where something forged came from it: not for connections that are
 * trusted, since anybody can have Stripe itself send what is forged for us. What counts is an id alone, because a key
 * may be pasted anywhere and the platform keeps the name.
 */
export async function consumeAnyone(c: Context<WorkerEnv>): Promise<void> {
  const connection = c.req.param("connection") ?? "";
  const network = networkOf(clientIp(c), 64);
  if (!isId("con", connection)) return consumePlatformLimit(c.env.ANYONE, network);
  const now = c.get("services").now();
  const { left, until } = trusted.get(connection) ?? { left: 0, until: 0 };
  if (left > 0 && until > now) return void trusted.set(connection, { left: left - 1, until });
  await consumePlatformLimit(c.env.EVENTS, connection);
  if (until > now) return void trusted.set(connection, { left: TRUSTED_EVENTS, until });
  if ((suspects.get(network) ?? 0) > now) await consumePlatformLimit(c.env.EVENTS, network);
}

/** Notes that an event of Stripe's own came to a connection. */
export function trustConnection(c: Context<WorkerEnv>, connection: string): void {
  const { left } = trusted.get(connection) ?? { left: 0 };
  remember(trusted, connection, { left, until: c.get("services").now() + TRUSTED_SECONDS });
}

/** Counts a connection's events, and those of the caller's network, from now on: what came is not Stripe's. */
export function suspectCaller(c: Context<WorkerEnv>, connection: string): void {
  trusted.delete(connection);
  remember(suspects, networkOf(clientIp(c), 64), c.get("services").now() + SUSPECT_SECONDS);
}

function remember<Value>(values: Map<string, Value>, name: string, value: Value): void {
  if (values.size >= MAX_REMEMBERED) values.clear();
  values.set(name, value);
}

async function authenticate(c: Context<WorkerEnv>, endpoint: Endpoint): Promise<Caller> {
  if (endpoint.callers.includes("anyone")) {
    await consumeAnyone(c);
    return { kind: "anyone" };
  }
  const caller = await identify(c);
  const isTaken =
    caller.kind === "session"
      ? endpoint.callers.includes("viewer") || endpoint.callers.includes("admin")
      : caller.kind !== "anyone" && endpoint.callers.includes(caller.kind);
  if (!isTaken) throw unauthenticated("the credential is of a kind this endpoint does not take");
  if (caller.kind === "session") requireRole(endpoint, caller);
  return caller;
}

/** An invitation ends for what it opened as well: what it was used for may be looked at, and no more. */
function requireRole(
  { callers, method }: Endpoint,
  { role, invitation }: Extract<Caller, { kind: "session" }>,
): void {
  if (!invitation) {
    if (role !== "admin" && !callers.includes("viewer")) throw new ApiError("admin_required");
    return;
  }
  if (!callers.includes("invitation")) throw new ApiError("admin_required");
  const { state } = invitation;
  if (state !== "open" && !(state === "used" && method === "GET")) throw refuseInvitation(state);
}

async function identify(c: Context<WorkerEnv>): Promise<Caller> {
  const token = BEARER.exec(c.req.header("Authorization") ?? "")?.[1];
  if (token === undefined) throw unauthenticated("no bearer token");
  if (token.startsWith("ses_")) return identifySession(c, token);
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
  const session = await readSessionToken(settings.sessionKeys, token, now());
  if (!session) throw unauthenticated("the session token is forged, altered or expired");
  const [app, invitation] = await Promise.all([
    findApp(db, session.app),
    session.invitation === null ? null : findOpened(db, session.invitation, now()),
  ]);
  if (!app) throw unauthenticated("the session's app is gone");
  const origin = originOf(c);
  const narrowed = session.origins?.includes(origin ?? "") ?? true;
  // An invitation's page is the Worker's own, which is no origin of the app's.
  const isKnown = origin !== null && (invitation !== null || app.origins.includes(origin));
  if (!narrowed || !isKnown) {
    throw unauthenticated("the page's origin is not the session's");
  }
  const named = c.req.param("project");
  if (named !== undefined && named !== CURRENT_PROJECT && named !== session.project) {
    throw unauthenticated("the session is for another project");
  }
  const { id, project, role, user, userName } = session;
  return { kind: "session", id, app, project, role, user, userName, invitation };
}

async function findOpened(db: D1Database, id: InvitationId, now: number): Promise<OpenedInvitation> {
  const row = await findInvitation(db, id);
  const { created_by_name: invitedBy = null, used_at: usedAt = null } = row ?? {};
  return { id, invitedBy, usedAt, state: judgeInvitation(row, now) };
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
