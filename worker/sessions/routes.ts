/**
 * @module Sessions: a token for one browser, one project and one role; for an app's backend, or for a page that has
 * none.
 *
 * The app id of an open session stands in the page, so it proves nothing. What it opens is new and empty, and
 * unguessable; what was there before opens only with the token that this browser was given. A caller that is no
 * browser can write any Origin: it gets an empty project too, as often as the budgets allow.
 */

import type { Context, Hono } from "hono";
import { createId, randomText } from "../../shared/ids.ts";
import {
  createSessionBody,
  openSessionBody,
  SESSION_TTL_SECONDS,
  type OpenSessionAnswer,
  type SessionAnswer,
} from "../../shared/schema/sessions.ts";
import { findApp, type App } from "../apps/store.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { consumeBudgets } from "../auth/budgets.ts";
import { mount } from "../auth/endpoint.ts";
import { createResumeToken, createSessionToken, readResumeToken, type Session } from "../auth/tokens.ts";
import { findConnection, recordVisit } from "../connections/store.ts";
import type { Services, WorkerEnv } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { readBody } from "../http/body.ts";
import { clientIp } from "../http/client-ip.ts";

/** Of a page without a backend, nobody says who is there. */
const NOBODY = { user: null, userName: null, invitation: null } as const;
const PROJECT_LENGTH = 26; // 5 bits a character: 130 bits, beyond guessing

/** Mounts both endpoints that make sessions. */
export function mountSessions(worker: Hono<WorkerEnv>): void {
  mount(worker, "createSession", async (c) => {
    const body = await readBody(c, createSessionBody);
    const caller = c.get("caller");
    if (caller.kind !== "app") throw new ApiError("unauthenticated");
    const { app } = caller;
    refuseForeignOrigins(app, body.origins ?? []);
    const services = c.get("services");
    const { project, role, user = null, user_name: userName = null, origins = null } = body;
    await consumeBudgets(services, "session", { app: app.id, project, user, ip: null, connected: false });
    const ttl = body.expires_in ?? SESSION_TTL_SECONDS.default;
    const session = { app: app.id, project, role, user, userName, invitation: null, origins } as const;
    const { id, answer } = await createSession(services, session, ttl);
    const subject = { app: app.id, project, detail: `${role} ${id}` };
    await services.db.batch(auditStatements(services, initiatorOf(c), "createSession", subject));
    return c.json(answer, 201);
  });

  mount(worker, "createOpenSession", async (c) => {
    const body = await readBody(c, openSessionBody);
    const { app, origin } = await requireOpenApp(c, body.app);
    const services = c.get("services");
    const { db, settings, now, random } = services;
    const place = { app: app.id, origin };
    const known = body.resume ? await readResumeToken(settings.sessionKeys, body.resume, place, now()) : null;
    const project = known ?? `open-${randomText(PROJECT_LENGTH, random)}`;
    const found = known === null ? null : await findConnection(db, app.id, known);
    const connected = found !== null && found.method !== "demo";
    const target = { app: app.id, project, user: null, ip: clientIp(c), connected };
    await consumeBudgets(services, known === null ? "open" : "resume", target);
    if (found) await recordVisit(db, app.id, project, now());
    const { answer } = await createSession(
      services,
      { ...NOBODY, app: app.id, project, role: "admin", origins: [origin] },
      SESSION_TTL_SECONDS.default,
    );
    const resume = await createResumeToken(settings.sessionKeys, { ...place, project }, now());
    return c.json({ ...answer, resume } satisfies OpenSessionAnswer, 201);
  });
}

/** Makes a session that begins now. */
export async function createSession(
  { settings, now, random }: Services,
  session: Omit<Session, "id" | "createdAt" | "expiresAt">,
  ttlSeconds: number,
): Promise<{ id: string; answer: SessionAnswer }> {
  const id = createId("ses", random);
  const createdAt = now();
  const expiresAt = createdAt + ttlSeconds;
  const token = await createSessionToken(settings.sessionKeys, { ...session, id, createdAt, expiresAt });
  const { project, role } = session;
  return { id, answer: { object: "session", token, project, role, expires_at: expiresAt } };
}

function refuseForeignOrigins(app: App, origins: readonly string[]): void {
  const foreign = origins.findIndex((origin) => !app.origins.includes(origin));
  if (foreign < 0) return;
  throw new ApiError("parameter_invalid", {
    param: `origins.${foreign}`,
    fix: "A session's origins must be among the app's own; the operator adds them to the app.",
  });
}

/** Whatever is wrong with app or origin, the answer is the same. */
async function requireOpenApp(c: Context<WorkerEnv>, id: string): Promise<{ app: App; origin: string }> {
  const app = await findApp(c.get("services").db, id);
  const origin = c.req.header("Origin");
  if (!app || !app.openSessions || origin === undefined || !app.origins.includes(origin)) {
    throw new ApiError("unauthenticated", { reason: "no open sessions for this app and origin" });
  }
  return { app, origin };
}
