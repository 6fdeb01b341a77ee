/**
 * @module Payments: a charge, the payment intent behind it, the link to its invoice, and what comes after it.
 *
 * Shapes: API version 2026-10-28.endive. A charge does not name its invoice; an invoice payment links the two.
 */

import type { CreateId } from "./random.ts";

const EVIDENCE_SECONDS = 9 * 86_400; // a week or two, by card network

interface PaymentDraft {
  /** Of the whole invoice. */
  readonly total: number;
  readonly currency: string;
  readonly customer: string;
  readonly livemode: boolean;
  /** `paid`, or the payment failed. */
  readonly status: string;
  readonly created: number;
  /** `pm_…` */
  readonly method: string | null;
  /** `in_…` */
  readonly invoice: string;
}

/** Creates the first payment of an invoice, made or failed. */
export function createPayment(createId: CreateId, draft: PaymentDraft) {
  const { total, status, created, livemode, currency, invoice } = draft;
  const isPaid = status === "paid";
  const payment_intent = createId("pi_3", 23, created);
  const charge = createCharge(createId, { ...draft, payment_intent, isPaid });
  return {
    charge,
    intent: {
      id: payment_intent,
      object: "payment_intent",
      amount: total,
      amount_capturable: 0,
      amount_received: isPaid ? total : 0,
      cancellation_reason: null,
      canceled_at: null,
      ...describeFailure(charge),
      created,
      currency,
      customer: draft.customer,
      description: "Subscription update",
      latest_charge: charge.id,
      livemode,
      metadata: {},
      payment_method: isPaid ? draft.method : null,
      payment_method_types: ["card"],
      status: isPaid ? "succeeded" : "requires_payment_method",
    },
    invoicePayment: {
      id: createId("inpay_1", 23, created),
      object: "invoice_payment",
      amount_paid: isPaid ? total : null,
      amount_requested: total,
      created,
      currency,
      invoice,
      is_default: true,
      livemode,
      payment: { payment_intent, type: "payment_intent" },
      status: isPaid ? "paid" : "open",
    },
  };
}

interface ChargeDraft extends Omit<PaymentDraft, "status" | "invoice"> {
  readonly payment_intent: string;
  readonly isPaid: boolean;
}

export function createCharge(createId: CreateId, draft: ChargeDraft) {
  const { total, currency, customer, livemode, isPaid, created, method, payment_intent } = draft;
  return {
    id: createId("ch_3", 23, created),
    object: "charge",
    amount: total,
    amount_captured: isPaid ? total : 0,
    amount_refunded: 0,
    captured: isPaid,
    created,
    currency,
    customer,
    disputed: false,
    failure_code: isPaid ? null : "card_declined",
    failure_message: isPaid ? null : "Your card was declined.",
    livemode,
    metadata: {},
    paid: isPaid,
    payment_intent,
    payment_method: method,
    refunded: false,
    status: isPaid ? "succeeded" : "failed",
  };
}

/** Returns the `last_payment_error` of a payment intent whose newest charge is `charge`. */
export function describeFailure({ id, paid }: { readonly id: string; readonly paid: boolean }) {
  const error = { charge: id, code: "card_declined", decline_code: "generic_decline", type: "card_error" };
  return { last_payment_error: paid ? null : { ...error, message: "Your card was declined." } };
}

/** What later objects need to know of a charge. */
interface Charged {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly livemode: boolean;
  readonly payment_intent: string;
}

export function createRefund(createId: CreateId, charge: Charged, created: number) {
  const { id, amount, currency, payment_intent } = charge;
  return {
    id: createId("re_3", 23, created),
    object: "refund",
    amount,
    charge: id,
    created,
    currency,
    metadata: {},
    payment_intent,
    reason: "requested_by_customer",
    status: "succeeded",
  };
}

export function createDispute(createId: CreateId, charge: Charged, created: number, status: string) {
  const { id, amount, currency, livemode, payment_intent } = charge;
  return {
    id: createId("du_1", 23, created),
    object: "dispute",
    amount,
    charge: id,
    created,
    currency,
    evidence_details: {
      due_by: created + EVIDENCE_SECONDS,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode,
    metadata: {},
    payment_intent,
    reason: "fraudulent",
    status,
  };
}

/** Whose card it is, and since when. */
interface Holder {
  readonly id: string;
  readonly livemode: boolean;
  readonly created: number;
}

export function createCard(id: string, last4: string, { id: customer, livemode, created }: Holder) {
  return {
    id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: { address: null, email: null, name: null, phone: null },
    card: { brand: "visa", country: "US", exp_month: 4, exp_year: 2030, funding: "credit", last4 },
    created,
    customer,
    livemode,
    metadata: {},
    type: "card",
  };
}

export function createSetupIntent(createId: CreateId, method: string, { id, livemode, created }: Holder) {
  return {
    id: createId("seti_1", 23, created),
    object: "setup_intent",
    created,
    customer: id,
    last_setup_error: null,
    livemode,
    metadata: {},
    payment_method: method,
    payment_method_types: ["card"],
    status: "succeeded",
    usage: "off_session",
  };
}
