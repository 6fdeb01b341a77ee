/**
 * @module ParityRail's profile: three required and two optional reads. Source: ParityRail's "Connect Stripe" guide.
 */

import type { Profile } from "../profile.ts";
import { optionalRead, requireRead, syncAll } from "./rows.ts";

export const PARITYRAIL: Profile = {
  name: "parityrail",
  product: { name: "ParityRail", url: "https://parityrail.com" },
  key_name: "parityrail",
  intro:
    "ParityRail reads your Stripe account to see each customer’s plan, status, and trial. The key you create here can only read — it can never change anything in your Stripe account.",
  mode: "either",
  methods: ["key"],
  credentials: { restricted: "accept", secret: "accept", publishable: "none" },
  permissions: [
    requireRead(
      "customers",
      "List and retrieve customers, their email, and metadata for identity mapping.",
      "Without customers, nobody can be matched to your users.",
    ),
    requireRead(
      "subscriptions",
      "Read subscription status, items, price, quantity, and trial to derive the promise.",
      "Without subscriptions, every customer looks as if they had none.",
    ),
    requireRead(
      "invoices",
      "Read the latest invoice to tell a paid trial apart from an unpaid one.",
      "Without invoices, a paid trial looks like an unpaid one.",
    ),
    optionalRead("checkout_sessions", "Only relevant to checkout-session events."),
    optionalRead(
      "entitlements",
      "Only if you use Stripe Entitlements and enable entitlement fetching for the project.",
    ),
  ],
  excess_check: [],
  webhook: {
    kind: "pasted",
    expected: false,
    events: [
      "customer.updated",
      "customer.deleted",
      "customer.subscription.created",
      "customer.subscription.updated",
      "customer.subscription.deleted",
      "invoice.paid",
      "invoice.payment_failed",
      "checkout.session.completed",
      "entitlements.active_entitlement_summary.updated",
    ],
  },
  sync: syncAll("customers", "subscriptions", "invoices", "checkout_sessions", "entitlements"),
  demo: true,
  never: [
    {
      lead: "No write scope at all.",
      text: "The connector only ever lists and retrieves the resources it asks for. So it isn’t just careful about your Stripe data — it’s structurally unable to change it.",
    },
    { lead: "No payment data.", text: "It never reads raw payment methods, card numbers, or bank details." },
    {
      lead: "No charges, refunds, or payouts.",
      text: "It never creates, modifies, reads, or issues any of these.",
    },
    {
      lead: "No writes.",
      text: "It never changes subscriptions, customers, prices, or any other Stripe object.",
    },
  ],
  guide: {
    minutes: 2, // opening Stripe's form, a name, three rows, a confirmation code
    lead: "Create a read-only Stripe restricted key with exactly the three read scopes ParityRail needs.",
    before: [
      "A Stripe account with Dashboard access to Developers → API keys — enough permission to create a restricted key.",
      "A decision on test vs live: a test key (rk_test_) reads Stripe test data; a live key (rk_live_) reads your real, paying customers. Connect the one whose customers you want to check.",
      "Admin role on the ParityRail project — connecting Stripe requires admin.",
    ],
    copy: [
      "A live key (rk_live_…) or a full secret key (sk_test_…/sk_live_…) also works, if that’s what you have.",
      "Optional: for near-real-time re-checks, have your webhook signing secret (whsec_…) ready.",
    ],
    optional:
      "Optionally also grant these two — leave them off unless you use Checkout Session events or Stripe Entitlements:",
  },
  help: {
    troubleshooting: [
      {
        problem: "Red X on Customers, Subscriptions, or Invoices in the Key permissions checklist",
        answer:
          "That scope is missing. Add Read for that resource in Stripe, then click “Re-check” on the checklist card. A failing scope does not block Continue — a customer may legitimately have no subscriptions.",
      },
      {
        problem:
          "Stripe rejected the API key. Check that the secret or restricted key is correct, belongs to the right account, and has not been revoked.",
        answer:
          "The key is wrong, revoked, or from the wrong account — recreate it in Stripe and paste it again.",
      },
      {
        problem: "Enter a Stripe restricted key (rk_…) or secret key (sk_…)",
        answer:
          "The pasted value doesn’t match the sk_/rk_ + test/live pattern — you likely copied a publishable key (pk_) or a partial string.",
      },
      {
        problem: "Webhook signing secrets start with whsec_",
        answer: "The signing-secret field must be blank or a whsec_ value.",
      },
      {
        problem: "Connected, but to the wrong data",
        answer:
          "You used a test key but wanted live customers (or vice versa). Click “Reconnect” and paste the correct-environment key.",
      },
      {
        problem: "The Stripe API key does not have the required permissions…",
        answer:
          "The key has no read scopes at all, so it can’t even list customers. Grant Customers, Subscriptions, and Invoices Read, then reconnect.",
      },
    ],
  },
};
