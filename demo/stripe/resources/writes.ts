/**
 * @module The few writes the local Stripe knows: customers, subscriptions, webhook endpoints.
 *
 * Every change leaves an event, as Stripe's do.
 */

import { createEvent, DATASET_API_VERSION } from "../../../shared/dataset/index.ts";
import { isRecord } from "../fields.ts";
import { randomId } from "../random-id.ts";
import type { StripeObject, Store } from "../store.ts";
import { badRequest } from "../api/failures.ts";
import { entriesOf, textOf, type Parameters, type ParameterSpec } from "../api/parameters.ts";

export interface WriteContext {
  readonly store: Store;
  readonly parameters: Parameters;
  readonly livemode: boolean;
  readonly now: number;
  /** A development convenience that Stripe does not have. */
  readonly allowLocalWebhooks: boolean;
}

export interface Write {
  readonly spec: ParameterSpec;
  readonly required?: readonly string[];
  /** Returns what is answered. `object` is what the id in the path named; creating has none. */
  readonly apply: (context: WriteContext, object: StripeObject | null) => Record<string, unknown>;
}

/** Per account (docs.stripe.com/webhooks). */
const MAX_ENDPOINTS = 16;

const CUSTOMER_SPEC: ParameterSpec = {
  address: "hash",
  description: "text?",
  email: "text?",
  expand: "array",
  metadata: "hash",
  name: "text?",
  phone: "text?",
};

const SUBSCRIPTION_SPEC: ParameterSpec = {
  cancel_at_period_end: "boolean",
  description: "text?",
  expand: "array",
  metadata: "hash",
  pause_collection: "hash",
  proration_behavior: "text",
};

const WEBHOOK_UPDATE_SPEC: ParameterSpec = {
  description: "text?",
  disabled: "boolean",
  enabled_events: "array",
  expand: "array",
  metadata: "hash",
  url: "text",
};

/** An endpoint's version is chosen once. */
const WEBHOOK_SPEC: ParameterSpec = {
  api_version: "text?",
  connect: "boolean",
  description: "text?",
  enabled_events: "array",
  expand: "array",
  metadata: "hash",
  url: "text",
};

const CANCEL_SPEC: ParameterSpec = {
  cancellation_details: "hash",
  expand: "array",
  invoice_now: "boolean",
  prorate: "boolean",
};

/** Method and path pattern (after `/v1/`) → what it does. */
export const WRITES: Readonly<Record<string, Write>> = {
  "POST customers/{id}": { spec: CUSTOMER_SPEC, apply: updateWith("customers", "customer.updated") },
  "POST subscriptions/{id}": {
    spec: SUBSCRIPTION_SPEC,
    apply: updateWith("subscriptions", "customer.subscription.updated"),
  },
  "DELETE subscriptions/{id}": { spec: CANCEL_SPEC, apply: cancelSubscription },
  "POST webhook_endpoints": {
    spec: WEBHOOK_SPEC,
    required: ["enabled_events", "url"],
    apply: createWebhookEndpoint,
  },
  "POST webhook_endpoints/{id}": {
    spec: WEBHOOK_UPDATE_SPEC,
    apply: updateWebhookEndpoint,
  },
  "DELETE webhook_endpoints/{id}": { spec: {}, apply: deleteWebhookEndpoint },
};

/** Returns what changes an object of `path` and notes `event`; an empty change notes nothing. */
export function updateWith(path: string, event: string): Write["apply"] {
  return ({ store, parameters, now }, object) => {
    if (!object) return {};
    const changes = readChanges(object, parameters);
    if (Object.keys(changes).length === 0) return object;
    return save(
      store,
      path.replace("entitlements/", "").replace("/", "_"),
      { ...object, ...changes },
      event,
      now,
    );
  };
}

function cancelSubscription({ store, now }: WriteContext, object: StripeObject | null) {
  if (!object) return {};
  const canceled = { ...object, status: "canceled", canceled_at: now, ended_at: now };
  return save(store, "subscriptions", canceled, "customer.subscription.deleted", now);
}

