/**
 * @module How often a property is tried: quickly by default, and `PROPERTY_RUNS` times as often where that is set.
 */

import process from "node:process";

/** Returns the number of runs for fast-check, `usual` if nothing else is asked for. */
export function propertyRuns(usual: number): number {
  return usual * Number(process.env["PROPERTY_RUNS"] ?? 1);
}
