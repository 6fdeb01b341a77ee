/**
 * @module Recurly Engage's profile against the configuration guide of its Stripe connector.
 */

import { ENGAGE } from "../../../shared/profiles/engage.ts";
import { holdPromises, isSaid, listLabels } from "./promises.ts";

const said = (text: string): readonly [string, boolean, true] => [text, isSaid(ENGAGE, text), true];
const { webhook } = ENGAGE;
const hears = (event: string): boolean => webhook.kind === "managed" && webhook.events.includes(event);

holdPromises(ENGAGE, [
  [
    "You may activate the Stripe connector utilizing one of two methods: Stripe Connect or API Key.",
    ENGAGE.methods,
    ["oauth", "key"],
  ],
  ["Customers and Subscriptions: Write", listLabels(ENGAGE, "write", true), ["Customers", "Subscriptions"]],
  [
    "Products, Prices, Coupons, Promotion Codes: Read",
    listLabels(ENGAGE, "read", true),
    ["Products", "Prices", "Coupons", "Promotion Codes"],
  ],
  [
    "Connect Permissions: None",
    ENGAGE.permissions.some(({ permission }) => permission === "connect" || permission === "accounts"),
    false,
  ],
  [
    "Create a new Restricted Key",
    ENGAGE.credentials,
    { restricted: "accept", secret: "warn", publishable: "none" },
  ],
  [
    "When using Stripe Connect, a webhook is created to sync subscription events in real time.",
    webhook.kind === "managed" ? webhook.methods : null,
    ["oauth"],
  ],
  ["Trait subscription_status", hears("customer.subscription.updated"), true],
  ["Trait delinquent: set to true when a payment fails", hears("invoice.payment_failed"), true],
  ["Trait canceled_at", hears("customer.subscription.deleted"), true],
  ["Trait trial_end", hears("customer.subscription.trial_will_end"), true],
  ["Trait coupon", hears("customer.discount.created"), true],
  [
    "available Plans and Coupons sync periodically; trait sync for subscription status and billing events",
    ENGAGE.sync,
    {
      resources: ["customers", "subscriptions", "products", "prices", "coupons", "promotion_codes"],
      days: null,
      freshness_seconds: 300,
      reads_per_month: 10_000,
    },
  ],
  said("Upgrade, extend trials, apply coupons, and manage subscriptions without leaving prompts."),
  said("After activation, available Plans and Coupons sync periodically for use in prompts."),
  said("You must also perform a nightly CSV sync mapping your internal user IDs to Stripe Customer IDs."),
]);
