/**
 * @module The truth that a ledger is held to: the local Stripe's own objects.
 */

import { isDeepStrictEqual } from "node:util";
import type { Live } from "../../demo/stripe/index.ts";
import type { ResourceName } from "../../shared/resources.ts";

/** Returns, in words, where what is kept of a resource is not what the account has; nothing where all is true. */
export function findUntruths(
  live: Live,
  resource: ResourceName,
  kept: ReadonlyMap<string, object>,
): string[] {
  const real = new Map(live.objects(resource).map((object) => [object.id, object]));
  return [...new Set([...kept.keys(), ...real.keys()])].flatMap((id) =>
    describeDifference(`${resource} ${id}`, kept.get(id), real.get(id)),
  );
}

/** Puts the tiers of prices, which a ledger keeps by price, into an object of its own. */
export function addTiers<One extends object>(object: One, tiers: ReadonlyMap<unknown, unknown>): One {
  const { items, ...rest } = withTiers(object, tiers) as { items?: { data: { price: object }[] } }; // a subscription's
  if (!items?.data || (rest as { object?: unknown }).object !== "subscription")
    return withTiers(object, tiers);
  const data = items.data.map((item) => ({ ...item, price: withTiers(item.price, tiers) }));
  return { ...rest, items: { ...items, data } } as unknown as One;
}

function withTiers<One extends object>(price: One, tiers: ReadonlyMap<unknown, unknown>): One {
  const { id } = price as { id?: unknown }; // checked
  return tiers.has(id) ? { ...price, tiers: tiers.get(id) } : price;
}

function describeDifference(name: string, kept: object | undefined, real: object | undefined): string[] {
  if (!kept) return [`${name} is not in the ledger`];
  if (!real) return [`${name} is no longer there`];
  const [one, other] = [kept, JSON.parse(JSON.stringify(real)) as object] as Record<string, unknown>[]; // JSON objects
  const fields = new Set([...Object.keys(kept), ...Object.keys(real)]);
  return [...fields]
    .filter((field) => !isDeepStrictEqual(one?.[field], other?.[field]))
    .map((field) => `${name} ${field}: ${JSON.stringify(one?.[field])} is ${JSON.stringify(other?.[field])}`);
}
