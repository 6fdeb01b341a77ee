/**
 * @module The webhook endpoint that a profile wants in the customer's account: made, mended, never twice, removed.
 *
 * Nothing here fails a connect or a check: what could not be done is stored, shown, and tried again by the alarm.
 */

import { randomText } from "../../shared/ids.ts";
import type { LeftBehind } from "../../shared/schema/connections.ts";
import { nameError, writeLine } from "../http/log.ts";
import type { StripeAnswer } from "../stripe/answers.ts";
import { STRIPE_API_VERSION, type StripeCredential } from "../stripe/client.ts";
import {
  MAX_WEBHOOK_ENDPOINTS,
  openWebhookEndpoints,
  type FoundEndpoint,
  type WantedEndpoint,
} from "../stripe/webhook-endpoints.ts";
import { openCredential, refOf } from "./credential.ts";
import { nextCheckAt, writeConnectionStatement } from "./health.ts";
import { isManaged, type Operation } from "./operation.ts";
import type { ConnectionRow, EndpointProblem } from "./store.ts";

/** A person waits for the disconnect: Stripe gets this long to remove the endpoint. */
const REMOVAL_MS = 5_000;
/** A person waits for the connect too, and what is not done by then the alarm does. */
const ENSURE_MS = 8_000;

/** Tells whether there may be an endpoint of ours: one that is known, or one whose making was cut off. */
export function mayHaveEndpoint(row: ConnectionRow): boolean {
  return row.endpoint_id !== null || row.endpoint_problem !== null;
}

/** Where Stripe sends a connection's events. */
export function webhookUrl(publicUrl: string, connection: string): string {
  return `${publicUrl}/v1/webhooks/stripe/${connection}`;
}

/**
 * Makes or mends the endpoint, if the profile wants one. Returns the row as it is then.
 * @param found the account's endpoints as the probes saw them; null where they could not be listed
 */
export async function ensureEndpoint(
  op: Operation,
  row: ConnectionRow,
  credential: StripeCredential,
  found: readonly FoundEndpoint[] | null,
): Promise<ConnectionRow> {
  if (!isManaged(op.app.profile, row.method)) return row;
  try {
    return await mendEndpoint(op, row, credential, found);
  } catch (error) {
    writeLine({ event: "endpoint_failed", connection: op.id, reason: nameError(error) });
    return row; // the connection is stored; the alarm looks again
  }
}

/** Removes every endpoint of a connection with the credential that is about to go. Returns what is still there. */
export async function removeEndpoint(op: Operation, row: ConnectionRow): Promise<LeftBehind[]> {
  if (!mayHaveEndpoint(row)) return [];
  op.storage.requestCheck(); // should the row stay after all, the alarm makes the endpoint again
  const page = row.mode === "test" ? "/test/webhooks" : "/webhooks";
  const unremoved: LeftBehind = {
    what: "webhook_endpoint",
    manage_url: op.services.settings.dashboardUrl + page,
  };
  try {
    const endpoints = openEndpoints(op, await openCredential(op, row), REMOVAL_MS);
    const known = row.endpoint_id === null ? null : await endpoints.remove(row.endpoint_id);
    const listed = await endpoints.list(); // one that was made without an answer
    const others = (listed.ok ? listed.value : []).filter(
      ({ id, metadata }) => id !== row.endpoint_id && metadata.parityrail_connection === op.id,
    );
    const removed = await Promise.all(others.map(({ id }) => endpoints.remove(id)));
    if ((known ?? listed).ok && removed.every(({ ok }) => ok)) return [];
    writeLine({ event: "endpoint_left_behind", connection: op.id });
  } catch (error) {
    // The key may not open, or access be gone. Whatever happens at Stripe, the disconnect goes on.
    writeLine({ event: "endpoint_left_behind", connection: op.id, reason: nameError(error) });
  }
  return [unremoved];
}

