/**
 * @module What Stripe's rate limits alone make a fill take, however fast whoever reads is.
 */

export interface Limits {
  /** Requests a second, all endpoints together. */
  readonly total: number;
  /** Requests a second to one endpoint. */
  readonly perEndpoint: number;
}

const PAGE_SIZE = 100;

/** A quarter of live mode's 100 requests a second, 25 to one endpoint (docs.stripe.com/rate-limits). */
export const QUARTER_OF_LIVE: Limits = { total: 25, perEndpoint: 6.25 };

/** Returns the pages of a list of `objects`: one even if it is empty. */
export function countPages(objects: number): number {
  return Math.max(1, Math.ceil(objects / PAGE_SIZE));
}

/**
 * Returns the seconds that `limits` alone take to read lists of these lengths: all pages at the total rate, or the
 * longest list at its endpoint's, whichever is more.
 */
export function fillFloorSeconds(objects: readonly number[], { total, perEndpoint }: Limits): number {
  const pages = objects.map(countPages);
  const allPages = pages.reduce((sum, count) => sum + count, 0);
  return Math.max(allPages / total, Math.max(0, ...pages) / perEndpoint);
}
