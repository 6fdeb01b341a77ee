/**
 * @module One customer's subscription in a given state, with the invoices and payments that led to it.
 *
 * Shapes: API version 2026-10-28.endive (periods are on the items; an invoice has no `paid`, `charge` or
 * `subscription`). Statuses: docs.stripe.com/billing/subscriptions/overview.
 */

import type { AddOn, Coupon, Price } from "./catalog.ts";
import { createInvoice, listOf, type InvoiceStatus, type Period } from "./invoices.ts";
import { createPayment } from "./payments.ts";
import type { SeededRandom } from "./random.ts";

export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 24 * HOUR_SECONDS;

const TRIAL_DAYS = 14;
const TRIAL_FEE = 100;
const FIRST_PAYMENT_HOURS = 23; // then Stripe turns incomplete into incomplete_expired
const INVOICES_PER_SUBSCRIPTION = 3; // older paid invoices add nothing

interface InvoiceState {
  readonly status: InvoiceStatus;
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
  /** What is subscribed to beside `price`. */
  readonly addOns: readonly AddOn[];
  readonly coupon: Coupon;
  /** When the subscription began. */
  readonly start: number;
  /** Billing periods before the newest. */
  readonly earlier: number;
  readonly now: number;
}

/** Creates the subscription of `plan`, with its invoices, newest first, and their payments. */
export function createSubscription(random: SeededRandom, plan: Plan) {
  const { story, status, price, addOns, start, customer } = plan;
  const id = random.id("sub_1", 23, start);
  const quantity = price.nickname.startsWith("Team") ? random.integer(2, 9) : 1;
  const trialEnd = story.trial ? start + TRIAL_DAYS * DAY_SECONDS : null;
  const periods = listPeriods(plan, trialEnd);
  const current = periods[0] ?? { start, end: start };
  const invoices = periods.map((period, index) =>
    bill(random, plan, { id, quantity, period, state: INVOICE_STATES[story.invoices[index] ?? "paid"] }),
  );
  const charged = invoices.filter(({ attempt_count, total }) => attempt_count > 0 && total > 0);
  const method = charged.some((invoice) => invoice.status === "paid") ? random.id("pm_1", 23, start) : null;
  const discounts = story.discounted ? [createDiscount(random, plan, id)] : [];
  const item = (itemPrice: Price | AddOn, itemQuantity: number) => ({
    id: random.id("si_", 14, start),
    object: "subscription_item",
    created: start,
    current_period_end: current.end,
    current_period_start: current.start,
    metadata: {},
    price: itemPrice,
    quantity: itemQuantity,
    subscription: id,
  });
  const items = [item(price, quantity), ...addOns.map((addOn) => item(addOn, 1))];
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
    items: listOf(`/v1/subscription_items?subscription=${id}`, items),
    latest_invoice: invoices[0]?.id ?? null,
    livemode: customer.livemode,
    metadata: {},
    pause_collection: null,
    schedule: null as string | null,
    start_date: start,
    status,
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : start,
  };
  const payments = charged.map((invoice) =>
    createPayment(random.id, { ...invoice, method, invoice: invoice.id }),
  );
  return { subscription, invoices, payments, discounts, method };
}

interface Bill {
  readonly id: string;
  readonly quantity: number;
  readonly period: Period;
  readonly state: InvoiceState;
}

function bill(random: SeededRandom, plan: Plan, { id: subscription, quantity, period, state }: Bill) {
  const { customer, price, addOns, now } = plan;
  const { status, attempts, retryInDays } = state;
  return createInvoice(random.id, {
    customer,
    subscription,
    currency: price.currency,
    period,
    status,
    attempts,
    reason: state.first ? "subscription_create" : "subscription_cycle",
    isSent: state.sent === true,
    finalizedAt: status === "draft" ? null : Math.min(now, period.start + HOUR_SECONDS),
    retryAt: retryInDays === undefined ? null : now + retryInDays * DAY_SECONDS,
    lines: [{ amount: state.amount ?? price.unit_amount * quantity, quantity, price }, ...billAddOns(addOns)],
  });
}

/** One line for all, so that an invoice shows all of its lines. */
function billAddOns(addOns: readonly AddOn[]) {
  const [first] = addOns;
  const amount = addOns.reduce((sum, { unit_amount }) => sum + (unit_amount ?? 0), 0);
  return first ? [{ amount, quantity: addOns.length, price: { ...first, nickname: "add-ons" } }] : [];
}

function createDiscount(random: SeededRandom, { customer, coupon, start }: Plan, subscription: string) {
  const source = { coupon: coupon.id, type: "coupon" };
  const id = random.id("di_1", 23, start);
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
