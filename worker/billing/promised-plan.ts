/**
 * @module What Stripe says one customer was promised: the plan with its status, price, trial and discount.
 *
 * Which of several subscriptions and items is the plan: see `main-subscription.ts`. The others are listed in short, in
 * that order. A customer without subscriptions has no plan, which is no error. Amounts are in the currency's minor
 * unit, times are unix seconds.
 */

import {
  findDiscount,
  rankSubscriptions,
  type KnownCustomer,
  type RankedSubscription,
} from "./main-subscription.ts";
import { measureMrr } from "./mrr.ts";
import type { Coupon, Invoice, Recurrence, Subscription, SubscriptionItem } from "./objects.ts";
import { trialOf, type Trial } from "./trial.ts";

export interface PromisedPlan {
  readonly customer: string;
  /** Null for a customer without subscriptions. */
  readonly plan: Plan | null;
  /** Lookup keys in alphabetical order. */
  readonly entitlements: readonly string[];
  /** The newest paid invoice that money was paid for, of any subscription or of none. */
  readonly last_payment: LastPayment | null;
  /** All of them, the promised one first. */
  readonly subscriptions: readonly SubscriptionSummary[];
  /** When this was worked out. */
  readonly updated_at: number;
}

export interface Plan extends PlanItem {
  readonly subscription: string;
  readonly status: Subscription["status"];
  readonly trial: Trial;
  /** Of the main item. */
  readonly current_period: { readonly start: number; readonly end: number };
  /** When it will end, or was to end; the period's end where it cancels at that. */
  readonly cancel_at: number | null;
  /** When somebody asked for the end, as in docs.stripe.com/api/subscriptions/object; it may run until `cancel_at`. */
  readonly canceled_at: number | null;
  readonly discount: PlanDiscount | null;
  /** The newest of its invoices that are open after a failed payment; null where there is none. */
  readonly payment_problem: PaymentProblem | null;
  readonly other_items: readonly PlanItem[];
}

export interface PaymentProblem {
  /** `exhausted`: Stripe tries it no more. */
  readonly status: "retrying" | "exhausted";
  readonly invoice: string;
  readonly amount: number;
  readonly currency: string;
  readonly attempts: number;
  /** Null where it is exhausted. */
  readonly next_attempt: number | null;
}

export interface PlanItem {
  /** The name is null where the product is not known. */
  readonly product: { readonly id: string; readonly name: string | null };
  readonly price: string;
  readonly nickname: string | null;
  /** For the whole quantity each interval, before discounts and taxes; null where usage decides or a part is unknown. */
  readonly amount: number | null;
  readonly currency: string;
  readonly interval: Recurrence["interval"] | null;
  readonly interval_count: number | null;
  /** Null where usage is metered. */
  readonly quantity: number | null;
}

export interface PlanDiscount {
  readonly coupon: { readonly id: string; readonly name: string | null };
  readonly percent_off: number | null;
  readonly amount_off: number | null;
  /** Of `amount_off`. */
  readonly currency: string | null;
  readonly duration: Coupon["duration"];
  readonly end: number | null;
}

export interface LastPayment {
  readonly at: number;
  readonly amount: number;
  readonly currency: string;
}

export interface SubscriptionSummary {
  readonly id: string;
  readonly status: Subscription["status"];
  /** Of the main item, as are price and quantity. */
  readonly product: PlanItem["product"];
  readonly price: string;
  readonly quantity: number | null;
  readonly created: number;
  readonly ended_at: number | null;
}

/** Returns what the customer was promised, as of `known.now`. */
export function promisedPlanOf(known: KnownCustomer): PromisedPlan {
  const ranked = rankSubscriptions(known);
  const [promised] = ranked;
  return {
    customer: known.customer.id,
    plan: promised ? describePlan(promised, known) : null,
    entitlements: known.entitlements.map(({ lookup_key }) => lookup_key).toSorted(),
    last_payment: findLastPayment(known.invoices),
    subscriptions: ranked.map((one) => summarize(one, known)),
    updated_at: known.now,
  };
}

function describePlan(promised: RankedSubscription, known: KnownCustomer): Plan {
  const { subscription, mainItem, otherItems } = promised;
  const { current_period_start: start, current_period_end: end } = mainItem;
  const { parts } = measureMrr(subscription, known);
  const amounts = new Map(parts.map(({ item, billed }) => [item, billed]));
  const describe = (item: SubscriptionItem) => describeItem(item, amounts.get(item.id) ?? null, known);
  return {
    subscription: subscription.id,
    status: subscription.status,
    ...describe(mainItem),
    trial: trialOf(subscription, known.invoices, known.now),
    current_period: { start, end },
    cancel_at: subscription.cancel_at ?? (subscription.cancel_at_period_end ? end : null),
    canceled_at: subscription.canceled_at,
    discount: describeDiscount(promised, known),
    payment_problem: findPaymentProblem(subscription, known.invoices),
    other_items: otherItems.map(describe),
  };
}

function describeItem(item: SubscriptionItem, amount: number | null, known: KnownCustomer): PlanItem {
  const { price, quantity } = item;
  return {
    product: describeProduct(item, known),
    price: price.id,
    nickname: price.nickname,
    amount,
    currency: price.currency,
    interval: price.recurring?.interval ?? null,
    interval_count: price.recurring?.interval_count ?? null,
    quantity: quantity ?? null,
  };
}

function describeProduct({ price }: SubscriptionItem, { productOf }: KnownCustomer): PlanItem["product"] {
  return { id: price.product, name: productOf(price.product)?.name ?? null };
}

function describeDiscount(promised: RankedSubscription, known: KnownCustomer): PlanDiscount | null {
  const discount = findDiscount(promised, known);
  if (!discount) return null;
  const { id, name, percent_off, amount_off, currency, duration } = discount.coupon;
  return { coupon: { id, name }, percent_off, amount_off, currency, duration, end: discount.end };
}

/** An invoice that is sent by e-mail is tried by nobody, so it is overdue at worst. */
function findPaymentProblem({ id }: Subscription, invoices: readonly Invoice[]): PaymentProblem | null {
  const [newest] = invoices
    .filter(({ parent }) => parent?.subscription_details?.subscription === id)
    .filter(({ status, attempted, amount_remaining, due_date }) => {
      return status === "open" && attempted && amount_remaining > 0 && due_date == null;
    })
    .toSorted((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
  if (!newest) return null;
  const { next_payment_attempt: next_attempt, amount_remaining: amount, currency, attempt_count } = newest;
  const status = next_attempt === null ? "exhausted" : "retrying";
  return { status, invoice: newest.id, amount, currency, attempts: attempt_count, next_attempt };
}

function findLastPayment(invoices: readonly Invoice[]): LastPayment | null {
  const [newest] = invoices
    .filter(({ status, amount_paid }) => status === "paid" && amount_paid > 0)
    .map((invoice) => ({ ...invoice, at: invoice.status_transitions.paid_at ?? invoice.created }))
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return newest ? { at: newest.at, amount: newest.amount_paid, currency: newest.currency } : null;
}

function summarize(
  { subscription, mainItem }: RankedSubscription,
  known: KnownCustomer,
): SubscriptionSummary {
  return {
    id: subscription.id,
    status: subscription.status,
    product: describeProduct(mainItem, known),
    price: mainItem.price.id,
    quantity: mainItem.quantity ?? null,
    created: subscription.created,
    ended_at: subscription.ended_at,
  };
}
