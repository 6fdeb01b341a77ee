/**
 * @module What the probes' answers say of the account: whose key it is, and enough for a person to see that it is
 * the right account.
 *
 * The preview has dates, a currency and names of plans; nothing of any customer but when the newest was created.
 */

import type { PermissionName } from "../../shared/permissions.ts";
import type { AccountPreview } from "../../shared/schema/connections.ts";
import type { StripeAnswer } from "./answers.ts";
import { isObject } from "./bounded-fetch.ts";

/** An id (with a name where the key may read it), an answer without one, or no answer. */
export type AccountFinding =
  | { readonly kind: "identified"; readonly id: string; readonly name: string | null }
  | { readonly kind: "anonymous" }
  | { readonly kind: "unknown" };

/** The lists that the preview reads. */
export const PREVIEW_PERMISSIONS: readonly PermissionName[] = [
  "customers",
  "subscriptions",
  "products",
  "prices",
  "invoices",
];

const MAX_ACCOUNT_NAME_LENGTH = 200;
const MAX_PLANS = 3;
const MAX_PLAN_NAME_LENGTH = 80;

/**
 * Reads the answer to the account look-up. A key need not be able to read its account: the 403 names it.
 * @param idInText the id that the text of another call's 403 named
 */
export function readAccount(answer: StripeAnswer | undefined, idInText: string | null): AccountFinding {
  if (answer?.outcome === "answered" && "id" in answer.body && isAccountId(answer.body.id)) {
    return { kind: "identified", id: answer.body.id, name: readAccountName(answer.body) };
  }
  const id = (answer?.outcome === "forbidden" && answer.account) || idInText;
  if (id) return { kind: "identified", id, name: null };
  return answer?.outcome === "silent" ? { kind: "unknown" } : { kind: "anonymous" };
}

/** Reads the preview from the answers to the lists; null stands for a list that was not answered. */
export function readAccountPreview(
  findAnswer: (name: PermissionName) => StripeAnswer | undefined,
): AccountPreview {
  const customer = readFirst(findAnswer("customers"));
  const subscription = readFirst(findAnswer("subscriptions"));
  const product = readFirst(findAnswer("products"));
  const price = readFirst(findAnswer("prices"));
  const invoice = readFirst(findAnswer("invoices"));
  const created = customer?.created;
  const names = [readPlanName(subscription), product?.name, price?.nickname];
  return {
    customers: tellCount(customer),
    subscriptions: tellCount(subscription),
    newest_customer_at: Number.isSafeInteger(created) ? Number(created) : null,
    currency: [subscription, price, invoice].map((object) => object?.currency).find(isCurrency) ?? null,
    plans: [...new Set(names.flatMap((name) => readName(name, MAX_PLAN_NAME_LENGTH)))].slice(0, MAX_PLANS),
  };
}

function isAccountId(value: unknown): value is string {
  return typeof value === "string" && /^acct_[A-Za-z0-9]{1,64}$/.test(value);
}

function readAccountName(account: object): string | null {
  const { settings, business_profile: profile } = account as {
    settings?: { dashboard?: { display_name?: unknown } };
    business_profile?: { name?: unknown };
  }; // every step below is checked
  const names = [settings?.dashboard?.display_name, profile?.name];
  return names.flatMap((name) => readName(name, MAX_ACCOUNT_NAME_LENGTH))[0] ?? null;
}

/** The newest object of a list; undefined for an empty list, null where there was no list. */
function readFirst(answer: StripeAnswer | undefined): Readonly<Record<string, unknown>> | null | undefined {
  if (answer?.outcome !== "answered") return null;
  const { data } = answer.body as { data: readonly unknown[] }; // the client checks it of every list
  return data.find(isObject);
}

function readPlanName(subscription: Readonly<Record<string, unknown>> | null | undefined): unknown {
  const items = subscription?.items as { data?: { price?: { nickname?: unknown } | null }[] } | undefined; // checked
  return Array.isArray(items?.data) ? items.data[0]?.price?.nickname : undefined;
}

function tellCount(first: object | null | undefined): AccountPreview["customers"] {
  if (first === null) return null;
  return first ? "some" : "none";
}

function isCurrency(value: unknown): value is string {
  return typeof value === "string" && /^[a-z]{3}$/.test(value);
}

/** A name cut to its length, or nothing. */
function readName(value: unknown, maxLength: number): string[] {
  if (typeof value !== "string" || value.trim() === "") return [];
  return [[...value.trim()].slice(0, maxLength).join("")];
}
