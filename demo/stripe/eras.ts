/**
 * @module Objects in the shapes of older API versions, for accounts and endpoints that have not upgraded.
 *
 * Objects are stored in the shape of `DATASET_API_VERSION`. Each rule undoes one breaking change for all versions
 * before it, the newest change first.
 */

import { isRecord, readField, type StripeObject } from "./objects.ts";
import { itemsOf } from "./show.ts";
import type { Store } from "./world.ts";

interface Rule {
  /** The first version that has the change; a version's date orders it. */
  readonly before: string;
  /** `object` of what the rule is about. */
  readonly object: string;
  readonly apply: (object: StripeObject, store: Store) => StripeObject;
}

const RULES: readonly Rule[] = [
  // docs.stripe.com/changelog/clover/2025-09-30/add-discount-source-property
  { before: "2025-09-30", object: "discount", apply: showCoupon },
  // docs.stripe.com/changelog/clover/2025-09-30/polymorphic-coupon
  { before: "2025-09-30", object: "promotion_code", apply: showPromotedCoupon },
  // docs.stripe.com/changelog/basil/2025-03-31/deprecate-subscription-current-period-start-and-end
  { before: "2025-03-31", object: "subscription", apply: movePeriods },
  // docs.stripe.com/changelog/basil/2025-03-31/adds-new-parent-field-to-invoicing-objects
  { before: "2025-03-31", object: "invoice", apply: flattenParent },
  // docs.stripe.com/changelog/basil/2025-03-31/add-support-for-multiple-partial-payments-on-invoices
  { before: "2025-03-31", object: "invoice", apply: showInvoicePayment },
  {
    before: "2025-03-31",
    object: "charge",
    apply: (charge, store) => showInvoice(charge, charge.payment_intent, store),
  },
  {
    before: "2025-03-31",
    object: "payment_intent",
    apply: (intent, store) => showInvoice(intent, intent.id, store),
  },
  // docs.stripe.com/changelog/basil/2025-03-31/deprecate-singular-coupon-promotion-code
  { before: "2025-03-31", object: "subscription", apply: showDiscount },
  // docs.stripe.com/api/subscriptions/object?api-version=2020-08-27: `plan` and `quantity` of a single item
  { before: "2022-08-01", object: "subscription", apply: showPlan },
  // github.com/stripe/stripe-node, CHANGELOG of 15 (2024-04-10): `discounts` came to subscriptions beside `discount`
  { before: "2024-04-10", object: "subscription", apply: dropDiscounts },
];

/** Returns `object` as API version `version` shows it. */
export function renderAs(version: string, object: StripeObject, store: Store): StripeObject {
  const rules = RULES.filter((rule) => rule.object === object.object && version.slice(0, 10) < rule.before);
  return rules.reduce((inner, { apply }) => apply(inner, store), object);
}

function showCoupon({ source, ...discount }: StripeObject, store: Store): StripeObject {
  const coupon = readField(source, "coupon");
  return { ...discount, coupon: store.collection("coupons").find(String(coupon)) ?? coupon } as StripeObject; // `source` is no id
}

function showPromotedCoupon({ promotion, ...code }: StripeObject, store: Store): StripeObject {
  const coupon = readField(promotion, "coupon");
  return { ...code, coupon: store.collection("coupons").find(String(coupon)) ?? coupon } as StripeObject; // as above
}

/** All items had the same period. */
function movePeriods(subscription: StripeObject): StripeObject {
  const [first] = itemsOf(subscription);
  return {
    ...mapItems(subscription, ({ current_period_start: _start, current_period_end: _end, ...item }) => item),
    current_period_start: first?.current_period_start ?? null,
    current_period_end: first?.current_period_end ?? null,
  };
}

function flattenParent({ parent, ...invoice }: StripeObject): StripeObject {
  const details = readField(parent, "subscription_details");
  return {
    ...invoice,
    subscription: readField(details, "subscription") ?? null,
    subscription_details: { metadata: readField(details, "metadata") ?? null },
  } as StripeObject; // `parent` is no id
}

function showInvoicePayment(invoice: StripeObject, store: Store): StripeObject {
  const [payment] = store.collection("invoice_payments").findBy("invoice", invoice.id);
  const intent = store
    .collection("payment_intents")
    .find(String(readField(payment, "payment.payment_intent")));
  return {
    ...invoice,
    charge: intent?.latest_charge ?? null,
    discount: null,
    paid: invoice.status === "paid",
    payment_intent: intent?.id ?? null,
    tax: null,
  };
}

function showInvoice(object: StripeObject, intent: unknown, store: Store): StripeObject {
  const [payment] = store.collection("invoice_payments").findBy("payment.payment_intent", String(intent));
  return { ...object, invoice: payment?.invoice ?? null };
}

/** The one discount, whole, beside the ids of all. */
function showDiscount(subscription: StripeObject, store: Store): StripeObject {
  const [first] = Array.isArray(subscription.discounts) ? subscription.discounts : [];
  const discount = store.collection("discounts").find(String(first));
  return { ...subscription, discount: discount ? showCoupon(discount, store) : null };
}

function dropDiscounts({ discounts: _discounts, ...subscription }: StripeObject): StripeObject {
  return subscription as StripeObject; // `discounts` is no id
}

/** A price also as the plan that it was; of a single item, on the subscription. */
function showPlan(subscription: StripeObject): StripeObject {
  const items = itemsOf(subscription);
  const [only] = items.length === 1 ? items : [];
  return {
    ...mapItems(subscription, (item) => ({ ...item, plan: createPlan(item.price) })),
    plan: only ? createPlan(only.price) : null,
    quantity: only?.quantity ?? null,
  };
}

function createPlan(price: unknown) {
  if (!isRecord(price)) return null;
  const { id, active, created, currency, livemode, metadata, nickname, product, unit_amount } = price;
  return {
    id,
    object: "plan",
    active,
    amount: unit_amount,
    billing_scheme: price.billing_scheme,
    created,
    currency,
    interval: readField(price, "recurring.interval"),
    interval_count: readField(price, "recurring.interval_count"),
    livemode,
    metadata,
    nickname,
    product,
    usage_type: readField(price, "recurring.usage_type"),
  };
}

function mapItems(
  subscription: StripeObject,
  change: (item: StripeObject) => Readonly<Record<string, unknown>>,
): StripeObject {
  const items = isRecord(subscription.items) ? subscription.items : {};
  return { ...subscription, items: { ...items, data: itemsOf(subscription).map(change) } };
}
