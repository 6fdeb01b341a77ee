/**
 * @module The Worker's middleware order and routes, nothing else.
 */

import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { mountApps } from "./operator/apps.ts";
import { mountData } from "./connections/data-routes.ts";
import { mountInvitations } from "./connections/invitation-routes.ts";
import { mountConnections } from "./connections/routes.ts";
import { mountIdentities } from "./connections/identities-routes.ts";
import { mountProxy } from "./connections/proxy-routes.ts";
import { cors } from "./auth/cors.ts";
import type { Runtime, WorkerEnv } from "./context.ts";
import { mount } from "./auth/endpoint.ts";
import { answerError } from "./http/answer-error.ts";
import { logRequests } from "./http/log.ts";
import { ApiError } from "./http/api-error.ts";
import { provideServices } from "./services.ts";
import { mountOutbox } from "./outbox/routes.ts";
import { mountOauth } from "./connections/oauth-routes.ts";
import { mountOpenapi } from "./openapi/routes.ts";
import { mountOpenedInvitations } from "./sessions/invitations.ts";
import { mountSessions } from "./sessions/routes.ts";
import { mountVault } from "./operator/vault.ts";

const TABLES = [
  ...["apps", "app_origins", "audit", "attempts", "connections", "sealed_secrets", "oauth_flows"],
  "invitations",
  ...["event_endpoints", "endpoint_secrets", "events", "deliveries"],
];
/** Fails if a table is missing, as before the first migration; asks no table for more than a row. */
const HEALTH_QUERY = `SELECT ${TABLES.map((table) => `(SELECT 1 FROM ${table} LIMIT 1)`).join(", ")}`;

/** Puts the Worker together. */
export function createWorker(runtime: Runtime): Hono<WorkerEnv> {
  const worker = new Hono<WorkerEnv>();
  worker.onError(answerError);
  worker.notFound((c) => answerError(new ApiError("not_found"), c)); // thrown, it would pass the headers below by
  worker.use(logRequests(runtime.random));
  worker.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      referrerPolicy: "no-referrer",
      crossOriginResourcePolicy: "cross-origin",
      // Of no use to who reads JSON.
      originAgentCluster: false,
      xDnsPrefetchControl: false,
      xDownloadOptions: false,
      xPermittedCrossDomainPolicies: false,
      xXssProtection: false,
    }),
  );
  worker.use("/v1/*", cors, provideServices(runtime), async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  worker.use("/healthz", provideServices(runtime));
  mount(worker, "health", async (c) => {
    await c.get("services").db.prepare(HEALTH_QUERY).run();
    return c.json({ ok: true });
  });
  mountApps(worker);
  mountSessions(worker);
  mountOpenedInvitations(worker);
  mountConnections(worker);
  mountInvitations(worker);
  mountData(worker);
  mountIdentities(worker);
  mountProxy(worker);
  mountOauth(worker);
  mountOutbox(worker);
  mountVault(worker);
  mountOpenapi(worker);
  return worker;
}