/** Makes an endpoint; its answer is the only one with the signing secret. */
export function createWebhookEndpoint(context: WriteContext): StripeObject & { readonly secret: string } {
  const { store, parameters, livemode, now } = context;
  const version = textOf(parameters, "api_version") || DATASET_API_VERSION;
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) {
    throw badRequest(`Invalid Stripe API version: ${version}`, { param: "api_version" });
  }
  refuseLocalUrl(context);
  if (store.collection("webhook_endpoints").objects.length >= MAX_ENDPOINTS) {
    throw badRequest("You have reached the maximum of 16 webhook endpoints.", { code: "resource_limit" });
  }
  const endpoint = {
    id: randomId("we_1", 23),
    object: "webhook_endpoint",
    api_version: version,
    application: null,
    created: now,
    description: textOf(parameters, "description") ?? null,
    enabled_events: entriesOf(parameters, "enabled_events"),
    livemode,
    metadata: readHash(parameters.metadata),
    status: "enabled",
    url: textOf(parameters, "url") ?? "",
  };
  const secret = randomId("whsec_", 32);
  store.collection("webhook_endpoints").save(endpoint);
  store.endpointSecrets.set(endpoint.id, secret);
  return { ...endpoint, secret }; // shown here and never again
}

function updateWebhookEndpoint(context: WriteContext, object: StripeObject | null): Record<string, unknown> {
  if (!object) return {};
  const { disabled, ...parameters } = context.parameters;
  refuseLocalUrl(context);
  const status = disabled === undefined ? object.status : disabled === "true" ? "disabled" : "enabled";
  const updated = { ...object, ...readChanges(object, parameters), status };
  context.store.collection("webhook_endpoints").save(updated);
  return updated;
}

function deleteWebhookEndpoint({ store }: WriteContext, object: StripeObject | null) {
  if (!object) return {};
  store.collection("webhook_endpoints").remove(object.id);
  return { id: object.id, object: "webhook_endpoint", deleted: true };
}

function refuseLocalUrl({ parameters, allowLocalWebhooks }: WriteContext): void {
  const url = textOf(parameters, "url");
  if (url === undefined || allowLocalWebhooks) return;
  if (!/^https?:\/\/(localhost|127\.|\[::1\]|10\.|192\.168\.)/i.test(url)) return;
  throw badRequest(
    "Invalid URL: URL must be publicly accessible. Consider using a tool like the Stripe CLI to test webhooks locally: https://github.com/stripe/stripe-cli",
    { code: "url_invalid", param: "url" },
  );
}

function save(
  store: Store,
  collection: string,
  object: StripeObject,
  event: string,
  now: number,
): StripeObject {
  store.collection(collection).save(object);
  const told = { ...object, livemode: object.livemode === true };
  store.collection("events").save(createEvent(randomId("evt_1", 23), event, now, told));
  return object;
}

/** Metadata is merged key by key, an emptied value unsets, booleans become booleans. */
function readChanges(object: StripeObject, parameters: Parameters): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (name === "expand" || name === "proration_behavior") continue;
    if (name === "metadata") changes[name] = mergeMetadata(object.metadata, value);
    else if (name === "enabled_events") changes[name] = entriesOf(parameters, name);
    else if (value === "") changes[name] = null;
    else if (value === "true" || value === "false") changes[name] = value === "true";
    else changes[name] = typeof value === "string" ? value : readHash(value);
  }
  return changes;
}

function mergeMetadata(old: unknown, value: Parameters[string] | undefined): Record<string, unknown> {
  if (value === "") return {};
  const merged = { ...(isRecord(old) ? old : {}), ...readHash(value) };
  return Object.fromEntries(Object.entries(merged).filter(([, text]) => text !== ""));
}

function readHash(value: Parameters[string] | undefined): Record<string, unknown> {
  return value === undefined || typeof value === "string" ? {} : { ...value };
}
