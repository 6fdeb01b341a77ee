/**
 * @module Customers with their promised plans, and what is asked of them: `GET …/customers`, `…/traits`, `…/catalog`.
 *
 * Amounts are in the currency's minor unit (docs.stripe.com/currencies); times are unix seconds.
 */

import * as z from "zod";

/** A subscription's, the one that makes it the promised plan first. */
export const SUBSCRIPTION_STATUSES = [
  "active",
  "trialing",
  "past_due",
  "unpaid",
  "paused",
  "incomplete",
  "canceled",
  "incomplete_expired",
] as const;

/** Of a promised plan; `none`: there is none. */
export const PLAN_STATUSES = [...SUBSCRIPTION_STATUSES, "none"] as const;

const status = z.enum(SUBSCRIPTION_STATUSES);
const time = z.int();
const amount = z.int();
const currency = z.string();
/** An id of Stripe's, or a text that is looked for as it is. */
const wanted = z.string().min(1).max(500);
const limit = z.coerce.number().int().min(1).max(100).default(10);
const since = z.coerce.number().int().min(0);

/** How a list is read page by page, as at Stripe: `limit`, and behind the last one of the page before. */
const paging = { limit, starting_after: z.string().min(1).max(100).optional() };

/** `GET …/customers`. Of several filters all must hold; `email` and `user` each stand alone. */
export const listCustomersQuery = z
  .strictObject({
    ...paging,
    /** Of the promised plan; `none`: customers without a plan. */
    status: z.enum(PLAN_STATUSES).optional(),
    /** `prod_…` and `price_…` of the promised plan. */
    product: wanted.optional(),
    price: wanted.optional(),
    trial: z.enum(["none", "running", "ended"]).optional(),
    trial_payment: z.enum(["paid", "unpaid", "not_yet_billed"]).optional(),
    /** Whose promised plan changed then or later. */
    updated_since: since.optional(),
    /** All customers of an e-mail address, in any case: all at once, whatever `limit` says. */
    email: wanted.optional(),
    /** All customers that the app's own id of a user stands for, by the identities and the profile's rule. */
    user: wanted.optional(),
  })
  .refine(
    ({ limit: _limit, ...query }) =>
      (query.email ?? query.user) === undefined ||
      Object.values(query).filter((value) => value !== undefined).length === 1,
    "takes email and user each alone",
  );

const product = z.strictObject({
  id: z.string(),
  /** Null where the product is not known. */
  name: z.string().nullable(),
});

const planItem = z.strictObject({
  product,
  price: z.string(),
  nickname: z.string().nullable(),
  /** For the whole quantity each interval, before discounts and taxes; null where usage decides or a part is unknown. */
  amount: amount.nullable(),
  currency,
  interval: z.enum(["day", "week", "month", "year"]).nullable(),
  interval_count: z.int().nullable(),
  /** Null where usage is metered. */
  quantity: z.int().nullable(),
});

const trial = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("none") }),
  z.strictObject({
    status: z.enum(["running", "ended"]),
    start: time,
    end: time,
    payment: z.enum(["paid", "unpaid", "not_yet_billed"]),
    /** Why it counts as that. */
    reason: z.enum([
      "invoice_paid",
      "nothing_owed",
      "payment_failed",
      "overdue",
      "uncollectible",
      "voided",
      "canceled",
      "paused",
      "not_yet_due",
      "draft",
      "no_invoice",
    ]),
    /** The invoice that decides; null where none does. */
    invoice: z.string().nullable(),
  }),
]);

const discount = z.strictObject({
  coupon: z.strictObject({ id: z.string(), name: z.string().nullable() }),
  percent_off: z.number().nullable(),
  amount_off: amount.nullable(),
  /** Of `amount_off`. */
  currency: currency.nullable(),
  duration: z.enum(["forever", "once", "repeating"]),
  end: time.nullable(),
});

const paymentProblem = z.strictObject({
  /** `exhausted`: Stripe tries it no more. */
  status: z.enum(["retrying", "exhausted"]),
  invoice: z.string(),
  amount,
  currency,
  attempts: z.int(),
  next_attempt: time.nullable(),
});

