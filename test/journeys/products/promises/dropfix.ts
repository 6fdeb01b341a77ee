/**
 * @module DropFix's setup guide "Connect Stripe", sentence by sentence.
 */

import { elsewhere, said, seen, type ProductDocument } from "./promise.ts";

const LEAD = "5 minutes to connect. No code, no OAuth, no admin permissions required.";

export const DROPFIX_DOCUMENT: ProductDocument = {
  product: "dropfix",
  title: "DropFix’s “Connect Stripe”",
  letters: 4511,
  sentences: [
    elsewhere("Setup guide V1 - 6 of 12", "navigation"),
    seen("Connect Stripe", ["form", "button", /^Connect Stripe$/]),
    said(
      "form",
      "paragraph",
      "Unlock payment failure detection, dunning emails, and accurate MRR from Stripe.",
    ),
    elsewhere("Step 4", "navigation"),
    said("form", "text", "What you get"),
    said(
      "help",
      "paragraph",
      "DropFix works without Stripe, but Stripe unlocks payment failure detection, automatic dunning emails, and accurate MRR data pulled directly from your billing system.",
    ),
    seen(
      "Without Stripe Payment failures are found manually With Stripe Payment failure signal fires within minutes",
      ["form", "columnheader", "Without Stripe"],
      ["form", "cell", "Payment failures are found manually"],
      ["form", "columnheader", "With Stripe"],
      ["form", "cell", "Payment failure signal fires within minutes"],
    ),
    seen(
      "Without Stripe MRR is whatever you pass in identify() With Stripe MRR is pulled directly from Stripe",
      ["form", "cell", "MRR is whatever you pass in identify()"],
      ["form", "cell", "MRR is pulled directly from Stripe"],
    ),
    seen(
      "Without Stripe Trial dates are whatever you pass in identify() With Stripe Trial dates are read directly from Stripe",
      ["form", "cell", "Trial dates are whatever you pass in identify()"],
      ["form", "cell", "Trial dates are read directly from Stripe"],
    ),
    seen(
      "Without Stripe Failed payment emails are manual With Stripe 3-email dunning sequence fires automatically",
      ["form", "cell", "Failed payment emails are manual"],
      ["form", "cell", "3-email dunning sequence fires automatically"],
    ),
    seen(
      "5 minutes to connect.",
      ["form", "button", "Show me how · 5 minutes"],
      ["guide", "paragraph", LEAD],
    ),
    seen("No code, no OAuth, no admin permissions required.", ["guide", "paragraph", LEAD]),
    said(
      "form",
      "paragraph",
      "Read-only by design — DropFix can never charge cards, refund payments, or modify any data in your Stripe account.",
    ),
    said("form", "text", "Why we ask for this"),
    seen("DropFix detects 10 churn signals automatically.", [
      "help",
      "paragraph",
      "DropFix detects 10 churn signals automatically.",
    ]),
    seen(
      "Two of them — Payment failed and Subscription lapsed — need a live feed from your Stripe account so we can tell you the moment an invoice fails or a customer cancels.",
      ["help", "paragraph", "Two of them need a live feed from your Stripe account:"],
      ["help", "listitem", "Payment failed so we can tell you the moment an invoice fails."],
      ["help", "listitem", "Subscription lapsed so we can tell you the moment a customer cancels."],
    ),
    said(
      "help",
      "paragraph",
      "To do that safely, we use Stripe's safest credential type: a Restricted API Key.",
    ),
    said(
      "help",
      "paragraph",
      "Unlike a regular secret key, a restricted key is scoped to specific resources and specific permissions.",
    ),
    said(
      "help",
      "paragraph",
      "The key you'll create for DropFix has only Read access on Customers, Subscriptions, Invoices, Charges, and Payment Intents — nothing else.",
    ),
    said("help", "paragraph", "It physically cannot move money or change data."),
    elsewhere("Step 1 — Open your Stripe dashboard", "layout"),
    seen("1Go to dashboard.stripe.com and sign in with your Stripe credentials.", [
      "guide",
      "paragraph",
      "Go to dashboard.stripe.com and sign in with your Stripe credentials.",
    ]),
    seen(
      "2In the top-right corner, make sure the Live mode toggle is enabled. The key you generate must be a rk_live_… key, not a test key.",
      ["guide", "paragraph", "In the top-right corner, make sure the Live mode toggle is enabled."],
      ["guide", "listitem", "The key you generate must be a rk_live_… key, not a test key."],
    ),
    seen(
      "3If you're just trialling DropFix and don't have live Stripe yet, a rk_test_… key works the same way.",
      [
        "guide",
        "listitem",
        "If you’re just trialling DropFix and don’t have live Stripe yet, a rk_test_… key works the same way.",
      ],
    ),
    elsewhere("Step 2 — Go to the API Keys page", "layout"),
    seen("1In Stripe's left sidebar, click Developers. 2Click API keys.", [
      "guide",
      "paragraph",
      "In Stripe’s left sidebar, click Developers, then API keys.",
    ]),
    seen("3Scroll down to the section labeled Restricted keys (below 'Standard keys').", [
      "guide",
      "paragraph",
      "Scroll down to the section labeled Restricted keys (below “Standard keys”)",
    ]),
    elsewhere("Step 3 — Create a new restricted key", "layout"),
    seen(
      "1Click + Create restricted key.",
      ["guide", "paragraph", "click + Create restricted key."],
      ["guide", "link", "Create restricted key"],
    ),
    seen(
      "2Name: enter 'DropFix (read-only)' so you can recognise it later when reviewing your keys.",
      ["guide", "paragraph", /Name it\s+DropFix \(read-only\).*so it’s easy to find later\./s],
      ["guide", "button", "Copy: DropFix (read-only)"],
    ),
    seen(
      "3Permissions: set each of these to Read, leave everything else as None — Customers, Subscriptions, Invoices, Charges, Payment Intents. (Disputes → Read is optional but recommended.)",
      ["guide", "paragraph", "Set exactly these resources to Read — leave everything else at None:"],
      ["guide", "listitem", "Customers"],
      ["guide", "listitem", "Subscriptions"],
      ["guide", "listitem", "Invoices"],
      ["guide", "listitem", "Charges and Refunds"],
      ["guide", "listitem", "PaymentIntents"],
      ["guide", "listitem", "Disputes"],
      ["guide", "listitem", "Optional but recommended."],
    ),
    seen("4Click Create key at the bottom of the page.", [
      "guide",
      "paragraph",
      "Click Create key at the bottom of the page.",
    ]),
    elsewhere("Read-only, by design", "layout"),
    seen("A Restricted Key is the safest credential Stripe offers.", [
      "help",
      "paragraph",
      "Stripe’s safest credential type: a Restricted API Key.",
    ]),
    seen("With the permissions above, DropFix can only read billing data.", [
      "help",
      "listitem",
      "With these permissions, DropFix can only read billing data.",
    ]),
    said(
      "help",
      "listitem",
      "It cannot charge cards, refund payments, or modify your customers — even if our database leaked.",
    ),
    elsewhere("Step 4 — Copy the key", "layout"),
    seen("Stripe will show you the new key. It starts with rk_live_.", [
      "guide",
      "paragraph",
      "Stripe shows you the new key: it starts with rk_live_.",
    ]),
    said("guide", "paragraph", "Click Reveal live key, then Copy."),
    seen("Stripe only shows the key once", ["guide", "paragraph", "shows the key only once"]),
    said(
      "guide",
      "paragraph",
      "If you lose it or accidentally close the dialog, just delete the key and create a new one — no harm done.",
    ),
    elsewhere("Step 5 — Paste it into DropFix", "layout"),
    elsewhere("1In DropFix, open Settings → Integrations. 2Find the Stripe card.", "navigation"),
    seen(
      "3Paste your key (starting with rk_live_) into the input field.",
      ["form", "field", /^API key$/],
      ["form", "placeholder", "rk_live_…"],
    ),
    seen("4Click Connect Stripe.", ["form", "button", /^Connect Stripe$/]),
    // One call proves a key; each permission it is asked for takes one more, and the sentence says so.
    seen(
      "DropFix will immediately validate the key (one API call to confirm it works) and start pulling your last 30 days of customer + subscription data so you have signals to look at right away.",
      [
        "guide",
        "paragraph",
        "DropFix immediately validates the key (one small read for each permission) and starts pulling your last 30 days of customer + subscription data so you have signals to look at right away.",
      ],
      ["connected", "heading", /^Stripe connected$/],
    ),
    elsewhere("Step 6 — Verify it's working", "layout"),
    seen(
      "Within 1 minute of connecting, you should see: 1Your Total users tracked counter increase to match your Stripe customer count.",
      [
        "connected",
        "listitem",
        "Within 1 minute of connecting, you should see your Total users tracked counter increase to match your Stripe customer count.",
      ],
    ),
    seen("2Any failed payments from the last 30 days appear as Payment failed signals on the dashboard.", [
      "connected",
      "listitem",
      "Any failed payments from the last 30 days appear as Payment failed signals on the dashboard.",
    ]),
    seen("3Any lapsed subscriptions appear as Subscription lapsed signals.", [
      "connected",
      "listitem",
      "Any lapsed subscriptions appear as Subscription lapsed signals.",
    ]),
    seen("4Going forward, DropFix polls your Stripe account every 5 minutes for new events.", [
      "connected",
      "listitem",
      "Going forward, DropFix polls your Stripe account every 5 minutes for new events.",
    ]),
    seen(
      "How to revoke access",
      ["help", "text", "How to revoke access"],
      ["connected", "text", "How to revoke access"],
    ),
    seen("Anytime you want to stop sharing data with DropFix:", ["connected", "button", "Disconnect"]),
    seen("1In Stripe dashboard → Developers → API keys → Restricted keys.", [
      "connected",
      "listitem",
      "In Stripe, go to Developers → API keys → Restricted keys.",
    ]),
    seen("2Find your DropFix (read-only) key.", [
      "connected",
      "listitem",
      "Find your DropFix (read-only) key.",
    ]),
    seen("3Click the ⋯ menu → Delete.", ["connected", "listitem", "Click the ⋯ menu → Delete."]),
    said(
      "connected",
      "listitem",
      "Within 5 minutes, every DropFix call to your Stripe account will fail with 401 and we'll stop receiving any data from your account.",
    ),
    said(
      "connected",
      "listitem",
      "You can also disconnect from DropFix's side in Settings → Integrations (this clears the encrypted key from our database immediately).",
    ),
    said("help", "text", "Frequently asked"),
    said("help", "text", "Is this safe?"),
    said(
      "help",
      "paragraph",
      "Yes. Stripe Restricted Keys are designed exactly for this — analytics tools that need to read your data without ever touching it. The key has read-only scope. Even if someone stole DropFix's database (we encrypt it at rest, but hypothetically), they could not use this key to charge cards, refund anything, or move money in any direction.",
    ),
    said("help", "text", "Can I see what DropFix is reading?"),
    said(
      "help",
      "paragraph",
      "Yes. In your Stripe dashboard → Developers → Logs, you can see every single API call made with this key. You'll see a small batch of calls every 5 minutes (typically 2–4 calls per poll: list invoices, list subscriptions, etc.).",
    ),
    said("help", "text", "Will this affect my Stripe pricing or rate limits?"),
    said(
      "help",
      "paragraph",
      "No. Stripe API reads are free and don't count toward any transaction fees. Polling every 5 minutes uses a tiny fraction of Stripe's rate limit (100 requests per second).",
    ),
    said("help", "text", "Do I need to set up webhooks too?"),
    said(
      "help",
      "paragraph",
      "No. DropFix polls every 5 minutes, which is more than fast enough for churn detection — you don't need millisecond-fresh signals for retention.",
    ),
    said("help", "text", "I'm on a Stripe test account, can I still use this?"),
    said(
      "help",
      "paragraph",
      "Yes. Generate a rk_test_… key from Stripe's test mode (toggle in the top-right of your dashboard). It works the same way. When you go live, replace it with a rk_live_… key.",
    ),
    said("help", "text", "What if I paste a secret key (sk_live_…) by mistake?"),
    said(
      "help",
      "paragraph",
      "It will technically work, but DropFix shows a warning and asks you to replace it with a restricted key. Secret keys grant full write access to your Stripe account, which we don't need and shouldn't hold. Restricted keys are strictly safer.",
    ),
  ],
};
