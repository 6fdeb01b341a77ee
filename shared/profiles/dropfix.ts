/**
 * @module DropFix's profile: five required reads and one recommended, live data, polling instead of webhooks.
 * Source: DropFix's setup guide, "Connect Stripe".
 */

import type { Profile } from "../profile.ts";
import { optionalRead, requireRead } from "./rows.ts";

export const DROPFIX: Profile = {
  name: "dropfix",
  product: { name: "DropFix", url: "https://dropfix.app" },
  key_name: "DropFix (read-only)",
  intro:
    "Unlock payment failure detection, dunning emails, and accurate MRR from Stripe. Read-only by design — DropFix can never charge cards, refund payments, or modify any data in your Stripe account.",
  mode: "live",
  methods: ["key"],
  credentials: { restricted: "accept", secret: "warn", publishable: "none" },
  permissions: [
    requireRead(
      "customers",
      "Match your users to your Stripe customers.",
      "Without customers, no signal can be matched to a user.",
    ),
    requireRead(
      "subscriptions",
      "Tell you when a customer cancels: the Subscription lapsed signal, trial dates, and MRR.",
      "Without subscriptions, Subscription lapsed never fires and MRR is whatever you pass in.",
    ),
    requireRead(
      "invoices",
      "Tell you the moment an invoice fails: the Payment failed signal.",
      "Without invoices, payment failures are found manually.",
    ),
    requireRead("charges", "See why a payment failed.", "Without charges, a failed payment has no reason."),
    requireRead(
      "payment_intents",
      "See whether a failed payment is being retried or waits for the customer.",
      "Without payment intents, a payment that waits for the customer looks lost.",
    ),
    optionalRead("disputes", "Optional but recommended."),
  ],
  excess_check: ["payouts", "balance_transactions", "payment_methods", "webhook_endpoints"],
  webhook: { kind: "none" },
  sync: {
    resources: ["customers", "subscriptions", "invoices", "charges", "payment_intents", "disputes"],
    days: 30, // "pulls your last 30 days"
    freshness_seconds: 300, // "DropFix polls your Stripe account every 5 minutes"
    reads_per_month: 40_000, // "typically 2–4 calls per poll"
  },
  demo: false,
  never: [
    { lead: "Read-only, by design.", text: "With these permissions, DropFix can only read billing data." },
    {
      lead: "No charges, no refunds.",
      text: "It cannot charge cards, refund payments, or modify your customers — even if our database leaked.",
    },
  ],
  words: { connect: "Connect Stripe" },
  guide: {
    minutes: 5,
    lead: "5 minutes to connect. No code, no OAuth, no admin permissions required.",
    before: [
      "The key you generate must be a rk_live_… key, not a test key.",
      "If you’re just trialling DropFix and don’t have live Stripe yet, a rk_test_… key works the same way.",
    ],
    open: [
      "Go to dashboard.stripe.com and sign in with your Stripe credentials. In the top-right corner, make sure the Live mode toggle is enabled.",
      "In Stripe’s left sidebar, click Developers, then API keys. Scroll down to the section labeled Restricted keys (below “Standard keys”), and click + Create restricted key.",
    ],
    copy: [
      "Click Create key at the bottom of the page. Stripe shows you the new key: it starts with rk_live_. Click Reveal live key, then Copy.",
      "If you lose it or accidentally close the dialog, just delete the key and create a new one — no harm done.",
      "Paste it and click Connect Stripe. DropFix immediately validates the key (one small read for each permission) and starts pulling your last 30 days of customer + subscription data so you have signals to look at right away.",
    ],
  },
  help: {
    why: [
      "DropFix works without Stripe, but Stripe unlocks payment failure detection, automatic dunning emails, and accurate MRR data pulled directly from your billing system.",
      "To do that safely, we use Stripe’s safest credential type: a Restricted API Key. Unlike a regular secret key, a restricted key is scoped to specific resources and specific permissions. The key you’ll create for DropFix has only Read access on Customers, Subscriptions, Invoices, Charges, and Payment Intents — nothing else. It physically cannot move money or change data.",
      "DropFix detects 10 churn signals automatically. Two of them need a live feed from your Stripe account:",
    ],
    signals: [
      { name: "Payment failed", text: "so we can tell you the moment an invoice fails." },
      { name: "Subscription lapsed", text: "so we can tell you the moment a customer cancels." },
    ],
    benefits: [
      { without: "Payment failures are found manually", with: "Payment failure signal fires within minutes" },
      { without: "MRR is whatever you pass in identify()", with: "MRR is pulled directly from Stripe" },
      {
        without: "Trial dates are whatever you pass in identify()",
        with: "Trial dates are read directly from Stripe",
      },
      { without: "Failed payment emails are manual", with: "3-email dunning sequence fires automatically" },
    ],
    next: [
      "Within 1 minute of connecting, you should see your Total users tracked counter increase to match your Stripe customer count.",
      "Any failed payments from the last 30 days appear as Payment failed signals on the dashboard.",
      "Any lapsed subscriptions appear as Subscription lapsed signals.",
      "Going forward, DropFix polls your Stripe account every 5 minutes for new events.",
    ],
    revoke: [
      "In Stripe, go to Developers → API keys → Restricted keys.",
      "Find your DropFix (read-only) key.",
      "Click the ⋯ menu → Delete.",
      "Within 5 minutes, every DropFix call to your Stripe account will fail with 401 and we’ll stop receiving any data from your account.",
      "You can also disconnect from DropFix’s side in Settings → Integrations (this clears the encrypted key from our database immediately).",
    ],
    questions: [
      {
        question: "Is this safe?",
        answer:
          "Yes. Stripe Restricted Keys are designed exactly for this — analytics tools that need to read your data without ever touching it. The key has read-only scope. Even if someone stole DropFix’s database (we encrypt it at rest, but hypothetically), they could not use this key to charge cards, refund anything, or move money in any direction.",
      },
      {
        question: "Can I see what DropFix is reading?",
        answer:
          "Yes. In your Stripe dashboard → Developers → Logs, you can see every single API call made with this key. You’ll see a small batch of calls every 5 minutes (typically 2–4 calls per poll: list invoices, list subscriptions, etc.).",
      },
      {
        question: "Will this affect my Stripe pricing or rate limits?",
        answer:
          "No. Stripe API reads are free and don’t count toward any transaction fees. Polling every 5 minutes uses a tiny fraction of Stripe’s rate limit (100 requests per second).",
      },
      {
        question: "Do I need to set up webhooks too?",
        answer:
          "No. DropFix polls every 5 minutes, which is more than fast enough for churn detection — you don’t need millisecond-fresh signals for retention.",
      },
      {
        question: "I’m on a Stripe test account, can I still use this?",
        answer:
          "Yes. Generate a rk_test_… key from Stripe’s test mode (toggle in the top-right of your dashboard). It works the same way. When you go live, replace it with a rk_live_… key.",
      },
      {
        question: "What if I paste a secret key (sk_live_…) by mistake?",
        answer:
          "It will technically work, but DropFix shows a warning and asks you to replace it with a restricted key. Secret keys grant full write access to your Stripe account, which we don’t need and shouldn’t hold. Restricted keys are strictly safer.",
      },
    ],
  },
};
