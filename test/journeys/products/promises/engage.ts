/**
 * @module Recurly Engage's configuration guide for its Stripe connector, sentence by sentence.
 */

import { elsewhere, seen, type ProductDocument } from "./promise.ts";

export const ENGAGE_DOCUMENT: ProductDocument = {
  product: "engage",
  title: "Recurly Engage’s “Stripe”",
  letters: 3278,
  sentences: [
    elsewhere("title: Stripe", "layout"),
    elsewhere(
      "excerpt: >- Configuration guide for the Stripe connector in Recurly Engage—activation, data sync, 1-Click actions, and subscription management.",
      "layout",
    ),
    elsewhere(
      "deprecated: false hidden: false metadata: title: '' description: '' robots: index next: description: ''",
      "layout",
    ),
    elsewhere("# Overview", "layout"),
    seen(
      "The **Stripe** integration lets you manage subscriptions, trials, coupons, and usage-based workflows directly from Recurly Engage prompts by connecting to your Stripe account.",
      [
        "form",
        "paragraph",
        "Manage subscriptions, trials, coupons, and usage-based workflows directly from Recurly Engage prompts by connecting to your Stripe account.",
      ],
    ),
    elsewhere("### Required plan", "layout"),
    seen(
      "This feature or setting is available to all customers on any Recurly Engage subscription plan.",
      ["guide", "listitem", "Any Recurly Engage subscription plan: this is available to all customers."],
      ["help", "paragraph", "Any Recurly Engage subscription plan: this is available to all customers."],
    ),
    seen(
      "### Prerequisites & limitations",
      ["guide", "heading", "Before you start"],
      ["help", "text", "What do I need to connect?"],
    ),
    seen(
      "* Company or App Administrator permissions in Recurly Engage.",
      ["guide", "listitem", "Company or App Administrator permissions in Recurly Engage."],
      ["help", "paragraph", "Company or App Administrator permissions in Recurly Engage."],
    ),
    seen(
      "* A Stripe account with API access credentials and webhook capability.",
      ["guide", "listitem", "A Stripe account with API access credentials and webhook capability."],
      ["help", "paragraph", "A Stripe account with API access credentials and webhook capability."],
    ),
    seen(
      "* Users in Recurly Engage must have `stripe_id` or `email_address` traits for action targeting and webhook syncing.",
      [
        "guide",
        "listitem",
        "Users in Recurly Engage must have stripe_id or email_address traits for action targeting and webhook syncing.",
      ],
      [
        "help",
        "paragraph",
        "Users in Recurly Engage must have stripe_id or email_address traits for action targeting and webhook syncing.",
      ],
    ),
    elsewhere("# Definition", "layout"),
    seen(
      "The **Stripe** connector offers two activation methods—Stripe Connect or API Key—and supports real-time and nightly data syncs, plus 1-Click billing actions from prompts.",
      ["form", "button", "Connect with Stripe"],
      ["form", "button", "Paste an API key instead"],
      ["help", "paragraph", "With an API key, data syncs periodically and nightly."],
      ["connected", "listitem", "Attach 1-Click actions to prompt interactions"],
    ),
    elsewhere("# Key benefits", "layout"),
    seen("* **Flexible activation**: Choose OAuth-based Stripe Connect or API Key authentication.", [
      "help",
      "paragraph",
      "Flexible activation: choose OAuth-based Stripe Connect or API Key authentication.",
    ]),
    seen("* **Real-time updates**: Webhook-driven trait sync for subscription status and billing events.", [
      "help",
      "paragraph",
      "Real-time updates: webhook-driven trait sync for subscription status and billing events, where you used Stripe Connect.",
    ]),
    seen(
      "* **Comprehensive actions**: Upgrade, extend trials, apply coupons, and manage subscriptions without leaving prompts.",
      [
        "help",
        "paragraph",
        "Comprehensive actions: upgrade, extend trials, apply coupons, and manage subscriptions without leaving prompts.",
      ],
      [
        "guide",
        "listitem",
        "Upgrade, extend trials, apply coupons, and manage subscriptions without leaving prompts.",
      ],
    ),
    elsewhere("# Key details ## Activation", "layout"),
    seen(
      "You may activate the Stripe connector utilizing one of two methods: Stripe Connect or API Key.",
      ["form", "button", "Connect with Stripe"],
      ["form", "button", "Paste an API key instead"],
      ["guide", "button", "Connect with Stripe instead"],
    ),
    seen(
      "Stripe Connect allows integration with Recurly Engage by authenticating with an existing Stripe user account.",
      ["form", "status", "You say yes on Stripe’s own page and come back here."],
    ),
    seen("Alternatively, you may opt to generate a new API Key.", ["guide", "link", "Create key in Stripe"]),
    seen("### Option 1: Stripe Connect", ["form", "heading", "Connect Stripe"]),
    seen(
      "**Visit** **Settings → Actions → Stripe** and click the following button to authenticate via Stripe.com.",
      ["form", "button", "Connect with Stripe"],
    ),
    elsewhere(
      '<Image align="center" className="border" border={true} src="https://files.readme.io/c2a06fc-Stripe_Connect.png" /> <br />',
      "picture",
    ),
    seen("### Option 2: API Key", ["guide", "field", /^API key$/]),
    seen(
      "In the Stripe Dashboard, navigate to **Developers → API Keys**. Create a new **Restricted Key** and grant these permissions:",
      [
        "guide",
        "paragraph",
        "In the Stripe Dashboard, navigate to Developers → API Keys. Create a new Restricted Key and grant these permissions.",
      ],
      ["guide", "link", "Create restricted key"],
    ),
    elsewhere(
      '<Image align="center" className="border" border={true} src="https://files.readme.io/3020621-Stripe_key.png" />',
      "picture",
    ),
    seen("| Resource Type | Permissions | Connect Permissions |", [
      "guide",
      "paragraph",
      "Where Stripe also shows a column “Connect permissions”, leave all of it at None.",
    ]),
    seen(
      "| Customers | Write | None | | Subscriptions | Write | None |",
      ["guide", "listitem", "Customers"],
      ["guide", "listitem", "Subscriptions"],
      ["guide", "listitem", "Write"],
    ),
    seen(
      "| Products | Read | None | | Prices | Read | None | | Coupons | Read | None | | Promotion Codes | Read | None |",
      ["guide", "listitem", "Products"],
      ["guide", "listitem", "Prices"],
      ["guide", "listitem", "Coupons"],
      ["guide", "listitem", "Promotion Codes"],
      ["guide", "listitem", "Read"],
    ),
    seen(
      "Finally, copy the generated API key into the **Settings → Actions → Stripe** form in Recurly Engage.",
      ["guide", "paragraph", /Create the key and copy it.*Paste it below\./],
    ),
    elsewhere("## Data integration ### 1-click actions", "layout"),
    seen(
      "After activation, available Plans and Coupons sync periodically for use in prompts. Ensure each user record includes `stripe_id` or `email_address`.",
      [
        "connected",
        "listitem",
        "After activation, available Plans and Coupons sync periodically for use in prompts. Ensure each user record includes stripe_id or email_address.",
      ],
    ),
    elsewhere("### Automated data sync", "layout"),
    seen("When using Stripe Connect, a webhook is created to sync subscription events in real time.", [
      "connected",
      "listitem",
      "When using Stripe Connect, a webhook is created to sync subscription events in real time. With an API key, none is created.",
    ]),
    seen("Traits imported include:", ["help", "paragraph", "Traits imported include:"]),
    elsewhere("| Trait Name | Values |", "layout"),
    seen(
      "| `subscription_status` | `incomplete`, `incomplete_expired`, `trialing`, `active`, `past_due`, `canceled`, `unpaid`, `paused` or `NONE` |",
      [
        "help",
        "listitem",
        "subscription_status incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid, paused or NONE",
      ],
    ),
    seen("| `delinquent` | `true`, `false` (set to `true` when a payment fails) |", [
      "help",
      "listitem",
      "delinquent true, false (set to true when a payment fails)",
    ]),
    seen("| `current_period_start` | \\<Start date of current billing period> |", [
      "help",
      "listitem",
      "current_period_start Start date of current billing period",
    ]),
    seen("| `current_period_end` | \\<End date of current billing period> |", [
      "help",
      "listitem",
      "current_period_end End date of current billing period",
    ]),
    seen("| `canceled_at` | \\<Date of cancellation> |", [
      "help",
      "listitem",
      "canceled_at Date of cancellation",
    ]),
    seen("| `cancel_at_period_end` | `true`, `false` |", [
      "help",
      "listitem",
      "cancel_at_period_end true, false",
    ]),
    seen("| `trial_start` | \\<Start date of trial> |", [
      "help",
      "listitem",
      "trial_start Start date of trial",
    ]),
    seen("| `trial_end` | \\<End date of trial> |", ["help", "listitem", "trial_end End date of trial"]),
    seen("| `subscription_plan` | \\<Name of current or most recent subscription plan> |", [
      "help",
      "listitem",
      "subscription_plan Name of current or most recent subscription plan",
    ]),
    seen("| `recurring_interval` | `day`, `week`, `month`, `year` |", [
      "help",
      "listitem",
      "recurring_interval day, week, month, year",
    ]),
    seen("| `coupon` | \\<Coupon name> |", ["help", "listitem", "coupon Coupon name"]),
    seen("| `payment_card_brand` | `<card brand>` (e.g., `visa`, `mastercard`, `amex`, `unknown`) |", [
      "help",
      "listitem",
      "payment_card_brand Card brand (e.g., visa, mastercard, amex, unknown)",
    ]),
    seen("| `payment_card_country` | `<country code>` (2-character ISO) |", [
      "help",
      "listitem",
      "payment_card_country Country code (2-character ISO)",
    ]),
    seen("| `payment_card_expiration` | \\<Payment card expiration date> |", [
      "help",
      "listitem",
      "payment_card_expiration Payment card expiration date",
    ]),
    seen("| `payment_card_wallet_type` | `<wallet type>` (e.g., `apple_pay`, `google_pay`, etc.) |", [
      "help",
      "listitem",
      "payment_card_wallet_type Wallet type (e.g., apple_pay, google_pay, etc.)",
    ]),
    seen(
      "> **Note:** You must also perform a nightly CSV sync mapping your internal user IDs to Stripe Customer IDs.",
      [
        "connected",
        "listitem",
        "You must also perform a nightly CSV sync mapping your internal user IDs to Stripe Customer IDs.",
      ],
    ),
    elsewhere("## Supported actions", "layout"),
    seen("Attach these 1-Click actions to prompt interactions once your data sync is active:", [
      "connected",
      "listitem",
      "Attach 1-Click actions to prompt interactions once your data sync is active",
    ]),
    elsewhere("| Action | Description | User Dependencies | Additional Instructions |", "layout"),
    seen(
      "| Update existing subscription | Switch user to a different product | `stripe_id` or `email_address` | Multiple proration options available—see |",
      [
        "connected",
        "listitem",
        "Update existing subscription: switch a user, found by stripe_id or email_address, to a different product. Multiple proration options are available.",
      ],
    ),
    elsewhere("## Additional resources", "layout"),
    seen("* [Stripe API Key Setup](https://docs.stripe.com/keys)", ["form", "link", "Stripe API Key Setup"]),
    seen(
      "* [Stripe Proration Guide](https://stripe.com/docs/billing/subscriptions/upgrade-downgrade#proration)",
      ["form", "link", "Stripe Proration Guide"],
    ),
  ],
};
