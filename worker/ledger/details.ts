/**
 * @module What Stripe shows only to those who ask, the tiers of prices and the discounts of subscriptions: they are kept
 * once each, apart from the objects that have them.
 *
 * Neither ever changes, so one read of one subscription is enough for all that have the same price or discount
 * (docs.stripe.com/api/prices/object, `tiers`; docs.stripe.com/api/discounts/object).
 */

import type { StripeObject } from "./tables.ts";

interface Price {
  readonly id?: unknown;
  readonly billing_scheme?: unknown;
  readonly tiers?: unknown;
}

/** Details by the id of the price or discount: null where they are not shown. */
export type Details = Map<string, unknown>;

/** Returns the object without details, which a subscription then names by their ids, and the details. */
export function separateDetails(object: StripeObject): {
  readonly object: StripeObject;
  readonly details: Details;
} {
  const details: Details = new Map();
  if (object.object === "price") return { object: takeTiersOut(object, details), details };
  if (object.object !== "subscription") return { object, details };
  return { object: takeDiscountsOut(takeItemsTiersOut(object, details), details), details };
}

function takeItemsTiersOut(object: StripeObject, details: Details): StripeObject {
  const { items } = object as { items?: { data?: readonly unknown[] } | null }; // checked
  if (!Array.isArray(items?.data)) return object;
  const data = items.data.map((item: { price?: Price | null } | null) => {
    const price = item?.price && takeTiersOut(item.price, details);
    return price === item?.price ? item : { ...item, price };
  });
  const isSame = data.every((item, index) => item === items.data?.[index]);
  return isSame ? object : { ...object, items: { ...items, data } };
}

function takeTiersOut<One extends Price>(price: One, details: Details): One {
  if (price.billing_scheme !== "tiered" || typeof price.id !== "string") return price;
  const { tiers: shown, ...rest } = price;
  details.set(price.id, shown ?? null);
  return shown === undefined ? price : (rest as One); // but for its tiers
}

function takeDiscountsOut(object: StripeObject, details: Details): StripeObject {
  const { discounts } = object as { discounts?: readonly ({ id?: unknown } | string | null)[] }; // checked
  if (!Array.isArray(discounts) || discounts.length === 0) return object;
  const ids = discounts.map((discount: { id?: unknown } | string | null) => {
    if (typeof discount === "string") details.set(discount, null);
    if (typeof discount !== "object" || typeof discount?.id !== "string") return discount;
    details.set(discount.id, discount);
    return discount.id;
  });
  return ids.every((id, index) => id === discounts[index]) ? object : { ...object, discounts: ids };
}
