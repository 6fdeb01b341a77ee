/**
 * @module What the ledger can keep of a Stripe account: each kind of object, its list, and what reading it takes.
 *
 * Source: docs.stripe.com/api, the list endpoint of each object. To add one, add a row; profiles name it from then on.
 */

import type { PermissionName } from "./permissions.ts";

export interface Resource {
  /** `object` of its entries. */
  readonly object: string;
  /** Path of its list. */
  readonly path: string;
  /** The permission that reads it. */
  readonly permission: PermissionName;
  /** Query that its list always takes. */
  readonly query?: string;
  /**
   * A profile that asks for some days only gets these from then on, by the list's `created[gte]`, and before that
   * what each of these queries lists: it is still alive. Without it, every object is read.
   */
  readonly alive?: readonly string[];
  /** The list needs a customer: it is read once for each. */
  readonly perCustomer?: "all" | "subscribed";
}

const row = (
  object: string,
  permission: PermissionName,
  path: string,
  more: Pick<Resource, "query" | "alive" | "perCustomer"> = {},
): Resource => ({ object, permission, path: `/v1/${path}`, ...more });

const HISTORY = { alive: [] };

export const RESOURCES = {
  customers: row("customer", "customers", "customers"),
  // Without a status Stripe leaves the canceled ones out.
  subscriptions: row("subscription", "subscriptions", "subscriptions", { query: "status=all" }),
  invoices: row("invoice", "invoices", "invoices", { alive: ["status=draft", "status=open"] }),
  charges: row("charge", "charges", "charges", HISTORY),
  refunds: row("refund", "charges", "refunds", HISTORY),
  payment_intents: row("payment_intent", "payment_intents", "payment_intents", HISTORY),
  setup_intents: row("setup_intent", "setup_intents", "setup_intents", HISTORY),
  disputes: row("dispute", "disputes", "disputes"), // few, and open for months
  credit_notes: row("credit_note", "credit_notes", "credit_notes", HISTORY),
  checkout_sessions: row("checkout.session", "checkout_sessions", "checkout/sessions", HISTORY),
  products: row("product", "products", "products"),
  prices: row("price", "prices", "prices", { query: "expand[]=data.tiers" }),
  coupons: row("coupon", "coupons", "coupons"),
  promotion_codes: row("promotion_code", "promotion_codes", "promotion_codes"),
  tax_rates: row("tax_rate", "tax_rates", "tax_rates"),
  subscription_schedules: row("subscription_schedule", "subscriptions", "subscription_schedules"),
  payment_methods: row("payment_method", "payment_methods", "payment_methods", { perCustomer: "all" }),
  entitlements: row("entitlements.active_entitlement", "entitlements", "entitlements/active_entitlements", {
    perCustomer: "subscribed",
  }),
} as const satisfies Record<string, Resource>;

/** Our name of a kind of object: the plural, as in Stripe's paths. */
export type ResourceName = keyof typeof RESOURCES;

export const RESOURCE_NAMES = Object.keys(RESOURCES) as [ResourceName, ...ResourceName[]]; // Object.keys forgets the names
