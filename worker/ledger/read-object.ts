/**
 * @module Reads one object whole, or all that one customer has of a resource.
 */

import { RESOURCES, type Resource, type ResourceName } from "../../shared/resources.ts";
import type { StripeAnswer } from "../stripe/answers.ts";
import { readPage } from "./list-run.ts";
import { isObjectOf } from "./shape.ts";
import type { StripeObject } from "./tables.ts";

/** Sends one request of the ledger's. */
export type Ask = (path: string, object: string) => Promise<StripeAnswer>;

export type ObjectAnswer =
  | { readonly is: "there"; readonly objects: readonly StripeObject[] }
  | { readonly is: "gone" }
  | { readonly is: "unanswered"; readonly answer: Exclude<StripeAnswer, { outcome: "answered" | "absent" }> };

/** A subscription has at most 20 items by default, and a customer a handful of payment methods. */
const MAX_PAGES = 20;

/** An answer that makes no sense, or none that can be had. */
const NONSENSE: ObjectAnswer = {
  is: "unanswered",
  answer: { outcome: "silent", reason: "down", stripe: null },
};

/** What Stripe shows of an object only to those who ask. */
const EXPANSIONS: Partial<Record<ResourceName, string>> = {
  prices: "?expand[]=tiers",
  subscriptions: "?expand[]=items.data.price.tiers",
};

/** Reads what the id stands for: an object or, for a resource that is listed by customer, that customer's list. */
export async function readObject(
  ask: Ask,
  resource: ResourceName,
  id: string,
  showsDiscounts: boolean,
): Promise<ObjectAnswer> {
  const { path, object, perCustomer }: Resource = RESOURCES[resource];
  if (perCustomer !== undefined) {
    return readList(ask, `${path}?limit=100&customer=${encodeURIComponent(id)}`, object);
  }
  if (id === "." || id === "..") return NONSENSE; // an address cannot hold them
  const discounts = resource === "subscriptions" && showsDiscounts ? "&expand[]=discounts" : "";
  const query = `${EXPANSIONS[resource] ?? ""}${discounts}`;
  const answer = await ask(`${path}/${encodeURIComponent(id)}${query}`, object);
  if (answer.outcome === "absent") return { is: "gone" };
  if (answer.outcome !== "answered") return { is: "unanswered", answer };
  if (!isObjectOf(answer.body, object)) return NONSENSE;
  const found = answer.body;
  if (found.deleted === true) return { is: "gone" };
  const { items } = found as { items?: { has_more?: unknown } }; // checked
  if (resource !== "subscriptions" || items?.has_more !== true) return { is: "there", objects: [found] };
  const all = await readList(
    ask,
    `/v1/subscription_items?limit=100&subscription=${encodeURIComponent(id)}&expand[]=data.price.tiers`,
    "subscription_item",
  );
  if (all.is !== "there") return all;
  return { is: "there", objects: [{ ...found, items: { ...items, data: all.objects, has_more: false } }] };
}

async function readList(ask: Ask, path: string, kind: string): Promise<ObjectAnswer> {
  const objects: StripeObject[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const last = objects.at(-1);
    const answer = await ask(last ? `${path}&starting_after=${encodeURIComponent(last.id)}` : path, "list");
    if (answer.outcome === "absent") return { is: "gone" };
    if (answer.outcome !== "answered") return { is: "unanswered", answer };
    const shown = readPage(answer.body, kind, last?.id ?? null);
    if (!shown) return NONSENSE;
    objects.push(...shown.objects);
    if (!shown.hasMore) return { is: "there", objects };
  }
  return NONSENSE; // what is not listed would be taken for gone
}
