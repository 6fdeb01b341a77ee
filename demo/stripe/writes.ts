/**
 * @module The writes the local Stripe carries out: customers, subscriptions, webhook endpoints, and the metadata of
 * every resource whose write permission is probed. Every change leaves an event, as Stripe's do.
 */

import { PERMISSIONS } from "../../shared/permissions.ts";
import { badRequest } from "./errors.ts";
import { cancelNow, deleteCustomer } from "./billing.ts";
import type { Scope } from "./events.ts";
import { mergeMetadata, type Changes } from "./changes.ts";
import { randomId, type StripeObject } from "./objects.ts";
import { entriesOf, textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import { resourceAt } from "./resources.ts";

interface WriteContext {
  readonly changes: Changes;
  readonly parameters: Parameters;
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
    apply: updateWith("customers"),
  },
  "POST subscriptions/{id}": {
    spec: {
      ...DESCRIBED,
      cancel_at_period_end: "boolean",
      pause_collection: "hash",
      proration_behavior: "text",
    },
    apply: updateWith("subscriptions"),
  },
  "DELETE subscriptions/{id}": {
    spec: { cancellation_details: "hash", expand: "array", invoice_now: "boolean", prorate: "boolean" },
    apply: ({ changes }, subscription) => cancelNow(changes, subscription),
  },
  "DELETE customers/{id}": { spec: {}, apply: ({ changes }, customer) => deleteCustomer(changes, customer) },
  "DELETE products/{id}": {
    spec: {},
    apply({ changes }, product) {
      if (changes.listBy("prices", "product", product.id).length > 0) {
        throw badRequest(
          "This product cannot be deleted because it has one or more user-created prices associated with it.",
        );
      }
      return changes.remove("products", product);
    },
  },
  "DELETE coupons/{id}": { spec: {}, apply: ({ changes }, coupon) => changes.remove("coupons", coupon) },
  "DELETE invoices/{id}": {
    spec: {},
    apply({ changes }, invoice) {
      if (invoice.status === "draft") return changes.remove("invoices", invoice);
      throw badRequest("You can only delete draft invoices. To remove a finalized invoice, void it.");
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
      context.changes.scope.store.collection("webhook_endpoints").save(updated);
      return updated;
    },
  },
  "DELETE webhook_endpoints/{id}": {
    spec: {},
    apply({ changes }, { id }) {
      changes.scope.store.collection("webhook_endpoints").remove(id);
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
  const { parameters, changes } = context;
  const { store, account } = changes.scope;
  const endpoints = store.collection("webhook_endpoints");
  const version = textOf(parameters, "api_version") || account.apiVersion;
  checkVersion(version, { param: "api_version" });
  checkUrl(context);
  if (endpoints.size >= MAX_ENDPOINTS) {
    throw badRequest(
      `You have reached the maximum of ${MAX_ENDPOINTS} ${changes.scope.mode} webhook endpoints.`,
    );
  }
  const description = textOf(parameters, "description") ?? null;
  const secret = randomId("whsec_", 32);
  const url = textOf(parameters, "url") ?? "";
  const events = entriesOf(parameters, "enabled_events");
  const options = { url, secret, events, apiVersion: version };
  const metadata = readHash(parameters.metadata);
  return { ...registerEndpoint(changes.scope, options, { description, metadata }), secret };
}

export interface EndpointOptions {
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
  /** By default all. */
  readonly events?: readonly string[];
  readonly apiVersion?: string;
}

/** Saves an endpoint with a secret that is known. */
export function registerEndpoint(
  { store, account, mode, world }: Scope,
  options: EndpointOptions,
  more = {},
) {
  const { url, secret, events = ["*"], apiVersion = account.apiVersion } = options;
  const endpoint = {
    id: randomId("we_1", 23),
    object: "webhook_endpoint",
    api_version: apiVersion,
    application: null,
    created: world.now(),
    description: null,
    enabled_events: events,
    livemode: mode === "live",
    metadata: {},
    status: "enabled",
    url,
    ...more,
  };
  store.collection("webhook_endpoints").save(endpoint);
  store.endpointSecrets.set(endpoint.id, secret);
  return endpoint;
}

function checkUrl({ changes, parameters }: WriteContext): void {
  const url = textOf(parameters, "url") ?? "";
  if (changes.scope.world.allowLocalWebhooks) return;
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
  return [`POST ${path}/{id}`, { spec: UPDATE, apply: updateWith(resourceAt(path).collection) }];
}

/** Returns what changes an object of `collection`; an empty change records nothing. */
function updateWith(collection: string): Write["apply"] {
  return ({ changes, parameters }, object) =>
    changes.update(collection, object, readChanges(object, parameters));
}

/** Metadata is merged key by key, an emptied value unsets, booleans become booleans. */
function readChanges(object: StripeObject, parameters: Parameters): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (name === "expand" || name === "proration_behavior") continue;
    if (name === "metadata")
      changes[name] = value === "" ? {} : mergeMetadata(object.metadata, readHash(value));
    else if (name === "enabled_events") changes[name] = entriesOf(parameters, name);
    else if (value === "") changes[name] = null;
    else if (value === "true" || value === "false") changes[name] = value === "true";
    else changes[name] = typeof value === "string" ? value : { ...value };
  }
  return changes;
}

function readHash(value: Parameters[string] | undefined): Record<string, unknown> {
  return typeof value === "object" ? { ...value } : {};
}
