/**
 * @module What the API shows of an object: a subscription's first items only, and no tiers unless they are expanded.
 *
 * docs.stripe.com/api/subscriptions/object (`items`) and docs.stripe.com/api/prices/object (`tiers`). A price inside a
 * subscription is the price as it is now: changing a price changes no subscription, yet all that show it.
 */

import { ITEMS_SHOWN } from "../../shared/dataset/index.ts";
import { isRecord, isStripeObject, type StripeObject } from "./objects.ts";
import type { Store } from "./world.ts";

/** Returns `object` as lists, single reads and events show it. */
export function showObject(store: Store, object: StripeObject): StripeObject {
  if (object.object === "price") return hideTiers(object);
  if (object.object === "subscription_item") return showItem(store, object, hideTiers);
  if (object.object !== "subscription") return object;
  return withItems(object, (items) =>
    items.slice(0, ITEMS_SHOWN).map((item) => showItem(store, item, hideTiers)),
  );
}

/** Returns `object` with everything that the API shows only when it is asked for: all items, tiers. */
export function showWhole(store: Store, object: StripeObject): StripeObject {
  if (object.object !== "subscription") return object;
  return withItems(object, (items) => items.map((item) => showItem(store, item, (price) => price)));
}

/** Returns all items of a subscription. */
export function itemsOf({ items }: StripeObject): StripeObject[] {
  const data = isRecord(items) ? items.data : [];
  return Array.isArray(data) ? data.filter(isStripeObject) : [];
}

function withItems(
  subscription: StripeObject,
  show: (items: StripeObject[]) => StripeObject[],
): StripeObject {
  const all = itemsOf(subscription);
  const data = show(all);
  const list = isRecord(subscription.items) ? subscription.items : {};
  return {
    ...subscription,
    items: { ...list, data, has_more: data.length < all.length || list.has_more === true },
  };
}

function showItem(
  store: Store,
  item: StripeObject,
  show: (price: StripeObject) => StripeObject,
): StripeObject {
  const { price } = item;
  if (!isStripeObject(price)) return item;
  return { ...item, price: show(store.collection("prices").find(price.id) ?? price) };
}

/** Price → what is shown of it, since a page of subscriptions shows the same few a hundred times. */
const shownPrices = new WeakMap<StripeObject, StripeObject>();

function hideTiers(price: StripeObject): StripeObject {
  if (!("tiers" in price)) return price;
  const { tiers: _tiers, ...known } = price;
  const shown = shownPrices.get(price) ?? (known as StripeObject); // only `tiers` is gone
  shownPrices.set(price, shown);
  return shown;
}
