/**
 * @module The Worker's middleware order and routes, nothing else.
 */

import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { mountApps } from "./apps/routes.ts";
import { mountConnections } from "./connections/routes.ts";
import { cors } from "./http/cors.ts";
import type { Surroundings, WorkerEnv } from "./http/context.ts";
import { mount } from "./http/endpoint.ts";
import { answerError } from "./http/errors.ts";
import { logRequests } from "./http/log.ts";
import { Refusal } from "./http/refusal.ts";
import { provideServices } from "./http/services.ts";
import { mountOauth } from "./oauth/routes.ts";
import { mountOpenSessions } from "./sessions/open.ts";
import { mountSessions } from "./sessions/routes.ts";
import { mountVault } from "./vault/routes.ts";
import { mountWebhooks } from "./webhooks/routes.ts";

/** Puts the Worker together. */
export function createWorker(surroundings: Surroundings): Hono<WorkerEnv> {
  const worker = new Hono<WorkerEnv>();
  worker.onError(answerError);
  worker.notFound(() => {
    throw new Refusal("not_found");
  });
  worker.use(logRequests(surroundings.random));
  worker.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      referrerPolicy: "no-referrer",
      crossOriginResourcePolicy: "cross-origin",
    }),
  );
  worker.use("/v1/*", cors, provideServices(surroundings), async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  worker.use("/healthz", provideServices(surroundings));
  mount(worker, "health", async (c) => {
    await c.get("services").db.prepare("SELECT 1").run();
    return c.json({ ok: true });
  });
  mountApps(worker);
  mountSessions(worker);
  mountOpenSessions(worker);
  mountConnections(worker);
  mountOauth(worker);
  mountVault(worker);
  mountWebhooks(worker);
  return worker;
}
