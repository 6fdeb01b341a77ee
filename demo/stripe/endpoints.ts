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
import { checkParameters, entriesOf, textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import {
  findObject,
  hasIdsLike,
  objectsOf,
  readAccount,
  readBalance,
  resourceAt,
  RESOURCES,
  type Resource,
} from "./resources.ts";
import { WRITES, type Write } from "./writes.ts";
import { readField, type Account, type Store, type StripeObject, type World } from "./world.ts";

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

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

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
    const store = storeOf(call);
    checkReferences(call);
    const page = listPage(resource, objectsOf(resource, store), parameters, (id, parameter) =>
      missing(call, resource, id, parameter),
    );
    return { ...page, data: page.data.map(expand) };
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
    const { world, parameters, key } = call;
    const object = id === null ? { id: "", object: resource.object } : findOrFail(call, resource, id);
    const context = { world, store: storeOf(call), parameters, livemode: key.mode === "live" };
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
    expansions.reduce((inner, expansion) => expandObject(inner, expansion, storeOf(call)), object);
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
  if (!object) throw missing(call, resource, id, "id");
  return object;
}

function missing(call: Call, resource: Resource, id: string, parameter: string): StripeError {
  const other = call.key.mode === "test" ? "live" : "test";
  const likely = hasIdsLike(resource, storeOf(call), id); // avoids generating the other mode's data for nothing
  const found = likely && findObject(resource, call.account.stores[other](), id) !== undefined;
  return objectMissing(resource.noun, id, parameter, found ? other : null);
}

function storeOf({ account, key }: Call): Store {
  return account.stores[key.mode]();
}

/** Returns the parameters that a resource's list takes. */
function listSpec(resource: Resource): ParameterSpec {
  return {
    ...Object.fromEntries(Object.keys(resource.filters).map((name) => [name, "text"] as const)),
    ...resource.special,
    ...(resource.dated && { created: "range" }),
    expand: "array",
    limit: "integer",
    starting_after: "text",
  };
}

/**
 * Returns one page.
 * @param onMissing makes the error for an id, given in a parameter, that is not in `objects`
 */
function listPage(
  resource: Resource,
  objects: readonly StripeObject[],
  parameters: Parameters,
  onMissing: (id: string, parameter: string) => Error,
) {
  const limit = Math.min(MAX_LIMIT, Math.max(1, Number(textOf(parameters, "limit") ?? DEFAULT_LIMIT)));
  const after = textOf(parameters, "starting_after");
  const last = objects.findIndex(({ id }) => id === after);
  if (after !== undefined && last < 0) throw onMissing(after, "starting_after");
  const tests = listTests(resource, parameters);
  const found = objects.slice(last + 1).filter((object) => tests.every((test) => test(object)));
  const data = found.slice(0, limit);
  return { object: "list", data, has_more: found.length > limit, url: `/v1/${resource.path}` };
}

type Test = (object: StripeObject) => boolean;

function listTests({ filters, path }: Resource, parameters: Parameters): Test[] {
  const equalities = Object.entries(filters).flatMap(([name, field]): Test[] => {
    const wanted = textOf(parameters, name);
    return wanted === undefined ? [] : [(object) => String(readField(object, field)) === wanted];
  });
  return [
    ...equalities,
    matchCreated(parameters.created ?? {}),
    ...(path === "subscriptions" ? [matchStatus(textOf(parameters, "status"))] : []),
    ...(path === "events" ? [matchTypes(parameters)] : []),
  ];
}

function matchCreated(range: Parameters[string]): Test {
  if (typeof range === "string") return ({ created }) => created === Number(range);
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return ({ created }) => {
    const at = typeof created === "number" ? created : 0;
    return at > Number(gt) && at >= Number(gte) && at < Number(lt) && at <= Number(lte);
  };
}

/** Canceled subscriptions are left out unless asked for (docs.stripe.com/api/subscriptions/list). */
function matchStatus(wanted: string | undefined): Test {
  if (wanted === "all") return () => true;
  if (wanted === "ended") return ({ status }) => status === "canceled" || status === "incomplete_expired";
  if (wanted === undefined) return ({ status }) => status !== "canceled";
  return ({ status }) => status === wanted;
}

/** `invoice.*` means every type that begins with `invoice.`. */
function matchTypes(parameters: Parameters): Test {
  const wanted = [...entriesOf(parameters, "types"), textOf(parameters, "type") ?? []].flat();
  const fits = (actual: string, pattern: string): boolean =>
    pattern.endsWith("*") ? actual.startsWith(pattern.slice(0, -1)) : actual === pattern;
  return ({ type }) => wanted.length === 0 || wanted.some((pattern) => fits(String(type), pattern));
}
