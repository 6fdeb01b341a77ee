/**
 * @module The catalogue of Stripe's restricted-key permissions, and how each is proved without changing anything.
 *
 * One place for label, identifier and probe: the guide, the create-key link, the checklist, the Worker's
 * probes and the local Stripe all read it, so no two of them can disagree.
 *
 * Sources: docs.stripe.com/keys/permissions-reference and docs.stripe.com/stripe-apps/reference/permissions
 * for identifiers; Dashboard labels and the traps (Prices is `plan`, Payment Links is plural) from public
 * integrations and from Stripe's own 403 texts. Stripe sometimes names another permission in a 403 than the
 * one the endpoint belongs to: trust the endpoint that was asked, never the name in the text.
 */

/** A level of one row of the restricted-key form. Write includes read. */
export type Access = "read" | "write";

/** How certain a row is: `documented` by Stripe, `observed` in real answers, `reported` by third parties. */
export type Certainty = "documented" | "observed" | "reported";

export interface CatalogueEntry {
  /** The row's label in Stripe's form. */
  readonly label: string;
  /** The form's section that holds the row. */
  readonly section: "Core" | "Checkout" | "Billing" | "Payment Links" | "Connect" | "Webhooks" | "Radar";
  /** Stripe's name without access and without `rak_`: `plan` in `rak_plan_read`. */
  readonly identifier: string;
  /** `GET` path and query that answers 200 with the permission and 403 without; null where nothing proves it. */
  readonly probe: string | null;
  /**
   * Path of an object that cannot exist. `POST` with an empty body answers 404 with the write permission and 403
   * without, and changes nothing: Stripe judges the permission before it looks for the object, and parameters
   * before both, so none are sent. Left out where no such endpoint is known; that write stays unchecked.
   */
  readonly writeProbe?: string;
  /** Other identifiers whose read is included in this one's. */
  readonly implies?: readonly string[];
  /** Stripe offers no write level for this row. */
  readonly readOnly?: true;
  readonly certainty: Certainty;
}

const list = (path: string): string => `/v1/${path}?limit=1`;
const impossible = (start: string): string => `/v1/${start}parityrailprobe0000`;

