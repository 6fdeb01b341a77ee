/**
 * @module ClearSync's guide "Create a Restricted API Key in Stripe and Configure Permissions", sentence by sentence.
 */

import { elsewhere, said, seen, type ProductDocument } from "./promise.ts";

const IMPORT = "Once you have the Stripe key, you or a teammate can connect it to ClearSync.";

export const CLEARSYNC_DOCUMENT: ProductDocument = {
  product: "clearsync",
  title: "ClearSync’s “Create a Restricted API Key in Stripe”",
  letters: 1613,
  sentences: [
    elsewhere("Overview", "layout"),
    said(
      "form",
      "paragraph",
      "ClearSync requires read-only access to specific Stripe data to synchronize your subscription and billing information with HubSpot.",
    ),
    said(
      "form",
      "paragraph",
      "ClearSync never modifies, creates, or deletes any data in your Stripe account.",
    ),
    elsewhere("Create a Restricted API Key in Stripe and Configure Permissions", "layout"),
    seen(
      "You can use a Stripe Secret key to connect to ClearSync.",
      ["guide", "paragraph", "You can use a Stripe Secret key to connect to ClearSync."],
      ["form", "placeholder", "rk_... or sk_..."],
    ),
    seen(
      "Or, if you’d prefer to create and use a Restricted Key to give ClearSync the minimum possible permissions:",
      [
        "guide",
        "paragraph",
        "Or, if you’d prefer to create and use a Restricted Key to give ClearSync the minimum possible permissions, follow these steps.",
      ],
    ),
    seen("Log into your Stripe Dashboard", ["guide", "paragraph", "Log into your Stripe Dashboard first."]),
    seen("Go to Developers → API Keys", ["guide", "paragraph", "Developers → API keys"]),
    seen("Click Create restricted key", ["guide", "link", "Create restricted key"]),
    seen("Click “Providing this key to another website”", [
      "guide",
      "paragraph",
      "Providing this key to a third-party application (some accounts say “to another website”).",
    ]),
    seen(
      'Give it a name like "ClearSync Integration"',
      ["guide", "paragraph", /Name it\s+ClearSync Integration/],
      ["guide", "button", "Copy: ClearSync Integration"],
    ),
    seen(
      "Enter https://www.clearsync.ai for the URL",
      ["guide", "paragraph", "Stripe asks for its name and URL:"],
      ["guide", "button", "Copy: https://www.clearsync.ai"],
    ),
    seen("Check and enable “Customize permissions for this key”", [
      "guide",
      "paragraph",
      "Pick Choose your own (or “Customize permissions for this key”).",
    ]),
    seen("In the “Create restricted API key”, set these exact resource permissions:", [
      "guide",
      "paragraph",
      "Set exactly these resources as the table says",
    ]),
    elsewhere("plain text", "layout"),
    seen(
      'Core -- click "None" on the Core Section, then add: Charges - Read Customers - Read Events - Read Payment Intents - Read Payment Methods - Read Products - Read',
      ["guide", "listitem", "Core — click “None” on the Core Section, then add:"],
      ["guide", "listitem", "Charges and Refunds"],
      ["guide", "listitem", "Customers"],
      ["guide", "listitem", "Events"],
      ["guide", "listitem", "PaymentIntents"],
      ["guide", "listitem", "Payment Methods"],
      ["guide", "listitem", "Products"],
      ["guide", "listitem", "Read"],
    ),
    seen("Checkout: None", ["guide", "listitem", "Checkout — None"]),
    seen(
      'Billing -- click "None" on the Billing Section, then add: Coupons - Read Invoices - Read Prices - Read Subscriptions - Read',
      ["guide", "listitem", "Billing — click “None” on the Billing Section, then add:"],
      ["guide", "listitem", "Coupons"],
      ["guide", "listitem", "Invoices"],
      ["guide", "listitem", "Prices"],
      ["guide", "listitem", "Subscriptions"],
    ),
    seen("Connect -- (the entire category) - Read", ["guide", "listitem", "Connect — the entire category."]),
    seen("Orders: None Issuing: None Reporting: None Sigma: None Financial Connections: None", [
      "guide",
      "listitem",
      "Orders, Issuing, Reporting, Sigma, Financial Connections — None",
    ]),
    seen(
      "All webhook: Write (This is so ClearSync can create an outging webhook in your Stripe to read event data. ClearSync will never write webhook data to your Stripe account.)",
      ["guide", "listitem", "Webhooks — All webhook: Write"],
      [
        "guide",
        "listitem",
        "Create an outgoing webhook in your Stripe to read event data. ClearSync will never write webhook data to your Stripe account.",
      ],
      ["guide", "listitem", "Write"],
    ),
    seen("All other resources: None", ["guide", "paragraph", "leave everything else at None:"]),
    seen(
      "Note: If you have Connect as a second column of permissions options, set all of those to None as well, leaving Connect in the left column set to Read.",
      [
        "guide",
        "listitem",
        "If you have Connect as a second column of permissions options, set all of those to None, leaving Connect in the left column set to Read.",
      ],
      [
        "guide",
        "paragraph",
        "Where Stripe also shows a column “Connect permissions”, leave all of it at None.",
      ],
    ),
    seen(
      "Once you have the Stripe key, you or a teammate can connect it to ClearSync (Step 5 here) and begin your Stripe data import!",
      ["guide", "listitem", IMPORT],
      ["connected", "listitem", "Your Stripe data import begins."],
    ),
    elsewhere(
      "Your Stripe Restricted API key page should look like this when all permissions are set correctly:",
      "picture",
    ),
    seen("How ClearSync Uses Stripe API Key Read Access:", [
      "guide",
      "listitem",
      "Create an outgoing webhook in your Stripe to read event data.",
    ]),
    elsewhere("Troubleshooting Stripe Access", "layout"),
    seen(
      "Still have questions? Contact our support team for assistance with setting up Stripe API keys and permissions by emailing support@clearsync.ai.",
      ["form", "paragraph", "Still have questions?"],
      ["form", "link", "support@clearsync.ai"],
      [
        "help",
        "paragraph",
        "Contact our support team for assistance with setting up Stripe API keys and permissions by emailing support@clearsync.ai.",
      ],
    ),
  ],
};
