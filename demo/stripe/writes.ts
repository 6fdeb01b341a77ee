/**
 * @module The writes the local Stripe carries out: customers, subscriptions, webhook endpoints, and the metadata of
 * every resource whose write permission is probed. Every change leaves an event, as Stripe's do.
 */

import { createEvent, DATASET_API_VERSION } from "../../shared/dataset/index.ts";
import { PERMISSIONS } from "../../shared/permissions.ts";
import { badRequest } from "./errors.ts";
import { entriesOf, textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import { resourceAt } from "./resources.ts";
import { isRecord, randomId, type Store, type StripeObject, type World } from "./world.ts";

interface WriteContext {
  readonly world: World;
  readonly store: Store;
  readonly parameters: Parameters;
  readonly livemode: boolean;
}

export interface Write {
  readonly spec: ParameterSpec;
  readonly required?: readonly string[];
  /** Returns what is answered. `object` is the one the path names; creating ignores it. */
  readonly apply: (context: WriteContext, object: StripeObject) => StripeObject;
}

const MAX_ENDPOINTS = 16; // per account and mode (docs.stripe.com/webhooks)
const VERSION = /^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/;

const UPDATE: ParameterSpec = { expand: "array", metadata: "hash" };
const DESCRIBED: ParameterSpec = { ...UPDATE, description: "text?" };
const WEBHOOK: ParameterSpec = { ...DESCRIBED, enabled_events: "array", url: "text" };

/** Method and path pattern (after `/v1/`) → what it does. */
export const WRITES: Readonly<Record<string, Write>> = {
  ...Object.fromEntries(listProbedPaths().map(createMetadataUpdate)),
  "POST customers/{id}": {
    spec: { ...DESCRIBED, address: "hash", email: "text?", name: "text?", phone: "text?" },
    apply: updateWith("customers", "customer.updated"),
  },
  "POST subscriptions/{id}": {
    spec: {
      ...DESCRIBED,
      cancel_at_period_end: "boolean",
      pause_collection: "hash",
      proration_behavior: "text",
    },
    apply: updateWith("subscriptions", "customer.subscription.updated"),
  },
  "DELETE subscriptions/{id}": {
    spec: { cancellation_details: "hash", expand: "array", invoice_now: "boolean", prorate: "boolean" },
    apply(context, object) {
      const now = context.world.now();
      const canceled = { ...object, status: "canceled", canceled_at: now, ended_at: now };
      return save(context, "subscriptions", canceled, "customer.subscription.deleted");
    },
  },
  "POST webhook_endpoints": {
    spec: { ...WEBHOOK, api_version: "text?", connect: "boolean" },
    required: ["enabled_events", "url"],
    apply: createWebhookEndpoint,
  },
  "POST webhook_endpoints/{id}": {
    spec: { ...WEBHOOK, disabled: "boolean" }, // its version is chosen once
    apply(context, object) {
      const { disabled, ...parameters } = context.parameters;
      checkUrl(context);
      const status = disabled === undefined ? object.status : disabled === "true" ? "disabled" : "enabled";
      const updated = { ...object, ...readChanges(object, parameters), status };
      context.store.collection("webhook_endpoints").save(updated);
      return updated;
    },
  },
  "DELETE webhook_endpoints/{id}": {
    spec: {},
    apply({ store }, { id }) {
      store.collection("webhook_endpoints").remove(id);
      return { id, object: "webhook_endpoint", deleted: true };
    },
  },
};

/** Fails with a 400 for what is no API version. */
export function checkVersion(version: string, details: Readonly<Record<string, string>> = {}): void {
  if (!VERSION.test(version)) throw badRequest(`Invalid Stripe API version: ${version}`, details);
}

/** Creates an endpoint; its answer is the only one with the signing secret. */
export function createWebhookEndpoint(context: WriteContext): StripeObject & { readonly secret: string } {
  const { world, store, parameters, livemode } = context;
  const endpoints = store.collection("webhook_endpoints");
  const version = textOf(parameters, "api_version") || DATASET_API_VERSION;
  checkVersion(version, { param: "api_version" });
  checkUrl(context);
  if (endpoints.objects.length >= MAX_ENDPOINTS) {
    const mode = livemode ? "live" : "test";
    throw badRequest(`You have reached the maximum of ${MAX_ENDPOINTS} ${mode} webhook endpoints.`);
  }
  const endpoint = {
    id: randomId("we_1", 23),
    object: "webhook_endpoint",
    api_version: version,
    application: null,
    created: world.now(),
    description: textOf(parameters, "description") ?? null,
    enabled_events: entriesOf(parameters, "enabled_events"),
    livemode,
    metadata: readHash(parameters.metadata),
    status: "enabled",
    url: textOf(parameters, "url") ?? "",
  };
  const secret = randomId("whsec_", 32);
  endpoints.save(endpoint);
  store.endpointSecrets.set(endpoint.id, secret);
  return { ...endpoint, secret };
}

function checkUrl({ world, parameters }: WriteContext): void {
  const url = textOf(parameters, "url") ?? "";
  if (world.allowLocalWebhooks) return;
  if (!/^https?:\/\/(localhost|127\.|\[::1\]|10\.|192\.168\.)/i.test(url)) return;
  throw badRequest(
    "Invalid URL: URL must be publicly accessible. Consider using a tool like the Stripe CLI to test webhooks locally: https://github.com/stripe/stripe-cli",
    { code: "url_invalid", param: "url" },
  );
}

/** Paths (after `/v1/`) of the catalogue's write probes. */
function listProbedPaths(): string[] {
  return Object.values(PERMISSIONS)
    .flatMap(({ writeProbe }) => writeProbe ?? [])
    .map((probe) => probe.replace(/^\/v1\//, "").replace(/\/[^/]*$/, ""));
}

function createMetadataUpdate(path: string): [pattern: string, write: Write] {
  const { collection, object } = resourceAt(path);
  return [`POST ${path}/{id}`, { spec: UPDATE, apply: updateWith(collection, `${object}.updated`) }];
}

/** Returns what changes an object of `collection` and records `event`; an empty change records nothing. */
function updateWith(collection: string, event: string): Write["apply"] {
  return (context, object) => {
    const changes = readChanges(object, context.parameters);
    if (Object.keys(changes).length === 0) return object;
    return save(context, collection, { ...object, ...changes }, event);
  };
}

function save({ world, store }: WriteContext, collection: string, object: StripeObject, event: string) {
  store.collection(collection).save(object);
  const snapshot = { ...object, livemode: object.livemode === true };
  store.collection("events").save(createEvent(randomId("evt_1", 23), event, world.now(), snapshot));
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
    else changes[name] = typeof value === "string" ? value : { ...value };
  }
  return changes;
}

function mergeMetadata(old: unknown, value: Parameters[string] | undefined): Record<string, unknown> {
  if (value === "") return {};
  const merged = { ...(isRecord(old) ? old : {}), ...readHash(value) };
  return Object.fromEntries(Object.entries(merged).filter(([, text]) => text !== ""));
}

function readHash(value: Parameters[string] | undefined): Record<string, unknown> {
  return typeof value === "object" ? { ...value } : {};
}
