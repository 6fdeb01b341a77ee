/**
 * @module Brings Stripe's objects to one shape, that of the API version we pin, whatever version they come in.
 *
 * Events keep the version of the endpoint or account they were made for, so an account of 2020 sends the shapes of 2020.
 * Source: docs.stripe.com/changelog, basil (2025-03-31), clover (2025-09-30), and the API reference before them. What
 * an older version has and ours has not is left out; what it lacks is not made up.
 */

import type { StripeObject } from "./tables.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Tells whether something that arrived is one of Stripe's objects of a kind. */
export function isObjectOf(value: unknown, kind: string): value is StripeObject {
  return isObject(value) && value.object === kind && typeof value.id === "string" && value.id !== "";
}

/** Returns an object in the pinned version's shape. One that has it already is returned as it is. */
export function toPinnedShape(object: StripeObject): StripeObject {
  switch (object.object) {
    case "subscription":
      return shapeSubscription(object);
    case "invoice":
      return shapeInvoice(object);
    case "promotion_code":
      return shapePromotionCode(object);
    case "charge":
    case "payment_intent":
      return omit(object, ["invoice"]); // gone with basil: an invoice names its payments
    default:
      return object;
  }
}

/** Periods move to the items (basil), one discount to the list of discounts, a plan and quantity to the item. */
function shapeSubscription(object: StripeObject): StripeObject {
  const isOld = "current_period_start" in object || "plan" in object || "discount" in object;
  const items = isObject(object.items) ? object.items : null;
  if (!isOld || !items || !Array.isArray(items.data)) return object;
  const { current_period_start, current_period_end } = object;
  const data = items.data.filter(isObject).map((item) => ({
    ...omit(item, ["plan"]),
    ...(current_period_end !== undefined && {
      current_period_end: item.current_period_end ?? current_period_end,
      current_period_start: item.current_period_start ?? current_period_start,
    }),
  }));
  const rest = omit(object, [
    "current_period_start",
    "current_period_end",
    "plan",
    "quantity",
    "discount",
    "tax_percent",
  ]);
  return { ...rest, ...listDiscounts(object), items: { ...items, data } };
}

/** The subscription moves under `parent` (basil); what was paid with is in the invoice's payments. */
function shapeInvoice(object: StripeObject): StripeObject {
  if (!("subscription" in object || "paid" in object)) return object;
  const { subscription, subscription_details: details } = object;
  const metadata = (isObject(details) && details.metadata) || {};
  const rest = omit(object, [
    ...["subscription", "subscription_details", "paid", "charge", "payment_intent", "discount", "tax"],
    ...["quote", "total_tax_amounts", "paid_out_of_band", "application_fee_amount"],
  ]);
  return {
    ...rest,
    ...listDiscounts(object),
    parent:
      object.parent ??
      (typeof subscription === "string"
        ? { subscription_details: { metadata, subscription }, type: "subscription_details" }
        : null),
  };
}

/** The coupon moves under `promotion` (clover). */
function shapePromotionCode(object: StripeObject): StripeObject {
  if (!("coupon" in object)) return object;
  const { coupon } = object;
  const id = isObject(coupon) ? coupon.id : coupon;
  return { ...omit(object, ["coupon"]), promotion: { coupon: id, type: "coupon" } };
}

/** One discount moves to the list of them, which names it by its id. */
function listDiscounts({ discount, discounts }: StripeObject): { readonly discounts?: unknown } {
  if (discounts !== undefined || discount === undefined) return {};
  const id = isObject(discount) ? discount.id : discount;
  return { discounts: typeof id === "string" ? [id] : [] };
}

function omit<T extends Fields>(fields: T, names: readonly string[]): T {
  if (!names.some((name) => name in fields)) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name))) as T; // fewer fields
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
