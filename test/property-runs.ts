/**
 * @module How often a property is tried: quickly by default, and `PROPERTY_RUNS` times as often where that is set.
 *
 * By default the same cases are tried every time, so that a red run tells of a change and not of a draw. Where
 * `PROPERTY_RUNS` is set they are drawn anew, and what fails is kept as a test of its own.
 */

import process from "node:process";

const factor = process.env["PROPERTY_RUNS"];
const SEED = 1;

/** Returns the number of runs, `usual` if nothing else is asked for. */
export function propertyRuns(usual: number): number {
  return usual * Number(factor ?? 1);
}

/** Returns the parameters for `fc.assert`. */
export function propertyParameters(usual: number): { numRuns: number; seed?: number } {
  return { numRuns: propertyRuns(usual), ...(factor === undefined ? { seed: SEED } : {}) };
}
