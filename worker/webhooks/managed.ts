/**
 * @module Keeps the endpoint that a profile wants in the customer's account: made, mended, never twice, removed.
 *
 * The endpoint is made first and noted after, under the connection's version. Whoever loses that race removes
 * what it made; whoever wins removes what else is there of the same project, so that one is left. Nothing here
 * fails a connect: what could not be done is noted, shown, and tried again with every check.
 */

import type { LeftBehind } from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import { withCredential } from "../connections/credentials/credential.ts";
import { noteSigningSecretStatement, runFenced, type CheckedConnection } from "../connections/store.ts";
import type { Services } from "../context.ts";
import { writeLine } from "../http/log.ts";
import { ApiError } from "../http/api-error.ts";
import type { StripeAnswer } from "../stripe/answers.ts";
import { STRIPE_API_VERSION, type StripeCredential } from "../stripe/client.ts";
import {
  openWebhookEndpoints,
  type FoundEndpoint,
  type WantedEndpoint,
  type WebhookEndpoints,
} from "../stripe/webhook-endpoints.ts";
import { forgetEventsStatement, noteEndpointStatement, type EndpointProblem } from "./store.ts";

/** A person waits for the disconnect: Stripe gets this long to remove the endpoint. */
const REMOVAL_MS = 5_000;
/** A person waits for the connect too, and what is not done by then the next check does. */
const ENSURE_MS = 8_000;

/** Tells whether the Worker makes the endpoint for connections of this method. */
export function isManaged({ profile }: App, { record }: CheckedConnection): boolean {
  const { webhook } = profile;
  return webhook.kind === "managed" && record.method !== "demo" && webhook.methods.includes(record.method);
}

/** Where Stripe sends a connection's events. */
export function webhookUrl(publicUrl: string, connection: string): string {
  return `${publicUrl}/v1/webhooks/stripe/${connection}`;
}

/** Makes or mends the endpoint, if the profile wants one. Returns the connection as it is then. */
export async function ensureEndpoint(
  services: Services,
  app: App,
  checked: CheckedConnection,
  publicUrl: string,
): Promise<CheckedConnection> {
  if (!isManaged(app, checked)) return checked;
  const { record } = checked;
  const done = await withCredential(services, record, (credential) => {
    const endpoints = openWebhookEndpoints({ ...connectTo(services, credential), deadlineMs: ENSURE_MS });
    return settle(services, checked, endpoints, describeWanted(app, checked, publicUrl));
  }).catch((error: unknown) => {
    if (error instanceof ApiError) return null; // the check that comes before has said so
    throw error;
  });
  return done ?? checked;
}

/** Tells whether there may be an endpoint of ours: one that was noted, or one whose making nobody answered. */
export function mayHaveEndpoint({ webhook }: CheckedConnection): boolean {
  return webhook.endpoint !== null || webhook.problem === "unavailable";
}

/** Removes every endpoint of a connection with the credential that is about to go. Returns what is still there. */
export async function removeEndpoint(
  services: Services,
  checked: CheckedConnection,
  credential: StripeCredential,
): Promise<LeftBehind[]> {
  if (!mayHaveEndpoint(checked)) return [];
  const { record, webhook } = checked;
  const endpoints = openWebhookEndpoints({ ...connectTo(services, credential), deadlineMs: REMOVAL_MS });
  const noted = webhook.endpoint === null ? null : await endpoints.remove(webhook.endpoint);
  const listed = await endpoints.list(); // a twin, or one that was made without an answer
  const others = listed.ok
    ? listed.value.filter(({ metadata }) => metadata.parityrail_connection === record.id)
    : [];
  const done = [noted ?? listed];
  for (const { id } of others) if (id !== webhook.endpoint) done.push(await endpoints.remove(id));
  const failed = done.find((one) => !one.ok);
  if (!failed || failed.ok) return [];
  writeLine({ event: "endpoint_left_behind", connection: record.id, reason: nameProblem(failed.answer) });
  return [nameLeftEndpoint(services, record.mode)];
}

/** Says where an endpoint that could not be removed is removed by hand. */
export function nameLeftEndpoint({ settings }: Services, mode: "test" | "live"): LeftBehind {
  const manage_url = `${settings.dashboardUrl}${mode === "test" ? "/test" : ""}/webhooks`;
  return { what: "webhook_endpoint", manage_url };
}

