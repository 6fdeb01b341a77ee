/**
 * @module The trial of a subscription: whether it runs or has ended, and whether it is paid, by its latest invoices.
 *
 * A trial that has ended is judged by invoices made at or after its end: the zero invoice of its beginning proves
 * nothing. A trial that runs is judged by what it asks money for itself, such as a set-up fee.
 *
 * Which invoice decides: the newest one that asked for money and was paid, failed, became overdue or was written off;
 * else the newest that owed nothing (a coupon of 100 %, a credit, a metered plan's first), which counts as paid, with
 * the reason `nothing_owed`; else the newest that is a draft or not due yet; else a void one. So next month's draft
 * does not undo a payment, and a void duplicate does not either, but a failed renewal does.
 *
 * Accepted: while a bank debit is processing, its invoice looks like one whose payment failed (`open`, attempted),
 * and reads as unpaid. A payment that was refunded later still counts as paid.
 */

import type { Invoice, Subscription } from "./objects.ts";

export type TrialPayment = "paid" | "unpaid" | "not_yet_billed";

/** Why a trial counts as paid, unpaid or not yet billed. What may still be paid in time is not yet billed. */
export const TRIAL_REASONS = {
  invoice_paid: "paid",
  nothing_owed: "paid",
  payment_failed: "unpaid",
  /** Sent by e-mail, and past its due date. */
  overdue: "unpaid",
  uncollectible: "unpaid",
  voided: "unpaid",
  /** The subscription ended in its trial, or before anything was billed. */
  canceled: "unpaid",
  /** The trial ended without a payment method, and the subscription is paused without an invoice. */
  paused: "unpaid",
  /** Open before its first attempt or, sent by e-mail, before its due date. */
  not_yet_due: "not_yet_billed",
  draft: "not_yet_billed",
  no_invoice: "not_yet_billed",
} as const satisfies Record<string, TrialPayment>;

export type TrialReason = keyof typeof TRIAL_REASONS;

export type Trial =
  | { readonly status: "none" }
  | {
      readonly status: "running" | "ended";
      /** Unix seconds. */
      readonly start: number;
      /** Unix seconds; earlier than planned where the subscription ended in its trial. */
      readonly end: number;
      readonly payment: TrialPayment;
      readonly reason: TrialReason;
      /** The invoice that decides; null where none does. */
      readonly invoice: string | null;
    };

type Judgement = Pick<Exclude<Trial, { status: "none" }>, "payment" | "reason" | "invoice">;

/** The kinds of invoices in the order in which they decide; of one kind the newest does. */
const DECIDING: readonly (readonly TrialReason[])[] = [
  ["invoice_paid", "payment_failed", "overdue", "uncollectible"],
  ["nothing_owed"],
  ["not_yet_due", "draft"],
  ["voided"],
];

/**
 * Returns the trial of `subscription` at `now`, unix seconds.
 * @param invoices in any order; those of other subscriptions are left aside
 */
export function trialOf(subscription: Subscription, invoices: readonly Invoice[], now: number): Trial {
  const { id, trial_start: start, trial_end: planned, ended_at } = subscription;
  if (start === null || planned === null) return { status: "none" };
  const end = Math.min(planned, ended_at ?? planned);
  const own = invoices.filter(({ parent }) => parent?.subscription_details?.subscription === id);
  if (now < end && !isOver(subscription)) {
    const asking = own.filter(({ created, total }) => created >= start && total > 0);
    return { status: "running", start, end, ...judge(asking, subscription, now) };
  }
  // Whatever was billed when it was canceled in the trial, the plan after the trial was never paid.
  const isLeft = ended_at !== null && ended_at <= planned;
  const after = isLeft ? [] : own.filter(({ created }) => created >= planned);
  return { status: "ended", start, end, ...judge(after, subscription, now) };
}

function judge(invoices: readonly Invoice[], subscription: Subscription, now: number): Judgement {
  const newestFirst = invoices.toSorted((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
  const judged = newestFirst
    .map((invoice) => ({ invoice: invoice.id, reason: reasonOf(invoice, now) }))
    // Stripe advances no draft of a subscription that is over.
    .filter(({ reason }) => reason !== "draft" || !isOver(subscription));
  for (const kinds of DECIDING) {
    const found = judged.find(({ reason }) => kinds.includes(reason));
    if (found) return { payment: TRIAL_REASONS[found.reason], ...found };
  }
  const reason = reasonWithoutInvoice(subscription);
  return { payment: TRIAL_REASONS[reason], reason, invoice: null };
}

function reasonOf(invoice: Invoice, now: number): TrialReason {
  switch (invoice.status) {
    case "paid":
      return invoice.total > 0 ? "invoice_paid" : "nothing_owed";
    case "open":
      return reasonOfOpen(invoice, now);
    case "draft":
      return "draft";
    case "uncollectible":
      return "uncollectible";
    case "void":
      return "voided";
  }
}

/** Where there is a due date, it alone counts: an attempt of the customer's own may fail before it. */
function reasonOfOpen({ due_date, attempted, amount_remaining }: Invoice, now: number): TrialReason {
  if (due_date != null) return due_date <= now ? "overdue" : "not_yet_due";
  return attempted && amount_remaining > 0 ? "payment_failed" : "not_yet_due";
}

function reasonWithoutInvoice(subscription: Subscription): TrialReason {
  if (isOver(subscription)) return "canceled";
  return subscription.status === "paused" ? "paused" : "no_invoice";
}

function isOver({ status }: Subscription): boolean {
  return status === "canceled" || status === "incomplete_expired";
}
