/**
 * @module ClearSync's profile against ClearSync's guide. It asks for Payment Intents under that name; the row's
 * label in Stripe is PaymentIntents, and Charges is "Charges and Refunds".
 */

import { CLEARSYNC } from "../../../shared/profiles/clearsync.ts";
import { holdPromises, isSaid, listLabels } from "./promises.ts";

const reads = listLabels(CLEARSYNC, "read", true);
const asks = (name: string): boolean => CLEARSYNC.permissions.some(({ permission }) => permission === name);
const said = (text: string): readonly [string, boolean, true] => [text, isSaid(CLEARSYNC, text), true];

const EVENTS_OF = ["charge", "coupon", "customer", "invoice", "payment_intent", "price", "product"] as const;
const events = CLEARSYNC.webhook.kind === "managed" ? CLEARSYNC.webhook.events : [];

holdPromises(CLEARSYNC, [
  [
    "You can use a Stripe Secret key to connect to ClearSync.",
    CLEARSYNC.credentials,
    { restricted: "accept", secret: "accept", publishable: "none" },
  ],
  [
    "Click “Providing this key to another website”, name ClearSync Integration, URL https://www.clearsync.ai",
    CLEARSYNC.third_party,
    { name: "ClearSync Integration", url: "https://www.clearsync.ai" },
  ],
  ['Give it a name like "ClearSync Integration"', CLEARSYNC.key_name, "ClearSync Integration"],
  [
    "Core: Charges, Customers, Events, Payment Intents, Payment Methods, Products - Read",
    reads.slice(0, 6),
    ["Charges and Refunds", "Customers", "Events", "PaymentIntents", "Payment Methods", "Products"],
  ],
  [
    "Billing: Coupons, Invoices, Prices, Subscriptions - Read",
    reads.slice(6, 10),
    ["Coupons", "Invoices", "Prices", "Subscriptions"],
  ],
  ["Connect -- (the entire category) - Read", reads.slice(10), ["Connect"]],
  ["All webhook: Write", listLabels(CLEARSYNC, "write", true), ["Webhook Endpoints and Event Destinations"]],
  [
    "All other resources: None",
    [listLabels(CLEARSYNC, "read", false), listLabels(CLEARSYNC, "write", false)],
    [[], []],
  ],
  [
    "create an outgoing webhook in your Stripe to read event data",
    CLEARSYNC.webhook.kind === "managed" ? CLEARSYNC.webhook.methods : null,
    ["key"],
  ],
  [
    "read event data: only of what it may read, and nothing of every kind at once",
    [...new Set(events.map((event) => event.split(".")[0]))],
    EVENTS_OF,
  ],
  said(
    "ClearSync requires read-only access to specific Stripe data to synchronize your subscription and billing information with HubSpot.",
  ),
  [
    "begin your Stripe data import!: all of what may be read, and events to keep up",
    [CLEARSYNC.sync.days, CLEARSYNC.sync.resources, asks("events")],
    [
      null,
      [
        ...["customers", "subscriptions", "invoices", "charges", "payment_intents", "payment_methods"],
        ...["products", "prices", "coupons"],
      ],
      true,
    ],
  ],
  said("ClearSync never modifies, creates, or deletes any data in your Stripe account."),
  said("ClearSync will never write webhook data to your Stripe account."),
  [
    "Contact our support team by emailing support@clearsync.ai.",
    CLEARSYNC.help?.email,
    "support@clearsync.ai",
  ],
]);
