/**
 * @module Recurly Engage's profile: Stripe Connect or an API key, two writes, four reads.
 * Source: Recurly Engage's configuration guide for the Stripe connector.
 */

import type { Profile } from "../profile.ts";
import { eventsOf, requireRead, requireWrite, syncAll } from "./rows.ts";

/** Said in the guide, and once more for those who connect without one. */
const NEEDS = [
  "Company or App Administrator permissions in Recurly Engage.",
  "A Stripe account with API access credentials and webhook capability.",
  "Users in Recurly Engage must have stripe_id or email_address traits for action targeting and webhook syncing.",
  "Any Recurly Engage subscription plan: this is available to all customers.",
] as const;

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
  guide: {
    lead: "In the Stripe Dashboard, navigate to Developers → API Keys. Create a new Restricted Key and grant these permissions.",
    before: NEEDS,
  },
  help: {
    why: [
      "Flexible activation: choose OAuth-based Stripe Connect or API Key authentication.",
      "Real-time updates: webhook-driven trait sync for subscription status and billing events, where you used Stripe Connect. With an API key, data syncs periodically and nightly.",
      "Comprehensive actions: upgrade, extend trials, apply coupons, and manage subscriptions without leaving prompts.",
      "Traits imported include:",
    ],
    signals: [
      {
        name: "subscription_status",
        text: "incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid, paused or NONE",
      },
      { name: "delinquent", text: "true, false (set to true when a payment fails)" },
      { name: "current_period_start", text: "Start date of current billing period" },
      { name: "current_period_end", text: "End date of current billing period" },
      { name: "canceled_at", text: "Date of cancellation" },
      { name: "cancel_at_period_end", text: "true, false" },
      { name: "trial_start", text: "Start date of trial" },
      { name: "trial_end", text: "End date of trial" },
      { name: "subscription_plan", text: "Name of current or most recent subscription plan" },
      { name: "recurring_interval", text: "day, week, month, year" },
      { name: "coupon", text: "Coupon name" },
      { name: "payment_card_brand", text: "Card brand (e.g., visa, mastercard, amex, unknown)" },
      { name: "payment_card_country", text: "Country code (2-character ISO)" },
      { name: "payment_card_expiration", text: "Payment card expiration date" },
      { name: "payment_card_wallet_type", text: "Wallet type (e.g., apple_pay, google_pay, etc.)" },
    ],
    next: [
      "After activation, available Plans and Coupons sync periodically for use in prompts. Ensure each user record includes stripe_id or email_address.",
      "When using Stripe Connect, a webhook is created to sync subscription events in real time. With an API key, none is created.",
      "You must also perform a nightly CSV sync mapping your internal user IDs to Stripe Customer IDs.",
      "Attach 1-Click actions to prompt interactions once your data sync is active, such as Update existing subscription: switch a user, found by stripe_id or email_address, to a different product. Multiple proration options are available.",
    ],
    questions: [{ question: "What do I need to connect?", answer: NEEDS.join(" ") }],
    links: [
      { text: "Stripe API Key Setup", url: "https://docs.stripe.com/keys" },
      {
        text: "Stripe Proration Guide",
        url: "https://stripe.com/docs/billing/subscriptions/upgrade-downgrade#proration",
      },
    ],
  },
};
