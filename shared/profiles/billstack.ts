/**
 * @module BillStack's profile: a secret and a publishable key, and a signing secret that may come later.
 * Source: BillStack's "Connect Stripe".
 */

import type { Profile } from "../profile.ts";
import { optionalRead, requireRead, syncAll } from "./rows.ts";

export const BILLSTACK: Profile = {
  name: "billstack",
  product: { name: "BillStack", url: "https://your-billstack.com" },
  key_name: "BillStack",
  intro:
    "Link your existing Stripe account to BillStack by providing your API keys. Your Stripe secret key, publishable key, and webhook secret are encrypted with AES-256-GCM.",
  mode: "test",
  methods: ["key"],
  credentials: { restricted: "accept", secret: "accept", publishable: "required" },
  permissions: [
    requireRead("customers", "Sync your customers.", "Without customers, nothing synced can be told apart."),
    requireRead("products", "Sync your products.", "Without products, plans have no names."),
    requireRead("prices", "Sync your prices.", "Without prices, plans have no amounts."),
    requireRead(
      "subscriptions",
      "Sync your subscriptions.",
      "Without subscriptions, every customer looks as if they had none.",
    ),
    requireRead("invoices", "Sync your invoices.", "Without invoices, no billing history is synced."),
    optionalRead("charges", "Sync charges and refunds."),
    optionalRead("payment_intents", "Sync payments under way."),
    optionalRead("setup_intents", "Sync set-up payment methods."),
    optionalRead("payment_methods", "Sync your customers’ payment methods."),
    optionalRead("disputes", "Sync disputes."),
    optionalRead("coupons", "Sync your coupons."),
    optionalRead("promotion_codes", "Sync your promotion codes."),
    optionalRead("credit_notes", "Sync credit notes."),
    optionalRead("checkout_sessions", "Sync Checkout sessions."),
    optionalRead("tax_rates", "Sync your tax rates."),
  ],
  excess_check: [],
  webhook: {
    kind: "pasted",
    expected: true,
    events: [
      "customer.created",
      "customer.updated",
      "customer.deleted",
      "customer.subscription.created",
      "customer.subscription.updated",
      "customer.subscription.deleted",
      "product.updated",
      "price.updated",
      "invoice.paid",
      "invoice.payment_failed",
      "charge.refunded",
      "charge.dispute.created",
    ],
  },
  sync: syncAll(
    "customers",
    "products",
    "prices",
    "coupons",
    "promotion_codes",
    "subscriptions",
    "subscription_schedules",
    "invoices",
    "credit_notes",
    "charges",
    "refunds",
    "disputes",
    "payment_intents",
    "setup_intents",
    "payment_methods",
    "checkout_sessions",
    "tax_rates",
  ),
  demo: false,
  never: [],
  words: {
    connect: "Connect",
    key: "Secret Key",
    publishable_key: "Publishable Key",
    webhook_secret: "Webhook Secret",
    key_placeholder: "sk_live_... or sk_test_...",
  },
  guide: {
    key: "secret",
    before: [
      "Use test mode keys (sk_test_…) during migration to avoid affecting real customers.",
      "Connect with test keys first. Complete all migration steps, disconnect, and reconnect with live keys.",
    ],
    open: [
      "Secret Key: Stripe Dashboard → Developers → API keys. Publishable Key: same page as above. Webhook Secret: you’ll create this when you update your webhooks.",
    ],
  },
  help: {
    next: [
      "Use test mode keys (sk_test_…) during migration to avoid affecting real customers. Switch to live keys once you’ve verified everything works. Disconnect here, then reconnect with live keys.",
      "Disconnecting drops the team’s synced data schema. This is safe because BillStack will re-sync everything from Stripe when you reconnect and backfill.",
      "Once connected, create API keys so your SaaS applications can authenticate with BillStack.",
    ],
    questions: [
      {
        question: "What happens when you connect?",
        answer:
          "Your Stripe secret key, publishable key, and webhook secret are encrypted with AES-256-GCM and stored in the database. BillStack creates an isolated PostgreSQL schema for your team (stripe_team_{teamId}). The stripe-sync-engine runs migrations inside that schema to hold synced Stripe data. BillStack verifies the keys are valid by retrieving the account from Stripe.",
      },
      {
        question: "Where do I find my keys?",
        answer:
          "Secret Key: Stripe Dashboard → Developers → API keys. Publishable Key: same page as above. Webhook Secret: you’ll create this when you update your webhooks.",
      },
      {
        question: "What if I have no webhook secret yet?",
        answer:
          "For initial setup, you can use a placeholder webhook secret and update it later when you configure the webhook endpoint in Stripe.",
      },
      {
        question: "What does disconnecting do?",
        answer:
          "Disconnecting drops the team’s synced data schema. This is safe because BillStack will re-sync everything from Stripe when you reconnect and backfill.",
      },
    ],
  },
};
