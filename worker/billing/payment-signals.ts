/**
 * @module What an invoice tells: a payment failed, Stripe gave up, it was paid after all.
 *
 * That Stripe gives up is a cause of its own beside the first failure: who was told that Stripe retries must hear that
 * it does no more. The failures between are the same cause, with more attempts.
 *
 * After one attempt and with no next one, an open invoice says nothing: a bank debit that is under way looks the same.
 * Then only the event `invoice.payment_failed` tells. Accepted: a debit under way that is a retry reads as exhausted.
 *
 * A failed charge tells nothing of its own. Since basil it does not name its invoice, whose failure would be told
 * twice; and one without an invoice is of a customer at a checkout, who sees it fail and tries again.
 */

import type { Invoice } from "./objects.ts";
import { createSignal, nameCause, type Signal } from "./signal.ts";

/** How often and for how long a payment is retried is the account's choice; this is what Stripe recommends. */
const RETRIES_SECONDS = 14 * 24 * 3600;

export interface PaymentContext {
  /** When the object was seen so. */
  readonly at: number;
  /** Whether a signal with this cause is known. */
  knows(cause: string): boolean;
}

/** Returns the failures and the recovery that an invoice shows. */
export function paymentSignals(invoice: Invoice, context: PaymentContext): Signal[] {
  if (invoice.amount_due <= 0) return [];
  switch (invoice.status) {
    case "draft":
      return [];
    case "open":
      return signalsOfOpen(invoice, context);
    case "paid":
      return signalsOfPaid(invoice, context);
    case "void":
      return invoice.attempt_count > 1 || wasRetrying(invoice, context) ? [retrying(invoice, null)] : [];
    case "uncollectible":
      return signalsOfUncollectible(invoice, context);
  }
}

/** Returns what the event `invoice.payment_failed` tells beyond the invoice's state. */
export function paymentFailedSignals(invoice: Invoice, at: number): Signal[] {
  const told = { at, timing: "told" } as const;
  if (invoice.status !== "open" || invoice.amount_due <= 0) return [];
  if (invoice.next_payment_attempt == null) return [{ ...exhausted(invoice, at), ...told }];
  // A later failure does not say when the first was.
  return invoice.attempt_count <= 1 ? [{ ...retrying(invoice, invoice.next_payment_attempt), ...told }] : [];
}

/** Tells whether a payment of the invoice has failed, now or before. */
export function hasFailed(invoice: Invoice, context: PaymentContext): boolean {
  return (
    wasRetrying(invoice, context) ||
    context.knows(exhausted(invoice, context.at).cause) ||
    paymentSignals(invoice, context).some(({ type }) => type === "payment_failed")
  );
}

/** When Stripe first tried to charge an invoice: as it finalized it, unless the customer pays by hand. */
export function firstAttemptOf({
  created,
  status_transitions: { finalized_at },
  collection_method,
}: Invoice): Pick<Signal, "at" | "timing"> {
  return {
    at: finalized_at ?? created,
    timing: collection_method === "send_invoice" ? "guessed" : "inferred",
  };
}

function signalsOfOpen(invoice: Invoice, { at }: PaymentContext): Signal[] {
  const { attempt_count, amount_remaining, next_payment_attempt: next } = invoice;
  if (attempt_count < 1 || amount_remaining <= 0) return [];
  if (next != null) return [retrying(invoice, next)];
  return attempt_count > 1 ? [retrying(invoice, null), exhausted(invoice, at)] : [];
}

function signalsOfPaid(invoice: Invoice, context: PaymentContext): Signal[] {
  const { attempt_count, status_transitions } = invoice;
  const isRetried = attempt_count > 1 || wasRetrying(invoice, context);
  const isRecovered = isRetried || context.knows(exhausted(invoice, context.at).cause);
  if (!isRecovered) return [];
  // Who pays by hand after a failure makes no attempt that Stripe counts.
  const failures = isRetried ? [retrying(invoice, null, Math.max(1, attempt_count - 1))] : [];
  const { paid_at } = status_transitions;
  const time = { at: paid_at ?? context.at, timing: paid_at === null ? "guessed" : "told" } as const;
  return [...failures, createSignal("recovered", [invoice.id], time, describe(invoice))];
}

/** Somebody gave it up, whatever was left to try. */
function signalsOfUncollectible(invoice: Invoice, { at }: PaymentContext): Signal[] {
  const { attempt_count, status_transitions } = invoice;
  if (attempt_count < 1) return [];
  const markedAt = status_transitions.marked_uncollectible_at;
  const given = exhausted(invoice, at);
  return [
    ...(attempt_count > 1 ? [retrying(invoice, null)] : []),
    markedAt === null ? given : { ...given, at: markedAt, timing: "told" },
  ];
}

function retrying(invoice: Invoice, next_attempt: number | null, attempts = invoice.attempt_count): Signal {
  const fields = { ...describe(invoice), outcome: "retrying", attempts, next_attempt };
  return createSignal("payment_failed", [invoice.id, "retrying"], firstAttemptOf(invoice), fields);
}

function exhausted(invoice: Invoice, at: number): Signal {
  const time = { at: Math.min(at, firstAttemptOf(invoice).at + RETRIES_SECONDS), timing: "guessed" } as const;
  const fields = { ...describe(invoice), outcome: "exhausted", attempts: invoice.attempt_count };
  return createSignal("payment_failed", [invoice.id, "exhausted"], time, fields);
}

function wasRetrying({ id }: Invoice, context: PaymentContext): boolean {
  return context.knows(nameCause("payment_failed", id, "retrying"));
}

function describe({ id, customer, currency, amount_due, parent }: Invoice) {
  const subscription = parent?.subscription_details?.subscription ?? null;
  return { customer, subscription, invoice: id, amount: amount_due, currency };
}
