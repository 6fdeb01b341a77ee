/**
 * @module Dates of the example data, in unix seconds: days, and billing periods on the calendar.
 */

export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 24 * HOUR_SECONDS;

export interface Period {
  readonly start: number;
  readonly end: number;
}

/** Returns the moment `months` after `start`, or before it if negative; like Stripe, the 31st becomes a month's last day. */
export function addMonths(start: number, months: number): number {
  const date = new Date(start * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return Math.floor(date.getTime() / 1000);
}

/**
 * Lists the newest billing periods, at most `limit`, newest first.
 * @param start when the first period began
 * @param earlier how many periods came before the newest
 * @param months length of one period
 */
export function listPeriods(start: number, earlier: number, months: number, limit: number): Period[] {
  return Array.from({ length: Math.min(limit, earlier + 1) }, (_, back) => ({
    start: addMonths(start, (earlier - back) * months),
    end: addMonths(start, (earlier - back + 1) * months),
  }));
}
