/**
 * @module Every resource the local Stripe answers for: its path, its permission, its filters. Add one by adding a row.
 *
 * Permissions, paths and filters: docs.stripe.com/api and Stripe's permissions reference. A resource without data
 * answers with empty lists, as a new account would.
 */

import type { Mode } from "../../shared/keys.ts";
import type { ParameterSpec } from "./parameters.ts";
import { readField, type Account, type Store, type StripeObject } from "./world.ts";

export interface Resource {
  /** After `/v1/`. */
  readonly path: string;
  /** The name of the store's collection. */
  readonly collection: string;
  /** The `object` field. */
  readonly object: string;
  /** In "No such customer: 'cus_…'". */
  readonly noun: string;
  /** Identifiers any of which is enough; the 403 names the first. */
  readonly permissions: readonly [string, ...string[]];
  /** List parameter → path of the field it must equal. */
  readonly filters: Readonly<Record<string, string>>;
  /** Further list parameters, which `endpoints.ts` knows. */
  readonly special: ParameterSpec;
  readonly required: readonly string[];
  /** Has `created[gte]` and the like. */
  readonly dated: boolean;
  /** Computes the objects from others; without it they are stored. */
  readonly derive?: (store: Store) => StripeObject[];
}

interface Row extends Partial<Omit<Resource, "permissions" | "filters">> {
  readonly permission: string | readonly [string, ...string[]];
  /** Parameters with the name of their field. */
  readonly filters?: readonly string[];
  /** Parameters whose field has another path. */
  readonly paths?: Readonly<Record<string, string>>;
}

const ROWS: Readonly<Record<string, Row>> = {
  application_fees: { permission: "application_fee" },
  balance_transactions: { permission: "balance_transaction_source" },
  "billing/meters": { permission: "billing_meter", dated: false },
  "billing_portal/configurations": { permission: "customer_portal", dated: false },
  charges: { permission: "charge", filters: ["customer"] },
  "checkout/sessions": { permission: "checkout_session", noun: "checkout.session", filters: ["customer"] },
  coupons: { permission: "coupon" },
  credit_notes: { permission: "credit_note", filters: ["customer"] },
  customers: { permission: "customer", filters: ["email"] },
  disputes: { permission: "dispute" },
  "entitlements/active_entitlements": {
    permission: "entitlement",
    filters: ["customer"],
    required: ["customer"],
    dated: false,
    derive: listActiveEntitlements,
  },
  "entitlements/features": { permission: "entitlement", filters: ["lookup_key"], dated: false },
  events: { permission: "event", special: { type: "text", types: "array" } },
  files: { permission: "file" },
  invoices: {
    permission: "invoice",
    filters: ["customer", "status"],
    paths: { subscription: "parent.subscription_details.subscription" },
  },
  payment_intents: { permission: "payment_intent", filters: ["customer"] },
  payment_links: { permission: "payment_links", dated: false },
  payment_methods: {
    permission: "payment_method",
    noun: "PaymentMethod",
    filters: ["customer", "type"],
    dated: false,
  },
  payouts: { permission: "payout" },
  prices: { permission: "plan", filters: ["active", "currency", "product"] },
  products: { permission: "product", filters: ["active"] },
  promotion_codes: { permission: "promotion_code", filters: ["active", "code", "customer"] },
  quotes: { permission: "quote", filters: ["customer"], dated: false },
  refunds: { permission: ["charge", "refund"], filters: ["charge"] },
  reviews: { permission: "review" },
  setup_intents: { permission: "setup_intent", filters: ["customer"] },
  subscriptions: {
    permission: "subscription",
    filters: ["customer"],
    special: { status: "text" },
    paths: { price: "items.data.0.price.id" },
  },
  tax_rates: { permission: "tax_rate" },
  topups: { permission: "top_up" },
  transfers: { permission: "transfer" },
  webhook_endpoints: { permission: "webhook", noun: "webhook endpoint", dated: false },
};

/** Path → resource. */
export const RESOURCES: ReadonlyMap<string, Resource> = new Map(
  Object.entries(ROWS).map(([path, row]) => [path, complete(path, row)]),
);

function complete(path: string, row: Row): Resource {
  const singular = path.replace("/", ".").replace(/s$/, "");
  const { permission, filters = [], paths = {}, object = singular, ...rest } = row;
  return {
    path,
    collection: path.replace("entitlements/", "").replace("/", "_"),
    object,
    noun: object,
    filters: { ...Object.fromEntries(filters.map((name) => [name, name])), ...paths },
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
  return resource.derive ? resource.derive(store) : store.collection(resource.collection).objects;
}

/** Returns one object of a resource. */
export function findObject(resource: Resource, store: Store, id: string): StripeObject | undefined {
  if (resource.derive) return resource.derive(store).find((object) => object.id === id);
  return store.collection(resource.collection).find(id);
}

/** Tells whether the resource's ids are as long as `id`. */
export function hasIdsLike(resource: Resource, store: Store, id: string): boolean {
  return objectsOf(resource, store)[0]?.id.length === id.length;
}

/** Returns the account object. It has no `livemode`: only the key's prefix tells the mode. */
export function readAccount({ id, name, created }: Account) {
  return {
    id,
    object: "account",
    business_profile: { mcc: null, name, support_email: null, support_url: null, url: "https://example.com" },
    charges_enabled: true,
    country: "US",
    created,
    default_currency: "usd",
    details_submitted: true,
    email: "owner@example.com",
    payouts_enabled: true,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      dashboard: { display_name: name, timezone: "Etc/UTC" },
    },
    type: "standard",
  };
}

export function readBalance(mode: Mode) {
  const funds = [{ amount: 1_254_300, currency: "usd", source_types: { card: 1_254_300 } }];
  return { object: "balance", available: funds, livemode: mode === "live", pending: funds };
}

const ENTITLING: readonly unknown[] = ["active", "trialing", "past_due"];

/** What a customer may use: the features of the products they subscribe to. */
function listActiveEntitlements(store: Store): StripeObject[] {
  const entitled = store
    .collection("subscriptions")
    .objects.filter(({ status }) => ENTITLING.includes(status));
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
