/**
 * @module `expand[]`: puts whole objects where ids stand, if the key may read each of them.
 *
 * Expanding takes a permission for every expanded object, or the whole request is a 403
 * (docs.stripe.com/stripe-apps/reference/permissions; for restricted keys seen with App tokens only).
 */

import { badRequest } from "./errors.ts";
import { findObject, resourceAt, type Resource } from "./resources.ts";
import { isRecord, readField, type Store, type StripeObject } from "./world.ts";

interface Link {
  /** `object` of what stands there, or will. */
  readonly to: string;
  /** The resource the id is looked up in; without it the object is always included. */
  readonly resource?: Resource;
}

const linkTo = (path: string): Link => ({ to: resourceAt(path).object, resource: resourceAt(path) });

/** Type of object → path inside it → what is there. */
const LINKS: Readonly<Record<string, Readonly<Record<string, Link>>>> = {
  subscription: {
    customer: linkTo("customers"),
    discounts: { to: "discount" },
    "items.data": { to: "subscription_item" },
    latest_invoice: linkTo("invoices"),
  },
  subscription_item: { price: { to: "price" } },
  price: { product: linkTo("products") },
  discount: { "source.coupon": linkTo("coupons") },
  invoice: { "parent.subscription_details.subscription": linkTo("subscriptions") },
  "entitlements.active_entitlement": { feature: linkTo("entitlements/features") },
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
  const expandNext: Next = (inner) => expandObject(inner, rest, store);
  const expanded = expandValue(readField(object, path), link, store, expandNext);
  return expanded === undefined ? object : writeField(object, path.split("."), expanded);
}

type Next = (inner: StripeObject) => StripeObject;

function expandValue(value: unknown, link: Link, store: Store, next: Next): unknown {
  if (Array.isArray(value)) return value.map((entry) => expandValue(entry, link, store, next));
  if (isStripeObject(value)) return next(value);
  if (typeof value !== "string") return value;
  const found = link.resource
    ? findObject(link.resource, store, value)
    : store.collection(`${link.to}s`).find(value);
  return found ? next(found) : value;
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
