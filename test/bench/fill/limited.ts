/**
 * @module Fills the ledger from a Stripe that is 50 ms away and limits its requests, beside what the limits alone take.
 */

import { fillFloorSeconds, QUARTER_OF_LIVE } from "./floor.ts";
import { createLedgerWorld, startLedger } from "./ledger.ts";
import { countObjects, createSource } from "./way.ts";

export interface LimitedFill {
  readonly objects: number;
  /** Until every list is read. */
  readonly seconds: number;
  /** Until every subscription of more than ten items is read too. */
  readonly wholeSeconds: number;
  /** What a quarter of Stripe's limits alone takes. */
  readonly floorSeconds: number;
}

export const LIMITED_LATENCY_MS = 50;
/** What the fill may take, in floors. */
export const LIMITED_RATIO = 1.1;

export async function measureLimitedFill(customers: number): Promise<LimitedFill> {
  const world = await createLedgerWorld("quarter");
  try {
    const ledger = startLedger(world);
    world.stripe.setLatency(LIMITED_LATENCY_MS);
    world.stripe.setRateLimits(true);
    const filled = await ledger.fill(createSource(world.stripe, "live", customers));
    const floorSeconds = fillFloorSeconds(Object.values(filled.counts), QUARTER_OF_LIVE);
    await ledger.close();
    return {
      objects: countObjects(filled),
      seconds: filled.listedSeconds,
      wholeSeconds: filled.seconds,
      floorSeconds,
    };
  } finally {
    await world.close();
  }
}
