/**
 * @module Invoices of the example data: one row of a table for every state an invoice can be found in.
 *
 * Stripe has no status "failed": a failed invoice stays `open`, with attempts, and either a next one or none.
 * Shape: API version 2026-10-28.endive (no `paid`, `charge` or `subscription` on an invoice any more).
 */

import { DAY_SECONDS, HOUR_SECONDS, type Period } from "./calendar.ts";
import type { DatasetPrice } from "./catalog.ts";
import type { DatasetCustomer } from "./customers.ts";
import type { SeededRandom } from "./random.ts";

interface InvoiceState {
  readonly status: "paid" | "open" | "draft" | "void" | "uncollectible";
  readonly reason: "subscription_create" | "subscription_cycle";
  readonly amount: "price" | "nothing" | "trial_fee";
  readonly attempts: number;
  /** Days until Stripe tries again. */
  readonly retryInDays?: number;
  readonly sent?: true;
}

const TRIAL_FEE = 100;

export const INVOICE_STATES = {
  paid: { status: "paid", reason: "subscription_cycle", amount: "price", attempts: 1 },
  trial_free: { status: "paid", reason: "subscription_create", amount: "nothing", attempts: 0 },
  trial_paid: { status: "paid", reason: "subscription_create", amount: "trial_fee", attempts: 1 },
  trial_open: {
    status: "open",
    reason: "subscription_create",
    amount: "trial_fee",
    attempts: 1,
    retryInDays: 1,
  },
  sent: { status: "open", reason: "subscription_cycle", amount: "price", attempts: 0, sent: true },
  retrying: { status: "open", reason: "subscription_cycle", amount: "price", attempts: 2, retryInDays: 3 },
  exhausted: { status: "open", reason: "subscription_cycle", amount: "price", attempts: 4 },
  first_open: { status: "open", reason: "subscription_create", amount: "price", attempts: 1 },
  draft: { status: "draft", reason: "subscription_cycle", amount: "price", attempts: 0 },
  void: { status: "void", reason: "subscription_create", amount: "price", attempts: 1 },
  uncollectible: { status: "uncollectible", reason: "subscription_cycle", amount: "price", attempts: 4 },
} as const satisfies Record<string, InvoiceState>;

export type InvoiceKind = keyof typeof INVOICE_STATES;
export type DatasetInvoice = ReturnType<typeof createInvoice>;

export interface InvoicePlan {
  readonly kind: InvoiceKind;
  readonly customer: DatasetCustomer;
  readonly subscription: string;
  readonly item: string;
  readonly price: DatasetPrice;
  readonly quantity: number;
  readonly period: Period;
  readonly number: number;
  readonly now: number;
}

/** Creates the invoice of one period in the state that `plan.kind` names. */
export function createInvoice(random: SeededRandom, plan: InvoicePlan) {
  const state: InvoiceState = INVOICE_STATES[plan.kind];
  const { customer, price, period, now } = plan;
  const id = random.id("in_1", 23);
  const total = amountOf(state, price.unit_amount * plan.quantity);
  const settled = state.status === "paid" ? total : 0;
  const finalized = state.status === "draft" ? null : Math.min(now, period.start + HOUR_SECONDS);
  const at = (status: InvoiceState["status"]): number | null => (state.status === status ? finalized : null);
  return {
    id,
    object: "invoice",
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: settled,
    amount_remaining: total - settled,
    attempt_count: state.attempts,
    attempted: state.attempts > 0 || state.status === "paid",
    auto_advance: state.status === "draft" || state.status === "open",
    billing_reason: state.reason,
    collection_method: state.sent ? "send_invoice" : "charge_automatically",
    created: period.start,
    currency: price.currency,
    customer: customer.id,
    customer_email: customer.email,
    customer_name: customer.name,
    default_payment_method: null,
    description: null,
    discounts: [] as string[],
    due_date: state.sent ? period.start + 14 * DAY_SECONDS : null,
    hosted_invoice_url: finalized === null ? null : `https://invoice.stripe.com/i/${id}`,
    lines: createLines(random, plan, total),
    livemode: customer.livemode,
    metadata: {},
    next_payment_attempt: state.retryInDays === undefined ? null : now + state.retryInDays * DAY_SECONDS,
    number: finalized === null ? null : `${customer.invoice_prefix}-${String(plan.number).padStart(4, "0")}`,
    parent: {
      quote_details: null,
      subscription_details: { metadata: {}, subscription: plan.subscription },
      type: "subscription_details",
    },
    period_end: period.start,
    period_start: period.start,
    status: state.status,
    status_transitions: {
      finalized_at: finalized,
      marked_uncollectible_at: at("uncollectible"),
      paid_at: at("paid"),
      voided_at: at("void"),
    },
    subtotal: total,
    total,
    total_discount_amounts: [],
    total_taxes: [],
  };
}

function amountOf(state: InvoiceState, price: number): number {
  if (state.amount === "nothing") return 0;
  return state.amount === "trial_fee" ? TRIAL_FEE : price;
}

function createLines(random: SeededRandom, plan: InvoicePlan, amount: number) {
  const line = {
    id: random.id("il_1", 23),
    object: "line_item",
    amount,
    currency: plan.price.currency,
    description: `${plan.quantity} × ${plan.price.nickname}`,
    parent: {
      subscription_item_details: { subscription: plan.subscription, subscription_item: plan.item },
      type: "subscription_item_details",
    },
    period: plan.period,
    pricing: { price_details: { price: plan.price.id, product: plan.price.product }, type: "price_details" },
    quantity: plan.quantity,
  };
  return { object: "list", data: [line], has_more: false, url: "/v1/invoices/lines" };
}
