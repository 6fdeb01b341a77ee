/**
 * @module The median of what was measured in several rounds.
 */

/** Returns the middle one of `values`, the upper of two. */
export function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
