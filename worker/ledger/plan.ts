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
const DAY_SECONDS = 24 * 3600;
const READS_PER_TRANSACTION = 500;
const MIN_ALLOCATION = 10_000;
const OUR_SHARE = 0.9;
/** Where Stripe tells us of changes, looking for ourselves is worth a part of the reads only. */
const WEBHOOKS_SHARE = 0.25;
/** Probes of the key, a few a day. */
const PROBES_PER_DAY = 12;
/** The first fill may spend this much of a month's reads at once; beyond, it spreads itself. */
const FILL_SHARE = 0.6;
/** The list that tells most may have this much of what lists take; the rest have to share what it leaves. */
const FIRST_SHARE = 0.75;
/** A whole look at everything may have this much of what is read where Stripe tells of changes. */
const SWEEP_SHARE = 0.4;
/** With webhooks, a look at what they may have missed. */
const LOOK_OVER_SECONDS = 3600;
/** A whole look at everything, where Stripe tells us of changes. */
const SWEEP_SECONDS = 20 * 3600;

/** Stripe's own allocation, reads a month. */
export function allocationOf(transactions: number): number {
  return Math.max(MIN_ALLOCATION, transactions * READS_PER_TRANSACTION);
}

/** Reads in any 30 days that are ours. */
export function limitOf(readsPerMonth: number, allocation: number): number {
  return Math.floor(Math.min(readsPerMonth, allocation * OUR_SHARE));
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

/** What there is to read, and how it is noticed. */
export interface Demand {
  readonly means: Means;
  /** Seconds within which changes are wanted. */
  readonly wanted: number;
  /** Lists that are read for new objects, the one that tells most first. */
  readonly lists: number;
  /** Pages of everything. */
  readonly pages: number;
  /** Pages of what can change most, subscriptions that have not ended; part of `pages`. */
  readonly alivePages: number;
}

/** Seconds from the beginning of one run to that of the next. */
export interface Intervals {
  /** The list that tells most: events or, without them, charges. */
  readonly first: number;
  /** Each other list of new objects; null where events tell of them. */
  readonly others: number | null;
  /** A whole look at subscriptions that have not ended; null where events tell of changes. */
  readonly alive: number | null;
  /** A whole look at everything. */
  readonly sweep: number;
}

/** Spreads `perDay` reads over what there is to read. */
export function planIntervals(perDay: number, demand: Demand): Intervals {
  const reads = Math.max(1, perDay * (demand.means === "webhooks" ? WEBHOOKS_SHARE : 1) - PROBES_PER_DAY);
  return demand.means === "lists" ? planLists(reads, demand) : planLookOvers(reads, demand);
}

/** Where Stripe tells of changes: a look at what it told, and a whole look a day at what it did not tell. */
function planLookOvers(reads: number, { means, wanted, lists, pages }: Demand): Intervals {
  const sweepReads = Math.min(reads * SWEEP_SHARE, (pages * DAY_SECONDS) / SWEEP_SECONDS);
  const lookWanted = means === "webhooks" ? Math.max(wanted, LOOK_OVER_SECONDS) : wanted;
  const first = stretch(lookWanted, lists, reads - sweepReads);
  const sweep = stretch(SWEEP_SECONDS, pages, reads - (lists * DAY_SECONDS) / first);
  return { first, others: lists > 1 ? first : null, alive: null, sweep };
}

/** Where it does not: new objects, then subscriptions that have not ended, then everything. */
function planLists(reads: number, { wanted, lists, pages, alivePages }: Demand): Intervals {
  const first = stretch(wanted, 1, reads * FIRST_SHARE);
  const rest = reads - DAY_SECONDS / first;
  const others = lists > 1 ? stretch(wanted, lists - 1, rest / 3) : null;
  const afterOthers = rest - (others === null ? 0 : ((lists - 1) * DAY_SECONDS) / others);
  const alive = stretch(wanted, alivePages, afterOthers * 0.6);
  const sweep = stretch(Math.max(wanted, 3600), pages, afterOthers - (alivePages * DAY_SECONDS) / alive);
  return { first, others, alive, sweep };
}

/** Returns whether the first fill may read another page today. */
export function mayFill(limit: number, perDay: number, filled: number, filledToday: number): boolean {
  return filled < limit * FILL_SHARE || filledToday < perDay / 2;
}

/** Returns `wanted` seconds or, where `reads` a day do not allow it, as many as they do. */
function stretch(wanted: number, cost: number, reads: number): number {
  if (cost <= 0) return wanted;
  return Math.ceil(Math.max(wanted, (cost * DAY_SECONDS) / Math.max(reads, 0.05)));
}
