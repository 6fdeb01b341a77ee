/**
 * @module How many reads a connection may spend, and on what: never more in any 30 days than the profile and Stripe's
 * allocation leave, and spread so that they never run dry.
 *
 * Stripe allows an account 500 reads a transaction of the last 30 days, and at least 10,000, for everybody who reads
 * it (docs.stripe.com/rate-limits). Nine tenths of that are ours at most.
 */

import type { Means } from "./schedule.ts";

/** Reads are counted by day: any 30 days lie within 31 of them. */
export const COUNTED_DAYS = 31;
const MONTH_DAYS = 30;
const DAY_SECONDS = 24 * 3600;
const READS_PER_TRANSACTION = 500;
const MIN_ALLOCATION = 10_000;
const OUR_SHARE = 0.9;
/** Where Stripe tells us of changes, looking for ourselves is worth a part of the reads only. */
const WEBHOOKS_SHARE = 0.25;
/** … and more only as far as looking over all that it told takes more. */
const MAX_WEBHOOKS_SHARE = 0.75;
/** Probes of the key, a few a day, are kept room for: they are made whatever is left. */
const PROBES_PER_DAY = 12;
const PROBES = PROBES_PER_DAY * COUNTED_DAYS;
/** The first fill may spend this much of a month's reads at once; beyond, it spreads itself over this much of a day's. */
const FILL_SHARE = 0.6;
const FILL_SHARE_OF_DAY = 0.5;
/** One read a customer is dear, and what it finds can wait: these leave most of the reads to what is new. */
const CUSTOMERS_FILL_SHARE = 0.2;
const CUSTOMERS_FILL_SHARE_OF_DAY = 0.25;
/** The list that tells most may have this much of what lists take; the rest have to share what it leaves. */
const FIRST_SHARE = 0.75;
/** A whole look at everything may have this much of what is read where Stripe tells of changes. */
const SWEEP_SHARE = 0.4;
/** What has a list for each customer is looked at once a day where that takes no more than this of all reads. */
const FEW_CUSTOMERS_SHARE = 1 / 3;
/** Where it would take more, it has at least this much of what looks at everything have, and what is left. */
const CUSTOMERS_SHARE = 0.1;
/** Beside them, what has pages has at least this much of what is for looks at everything. */
const PAGES_SHARE = 0.5;
/** Without that, so much is kept for what should have changed by itself. */
const OVERDUE_SHARE = 0.1;
/** Single reads are kept room for as they were of late, but no more than this. */
const REFETCH_SHARE = 0.5;
/** A renewal leaves about so many events (docs.stripe.com/billing/subscriptions/webhooks). */
const EVENTS_PER_TRANSACTION = 11;
/** Events that take more of the reads than this are not worth them. */
const EVENTS_SHARE = 0.6;
const PAGE_SIZE = 100;
/** With webhooks, a look at what they may have missed. */
const LOOK_OVER_SECONDS = 3600;
/** A whole look at everything, where Stripe tells us of changes. */
const SWEEP_SECONDS = 20 * 3600;
/** Stands for never. */
export const NEVER_SECONDS = 400 * DAY_SECONDS;

/** Stripe's own allocation, reads a month. */
export function allocationOf(transactions: number): number {
  return Math.max(MIN_ALLOCATION, transactions * READS_PER_TRANSACTION);
}

/** Reads in any 30 days that are ours. */
export function limitOf(readsPerMonth: number, allocation: number): number {
  return Math.floor(Math.min(readsPerMonth, allocation * OUR_SHARE));
}

/** Returns what of the limit is not for probes. @param probes of the days that count */
export function ledgersLimit(limit: number, probes: number): number {
  return Math.max(0, limit - Math.max(PROBES, probes));
}

/**
 * Returns how many reads a day can be kept up from today on, such that no 30 days hold more than `limit`.
 * @param used reads by day before today, day 1 the day before today, up to day 30
 */
export function readsPerDay(limit: number, used: readonly number[]): number {
  let least = limit / COUNTED_DAYS;
  let before = used.slice(0, COUNTED_DAYS - 1).reduce((sum, count) => sum + count, 0);
  // After `days` days at this rate, so many of the days before today still count.
  for (let days = 1; days < COUNTED_DAYS; days += 1) {
    least = Math.min(least, (limit - before) / days);
    before -= used[COUNTED_DAYS - 1 - days] ?? 0;
  }
  return Math.max(0, least);
}

/** Reads a day of events, by how many there are and not by how often they are looked at. */
export function eventPagesPerDay(transactions: number): number {
  return newPagesPerDay(transactions * EVENTS_PER_TRANSACTION);
}

/** Reads a day of so many new objects in 30 days. */
export function newPagesPerDay(objects: number): number {
  return objects / PAGE_SIZE / MONTH_DAYS;
}

/**
 * Returns the reads a day that may be spent, in all.
 * @param refetches single reads a day of late
 */
export function plannedReads(
  perDay: number,
  means: Means,
  {
    transactions,
    refetches,
    customerLists,
  }: Pick<Demand, "refetches" | "customerLists"> & { readonly transactions: number },
): number {
  if (means !== "webhooks") return perDay;
  const wanted = Math.max(perDay * WEBHOOKS_SHARE, refetches + 2 * eventPagesPerDay(transactions));
  const daily = readsOf(customerLists, SWEEP_SECONDS);
  const isFew = daily <= (wanted + daily) * FEW_CUSTOMERS_SHARE;
  return Math.min(perDay * MAX_WEBHOOKS_SHARE, isFew ? wanted + daily : wanted);
}

