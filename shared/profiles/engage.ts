/**
 * @module Recurly Engage's profile: Stripe Connect or an API key, two writes, four reads.
 * Source: Recurly Engage's configuration guide for the Stripe connector.
 */

import type { Profile } from "../profile.ts";
import { eventsOf, requireRead, requireWrite, syncAll } from "./rows.ts";

export const ENGAGE: Profile = {
  name: "engage",
  product: { name: "Recurly Engage", url: "https://recurly.com/product/engage" },
  key_name: "Recurly Engage",
  intro:
    "Manage subscriptions, trials, coupons, and usage-based workflows directly from Recurly Engage prompts by connecting to your Stripe account.",
  mode: "either",
  methods: ["oauth", "key"],
  credentials: { restricted: "accept", secret: "warn", publishable: "none" },
  permissions: [
    requireWrite(
      "customers",
      "Find the user a prompt is shown to, and act for them.",
      "Without customers, no action reaches anybody.",
    ),
    requireWrite(
      "subscriptions",
      "Upgrade, extend trials, apply coupons, and manage subscriptions without leaving prompts.",
      "Without subscriptions, 1-Click actions cannot change one.",
    ),
    requireRead(
      "products",
      "Available plans sync periodically for use in prompts.",
      "Without products, plans have no names in prompts.",
    ),
    requireRead(
      "prices",
      "Switch a user to a different product at the right price.",
      "Without prices, no plan can be offered in prompts.",
    ),
    requireRead(
      "coupons",
      "Available coupons sync periodically for use in prompts.",
      "Without coupons, none can be offered in prompts.",
    ),
    requireRead(
      "promotion_codes",
      "Apply the codes your customers know.",
      "Without promotion codes, none can be applied in prompts.",
    ),
  ],
  excess_check: [],
  webhook: {
    kind: "managed",
    methods: ["oauth"],
    events: [
      ...eventsOf("customer", "created deleted updated"),
      ...eventsOf("customer.discount", "created deleted updated"),
      ...eventsOf("customer.subscription", "created deleted paused resumed trial_will_end updated"),
      ...eventsOf("invoice", "paid payment_failed"),
    ],
  },
  sync: syncAll("customers", "subscriptions", "products", "prices", "coupons", "promotion_codes"),
  demo: false,
  never: [],
  help: {
    next: [
      "After activation, available Plans and Coupons sync periodically for use in prompts.",
      "When using Stripe Connect, a webhook is created to sync subscription events in real time.",
      "You must also perform a nightly CSV sync mapping your internal user IDs to Stripe Customer IDs.",
    ],
  },
};
