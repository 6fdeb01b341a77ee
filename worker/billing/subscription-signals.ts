/**
 * @module What a subscription tells: its trial ends, it is to be canceled or no longer, it lapsed and why.
 *
 * An end is told once, and so is a pause. Of `unpaid`, which may come and go, the state does not say since when: each
 * time is named by the invoice that was the latest when it began.
 */

import type { Invoice, Subscription } from "./objects.ts";
import { firstAttemptOf, hasFailed, type PaymentContext } from "./payment-signals.ts";
import { createSignal, UNKNOWN_REASON, type Signal } from "./signal.ts";
import { trialOf, type TrialReason } from "./trial.ts";

/** When Stripe tells `customer.subscription.trial_will_end` before a trial's end. */
const TRIAL_ENDING_SECONDS = 3 * 24 * 3600;
/** A trial that is ended at once, and its invoice, may be some seconds apart. */
const FIRST_INVOICE_SECONDS = 60;
/** What Stripe ends for want of a payment method ends within this time of the trial's end. */
const TRIAL_CANCEL_SECONDS = 3600;
/** What ended no later than this after it was asked for was canceled at once. */
const AT_ONCE_SECONDS = 3600;
/** The first payment may be made for so long. */
const INCOMPLETE_SECONDS = 23 * 3600;

type Time = Pick<Signal, "at" | "timing">;

/** Returns what a subscription's state tells. Of `unpaid` see `unpaidSignals`. */
export function subscriptionSignals(subscription: Subscription, at: number): Signal[] {
  return [
    ...trialEndingSignals(subscription, at),
    ...scheduleSignals(subscription),
    ...lapseSignals(subscription, at),
    ...trialLeftSignals(subscription, at),
  ];
}

/** Returns when the state alone makes its next signal, or null. */
export function nextOfSubscription(subscription: Subscription, now: number): number | null {
  const at = trialEndingAt(subscription);
  return at !== null && at > now && !isOver(subscription) ? at : null;
}

/** @param isTold Stripe says so already, by its own clock */
export function trialEndingSignals(subscription: Subscription, now: number, isTold = false): Signal[] {
  const { id, trial_end, ended_at } = subscription;
  const at = trialEndingAt(subscription);
  if (at === null || trial_end === null || (now < at && !isTold)) return [];
  if (ended_at != null && ended_at <= at) return [];
  const fields = { ...describe(subscription), ends_at: trial_end };
  return [createSignal("trial_ending", [id, trial_end], { at, timing: "inferred" }, fields)];
}

/** Returns that a subscription is unpaid, named by its latest invoice. */
export function unpaidSignals(subscription: Subscription, at: number): Signal[] {
  if (subscription.status !== "unpaid") return [];
  const begun = Math.min(at, ...subscription.items.data.map((item) => item.current_period_start));
  const time = { at: begun, timing: "guessed" } as const;
  return [lapse(subscription, ["unpaid", subscription.latest_invoice ?? ""], time, "payment_failed")];
}

/** Returns what only a change of the subscription shows. The times are those of `at`. */
export function changeSignals(before: Subscription, after: Subscription, time: Time): Signal[] {
  const key = scheduleKeyOf(before);
  const isTakenBack = key !== null && scheduleKeyOf(after) === null && !isOver(after);
  const isNewlyUnpaid = before.status !== "unpaid" && after.status === "unpaid";
  return [
    ...(isTakenBack ? [createSignal("cancellation_taken_back", [after.id, key], time, describe(after))] : []),
    ...(isNewlyUnpaid ? unpaidSignals(after, time.at).map((one) => ({ ...one, ...time })) : []),
  ];
}

/**
 * Returns that a trial ended unpaid, by the invoice of its end. What proves it stays true when the invoice is paid
 * later, and does not depend on other invoices being known.
 */
export function trialUnpaidSignals(
  subscription: Subscription,
  invoice: Invoice,
  context: PaymentContext,
): Signal[] {
  const { trial_end } = subscription;
  if (trial_end == null || invoice.total <= 0 || invoice.status === "draft") return [];
  const trialEndedAt = invoice.period_end ?? invoice.created;
  if (Math.abs(trialEndedAt - trial_end) > FIRST_INVOICE_SECONDS) return [];
  const { due_date = null, status, status_transitions: transitions } = invoice;
  const settledAt = transitions.paid_at ?? transitions.voided_at ?? context.at;
  const tell = (reason: TrialReason, time: Time) => [trialUnpaid(subscription, reason, time, invoice)];
  if (hasFailed(invoice, context)) return tell("payment_failed", firstAttemptOf(invoice));
  if (due_date !== null && due_date <= settledAt) return tell("overdue", { at: due_date, timing: "told" });
  const markedAt = transitions.marked_uncollectible_at;
  if (status !== "uncollectible" || markedAt === null) return [];
  return tell("uncollectible", { at: markedAt, timing: "told" });
}

function trialEndingAt({ trial_start, trial_end }: Subscription): number | null {
  if (trial_end == null) return null;
  return Math.max(trial_end - TRIAL_ENDING_SECONDS, trial_start ?? 0);
}

