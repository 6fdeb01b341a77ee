/**
 * @module The tiers of prices, which Stripe shows only to those who ask: they are kept once for each price, apart from
 * the objects that have it.
 *
 * Tiers never change, so one read of one subscription is enough for all subscriptions of a price
 * (docs.stripe.com/api/prices/object, `tiers`).
 */

import type { StripeObject } from "./tables.ts";

interface Price {
  readonly id?: unknown;
  readonly billing_scheme?: unknown;
  readonly tiers?: unknown;
}

/** Returns the object without tiers, and the tiers of each tiered price in it: null where they are not shown. */
export function separateTiers(object: StripeObject): {
  readonly object: StripeObject;
  readonly tiers: ReadonlyMap<string, unknown>;
} {
  const tiers = new Map<string, unknown>();
  if (object.object === "price") return { object: takeOut(object, tiers), tiers };
  const { items } = object as { items?: { data?: readonly unknown[] } | null }; // checked
  if (object.object !== "subscription" || !Array.isArray(items?.data)) return { object, tiers };
  const data = items.data.map((item: { price?: Price | null } | null) => {
    const price = item?.price && takeOut(item.price, tiers);
    return price === item?.price ? item : { ...item, price };
  });
  const isSame = data.every((item, index) => item === items.data?.[index]);
  return { object: isSame ? object : { ...object, items: { ...items, data } }, tiers };
}

function takeOut<One extends Price>(price: One, tiers: Map<string, unknown>): One {
  if (price.billing_scheme !== "tiered" || typeof price.id !== "string") return price;
  const { tiers: shown, ...rest } = price;
  tiers.set(price.id, shown ?? null);
  return shown === undefined ? price : (rest as One); // but for its tiers
}
