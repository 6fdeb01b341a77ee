/**
 * @module One customer's subscription in a given state, with the invoices and charges that led to it.
 *
 * Shapes: API version 2026-10-28.endive (periods are on the items; an invoice has no `paid`, `charge` or
 * `subscription`). Statuses: docs.stripe.com/billing/subscriptions/overview.
 */

import type { Coupon, Price } from "./catalog.ts";
import type { SeededRandom } from "./random.ts";

export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 24 * HOUR_SECONDS;

const TRIAL_DAYS = 14;
const TRIAL_FEE = 100;
const FIRST_PAYMENT_HOURS = 23; // then Stripe turns incomplete into incomplete_expired
const INVOICES_PER_SUBSCRIPTION = 3; // older paid invoices add nothing

interface InvoiceState {
  readonly status: "paid" | "open" | "draft" | "void" | "uncollectible";
  readonly attempts: number;
  /** Default the whole price. */
  readonly amount?: number;
  /** The subscription's first invoice. */
  readonly first?: true;
  readonly retryInDays?: number;
  /** To the customer, to pay by hand. */
  readonly sent?: true;
}

/** Stripe has no status "failed": a failed invoice stays `open`, with attempts, and either a next one or none. */
const INVOICE_STATES = {
  paid: { status: "paid", attempts: 1 },
  trial_free: { status: "paid", attempts: 0, first: true, amount: 0 },
  trial_paid: { status: "paid", attempts: 1, first: true, amount: TRIAL_FEE },
  trial_open: { status: "open", attempts: 1, first: true, amount: TRIAL_FEE, retryInDays: 1 },
  sent: { status: "open", attempts: 0, sent: true },
  retrying: { status: "open", attempts: 2, retryInDays: 3 },
  exhausted: { status: "open", attempts: 4 },
  first_open: { status: "open", attempts: 1, first: true },
  draft: { status: "draft", attempts: 0 },
  void: { status: "void", attempts: 1, first: true },
  uncollectible: { status: "uncollectible", attempts: 4 },
} as const satisfies Record<string, InvoiceState>;

/** What happened to a customer; every data set of at least one block of stories has all of them. */
export interface Story {
  /** How many customers of a block it happens to. */
  readonly weight: number;
  /** Null for a customer who never subscribed. */
  readonly status: string | null;
  /** Hours since the newest billing period began, least and most. */
  readonly billed: readonly [number, number];
  /** Months of billing before that, least and most. */
  readonly earlier: readonly [number, number];
  /** The newest invoices, newest first; older ones are paid. */
  readonly invoices: readonly (keyof typeof INVOICE_STATES)[];
  readonly trial?: true;
  readonly cancels?: true;
  readonly discounted?: true;
}

const RUNNING = { weight: 1, status: "active", earlier: [2, 22], billed: [1, 24 * 24] } as const; // under any month
const RETRIED = { weight: 1, earlier: [2, 22], billed: [24, 24 * 12] } as const; // while Stripe still retries
const OVER = { weight: 1, status: "canceled", earlier: [2, 22], billed: [24 * 32, 24 * 90] } as const;
const NEW = { weight: 1, earlier: [0, 0] } as const;
const TRIAL = { ...NEW, status: "trialing", billed: [24, 24 * 10], trial: true } as const;

const STORIES: readonly Story[] = [
  { ...RUNNING, weight: 12, invoices: ["paid"] },
  { ...RUNNING, weight: 2, invoices: ["paid"], discounted: true },
  { ...RUNNING, invoices: ["paid"], cancels: true },
  { ...RUNNING, billed: [0.1, 0.9], invoices: ["draft"] },
  { ...RETRIED, status: "active", invoices: ["sent"] },
  { ...RETRIED, weight: 2, status: "past_due", invoices: ["retrying"] },
  { ...RETRIED, status: "unpaid", invoices: ["draft", "exhausted"] },
  { ...TRIAL, weight: 2, invoices: ["trial_free"] },
  { ...TRIAL, invoices: ["trial_paid"] },
  { ...TRIAL, invoices: ["trial_open"] },
  { ...TRIAL, status: "paused", billed: [24 * 15, 24 * 40], invoices: ["trial_free"] },
  { ...OVER, weight: 2, invoices: ["paid"] },
  { ...OVER, invoices: ["uncollectible"] },
  { ...NEW, status: "incomplete", billed: [1, 20], invoices: ["first_open"] },
  { ...NEW, status: "incomplete_expired", billed: [48, 24 * 40], invoices: ["void"] },
  { ...NEW, weight: 2, status: null, billed: [24, 24 * 90], invoices: [] },
];

/** Each story as often as its weight says. */
export const STORY_BLOCK = STORIES.flatMap((story) => Array.from({ length: story.weight }, () => story));

interface Plan {
  readonly story: Story;
  readonly status: string;
  readonly customer: { readonly id: string; readonly email: string; readonly livemode: boolean };
  readonly price: Price;
  readonly coupon: Coupon;
  /** When the subscription began. */
  readonly start: number;
  /** Billing periods before the newest. */
  readonly earlier: number;
  readonly now: number;
}

