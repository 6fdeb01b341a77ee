/**
 * @module ClearSync's profile: ten reads, the whole Connect section, and a webhook endpoint that the Worker makes.
 * Source: ClearSync's "Create a Restricted API Key in Stripe and Configure Permissions".
 */

import type { Profile } from "../profile.ts";
import { eventsOf, requireRead, requireWrite, syncAll } from "./rows.ts";

export const CLEARSYNC: Profile = {
  name: "clearsync",
  product: { name: "ClearSync", url: "https://www.clearsync.ai" },
  key_name: "ClearSync Integration",
  third_party: { name: "ClearSync Integration", url: "https://www.clearsync.ai" },
  intro:
    "ClearSync requires read-only access to specific Stripe data to synchronize your subscription and billing information with HubSpot. ClearSync never modifies, creates, or deletes any data in your Stripe account.",
  mode: "either",
  methods: ["key"],
  credentials: { restricted: "accept", secret: "accept", publishable: "none" },
  permissions: [
    requireRead("charges", "Show payments in HubSpot.", "Without charges, HubSpot shows no payments."),
    requireRead(
      "customers",
      "Match customers to HubSpot contacts.",
      "Without customers, nothing can be matched.",
    ),
    requireRead(
      "events",
      "Keep HubSpot up to date.",
      "Without events, changes that were missed stay missed.",
    ),
    requireRead(
      "payment_intents",
      "Show the state of open payments.",
      "Without payment intents, open payments are not shown.",
    ),
    requireRead(
      "payment_methods",
      "Show how a customer pays.",
      "Without payment methods, HubSpot does not show how a customer pays.",
    ),
    requireRead("products", "Name what was bought.", "Without products, what was bought has no name."),
    requireRead("coupons", "Show discounts.", "Without coupons, discounts are not shown."),
    requireRead(
      "invoices",
      "Synchronize billing information.",
      "Without invoices, no billing data is synchronized.",
    ),
    requireRead("prices", "Synchronize plans and amounts.", "Without prices, plans have no amounts."),
    requireRead(
      "subscriptions",
      "Synchronize your subscription information.",
      "Without subscriptions, no subscription data is synchronized.",
    ),
    requireRead(
      "connect",
      "The entire category.",
      "Without Connect, data of connected accounts is not synchronized.",
    ),
    requireWrite(
      "webhook_endpoints",
      "Create an outgoing webhook in your Stripe to read event data. ClearSync will never write webhook data to your Stripe account.",
      "Without its webhook endpoint, ClearSync hears of no changes.",
    ),
  ],
  excess_check: [],
  webhook: {
    kind: "managed",
    methods: ["key"],
    events: [
      ...eventsOf("charge", "failed refunded succeeded"),
      ...eventsOf("coupon", "created deleted updated"),
      ...eventsOf("customer", "created deleted updated"),
      ...eventsOf("customer.subscription", "created deleted updated"),
      ...eventsOf("invoice", "created finalized paid payment_failed updated voided"),
      ...eventsOf("payment_intent", "payment_failed succeeded"),
      ...eventsOf("price", "created deleted updated"),
      ...eventsOf("product", "created deleted updated"),
    ],
  },
  sync: syncAll(
    "customers",
    "subscriptions",
    "invoices",
    "charges",
    "payment_intents",
    "payment_methods",
    "products",
    "prices",
    "coupons",
  ),
  demo: false,
  never: [
    {
      lead: "No changes to your data.",
      text: "ClearSync never modifies, creates, or deletes any data in your Stripe account.",
    },
    {
      lead: "One webhook endpoint, no more.",
      text: "The write permission serves to create the outgoing webhook, and to remove it when you disconnect.",
    },
  ],
  words: { title: "Stripe API key", key_placeholder: "rk_... or sk_..." },
  guide: {
    lead: "You can use a Stripe Secret key to connect to ClearSync. Or, if you’d prefer to create and use a Restricted Key to give ClearSync the minimum possible permissions, follow these steps.",
    before: ["Once you have the Stripe key, you or a teammate can connect it to ClearSync."],
    open: ["Log into your Stripe Dashboard first."],
    sections: [
      { name: "Core", text: "— click “None” on the Core Section, then add:" },
      { name: "Checkout", text: "— None" },
      { name: "Billing", text: "— click “None” on the Billing Section, then add:" },
      {
        name: "Connect",
        text: "— the entire category. If you have Connect as a second column of permissions options, set all of those to None, leaving Connect in the left column set to Read.",
      },
      { name: "Orders, Issuing, Reporting, Sigma, Financial Connections", text: "— None" },
      { name: "Webhooks", text: "— All webhook: Write" },
    ],
  },
  help: {
    next: ["Your Stripe data import begins."],
    questions: [
      {
        question: "Still have questions?",
        answer:
          "Contact our support team for assistance with setting up Stripe API keys and permissions by emailing support@clearsync.ai.",
      },
    ],
    email: "support@clearsync.ai",
  },
};
