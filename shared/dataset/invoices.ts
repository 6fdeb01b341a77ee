/**
 * @module Invoices in the shape of API version 2026-10-28.endive: no `paid`, `charge` or `subscription`.
 */

import type { CreateId } from "./random.ts";

const DUE_SECONDS = 14 * 86_400;

export type InvoiceStatus = "paid" | "open" | "draft" | "void" | "uncollectible";

/** Unix seconds. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

export interface InvoiceDraft {
  readonly customer: { readonly id: string; readonly email: string; readonly livemode: boolean };
  /** `sub_…` */
  readonly subscription: string;
  readonly currency: string;
  /** What is billed; the invoice is created when it begins. */
  readonly period: Period;
  readonly status: InvoiceStatus;
  readonly attempts: number;
  /** `subscription_create`, `subscription_cycle`, … */
  readonly reason: string;
  /** To the customer, to pay by hand. */
  readonly isSent: boolean;
  readonly finalizedAt: number | null;
  readonly retryAt: number | null;
  readonly lines: readonly {
    readonly amount: number;
    readonly quantity: number;
    readonly price: { readonly id: string; readonly product: string; readonly nickname: string };
  }[];
}

export function createInvoice(createId: CreateId, draft: InvoiceDraft) {
  const { customer, subscription, currency, period, status, attempts, isSent, finalizedAt } = draft;
  const id = createId("in_1", 23, period.start);
  const total = draft.lines.reduce((sum, { amount }) => sum + amount, 0);
  const at = (other: InvoiceStatus): number | null => (status === other ? finalizedAt : null);
  const lines = draft.lines.map(({ amount, quantity, price }) => ({
    id: createId("il_1", 23, period.start),
    object: "line_item",
    amount,
    currency,
    description: `${quantity} × ${price.nickname}`,
    period,
    pricing: { price_details: { price: price.id, product: price.product }, type: "price_details" },
    quantity,
  }));
  return {
    id,
    object: "invoice",
    amount_due: total,
    amount_paid: status === "paid" ? total : 0,
    amount_remaining: status === "paid" ? 0 : total,
    attempt_count: attempts,
    attempted: attempts > 0 || status === "paid",
    auto_advance: status === "draft" || status === "open",
    billing_reason: draft.reason,
    collection_method: isSent ? "send_invoice" : "charge_automatically",
    created: period.start,
    currency,
    customer: customer.id,
    customer_email: customer.email,
    discounts: [],
    due_date: isSent ? period.start + DUE_SECONDS : null,
    lines: listOf(`/v1/invoices/${id}/lines`, lines),
    livemode: customer.livemode,
    metadata: {},
    next_payment_attempt: draft.retryAt,
    parent: { subscription_details: { metadata: {}, subscription }, type: "subscription_details" },
    period_end: period.start,
    period_start: period.start,
    status,
    status_transitions: {
      finalized_at: finalizedAt,
      marked_uncollectible_at: at("uncollectible"),
      paid_at: at("paid"),
      voided_at: at("void"),
    },
    subtotal: total,
    total,
  };
}

/** Returns a list as it stands inside an object, with all its entries. */
export function listOf<Entry>(url: string, data: readonly Entry[]) {
  return { object: "list", data, has_more: false, url };
}
