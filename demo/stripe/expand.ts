/**
 * @module `expand[]`: puts whole objects where ids stand, if the key may read each of them.
 *
 * Expanding takes a permission for every expanded object, or the whole request is a 403
 * (docs.stripe.com/stripe-apps/reference/permissions; for restricted keys seen with App tokens only).
 */

import { badRequest } from "./errors.ts";
import { findObject, objectsOf, resourceAt, type Resource } from "./resources.ts";
import { isRecord, readField, type Store, type StripeObject } from "./world.ts";

interface Link {
  /** `object` of what stands there, or will. */
  readonly to: string;
  /** Path of the resource the id is looked up in; without it the object is always included. */
  readonly resource?: string;
  /** The field is a list of objects that only expanding includes, found by this filter. */
  readonly by?: string;
}

/** Type of object → path inside it → what is there. */
const LINKS: Readonly<Record<string, Readonly<Record<string, Link>>>> = {
  customer: { subscriptions: { to: "subscription", resource: "subscriptions", by: "customer" } },
  subscription: {
    customer: { to: "customer", resource: "customers" },
    default_payment_method: { to: "payment_method", resource: "payment_methods" },
    discounts: { to: "discount" },
    "items.data": { to: "subscription_item" },
    latest_invoice: { to: "invoice", resource: "invoices" },
  },
  subscription_item: { price: { to: "price" } },
  price: { product: { to: "product", resource: "products" } },
  plan: { product: { to: "product", resource: "products" } },
  discount: { "source.coupon": { to: "coupon", resource: "coupons" } },
  invoice: {
    customer: { to: "customer", resource: "customers" },
    "lines.data": { to: "line_item" },
    "parent.subscription_details.subscription": { to: "subscription", resource: "subscriptions" },
  },
  line_item: { "pricing.price_details.price": { to: "price", resource: "prices" } },
  promotion_code: {
    customer: { to: "customer", resource: "customers" },
    "promotion.coupon": { to: "coupon", resource: "coupons" },
  },
  "checkout.session": {
    customer: { to: "customer", resource: "customers" },
    invoice: { to: "invoice", resource: "invoices" },
    subscription: { to: "subscription", resource: "subscriptions" },
  },
  "entitlements.active_entitlement": {
    feature: { to: "entitlements.feature", resource: "entitlements/features" },
  },
};

interface Step {
  readonly path: string;
  readonly link: Link;
}

/** One `expand[]` entry: the steps from the outer object to the expanded one. */
export type Expansion = readonly Step[];

/** Reads an `expand[]` entry for objects of `type`; a 400 for what cannot be expanded. */
export function planExpansion(entry: string, type: string, isList: boolean): Expansion {
  const path = isList && entry.startsWith("data.") ? entry.slice("data.".length) : entry;
  const steps = isList && path === entry ? null : findSteps(path, type);
  if (!steps) throw badRequest(`This property cannot be expanded (${entry}).`, { param: "expand" });
  return steps;
}

function findSteps(path: string, type: string): Step[] | null {
  if (path === "") return [];
  for (const [known, link] of Object.entries(LINKS[type] ?? {})) {
    if (path !== known && !path.startsWith(`${known}.`)) continue;
    const rest = path.slice(known.length + 1);
    const further = findSteps(link.by === undefined ? rest : rest.replace(/^data\./, ""), link.to);
    if (further) return [{ path: known, link }, ...further];
  }
  return null;
}

/** Returns the resources that an expansion reads. */
export function resourcesOf(expansion: Expansion): Resource[] {
  return expansion.flatMap(({ link }) => (link.resource === undefined ? [] : [resourceAt(link.resource)]));
}

/** Returns `object` with everything along `expansion` in the place of its id. */
export function expandObject(object: StripeObject, expansion: Expansion, store: Store): StripeObject {
  const [step, ...rest] = expansion;
  if (!step) return object;
  const expandNext: Next = (inner) => expandObject(inner, rest, store);
  const { path, link } = step;
  const expanded = link.by
    ? listOwned(object, link, store, expandNext)
    : expandValue(readField(object, path), link, store, expandNext);
  return expanded !== undefined ? writeField(object, path.split("."), expanded) : object;
}

type Next = (inner: StripeObject) => StripeObject;

function expandValue(value: unknown, link: Link, store: Store, next: Next): unknown {
  if (Array.isArray(value)) return value.map((entry) => expandValue(entry, link, store, next));
  if (isStripeObject(value)) return next(value);
  if (typeof value !== "string") return value;
  const found =
    link.resource === undefined
      ? store.collection(`${link.to}s`).find(value)
      : findObject(resourceAt(link.resource), store, value);
  return found ? next(found) : value;
}

/** Lists the objects of `link` that belong to `owner`. */
function listOwned(owner: StripeObject, { resource = "", by = "" }: Link, store: Store, next: Next) {
  const all = objectsOf(resourceAt(resource), store);
  const data = all.filter((object) => object[by] === owner.id && object.status !== "canceled").map(next);
  return { object: "list", data, has_more: false, url: `/v1/${resource}?${by}=${owner.id}` };
}

function writeField(object: StripeObject, path: readonly string[], value: unknown): StripeObject {
  const write = (inner: unknown, [name = "", ...rest]: readonly string[]): unknown => {
    const fields = isRecord(inner) ? inner : {};
    return { ...fields, [name]: rest.length === 0 ? value : write(fields[name], rest) };
  };
  return write(object, path) as StripeObject; // only a field inside it has changed
}

function isStripeObject(value: unknown): value is StripeObject {
  return isRecord(value) && typeof value.id === "string" && typeof value.object === "string";
}
