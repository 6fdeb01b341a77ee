/**
 * @module Everything the ledger knows of one customer, in the shapes that the rules of billing read.
 *
 * The ledger keeps objects as Stripe sent them, in any API version. What one lacks reads as null, or as nothing.
 */

import type { KnownCustomer } from "../billing/main-subscription.ts";
import { measureMrr } from "../billing/mrr.ts";
import type {
  Coupon,
  Customer,
  Discount,
  Entitlement,
  Invoice,
  Price,
  Subscription,
  SubscriptionItem,
  Tier,
} from "../billing/objects.ts";
import type { ResourceName } from "../../shared/resources.ts";
import type { LedgerStorage } from "./storage.ts";
import type { StripeObject } from "./tables.ts";

/** Of customers with very many invoices the newest are looked at: they say what was paid last, and of the last trial. */
const INVOICES_SEEN = 40;

const CUSTOMER = {
  email: null,
  name: null,
  delinquent: null,
  metadata: {},
  invoice_settings: { default_payment_method: null },
};
const SUBSCRIPTION = {
  trial_start: null,
  trial_end: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  ended_at: null,
  pause_collection: null,
  latest_invoice: null,
  default_payment_method: null,
  metadata: {},
};
const PRICE = {
  nickname: null,
  type: "recurring",
  billing_scheme: "per_unit",
  unit_amount: null,
  unit_amount_decimal: null,
  tiers_mode: null,
  transform_quantity: null,
  recurring: null,
} as const;
const INVOICE = {
  attempted: false,
  attempt_count: 0,
  next_payment_attempt: null,
  billing_reason: null,
  parent: null,
};
const COUPON = {
  name: null,
  duration_in_months: null,
  percent_off: null,
  amount_off: null,
  currency: null,
};
const TRANSITIONS = { finalized_at: null, paid_at: null, voided_at: null, marked_uncollectible_at: null };

interface SentDiscount extends Pick<Discount, "start" | "end"> {
  readonly source?: { readonly coupon: string | Coupon | null } | null;
  readonly coupon?: string | Coupon | null;
}

export interface ReadCustomer extends KnownCustomer {
  /** Counts what is not known: tiers and discounts that were looked up so far, and subscriptions without all items. */
  countUnknown(): number;
}

/** Returns everything known of a customer; null for one who is not there. @param now unix seconds */
export function readKnownCustomer(storage: LedgerStorage, id: string, now: number): ReadCustomer | null {
  const row = storage.findObjects("customers", [id]).get(id);
  if (!row || row.deleted === 1) return null;
  const unknown = new Set<string>();
  const note = <Found>(name: string, found: Found | null): Found | null => {
    if (found === null) unknown.add(name);
    return found;
  };
  const pricing = {
    tiersOf: (price: string) => note(price, storage.findDetail(price) as readonly Tier[] | null), // Stripe's shape
    discountOf: (discount: string) => note(discount, readDiscount(storage, discount)),
  };
  const readWhole = (sent: Subscription): Subscription => {
    if ((sent.items as { has_more?: unknown } | null)?.has_more === true) unknown.add(sent.id); // some items
    return readSubscription(sent);
  };
  const list = <Sent>(resource: ResourceName, limit?: number): Sent[] =>
    storage.listNewestOfCustomer(resource, id, limit).map((json) => JSON.parse(json) as Sent); // Stripe's shape
  return {
    ...pricing,
    countUnknown: () => unknown.size,
    customer: { ...CUSTOMER, ...(JSON.parse(row.json) as Customer) }, // Stripe's shape
    subscriptions: list<Subscription>("subscriptions").map(readWhole),
    invoices: list<Invoice>("invoices", INVOICES_SEEN).map(readInvoice),
    entitlements: list<Entitlement>("entitlements"),
    productOf: () => null,
    monthlyAmountOf: (subscription) => {
      const { totals } = measureMrr({ ...subscription, status: "active" }, pricing);
      return totals.reduce((sum, { monthly }) => sum + monthly, 0);
    },
    now,
  };
}

/** Brings a subscription or an invoice to the shape that the rules read; what else there is stays as it is. */
export function readAsKnown<One extends StripeObject>(object: One): One {
  const sent: unknown = object; // as Stripe sent it
  if (object.object === "subscription") return readSubscription(sent as Subscription) as unknown as One;
  if (object.object === "invoice") return readInvoice(sent as Invoice) as unknown as One;
  return object;
}

function readSubscription(sent: Subscription): Subscription {
  const discounts = (sent.discounts as readonly unknown[] | undefined) ?? [];
  return {
    ...SUBSCRIPTION,
    ...sent,
    start_date: sent.start_date ?? sent.created,
    discounts: discounts.flatMap(readDiscountId),
    items: { data: (sent.items?.data ?? []).filter(hasPrice).map(readItem) },
  };
}

function hasPrice(item: { readonly price?: { readonly id?: unknown } | null } | null): boolean {
  return typeof item?.price?.id === "string";
}

function readItem(sent: SubscriptionItem): SubscriptionItem {
  const discounts = (sent.discounts as readonly unknown[] | undefined) ?? [];
  return {
    ...sent,
    price: { ...PRICE, ...(sent.price as Partial<Price> & Pick<Price, "id" | "product" | "currency">) },
    discounts: discounts.flatMap(readDiscountId),
  };
}

/** Returns a discount with its coupon; null where either is not known. */
function readDiscount(storage: LedgerStorage, id: string): Discount | null {
  const sent = storage.findDetail(id) as SentDiscount | null; // Stripe's shape
  const named = sent?.source?.coupon ?? sent?.coupon; // the coupon moves under `source` (clover)
  const coupon = typeof named === "string" ? readCoupon(storage, named) : (named ?? null);
  return sent && coupon && { id, start: sent.start, end: sent.end, coupon: { ...COUPON, ...coupon } };
}

function readCoupon(storage: LedgerStorage, id: string): Coupon | null {
  const row = storage.findObjects("coupons", [id]).get(id);
  const coupon = row && (JSON.parse(row.json) as Partial<Coupon>); // Stripe's shape
  return coupon?.duration === undefined ? null : (coupon as Coupon); // one that was deleted still applies
}

/** A discount is an id, or where it was expanded the object. */
function readDiscountId(discount: unknown): string[] {
  const id = typeof discount === "object" && discount !== null ? (discount as { id?: unknown }).id : discount;
  return typeof id === "string" ? [id] : [];
}

function readInvoice(sent: Invoice): Invoice {
  return {
    ...INVOICE,
    ...sent,
    status_transitions: { ...TRANSITIONS, ...sent.status_transitions },
  };
}
