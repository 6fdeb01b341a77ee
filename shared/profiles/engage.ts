/**
 * @module Recurly Engage's profile: Stripe Connect or an API key, two writes, four reads.
 * Source: Recurly Engage's configuration guide for the Stripe connector.
 */

import type { Profile } from "../profile.ts";

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
    {
      permission: "customers",
      access: "write",
      required: true,
      why: "Find the user a prompt is shown to, and act for them.",
      without: "Without customers, no action reaches anybody.",
    },
    {
      permission: "subscriptions",
      access: "write",
      required: true,
      why: "Upgrade, extend trials, apply coupons, and manage subscriptions without leaving prompts.",
      without: "Without subscriptions, 1-Click actions cannot change one.",
    },
    {
      permission: "products",
      access: "read",
      required: true,
      why: "Available plans sync periodically for use in prompts.",
      without: "Without products, plans have no names in prompts.",
    },
    {
      permission: "prices",
      access: "read",
      required: true,
      why: "Switch a user to a different product at the right price.",
      without: "Without prices, no plan can be offered in prompts.",
    },
    {
      permission: "coupons",
      access: "read",
      required: true,
      why: "Available coupons sync periodically for use in prompts.",
      without: "Without coupons, none can be offered in prompts.",
    },
    {
      permission: "promotion_codes",
      access: "read",
      required: true,
      why: "Apply the codes your customers know.",
      without: "Without promotion codes, none can be applied in prompts.",
    },
  ],
  excess_check: [],
  webhook: {
    kind: "managed",
    methods: ["oauth"],
    events: [
      "customer.created",
      "customer.deleted",
      "customer.discount.created",
      "customer.discount.deleted",
      "customer.discount.updated",
      "customer.subscription.created",
      "customer.subscription.deleted",
      "customer.subscription.paused",
      "customer.subscription.resumed",
      "customer.subscription.trial_will_end",
      "customer.subscription.updated",
      "customer.updated",
      "invoice.paid",
      "invoice.payment_failed",
    ],
  },
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
