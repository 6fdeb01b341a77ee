/**
 * @module Every resource the local Stripe answers for: where it lives, what it needs, how it is filtered.
 *
 * Add a resource by adding a row. Permissions, paths and filters: docs.stripe.com/api and Stripe's
 * permissions reference; those no data exists for answer with empty lists, as a new account would.
 */

import type { StripeObject, Store } from "../store.ts";
import type { ParameterSpec } from "../api/parameters.ts";
import { listActiveEntitlements, listPlans, listSubscriptionItems } from "./derived.ts";

export interface Resource {
  /** After `/v1/`. */
  readonly path: string;
  /** The `object` field. */
  readonly object: string;
  /** In "No such customer: 'cus_…'". */
  readonly noun: string;
  /** Identifiers any of which is enough; a refusal names the first. */
  readonly permissions: readonly [string, ...string[]];
  /** List parameter → path of the field it must equal. */
  readonly filters: Readonly<Record<string, string>>;
  /** Further list parameters, which `lists.ts` knows. */
  readonly special: ParameterSpec;
  readonly required: readonly string[];
  /** Has `created[gte]` and the like. */
  readonly dated: boolean;
  /** Objects worked out from others, instead of stored ones. */
  readonly derive?: (store: Store) => StripeObject[];
}

type Row = Partial<Omit<Resource, "permissions">> & {
  readonly permission: string | readonly [string, ...string[]];
};

const SUBSCRIPTION_OF_INVOICE = "parent.subscription_details.subscription";
const PAYMENTS = { customer: "customer", payment_intent: "payment_intent" } as const;

const ROWS = {
  application_fees: { permission: "application_fee" },
  balance_transactions: { permission: "balance_transaction_source", filters: { type: "type" } },
  "billing/meters": { permission: "billing_meter", filters: { status: "status" }, dated: false },
  "billing_portal/configurations": {
    permission: "customer_portal",
    filters: { active: "active", is_default: "is_default" },
    dated: false,
  },
  charges: { permission: "charge", filters: PAYMENTS },
  "checkout/sessions": {
    permission: "checkout_session",
    noun: "checkout.session",
    filters: { customer: "customer", status: "status", subscription: "subscription" },
  },
  coupons: { permission: "coupon" },
  credit_notes: { permission: "credit_note", filters: { customer: "customer", invoice: "invoice" } },
  customers: { permission: "customer", filters: { email: "email", test_clock: "test_clock" } },
  disputes: { permission: "dispute", filters: { charge: "charge", payment_intent: "payment_intent" } },
  "entitlements/active_entitlements": {
    permission: "entitlement",
    filters: { customer: "customer" },
    required: ["customer"],
    dated: false,
    derive: listActiveEntitlements,
  },
  "entitlements/features": { permission: "entitlement", filters: { lookup_key: "lookup_key" }, dated: false },
  events: { permission: "event", special: { type: "text", types: "array" } },
  files: { permission: "file", filters: { purpose: "purpose" } },
  invoice_payments: { permission: "invoice", filters: { invoice: "invoice", status: "status" } },
  invoiceitems: { permission: "invoice", filters: { customer: "customer", invoice: "invoice" } },
  invoices: {
    permission: "invoice",
    filters: {
      collection_method: "collection_method",
      customer: "customer",
      status: "status",
      subscription: SUBSCRIPTION_OF_INVOICE,
    },
    special: { due_date: "range" },
  },
  payment_intents: { permission: "payment_intent", filters: { customer: "customer" } },
  payment_links: { permission: "payment_links", filters: { active: "active" }, dated: false },
  payment_methods: {
    permission: "payment_method",
    noun: "PaymentMethod",
    filters: { customer: "customer", type: "type" },
    dated: false,
  },
  payouts: { permission: "payout", filters: { status: "status" } },
  plans: { permission: "plan", filters: { active: "active", product: "product" }, derive: listPlans },
  prices: {
    permission: "plan",
    filters: { active: "active", currency: "currency", product: "product", type: "type" },
    special: { lookup_keys: "array" },
  },
  products: { permission: "product", filters: { active: "active" }, special: { ids: "array" } },
  promotion_codes: {
    permission: "promotion_code",
    filters: { active: "active", code: "code", coupon: "promotion.coupon", customer: "customer" },
  },
  quotes: { permission: "quote", filters: { customer: "customer", status: "status" }, dated: false },
  refunds: { permission: ["charge", "refund"], filters: { charge: "charge" } },
  reviews: { permission: "review" },
  setup_intents: { permission: "setup_intent", filters: { customer: "customer" } },
  subscription_items: {
    permission: "subscription",
    filters: { subscription: "subscription" },
    required: ["subscription"],
    dated: false,
    derive: listSubscriptionItems,
  },
  subscription_schedules: { permission: "subscription", filters: { customer: "customer" } },
  subscriptions: {
    permission: "subscription",
    filters: { collection_method: "collection_method", customer: "customer", price: "items.data.0.price.id" },
    special: { status: "text", current_period_start: "range", current_period_end: "range" },
  },
  tax_rates: { permission: "tax_rate", filters: { active: "active", inclusive: "inclusive" } },
  topups: { permission: "top_up", filters: { status: "status" } },
  transfers: { permission: "transfer", filters: { destination: "destination" } },
  webhook_endpoints: { permission: "webhook", noun: "webhook endpoint", dated: false },
} as const satisfies Record<string, Row>;

/** Path → resource. */
export const RESOURCES: ReadonlyMap<string, Resource> = new Map(
  Object.entries(ROWS).map(([path, row]) => [path, complete(path, row)]),
);

function complete(path: string, row: Row): Resource {
  const singular = path.replace("/", ".").replace(/s$/, "");
  const { permission, object = singular, ...rest } = row;
  return {
    path,
    object,
    noun: object,
    filters: {},
    special: {},
    required: [],
    dated: true,
    ...rest,
    permissions: typeof permission === "string" ? [permission] : permission,
  };
}

/** Returns the resource at `path`, which must be in the table. */
export function resourceAt(path: string): Resource {
  const resource = RESOURCES.get(path);
  if (!resource) throw new Error(`no resource at ${path}`);
  return resource;
}

/** Returns the objects of a resource, newest first. */
export function objectsOf(resource: Resource, store: Store): readonly StripeObject[] {
  return resource.derive ? resource.derive(store) : store.collection(collectionOf(resource)).objects;
}

/** Returns one object of a resource. */
export function findObject(resource: Resource, store: Store, id: string): StripeObject | undefined {
  if (resource.derive) return resource.derive(store).find((object) => object.id === id);
  return store.collection(collectionOf(resource)).find(id);
}

/** Returns the place of `id` in a resource's list, or -1. */
export function placeOf(resource: Resource, store: Store, id: string): number {
  if (resource.derive) return resource.derive(store).findIndex((object) => object.id === id);
  return store.collection(collectionOf(resource)).placeOf(id);
}

/** Tells whether the resource's ids are as long as `id`. */
export function hasIdsLike(resource: Resource, store: Store, id: string): boolean {
  return objectsOf(resource, store)[0]?.id.length === id.length;
}

/** The data set keeps `checkout/sessions` as `checkout_sessions` and `entitlements/features` as `features`. */
function collectionOf(resource: Resource): string {
  return resource.path.replace("entitlements/", "").replace("/", "_");
}
