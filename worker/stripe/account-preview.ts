/**
 * @module What the probes' own answers say by the way: enough for a person to see that it is the right account.
 *
 * Dates, a currency and names of plans; nothing of any customer but when the newest one was created.
 */

import type { PermissionName } from "../../shared/permissions.ts";
import type { AccountPreview } from "../../shared/schema/connections.ts";
import type { StripeAnswer } from "./answers.ts";

const MAX_PLANS = 3;
const MAX_NAME_LENGTH = 80;

/** What is looked for in an object of Stripe's. Every field may be anything and is checked. */
interface Seen {
  readonly created?: unknown;
  readonly currency?: unknown;
  readonly name?: unknown;
  readonly nickname?: unknown;
  readonly items?: { readonly data?: readonly { readonly price?: { readonly nickname?: unknown } | null }[] };
}

/** Returns the first look from the answers to the lists, which `answerOf` finds by permission. */
export function readAccountPreview(
  answerOf: (name: PermissionName) => StripeAnswer | undefined,
): AccountPreview {
  const customers = firstOf(answerOf("customers"));
  const subscriptions = firstOf(answerOf("subscriptions"));
  const product = firstOf(answerOf("products"));
  const price = firstOf(answerOf("prices"));
  const invoice = firstOf(answerOf("invoices"));
  const newest = customers?.created;
  const currencies = [subscriptions, price, invoice].map((object) => object?.currency);
  const subscribed = subscriptions?.items?.data;
  const names = [
    Array.isArray(subscribed) ? subscribed[0]?.price?.nickname : null,
    product?.name,
    price?.nickname,
  ];
  return {
    customers: countOf(customers),
    subscriptions: countOf(subscriptions),
    newest_customer_at: Number.isSafeInteger(newest) ? Number(newest) : null,
    currency: currencies.find(isCurrency) ?? null,
    plans: [...new Set(names.filter(isName).map(shorten))].slice(0, MAX_PLANS),
  };
}

/** The newest object of a list; undefined for an empty list, null where there was no list. */
function firstOf(answer: StripeAnswer | undefined): Seen | null | undefined {
  if (answer?.outcome !== "answered") return null;
  const { data } = answer.body as { data?: unknown }; // checked below
  if (!Array.isArray(data)) return null;
  const first: unknown = data[0];
  return typeof first === "object" && first !== null ? first : undefined;
}

function countOf(first: Seen | null | undefined): "none" | "some" | null {
  if (first === null) return null;
  return first ? "some" : "none";
}

function isCurrency(value: unknown): value is string {
  return typeof value === "string" && /^[a-z]{3}$/.test(value);
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function shorten(name: string): string {
  return [...name.trim()].slice(0, MAX_NAME_LENGTH).join("");
}
