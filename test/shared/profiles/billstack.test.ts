/**
 * @module BillStack's profile against BillStack's "Connect Stripe". Its straight apostrophes are curly in the profile.
 */

import { BILLSTACK } from "../../../shared/profiles/billstack.ts";
import { RESOURCE_NAMES } from "../../../shared/resources.ts";
import { holdPromises, isSaid, listLabels } from "./promises.ts";

const said = (text: string): readonly [string, boolean, true] => [
  text,
  isSaid(BILLSTACK, text.replaceAll("'", "’")),
  true,
];

holdPromises(BILLSTACK, [
  [
    "Paste your Secret Key. Paste your Publishable Key.",
    BILLSTACK.credentials,
    { restricted: "accept", secret: "accept", publishable: "required" },
  ],
  [
    "Paste your Webhook Secret (whsec_...) — you'll update this in Step 5",
    [BILLSTACK.webhook.kind, BILLSTACK.webhook.kind === "pasted" && BILLSTACK.webhook.expected],
    ["pasted", true],
  ],
  ["Use test mode keys during migration to avoid affecting real customers.", BILLSTACK.mode, "test"],
  [
    "hold synced Stripe data: it reads, and never writes",
    [listLabels(BILLSTACK, "read", true), listLabels(BILLSTACK, "write")],
    [["Customers", "Products", "Prices", "Subscriptions", "Invoices"], []],
  ],
  [
    "The stripe-sync-engine runs migrations inside that schema to hold synced Stripe data",
    BILLSTACK.sync.resources.toSorted(),
    RESOURCE_NAMES.filter((name) => name !== "entitlements").toSorted(), // a feature of Stripe's that few accounts use
  ],
  [
    "hold synced Stripe data: what a key need not have to connect is optional",
    listLabels(BILLSTACK, "read", false),
    [
      ...["Charges and Refunds", "PaymentIntents", "SetupIntents", "Payment Methods", "Disputes", "Coupons"],
      ...["Promotion Codes", "Credit notes", "Checkout Sessions", "Tax Rates"],
    ],
  ],
  [
    "BillStack will re-sync everything from Stripe when you reconnect and backfill.",
    BILLSTACK.sync.days,
    null,
  ],
  said("Link your existing Stripe account to BillStack by providing your API keys."),
  [
    "Your Stripe secret key, publishable key, and webhook secret are encrypted with AES-256-GCM",
    isSaid(
      BILLSTACK,
      "Your Stripe secret key, publishable key, and webhook secret are encrypted with AES-256-GCM.",
    ),
    true,
  ],
  said("Switch to live keys once you've verified everything works."),
  said(
    "For initial setup, you can use a placeholder webhook secret and update it later when you configure the webhook endpoint in Stripe.",
  ),
  said("This is safe because BillStack will re-sync everything from Stripe when you reconnect and backfill."),
  said("Once connected, create API keys so your SaaS applications can authenticate with BillStack."),
  ["Click Connect", BILLSTACK.words?.connect, "Connect"],
  ["Secret Key, and not a restricted one", BILLSTACK.guide?.key, "secret"],
  [
    "Secret Key: Stripe Dashboard > Developers > API keys",
    isSaid(BILLSTACK, "Secret Key: Stripe Dashboard → Developers → API keys."),
    true,
  ],
]);
