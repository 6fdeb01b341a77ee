/**
 * @module The door where an app's backend gets a token for one browser, one project and one role.
 */

import type { Hono } from "hono";
import { createId } from "../../shared/ids.ts";
import { createSessionBody, SESSION_TTL_SECONDS, type SessionAnswer } from "../../shared/schema/sessions.ts";
import { auditStatement } from "../audit/store.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../context.ts";
import { mount } from "../auth/endpoint.ts";
import { consumeSession } from "../http/limits.ts";
import { ApiError } from "../http/api-error.ts";
import { createSessionToken } from "../auth/session-token.ts";

export function mountSessions(worker: Hono<WorkerEnv>): void {
  mount(worker, "createSession", async (c) => {
    const body = await readBody(c, createSessionBody);
    const caller = c.get("caller");
    if (caller.kind !== "app") throw new ApiError("unauthenticated");
    const { db, settings, now, random } = c.get("services");
    const foreign = body.origins?.findIndex((origin) => !caller.app.origins.includes(origin)) ?? -1;
    if (foreign >= 0) {
      throw new ApiError("parameter_invalid", {
        param: `origins.${foreign}`,
        fix: "A session's origins must be among the app's own; the operator adds them to the app.",
      });
    }
    const id = createId("ses", random);
    const createdAt = now();
    await consumeSession(db, createdAt, caller.app.id);
    const expiresAt = createdAt + (body.expires_in ?? SESSION_TTL_SECONDS.default);
    const token = await createSessionToken(settings.sessionKey, {
      id,
      app: caller.app.id,
      project: body.project,
      role: body.role,
      user: body.user ?? null,
      origins: body.origins ?? null,
      createdAt,
      expiresAt,
    });
    await auditStatement(c, "createSession", {
      app: caller.app.id,
      project: body.project,
      detail: `${body.role} ${id}`,
    }).run();
    const answer: SessionAnswer = {
      object: "session",
      token,
      project: body.project,
      role: body.role,
      expires_at: expiresAt,
    };
    return c.json(answer, 201);
  });
}
