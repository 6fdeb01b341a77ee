/**
 * @module Subscriptions of the example data: one per story, with the invoices that led to where it stands.
 *
 * Shape: API version 2026-10-28.endive, where the current period lives on the items.
 */

import { DAY_SECONDS, HOUR_SECONDS, listPeriods, type Period } from "./calendar.ts";
import type { DatasetCoupon, DatasetPrice } from "./catalog.ts";
import type { DatasetCustomer } from "./customers.ts";
import { createInvoice, type DatasetInvoice } from "./invoices.ts";
import type { SeededRandom } from "./random.ts";
import type { Story, SubscriptionStatus } from "./stories.ts";

const TRIAL_DAYS = 14;
const FIRST_PAYMENT_HOURS = 23; // then Stripe gives up: incomplete becomes incomplete_expired
const INVOICES_KEPT = 3; // paid ones beyond the newest say nothing new

export type DatasetSubscription = ReturnType<typeof createSubscription>["subscription"];

/** Reached only by expanding a subscription's `discounts`: Stripe has no list of them. */
export type DatasetDiscount = ReturnType<typeof createDiscount>;

export interface SubscriptionPlan {
  readonly story: Story;
  readonly status: SubscriptionStatus;
  readonly customer: DatasetCustomer;
  readonly price: DatasetPrice;
  readonly coupon: DatasetCoupon;
  /** When it began. */
  readonly start: number;
  /** How many billing periods came before the newest. */
  readonly earlier: number;
  readonly now: number;
}

/** Creates the subscription a story tells of, with its invoices, newest first. */
export function createSubscription(random: SeededRandom, plan: SubscriptionPlan) {
  const { story, price, start } = plan;
  const id = random.id("sub_1", 23);
  const item = random.id("si_", 14);
  const quantity = price.nickname.startsWith("Team") ? random.integer(2, 9) : 1;
  const trialEnd = story.trial ? start + TRIAL_DAYS * DAY_SECONDS : null;
  const periods = periodsOf(plan, trialEnd);
  const current = periods[0] ?? { start, end: start };
  const ended = endOf(plan, current);
  const invoices = createInvoices(random, plan, { subscription: id, item, quantity, periods });
  const discount = story.discounted ? createDiscount(random, plan, id) : null;
  const subscription = {
    ...standingOf(plan, current, ended),
    id,
    object: "subscription",
    application: null,
    billing_cycle_anchor: trialEnd ?? start,
    billing_mode: { type: "flexible" },
    collection_method: invoices[0]?.collection_method ?? "charge_automatically",
    created: start,
    currency: price.currency,
    customer: plan.customer.id,
    customer_account: null,
    default_payment_method: null,
    description: null,
    discounts: discount ? [discount.id] : [],
    items: createItems({ id, item, quantity, price, current, created: start }),
    latest_invoice: invoices[0]?.id ?? null,
    livemode: plan.customer.livemode,
    metadata: {},
    pause_collection: null,
    pending_update: null,
    schedule: null,
    start_date: start,
    status: plan.status,
    test_clock: null,
    trial_end: trialEnd,
    trial_settings: {
      end_behavior: { missing_payment_method: plan.status === "paused" ? "pause" : "cancel" },
    },
    trial_start: trialEnd === null ? null : start,
  };
  return { subscription, invoices, discount };
}

function createDiscount(
  random: SeededRandom,
  { coupon, customer, start }: SubscriptionPlan,
  subscription: string,
) {
  return {
    id: random.id("di_1", 23),
    object: "discount",
    checkout_session: null,
    customer: customer.id,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: null,
    source: { coupon: coupon.id, type: "coupon" },
    start,
    subscription,
    subscription_item: null,
  };
}

function periodsOf(plan: SubscriptionPlan, trialEnd: number | null): Period[] {
  if (trialEnd !== null) return [{ start: plan.start, end: trialEnd }];
  return listPeriods(plan.start, plan.earlier, monthsOf(plan.price), INVOICES_KEPT);
}

/** Returns how many months one billing period of `price` lasts. */
export function monthsOf(price: DatasetPrice): number {
  return price.recurring.interval === "year" ? 12 : 1;
}

function endOf({ status, start, now }: SubscriptionPlan, current: Period): number | null {
  if (status === "incomplete_expired") return start + FIRST_PAYMENT_HOURS * HOUR_SECONDS;
  return status === "canceled" ? Math.min(current.end, now - DAY_SECONDS) : null;
}

interface Billing {
  readonly subscription: string;
  readonly item: string;
  readonly quantity: number;
  readonly periods: readonly Period[];
}

function createInvoices(random: SeededRandom, plan: SubscriptionPlan, billing: Billing): DatasetInvoice[] {
  const { subscription, item, quantity, periods } = billing;
  const { customer, price, now, story } = plan;
  return periods.map((period, index) => {
    const kind = story.invoices[index] ?? "paid";
    const number = periods.length - index;
    return createInvoice(random, {
      kind,
      customer,
      subscription,
      item,
      price,
      quantity,
      period,
      number,
      now,
    });
  });
}

function standingOf({ story, status, now }: SubscriptionPlan, current: Period, ended: number | null) {
  const left = status === "canceled";
  const canceled = story.cancels ? now - DAY_SECONDS : left ? ended : null;
  const involuntary = left && story.invoices[0] === "uncollectible";
  const requested = story.cancels || (left && !involuntary);
  return {
    cancel_at: story.cancels ? current.end : null,
    cancel_at_period_end: story.cancels === true,
    canceled_at: canceled,
    cancellation_details: {
      comment: null,
      feedback: requested ? "unused" : null,
      reason: involuntary ? "payment_failed" : requested ? "cancellation_requested" : null,
    },
    ended_at: ended,
    ...(status === "paused" && {
      status_details: {
        paused: {
          subscription: { type: "trial_end_without_payment_method" },
          transitioned_at: current.end,
          type: "subscription",
        },
      },
    }),
  };
}

interface ItemPlan {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  readonly price: DatasetPrice;
  readonly current: Period;
  readonly created: number;
}

function createItems({ id, item, quantity, price, current, created }: ItemPlan) {
  const entry = {
    id: item,
    object: "subscription_item",
    created,
    current_period_end: current.end,
    current_period_start: current.start,
    discounts: [],
    metadata: {},
    price,
    quantity,
    subscription: id,
    tax_rates: [],
  };
  return { object: "list", data: [entry], has_more: false, url: `/v1/subscription_items?subscription=${id}` };
}
