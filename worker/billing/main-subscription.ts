/**
 * @module Which of a customer's subscriptions, of a subscription's items, and of their discounts is the promised one.
 *
 * Subscriptions: what runs before what has ended, by status in the order of `SUBSCRIPTION_STATUSES`; of those that have ended the
 * one that ended last; then the higher monthly amount; then the newer; then the lower id. So an active free plan comes
 * before a past_due paid one, and an expired first payment comes last.
 *
 * Items: licensed before metered; then the higher monthly amount without discounts; then the lower id.
 *
 * Discounts: of those that have begun and not ended, the first of the subscription's own list, then of the main item's.
 *
 * Each rule is total, so the answer does not depend on the order in which Stripe lists. Amounts are compared as
 * numbers: currencies are not converted. A subscription without items promises nothing and is left out.
 */

import { SUBSCRIPTION_STATUSES } from "../../shared/schema/customers.ts";
import type { PricingLookup } from "./mrr.ts";
import type {
  Customer,
  Discount,
  Entitlement,
  Invoice,
  Product,
  Subscription,
  SubscriptionItem,
} from "./objects.ts";

/** Everything known of one customer. A look-up gives null where the object was not read, or may not be. */
export interface KnownCustomer extends PricingLookup {
  readonly customer: Customer;
  readonly subscriptions: readonly Subscription[];
  readonly invoices: readonly Invoice[];
  readonly entitlements: readonly Entitlement[];
  productOf(id: string): Product | null;
  /** What a month of it costs in the minor unit, whatever its status: it decides which of several comes first. */
  monthlyAmountOf(subscription: Subscription): number;
  /** Unix seconds. */
  readonly now: number;
}

export interface RankedSubscription {
  readonly subscription: Subscription;
  readonly mainItem: SubscriptionItem;
  readonly otherItems: readonly SubscriptionItem[];
}

type Rankable = Pick<KnownCustomer, "subscriptions" | "monthlyAmountOf">;

/** Returns the subscriptions, the promised one first, each with its main item. */
export function rankSubscriptions(known: Rankable): readonly RankedSubscription[] {
  return known.subscriptions
    .map((subscription) => ({ subscription, monthly: known.monthlyAmountOf(subscription) }))
    .toSorted(compareSubscriptions)
    .flatMap(({ subscription }) => {
      const [mainItem, ...otherItems] = rankItems(subscription, known);
      return mainItem ? [{ subscription, mainItem, otherItems }] : [];
    });
}

interface Weighed {
  readonly subscription: Subscription;
  readonly monthly: number;
}

function compareSubscriptions(
  { subscription: a, ...first }: Weighed,
  { subscription: b, ...second }: Weighed,
) {
  return (
    SUBSCRIPTION_STATUSES.indexOf(a.status) - SUBSCRIPTION_STATUSES.indexOf(b.status) ||
    (b.ended_at ?? 0) - (a.ended_at ?? 0) ||
    second.monthly - first.monthly ||
    b.created - a.created ||
    compareIds(a, b)
  );
}

function rankItems(subscription: Subscription, known: Rankable): readonly SubscriptionItem[] {
  // A fixed amount off the whole subscription would make small items equal.
  const alone = (item: SubscriptionItem): Subscription => ({
    ...subscription,
    discounts: [],
    items: { data: [{ ...item, discounts: [] }] },
  });
  return subscription.items.data
    .map((item) => ({ item, monthly: known.monthlyAmountOf(alone(item)) }))
    .toSorted(
      (a, b) =>
        Number(isMetered(a.item)) - Number(isMetered(b.item)) ||
        b.monthly - a.monthly ||
        compareIds(a.item, b.item),
    )
    .map(({ item }) => item);
}

/** Returns the discount that holds now, or null. */
export function findDiscount(
  { subscription, mainItem }: RankedSubscription,
  known: Pick<KnownCustomer, "discountOf" | "now">,
): Discount | null {
  const ids = [...subscription.discounts, ...(mainItem.discounts ?? [])];
  const discounts = ids.flatMap((id) => known.discountOf(id) ?? []);
  return discounts.find(({ start, end }) => start <= known.now && (end === null || known.now < end)) ?? null;
}

function isMetered({ price }: SubscriptionItem): boolean {
  return price.recurring?.usage_type === "metered";
}

function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
