/**
 * @module What the demo page's buttons do to the local Stripe: one action of a merchant, a customer or a bank each.
 */

import type { Live, StripeObject } from "../stripe/index.ts";
import { readField } from "../stripe/objects.ts";

/** The action makes no sense of this customer now; the message says why, for the visitor. */
export class ActionImpossible extends Error {}

/** What an action is done to: ids at the local Stripe. */
export interface ActionTarget {
  /** `cus_…` */
  readonly customer: string;
  /** The promised plan's, `sub_…`; null for a customer without one. */
  readonly subscription: string | null;
}

/** Name of each action → what it does. Returns what happened at Stripe, for the visitor. */
export const LIVE_ACTIONS = {
  fail_payment(live, target) {
    const subscription = requireRunning(live, target);
    const open = findOpenInvoice(live, subscription);
    if (open) {
      if (open.id === subscription.latest_invoice) live.failPayment(subscription.id);
      else throw new ActionImpossible("Stripe tries this customer’s open invoice no more. Pay it first.");
    } else if (subscription.status === "trialing") live.endTrial(subscription.id, { paid: false });
    else live.renew(subscription.id, { paid: false });
    return "A payment failed";
  },
  pay(live, target) {
    const open = findOpenInvoice(live, requireRunning(live, target));
    if (!open) throw new ActionImpossible("This customer has no open invoice to pay.");
    live.pay(open.id);
    return "The open invoice is paid";
  },
  end_trial(live, target) {
    const subscription = requireRunning(live, target);
    if (subscription.status !== "trialing") throw new ActionImpossible("This customer is not in a trial.");
    live.endTrial(subscription.id, { paid: true });
    return "The trial ended, and the first payment came";
  },
  upgrade(live, target) {
    const subscription = requireRunning(live, target);
    const next = findHigherPrice(live, subscription);
    if (!next) throw new ActionImpossible("This customer has the highest plan already.");
    live.changePrice(subscription.id, next.id);
    return `Moved to ${String(next.nickname)}`;
  },
  cancel(live, target) {
    const subscription = requireRunning(live, target);
    if (subscription.cancel_at_period_end === true)
      throw new ActionImpossible("This subscription is canceled already.");
    live.cancelAtPeriodEnd(subscription.id);
    return "Canceled at the end of the period";
  },
  take_back(live, target) {
    const subscription = requireRunning(live, target);
    if (subscription.cancel_at_period_end !== true)
      throw new ActionImpossible("There is no cancellation to take back.");
    live.takeBack(subscription.id);
    return "The cancellation is taken back";
  },
  dispute(live, { customer }) {
    const charge = live
      .objects("charges")
      .find((one) => one.customer === customer && one.status === "succeeded" && one.disputed !== true);
    if (!charge) throw new ActionImpossible("This customer has paid nothing that can be disputed.");
    live.dispute(charge.id);
    return "A payment is disputed";
  },
  apply_coupon(live, target) {
    const subscription = requireRunning(live, target);
    const coupon = live
      .objects("coupons")
      .find(({ percent_off, duration }) => percent_off !== null && duration === "forever");
    if (!coupon) throw new ActionImpossible("The account has no coupon for that.");
    live.applyCoupon(subscription.id, coupon.id);
    return `“${String(coupon.name)}” applies: ${String(coupon.percent_off)} % off`;
  },
} as const satisfies Record<string, (live: Live, target: ActionTarget) => string>;

export type LiveAction = keyof typeof LIVE_ACTIONS;

/** Tells whether `name` is one of the actions. */
export function isLiveAction(name: string): name is LiveAction {
  return Object.hasOwn(LIVE_ACTIONS, name);
}

const ENDED: readonly unknown[] = ["canceled", "incomplete_expired"];

function requireRunning(live: Live, { customer, subscription: id }: ActionTarget): StripeObject {
  const subscription = id === null ? undefined : live.find("subscriptions", id);
  if (!subscription || subscription.customer !== customer)
    throw new ActionImpossible("This customer has no subscription.");
  if (ENDED.includes(subscription.status))
    throw new ActionImpossible("This customer’s subscription has ended.");
  return subscription;
}

/** Returns the subscription's newest open invoice. */
function findOpenInvoice(live: Live, { id }: StripeObject): StripeObject | undefined {
  return live
    .objects("invoices")
    .find(
      (invoice) =>
        invoice.status === "open" && readField(invoice, "parent.subscription_details.subscription") === id,
    );
}

/** Returns the next dearer price of the same currency and interval. */
function findHigherPrice(live: Live, subscription: StripeObject): StripeObject | undefined {
  const price = live.find("prices", readField(subscription, "items.data.0.price.id"));
  const interval = readField(price, "recurring.interval");
  return live
    .objects("prices")
    .filter(
      (other) =>
        other.active === true &&
        other.currency === price?.currency &&
        readField(other, "recurring.interval") === interval &&
        Number(other.unit_amount) > Number(price?.unit_amount),
    )
    .toSorted((one, other) => Number(one.unit_amount) - Number(other.unit_amount))[0];
}
