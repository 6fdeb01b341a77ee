/**
 * @module Every resource the local Stripe answers for: its path, its permission, its filters. Add one by adding a row.
 *
 * Permissions, paths and filters: docs.stripe.com/api and Stripe's permissions reference. A resource without data
 * answers with empty lists, as a new account would.
 */

import type { Mode } from "../../shared/keys.ts";
import { itemsOf } from "./show.ts";
import type { StripeObject } from "./objects.ts";
import { Collection } from "./collection.ts";
import { listActiveEntitlements } from "./entitlements.ts";
import { textOf, type Parameters, type ParameterSpec } from "./parameters.ts";
import type { Account, Store } from "./world.ts";

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
  /**
   * Computes the objects from others, newest first; without it they are stored.
   * @param owner the value of the first required parameter; all objects without it
   */
  readonly derive?: (store: Store, owner?: string) => StripeObject[];
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
  charges: { permission: "charge", filters: ["customer", "payment_intent"] },
  "checkout/sessions": {
    permission: "checkout_session",
    noun: "checkout.session",
    filters: ["customer", "subscription"],
  },
  coupons: { permission: "coupon" },
  credit_notes: { permission: "credit_note", filters: ["customer", "invoice"] },
  customers: { permission: "customer", filters: ["email"] },
  disputes: { permission: "dispute", filters: ["charge", "payment_intent"] },
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
  invoice_payments: { permission: "invoice", filters: ["invoice", "status"] },
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
  refunds: { permission: ["charge", "refund"], filters: ["charge", "payment_intent"] },
  reviews: { permission: "review" },
  setup_intents: { permission: "setup_intent", filters: ["customer"] },
  subscription_items: {
    permission: "subscription",
    filters: ["subscription"],
    required: ["subscription"],
    dated: false,
    derive: listItems,
  },
  subscription_schedules: { permission: "subscription", filters: ["customer"] },
  subscriptions: {
    permission: "subscription",
    filters: ["customer"],
    special: { status: "text", current_period_start: "range", current_period_end: "range" },
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

/** Returns the objects of a resource, or of what its list must be asked for. */
export function collectionOf(resource: Resource, store: Store, parameters: Parameters): Collection {
  const [required] = resource.required;
  if (!resource.derive) return store.collection(resource.collection);
  return new Collection(resource.derive(store, required && textOf(parameters, required)));
}

/** Returns one object of a resource. */
export function findObject(resource: Resource, store: Store, id: string): StripeObject | undefined {
  if (resource.derive) return resource.derive(store).find((object) => object.id === id);
  const found = store.collection(resource.collection).find(id);
  if (found || resource.path !== "customers" || !store.deletedCustomers.has(id)) return found;
  return { id, object: "customer", deleted: true };
}

/** Tells whether `id` may be of this resource, and never was in this mode: then the other mode may have it. */
export function mayBeElsewhere(resource: Resource, store: Store, id: string): boolean {
  const objects = collectionOf(resource, store, {});
  const [newest] = objects.page({ limit: 1 }).data;
  return newest?.id.length === id.length && !objects.hasRemoved(id);
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

/** The items of a subscription, beyond those that it shows. */
function listItems(store: Store, subscription?: string): StripeObject[] {
  const all = store.collection("subscriptions");
  return (subscription === undefined ? all.objects : [all.find(subscription)]).flatMap((one) =>
    one ? itemsOf(one) : [],
  );
}
