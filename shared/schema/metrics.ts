/**
 * @module What the customers add up to: `GET …/metrics` and `GET …/metrics/mrr`.
 *
 * MRR is Stripe's own definition (docs.stripe.com/billing/subscriptions/analytics/glossary): what active and past-due
 * subscriptions bill a month, without trials, usage, taxes and what coupons take off forever. Amounts are in the
 * currency's minor unit, and currencies are never added up; times are unix seconds.
 */

import * as z from "zod";
import { PLAN_STATUSES } from "./customers.ts";

const currency = z.string();
const amount = z.int();

/** What MRR moved by; contraction and churn are below zero. */
const movements = z.strictObject({
  new: amount,
  expansion: amount,
  contraction: amount,
  churned: amount,
  reactivated: amount,
});

const countsByStatus = z.strictObject(
  Object.fromEntries(PLAN_STATUSES.map((name) => [name, z.int()])) as Record<
    (typeof PLAN_STATUSES)[number],
    z.ZodInt
  >, // fromEntries forgets the names
);

export const metricsAnswer = z.strictObject({
  object: z.literal("metrics"),
  as_of: z.int(),
  /** False while the account is read for the first time. */
  is_complete: z.boolean(),
  customers: z.strictObject({
    total: z.int(),
    /** By the promised plan's status; `none`: without a plan. */
    by_status: countsByStatus,
    /** Whose promised plan has an open invoice that Stripe tries again, or tries no more. */
    payment_retrying: z.int(),
    payment_exhausted: z.int(),
  }),
  trials: z.strictObject({
    running: z.int(),
    /** Of promised plans, in the last 90 days. */
    ended: z.strictObject({ paid: z.int(), unpaid: z.int(), not_yet_billed: z.int() }),
    /** Paid ones of those that are paid or unpaid, 0 to 1; null where there are none. */
    conversion: z.number().nullable(),
  }),
  mrr: z.array(
    z.strictObject({
      currency,
      amount,
      /** Customers who pay it. */
      customers: z.int(),
      /** Items of subscriptions that are missing from it: their tiers or discounts are not known. */
      unknown_parts: z.int(),
      last_30_days: movements,
    }),
  ),
});

/** `GET …/metrics/mrr`: the series of a currency or, with `customer`, what one customer's consists of. */
export const mrrQuery = z.strictObject({
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .optional(),
  days: z.coerce.number().int().min(1).max(400).default(30),
  customer: z.string().min(1).max(100).optional(),
});

export const mrrSeriesAnswer = z.strictObject({
  object: z.literal("mrr_series"),
  /** Null where nobody pays, or ever did. */
  currency: currency.nullable(),
  /** All currencies there are, by what is paid in them. */
  currencies: z.array(currency),
  /** Up to today. */
  days: z.array(
    z.strictObject({
      /** `2026-11-21`, UTC. */
      date: z.string(),
      /** At the end of the day. */
      amount,
      movements,
    }),
  ),
  /** What was before this is reconstructed from when subscriptions began and ended, at their present price. */
  observed_from: z.int().nullable(),
});

const recurring = z.strictObject({ interval: z.string(), interval_count: z.int(), usage_type: z.string() });

/** One item of a subscription. `billed` and `discount` are of one period, `monthly` of a month. */
const part = z.strictObject({
  item: z.string(),
  price: z.string(),
  quantity: z.int().nullable(),
  recurring: recurring.nullable(),
  currency,
  outcome: z.enum(["counted", "excluded", "unknown"]),
  /** Why it is excluded. */
  reason: z.string().optional(),
  /** What is not known of it. */
  missing: z.string().optional(),
  billed: amount.nullable(),
  discount: amount.nullable(),
  monthly: amount.nullable(),
});

const total = z.strictObject({ currency, monthly: amount, unknown_parts: z.int() });

export const customerMrrAnswer = z.strictObject({
  object: z.literal("customer_mrr"),
  customer: z.string(),
  totals: z.array(total),
  subscriptions: z.array(
    z.strictObject({
      subscription: z.string(),
      status: z.string(),
      /** Stripe collects nothing for now; it stays in MRR. */
      is_collection_paused: z.boolean(),
      parts: z.array(part),
      totals: z.array(total),
    }),
  ),
  /** The oldest first. */
  movements: z.array(
    z.strictObject({
      at: z.int(),
      currency,
      kind: z.enum(["new", "expansion", "contraction", "churned", "reactivated"]),
      amount,
      before: amount,
      after: amount,
      /** Some part was not known before or after. */
      is_provisional: z.boolean(),
      is_reconstructed: z.boolean(),
    }),
  ),
});

export const mrrAnswer = z.discriminatedUnion("object", [mrrSeriesAnswer, customerMrrAnswer]);

export type MetricsAnswer = z.infer<typeof metricsAnswer>;
export type MrrQuery = z.infer<typeof mrrQuery>;
export type MrrAnswer = z.infer<typeof mrrAnswer>;
export type MrrSeries = z.infer<typeof mrrSeriesAnswer>;
export type CustomerMrrAnswer = z.infer<typeof customerMrrAnswer>;
