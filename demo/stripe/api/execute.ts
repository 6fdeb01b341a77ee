/**
 * @module Answers one authenticated request in Stripe's order: parameters, permission, look-up, and only then
 * what the request is about. Public probes of write permissions rest on this order.
 */

import type { Account } from "../accounts.ts";
import { isAllowed, type KeyRecord } from "../keys.ts";
import { readAccount, readBalance } from "../resources/account.ts";
import { expandObject, planExpansion, resourcesOf, type Expansion } from "../resources/expansions.ts";
import { listPage, listSpec } from "../resources/lists.ts";
import { findObject, hasIdsLike, objectsOf, placeOf, resourceAt, type Resource } from "../resources/table.ts";
import type { StripeObject, Store } from "../store.ts";
import { accountNotAccessible, objectMissing, onlyPlatforms, type Failure } from "./failures.ts";
import { checkParameters, entriesOf, textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import type { Endpoint } from "./routes.ts";

export interface Call {
  readonly endpoint: Endpoint;
  readonly parameters: Parameters;
  readonly account: Account;
  readonly key: KeyRecord;
  readonly now: number;
  readonly allowLocalWebhooks: boolean;
  /** The key's permissions count for nothing (the fault `permission_lost`). */
  readonly permissionLost: boolean;
  /** Makes the 403 that names `permission`. */
  readonly refuse: (permission: string) => Failure;
}

const EXPAND_ONLY: ParameterSpec = { expand: "array" };
const ACCOUNT_PERMISSIONS = ["accounts_kyc_basic", "connected_account"] as const;

/** Checks form and permission; returns what is left to do, which may still find nothing. */
export function prepareCall(call: Call): () => unknown {
  const { endpoint } = call;
  switch (endpoint.action) {
    case "list":
      return prepareList(call, endpoint.resource, endpoint.customer);
    case "retrieve":
      return prepareRetrieve(call, endpoint.resource, endpoint.id);
    case "write":
      return prepareWrite(call, endpoint);
    case "balance":
      checkParameters(call.parameters, EXPAND_ONLY);
      demand(call, ["balance"]);
      return () => readBalance(call.key.mode);
    case "account":
      return prepareAccount(call, endpoint.id);
    case "accounts":
      demand(call, ["connected_account"]);
      throw onlyPlatforms();
  }
}

function prepareList(call: Call, resource: Resource, customer: string | undefined): () => unknown {
  const parameters = customer === undefined ? call.parameters : { ...call.parameters, customer };
  checkParameters(parameters, listSpec(resource), resource.required);
  const expansions = planExpansions(call, resource, true);
  demand(call, resource.permissions);
  demandExpanded(call, expansions);
  return () => {
    const store = storeOf(call);
    demandReferences(call, parameters, customer !== undefined);
    const objects = objectsOf(resource, store);
    const locate = (id: string, parameter: string): number => {
      const place = placeOf(resource, store, id);
      if (place < 0) throw missing(call, resource, id, parameter);
      return place;
    };
    const page = listPage(resource, objects, parameters, locate);
    const url = customer === undefined ? page.url : `/v1/customers/${customer}/payment_methods`;
    return { ...page, data: page.data.map((object) => expandAll(object, expansions, store)), url };
  };
}

function prepareRetrieve(call: Call, resource: Resource, id: string): () => unknown {
  checkParameters(call.parameters, EXPAND_ONLY);
  const expansions = planExpansions(call, resource, false);
  demand(call, resource.permissions);
  demandExpanded(call, expansions);
  return () => expandAll(findOrFail(call, resource, id), expansions, storeOf(call));
}

function prepareWrite(call: Call, endpoint: Endpoint & { readonly action: "write" }): () => unknown {
  const { resource, write, id } = endpoint;
  checkParameters(call.parameters, write.spec, write.required);
  const expansions = planExpansions(call, resource, false);
  demand(call, resource.permissions, "write");
  demandExpanded(call, expansions);
  return () => {
    const store = storeOf(call);
    const { parameters, now, allowLocalWebhooks } = call;
    const object = id === null ? null : findOrFail(call, resource, id);
    const livemode = call.key.mode === "live";
    const written = write.apply({ store, parameters, livemode, now, allowLocalWebhooks }, object);
    return expandAll(written as StripeObject, expansions, store); // what a write answers has id and object
  };
}

function prepareAccount(call: Call, id: string | null): () => unknown {
  checkParameters(call.parameters, EXPAND_ONLY);
  demand(call, ACCOUNT_PERMISSIONS);
  return () => {
    if (id !== null && id !== call.account.id) throw accountNotAccessible(call.key.key, id);
    return readAccount(call.account);
  };
}

function storeOf(call: Call): Store {
  return call.account.stores[call.key.mode]();
}

function planExpansions(call: Call, resource: Resource, isList: boolean): Expansion[] {
  return entriesOf(call.parameters, "expand").map((entry) => planExpansion(entry, resource.object, isList));
}

function expandAll(object: StripeObject, expansions: readonly Expansion[], store: Store): StripeObject {
  return expansions.reduce((inner, expansion) => expandObject(inner, expansion, store), object);
}

function demandExpanded(call: Call, expansions: readonly Expansion[]): void {
  for (const resource of expansions.flatMap(resourcesOf)) demand(call, resource.permissions);
}

/** Any of the identifiers is enough; a refusal names the first. */
function demand(
  call: Call,
  identifiers: readonly [string, ...string[]],
  access: "read" | "write" = "read",
): void {
  const allowed = identifiers.some((identifier) => isAllowed(call.key, `${identifier}_${access}`));
  if (!allowed || call.permissionLost) throw call.refuse(`${identifiers[0]}_${access}`);
}

/** Parameter → the resource that its id must be found in. */
const REFERENCES = {
  customer: "customers",
  price: "prices",
  product: "products",
  subscription: "subscriptions",
} as const;

/** An id in the path that is not there is a 404; in a parameter, a 400. */
function demandReferences(call: Call, parameters: Parameters, inPath: boolean): void {
  for (const [name, path] of Object.entries(REFERENCES)) {
    const id = textOf(parameters, name);
    if (id === undefined) continue;
    const resource = resourceAt(path);
    if (findObject(resource, storeOf(call), id)) continue;
    throw missing(call, resource, id, inPath && name === "customer" ? "id" : name);
  }
}

function findOrFail(call: Call, resource: Resource, id: string): StripeObject {
  const object = findObject(resource, storeOf(call), id);
  if (!object) throw missing(call, resource, id, "id");
  return object;
}

function missing(call: Call, resource: Resource, id: string, parameter: string): Failure {
  const elsewhere = call.key.mode === "test" ? "live" : "test";
  const likely = hasIdsLike(resource, storeOf(call), id); // spares generating the other mode's data for nothing
  const there = likely && findObject(resource, call.account.stores[elsewhere](), id) !== undefined;
  return objectMissing(resource.noun, id, parameter, there ? elsewhere : null);
}
