/**
 * @module What a signal is, and how two sightings of the same one become one, in whatever order they come.
 *
 * A signal is named by its cause, so that one cause never makes two. Sightings differ in what they know: merging them
 * is commutative, associative and idempotent, so that the result depends on which sightings there were and on nothing
 * else.
 */

import type { SIGNAL_TYPES } from "../../shared/schema/signals.ts";

export type SignalType = (typeof SIGNAL_TYPES)[number];

/**
 * How `at` is known, the best first. `told`: Stripe gives the second, in the object or as its event's. `inferred`: it
 * follows from Stripe's own rules, such as three days before a trial's end. `seen`: between two looks; `at` is the
 * later. `guessed`: only one state is known, and it does not say since when.
 */
export const TIMINGS = ["told", "inferred", "seen", "guessed"] as const;

export type Timing = (typeof TIMINGS)[number];

/** Something that happened to a customer. What a type does not have is null. */
export interface Signal {
  readonly type: SignalType;
  /** Unique in a connection: the type and what makes it this one, `payment_failed:in_…:retrying`. */
  readonly cause: string;
  /** `cus_…`; null where it is not known. */
  readonly customer: string | null;
  /** Unix seconds, Stripe's. */
  readonly at: number;
  readonly timing: Timing;
  readonly subscription: string | null;
  readonly invoice: string | null;
  readonly charge: string | null;
  readonly dispute: string | null;
  /** Minor units. */
  readonly amount: number | null;
  readonly currency: string | null;
  /** `retrying`, `exhausted`; the status of a subscription that lapsed, or of a dispute that was closed. */
  readonly outcome: string | null;
  /** Why a subscription lapsed, a trial ended unpaid, or a charge was disputed. */
  readonly reason: string | null;
  /** How many attempts are known to have failed. */
  readonly attempts: number | null;
  /** Null once nothing more will be tried. */
  readonly next_attempt: number | null;
  /** When the trial, or the canceled subscription, ends. */
  readonly ends_at: number | null;
}

/** The reason of what lapsed where Stripe gives none. */
export const UNKNOWN_REASON = "unknown";

const NOTHING = {
  customer: null,
  subscription: null,
  invoice: null,
  charge: null,
  dispute: null,
  amount: null,
  currency: null,
  outcome: null,
  reason: null,
  attempts: null,
  next_attempt: null,
  ends_at: null,
} as const;

type Fields = Partial<Omit<Signal, "type" | "cause" | "at" | "timing">>;

/** @param key what makes it this one of its type */
export function createSignal(
  type: SignalType,
  key: readonly (string | number)[],
  { at, timing }: Pick<Signal, "at" | "timing">,
  fields: Fields,
): Signal {
  return { ...NOTHING, type, cause: nameCause(type, ...key), at, timing, ...fields };
}

export function nameCause(type: SignalType, ...key: readonly (string | number)[]): string {
  return [type, ...key].join(":");
}

/** Joins two sightings of the same cause. */
export function mergeSignals(known: Signal, again: Signal): Signal {
  const [{ at, timing }] = [known, again].toSorted(compareTimes) as [Signal, Signal]; // sorted, it is two still
  return {
    type: known.type,
    cause: known.cause,
    at,
    timing,
    customer: pickFirst(known.customer, again.customer),
    subscription: pickFirst(known.subscription, again.subscription),
    invoice: pickFirst(known.invoice, again.invoice),
    charge: pickFirst(known.charge, again.charge),
    dispute: pickFirst(known.dispute, again.dispute),
    amount: pickGreatest(known.amount, again.amount),
    currency: pickFirst(known.currency, again.currency),
    outcome: pickFirst(known.outcome, again.outcome),
    reason: pickReason(known.reason, again.reason),
    attempts: pickGreatest(known.attempts, again.attempts),
    next_attempt: pickNextAttempt(known.next_attempt, again.next_attempt),
    ends_at: pickGreatest(known.ends_at, again.ends_at),
  };
}

/** Joins sightings of any causes: one signal each, in order of time. */
export function collectSignals(sightings: readonly Signal[]): Signal[] {
  const signals = new Map<string, Signal>();
  for (const sighting of sightings) {
    const known = signals.get(sighting.cause);
    signals.set(sighting.cause, known ? mergeSignals(known, sighting) : sighting);
  }
  return [...signals.values()].toSorted(compareSignals);
}

/** In order of Stripe's time; within a second by cause. */
export function compareSignals(a: Signal, b: Signal): number {
  return a.at - b.at || (a.cause === b.cause ? 0 : a.cause < b.cause ? -1 : 1);
}

/** The better known time first, then the earlier. */
function compareTimes(a: Signal, b: Signal): number {
  return TIMINGS.indexOf(a.timing) - TIMINGS.indexOf(b.timing) || a.at - b.at;
}

/** What is known before what is not; of two, which Stripe does not give, the first in the alphabet. */
function pickFirst(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function pickReason(one: string | null, other: string | null): string | null {
  const isKnown = (reason: string | null) => reason !== null && reason !== UNKNOWN_REASON;
  return isKnown(one) === isKnown(other) ? pickFirst(one, other) : isKnown(one) ? one : other;
}

function pickGreatest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** Once nothing more will be tried, no older state brings a next attempt back. */
function pickNextAttempt(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other);
}
