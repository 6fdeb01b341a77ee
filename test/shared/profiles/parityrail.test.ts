/**
 * @module ParityRail's profile against ParityRail's "Connect Stripe" guide.
 */

import { createKeyLink } from "../../../shared/view-profile.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { holdPromises, listLabels } from "./promises.ts";

const whyOf = (name: string): string | undefined =>
  PARITYRAIL.permissions.find(({ permission }) => permission === name)?.why;

holdPromises(PARITYRAIL, [
  [
    "ParityRail reads your Stripe account to see each customer’s plan, status, and trial.",
    PARITYRAIL.intro,
    "ParityRail reads your Stripe account to see each customer’s plan, status, and trial. The key you create here can only read — it can never change anything in your Stripe account.",
  ],
  ["it can never change anything in your Stripe account", listLabels(PARITYRAIL, "write"), []],
  ["A decision on test vs live", PARITYRAIL.mode, "either"],
  ["Name it parityrail so it’s easy to find later", PARITYRAIL.key_name, "parityrail"],
  [
    "Set exactly these resources to Read: Customers, Subscriptions, Invoices",
    listLabels(PARITYRAIL, "read", true),
    ["Customers", "Subscriptions", "Invoices"],
  ],
  [
    "List and retrieve customers, their email, and metadata for identity mapping.",
    whyOf("customers"),
    "List and retrieve customers, their email, and metadata for identity mapping.",
  ],
  [
    "Read subscription status, items, price, quantity, and trial to derive the promise.",
    whyOf("subscriptions"),
    "Read subscription status, items, price, quantity, and trial to derive the promise.",
  ],
  [
    "Read the latest invoice to tell a paid trial apart from an unpaid one.",
    whyOf("invoices"),
    "Read the latest invoice to tell a paid trial apart from an unpaid one.",
  ],
  [
    "Optionally also grant these two: Checkout Sessions, Entitlements",
    listLabels(PARITYRAIL, "read", false),
    ["Checkout Sessions", "Entitlements"],
  ],
  [
    "The connector only ever lists and retrieves the resources above.",
    PARITYRAIL.sync,
    {
      resources: ["customers", "subscriptions", "invoices", "checkout_sessions", "entitlements"],
      days: null,
      freshness_seconds: 300,
      reads_per_month: 10_000,
    },
  ],
  [
    "only relevant to checkout-session events",
    whyOf("checkout_sessions"),
    "Only relevant to checkout-session events.",
  ],
  [
    "Only if you use Stripe Entitlements and enable entitlement fetching for the project.",
    whyOf("entitlements"),
    "Only if you use Stripe Entitlements and enable entitlement fetching for the project.",
  ],
  [
    "leave them off unless you use Checkout Session events or Stripe Entitlements",
    /checkout_session|entitlement/.test(createKeyLink("https://dashboard.stripe.com", PARITYRAIL, "test")),
    false,
  ],
  [
    "A live key (rk_live_…) or a full secret key (sk_test_…/sk_live_…) also works",
    PARITYRAIL.credentials,
    { restricted: "accept", secret: "accept", publishable: "none" },
  ],
  [
    "Optional: paste your webhook signing secret",
    [PARITYRAIL.webhook.kind, PARITYRAIL.webhook.kind === "pasted" && PARITYRAIL.webhook.expected],
    ["pasted", false],
  ],
  ["Skip all of the above and click “Connect demo dataset”", PARITYRAIL.demo, true],
  [
    "It has no write scope at all, so it isn’t just careful about your Stripe data — it’s structurally unable to change it.",
    PARITYRAIL.never[0],
    {
      lead: "No write scope at all.",
      text: "The connector only ever lists and retrieves the resources it asks for. So it isn’t just careful about your Stripe data — it’s structurally unable to change it.",
    },
  ],
  [
    "No payment data. It never reads raw payment methods, card numbers, or bank details.",
    PARITYRAIL.never[1],
    { lead: "No payment data.", text: "It never reads raw payment methods, card numbers, or bank details." },
  ],
  [
    "No charges, refunds, or payouts. It never creates, modifies, reads, or issues any of these.",
    PARITYRAIL.never[2],
    {
      lead: "No charges, refunds, or payouts.",
      text: "It never creates, modifies, reads, or issues any of these.",
    },
  ],
  [
    "No writes. It never changes subscriptions, customers, prices, or any other Stripe object.",
    PARITYRAIL.never[3],
    {
      lead: "No writes.",
      text: "It never changes subscriptions, customers, prices, or any other Stripe object.",
    },
  ],
]);
