/**
 * @module `expand[]`: puts whole objects where ids stand, if the key may read each of them.
 *
 * Expanding takes a permission for every expanded object, or the whole request is a 403
 * (docs.stripe.com/stripe-apps/reference/permissions; for restricted keys seen with App tokens only).
 */

import { badRequest } from "./errors.ts";
import { isStripeObject, readField, writeField, type StripeObject } from "./objects.ts";
import { findObject, resourceAt, type Resource } from "./resources.ts";
import { showObject } from "./show.ts";
import type { Store } from "./world.ts";

interface Link {
  /** `object` of what stands there, or will. */
  readonly to: string;
  /** The resource the id is looked up in; without it the object is always included. */
  readonly resource?: Resource;
}

const linkTo = (path: string): Link => ({ to: resourceAt(path).object, resource: resourceAt(path) });

const CUSTOMER = { customer: linkTo("customers") };
const CHARGE = { charge: linkTo("charges") };
const INTENT = { payment_intent: linkTo("payment_intents") };
const INVOICE = { invoice: linkTo("invoices") };
const METHOD = { payment_method: linkTo("payment_methods") };
const SUBSCRIPTION = { subscription: linkTo("subscriptions") };

/** Type of object → path inside it → what is there. */
const LINKS: Readonly<Record<string, Readonly<Record<string, Link>>>> = {
  charge: { ...CUSTOMER, ...INTENT },
  "checkout.session": { ...CUSTOMER, ...INVOICE, ...SUBSCRIPTION },
  credit_note: { ...CUSTOMER, ...INVOICE },
  customer: { "invoice_settings.default_payment_method": linkTo("payment_methods") },
  discount: { "source.coupon": linkTo("coupons") },
  dispute: { ...CHARGE, ...INTENT },
  "entitlements.active_entitlement": { feature: linkTo("entitlements/features") },
  invoice: { ...CUSTOMER, "parent.subscription_details.subscription": linkTo("subscriptions") },
  payment_intent: { ...CUSTOMER, ...METHOD, latest_charge: linkTo("charges") },
  price: { product: linkTo("products"), tiers: { to: "tier" } },
  promotion_code: { ...CUSTOMER, "promotion.coupon": linkTo("coupons") },
  refund: { ...CHARGE, ...INTENT },
  setup_intent: { ...CUSTOMER, ...METHOD },
  subscription: {
    ...CUSTOMER,
    discounts: { to: "discount" },
    "items.data": { to: "subscription_item" },
    latest_invoice: linkTo("invoices"),
    schedule: linkTo("subscription_schedules"),
  },
  subscription_item: { price: { to: "price" } },
  subscription_schedule: { ...CUSTOMER, ...SUBSCRIPTION },
};

interface Step {
  readonly path: string;
  readonly link: Link;
}

/** One `expand[]` entry: the steps from the outer object to the expanded one. */
export type Expansion = readonly Step[];

/** Reads an `expand[]` entry for objects of `type`; a 400 for what cannot be expanded. */
export function planExpansion(entry: string, type: string, isList: boolean): Expansion {
  const path = (isList ? /^data\.(.+)$/ : /^(.+)$/).exec(entry)?.[1];
  const steps = path === undefined ? null : findSteps(path, type);
  if (!steps) throw badRequest(`This property cannot be expanded (${entry}).`, { param: "expand" });
  return steps;
}

function findSteps(path: string, type: string): Step[] | null {
  if (path === "") return [];
  for (const [known, link] of Object.entries(LINKS[type] ?? {})) {
    if (path !== known && !path.startsWith(`${known}.`)) continue;
    const further = findSteps(path.slice(known.length + 1), link.to);
    if (further) return [{ path: known, link }, ...further];
  }
  return null;
}

/** Returns the resources that an expansion reads. */
export function resourcesOf(expansion: Expansion): Resource[] {
  return expansion.flatMap(({ link }) => link.resource ?? []);
}

/** Returns `object` with everything along `expansion` in the place of its id. */
export function expandObject(object: StripeObject, expansion: Expansion, store: Store): StripeObject {
  const [step, ...rest] = expansion;
  if (!step) return object;
  const { path, link } = step;
  if (link.to === "tier") return showTiers(object, store);
  const expandNext: Next = (inner) => expandObject(inner, rest, store);
  const expanded = expandValue(readField(object, path), link, store, expandNext);
  return expanded === undefined ? object : writeField(object, path, expanded);
}

/** Only a price that is `tiered` has them. */
function showTiers(price: StripeObject, store: Store): StripeObject {
  const tiers = store.collection("prices").find(price.id)?.tiers;
  return tiers === undefined ? price : { ...price, tiers };
}

type Next = (inner: StripeObject) => StripeObject;

function expandValue(value: unknown, link: Link, store: Store, next: Next): unknown {
  if (Array.isArray(value)) return value.map((entry) => expandValue(entry, link, store, next));
  if (isStripeObject(value)) return next(value);
  if (typeof value !== "string") return value;
  const found = link.resource
    ? findObject(link.resource, store, value)
    : store.collection(`${link.to}s`).find(value);
  return found ? next(showObject(store, found)) : value;
}
