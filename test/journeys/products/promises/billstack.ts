/**
 * @module BillStack's "Connect Stripe", sentence by sentence.
 */

import { elsewhere, said, seen, type ProductDocument } from "./promise.ts";

export const BILLSTACK_DOCUMENT: ProductDocument = {
  product: "billstack",
  title: "BillStack’s “Connect Stripe”",
  letters: 1908,
  sentences: [
    elsewhere("1. Connect Stripe", "layout"),
    said("form", "paragraph", "Link your existing Stripe account to BillStack by providing your API keys"),
    seen("What Happens When You Connect When you connect a Stripe account to your BillStack team:", [
      "help",
      "text",
      "What happens when you connect?",
    ]),
    seen(
      "- Your Stripe secret key, publishable key, and webhook secret are encrypted with AES-256-GCM and stored in the database",
      [
        "form",
        "paragraph",
        "Your Stripe secret key, publishable key, and webhook secret are encrypted with AES-256-GCM.",
      ],
      [
        "help",
        "paragraph",
        "Your Stripe secret key, publishable key, and webhook secret are encrypted with AES-256-GCM and stored in the database.",
      ],
    ),
    seen("- BillStack creates an isolated PostgreSQL schema for your team ( stripe_team_{teamId})", [
      "help",
      "paragraph",
      "BillStack creates an isolated PostgreSQL schema for your team (stripe_team_{teamId}).",
    ]),
    said(
      "help",
      "paragraph",
      "The stripe-sync-engine runs migrations inside that schema to hold synced Stripe data",
    ),
    seen("- BillStack verifies the keys are valid by calling stripe.accounts.retrieve()", [
      "help",
      "paragraph",
      "BillStack verifies the keys are valid by retrieving the account from Stripe.",
    ]),
    elsewhere("Option A: Dashboard UI", "layout"),
    elsewhere(
      "- Log in to your BillStack dashboard - Navigate to Team Settings > Stripe Connection",
      "navigation",
    ),
    seen(
      "- Paste your Secret Key ( sk_live_... orsk_test_...)",
      ["form", "field", /^Secret Key$/],
      ["form", "placeholder", "sk_live_... or sk_test_..."],
    ),
    seen(
      "- Paste your Publishable Key ( pk_live_... orpk_test_...)",
      ["form", "field", /^Publishable Key$/],
      ["form", "placeholder", "pk_test_…"],
    ),
    seen(
      "- Paste your Webhook Secret ( whsec_...) — you'll update this in Step 5",
      ["form", "field", "Webhook Secret (you can paste it later)"],
      ["form", "placeholder", "whsec_…"],
    ),
    seen("- Click Connect", ["form", "button", /^Connect$/]),
    elsewhere(
      'Option B: API curl -X POST https://your-billstack.com/api/billstack/teams/{teamId}/stripe/connect \\ -H "Content-Type: application/json" \\ -H "Cookie: <session-cookie>" \\ -d \'{ "secretKey": "sk_test_...", "publishableKey": "pk_test_...", "webhookSecret": "whsec_..." }\'',
      "api",
    ),
    elsewhere(
      'Response: { "success": true, "webhookUrl": "https://your-billstack.com/api/webhooks/stripe/{teamId}", "syncStatus": "pending" }',
      "api",
    ),
    seen(
      "Verify the Connection After connecting, check the status:",
      ["connected", "heading", /^Stripe connected$/],
      ["connected", "button", "Re-check"],
    ),
    elsewhere(
      'curl https://your-billstack.com/api/billstack/teams/{teamId}/stripe/status \\ -H "Cookie: <session-cookie>"Response: { "connected": true, "isActive": true, "syncStatus": "ready", "schemaExists": true, "accountName": "My SaaS Inc.", "keyValid": true }',
      "api",
    ),
    seen("Getting Your Stripe Keys If you don't have your keys handy:", [
      "help",
      "text",
      "Where do I find my keys?",
    ]),
    elsewhere("| Key | Where to Find |", "layout"),
    seen(
      "| Secret Key | Stripe Dashboard > Developers > API keys |",
      ["guide", "paragraph", "Secret Key: Stripe Dashboard → Developers → API keys."],
      ["guide", "link", "API keys"],
      ["guide", "paragraph", "Copy the secret key — it starts with sk_."],
    ),
    seen(
      "| Publishable Key | Same page as above |",
      ["guide", "paragraph", "Publishable Key: same page as above."],
      ["guide", "paragraph", "From the same page, copy the publishable key too — it starts with pk_."],
    ),
    seen("| Webhook Secret | You'll create this in Step 5: Update Webhooks |", [
      "guide",
      "paragraph",
      "Webhook Secret: you’ll create this when you update your webhooks.",
    ]),
    seen(
      "For initial setup, you can use a placeholder webhook secret and update it later when you configure the webhook endpoint in Stripe.",
      [
        "form",
        "paragraph",
        "For initial setup, you can use a placeholder webhook secret and update it later.",
      ],
      [
        "help",
        "paragraph",
        "For initial setup, you can use a placeholder webhook secret and update it later when you configure the webhook endpoint in Stripe.",
      ],
      ["connected", "heading", "Events"],
    ),
    elsewhere("Test vs Live Mode", "layout"),
    seen(
      "Use test mode keys (sk_test_...) during migration to avoid affecting real customers.",
      [
        "guide",
        "listitem",
        "Use test mode keys (sk_test_…) during migration to avoid affecting real customers.",
      ],
      [
        "connected",
        "listitem",
        "Use test mode keys (sk_test_…) during migration to avoid affecting real customers.",
      ],
    ),
    said("connected", "listitem", "Switch to live keys once you've verified everything works"),
    seen(
      "- Connect with test keys first - Complete all migration steps - Disconnect: DELETE /api/billstack/teams/{teamId}/stripe/disconnect - Reconnect with live keys",
      [
        "guide",
        "listitem",
        "Connect with test keys first. Complete all migration steps, disconnect, and reconnect with live keys.",
      ],
      ["connected", "button", "Disconnect"],
    ),
    seen(
      "Warning: Disconnecting drops the team's synced data schema.",
      ["help", "paragraph", "Disconnecting drops the team’s synced data schema."],
      ["connected", "listitem", "Disconnecting drops the team’s synced data schema."],
    ),
    said(
      "connected",
      "listitem",
      "This is safe because BillStack will re-sync everything from Stripe when you reconnect and backfill.",
    ),
    elsewhere("Next Step", "layout"),
    said(
      "connected",
      "listitem",
      "Once connected, create API keys so your SaaS applications can authenticate with BillStack.",
    ),
  ],
};