/** A trial that was left before anything was billed, or paused at its end, needs no invoice to be unpaid. */
function trialLeftSignals(subscription: Subscription, now: number): Signal[] {
  const { trial_end, ended_at, status } = subscription;
  const trial = trialOf(subscription, [], now);
  if (trial.status !== "ended" || trial_end === null) return [];
  if (status === "paused" && pauseOf(subscription) === "trial_end_without_payment_method") {
    return [trialUnpaid(subscription, "paused", { at: trial.end, timing: "told" })];
  }
  const isLeft = ended_at != null && (ended_at <= trial_end || isEndedWithTrial(subscription));
  return isLeft ? [trialUnpaid(subscription, "canceled", { at: ended_at, timing: "told" })] : [];
}

function trialUnpaid(
  subscription: Subscription,
  reason: TrialReason,
  time: Time,
  invoice: Invoice | null = null,
): Signal {
  const { id, trial_end } = subscription;
  const money = invoice && { invoice: invoice.id, amount: invoice.amount_due, currency: invoice.currency };
  const fields = { ...describe(subscription), ...money, reason, ends_at: trial_end };
  return createSignal("trial_ended_unpaid", [id, trial_end ?? ""], time, fields);
}

/** One that has ended was scheduled if somebody asked for its end before. */
function scheduleSignals(subscription: Subscription): Signal[] {
  const { id, created, cancel_at, canceled_at, ended_at, items, status } = subscription;
  const wasScheduled = status === "canceled" && (canceled_at ?? Infinity) + AT_ONCE_SECONDS < (ended_at ?? 0);
  const key = wasScheduled ? canceled_at : isOver(subscription) ? null : scheduleKeyOf(subscription);
  if (key === null) return [];
  const periodEnd = Math.max(...items.data.map((item) => item.current_period_end));
  const ends_at = cancel_at ?? ended_at ?? (Number.isFinite(periodEnd) ? periodEnd : null);
  const time =
    canceled_at === null
      ? ({ at: created, timing: "guessed" } as const)
      : ({ at: canceled_at, timing: "told" } as const);
  return [createSignal("cancellation_scheduled", [id, key], time, { ...describe(subscription), ends_at })];
}

/** When somebody asked for the end or, where Stripe does not say, when it is to end; null where it is not to end. */
function scheduleKeyOf({ cancel_at, cancel_at_period_end, canceled_at }: Subscription): number | null {
  return cancel_at_period_end || cancel_at != null ? (canceled_at ?? cancel_at) : null;
}

function lapseSignals(subscription: Subscription, at: number): Signal[] {
  const { id, created, status, ended_at, trial_end, latest_invoice } = subscription;
  const endedAt = { at: ended_at ?? at, timing: ended_at == null ? "guessed" : "told" } as const;
  switch (status) {
    case "canceled":
      return [lapse(subscription, ["ended"], endedAt, reasonOf(subscription))];
    case "incomplete_expired": {
      const expired = { at: created + INCOMPLETE_SECONDS, timing: "inferred" } as const;
      return [lapse(subscription, ["ended"], ended_at == null ? expired : endedAt, "first_payment_failed")];
    }
    case "paused": {
      const type = pauseOf(subscription);
      if (type === "pause_requested") return []; // as the merchant or the customer wished
      if (type === "trial_end_without_payment_method") {
        const time = { at: trial_end ?? at, timing: trial_end === null ? "guessed" : "told" } as const;
        return [lapse(subscription, ["paused", trial_end ?? id], time, "trial_ended_unpaid")];
      }
      const reason = PAUSE_REASONS[type] ?? UNKNOWN_REASON;
      return [lapse(subscription, ["paused", latest_invoice ?? id], { at, timing: "guessed" }, reason)];
    }
    default:
      return [];
  }
}

const PAUSE_REASONS: Readonly<Record<string, string>> = {
  final_payment_failure: "payment_failed",
  first_payment_failure: "first_payment_failed",
};

/** Before endive a subscription was paused only where its trial ended without a payment method. */
function pauseOf({ status_details }: Subscription): string {
  return status_details?.paused?.subscription?.type ?? "trial_end_without_payment_method";
}

/** Stripe's own words, docs.stripe.com/api/subscriptions/object (`cancellation_details.reason`), and one of ours. */
function reasonOf(subscription: Subscription): string {
  if (isEndedWithTrial(subscription)) return "trial_ended_unpaid";
  return subscription.cancellation_details?.reason ?? UNKNOWN_REASON;
}

/** Tells whether Stripe ended it at its trial's end for want of a payment method, and nobody had asked for the end. */
function isEndedWithTrial(subscription: Subscription): boolean {
  const { status, trial_end, canceled_at, ended_at, cancellation_details, trial_settings } = subscription;
  if (status !== "canceled" || trial_end == null || ended_at == null) return false;
  const isAtEnd = ended_at >= trial_end && ended_at <= trial_end + TRIAL_CANCEL_SECONDS;
  const isAsked = canceled_at != null && canceled_at < trial_end;
  const isSet = trial_settings?.end_behavior.missing_payment_method === "cancel";
  return isAtEnd && !isAsked && (isSet || cancellation_details?.reason == null);
}

function lapse(
  subscription: Subscription,
  key: readonly (string | number)[],
  time: Time,
  reason: string,
): Signal {
  const { id, status, latest_invoice } = subscription;
  const invoice = status === "unpaid" ? latest_invoice : null;
  const fields = { ...describe(subscription), invoice, outcome: status, reason };
  return createSignal("subscription_lapsed", [id, ...key], time, fields);
}

function isOver({ status }: Subscription): boolean {
  return status === "canceled" || status === "incomplete_expired";
}

function describe({ id, customer }: Subscription) {
  return { customer, subscription: id };
}
