/**
 * @module What an app does with its event endpoints and with the log of its events.
 */

import type { Context, Hono } from "hono";
import { createId, isId, randomText, type EventEndpointId } from "../../shared/ids.ts";
import {
  createEventEndpointBody,
  listEventsQuery,
  MAX_EVENT_ENDPOINTS,
  resendEventBody,
  updateEventEndpointBody,
  type EventEndpointAnswer,
  type EventEndpointWithSecretAnswer,
} from "../../shared/schema/events.ts";
import { emptyBody } from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { consumeBudgets } from "../auth/budgets.ts";
import { mount } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import type { EndpointName } from "../../shared/api.ts";
import { writeBase64 } from "../crypto/encoding.ts";
import { ApiError } from "../http/api-error.ts";
import { readBody } from "../http/body.ts";
import { readQuery } from "../http/query.ts";
import { readAddress } from "./address.ts";
import {
  deleteEndpointStatement,
  findEndpoint,
  insertEndpointStatement,
  listEndpoints,
  updateEndpointStatement,
  type EventEndpoint,
} from "./endpoints.ts";
import { abandonDeliveriesStatement, findEvent, hasEvent, listEvents, resendEvent } from "./events.ts";
import { announce } from "./queue.ts";

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;
/** How long the secret before the newest signs beside it. */
const FORMER_SECRET_SECONDS = 24 * 3600;

export function mountOutbox(worker: Hono<WorkerEnv>): void {
  mountEndpoints(worker);
  mountEvents(worker);
}

function mountEndpoints(worker: Hono<WorkerEnv>): void {
  mount(worker, "createEventEndpoint", createEndpoint);

  mount(worker, "listEventEndpoints", async (c) => {
    const endpoints = await listEndpoints(c.get("services").db, appOf(c).id);
    return c.json({ object: "list", data: endpoints.map(viewEndpoint) });
  });

  mount(worker, "updateEventEndpoint", updateEndpoint);

  mount(worker, "deleteEventEndpoint", async (c) => {
    await readBody(c, emptyBody);
    const { db } = c.get("services");
    const { id } = await readEndpoint(c);
    await db.batch([deleteEndpointStatement(db, id), ...audit(c, "deleteEventEndpoint", id)]);
    return c.json({ id, object: "event_endpoint", deleted: true });
  });

  mount(worker, "rollEndpointSecret", async (c) => {
    await readBody(c, emptyBody);
    await consumeEndpointBudget(c, appOf(c));
    const { db } = c.get("services");
    const endpoint = await readEndpoint(c);
    const { secret, statements, formerEndsAt } = await createSecret(c, endpoint.id);
    await db.batch([...statements, ...audit(c, "rollEndpointSecret", endpoint.id)]);
    return c.json(viewWithSecret(endpoint, secret, formerEndsAt));
  });
}

async function createEndpoint(c: Context<WorkerEnv>): Promise<Response> {
  const app = appOf(c);
  const body = await readBody(c, createEventEndpointBody);
  const url = readUrl(c, body.url);
  await consumeEndpointBudget(c, app);
  const { db, now, random } = c.get("services");
  if ((await listEndpoints(db, app.id)).length >= MAX_EVENT_ENDPOINTS) throw new ApiError("endpoints_full");
  const endpoint: EventEndpoint = {
    id: createId("ep", random),
    app_id: app.id,
    url,
    types: body.types ?? ["*"],
    disabled_reason: null,
    failing_since: null,
    created_at: now(),
  };
  const { secret, statements } = await createSecret(c, endpoint.id);
  await db
    .batch([
      insertEndpointStatement(db, endpoint),
      ...statements,
      ...audit(c, "createEventEndpoint", endpoint.id),
    ])
    .catch(refuseSeventeenth);
  return c.json(viewWithSecret(endpoint, secret, null), 201);
}

async function updateEndpoint(c: Context<WorkerEnv>): Promise<Response> {
  const body = await readBody(c, updateEventEndpointBody);
  const url = body.url === undefined ? undefined : readUrl(c, body.url);
  await consumeEndpointBudget(c, appOf(c));
  const { db } = c.get("services");
  const before = await readEndpoint(c);
  const endpoint: EventEndpoint = {
    ...before,
    url: url ?? before.url,
    types: body.types ?? before.types,
    disabled_reason:
      body.enabled === undefined
        ? before.disabled_reason
        : body.enabled
          ? null
          : (before.disabled_reason ?? "owner"),
    // What another address did says nothing of this one.
    failing_since: url === undefined || url === before.url ? before.failing_since : null,
  };
  await db.batch([
    updateEndpointStatement(db, endpoint),
    ...(endpoint.disabled_reason === null ? [] : [abandonDeliveriesStatement(db, endpoint.id)]),
    ...audit(c, "updateEventEndpoint", endpoint.id),
  ]);
  return c.json(viewEndpoint(endpoint));
}

