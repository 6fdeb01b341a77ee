/**
 * @module Fills the same local Stripe in every way, round by round, and says how many objects a second each takes in.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { findMedian } from "../median.ts";
import { startBareObject } from "./bare.ts";
import { startEngine } from "./engine.ts";
import { createLedgerWorld, startLedger } from "./ledger.ts";
import { countObjects, createSource, type Filled, type Source, type Way } from "./way.ts";

export interface FillRates {
  readonly objects: number;
  readonly rates: readonly FillRate[];
}

export interface FillRate {
  readonly name: string;
  /** Median. */
  readonly seconds: number;
  /** Objects a second. */
  readonly rate: number;
  /** Median of the ratio to the engine's rate in the same round. */
  readonly ratio: number;
  /** What the ratio must be at least; null for what is only compared with. */
  readonly budget: number | null;
}

export const FILL_ROUNDS = 3;

const WARM_UP_CUSTOMERS = 200;

/** @param customers of the account; there are about six objects to a customer */
export async function measureFillRates(customers: number): Promise<FillRates> {
  const world = await createLedgerWorld("unlimited");
  const ways: Way[] = [];
  try {
    const ledger = startLedger(world);
    // Until every object is there, as with the others: what is derived from them then, those do not do.
    const fill = async (source: Source) => {
      const filled = await ledger.fill(source);
      return { ...filled, seconds: filled.listedSeconds };
    };
    ways.push(await startEngine(), await startBareObject(), { ...ledger, fill });
    await fillInTurns(ways, createSource(world.stripe, "test", WARM_UP_CUSTOMERS));
    const source = createSource(world.stripe, "test", customers);
    const rounds: Filled[][] = [];
    for (let round = 0; round < FILL_ROUNDS; round += 1) rounds.push(await fillInTurns(ways, source));
    return summarize(ways, rounds);
  } finally {
    for (const way of ways) await way.close();
    await world.close();
  }
}

/** Fills in every way once. All must end with the same objects. */
async function fillInTurns(ways: readonly Way[], source: Source): Promise<Filled[]> {
  const filled: Filled[] = [];
  for (const way of ways) {
    spawnSync("sync"); // or a way waits for the disk to write what the one before it left
    filled.push(await way.fill(source));
  }
  for (const { counts } of filled) assert.deepEqual(counts, filled[0]?.counts);
  return filled;
}

/** The first way is what the others are compared with. */
function summarize(ways: readonly Way[], rounds: readonly (readonly Filled[])[]): FillRates {
  const objects = Math.max(...rounds.flat().map(countObjects));
  const rates = ways.map(({ name, budget }, place) => {
    const seconds = rounds.map((round) => round[place]?.seconds ?? Number.NaN);
    const ratios = rounds.map(
      (round) => (round[0]?.seconds ?? Number.NaN) / (round[place]?.seconds ?? Number.NaN),
    );
    const median = findMedian(seconds);
    return { name, seconds: median, rate: objects / median, ratio: findMedian(ratios), budget };
  });
  return { objects, rates };
}
