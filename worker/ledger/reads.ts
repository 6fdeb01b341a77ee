/**
 * @module Reads of Stripe's API by day and purpose: what was spent today, and in the days that still count.
 */

import { READ_PURPOSES, type ReadPurpose } from "../../shared/sync.ts";
import { COUNTED_DAYS } from "./plan.ts";
import type { LedgerStorage } from "./storage.ts";

export type Counts = Record<ReadPurpose, number>;

export const DAY_SECONDS = 24 * 3600;
/** Single reads go on as on the last so many days. */
const REFETCH_DAYS = 7;

/** Counts in memory what is in the table; `load` comes first. */
export class Reads {
  readonly #storage: LedgerStorage;
  readonly #now: () => number;
  /** Since the beginning of unix time. */
  #day = -1;
  #today = emptyCounts();
  #month = emptyCounts();
  #before: number[] = [];
  #refetches = 0;

  constructor(storage: LedgerStorage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  get today(): Readonly<Counts> {
    return this.#today;
  }

  /** Today and the 30 days before it. */
  get month(): Readonly<Counts> {
    return this.#month;
  }

  /** By day before today, the day before today first: all that was read but probes. */
  get before(): readonly number[] {
    return this.#before;
  }

  /** Single reads a day, of late. */
  get refetches(): number {
    return this.#refetches;
  }

  /** Today's beginning is `day * DAY_SECONDS`. */
  get day(): number {
    return this.#day;
  }

  forget(): void {
    this.#day = -1;
  }

  /** Reads the table where a day has begun since. Returns whether one has. */
  load(): boolean {
    const day = Math.floor(this.#now() / DAY_SECONDS);
    if (day === this.#day) return false;
    this.#day = day;
    [this.#today, this.#month] = [emptyCounts(), emptyCounts()];
    this.#before = Array.from({ length: COUNTED_DAYS - 1 }, () => 0);
    let refetches = 0;
    for (const { day: counted, purpose, count } of this.#storage.listReads(this.#now(), COUNTED_DAYS)) {
      this.#month[purpose] += count;
      if (counted === day) this.#today[purpose] += count;
      else if (purpose !== "probe")
        this.#before[day - counted - 1] = (this.#before[day - counted - 1] ?? 0) + count;
      if (counted < day && counted >= day - REFETCH_DAYS && purpose === "refetch") refetches += count;
    }
    const begunAt = this.#storage.read<number>("begun_at") ?? this.#now();
    const days = Math.min(REFETCH_DAYS, day - Math.floor(begunAt / DAY_SECONDS));
    this.#refetches = days > 0 ? refetches / days : 0;
    return true;
  }

  /** To be called within a commit. */
  count(purpose: ReadPurpose, count: number): void {
    this.load();
    this.#storage.countReads(this.#now(), purpose, count);
    this.#today[purpose] += count;
    this.#month[purpose] += count;
  }
}

export function sumCounts(counts: Readonly<Counts>): number {
  return READ_PURPOSES.reduce((total, purpose) => total + counts[purpose], 0);
}

function emptyCounts(): Counts {
  return { probe: 0, fill: 0, poll: 0, refetch: 0, reconcile: 0, proxy: 0 };
}
