/**
 * @module One seeded generator of a believable Stripe account: the same data every time, in any size.
 *
 * The local Stripe answers from it and the Worker's demo mode connects to it, so that what a demo shows is
 * what the tests test. Pure: no clock, no platform, no real person's data.
 */

import { addMonths, HOUR_SECONDS } from "./calendar.ts";
import { createCatalog, type DatasetCatalog } from "./catalog.ts";
import { createCustomer, type DatasetCustomer } from "./customers.ts";
import {
  createCheckoutSession,
  createEvents,
  type DatasetCheckoutSession,
  type DatasetEvent,
} from "./events.ts";
import type { DatasetInvoice } from "./invoices.ts";
import { createRandom, type SeededRandom } from "./random.ts";
import { STORY_BLOCK, type Story } from "./stories.ts";
import {
  createSubscription,
  monthsOf,
  type DatasetDiscount,
  type DatasetSubscription,
} from "./subscriptions.ts";

export { createEvent, DATASET_API_VERSION } from "./events.ts";

/** The moment the example data ends by default: 1 November 2026, 00:00 UTC. */
export const DATASET_EPOCH = 1_793_491_200;

/** The data set of demo mode. How many customers it has is counted, not read from here. */
export const DEMO_DATASET = { seed: 51, customers: 250 } as const;

export interface DatasetOptions {
  readonly seed: number;
  readonly customers: number;
  /** The moment the data ends, in unix seconds: nothing in it was created later. */
  readonly now?: number;
  readonly livemode?: boolean;
}

/** Objects in the shapes of Stripe's API version 2026-10-28.endive, each list newest first. */
export interface Dataset extends DatasetCatalog {
  readonly customers: readonly DatasetCustomer[];
  readonly subscriptions: readonly DatasetSubscription[];
  readonly discounts: readonly DatasetDiscount[];
  readonly invoices: readonly DatasetInvoice[];
  readonly checkout_sessions: readonly DatasetCheckoutSession[];
  readonly events: readonly DatasetEvent[];
}

/** Generates the data of one account. A hundred thousand customers take a few seconds. */
export function generateDataset(options: DatasetOptions): Dataset {
  const { seed, customers: count, now = DATASET_EPOCH, livemode = false } = options;
  const random = createRandom(seed);
  const catalog = createCatalog(random, addMonths(now, -36), livemode);
  const lives: Life[] = [];
  let block: Story[] = [];
  for (let index = 0; index < count; index++) {
    if (block.length === 0) block = random.shuffle(STORY_BLOCK);
    const story = block.pop();
    if (story) lives.push(createLife(random, { index, story, catalog, now, livemode }));
  }
  return {
    ...catalog,
    customers: newestFirst(lives.map((life) => life.customer)),
    subscriptions: newestFirst(lives.flatMap((life) => life.subscription ?? [])),
    discounts: lives.flatMap((life) => life.discount ?? []),
    invoices: newestFirst(lives.flatMap((life) => life.invoices)),
    checkout_sessions: newestFirst(lives.flatMap((life) => life.checkout ?? [])),
    events: newestFirst(lives.flatMap((life) => life.events)),
  };
}

interface Life {
  readonly customer: DatasetCustomer;
  readonly subscription: DatasetSubscription | null;
  readonly discount: DatasetDiscount | null;
  readonly invoices: readonly DatasetInvoice[];
  readonly checkout: DatasetCheckoutSession | null;
  readonly events: readonly DatasetEvent[];
}

interface LifePlan {
  readonly index: number;
  readonly story: Story;
  readonly catalog: DatasetCatalog;
  readonly now: number;
  readonly livemode: boolean;
}

const CHECKOUT_ONE_IN = 5;

function createLife(random: SeededRandom, { index, story, catalog, now, livemode }: LifePlan): Life {
  const price = pickPrice(random, catalog, story);
  const earlier = Math.floor(random.integer(...story.earlier) / monthsOf(price));
  const billed = now - random.integer(story.billed[0] * HOUR_SECONDS, story.billed[1] * HOUR_SECONDS);
  const start = addMonths(billed, -earlier * monthsOf(price));
  const created = start - random.integer(60, HOUR_SECONDS);
  const made = createCustomer(random, index, created, price.currency, livemode);
  const customer =
    story.status === "past_due" || story.status === "unpaid" ? { ...made, delinquent: true } : made;
  const coupon = random.pick(catalog.coupons);
  const { status } = story;
  const { subscription, invoices, discount } =
    status === null
      ? { subscription: null, invoices: [], discount: null }
      : createSubscription(random, { story, status, customer, price, coupon, start, earlier, now });
  const through = random.integer(1, CHECKOUT_ONE_IN) === 1 || subscription === null;
  return {
    customer: { ...customer, next_invoice_sequence: invoices.length + 1 },
    subscription,
    discount,
    invoices,
    checkout: through ? createCheckoutSession(random, now, customer, subscription) : null,
    events: createEvents(random, now, customer, subscription, invoices),
  };
}

function pickPrice(random: SeededRandom, catalog: DatasetCatalog, story: Story) {
  const yearly = story.status === "active" && random.integer(1, 4) === 1;
  const prices = catalog.prices.filter(({ recurring }) => recurring.interval === (yearly ? "year" : "month"));
  return random.pick(prices);
}

/** Sorts as Stripe lists: newest first, and the same order every time for those of the same second. */
function newestFirst<Entry extends { readonly id: string; readonly created: number }>(
  entries: readonly Entry[],
): Entry[] {
  return entries.toSorted((one, other) => other.created - one.created || (one.id < other.id ? 1 : -1));
}

export type {
  DatasetCheckoutSession,
  DatasetCustomer,
  DatasetDiscount,
  DatasetEvent,
  DatasetInvoice,
  DatasetSubscription,
};