/** Tells whether so many reads a day are enough for a large account's events and something else. */
export function isWorthEvents(reads: number, transactions: number): boolean {
  return eventPagesPerDay(transactions) <= reads * EVENTS_SHARE;
}

/** What there is to read, and how it is noticed. */
export interface Demand {
  readonly means: Means;
  /** Seconds within which changes are wanted. */
  readonly wanted: number;
  /** Lists that are read for new objects, the one that tells most first. */
  readonly lists: number;
  /** Reads a day of what is new in them, however often they are looked at. */
  readonly newPages: number;
  /** Pages of everything that has a list. */
  readonly pages: number;
  /** Pages of what can change most, subscriptions that have not ended; part of `pages`. */
  readonly alivePages: number;
  /** Lists of what has one for each customer. */
  readonly customerLists: number;
  /** Single reads a day of late. */
  readonly refetches: number;
}

/** Seconds from the beginning of one run to that of the next. */
export interface Intervals {
  /** The list that tells most: events or, without them, charges. */
  readonly first: number;
  /** Each other list of new objects; null where events tell of them. */
  readonly others: number | null;
  /** A whole look at subscriptions that have not ended; null where events tell of changes. */
  readonly alive: number | null;
  /** A whole look at everything that has a list. */
  readonly sweep: number;
  /** A whole look at every customer's lists. */
  readonly customers: number;
}

/** Spreads `planned` reads a day over what there is to read. */
export function planIntervals(planned: number, demand: Demand): Intervals {
  const reads = Math.max(1, planned - Math.min(demand.refetches, planned * REFETCH_SHARE));
  const daily = readsOf(demand.customerLists, SWEEP_SECONDS);
  const isFew = daily <= reads * FEW_CUSTOMERS_SHARE;
  const rest = isFew ? { ...demand, customerLists: 0 } : demand;
  const left = isFew ? reads - daily : reads;
  return demand.means === "lists" ? planLists(left, rest) : planLookOvers(left, rest);
}

/** Where Stripe tells of changes: a look at what it told, and a whole look a day at what it did not tell. */
function planLookOvers(reads: number, demand: Demand): Intervals {
  const { means, wanted, lists, newPages, pages, customerLists } = demand;
  const left = Math.max(0, reads - newPages);
  const sweepReads =
    Math.min(left * SWEEP_SHARE, readsOf(pages, SWEEP_SECONDS)) +
    Math.min(left * CUSTOMERS_SHARE, readsOf(customerLists, SWEEP_SECONDS));
  // Looking less often would not make it less: the looks at everything have to do.
  if (left === 0) {
    const others = lists > 1 ? NEVER_SECONDS : null;
    return { first: NEVER_SECONDS, others, alive: null, ...planSweeps(reads, SWEEP_SECONDS, demand) };
  }
  const lookWanted = means === "webhooks" ? Math.max(wanted, LOOK_OVER_SECONDS) : wanted;
  const first = stretch(lookWanted, lists, left - sweepReads);
  const rest = left - readsOf(lists, first);
  return {
    first,
    others: lists > 1 ? first : null,
    alive: null,
    ...planSweeps(rest, SWEEP_SECONDS, demand),
  };
}

/** Where it does not: new objects, then subscriptions that have not ended, then everything. */
function planLists(reads: number, demand: Demand): Intervals {
  const { wanted, lists, newPages, alivePages } = demand;
  const planned = reads * (1 - OVERDUE_SHARE) - newPages;
  const first = stretch(wanted, 1, planned * FIRST_SHARE);
  const rest = planned - readsOf(1, first);
  const others = lists > 1 ? stretch(wanted, lists - 1, rest / 2) : null;
  const afterOthers = rest - (others === null ? 0 : readsOf(lists - 1, others));
  const alive = stretch(wanted, alivePages, afterOthers * 0.6);
  const sweeps = planSweeps(afterOthers - readsOf(alivePages, alive), Math.max(wanted, 3600), demand);
  return { first, others, alive, ...sweeps };
}

/** Customers' lists get what pages leave, and a part where that is not enough for both. */
function planSweeps(
  reads: number,
  wanted: number,
  { pages, customerLists }: Demand,
): Pick<Intervals, "sweep" | "customers"> {
  const left = reads - readsOf(customerLists, SWEEP_SECONDS);
  const sweep = stretch(wanted, pages, Math.max(left, reads * PAGES_SHARE));
  return { sweep, customers: stretch(SWEEP_SECONDS, customerLists, reads - readsOf(pages, sweep)) };
}

/** Returns the share of a day's reads that a fill may take that goes on for days. */
export function fillShareOfDay(isByCustomer: boolean): number {
  return isByCustomer ? CUSTOMERS_FILL_SHARE_OF_DAY : FILL_SHARE_OF_DAY;
}

/** Returns whether the first fill may read another page today. */
export function mayFill(
  limit: number,
  perDay: number,
  { filled, today, isByCustomer }: { filled: number; today: number; isByCustomer: boolean },
): boolean {
  const share = isByCustomer ? CUSTOMERS_FILL_SHARE : FILL_SHARE;
  return filled < limit * share || today < perDay * fillShareOfDay(isByCustomer);
}

/** Returns the reads a day that `cost` reads take every so many seconds. */
function readsOf(cost: number, seconds: number): number {
  return (cost * DAY_SECONDS) / seconds;
}

/** Returns `wanted` seconds or, where `reads` a day do not allow it, as many as they do. */
function stretch(wanted: number, cost: number, reads: number): number {
  if (cost <= 0) return wanted;
  return Math.ceil(Math.max(wanted, (cost * DAY_SECONDS) / Math.max(reads, 0.05)));
}
