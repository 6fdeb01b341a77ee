/**
 * @module What happens to subscriptions: they begin, renew, change, end and are canceled, each with Stripe's events.
 *
 * docs.stripe.com/billing/subscriptions/webhooks.
 */

import { addMonths, DAY_SECONDS } from "../../shared/dataset/subscriptions.ts";
import type { Changes } from "./changes.ts";
import { tellEntitlements, updateSubscription } from "./entitlements.ts";
import { attemptPayment, createOpenInvoice } from "./invoices.ts";
import { isStripeObject, readField, type StripeObject } from "./objects.ts";
import { itemsOf } from "./show.ts";

const ITEM_DRAFT = { object: "subscription_item", metadata: {} } as const;

export interface SubscribeOptions {
  /** `price_…`; by default the account's newest. */
  readonly price?: string;
  readonly trialDays?: number;
  readonly quantity?: number;
  /** Further prices, one item each. */
  readonly items?: readonly string[];
}

/** Starts a subscription and charges its first invoice; a trial's first invoice is nothing. */
export function subscribe(changes: Changes, customer: StripeObject, options: SubscribeOptions): StripeObject {
  const { trialDays = 0, quantity = 1 } = options;
  const prices = readPrices(changes, options);
  const { now, livemode } = changes;
  const id = changes.createId("sub_1", 23);
  const trialEnd = trialDays > 0 ? now + trialDays * DAY_SECONDS : null;
  const end = trialEnd ?? addPeriod(now, prices[0]);
  const items = prices.map((price, index) => ({
    ...ITEM_DRAFT,
    id: changes.createId("si_", 14),
    created: now,
    current_period_end: end,
    current_period_start: now,
    price,
    quantity: index === 0 ? quantity : 1,
    subscription: id,
  }));
  const draft = {
    id,
    object: "subscription",
    billing_cycle_anchor: trialEnd ?? now,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: "charge_automatically",
    created: now,
    currency: prices[0]?.currency,
    customer: customer.id,
    default_payment_method: null,
    discounts: [],
    ended_at: null,
    items: { object: "list", data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode,
    metadata: {},
    pause_collection: null,
    schedule: null,
    start_date: now,
    status: trialEnd === null ? "incomplete" : "trialing",
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : now,
  };
  const created = tellEntitlements(changes, draft, () => changes.create("subscriptions", draft));
  const isFree = trialEnd !== null;
  const invoice = createOpenInvoice(changes, created, { reason: "subscription_create", isFree });
  const billed = updateSubscription(changes, created, { latest_invoice: invoice.id });
  attemptPayment(changes, invoice, true);
  return changes.find("subscriptions", id) ?? billed;
}

/** Begins the next billing period with its invoice, which is paid or left open to be tried again. */
export function renew(changes: Changes, subscription: StripeObject, isPaid: boolean): StripeObject {
  const items = itemsOf(subscription);
  const start = Math.min(changes.now, Number(items[0]?.current_period_end ?? changes.now)); // early, or when it is due
  const end = addPeriod(start, items[0]?.price);
  const renewed = setItems(changes, subscription, (item) => ({
    ...item,
    current_period_start: start,
    current_period_end: end,
  }));
  const invoice = createOpenInvoice(changes, renewed, { reason: "subscription_cycle" });
  updateSubscription(changes, renewed, { latest_invoice: invoice.id });
  attemptPayment(changes, invoice, isPaid);
  return changes.find("subscriptions", subscription.id) ?? renewed;
}

/** Ends a trial now: the first real period begins. */
export function endTrial(changes: Changes, subscription: StripeObject, isPaid: boolean): StripeObject {
  const started = updateSubscription(changes, subscription, {
    status: "active",
    trial_end: changes.now,
    billing_cycle_anchor: changes.now,
    items: mapItems(subscription, (item) => ({ ...item, current_period_end: changes.now })),
  });
  return renew(changes, started, isPaid);
}

/** Moves the first item to another price. */
export function changePrice(changes: Changes, subscription: StripeObject, price: StripeObject): StripeObject {
  const [first] = itemsOf(subscription);
  return setItems(changes, subscription, (item) => (item.id === first?.id ? { ...item, price } : item));
}

export function cancelAtPeriodEnd(changes: Changes, subscription: StripeObject): StripeObject {
  const [first] = itemsOf(subscription);
  return updateSubscription(changes, subscription, {
    cancel_at: first?.current_period_end ?? null,
    cancel_at_period_end: true,
    canceled_at: changes.now,
    cancellation_details: { comment: null, feedback: null, reason: "cancellation_requested" },
  });
}

/** Undoes `cancelAtPeriodEnd`. */
export function takeBack(changes: Changes, subscription: StripeObject): StripeObject {
  return updateSubscription(changes, subscription, {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
  });
}

/** Applies a coupon in place of what was applied before. */
export function applyCoupon(
  changes: Changes,
  subscription: StripeObject,
  coupon: StripeObject,
): StripeObject {
  removeDiscounts(changes, subscription);
  const { duration, duration_in_months: months } = coupon;
  const discount = changes.create(
    "discounts",
    {
      id: changes.createId("di_1", 23),
      object: "discount",
      customer: subscription.customer,
      end: duration === "repeating" ? addMonths(changes.now, Number(months)) : null,
      source: { coupon: coupon.id, type: "coupon" },
      start: changes.now,
      subscription: subscription.id,
    },
    ["customer.discount.created"],
  );
  return updateSubscription(changes, subscription, { discounts: [discount.id] });
}

export function removeCoupons(changes: Changes, subscription: StripeObject): StripeObject {
  removeDiscounts(changes, subscription);
  return updateSubscription(changes, subscription, { discounts: [] });
}

function removeDiscounts(changes: Changes, subscription: StripeObject): void {
  const ids = Array.isArray(subscription.discounts) ? subscription.discounts : [];
  for (const id of ids) {
    const discount = changes.find("discounts", id);
    if (discount) changes.remove("discounts", discount, "customer.discount.deleted");
  }
}

/** Cancels at once; of this Stripe tells `deleted`, and nothing `updated`. */
export function cancelNow(changes: Changes, subscription: StripeObject, reason = "cancellation_requested") {
  const { now } = changes;
  const canceled = {
    ...subscription,
    status: "canceled",
    canceled_at: now,
    ended_at: now,
    cancellation_details: { comment: null, feedback: null, reason },
  };
  return tellEntitlements(changes, subscription, () =>
    changes.create("subscriptions", canceled, ["customer.subscription.deleted"]),
  );
}

/** Deletes a customer, whose subscriptions end at once and whose cards are theirs no more. */
export function deleteCustomer(changes: Changes, customer: StripeObject): StripeObject {
  for (const subscription of changes.listBy("subscriptions", "customer", customer.id)) {
    const isOver = subscription.status === "canceled" || subscription.status === "incomplete_expired";
    if (!isOver) cancelNow(changes, subscription);
  }
  const methods = changes.scope.store.collection("payment_methods");
  for (const method of methods.findBy("customer", customer.id)) methods.save({ ...method, customer: null });
  return changes.remove("customers", customer);
}

function readPrices(changes: Changes, { price, items = [] }: SubscribeOptions): StripeObject[] {
  const prices = changes.scope.store.collection("prices");
  const first = price === undefined ? prices.page({ limit: 1 }).data[0] : prices.find(price);
  const found = [first, ...items.map((id) => prices.find(id))];
  return found.map((one, index) => {
    if (!one) throw new Error(`there is no price ${index === 0 ? price : items[index - 1]}`);
    return one;
  });
}

function setItems(
  changes: Changes,
  subscription: StripeObject,
  change: (item: StripeObject) => StripeObject,
): StripeObject {
  return updateSubscription(changes, subscription, { items: mapItems(subscription, change) });
}

function mapItems(subscription: StripeObject, change: (item: StripeObject) => StripeObject) {
  return { ...(subscription.items as object), data: itemsOf(subscription).map(change) }; // every subscription has a list
}

/** Returns when a period that begins at `start` ends. */
function addPeriod(start: number, price: unknown): number {
  const recurring = isStripeObject(price) ? price.recurring : null;
  const count = Number(readField(recurring, "interval_count") ?? 1);
  const interval = readField(recurring, "interval");
  if (interval === "day") return start + count * DAY_SECONDS;
  if (interval === "week") return start + count * 7 * DAY_SECONDS;
  return addMonths(start, interval === "year" ? 12 * count : count);
}
