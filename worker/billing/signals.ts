/**
 * @module What happened to a customer that a product should know, told by what arrives of Stripe's objects.
 *
 * Objects arrive in any order: by events, by lists that miss what was between, or all at once. So each arrival is looked
 * at by itself, also one that is older than what is known, and tells all that it proves; a signal is named by its
 * cause, and sightings of it merge in any order (signal.ts). No rule takes back what another told, or depends on an
 * object not being known yet.
 *
 * What lists cannot know, because the state does not keep it: a cancellation that was scheduled and taken back between
 * two looks; that Stripe gave up on an invoice that was paid since, or after one attempt; that a subscription was
 * unpaid between two looks; and the second of what only an event dates.
 */

import type { Dispute, Invoice, Subscription } from "./objects.ts";
import { paymentFailedSignals, paymentSignals } from "./payment-signals.ts";
import { collectSignals, createSignal, type Signal, type SignalType } from "./signal.ts";
import {
  changeSignals,
  nextOfSubscription,
  subscriptionSignals,
  trialEndingSignals,
  trialUnpaidSignals,
  unpaidSignals,
} from "./subscription-signals.ts";

/** One of Stripe's objects in the shape of the pinned API version. */
export interface StripeObject {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

/** What is known beside an object, as of now. Nothing is told too early where something is not known yet. */
export interface KnownObjects {
  findSubscription(id: string): Subscription | null;
  findInvoice(id: string): Invoice | null;
  /** All known invoices of a subscription. */
  listInvoices(subscription: string): readonly Invoice[];
  /** `cus_…` of a charge. */
  findCustomer(charge: string): string | null;
  listDisputes(charge: string): readonly Dispute[];
  /** Tells whether a signal with this cause is known. */
  knows(cause: string): boolean;
}

export interface SignalContext extends KnownObjects {
  /** When the state was true, Stripe's unix seconds: an event's second, or when a read was answered at the latest. */
  readonly at: number;
  /** What is older is not told; unix seconds. */
  readonly since: number;
}

/** An event about an object: how it was, if the event has `previous_attributes`, and how it is. */
export interface ObjectEvent {
  readonly type: string;
  readonly before: StripeObject | null;
  readonly after: StripeObject;
}

/** Returns what an object tells that a read shows for the first time; in order of time, each cause once. */
export function signalsOf(object: StripeObject, context: SignalContext): Signal[] {
  const unpaid = isSubscription(object) ? unpaidSignals(object, context.at) : [];
  return sinceThen([...stateSignals(object, context), ...unpaid], context);
}

/** Returns what an object tells that a read shows again; also to look again at one whose time has come. */
export function signalsBetween(before: StripeObject, after: StripeObject, context: SignalContext): Signal[] {
  const time = { at: context.at, timing: "seen" } as const;
  const dated = newSignals(before, after, context).map((one) => ({ ...one, ...time }));
  return sinceThen([...stateSignals(after, context), ...dated, ...changesOf(before, after, time)], context);
}

/** Returns what an event tells, whatever else is known of its object; `context.at` is the event's second. */
export function signalsOfEvent({ type, before, after }: ObjectEvent, context: SignalContext): Signal[] {
  const time = { at: context.at, timing: "told" } as const;
  const dated = before ? newSignals(before, after, context) : typedSignals(type, after, context);
  const sightings = [
    ...stateSignals(after, context),
    ...dated.map((one) => ({ ...one, ...time })),
    ...(type === "invoice.payment_failed" && isInvoice(after) ? paymentFailedSignals(after, context.at) : []),
    ...(before ? [...stateSignals(before, context), ...changesOf(before, after, time)] : []),
  ];
  return sinceThen(sightings, context);
}

/** Returns when an object will tell something more with no change at Stripe: then look at it again. Null for never. */
export function nextSignalAt(object: StripeObject, now: number): number | null {
  if (isSubscription(object)) return nextOfSubscription(object, now);
  // A trial whose first invoice is sent by e-mail ended unpaid when that is overdue.
  if (!isInvoice(object) || object.status !== "open" || object.due_date == null) return null;
  return object.due_date > now ? object.due_date : null;
}

/** Of events without `previous_attributes`: which signal it is that happened at their second. */
const TOLD_BY: Readonly<Record<string, SignalType>> = {
  "charge.dispute.closed": "dispute_closed",
  "customer.subscription.paused": "subscription_lapsed",
  "customer.subscription.trial_will_end": "trial_ending",
};

function typedSignals(type: string, object: StripeObject, context: SignalContext): Signal[] {
  if (type === "customer.subscription.trial_will_end" && isSubscription(object)) {
    return trialEndingSignals(object, context.at, true);
  }
  return ownSignals(object, context).filter((one) => one.type === TOLD_BY[type]);
}

/** Returns what `after` tells of itself, and `before` did not. */
function newSignals(before: StripeObject, after: StripeObject, context: SignalContext): Signal[] {
  const old = new Set(ownSignals(before, context).map(({ cause }) => cause));
  return ownSignals(after, context).filter(({ cause }) => !old.has(cause));
}

function changesOf(before: StripeObject, after: StripeObject, time: Pick<Signal, "at" | "timing">): Signal[] {
  return isSubscription(before) && isSubscription(after) ? changeSignals(before, after, time) : [];
}

/** What the state of an object tells together with what is known beside it. */
function stateSignals(object: StripeObject, context: SignalContext): Signal[] {
  if (isInvoice(object)) {
    const id = object.parent?.subscription_details?.subscription;
    const subscription = id === undefined ? null : context.findSubscription(id);
    const trial = subscription ? trialUnpaidSignals(subscription, object, context) : [];
    return [...paymentSignals(object, context), ...trial];
  }
  if (isSubscription(object)) {
    const invoices = object.trial_end == null ? [] : context.listInvoices(object.id);
    const trial = invoices.flatMap((invoice) => trialUnpaidSignals(object, invoice, context));
    return [...subscriptionSignals(object, context.at), ...trial];
  }
  if (isDispute(object)) return disputeSignals(object, context);
  // It says whose the disputes are.
  if (object.object !== "charge" || object.disputed !== true) return [];
  return context.listDisputes(object.id).flatMap((dispute) => disputeSignals(dispute, context));
}

/** What an object tells by itself: the same whatever else is known. */
function ownSignals(object: StripeObject, { at }: SignalContext): Signal[] {
  if (isInvoice(object)) return paymentSignals(object, { at, knows: () => false });
  if (isSubscription(object)) return subscriptionSignals(object, at);
  return isDispute(object) ? disputeSignals(object, { at, findCustomer: () => null }) : [];
}

const CLOSED: readonly string[] = ["won", "lost", "warning_closed", "prevented"];

/** An inquiry that was closed may become a dispute and be closed again: each is a cause. */
function disputeSignals(dispute: Dispute, known: Pick<SignalContext, "findCustomer" | "at">): Signal[] {
  const { id, charge, created, amount, currency, reason, status } = dispute;
  const customer = known.findCustomer(charge);
  const fields = { customer, charge, dispute: id, amount, currency, reason };
  const opened = createSignal("dispute_opened", [id], { at: created, timing: "told" }, fields);
  if (!CLOSED.includes(status)) return [opened];
  // It does not say when; seldom before the evidence is due.
  const dueAt = dispute.evidence_details?.due_by ?? created;
  const closing = { at: Math.min(known.at, dueAt), timing: "guessed" } as const;
  return [opened, createSignal("dispute_closed", [id, status], closing, { ...fields, outcome: status })];
}

function sinceThen(sightings: readonly Signal[], { since }: SignalContext): Signal[] {
  return collectSignals(sightings).filter(({ at }) => at >= since);
}

// What has the name of a kind has its fields: the ledger keeps one shape.

function isSubscription(object: StripeObject): object is StripeObject & Subscription {
  return object.object === "subscription";
}

function isInvoice(object: StripeObject): object is StripeObject & Invoice {
  return object.object === "invoice";
}

function isDispute(object: StripeObject): object is StripeObject & Dispute {
  return object.object === "dispute";
}