async function mendEndpoint(
  op: Operation,
  row: ConnectionRow,
  credential: StripeCredential,
  found: readonly FoundEndpoint[] | null,
): Promise<ConnectionRow> {
  const endpoints = openEndpoints(op, credential, ENSURE_MS);
  const listed = found ? ({ ok: true, value: found } as const) : await endpoints.list();
  if (!listed.ok) return writeProblem(op, row, listed.answer);
  const wanted = describeWanted(op);
  const ours = listed.value.filter((endpoint) => isOurs(endpoint, wanted));
  const kept = ours.find(
    ({ id, apiVersion }) =>
      id === row.endpoint_id && row.has_webhook_secret === 1 && apiVersion === STRIPE_API_VERSION,
  );
  const others = ours.filter((endpoint) => endpoint !== kept);
  if (kept) {
    await removeAll(others);
    const updated = isAsWanted(kept, wanted) ? null : await endpoints.update(kept.id, wanted);
    if (updated && !updated.ok) return writeProblem(op, row, updated.answer);
    return row.endpoint_problem === null ? row : writeEndpoint(op, { ...row, endpoint_problem: null });
  }

  // The secret of an endpoint is told once, so one whose secret is not here can only be made anew.
  const isFull = listed.value.length >= MAX_WEBHOOK_ENDPOINTS;
  if (isFull) await removeAll(others);
  const created = await endpoints.create(wanted, `create-${randomText(26, op.services.random)}`);
  if (!created.ok) return writeProblem(op, row, created.answer);
  const { id, secret } = created.value;
  const made = await writeEndpoint(
    op,
    { ...row, endpoint_id: id, endpoint_problem: null, has_webhook_secret: 1, last_event_at: null },
    secret,
  );
  op.storage.deleteEvents();
  if (!isFull) await removeAll(others);
  return made;

  async function removeAll(unwanted: readonly FoundEndpoint[]): Promise<void> {
    await Promise.all(unwanted.map((endpoint) => endpoints.remove(endpoint.id)));
  }
}

async function writeEndpoint(op: Operation, changed: ConnectionRow, secret?: string): Promise<ConnectionRow> {
  const { db, vault } = op.services;
  const row = { ...changed, due_at: nextCheckAt(op.services, changed) };
  await db.batch([
    writeConnectionStatement(op, row),
    ...(secret === undefined ? [] : [await vault.sealStatement(refOf(op, "webhook_secret"), secret)]),
  ]);
  return row;
}

async function writeProblem(op: Operation, row: ConnectionRow, answer: StripeAnswer): Promise<ConnectionRow> {
  const problem = nameProblem(answer);
  if (answer.outcome === "refused") op.storage.requestCheck(); // a 401 is looked at now
  const code = "stripe" in answer && answer.stripe?.code; // an address nobody can reach, a seventeenth endpoint
  writeLine({ event: "endpoint_failed", connection: op.id, reason: problem, ...(code && { code }) });
  return writeEndpoint(op, { ...row, endpoint_problem: problem });
}

function nameProblem(answer: StripeAnswer): EndpointProblem {
  switch (answer.outcome) {
    case "forbidden":
      return "missing_permission";
    case "silent":
      return answer.reason === "unexpected" ? "refused" : "unavailable";
    case "refused":
      return "unavailable"; // the check finds out what is the matter with the key
    case "answered":
    case "absent":
      return "refused";
  }
}

function openEndpoints(
  { services: { settings, fetch, random } }: Operation,
  credential: StripeCredential,
  deadlineMs: number,
) {
  return openWebhookEndpoints({ apiUrl: settings.stripeApiUrl, credential, fetch, random, deadlineMs });
}

function describeWanted({ app, id, project, publicUrl }: Operation): WantedEndpoint {
  const { product, webhook } = app.profile;
  return {
    url: webhookUrl(publicUrl, id),
    events: webhook.kind === "managed" ? webhook.events : [],
    description: `${product.name} (ParityRail Connect)`,
    metadata: { parityrail_app: app.id, parityrail_project: project, parityrail_connection: id },
  };
}

/** Of the same app and project: this connection's, or one before it whose key was revoked too early. */
function isOurs({ url, metadata }: FoundEndpoint, wanted: WantedEndpoint): boolean {
  const { parityrail_app: app, parityrail_project: project } = wanted.metadata;
  return url === wanted.url || (metadata.parityrail_app === app && metadata.parityrail_project === project);
}

function isAsWanted({ url, events, enabled }: FoundEndpoint, wanted: WantedEndpoint): boolean {
  const same =
    events.length === wanted.events.length && wanted.events.every((event) => events.includes(event));
  return enabled && same && url === wanted.url;
}
