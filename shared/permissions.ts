/**
 * @module The catalogue of Stripe's restricted-key permissions, and how each is proved without changing anything.
 *
 * The guide, the create-key link, the checklist, the Worker's probes and the local Stripe all read this one table.
 *
 * Sources: docs.stripe.com/keys/permissions-reference and docs.stripe.com/stripe-apps/reference/permissions for
 * identifiers; Dashboard labels and the traps (Prices is `plan`, Payment Links is plural) from public integrations
 * and from Stripe's own 403 texts. Stripe sometimes names another permission in a 403 than the one the endpoint
 * belongs to: trust the endpoint that was asked, never the name in the text.
 */

/** A level of one row of the restricted-key form. Write includes read. */
export type Access = "read" | "write";

/** How certain a row is: `documented` by Stripe, `observed` in real answers, `reported` by third parties. */
type Certainty = "documented" | "observed" | "reported";

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

/** A row without its section. Its endpoint is `GET /v1/<name of the row>?limit=1` where nothing else is said. */
interface Row extends Omit<CatalogueEntry, "section" | "probe" | "writeProbe"> {
  /** The endpoint's path behind `/v1/`. */
  readonly path?: string;
  readonly query?: string;
  /** No endpoint proves the row. */
  readonly unproved?: true;
  /** How ids of its objects begin, where a `POST` to one exists. */
  readonly idPrefix?: string;
}

type RowOptions = Omit<Row, "label" | "identifier" | "certainty">;

const row = (label: string, identifier: string, certainty: Certainty, options: RowOptions = {}): Row => ({
  label,
  identifier,
  certainty,
  ...options,
});

function section<Name extends string>(
  title: CatalogueEntry["section"],
  rows: Record<Name, Row>,
): Record<Name, CatalogueEntry> {
  const entries = Object.entries<Row>(rows).map(([name, options]) => {
    const { path = name, query = "?limit=1", unproved = false, idPrefix, ...rest } = options;
    const writeProbe = `/v1/${path}/${idPrefix}parityrailprobe0000`;
    const entry: CatalogueEntry = {
      ...rest,
      section: title,
      probe: unproved ? null : `/v1/${path}${query}`,
      ...(idPrefix !== undefined && { writeProbe }),
    };
    return [name, entry];
  });
  return Object.fromEntries(entries) as Record<Name, CatalogueEntry>; // fromEntries forgets the names
}

export const PERMISSIONS = {
  ...section("Core", {
    balance: row("Balance", "balance", "documented", { query: "", readOnly: true }),
    balance_transactions: row("Balance transaction sources", "balance_transaction_source", "documented", {
      implies: ["application_fee", "balance", "transfer"],
      readOnly: true,
    }),
    charges: row("Charges and Refunds", "charge", "observed", { idPrefix: "ch_" }),
    customers: row("Customers", "customer", "observed", { idPrefix: "cus_", implies: ["billing_clock"] }),
    disputes: row("Disputes", "dispute", "documented", { idPrefix: "du_" }),
    events: row("Events", "event", "documented", { readOnly: true }),
    files: row("Files", "file", "documented"),
    payment_intents: row("PaymentIntents", "payment_intent", "documented", {
      idPrefix: "pi_",
      implies: ["product", "sku"],
    }),
    payment_methods: row("Payment Methods", "payment_method", "documented", {
      query: "?limit=1&type=card",
      idPrefix: "pm_",
      implies: ["source"],
    }),
    payouts: row("Payouts", "payout", "documented", { idPrefix: "po_" }),
    products: row("Products", "product", "observed", { idPrefix: "prod_" }),
    setup_intents: row("SetupIntents", "setup_intent", "observed", {
      idPrefix: "seti_",
      implies: ["mandate"],
    }),
  }),
  ...section("Checkout", {
    checkout_sessions: row("Checkout Sessions", "checkout_session", "observed", {
      path: "checkout/sessions",
      idPrefix: "cs_",
      implies: ["mandate", "payment_intent", "payment_links", "product", "setup_intent", "sku"],
    }),
  }),
  ...section("Billing", {
    coupons: row("Coupons", "coupon", "observed", { idPrefix: "" }),
    promotion_codes: row("Promotion Codes", "promotion_code", "documented", { idPrefix: "promo_" }),
    credit_notes: row("Credit notes", "credit_note", "observed", { idPrefix: "cn_", implies: ["invoice"] }),
    customer_portal: row("Customer portal", "customer_portal", "documented", {
      path: "billing_portal/configurations",
      idPrefix: "bpc_",
    }),
    invoices: row("Invoices", "invoice", "documented", { idPrefix: "in_", implies: ["credit_note"] }),
    prices: row("Prices", "plan", "observed", { idPrefix: "price_" }),
    subscriptions: row("Subscriptions", "subscription", "observed", {
      query: "?limit=1&status=all",
      idPrefix: "sub_",
    }),
    quotes: row("Quotes", "quote", "documented", { idPrefix: "qt_", implies: ["product", "sku"] }),
    tax_rates: row("Tax Rates", "tax_rate", "documented", { idPrefix: "txr_" }),
    meters: row("Meters", "billing_meter", "reported", { path: "billing/meters", idPrefix: "mtr_" }),
    entitlements: row("Entitlements", "entitlement", "reported", {
      path: "entitlements/features",
      idPrefix: "feat_",
    }),
  }),
  ...section("Payment Links", {
    payment_links: row("Payment Links", "payment_links", "documented", {
      idPrefix: "plink_",
      implies: ["mandate", "product", "sku"],
    }),
  }),
  ...section("Connect", {
    accounts: row("Accounts", "connected_account", "observed", { path: "account", query: "" }),
    application_fees: row("Application Fees", "application_fee", "documented"),
    transfers: row("Transfers", "transfer", "documented", { idPrefix: "tr_", implies: ["payout"] }),
    top_ups: row("Top-ups", "top_up", "documented", { path: "topups", idPrefix: "tu_" }),
    // The whole section at once: some of its rows have no read level of their own, so people set the heading.
    connect: row("Connect", "bucket_connect", "reported", {
      unproved: true,
      implies: ["connected_account", "application_fee", "transfer", "payout", "top_up"],
    }),
  }),
  ...section("Webhooks", {
    webhook_endpoints: row("Webhook Endpoints and Event Destinations", "webhook", "observed", {
      idPrefix: "we_",
    }),
  }),
  ...section("Radar", {
    reviews: row("Reviews", "review", "documented"),
  }),
};

/** Our name of a row: the plural resource, as in Stripe's API paths. */
export type PermissionName = keyof typeof PERMISSIONS;

/** Every row, in the order of Stripe's form. */
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [PermissionName, ...PermissionName[]]; // Object.keys forgets the names
