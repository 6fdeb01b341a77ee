/**
 * @module One change of an account at random, of those that its objects allow now.
 */

import type { Where } from "./collection.ts";
import type { ChangeOptions } from "./changes.ts";
import type { Scope } from "./events.ts";
import type { Live } from "./live.ts";
import type { StripeObject } from "./objects.ts";

/** Returns a whole number from 0 up to, but not including, its argument. */
export type Draw = (max: number) => number;

interface Situation {
  readonly live: Omit<Live, "random">;
  readonly options: ChangeOptions;
  readonly draw: Draw;
  /** Picks an object, of those whose field has the value. */
  readonly pick: (collection: string, field?: string, value?: string) => StripeObject | undefined;
}

/** Tries one change; returns what it changed, or nothing where there is nothing to change. */
type Change = (situation: Situation) => StripeObject | undefined;

const METADATA_OF = ["customers", "subscriptions", "invoices", "charges", "products", "coupons"] as const;

/** What may happen, and how often beside the others. */
const CHANGES: Readonly<Record<string, readonly [weight: number, change: Change]>> = {
  createCustomer: [
    3,
    ({ live, options, draw }) => live.createCustomer({ name: `New ${draw(1000)}` }, options),
  ],
  updateCustomer: [
    4,
    on("customers", ({ live, options, draw }, id) =>
      live.updateCustomer(id, { name: `Name ${draw(1000)}` }, options),
    ),
  ],
  deleteCustomer: [1, on("customers", ({ live, options }, id) => live.deleteCustomer(id, options))],
  attachPaymentMethod: [2, on("customers", ({ live, options }, id) => live.attachPaymentMethod(id, options))],
  subscribe: [
    4,
    on("customers", ({ live, options, draw }, id) =>
      live.subscribe(id, { ...options, trialDays: draw(2) * 14, quantity: 1 + draw(5) }),
    ),
  ],
  subscribeToMany: [1, subscribeToMany],
  changePrice: [3, changePrice],
  renewPaid: [
    6,
    on("subscriptions", ({ live, options }, id) => live.renew(id, { ...options, paid: true }), "active"),
  ],
  renewUnpaid: [
    3,
    on("subscriptions", ({ live, options }, id) => live.renew(id, { ...options, paid: false }), "active"),
  ],
  pay: [4, on("invoices", ({ live, options }, id) => live.pay(id, options), "open")],
  failPayment: [3, failPayment],
  endTrial: [
    2,
    on(
      "subscriptions",
      ({ live, options, draw }, id) => live.endTrial(id, { ...options, paid: draw(2) === 0 }),
      "trialing",
    ),
  ],
  cancelAtPeriodEnd: [
    2,
    on("subscriptions", ({ live, options }, id) => live.cancelAtPeriodEnd(id, options), "active"),
  ],
  takeBack: [
    2,
    onField("subscriptions", "cancel_at_period_end", "true", ({ live, options }, one) =>
      one.status === "active" ? live.takeBack(one.id, options) : undefined,
    ),
  ],
  applyCoupon: [
    2,
    ({ live, options, pick }) => {
      const [subscription, coupon] = [pick("subscriptions", "status", "active"), pick("coupons")];
      return subscription && coupon && live.applyCoupon(subscription.id, coupon.id, options);
    },
  ],
  removeCoupons: [
    1,
    on("subscriptions", ({ live, options }, id) => live.removeCoupons(id, options), "active"),
  ],
  cancelNow: [
    2,
    on(
      "subscriptions",
      ({ live, options, draw }, id) =>
        live.cancelNow(id, draw(2) === 0 ? "payment_failed" : undefined, options),
      "active",
    ),
  ],
  refund: [
    1,
    onField("charges", "status", "succeeded", ({ live, options }, one) =>
      one.refunded === true || one.disputed === true ? undefined : live.refund(one.id, options),
    ),
  ],
  dispute: [
    1,
    onField("charges", "status", "succeeded", ({ live, options }, one) =>
      one.refunded === true || one.disputed === true ? undefined : live.dispute(one.id, options),
    ),
  ],
  closeDispute: [
    1,
    on(
      "disputes",
      ({ live, options, draw }, id) => live.closeDispute(id, { ...options, won: draw(2) === 0 }),
      "needs_response",
    ),
  ],
  createProduct: [
    1,
    ({ live, options, draw }) => live.createProduct({ name: `Product ${draw(1000)}` }, options),
  ],
  updateProduct: [
    1,
    on("products", ({ live, options, draw }, id) =>
      live.updateProduct(id, { name: `Product ${draw(1000)}` }, options),
    ),
  ],
  deleteProduct: [1, deleteProduct],
  createPrice: [
    1,
    on("products", ({ live, options, draw }, id) =>
      live.createPrice(id, { unit_amount: 100 * (1 + draw(90)) }, options),
    ),
  ],
  updatePrice: [
    1,
    on("prices", ({ live, options, draw }, id) =>
      live.updatePrice(id, { nickname: `Price ${draw(1000)}` }, options),
    ),
  ],
  createCoupon: [1, ({ live, options }) => live.createCoupon({}, options)],
  deleteCoupon: [1, on("coupons", ({ live, options }, id) => live.deleteCoupon(id, options))],
  createPromotionCode: [
    1,
    on("coupons", ({ live, options }, id) => live.createPromotionCode(id, {}, options)),
  ],
  createCheckoutSession: [
    1,
    on("customers", ({ live, options, draw }, id) =>
      live.createCheckoutSession(draw(3) === 0 ? null : id, options),
    ),
  ],
  createDraftInvoice: [
    1,
    on("subscriptions", ({ live, options }, id) => live.createDraftInvoice(id, options), "active"),
  ],
  deleteDraftInvoice: [
    1,
    on("invoices", ({ live, options }, id) => live.deleteDraftInvoice(id, options), "draft"),
  ],
  updateMetadata: [3, updateMetadata],
};

