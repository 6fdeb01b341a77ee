/**
 * @module One page of a list: its limit, its cursors and its filters, newest first.
 *
 * docs.stripe.com/api/pagination, and the list endpoint of each resource.
 */

import type { Collection, Page, PageQuery, Where } from "./collection.ts";
import { isRecord, readField, type StripeObject } from "./objects.ts";
import { entriesOf, textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import type { Resource } from "./resources.ts";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** Events are listed, and found, for 30 days (docs.stripe.com/api/events). */
export const EVENTS_KEPT_SECONDS = 30 * 86_400;

type Test = (object: StripeObject) => boolean;

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
  objects: Collection,
  parameters: Parameters,
  now: number,
  onMissing: (id: string, parameter: string) => Error,
): Page {
  const limit = Math.min(MAX_LIMIT, Math.max(1, Number(textOf(parameters, "limit") ?? DEFAULT_LIMIT)));
  const after = textOf(parameters, "starting_after");
  const before = textOf(parameters, "ending_before");
  if (after !== undefined && !objects.find(after)) throw onMissing(after, "starting_after");
  if (before !== undefined && !objects.find(before)) throw onMissing(before, "ending_before");
  const where = Object.entries(resource.filters).flatMap(([name, field]): Where[] => {
    const value = textOf(parameters, name);
    return value === undefined ? [] : [{ field, value }];
  });
  const { since = -Infinity, until = Infinity } = readRange(parameters.created);
  const tests = listTests(resource, parameters);
  return objects.page({
    limit,
    where: [...where, ...whereElse(resource, parameters)],
    since: resource.path === "events" ? Math.max(since, now - EVENTS_KEPT_SECONDS + 1) : since,
    until,
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
    ...(tests.length > 0 && { fits: (object: StripeObject) => tests.every((test) => test(object)) }),
  });
}

function listTests({ path }: Resource, parameters: Parameters): Test[] {
  if (path === "events") return matchTypes(parameters);
  if (path !== "subscriptions") return [];
  return [
    ...matchStatus(textOf(parameters, "status")),
    ...matchPeriod("current_period_start", parameters),
    ...matchPeriod("current_period_end", parameters),
  ];
}

/** Reads a moment or `gt`, `gte`, `lt`, `lte` as whole seconds, both bounds included. */
function readRange(range: Parameters[string] | undefined): Pick<PageQuery, "since" | "until"> {
  if (range === undefined) return {};
  if (typeof range === "string") return { since: Number(range), until: Number(range) };
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return { since: Math.max(Number(gt) + 1, Number(gte)), until: Math.min(Number(lt) - 1, Number(lte)) };
}

const LISTED_TOGETHER = [undefined, "all", "ended"];

function whereElse({ path }: Resource, parameters: Parameters): Where[] {
  // Without a customer Stripe lists those of its Treasury (docs.stripe.com/api/payment_methods/list): none here.
  if (path === "payment_methods" && parameters.customer === undefined)
    return [{ field: "customer", value: "" }];
  if (path !== "subscriptions") return [];
  const status = textOf(parameters, "status");
  return status === undefined || LISTED_TOGETHER.includes(status) ? [] : [{ field: "status", value: status }];
}

/** Canceled subscriptions are left out unless asked for (docs.stripe.com/api/subscriptions/list). */
function matchStatus(wanted: string | undefined): Test[] {
  if (wanted === "ended") {
    return [({ status }) => status === "canceled" || status === "incomplete_expired"];
  }
  return wanted === undefined ? [({ status }) => status !== "canceled"] : [];
}

/** A subscription fits if any of its items does. */
function matchPeriod(field: string, parameters: Parameters): Test[] {
  const { since = -Infinity, until = Infinity } = readRange(parameters[field]);
  if (parameters[field] === undefined) return [];
  const fits = (item: unknown): boolean => {
    const at = isRecord(item) ? Number(item[field]) : NaN;
    return at >= since && at <= until;
  };
  return [
    ({ items }) => {
      const data = readField(items, "data");
      return Array.isArray(data) && data.some(fits);
    },
  ];
}

/** `invoice.*` means every type that begins with `invoice.`. */
function matchTypes(parameters: Parameters): Test[] {
  const wanted = [...entriesOf(parameters, "types"), textOf(parameters, "type") ?? []].flat();
  const fits = (actual: string, pattern: string): boolean =>
    pattern.endsWith("*") ? actual.startsWith(pattern.slice(0, -1)) : actual === pattern;
  return wanted.length === 0 ? [] : [({ type }) => wanted.some((pattern) => fits(String(type), pattern))];
}
