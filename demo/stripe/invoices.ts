/**
 * @module What happens to invoices and payments: finalized, paid, failed and tried again, refunded, disputed.
 *
 * Events: docs.stripe.com/billing/subscriptions/webhooks and docs.stripe.com/api/events/types.
 */

import { createInvoice } from "../../shared/dataset/invoices.ts";
import {
  createCharge,
  createDispute,
  createPayment,
  createRefund,
  describeFailure,
} from "../../shared/dataset/payments.ts";
import type { Changes } from "./changes.ts";
import { updateSubscription } from "./entitlements.ts";
import { isRecord, readField, type StripeObject } from "./objects.ts";
import { itemsOf } from "./show.ts";

const RETRY_SECONDS = 3 * 86_400;
const MAX_ATTEMPTS = 4; // Stripe's default is up to eight in two weeks; an account chooses

interface InvoiceOptions {
  /** `subscription_create`, `subscription_cycle`, … */
  readonly reason: string;
  /** Nothing is to be paid: the invoice of a trial. */
  readonly isFree?: boolean;
  /** Stays a draft, as it does for an hour. */
  readonly isDraft?: boolean;
}

/** Creates the invoice of a subscription's current period, and finalizes it. */
export function createOpenInvoice(changes: Changes, subscription: StripeObject, options: InvoiceOptions) {
  const { reason, isFree = false, isDraft = false } = options;
  const customer = changes.find("customers", subscription.customer);
  const { now, livemode } = changes;
  const lines = itemsOf(subscription)
    .slice(0, 10)
    .map((item) => {
      const unit = isFree ? 0 : Number(readField(item, "price.unit_amount") ?? 0);
      const quantity = Number(item.quantity ?? 1);
      const price = {
        id: String(readField(item, "price.id")),
        product: String(readField(item, "price.product")),
        nickname: String(readField(item, "price.nickname")),
      };
      return { amount: unit * quantity, quantity, price };
    });
  const draft = createInvoice(changes.createId, {
    customer: { id: String(subscription.customer), email: String(customer?.email), livemode },
    subscription: subscription.id,
    currency: String(subscription.currency),
    period: { start: now, end: Number(itemsOf(subscription)[0]?.current_period_end ?? now) },
    status: "draft",
    attempts: 0,
    reason,
    isSent: false,
    finalizedAt: null,
    retryAt: null,
    lines,
  });
  const created = changes.create("invoices", draft);
  if (isDraft) return created;
  const transitions = { ...draft.status_transitions, finalized_at: now };
  const fields = { status: "open", status_transitions: transitions };
  return changes.update("invoices", created, fields, ["invoice.finalized"]);
}

/**
 * Tries to collect an open invoice; one of nothing is paid without. The first try makes its payment intent, each a
 * charge.
 */
export function attemptPayment(changes: Changes, invoice: StripeObject, succeeds: boolean): StripeObject {
  if (invoice.status !== "open") throw new Error(`${invoice.id} is ${String(invoice.status)}, not open`);
  const isDue = Number(invoice.amount_due) > 0;
  const isPaid = succeeds || !isDue;
  if (isDue) chargeInvoice(changes, invoice, isPaid);
  const done = isPaid ? settleInvoice(changes, invoice) : failInvoice(changes, invoice);
  followPayment(changes, done, isPaid);
  return done;
}

