/**
 * @module Stripe's objects for tests of billing, each with sensible defaults that a test changes where it cares.
 */

import type { KnownCustomer } from "../../worker/billing/main-subscription.ts";
import type {
  Coupon,
  Customer,
  Discount,
  Dispute,
  Invoice,
  Price,
  Subscription,
  SubscriptionItem,
} from "../../worker/billing/objects.ts";

/** Unix seconds of a time in UTC. @param text such as `2026-11-03` or `2026-11-03T09:30` */
export function at(text: string): number {
  return Date.parse(text.includes("T") ? `${text}:00Z` : `${text}T00:00:00Z`) / 1000;
}

export function makeCustomer(changes: Partial<Customer> = {}): Customer {
  return {
    id: "cus_ada",
    created: at("2026-01-01"),
    email: "ada@example.com",
    name: "Ada",
    delinquent: false,
    metadata: {},
    invoice_settings: { default_payment_method: null },
    ...changes,
  };
}

/** $29 a month. */
export function makePrice(changes: Partial<Price> = {}): Price {
  return {
    id: "price_pro",
    product: "prod_pro",
    currency: "usd",
    nickname: "Pro monthly",
    type: "recurring",
    billing_scheme: "per_unit",
    unit_amount: 2900,
    unit_amount_decimal: "2900",
    tiers_mode: null,
    transform_quantity: null,
    recurring: { interval: "month", interval_count: 1, usage_type: "licensed" },
    ...changes,
  };
}

export function makeItem(changes: Partial<SubscriptionItem> = {}): SubscriptionItem {
  return {
    id: "si_pro",
    price: makePrice(),
    quantity: 1,
    current_period_start: at("2026-11-01"),
    current_period_end: at("2026-12-01"),
    ...changes,
  };
}

/** Active since June, one item of $29 a month. */
export function makeSubscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    id: "sub_pro",
    customer: "cus_ada",
    status: "active",
    created: at("2026-06-01"),
    start_date: at("2026-06-01"),
    currency: "usd",
    items: { data: [makeItem()] },
    trial_start: null,
    trial_end: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    ended_at: null,
    pause_collection: null,
    discounts: [],
    latest_invoice: null,
    default_payment_method: null,
    metadata: {},
    ...changes,
  };
}

/** Of $29, paid when it was made, for the subscription above. */
export function makeInvoice(changes: Partial<Invoice> = {}): Invoice {
  const created = changes.created ?? at("2026-11-01");
  const total = changes.total ?? 2900;
  const isPaid = (changes.status ?? "paid") === "paid";
  return {
    id: "in_1",
    customer: "cus_ada",
    status: "paid",
    created,
    currency: "usd",
    total,
    amount_due: Math.max(0, total),
    amount_paid: isPaid ? Math.max(0, total) : 0,
    amount_remaining: isPaid ? 0 : Math.max(0, total),
    attempted: isPaid,
    attempt_count: isPaid ? 1 : 0,
    next_payment_attempt: null,
    due_date: null,
    billing_reason: "subscription_cycle",
    parent: { subscription_details: { subscription: "sub_pro" } },
    status_transitions: {
      finalized_at: changes.status === "draft" ? null : created,
      paid_at: isPaid ? created : null,
      voided_at: null,
      marked_uncollectible_at: null,
    },
    ...changes,
  };
}

/** Of $29, opened on 10 November 2026; evidence is due on the 19th. */
export function makeDispute(changes: Partial<Dispute> = {}): Dispute {
  return {
    id: "du_1",
    charge: "ch_1",
    created: at("2026-11-10"),
    amount: 2900,
    currency: "usd",
    reason: "fraudulent",
    status: "needs_response",
    evidence_details: { due_by: at("2026-11-19") },
    ...changes,
  };
}

export function makeDiscount(
  changes: Partial<Omit<Discount, "coupon">> = {},
  coupon: Partial<Coupon> = {},
): Discount {
  return {
    id: "di_friends",
    start: at("2026-06-01"),
    end: null,
    ...changes,
    coupon: {
      id: "FRIENDS",
      name: "Friends of the house",
      duration: "forever",
      duration_in_months: null,
      percent_off: 10,
      amount_off: null,
      currency: null,
      ...coupon,
    },
  };
}

/** A customer on 15 November 2026 with nothing but what is given; a month costs the sum of all unit amounts. */
export function makeKnown(changes: Partial<KnownCustomer> = {}): KnownCustomer {
  return {
    customer: makeCustomer(),
    subscriptions: [],
    invoices: [],
    entitlements: [],
    productOf: (id) => (id === "prod_pro" ? { id, name: "Pro" } : null),
    tiersOf: () => null,
    discountOf: () => null,
    monthlyAmountOf: ({ items }) => items.data.reduce((sum, { price }) => sum + (price.unit_amount ?? 0), 0),
    now: at("2026-11-15"),
    ...changes,
  };
}