export const PERMISSIONS = {
  balance: {
    label: "Balance",
    section: "Core",
    identifier: "balance",
    probe: "/v1/balance",
    readOnly: true,
    certainty: "documented",
  },
  balance_transactions: {
    label: "Balance transaction sources",
    section: "Core",
    identifier: "balance_transaction_source",
    probe: list("balance_transactions"),
    implies: ["application_fee", "balance", "transfer"],
    readOnly: true,
    certainty: "documented",
  },
  charges: {
    label: "Charges and Refunds",
    section: "Core",
    identifier: "charge",
    probe: list("charges"),
    writeProbe: impossible("charges/ch_"),
    certainty: "observed",
  },
  customers: {
    label: "Customers",
    section: "Core",
    identifier: "customer",
    probe: list("customers"),
    writeProbe: impossible("customers/cus_"),
    implies: ["billing_clock"],
    certainty: "observed",
  },
  disputes: {
    label: "Disputes",
    section: "Core",
    identifier: "dispute",
    probe: list("disputes"),
    writeProbe: impossible("disputes/du_"),
    certainty: "documented",
  },
  events: {
    label: "Events",
    section: "Core",
    identifier: "event",
    probe: list("events"),
    readOnly: true,
    certainty: "documented",
  },
  files: {
    label: "Files",
    section: "Core",
    identifier: "file",
    probe: list("files"),
    certainty: "documented",
  },
  payment_intents: {
    label: "PaymentIntents",
    section: "Core",
    identifier: "payment_intent",
    probe: list("payment_intents"),
    writeProbe: impossible("payment_intents/pi_"),
    implies: ["product", "sku"],
    certainty: "documented",
  },
  payment_methods: {
    label: "Payment Methods",
    section: "Core",
    identifier: "payment_method",
    probe: "/v1/payment_methods?limit=1&type=card",
    writeProbe: impossible("payment_methods/pm_"),
    implies: ["source"],
    certainty: "documented",
  },
  payouts: {
    label: "Payouts",
    section: "Core",
    identifier: "payout",
    probe: list("payouts"),
    writeProbe: impossible("payouts/po_"),
    certainty: "documented",
  },
  products: {
    label: "Products",
    section: "Core",
    identifier: "product",
    probe: list("products"),
    writeProbe: impossible("products/prod_"),
    certainty: "observed",
  },
  setup_intents: {
    label: "SetupIntents",
    section: "Core",
    identifier: "setup_intent",
    probe: list("setup_intents"),
    writeProbe: impossible("setup_intents/seti_"),
    implies: ["mandate"],
    certainty: "observed",
  },
  checkout_sessions: {
    label: "Checkout Sessions",
    section: "Checkout",
    identifier: "checkout_session",
    probe: list("checkout/sessions"),
    writeProbe: impossible("checkout/sessions/cs_"),
    implies: ["mandate", "payment_intent", "payment_links", "product", "setup_intent", "sku"],
    certainty: "observed",
  },
  coupons: {
    label: "Coupons",
    section: "Billing",
    identifier: "coupon",
    probe: list("coupons"),
    writeProbe: impossible("coupons/"),
    certainty: "observed",
  },
  promotion_codes: {
    label: "Promotion Codes",
    section: "Billing",
    identifier: "promotion_code",
    probe: list("promotion_codes"),
    writeProbe: impossible("promotion_codes/promo_"),
    certainty: "documented",
  },
  credit_notes: {
    label: "Credit notes",
    section: "Billing",
    identifier: "credit_note",
    probe: list("credit_notes"),
    writeProbe: impossible("credit_notes/cn_"),
    implies: ["invoice"],
    certainty: "observed",
  },
  customer_portal: {
    label: "Customer portal",
    section: "Billing",
    identifier: "customer_portal",
    probe: list("billing_portal/configurations"),
    writeProbe: impossible("billing_portal/configurations/bpc_"),
    certainty: "documented",
  },
  invoices: {
    label: "Invoices",
    section: "Billing",
    identifier: "invoice",
    probe: list("invoices"),
    writeProbe: impossible("invoices/in_"),
    implies: ["credit_note"],
    certainty: "documented",
  },
  prices: {
    label: "Prices",
    section: "Billing",
    identifier: "plan",
    probe: list("prices"),
    writeProbe: impossible("prices/price_"),
    certainty: "observed",
  },
  subscriptions: {
    label: "Subscriptions",
    section: "Billing",
    identifier: "subscription",
    probe: "/v1/subscriptions?limit=1&status=all",
    writeProbe: impossible("subscriptions/sub_"),
    certainty: "observed",
  },
  quotes: {
    label: "Quotes",
    section: "Billing",
    identifier: "quote",
    probe: list("quotes"),
    writeProbe: impossible("quotes/qt_"),
    implies: ["product", "sku"],
    certainty: "documented",
  },
  tax_rates: {
    label: "Tax Rates",
    section: "Billing",
    identifier: "tax_rate",
    probe: list("tax_rates"),
    writeProbe: impossible("tax_rates/txr_"),
    certainty: "documented",
  },
  meters: {
    label: "Meters",
    section: "Billing",
    identifier: "billing_meter",
    probe: list("billing/meters"),
    writeProbe: impossible("billing/meters/mtr_"),
    certainty: "reported",
  },
  entitlements: {
    label: "Entitlements",
    section: "Billing",
    identifier: "entitlement",
    probe: list("entitlements/features"),
    writeProbe: impossible("entitlements/features/feat_"),
    certainty: "reported",
  },
  payment_links: {
    label: "Payment Links",
    section: "Payment Links",
    identifier: "payment_links",
    probe: list("payment_links"),
    writeProbe: impossible("payment_links/plink_"),
    implies: ["mandate", "product", "sku"],
    certainty: "documented",
  },
  accounts: {
    label: "Accounts",
    section: "Connect",
    identifier: "connected_account",
    probe: "/v1/account",
    certainty: "observed",
  },
  application_fees: {
    label: "Application Fees",
    section: "Connect",
    identifier: "application_fee",
    probe: list("application_fees"),
    certainty: "documented",
  },
  transfers: {
    label: "Transfers",
    section: "Connect",
    identifier: "transfer",
    probe: list("transfers"),
    writeProbe: impossible("transfers/tr_"),
    implies: ["payout"],
    certainty: "documented",
  },
  top_ups: {
    label: "Top-ups",
    section: "Connect",
    identifier: "top_up",
    probe: list("topups"),
    writeProbe: impossible("topups/tu_"),
    certainty: "documented",
  },
  // The whole section at once: some of its rows have no read level of their own, so people set the heading.
  connect: {
    label: "Connect",
    section: "Connect",
    identifier: "bucket_connect",
    probe: null,
    implies: ["connected_account", "application_fee", "transfer", "payout", "top_up"],
    certainty: "reported",
  },
  webhook_endpoints: {
    label: "Webhook Endpoints and Event Destinations",
    section: "Webhooks",
    identifier: "webhook",
    probe: list("webhook_endpoints"),
    writeProbe: impossible("webhook_endpoints/we_"),
    certainty: "observed",
  },
  reviews: {
    label: "Reviews",
    section: "Radar",
    identifier: "review",
    probe: list("reviews"),
    certainty: "documented",
  },
} as const satisfies Record<string, CatalogueEntry>;

/** Our name of a row: the plural resource, as in Stripe's API paths. */
export type PermissionName = keyof typeof PERMISSIONS;

/** Returns the catalogue's entry for `name`, with its optional fields. */
export function permissionEntry(name: PermissionName): CatalogueEntry {
  return PERMISSIONS[name];
}
