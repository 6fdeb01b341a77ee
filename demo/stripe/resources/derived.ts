/**
 * @module Objects that follow from others: subscription items, legacy plans, a customer's entitlements.
 */

import { readField } from "../fields.ts";
import type { StripeObject, Store } from "../store.ts";

const ENTITLING: readonly unknown[] = ["active", "trialing", "past_due"];

export function listSubscriptionItems(store: Store): StripeObject[] {
  return store.collection("subscriptions").objects.flatMap(itemsOf);
}

/** A plan is the older view of a recurring price, under the same id. */
export function listPlans(store: Store): StripeObject[] {
  return store.collection("prices").objects.map((price) => ({
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: readField(price, "recurring.interval"),
    interval_count: readField(price, "recurring.interval_count"),
    livemode: price.livemode,
    metadata: price.metadata,
    nickname: price.nickname,
    product: price.product,
    usage_type: readField(price, "recurring.usage_type"),
  }));
}

/** What a customer may use: the features of the products they subscribe to. */
export function listActiveEntitlements(store: Store): StripeObject[] {
  const entitled = store
    .collection("subscriptions")
    .objects.filter(({ status }) => ENTITLING.includes(status));
  return entitled.flatMap((subscription) =>
    itemsOf(subscription).flatMap((item) => {
      const product = store.collection("products").find(String(readField(item, "price.product")));
      return featuresOf(store, product).map((feature) => ({
        id: `ent_${subscription.id.slice(-12)}${feature.id.slice(-12)}`,
        object: "entitlements.active_entitlement",
        customer: subscription.customer,
        feature: feature.id,
        livemode: subscription.livemode,
        lookup_key: feature.lookup_key,
      }));
    }),
  );
}

function featuresOf(store: Store, product: StripeObject | undefined): StripeObject[] {
  const granted = String(product ? readField(product, "metadata.features") : "").split(",");
  return store
    .collection("features")
    .objects.filter(({ lookup_key }) => granted.includes(String(lookup_key)));
}

function itemsOf(subscription: StripeObject): StripeObject[] {
  const items = readField(subscription, "items.data");
  return Array.isArray(items) ? (items as StripeObject[]) : []; // the data set puts nothing else there
}
