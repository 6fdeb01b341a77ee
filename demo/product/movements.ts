/**
 * @module What MRR moves by: the kinds of movements in the order in which they are shown, and a day's sums.
 */

import type { MrrSeries } from "../../shared/schema/metrics.ts";

export type Day = MrrSeries["days"][number];

export const MOVEMENT_KINDS = ["new", "reactivated", "expansion", "contraction", "churned"] as const;

/** Sums up what a day moved, above and below zero. */
export function sumMovements({ movements }: Day): { readonly up: number; readonly down: number } {
  const { new: fresh, expansion, reactivated, contraction, churned } = movements;
  return { up: fresh + expansion + reactivated, down: contraction + churned };
}
