/**
 * @module Lists as Stripe pages them: newest first, 10 by default, at most 100, forwards or backwards.
 */

import { badRequest } from "./errors.ts";
import { entriesOf, textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import type { Resource } from "./resources.ts";
import { isRecord, readField, type StripeObject } from "./world.ts";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** Returns the parameters that a resource's list takes. */
export function listSpec(resource: Resource): ParameterSpec {
  return {
    ...Object.fromEntries(Object.keys(resource.filters).map((name) => [name, "text"] as const)),
    ...resource.special,
    ...(resource.dated && { created: "range" }),
    ending_before: "text",
    expand: "array",
    limit: "integer",
    starting_after: "text",
  };
}

/**
 * Returns one page.
 * @param onMissing makes the error for an id, given in a parameter, that is not in `objects`
 */
export function listPage(
  resource: Resource,
  objects: readonly StripeObject[],
  parameters: Parameters,
  onMissing: (id: string, parameter: string) => Error,
) {
  const limit = Math.min(MAX_LIMIT, Math.max(1, Number(textOf(parameters, "limit") ?? DEFAULT_LIMIT)));
  const after = textOf(parameters, "starting_after");
  const before = textOf(parameters, "ending_before");
  if (after !== undefined && before !== undefined) {
    throw badRequest("You may only specify one of these parameters: ending_before, starting_after.");
  }
  const indexOf = (id: string, parameter: string): number => {
    const index = objects.findIndex((object) => object.id === id);
    if (index < 0) throw onMissing(id, parameter);
    return index;
  };
  const start = after === undefined ? 0 : indexOf(after, "starting_after") + 1;
  const inOrder =
    before === undefined
      ? objects.slice(start)
      : objects.slice(0, indexOf(before, "ending_before")).toReversed();
  const found = inOrder.filter(createMatcher(resource, parameters));
  const data = found.slice(0, limit);
  return {
    object: "list",
    data: before === undefined ? data : data.toReversed(),
    has_more: found.length > limit,
    url: `/v1/${resource.path}`,
  };
}

type Test = (object: StripeObject) => boolean;

function createMatcher(resource: Resource, parameters: Parameters): Test {
  const tests: Test[] = [];
  for (const [name, path] of Object.entries(resource.filters)) {
    const wanted = textOf(parameters, name);
    if (wanted !== undefined) tests.push((object) => String(readField(object, path)) === wanted);
  }
  for (const name of ["created", "due_date"]) addRange(tests, name, name, parameters);
  for (const name of ["current_period_start", "current_period_end"]) {
    addRange(tests, name, `items.data.0.${name}`, parameters);
  }
  if (resource.path === "subscriptions") tests.push(matchStatus(textOf(parameters, "status")));
  if (resource.path === "events") addEventTypes(tests, parameters);
  addMembership(tests, "lookup_keys", "lookup_key", parameters);
  addMembership(tests, "ids", "id", parameters);
  return (object) => tests.every((test) => test(object));
}

function addRange(tests: Test[], name: string, path: string, parameters: Parameters): void {
  const range = parameters[name];
  if (range === undefined) return;
  const read = (object: StripeObject): number => Number(readField(object, path) ?? Number.NaN);
  if (typeof range === "string") {
    tests.push((object) => read(object) === Number(range));
    return;
  }
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  tests.push((object) => read(object) > Number(gt) && read(object) >= Number(gte));
  tests.push((object) => read(object) < Number(lt) && read(object) <= Number(lte));
}

/** Canceled subscriptions are left out unless asked for (docs.stripe.com/api/subscriptions/list). */
function matchStatus(wanted: string | undefined): Test {
  if (wanted === "all") return () => true;
  if (wanted === "ended") return ({ status }) => status === "canceled" || status === "incomplete_expired";
  if (wanted === undefined) return ({ status }) => status !== "canceled";
  return ({ status }) => status === wanted;
}

/** `invoice.*` means every type that begins with `invoice.`. */
function addEventTypes(tests: Test[], parameters: Parameters): void {
  const type = textOf(parameters, "type");
  const wanted = [...entriesOf(parameters, "types"), ...(type === undefined ? [] : [type])];
  if (wanted.length === 0) return;
  const fits = (actual: string, pattern: string): boolean =>
    pattern.endsWith("*") ? actual.startsWith(pattern.slice(0, -1)) : actual === pattern;
  tests.push((event) => wanted.some((pattern) => fits(String(event.type), pattern)));
}

function addMembership(tests: Test[], name: string, field: string, parameters: Parameters): void {
  if (!isRecord(parameters[name])) return;
  const values = entriesOf(parameters, name);
  tests.push((object) => values.includes(String(object[field])));
}
