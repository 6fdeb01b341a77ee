/**
 * @module ParityRail's guide "Connect Stripe", sentence by sentence.
 */

import { elsewhere, said, seen, type ProductDocument } from "./promise.ts";

export const PARITYRAIL_DOCUMENT: ProductDocument = {
  product: "parityrail",
  title: "ParityRail’s “Connect Stripe”",
  letters: 3576,
  sentences: [
    elsewhere("Connect Stripe", "layout"),
    said(
      "guide",
      "paragraph",
      "Create a read-only Stripe restricted key with exactly the three read scopes ParityRail needs.",
    ),
    said(
      "form",
      "paragraph",
      "ParityRail reads your Stripe account to see each customer’s plan, status, and trial.",
    ),
    said(
      "form",
      "paragraph",
      "The key you create here can only read — it can never change anything in your Stripe account.",
    ),
    said("guide", "heading", "Before you start"),
    said(
      "guide",
      "listitem",
      "A Stripe account with Dashboard access to Developers → API keys — enough permission to create a restricted key.",
    ),
    said(
      "guide",
      "listitem",
      "A decision on test vs live: a test key (rk_test_) reads Stripe test data; a live key (rk_live_) reads your real, paying customers.",
    ),
    said("guide", "listitem", "Connect the one whose customers you want to check."),
    said("guide", "listitem", "Admin role on the ParityRail project — connecting Stripe requires admin."),
    seen(
      "Optional: for near-real-time re-checks, have your webhook signing secret (whsec_…) ready — see Webhooks.",
      [
        "guide",
        "paragraph",
        "Optional: for near-real-time re-checks, have your webhook signing secret (whsec_…) ready.",
      ],
    ),
    elsewhere("Connect Stripe", "layout"),
    seen(
      "In the Stripe Dashboard, go to Developers → API keys → Create restricted key.",
      ["guide", "link", "Create restricted key"],
      ["guide", "paragraph", "Developers → API keys → Create restricted key."],
    ),
    seen(
      "Name it parityrail so it’s easy to find later.",
      ["guide", "paragraph", /Name it\s+parityrail.*so it’s easy to find later\./s],
      ["guide", "button", "Copy: parityrail"],
    ),
    said("guide", "paragraph", "Set exactly these resources to Read — leave everything else at None:"),
    elsewhere("Resource Access Why", "layout"),
    seen(
      "Customers Read List and retrieve customers, their email, and metadata for identity mapping.",
      ["guide", "listitem", "Customers"],
      ["guide", "listitem", "List and retrieve customers, their email, and metadata for identity mapping."],
    ),
    seen(
      "Subscriptions Read Read subscription status, items, price, quantity, and trial to derive the promise.",
      ["guide", "listitem", "Subscriptions"],
      [
        "guide",
        "listitem",
        "Read subscription status, items, price, quantity, and trial to derive the promise.",
      ],
    ),
    seen(
      "Invoices Read Read the latest invoice to tell a paid trial apart from an unpaid one.",
      ["guide", "listitem", "Invoices"],
      ["guide", "listitem", "Read the latest invoice to tell a paid trial apart from an unpaid one."],
    ),
    said(
      "guide",
      "paragraph",
      "Optionally also grant these two — leave them off unless you use Checkout Session events or Stripe Entitlements:",
    ),
    elsewhere("Resource Access When", "layout"),
    seen(
      "Checkout Sessions Read Listed on the onboarding screen; optional, and only relevant to checkout-session events.",
      ["guide", "listitem", "Checkout Sessions"],
      ["guide", "listitem", "Only relevant to checkout-session events."],
    ),
    seen(
      "Entitlements Read Only if you use Stripe Entitlements and enable entitlement fetching for the project.",
      ["guide", "listitem", "Entitlements"],
      [
        "guide",
        "listitem",
        "Only if you use Stripe Entitlements and enable entitlement fetching for the project.",
      ],
    ),
    said("guide", "paragraph", "Create the key and copy it — it starts with rk_."),
    elsewhere("In the ParityRail onboarding wizard, go to step 2 (Stripe).", "navigation"),
    seen(
      "In the “Restricted API key” card, paste the key into the “API key” field.",
      ["form", "heading", "Restricted API key"],
      ["form", "field", /^API key$/],
    ),
    seen("rk_test_<...>", ["form", "placeholder", "rk_test_…"]),
    said(
      "guide",
      "paragraph",
      "A live key (rk_live_…) or a full secret key (sk_test_…/sk_live_…) also works, if that’s what you have.",
    ),
    seen("Optional: paste your webhook signing secret into the “Webhook signing secret (optional)” field.", [
      "form",
      "field",
      "Webhook signing secret (optional)",
    ]),
    seen("whsec_<...>", ["form", "placeholder", "whsec_…"]),
    seen("Click “Test & connect”.", ["form", "button", "Test & connect"]),
    seen(
      "The button reads “Testing connection…” while ParityRail verifies the key by listing one customer.",
      ["testing", "button", "Testing connection…"],
    ),
    seen(
      "Just exploring? Skip all of the above and click “Connect demo dataset” in the dashed “Use demo mode” card instead.",
      ["form", "heading", "Use demo mode"],
      ["form", "paragraph", "Just exploring?"],
      ["form", "button", "Connect demo dataset"],
    ),
    elsewhere("Verify it worked", "layout"),
    seen(
      "On success, a toast reads “Stripe connected (test mode)” or “(live mode)”, and the form is replaced by a green “Stripe connected” card showing a masked account label (for example rk_test_…abcd) and a mode badge.",
      ["connected", "status", "Stripe connected (test mode)"],
      ["connected", "heading", /^Stripe connected$/],
      ["connected", "text", /rk_test_…\w{4}/],
      ["connected", "text", "Test mode"],
    ),
    seen(
      "Directly below, a “Key permissions” card renders the real permission checklist — Customers, Subscriptions, and Invoices — each with a green checkmark once your restricted key can read it.",
      ["connected", "heading", "Key permissions"],
      ["connected", "listitem", /Customers\s+Read/],
      ["connected", "listitem", /Subscriptions\s+Read/],
      ["connected", "listitem", /Invoices\s+Read/],
    ),
    seen("Continue becomes enabled.", ["connected", "button", "Continue"]),
    seen(
      "Demo mode instead toasts “Demo mode enabled — 250 fixture customers loaded” and shows all three permissions green.",
      ["demo", "status", "Demo mode enabled — 250 fixture customers loaded"],
      ["demo", "listitem", /Customers\s+Read/],
      ["demo", "listitem", /Subscriptions\s+Read/],
      ["demo", "listitem", /Invoices\s+Read/],
    ),
    seen("Troubleshooting", ["help", "text", "Troubleshooting"], ["connected", "text", "Troubleshooting"]),
    elsewhere("Symptom Fix", "layout"),
    seen(
      "Red X on Customers, Subscriptions, or Invoices in the Key permissions checklist, with Grant read access to <resource> in your restricted key",
      ["help", "text", "Red X on Customers, Subscriptions, or Invoices in the Key permissions checklist"],
      ["missing", "listitem", "Grant read access to Customers in your restricted key"],
    ),
    seen(
      "That scope is missing. Add Read for that resource in Stripe, then click “Re-check” on the checklist card.",
      [
        "help",
        "paragraph",
        "That scope is missing. Add Read for that resource in Stripe, then click “Re-check” on the checklist card.",
      ],
      ["missing", "button", "Re-check"],
    ),
    seen(
      "A failing scope does not block Continue — a customer may legitimately have no subscriptions.",
      [
        "help",
        "paragraph",
        "A failing scope does not block Continue — a customer may legitimately have no subscriptions.",
      ],
      ["missing", "button", "Continue"],
    ),
    said(
      "help",
      "text",
      "Stripe rejected the API key. Check that the secret or restricted key is correct, belongs to the right account, and has not been revoked.",
    ),
    said(
      "help",
      "paragraph",
      "The key is wrong, revoked, or from the wrong account — recreate it in Stripe and paste it again.",
    ),
    said("help", "text", "Enter a Stripe restricted key (rk_…) or secret key (sk_…)"),
    said(
      "help",
      "paragraph",
      "The pasted value doesn’t match the sk_/rk_ + test/live pattern — you likely copied a publishable key (pk_) or a partial string.",
    ),
    said("help", "text", "Webhook signing secrets start with whsec_"),
    said("help", "paragraph", "The signing-secret field must be blank or a whsec_ value."),
    said("help", "text", "Connected, but to the wrong data"),
    seen(
      "You used a test key but wanted live customers (or vice versa). Click “Reconnect” and paste the correct-environment key.",
      [
        "connected",
        "paragraph",
        "You used a test key but wanted live customers (or vice versa). Click “Reconnect” and paste the correct-environment key.",
      ],
      ["connected", "button", "Reconnect"],
    ),
    said("help", "text", "The Stripe API key does not have the required permissions…"),
    said(
      "help",
      "paragraph",
      "The key has no read scopes at all, so it can't even list customers. Grant Customers, Subscriptions, and Invoices Read, then reconnect.",
    ),
    said("form", "text", "What ParityRail never accesses"),
    seen("The connector only ever lists and retrieves the resources above.", [
      "help",
      "listitem",
      "The connector only ever lists and retrieves the resources it asks for.",
    ]),
    seen(
      "It has no write scope at all, so it isn’t just careful about your Stripe data — it’s structurally unable to change it.",
      ["help", "listitem", "No write scope at all."],
      [
        "help",
        "listitem",
        "it isn’t just careful about your Stripe data — it’s structurally unable to change it.",
      ],
    ),
    said(
      "help",
      "listitem",
      "No payment data. It never reads raw payment methods, card numbers, or bank details.",
    ),
    said(
      "help",
      "listitem",
      "No charges, refunds, or payouts. It never creates, modifies, reads, or issues any of these.",
    ),
    said(
      "help",
      "listitem",
      "No writes. It never changes subscriptions, customers, prices, or any other Stripe object.",
    ),
  ],
};
