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
  webhook: { kind: "pasted", expected: true },
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
  help: {
    next: [
      "Use test mode keys (sk_test_…) during migration to avoid affecting real customers. Switch to live keys once you’ve verified everything works.",
      "Once connected, create API keys so your SaaS applications can authenticate with BillStack.",
    ],
    questions: [
      {
        question: "Where do I find my keys?",
        answer:
          "Secret key: Stripe Dashboard → Developers → API keys. Publishable key: same page as above. Webhook secret: you create it when you update your webhooks.",
      },
      {
        question: "What if I have no webhook secret yet?",
        answer:
          "For initial setup, you can use a placeholder webhook secret and update it later when you configure the webhook endpoint in Stripe.",
      },
      {
        question: "What does disconnecting do?",
        answer:
          "Disconnecting drops the team’s synced data. This is safe because BillStack will re-sync everything from Stripe when you reconnect and backfill.",
      },
    ],
  },
};