async function settle(
  services: Services,
  checked: CheckedConnection,
  endpoints: WebhookEndpoints,
  wanted: WantedEndpoint,
): Promise<CheckedConnection> {
  const listed = await endpoints.list();
  if (!listed.ok) return noteProblem(services, checked, listed.answer);
  const ours = listed.value.filter((endpoint) => isOurs(endpoint, wanted));
  const { record, webhook } = checked;
  const kept = ours.find(
    ({ id, apiVersion }) =>
      id === webhook.endpoint && record.hasWebhookSecret && apiVersion === STRIPE_API_VERSION,
  );
  if (!kept) return replace(services, checked, endpoints, wanted, ours);
  if (!isAsWanted(kept, wanted)) {
    const mended = await endpoints.update(kept.id, wanted);
    if (!mended.ok) return noteProblem(services, checked, mended.answer);
  }
  await removeAll(endpoints, ours, kept.id);
  if (webhook.problem === null) return checked;
  const state = { ...webhook, problem: null };
  await noteEndpointStatement(services.db, record.id, state, services.now()).run();
  return { ...checked, webhook: state };
}

/** Makes an endpoint, notes it with its secret, and removes the others. */
async function replace(
  services: Services,
  checked: CheckedConnection,
  endpoints: WebhookEndpoints,
  wanted: WantedEndpoint,
  others: readonly FoundEndpoint[],
): Promise<CheckedConnection> {
  const { db, vault, now } = services;
  const { record } = checked;
  const made = await endpoints.create(wanted, `make-${record.id}-${record.version}`);
  if (!made.ok) return noteProblem(services, checked, made.answer);
  const { id: endpoint, secret } = made.value;
  const ref = { app: record.app, project: record.project, connection: record.id } as const;
  const state = { endpoint, problem: null, lastEventAt: null };
  try {
    await runFenced(db, [
      noteSigningSecretStatement(db, record),
      await vault.sealStatement({ ...ref, field: "webhook_secret" }, secret),
      noteEndpointStatement(db, record.id, state, now()),
      forgetEventsStatement(db, record.id),
    ]);
  } catch (error) {
    await endpoints.remove(endpoint);
    throw error;
  }
  await removeAll(endpoints, others, endpoint);
  const changed = { ...record, hasWebhookSecret: true, version: record.version + 1 };
  return { ...checked, record: changed, webhook: state };
}

async function removeAll(
  endpoints: WebhookEndpoints,
  found: readonly FoundEndpoint[],
  kept: string,
): Promise<void> {
  for (const { id } of found) if (id !== kept) await endpoints.remove(id);
}

async function noteProblem(
  { db, now }: Services,
  checked: CheckedConnection,
  answer: StripeAnswer,
): Promise<CheckedConnection> {
  const problem = nameProblem(answer);
  const code = "stripe" in answer && answer.stripe?.code; // an address nobody can reach, a seventeenth endpoint
  writeLine({
    event: "endpoint_failed",
    connection: checked.record.id,
    reason: problem,
    ...(code && { code }),
  });
  const webhook = { ...checked.webhook, problem };
  await noteEndpointStatement(db, checked.record.id, webhook, now())
    .run()
    .catch(() => undefined); // disconnected meanwhile: there is nothing to note it on
  return { ...checked, webhook };
}

function nameProblem(answer: StripeAnswer): EndpointProblem {
  switch (answer.outcome) {
    case "forbidden":
      return "missing_permission";
    case "silent":
      return answer.reason === "unexpected" ? "refused" : "unavailable";
    case "answered":
    case "absent":
    case "refused":
      return "refused";
  }
}

function connectTo({ settings, fetch, random }: Services, credential: StripeCredential) {
  return { apiUrl: settings.stripeApiUrl, credential, fetch, random };
}

function describeWanted(
  { id, profile }: App,
  { record }: CheckedConnection,
  publicUrl: string,
): WantedEndpoint {
  return {
    url: webhookUrl(publicUrl, record.id),
    events: profile.webhook.kind === "managed" ? profile.webhook.events : [],
    description: `${profile.product.name} (ParityRail Connect)`,
    metadata: {
      parityrail_app: id,
      parityrail_project: record.project,
      parityrail_connection: record.id,
    },
  };
}

/** Of the same app and project, this connection's or one before it whose key was revoked too early. */
function isOurs({ url, metadata }: FoundEndpoint, wanted: WantedEndpoint): boolean {
  const { parityrail_app: app, parityrail_project: project } = wanted.metadata;
  return url === wanted.url || (metadata.parityrail_app === app && metadata.parityrail_project === project);
}

function isAsWanted({ url, events, enabled }: FoundEndpoint, wanted: WantedEndpoint): boolean {
  const same =
    events.length === wanted.events.length && wanted.events.every((event) => events.includes(event));
  return enabled && same && url === wanted.url;
}
