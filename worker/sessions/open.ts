/**
 * @module The door for pages without a backend: a public app id and an allowed origin get a project of their own.
 *
 * The app id stands in the page, so it proves nothing. What it opens is new and empty, and unguessable; what was
 * there before opens only with the token that this browser was given. A caller that is no browser can write any
 * Origin: it gets an empty project too, and the budgets below are for it.
 */

import type { Context, Hono } from "hono";
import { createId, randomText } from "../../shared/ids.ts";
import {
  openSessionBody,
  SESSION_TTL_SECONDS,
  type OpenSessionAnswer,
} from "../../shared/schema/sessions.ts";
import { findApp, type App } from "../apps/store.ts";
import { auditStatement } from "../audit/store.ts";
import { clientIp } from "../http/client-ip.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../context.ts";
import { mount } from "../auth/endpoint.ts";
import { consumeOpenSession } from "../http/limits.ts";
import { ApiError } from "../http/api-error.ts";
import { createResumeToken, readResumeToken } from "../auth/resume-token.ts";
import { createSessionToken } from "../auth/session-token.ts";

const PROJECT_LENGTH = 26; // 5 bits a character: 130 bits, beyond guessing

export function mountOpenSessions(worker: Hono<WorkerEnv>): void {
  mount(worker, "createOpenSession", async (c) => {
    const body = await readBody(c, openSessionBody);
    const { app, origin } = await requireOpenApp(c, body.app);
    const { db, settings, now, random } = c.get("services");
    const key = settings.sessionKey;
    const at = now();
    const place = { app: app.id, origin };
    const known = body.resume ? await readResumeToken(key, body.resume, place, at) : null;
    await consumeOpenSession(db, at, {
      ...{ app: app.id, address: clientIp(c), hashKey: key, isNew: known === null },
    });
    const project = known ?? `open-${randomText(PROJECT_LENGTH, random)}`;
    const id = createId("ses", random);
    const expiresAt = at + SESSION_TTL_SECONDS.default;
    const token = await createSessionToken(key, {
      ...{ id, app: app.id, project, role: "admin", user: null, origins: [origin] },
      ...{ createdAt: at, expiresAt },
    });
    await auditStatement(c, "createOpenSession", { app: app.id, project, detail: `admin ${id}` }).run();
    const answer: OpenSessionAnswer = {
      object: "session",
      token,
      project,
      role: "admin",
      expires_at: expiresAt,
      resume: await createResumeToken(key, { ...place, project }, at),
    };
    return c.json(answer, 201);
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
