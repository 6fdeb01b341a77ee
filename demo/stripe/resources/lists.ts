/**
 * @module Lists as Stripe pages them: newest first, 10 unless told, at most 100, forwards or backwards.
 */

import { isRecord, readField } from "../fields.ts";
import type { StripeObject } from "../store.ts";
import { badRequest } from "../api/failures.ts";
import { entriesOf, textOf, type Parameters, type ParameterSpec } from "../api/parameters.ts";
import type { Resource } from "./table.ts";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

export interface ListAnswer {
  readonly object: "list";
  readonly data: readonly StripeObject[];
  readonly has_more: boolean;
  readonly url: string;
}

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
 * @param locate place of an id in `objects`; throws if there is none
 */
export function listPage(
  resource: Resource,
  objects: readonly StripeObject[],
  parameters: Parameters,
  locate: (id: string, parameter: string) => number,
): ListAnswer {
  const limit = Math.min(MAX_LIMIT, Math.max(1, Number(textOf(parameters, "limit") ?? DEFAULT_LIMIT)));
  const after = textOf(parameters, "starting_after");
  const before = textOf(parameters, "ending_before");
  if (after !== undefined && before !== undefined) {
    throw badRequest("You may only specify one of these parameters: ending_before, starting_after.");
  }
  const matches = createMatcher(resource, parameters);
  const url = `/v1/${resource.path}`;
  if (before === undefined) {
    const found = collect(
      objects,
      after === undefined ? 0 : locate(after, "starting_after") + 1,
      1,
      limit,
      matches,
    );
    return { object: "list", data: found.slice(0, limit), has_more: found.length > limit, url };
  }
  const found = collect(objects, locate(before, "ending_before") - 1, -1, limit, matches);
  return { object: "list", data: found.slice(0, limit).toReversed(), has_more: found.length > limit, url };
}

/** Collects one more than `limit`, which tells whether there are more. */
function collect(
  objects: readonly StripeObject[],
  start: number,
  step: 1 | -1,
  limit: number,
  matches: (object: StripeObject) => boolean,
): StripeObject[] {
  const found: StripeObject[] = [];
  for (let place = start; found.length <= limit; place += step) {
    const object = objects[place];
    if (!object) break;
    if (matches(object)) found.push(object);
  }
  return found;
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
  const read: (object: StripeObject) => number = (object) => Number(readField(object, path) ?? Number.NaN);
  if (typeof range === "string") {
    tests.push((object) => read(object) === Number(range));
    return;
  }
  const { gt, gte, lt, lte } = range;
  if (gt !== undefined) tests.push((object) => read(object) > Number(gt));
  if (gte !== undefined) tests.push((object) => read(object) >= Number(gte));
  if (lt !== undefined) tests.push((object) => read(object) < Number(lt));
  if (lte !== undefined) tests.push((object) => read(object) <= Number(lte));
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
  const wanted = parameters[name];
  if (!isRecord(wanted)) return;
  const values = entriesOf(parameters, name);
  tests.push((object) => values.includes(String(object[field])));
}
