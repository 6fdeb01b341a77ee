/**
 * @module DropFix's profile against DropFix's setup guide. Its straight apostrophes are curly in the profile.
 */

import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import { holdPromises, isSaid, listLabels } from "./promises.ts";

const curly = (text: string): string => text.replaceAll("'", "’");
const said = (text: string): readonly [string, boolean, true] => [text, isSaid(DROPFIX, curly(text)), true];

const gain = (without: string, withStripe: string) =>
  [
    `Without Stripe: ${without}. With Stripe: ${withStripe}`,
    DROPFIX.help?.benefits?.find((benefit) => benefit.without === without)?.with,
    withStripe,
  ] as const;

const asked = (question: string, answer: string) =>
  [
    question,
    DROPFIX.help?.questions?.find((entry) => entry.question === curly(question))?.answer,
    curly(answer),
  ] as const;

holdPromises(DROPFIX, [
  [
    "Read access on Customers, Subscriptions, Invoices, Charges, and Payment Intents",
    listLabels(DROPFIX, "read", true),
    ["Customers", "Subscriptions", "Invoices", "Charges and Refunds", "PaymentIntents"],
  ],
  ["Disputes → Read is optional but recommended.", listLabels(DROPFIX, "read", false), ["Disputes"]],
  ["It physically cannot move money or change data.", listLabels(DROPFIX, "write"), []],
  ["nothing else", DROPFIX.excess_check.length > 0, true],
  ["No code, no OAuth, no admin permissions required.", DROPFIX.methods, ["key"]],
  ["Name: enter 'DropFix (read-only)'", DROPFIX.key_name, "DropFix (read-only)"],
  ["The key you generate must be a rk_live_… key, not a test key.", DROPFIX.mode, "live"],
  [
    "DropFix shows a warning and asks you to replace it with a restricted key.",
    DROPFIX.credentials,
    { restricted: "accept", secret: "warn", publishable: "none" },
  ],
  [
    "DropFix polls every 5 minutes",
    [DROPFIX.webhook, DROPFIX.sync.freshness_seconds],
    [{ kind: "none" }, 5 * 60],
  ],
  [
    "DropFix will start pulling your last 30 days of customer + subscription data",
    [DROPFIX.sync.days, DROPFIX.sync.resources],
    [30, ["customers", "subscriptions", "invoices", "charges", "payment_intents", "disputes"]],
  ],
  [
    "a small batch of calls every 5 minutes (typically 2–4 calls per poll)",
    DROPFIX.sync.reads_per_month >= 4 * 12 * 24 * 30,
    true,
  ],
  said("Unlock payment failure detection, dunning emails, and accurate MRR from Stripe."),
  said(
    "Read-only by design — DropFix can never charge cards, refund payments, or modify any data in your Stripe account.",
  ),
  said("It cannot charge cards, refund payments, or modify your customers — even if our database leaked."),
  gain("Payment failures are found manually", "Payment failure signal fires within minutes"),
  gain("MRR is whatever you pass in identify()", "MRR is pulled directly from Stripe"),
  gain("Trial dates are whatever you pass in identify()", "Trial dates are read directly from Stripe"),
  gain("Failed payment emails are manual", "3-email dunning sequence fires automatically"),
  [
    "Within 1 minute of connecting, you should see: Your Total users tracked counter increase to match your Stripe customer count.",
    DROPFIX.help?.next?.[0],
    "Within 1 minute of connecting, you should see your Total users tracked counter increase to match your Stripe customer count.",
  ],
  said("Any failed payments from the last 30 days appear as Payment failed signals on the dashboard."),
  said("Any lapsed subscriptions appear as Subscription lapsed signals."),
  said("Going forward, DropFix polls your Stripe account every 5 minutes for new events."),
  [
    "How to revoke access",
    DROPFIX.help?.revoke,
    [
      "In Stripe, go to Developers → API keys → Restricted keys.",
      "Find your DropFix (read-only) key.",
      "Click the ⋯ menu → Delete.",
      "Within 5 minutes, every DropFix call to your Stripe account will fail with 401 and we’ll stop receiving any data from your account.",
      "You can also disconnect from DropFix’s side in Settings → Integrations (this clears the encrypted key from our database immediately).",
    ],
  ],
  ["5 minutes to connect.", DROPFIX.guide?.minutes, 5],
  ["Click Connect Stripe.", DROPFIX.words?.connect, "Connect Stripe"],
  ["Frequently asked", DROPFIX.help?.questions?.length, 6],
  asked(
    "Is this safe?",
    "Yes. Stripe Restricted Keys are designed exactly for this — analytics tools that need to read your data without ever touching it. The key has read-only scope. Even if someone stole DropFix's database (we encrypt it at rest, but hypothetically), they could not use this key to charge cards, refund anything, or move money in any direction.",
  ),
  asked(
    "Can I see what DropFix is reading?",
    "Yes. In your Stripe dashboard → Developers → Logs, you can see every single API call made with this key. You'll see a small batch of calls every 5 minutes (typically 2–4 calls per poll: list invoices, list subscriptions, etc.).",
  ),
  asked(
    "Will this affect my Stripe pricing or rate limits?",
    "No. Stripe API reads are free and don't count toward any transaction fees. Polling every 5 minutes uses a tiny fraction of Stripe's rate limit (100 requests per second).",
  ),
  asked(
    "Do I need to set up webhooks too?",
    "No. DropFix polls every 5 minutes, which is more than fast enough for churn detection — you don't need millisecond-fresh signals for retention.",
  ),
  asked(
    "I'm on a Stripe test account, can I still use this?",
    "Yes. Generate a rk_test_… key from Stripe's test mode (toggle in the top-right of your dashboard). It works the same way. When you go live, replace it with a rk_live_… key.",
  ),
  asked(
    "What if I paste a secret key (sk_live_…) by mistake?",
    "It will technically work, but DropFix shows a warning and asks you to replace it with a restricted key. Secret keys grant full write access to your Stripe account, which we don't need and shouldn't hold. Restricted keys are strictly safer.",
  ),
]);
