/**
 * @module Finds the endpoint of an authenticated request and carries it out in Stripe's order: parameters,
 * permission, object, and only then what the request is about. Probes of write permissions rest on this order.
 */

import {
  accountNotAccessible,
  objectMissing,
  onlyPlatforms,
  permissionMissing,
  urlUnrecognized,
  type StripeError,
} from "./errors.ts";
import { expandObject, planExpansion, resourcesOf, type Expansion } from "./expand.ts";
import { isAllowed, type KeyRecord } from "./keys.ts";
import { Changes } from "./changes.ts";
import { showObject } from "./show.ts";
import type { StripeObject } from "./objects.ts";
import { EVENTS_KEPT_SECONDS, listPage, listSpec } from "./lists.ts";
import { checkParameters, entriesOf, textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import {
  collectionOf,
  findObject,
  mayBeElsewhere,
  readAccount,
  readBalance,
  resourceAt,
  RESOURCES,
  type Resource,
} from "./resources.ts";
import { WRITES, type Write } from "./writes.ts";
import type { Account, Store, World } from "./world.ts";

export interface Call {
  readonly world: World;
  readonly method: string;
  readonly path: string;
  readonly parameters: Parameters;
  readonly account: Account;
  readonly key: KeyRecord;
  /** The key's permissions count for nothing (the fault `permission_lost`). */
  readonly permissionLost: boolean;
}

const EXPAND_ONLY: ParameterSpec = { expand: "array" };
const ACCOUNT_PERMISSIONS = ["accounts_kyc_basic", "connected_account"] as const;

/** Parameter → the resource that its id must be found in. */
const REFERENCES = {
  customer: "customers",
  price: "prices",
  product: "products",
  subscription: "subscriptions",
} as const;

/** Checks route, parameters and permission; returns the rest, which may still find no such object. */
export function prepareCall(call: Call): () => unknown {
  const { method, path } = call;
  const tail = /^\/v1\/(.+)$/.exec(path)?.[1] ?? "";
  const prepared = method === "GET" ? prepareRead(call, tail) : prepareWrite(call, tail);
  if (!prepared) throw urlUnrecognized(method, path);
  return prepared;
}

/** Returns method and path with a placeholder for an object's id: what a rate limit counts by. */
export function nameEndpoint(method: string, path: string): string {
  const { resource, id } = readPath(path.replace(/^\/v1\//, ""));
  return `${method} ${resource ? resource.path : path}${resource && id !== null ? "/{id}" : ""}`;
}

function prepareRead(call: Call, tail: string): (() => unknown) | null {
  if (tail === "balance") {
    checkParameters(call.parameters, EXPAND_ONLY);
    requirePermission(call, ["balance"]);
    return () => readBalance(call.key.mode);
  }
  if (tail === "accounts") {
    requirePermission(call, ["connected_account"]);
    throw onlyPlatforms();
  }
  const account = tail === "account" ? call.account.id : /^accounts\/([^/]+)$/.exec(tail)?.[1];
  if (account !== undefined) return prepareAccount(call, account);
  const { resource, id } = readPath(tail);
  if (!resource) return null;
  return id === null ? prepareList(call, resource) : prepareRetrieve(call, resource, id);
}

function prepareAccount(call: Call, id: string): () => unknown {
  checkParameters(call.parameters, EXPAND_ONLY);
  requirePermission(call, ACCOUNT_PERMISSIONS);
  return () => {
    if (id !== call.account.id) throw accountNotAccessible(call.key.key, id);
    return readAccount(call.account);
  };
}

function prepareList(call: Call, resource: Resource): () => unknown {
  const { parameters } = call;
  checkParameters(parameters, listSpec(resource), resource.required);
  const expand = prepareExpansions(call, resource, true);
  return () => {
    checkReferences(call);
    const objects = collectionOf(resource, storeOf(call), parameters);
    const { data, hasMore } = listPage(resource, objects, parameters, call.world.now(), (id, parameter) =>
      missing(call, resource, id, parameter),
    );
    return { object: "list", data: data.map(expand), has_more: hasMore, url: `/v1/${resource.path}` };
  };
}

function prepareRetrieve(call: Call, resource: Resource, id: string): () => unknown {
  checkParameters(call.parameters, EXPAND_ONLY);
  const expand = prepareExpansions(call, resource, false);
  return () => expand(findOrFail(call, resource, id));
}

function prepareWrite(call: Call, tail: string): (() => unknown) | null {
  const { resource, id } = readPath(tail);
  const pattern = `${call.method} ${resource?.path}${id === null ? "" : "/{id}"}`;
  const write: Write | undefined = WRITES[pattern];
  if (!resource || !write) return null;
  checkParameters(call.parameters, write.spec, write.required);
  const expand = prepareExpansions(call, resource, false, "write");
  return () => {
    const { world, account, parameters, key } = call;
    const object = id === null ? { id: "", object: resource.object } : findOrFail(call, resource, id);
    if (object.deleted === true) throw missing(call, resource, object.id, "id");
    const context = {
      parameters,
      changes: new Changes({ world, account, mode: key.mode, store: storeOf(call) }),
    };
    return expand(write.apply(context, object));
  };
}

/** Splits `customers` or `customers/cus_…`; longer paths are resources of their own. */
function readPath(tail: string): { readonly resource: Resource | undefined; readonly id: string | null } {
  const listed = RESOURCES.get(tail);
  if (listed) return { resource: listed, id: null };
  const slash = tail.lastIndexOf("/");
  const id = tail.slice(slash + 1);
  return { resource: id ? RESOURCES.get(tail.slice(0, Math.max(0, slash))) : undefined, id };
}

/** Checks the permission for `resource` and for all that is expanded; returns what expands an object. */
function prepareExpansions(
  call: Call,
  resource: Resource,
  isList: boolean,
  access: "read" | "write" = "read",
): (object: StripeObject) => StripeObject {
  const expansions: Expansion[] = entriesOf(call.parameters, "expand").map((entry) =>
    planExpansion(entry, resource.object, isList),
  );
  requirePermission(call, resource.permissions, access);
  for (const { permissions } of expansions.flatMap(resourcesOf)) requirePermission(call, permissions);
  return (object) =>
    expansions.reduce(
      (inner, expansion) => expandObject(inner, expansion, storeOf(call)),
      showObject(storeOf(call), object),
    );
}

/** Any of the identifiers is enough; the 403 names the first. */
function requirePermission(
  { world, key, account, permissionLost }: Call,
  identifiers: readonly [string, ...string[]],
  access: "read" | "write" = "read",
): void {
  const allowed = identifiers.some((identifier) => isAllowed(key, `${identifier}_${access}`));
  if (allowed && !permissionLost) return;
  throw permissionMissing(world, key, account.id, `${identifiers[0]}_${access}`);
}

/** An id in a parameter that is not there is a 400. */
function checkReferences(call: Call): void {
  for (const [name, path] of Object.entries(REFERENCES)) {
    const id = textOf(call.parameters, name);
    const resource = resourceAt(path);
    if (id !== undefined && !findObject(resource, storeOf(call), id)) throw missing(call, resource, id, name);
  }
}

function findOrFail(call: Call, resource: Resource, id: string): StripeObject {
  const object = findObject(resource, storeOf(call), id);
  const isForgotten =
    resource.path === "events" && Number(object?.created) <= call.world.now() - EVENTS_KEPT_SECONDS;
  if (!object || isForgotten) throw missing(call, resource, id, "id");
  return object;
}

function missing(call: Call, resource: Resource, id: string, parameter: string): StripeError {
  const other = call.key.mode === "test" ? "live" : "test";
  const likely = mayBeElsewhere(resource, storeOf(call), id); // avoids generating the other mode's data for nothing
  const found = likely && findObject(resource, call.account.stores[other](), id) !== undefined;
  return objectMissing(resource.noun, id, parameter, found ? other : null);
}

function storeOf({ account, key }: Call): Store {
  return account.stores[key.mode]();
}