const TOTAL = Object.values(CHANGES).reduce((sum, [weight]) => sum + weight, 0);
const TRIES = 100;

/** Makes one change at random and describes it: `renewPaid sub_…`. */
export function changeAtRandom(
  { store }: Scope,
  live: Omit<Live, "random">,
  draw: Draw,
  options: ChangeOptions = {},
): string {
  const pick: Situation["pick"] = (collection, field, value) => {
    const where: Where | undefined =
      field === undefined || value === undefined ? undefined : { field, value };
    return store.collection(collection).pick(draw, where);
  };
  for (let tried = 0; tried < TRIES; tried += 1) {
    const [name, change] = drawChange(draw);
    const changed = change({ live, options, draw, pick });
    if (changed) return `${name} ${changed.id}${options.silent ? " (silent)" : ""}`;
  }
  throw new Error("nothing of this account can be changed");
}

function drawChange(draw: Draw): [name: string, change: Change] {
  let drawn = draw(TOTAL);
  for (const [name, [weight, change]] of Object.entries(CHANGES)) {
    if (drawn < weight) return [name, change];
    drawn -= weight;
  }
  throw new Error("a draw must be less than its maximum");
}

/** Applies to any object of a collection, or to one in this status. */
function on(
  collection: string,
  change: (situation: Situation, id: string) => StripeObject,
  status?: string,
): Change {
  return (situation) => {
    const object = situation.pick(collection, status && "status", status);
    return object && change(situation, object.id);
  };
}

function onField(
  collection: string,
  field: string,
  value: string,
  change: (situation: Situation, object: StripeObject) => StripeObject | undefined,
): Change {
  return (situation) => {
    const object = situation.pick(collection, field, value);
    return object && change(situation, object);
  };
}

/** Twelve items: more than a subscription shows. */
function subscribeToMany({ live, options, pick }: Situation): StripeObject | undefined {
  const customer = pick("customers");
  const prices = live.objects("prices").slice(0, 12);
  const items = prices.slice(1).map(({ id }) => id);
  const [first] = prices;
  return customer && first && live.subscribe(customer.id, { ...options, price: first.id, items });
}

function changePrice({ live, options, pick }: Situation): StripeObject | undefined {
  const subscription = pick("subscriptions", "status", "active");
  const price = pick("prices");
  return subscription && price && live.changePrice(subscription.id, price.id, options);
}

function failPayment({ live, options, pick }: Situation): StripeObject | undefined {
  const subscription = pick("subscriptions", "status", "past_due");
  const invoice = live.find("invoices", subscription?.latest_invoice);
  return subscription && invoice?.status === "open" ? live.failPayment(subscription.id, options) : undefined;
}

function deleteProduct({ live, options, pick }: Situation): StripeObject | undefined {
  const product = pick("products");
  const isPriced = live.objects("prices").some((price) => price.product === product?.id);
  return product && !isPriced ? live.deleteProduct(product.id, options) : undefined;
}

function updateMetadata({ live, options, draw, pick }: Situation): StripeObject | undefined {
  const name = METADATA_OF[draw(METADATA_OF.length)] ?? "customers";
  const object = pick(name);
  return object && live.updateMetadata(name, object.id, { note: String(draw(1000)) }, options);
}