function chargeInvoice(changes: Changes, invoice: StripeObject, isPaid: boolean): void {
  const { now, livemode, createId } = changes;
  const customer = changes.find("customers", invoice.customer);
  const method = readField(customer, "invoice_settings.default_payment_method");
  const draft = {
    total: Number(invoice.amount_due),
    currency: String(invoice.currency),
    customer: String(invoice.customer),
    livemode,
    created: now,
    method: typeof method === "string" ? method : null,
    invoice: invoice.id,
  };
  const [link] = changes.listBy("invoice_payments", "invoice", invoice.id);
  const intent = changes.find("payment_intents", readField(link, "payment.payment_intent"));
  const outcome = isPaid ? "succeeded" : "payment_failed";
  const chargeEvents = [isPaid ? "charge.succeeded" : "charge.failed"];
  if (!link || !intent) {
    const payment = createPayment(createId, { ...draft, status: isPaid ? "paid" : "open" });
    changes.create("invoice_payments", payment.invoicePayment, []); // first, since it links the other two
    changes.create("payment_intents", payment.intent, ["payment_intent.created"]);
    changes.create("charges", payment.charge, chargeEvents);
    changes.tell(`payment_intent.${outcome}`, payment.intent);
    if (isPaid) changes.tell("invoice_payment.paid", payment.invoicePayment);
    return;
  }
  const charge = createCharge(createId, { ...draft, payment_intent: intent.id, isPaid });
  changes.create("charges", charge, chargeEvents);
  const paid = isPaid ? { amount_paid: draft.total, status: "paid" } : {};
  changes.update("invoice_payments", link, paid, isPaid ? ["invoice_payment.paid"] : []);
  const fields = {
    ...describeFailure(charge),
    amount_received: isPaid ? draft.total : 0,
    latest_charge: charge.id,
    payment_method: isPaid ? draft.method : null,
    status: isPaid ? "succeeded" : "requires_payment_method",
  };
  changes.update("payment_intents", intent, fields, [`payment_intent.${outcome}`]);
}

function settleInvoice(changes: Changes, invoice: StripeObject): StripeObject {
  const total = Number(invoice.amount_due);
  const fields = {
    amount_paid: total,
    amount_remaining: 0,
    attempt_count: Number(invoice.attempt_count) + (total > 0 ? 1 : 0),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: "paid",
    status_transitions: { ...asFields(invoice.status_transitions), paid_at: changes.now },
  };
  return changes.update("invoices", invoice, fields, ["invoice.paid", "invoice.payment_succeeded"]);
}

function failInvoice(changes: Changes, invoice: StripeObject): StripeObject {
  const attempts = Number(invoice.attempt_count) + 1;
  const fields = {
    attempt_count: attempts,
    attempted: true,
    next_payment_attempt: attempts < MAX_ATTEMPTS ? changes.now + RETRY_SECONDS : null,
  };
  return changes.update("invoices", invoice, fields, ["invoice.payment_failed"]);
}

const WAITING: readonly unknown[] = ["incomplete", "past_due", "unpaid"];

/** Brings the subscription and the customer to what a payment, made or failed, means for them. */
function followPayment(changes: Changes, invoice: StripeObject, isPaid: boolean): void {
  const id = String(readField(invoice, "parent.subscription_details.subscription"));
  const subscription = changes.find("subscriptions", id);
  if (!subscription) return;
  const field = "parent.subscription_details.subscription";
  const isClear = changes.listBy("invoices", field, id).every(({ status }) => status !== "open");
  if (isPaid && isClear && WAITING.includes(subscription.status)) {
    updateSubscription(changes, subscription, { status: "active" });
  }
  if (!isPaid && (subscription.status === "active" || subscription.status === "past_due")) {
    const status = invoice.next_payment_attempt === null ? "unpaid" : "past_due";
    updateSubscription(changes, subscription, { status });
  }
  const customer = changes.find("customers", invoice.customer);
  if (customer && (isClear || !isPaid)) changes.update("customers", customer, { delinquent: !isPaid });
}

/** Refunds a whole charge. */
export function refundCharge(changes: Changes, charge: StripeObject): StripeObject {
  const refund = createRefund(changes.createId, readCharge(charge), changes.now);
  changes.create("refunds", refund);
  changes.update("charges", charge, { amount_refunded: charge.amount, refunded: true }, ["charge.refunded"]);
  return refund;
}

/** The bank of the cardholder wants the money back. */
export function disputeCharge(changes: Changes, charge: StripeObject): StripeObject {
  const dispute = createDispute(changes.createId, readCharge(charge), changes.now, "needs_response");
  changes.update("charges", charge, { disputed: true });
  return changes.create("disputes", dispute);
}

/** Ends a dispute; Stripe tells `closed` beside `updated`. */
export function closeDispute(changes: Changes, dispute: StripeObject, isWon: boolean): StripeObject {
  const status = isWon ? "won" : "lost";
  return changes.update("disputes", dispute, { status }, ["charge.dispute.closed"]);
}

function readCharge(charge: StripeObject) {
  return {
    id: charge.id,
    amount: Number(charge.amount),
    currency: String(charge.currency),
    livemode: charge.livemode === true,
    payment_intent: String(charge.payment_intent),
  };
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