/** Creates the subscription of `plan`, with its invoices, newest first, and their charges. */
export function createSubscription(random: SeededRandom, plan: Plan) {
  const { story, status, price, start, customer } = plan;
  const id = random.id("sub_1", 23);
  const quantity = price.nickname.startsWith("Team") ? random.integer(2, 9) : 1;
  const trialEnd = story.trial ? start + TRIAL_DAYS * DAY_SECONDS : null;
  const periods = listPeriods(plan, trialEnd);
  const current = periods[0] ?? { start, end: start };
  const invoices = periods.map((period, index) =>
    createInvoice(random, plan, {
      subscription: id,
      quantity,
      period,
      state: INVOICE_STATES[story.invoices[index] ?? "paid"],
    }),
  );
  const charged = invoices.filter(({ attempt_count, total }) => attempt_count > 0 && total > 0);
  const discounts = story.discounted ? [createDiscount(random, plan, id)] : [];
  const subscription = {
    ...describeEnd(plan, current),
    id,
    object: "subscription",
    billing_cycle_anchor: trialEnd ?? start,
    collection_method: invoices[0]?.collection_method ?? "charge_automatically",
    created: start,
    currency: price.currency,
    customer: customer.id,
    default_payment_method: null,
    discounts: discounts.map((discount) => discount.id),
    items: listOf(`/v1/subscription_items?subscription=${id}`, {
      id: random.id("si_", 14),
      object: "subscription_item",
      created: start,
      current_period_end: current.end,
      current_period_start: current.start,
      metadata: {},
      price,
      quantity,
      subscription: id,
    }),
    latest_invoice: invoices[0]?.id ?? null,
    livemode: customer.livemode,
    metadata: {},
    pause_collection: null,
    start_date: start,
    status,
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : start,
  };
  return {
    subscription,
    invoices,
    charges: charged.map((invoice) => createCharge(random, invoice)),
    discounts,
  };
}

function createDiscount(random: SeededRandom, { customer, coupon, start }: Plan, subscription: string) {
  const source = { coupon: coupon.id, type: "coupon" };
  const id = random.id("di_1", 23);
  return { id, object: "discount", customer: customer.id, end: null, source, start, subscription };
}

/** Returns the moment `months` after `start` (before it if negative); like Stripe, the 31st becomes a month's last day. */
export function addMonths(start: number, months: number): number {
  const date = new Date(start * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return Math.floor(date.getTime() / 1000);
}

/** Returns how many months one billing period of `price` lasts. */
export function monthsOf(price: Price): number {
  return price.recurring.interval === "year" ? 12 : 1;
}

interface Period {
  readonly start: number;
  readonly end: number;
}

/** Lists the newest billing periods, newest first; a trial is one period. */
function listPeriods({ start, earlier, price }: Plan, trialEnd: number | null): Period[] {
  if (trialEnd !== null) return [{ start, end: trialEnd }];
  const months = monthsOf(price);
  return Array.from({ length: Math.min(INVOICES_PER_SUBSCRIPTION, earlier + 1) }, (_, back) => ({
    start: addMonths(start, (earlier - back) * months),
    end: addMonths(start, (earlier - back + 1) * months),
  }));
}

function describeEnd({ story, status, start, now }: Plan, current: Period) {
  const ended = status === "canceled" ? Math.min(current.end, now - DAY_SECONDS) : null;
  return {
    cancel_at: story.cancels ? current.end : null,
    cancel_at_period_end: story.cancels === true,
    canceled_at: story.cancels ? now - DAY_SECONDS : ended,
    ended_at: status === "incomplete_expired" ? start + FIRST_PAYMENT_HOURS * HOUR_SECONDS : ended,
  };
}

interface Bill {
  readonly subscription: string;
  readonly quantity: number;
  readonly period: Period;
  readonly state: InvoiceState;
}

function createInvoice(random: SeededRandom, plan: Plan, { subscription, quantity, period, state }: Bill) {
  const { customer, price, now } = plan;
  const { status, attempts, retryInDays } = state;
  const id = random.id("in_1", 23);
  const total = state.amount ?? price.unit_amount * quantity;
  const finalized = status === "draft" ? null : Math.min(now, period.start + HOUR_SECONDS);
  const at = (other: InvoiceState["status"]): number | null => (status === other ? finalized : null);
  return {
    id,
    object: "invoice",
    amount_due: total,
    amount_paid: status === "paid" ? total : 0,
    amount_remaining: status === "paid" ? 0 : total,
    attempt_count: attempts,
    attempted: attempts > 0 || status === "paid",
    auto_advance: status === "draft" || status === "open",
    billing_reason: state.first ? "subscription_create" : "subscription_cycle",
    collection_method: state.sent ? "send_invoice" : "charge_automatically",
    created: period.start,
    currency: price.currency,
    customer: customer.id,
    customer_email: customer.email,
    due_date: state.sent ? period.start + 14 * DAY_SECONDS : null,
    lines: listOf(`/v1/invoices/${id}/lines`, {
      id: random.id("il_1", 23),
      object: "line_item",
      amount: total,
      currency: price.currency,
      description: `${quantity} × ${price.nickname}`,
      period,
      pricing: { price_details: { price: price.id, product: price.product }, type: "price_details" },
      quantity,
    }),
    livemode: customer.livemode,
    metadata: {},
    next_payment_attempt: retryInDays === undefined ? null : now + retryInDays * DAY_SECONDS,
    parent: { subscription_details: { metadata: {}, subscription }, type: "subscription_details" },
    period_end: period.start,
    period_start: period.start,
    status,
    status_transitions: {
      finalized_at: finalized,
      marked_uncollectible_at: at("uncollectible"),
      paid_at: at("paid"),
      voided_at: at("void"),
    },
    subtotal: total,
    total,
  };
}

function createCharge(random: SeededRandom, invoice: ReturnType<typeof createInvoice>) {
  const { total, currency, customer, livemode, status, created } = invoice;
  const paid = status === "paid";
  return {
    id: random.id("ch_3", 23),
    object: "charge",
    amount: total,
    amount_refunded: 0,
    captured: paid,
    created,
    currency,
    customer,
    failure_code: paid ? null : "card_declined",
    livemode,
    metadata: {},
    paid,
    refunded: false,
    status: paid ? "succeeded" : "failed",
  };
}

function listOf<Entry>(url: string, entry: Entry) {
  return { object: "list", data: [entry], has_more: false, url };
}
