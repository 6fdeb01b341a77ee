/**
 * @module Signals: what happened to customers that a product should know. `GET …/signals`.
 */

import * as z from "zod";

export const SIGNAL_TYPES = [
  "payment_failed",
  "recovered",
  "subscription_lapsed",
  "trial_ending",
  "trial_ended_unpaid",
  "cancellation_scheduled",
  "cancellation_taken_back",
  "dispute_opened",
  "dispute_closed",
] as const;

const text = z.string().nullable();
const time = z.int().nullable();

/** One signal; what its type does not have is null. Amounts are in the minor unit, times unix seconds. */
export const signal = z.strictObject({
  object: z.literal("signal"),
  /** Its cause, which makes it once: `payment_failed:in_…:retrying`. */
  id: z.string(),
  type: z.enum(SIGNAL_TYPES),
  /** `cus_…`; null where it is not known. */
  customer: text,
  /** When it happened, by Stripe's time. */
  at: z.int(),
  /**
   * How `at` is known: `told` by Stripe to the second, `inferred` from Stripe's rules, `seen` at a look (it happened
   * since the one before), `guessed` where one state only is known.
   */
  timing: z.enum(["told", "inferred", "seen", "guessed"]),
  subscription: text,
  invoice: text,
  charge: text,
  dispute: text,
  amount: z.int().nullable(),
  currency: text,
  /** `retrying`, `exhausted`; the status of a subscription that lapsed, or of a dispute that was closed. */
  outcome: text,
  /** Why a subscription lapsed, a trial ended unpaid, or a charge was disputed. */
  reason: text,
  /** How many attempts are known to have failed. */
  attempts: z.int().nullable(),
  next_attempt: time,
  /** When the trial, or the canceled subscription, ends. */
  ends_at: time,
  /** Number of its newest change: what is told late of an earlier time is found by it. */
  change: z.int(),
});

/** `GET …/signals`. Of several filters all must hold. */
export const listSignalsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  starting_after: z.string().min(1).max(500).optional(),
  type: z.enum(SIGNAL_TYPES).optional(),
  customer: z.string().min(1).max(100).optional(),
  /** That happened then or later, by Stripe's time: unix seconds. */
  since: z.coerce.number().int().min(0).optional(),
});

export const signalListAnswer = z.strictObject({
  object: z.literal("list"),
  /** The newest first. */
  data: z.array(signal),
  has_more: z.boolean(),
});

export type SignalView = z.infer<typeof signal>;
export type SignalList = z.infer<typeof signalListAnswer>;
export type ListSignalsQuery = z.infer<typeof listSignalsQuery>;
