/**
 * @module The door to connecting on Stripe's own page: leave, come back, finish.
 */

import type { Context, Hono } from "hono";
import { finishOauthBody, startOauthBody } from "../../shared/schema/oauth.ts";
import { answer, auditRefusal, openWriting } from "../connections/routes.ts";
import { budgetTargetOf, consumeCheck, consumeTry } from "../auth/budgets.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../context.ts";
import { mount, projectOf } from "../auth/endpoint.ts";
import { publicUrlOf } from "../services.ts";
import { ApiError } from "../http/api-error.ts";
import { comeBack, writeDeadEnd } from "./callback.ts";
import { finishOauth } from "./finish.ts";
import type { Traveller } from "./flows.ts";
import { requireOauth, requireReturnUrl, startOauth } from "./start.ts";

export function mountOauth(worker: Hono<WorkerEnv>): void {
  mount(worker, "startOauth", async (c) => {
    const { app, project } = projectOf(c);
    const body = await readBody(c, startOauthBody);
    const { settings } = c.get("services");
    const oauth = requireOauth(app, settings.oauth);
    const traveller = travellerOf(c, app.id, project);
    const returnUrl = requireReturnUrl(body.return_url, traveller.origin);
    await consumeTry(c.get("services"), budgetTargetOf(c, false));
    const leaving = { ...body, return_url: returnUrl };
    return c.json(await startOauth(openWriting(c), oauth, traveller, leaving, publicUrlOf(c)));
  });

  mount(worker, "returnFromOauth", async (c) => {
    const { state, code, error } = c.req.query();
    const destination = await comeBack(c.get("services"), { state, code, error });
    if (destination.code !== null) c.set("outcome", { code: destination.code });
    if (destination.kind === "away") return c.redirect(destination.url, 303);
    return c.html(writeDeadEnd(destination.code), 400);
  });

  mount(worker, "finishOauth", async (c) => {
    const { app, project } = projectOf(c);
    const body = await readBody(c, finishOauthBody);
    const { settings } = c.get("services");
    const oauth = requireOauth(app, settings.oauth);
    await consumeCheck(c.get("services"), budgetTargetOf(c, false)); // a question may be answered often, and each answer asks Stripe
    const traveller = travellerOf(c, app.id, project);
    try {
      const writing = openWriting(c);
      const journey = { oauth, app, traveller, publicUrl: publicUrlOf(c) };
      return answer(c, app, await finishOauth(writing, journey, body));
    } catch (error) {
      if (error instanceof ApiError) await auditRefusal(c, app.id, project, error);
      throw error;
    }
  });
}

/** A browser leaves Origin out only where the page is the Worker's own, as authentication has made sure. */
function travellerOf(c: Context<WorkerEnv>, app: string, project: string): Traveller {
  const caller = c.get("caller");
  const origin = c.req.header("Origin") ?? new URL(c.req.url).origin;
  return { app, project, user: caller.kind === "session" ? caller.user : null, origin };
}
