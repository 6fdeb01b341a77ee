/**
 * @module What a customer may use: the features of the products they subscribe to, and the event when that changes.
 */

import type { Changes } from "./changes.ts";
import { readField, type StripeObject } from "./objects.ts";
import type { Store } from "./world.ts";

const ENTITLING: readonly unknown[] = ["active", "trialing", "past_due"];

/** What a customer may use: the features of the products they subscribe to. */
export function listActiveEntitlements(store: Store, customer?: string): StripeObject[] {
  const all = store.collection("subscriptions");
  const owned = customer === undefined ? all.objects : all.findBy("customer", customer);
  const entitled = owned.filter(({ status }) => ENTITLING.includes(status));
  return entitled.flatMap((subscription) => {
    const id = String(readField(subscription, "items.data.0.price.product"));
    const product = store.collection("products").find(id);
    const granted = String(readField(product, "metadata.features")).split(",");
    return store
      .collection("features")
      .objects.filter(({ lookup_key }) => granted.includes(String(lookup_key)))
      .map((feature) => ({
        id: `ent_${subscription.id.slice(-12)}${feature.id.slice(-12)}`,
        object: "entitlements.active_entitlement",
        customer: subscription.customer,
        feature: feature.id,
        livemode: subscription.livemode,
        lookup_key: feature.lookup_key,
      }));
  });
}

/** Changes a subscription, and tells what its customer may use if that has changed with it. */
export function updateSubscription(
  changes: Changes,
  old: StripeObject,
  fields: Readonly<Record<string, unknown>>,
): StripeObject {
  return tellEntitlements(changes, old, () => changes.update("subscriptions", old, fields));
}

/** Runs `change` and tells what the customer of a subscription may use, if that is something else then. */
export function tellEntitlements(
  changes: Changes,
  { customer, livemode }: StripeObject,
  change: () => StripeObject,
): StripeObject {
  const list = () => listActiveEntitlements(changes.scope.store, String(customer));
  const join = (entitlements: StripeObject[]): string => entitlements.map(({ id }) => id).join();
  const before = join(list());
  const changed = change();
  const data = list();
  if (join(data) === before) return changed;
  const url = `/v1/customer/${String(customer)}/entitlements`;
  changes.tell("entitlements.active_entitlement_summary.updated", {
    id: "", // it has none
    object: "entitlements.active_entitlement_summary",
    customer,
    entitlements: { object: "list", data, has_more: false, url },
    livemode,
  });
  return changed;
}
