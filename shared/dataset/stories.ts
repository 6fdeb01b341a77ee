/**
 * @module What can have happened to a customer: the table behind every subscription of the example data.
 *
 * Customers come in blocks, one of each story per weight in every block, so that every status is there in any
 * data set of at least one block. Statuses: docs.stripe.com/billing/subscriptions/overview.
 */

import type { InvoiceKind } from "./invoices.ts";

export type SubscriptionStatus =
  "active" | "trialing" | "past_due" | "canceled" | "unpaid" | "incomplete" | "incomplete_expired" | "paused";

export interface Story {
  readonly name: string;
  /** How many customers of a block it happens to. */
  readonly weight: number;
  /** No status: the customer never subscribed. */
  readonly status: SubscriptionStatus | null;
  /** When the newest billing period began: hours before now, least and most. */
  readonly billed: readonly [number, number];
  /** How many months of billing came before it, least and most. */
  readonly earlier: readonly [number, number];
  /** The newest invoices, newest first; those of older periods are paid. */
  readonly invoices: readonly InvoiceKind[];
  readonly trial?: true;
  readonly cancels?: true;
  readonly discounted?: true;
}

const MONTH = [1, 24 * 24] as const; // under any month's length, whatever the calendar
const FRESH = [24, 24 * 12] as const; // while Stripe still retries
const OVER = [24 * 32, 24 * 90] as const; // a monthly period has ended since
const NONE = [0, 0] as const;
const SOME = [2, 22] as const;

export const STORIES: readonly Story[] = [
  { name: "active", weight: 12, status: "active", billed: MONTH, earlier: SOME, invoices: ["paid"] },
  { name: "renewing", weight: 1, status: "active", billed: [0.1, 0.9], earlier: SOME, invoices: ["draft"] },
  { name: "sent", weight: 1, status: "active", billed: FRESH, earlier: SOME, invoices: ["sent"] },
  {
    name: "discounted",
    weight: 2,
    status: "active",
    billed: MONTH,
    earlier: SOME,
    invoices: ["paid"],
    discounted: true,
  },
  {
    name: "canceling",
    weight: 1,
    status: "active",
    billed: MONTH,
    earlier: SOME,
    invoices: ["paid"],
    cancels: true,
  },
  ...trials(),
  { name: "past_due", weight: 2, status: "past_due", billed: FRESH, earlier: SOME, invoices: ["retrying"] },
  { name: "left", weight: 2, status: "canceled", billed: OVER, earlier: SOME, invoices: ["paid"] },
  { name: "lapsed", weight: 1, status: "canceled", billed: OVER, earlier: SOME, invoices: ["uncollectible"] },
  {
    name: "unpaid",
    weight: 1,
    status: "unpaid",
    billed: FRESH,
    earlier: SOME,
    invoices: ["draft", "exhausted"],
  },
  {
    name: "incomplete",
    weight: 1,
    status: "incomplete",
    billed: [1, 20],
    earlier: NONE,
    invoices: ["first_open"],
  },
  {
    name: "incomplete_expired",
    weight: 1,
    status: "incomplete_expired",
    billed: [48, 24 * 40],
    earlier: NONE,
    invoices: ["void"],
  },
  { name: "visitor", weight: 2, status: null, billed: [24, 24 * 90], earlier: NONE, invoices: [] },
];

/** One block: each story as often as its weight says. */
export const STORY_BLOCK: readonly Story[] = STORIES.flatMap((story) =>
  Array.from({ length: story.weight }, () => story),
);

/** Trials last 14 days; a paid one took a fee at its start, an owed one asked for it in vain. */
function trials(): Story[] {
  const running = [24, 24 * 10] as const;
  const story = { weight: 1, status: "trialing", billed: running, earlier: NONE, trial: true } as const;
  return [
    { ...story, name: "trial_unpaid", weight: 2, invoices: ["trial_free"] },
    { ...story, name: "trial_paid", invoices: ["trial_paid"] },
    { ...story, name: "trial_owed", invoices: ["trial_open"] },
    { ...story, name: "paused", status: "paused", billed: [24 * 15, 24 * 40], invoices: ["trial_free"] },
  ];
}
