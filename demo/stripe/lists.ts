/**
 * @module Lists as Stripe pages them: newest first, 10 by default, at most 100. (Stripe also pages backwards, which nobody here does.)
 */

import { entriesOf, textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import type { Resource } from "./resources.ts";
import { readField, type StripeObject } from "./world.ts";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** Returns the parameters that a resource's list takes. */
export function listSpec(resource: Resource): ParameterSpec {
  return {
    ...Object.fromEntries(Object.keys(resource.filters).map((name) => [name, "text"] as const)),
    ...resource.special,
    ...(resource.dated && { created: "range" }),
    ...{ expand: "array", limit: "integer", starting_after: "text" },
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
