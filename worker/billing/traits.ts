/**
 * @module The fifteen traits of one customer that Recurly Engage imports, under its names and with its values.
 *
 * They tell of the current or most recent subscription, chosen as the promised plan is. What the table of Engage leaves
 * open: a date and time is ISO 8601 in UTC, to the second; a card's expiration is the last day on which it is valid. A
 * trait without a value is null; but a flag is always true or false, and a status without a subscription is `NONE`. A
 * coupon without a name is shown by its id, as Stripe does. A plan whose product is unknown goes by the price's nickname.
 */

import {
  findDiscount,
  rankSubscriptions,
  type KnownCustomer,
  type RankedSubscription,
} from "./main-subscription.ts";
import type { Card, Recurrence, Subscription } from "./objects.ts";

export interface Traits extends SubscriptionTraits, CardTraits {
  /** A payment failed, or an invoice is past its due date: docs.stripe.com/api/customers/object, `delinquent`. */
  readonly delinquent: boolean;
}

interface SubscriptionTraits {
  readonly subscription_status: Subscription["status"] | "NONE";
  readonly current_period_start: string | null;
  readonly current_period_end: string | null;
  readonly canceled_at: string | null;
  readonly cancel_at_period_end: boolean;
  readonly trial_start: string | null;
  readonly trial_end: string | null;
  readonly subscription_plan: string | null;
  readonly recurring_interval: Recurrence["interval"] | null;
  readonly coupon: string | null;
}

interface CardTraits {
  /** `unknown` where there is a card whose brand Stripe does not tell. */
  readonly payment_card_brand: string | null;
  readonly payment_card_country: string | null;
  /** `2027-08-31` */
  readonly payment_card_expiration: string | null;
  readonly payment_card_wallet_type: string | null;
}

const NO_SUBSCRIPTION: SubscriptionTraits = {
  subscription_status: "NONE",
  current_period_start: null,
  current_period_end: null,
  canceled_at: null,
  cancel_at_period_end: false,
  trial_start: null,
  trial_end: null,
  subscription_plan: null,
  recurring_interval: null,
  coupon: null,
};

const NO_CARD: CardTraits = {
  payment_card_brand: null,
  payment_card_country: null,
  payment_card_expiration: null,
  payment_card_wallet_type: null,
};

/**
 * Returns the traits as of `known.now`.
 * @param card that the customer pays with, or null
 */
export function traitsOf(known: KnownCustomer, card: Card | null): Traits {
  const [current] = rankSubscriptions(known);
  return {
    ...(current ? describeSubscription(current, known) : NO_SUBSCRIPTION),
    delinquent: known.customer.delinquent === true, // null where Stripe has not billed yet
    ...(card ? describeCard(card) : NO_CARD),
  };
}

function describeSubscription(current: RankedSubscription, known: KnownCustomer): SubscriptionTraits {
  const { subscription, mainItem } = current;
  const { price } = mainItem;
  const coupon = findDiscount(current, known)?.coupon;
  return {
    subscription_status: subscription.status,
    current_period_start: toIsoTime(mainItem.current_period_start),
    current_period_end: toIsoTime(mainItem.current_period_end),
    canceled_at: toIsoTime(subscription.canceled_at),
    cancel_at_period_end: subscription.cancel_at_period_end,
    trial_start: toIsoTime(subscription.trial_start),
    trial_end: toIsoTime(subscription.trial_end),
    subscription_plan: known.productOf(price.product)?.name ?? price.nickname,
    recurring_interval: price.recurring?.interval ?? null,
    coupon: coupon ? (coupon.name ?? coupon.id) : null,
  };
}

function describeCard({ brand, country, exp_year, exp_month, wallet }: Card): CardTraits {
  return {
    payment_card_brand: brand ?? "unknown",
    payment_card_country: country,
    payment_card_expiration: toIsoDay(exp_year, exp_month),
    payment_card_wallet_type: wallet?.type ?? null,
  };
}

function toIsoTime(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** The last day of the month: the day before the first of the next. */
function toIsoDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, "2027-08-31".length);
}
