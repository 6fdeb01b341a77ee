/**
 * @module What this folder reads of Stripe's objects, in the shape of the pinned API version: a part of each.
 *
 * Amounts are in the currency's minor unit, as in docs.stripe.com/currencies; times are unix seconds.
 */

export interface Subscription {
  readonly id: string;
  readonly customer: string;
  readonly status:
    | "incomplete"
    | "incomplete_expired"
    | "trialing"
    | "active"
    | "past_due"
    | "canceled"
    | "unpaid"
    | "paused";
  readonly created: number;
  readonly start_date: number;
  readonly currency: string;
  readonly items: { readonly data: readonly SubscriptionItem[] };
  readonly trial_start: number | null;
  readonly trial_end: number | null;
  readonly cancel_at: number | null;
  readonly cancel_at_period_end: boolean;
  readonly canceled_at: number | null;
  readonly ended_at: number | null;
  readonly cancellation_details?: { readonly reason: string | null } | null;
  /** Why it is in its status; of a paused one, what paused it. Since endive. */
  readonly status_details?: {
    readonly paused?: { readonly subscription?: { readonly type: string } | null } | null;
  } | null;
  readonly trial_settings?: {
    readonly end_behavior: { readonly missing_payment_method: string };
  } | null;
  readonly pause_collection: { readonly behavior: string; readonly resumes_at: number | null } | null;
  /** Ids of discounts, `di_…`. */
  readonly discounts: readonly string[];
  readonly latest_invoice: string | null;
  readonly default_payment_method: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface SubscriptionItem {
  readonly id: string;
  readonly price: Price;
  /** Absent where usage is metered. */
  readonly quantity?: number;
  readonly current_period_start: number;
  readonly current_period_end: number;
  readonly discounts?: readonly string[];
}

export interface Price {
  readonly id: string;
  readonly product: string;
  readonly currency: string;
  readonly nickname: string | null;
  readonly type: "recurring" | "one_time";
  readonly billing_scheme: "per_unit" | "tiered";
  /** Null where it has tiers or decimals. */
  readonly unit_amount: number | null;
  /** A decimal number as text. */
  readonly unit_amount_decimal: string | null;
  readonly tiers_mode: "graduated" | "volume" | null;
  readonly transform_quantity: { readonly divide_by: number; readonly round: "up" | "down" } | null;
  readonly recurring: Recurrence | null;
}

export interface Recurrence {
  readonly interval: "day" | "week" | "month" | "year";
  readonly interval_count: number;
  readonly usage_type: "licensed" | "metered";
}

/** docs.stripe.com/api/prices/object, `tiers`. */
export interface Tier {
  /** The last unit of the tier; null for the last tier. */
  readonly up_to: number | null;
  readonly unit_amount: number | null;
  readonly unit_amount_decimal?: string | null;
  readonly flat_amount: number | null;
  readonly flat_amount_decimal?: string | null;
}

export interface Discount {
  readonly id: string;
  readonly start: number;
  readonly end: number | null;
  readonly coupon: Coupon;
}

export interface Coupon {
  readonly id: string;
  readonly name: string | null;
  readonly duration: "forever" | "once" | "repeating";
  readonly duration_in_months: number | null;
  readonly percent_off: number | null;
  readonly amount_off: number | null;
  /** Of `amount_off`. */
  readonly currency: string | null;
  /** The only products it reduces. Stripe shows it only where it is expanded. */
  readonly applies_to?: { readonly products: readonly string[] } | null;
}

export interface Invoice {
  readonly id: string;
  readonly customer: string;
  readonly status: "draft" | "open" | "paid" | "uncollectible" | "void";
  readonly created: number;
  readonly currency: string;
  readonly total: number;
  readonly amount_due: number;
  readonly amount_paid: number;
  readonly amount_remaining: number;
  readonly attempted: boolean;
  readonly attempt_count: number;
  readonly next_payment_attempt: number | null;
  readonly collection_method?: "charge_automatically" | "send_invoice";
  /** Null or absent where a payment method is charged automatically. */
  readonly due_date?: number | null;
  readonly billing_reason: string | null;
  /** Of the period before the one it bills in advance: when a trial ended, on the first invoice after it. */
  readonly period_end?: number;
  readonly parent: { readonly subscription_details?: { readonly subscription: string } | null } | null;
  readonly status_transitions: {
    readonly finalized_at: number | null;
    readonly paid_at: number | null;
    readonly voided_at: number | null;
    readonly marked_uncollectible_at: number | null;
  };
}

/** It names no customer: its charge does. */
export interface Dispute {
  readonly id: string;
  readonly charge: string;
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  /** `warning_…` while the bank only inquires. */
  readonly status: string;
  readonly evidence_details?: { readonly due_by: number | null } | null;
}

export interface Customer {
  readonly id: string;
  readonly created: number;
  readonly email: string | null;
  readonly name: string | null;
  readonly delinquent: boolean | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly invoice_settings: { readonly default_payment_method: string | null };
}

export interface Product {
  readonly id: string;
  readonly name: string;
}

export interface Entitlement {
  readonly id: string;
  readonly lookup_key: string;
}

/** A card on file, or that of a charge. */
export interface Card {
  readonly brand: string | null;
  /** Two letters, ISO 3166-1. */
  readonly country: string | null;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly wallet: { readonly type: string } | null;
}