const plan = planItem.extend({
  subscription: z.string(),
  status,
  trial,
  current_period: z.strictObject({ start: time, end: time }),
  /** When it ends, or was to end. */
  cancel_at: time.nullable(),
  canceled_at: time.nullable(),
  discount: discount.nullable(),
  /** The newest of its invoices that are open after a failed payment. */
  payment_problem: paymentProblem.nullable(),
  other_items: z.array(planItem),
});

/** A customer as Stripe promised them. Which of several subscriptions is the plan: docs/customers.md. */
export const customer = z.strictObject({
  object: z.literal("customer"),
  id: z.string(),
  created: time,
  email: z.string().nullable(),
  name: z.string().nullable(),
  /** Null for a customer without subscriptions. */
  plan: plan.nullable(),
  /** Lookup keys in alphabetical order. */
  entitlements: z.array(z.string()),
  last_payment: z.strictObject({ at: time, amount, currency }).nullable(),
  /** All of them, the promised one first. */
  subscriptions: z.array(
    z.strictObject({
      id: z.string(),
      status,
      product,
      price: z.string(),
      quantity: z.int().nullable(),
      created: time,
      ended_at: time.nullable(),
    }),
  ),
  /** When any of this last changed. */
  updated_at: time,
});

export const customerListAnswer = z.strictObject({
  object: z.literal("list"),
  /** The newest customers first. */
  data: z.array(customer),
  has_more: z.boolean(),
});

/** `GET …/traits`: by the customer's id, the e-mail address or the app's own id of the user, one of them. */
export const traitsQuery = z
  .strictObject({
    stripe_id: wanted.optional(),
    email_address: wanted.optional(),
    user: wanted.optional(),
  })
  .refine(
    (query) => Object.values(query).filter((value) => value !== undefined).length === 1,
    "takes one of stripe_id, email_address and user",
  );

/** The fifteen traits of Recurly Engage's Stripe connector, under its names and with its values. */
const traits = z.strictObject({
  subscription_status: z.enum([...SUBSCRIPTION_STATUSES, "NONE"]),
  /** ISO 8601, UTC, as are the other times here. */
  current_period_start: z.string().nullable(),
  current_period_end: z.string().nullable(),
  canceled_at: z.string().nullable(),
  cancel_at_period_end: z.boolean(),
  trial_start: z.string().nullable(),
  trial_end: z.string().nullable(),
  subscription_plan: z.string().nullable(),
  recurring_interval: z.string().nullable(),
  coupon: z.string().nullable(),
  delinquent: z.boolean(),
  payment_card_brand: z.string().nullable(),
  payment_card_country: z.string().nullable(),
  /** `2027-08-31` */
  payment_card_expiration: z.string().nullable(),
  payment_card_wallet_type: z.string().nullable(),
});

/** One entry for each customer that was found: an e-mail address may have several, and nobody guesses which is meant. */
export const traitsAnswer = z.strictObject({
  object: z.literal("traits"),
  data: z.array(z.strictObject({ stripe_id: z.string(), email_address: z.string().nullable(), traits })),
});

/** `GET …/catalog` */
export const catalogQuery = z.strictObject({
  ...paging,
  resource: z.enum(["products", "prices", "coupons", "promotion_codes"]),
});

/** Stripe's own objects, in the shape of the pinned API version, the newest first. */
export const catalogAnswer = z.strictObject({
  object: z.literal("list"),
  data: z.array(z.looseObject({ id: z.string(), object: z.string() })),
  has_more: z.boolean(),
});

export type CustomerView = z.infer<typeof customer>;
export type CustomerList = z.infer<typeof customerListAnswer>;
export type ListCustomersQuery = z.infer<typeof listCustomersQuery>;
export type TraitsQuery = z.infer<typeof traitsQuery>;
export type TraitsAnswer = z.infer<typeof traitsAnswer>;
export type CatalogQuery = z.infer<typeof catalogQuery>;
export type CatalogAnswer = z.infer<typeof catalogAnswer>;