function mountEvents(worker: Hono<WorkerEnv>): void {
  mount(worker, "listEvents", async (c) => {
    const app = appOf(c);
    const query = readQuery(c, listEventsQuery);
    const { db } = c.get("services");
    const { limit, starting_after: after } = query;
    if (after !== undefined && !(await hasEvent(db, app.id, after))) {
      throw new ApiError("parameter_invalid", { param: "starting_after" });
    }
    const events = await listEvents(db, app.id, query, limit + 1);
    return c.json({ object: "list", data: events.slice(0, limit), has_more: events.length > limit });
  });

  mount(worker, "resendEvent", async (c) => {
    const app = appOf(c);
    const { endpoint } = await readBody(c, resendEventBody);
    const services = c.get("services");
    const target = { app: app.id, project: "", user: null, ip: null, connected: true };
    await consumeBudgets(services, "resend", target);
    const id = c.req.param("event") ?? "";
    if (!isId("evt", id) || !(await hasEvent(services.db, app.id, id))) throw new ApiError("not_found");
    if (endpoint !== undefined) {
      const found = await findEndpoint(services.db, app.id, endpoint);
      if (!found) throw new ApiError("not_found");
      if (found.disabled_reason !== null) throw new ApiError("endpoint_disabled", { param: "endpoint" });
    }
    const count = await resendEvent(services, id, app.id, endpoint ?? null, audit(c, "resendEvent", id));
    if (count > 0) await announce(services, [id]);
    return c.json(await findEvent(services.db, app.id, id));
  });
}

function appOf(c: Context<WorkerEnv>): App {
  const caller = c.get("caller");
  if (caller.kind !== "app") throw new ApiError("unauthenticated");
  return caller.app;
}

async function readEndpoint(c: Context<WorkerEnv>): Promise<EventEndpoint> {
  const found = await findEndpoint(c.get("services").db, appOf(c).id, c.req.param("endpoint") ?? "");
  if (!found) throw new ApiError("not_found");
  return found;
}

/** Returns an address as it is stored. Fails with `endpoint_url_refused`. */
function readUrl(c: Context<WorkerEnv>, text: string): string {
  const { settings } = c.get("services");
  const ownHosts = [
    new URL(c.req.url).host,
    ...(settings.publicUrl ? [new URL(settings.publicUrl).host] : []),
  ];
  const url = readAddress(text, { allowsPrivate: settings.allowsPrivateEndpoints, ownHosts });
  if (!url) throw new ApiError("endpoint_url_refused", { param: "url" });
  return url.href;
}

function consumeEndpointBudget(c: Context<WorkerEnv>, app: App): Promise<void> {
  const target = { app: app.id, project: "", user: null, ip: null, connected: true };
  return consumeBudgets(c.get("services"), "endpoint", target);
}

async function createSecret(c: Context<WorkerEnv>, endpoint: EventEndpointId) {
  const { vault, random, now } = c.get("services");
  const secret = `whsec_${writeBase64(random(SECRET_BYTES))}`;
  const formerEndsAt = now() + FORMER_SECRET_SECONDS;
  const ref = { app: appOf(c).id, endpoint, field: randomText(26, random) };
  return {
    secret,
    formerEndsAt,
    statements: await vault.endpointSecretStatements(ref, secret, formerEndsAt),
  };
}

/** Where two requests make the last one at the same moment, one finds no endpoint to seal its secret for. */
function refuseSeventeenth(error: unknown): never {
  if (error instanceof Error && /FOREIGN KEY constraint failed/i.test(error.message)) {
    throw new ApiError("endpoints_full");
  }
  throw error;
}

function audit(c: Context<WorkerEnv>, action: EndpointName, detail: string): D1PreparedStatement[] {
  return auditStatements(c.get("services"), initiatorOf(c), action, { app: appOf(c).id, detail });
}

function viewEndpoint(endpoint: EventEndpoint): EventEndpointAnswer {
  const { id, url, types, disabled_reason, failing_since, created_at } = endpoint;
  const status = disabled_reason === null ? "enabled" : "disabled";
  return { id, object: "event_endpoint", url, types, status, disabled_reason, failing_since, created_at };
}

function viewWithSecret(
  endpoint: EventEndpoint,
  secret: string,
  formerEndsAt: number | null,
): EventEndpointWithSecretAnswer {
  return { ...viewEndpoint(endpoint), secret, former_secret_expires_at: formerEndsAt };
}
