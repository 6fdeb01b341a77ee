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
  webhook: { kind: "pasted", expected: false },
  sync: syncAll("customers", "subscriptions", "invoices", "checkout_sessions", "entitlements"),
  demo: true,
  never: [
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
};
