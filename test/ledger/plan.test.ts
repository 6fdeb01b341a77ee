/**
 * @module How many reads a connection may spend, and on what: for any use of the days before, and any demand.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  allocationOf,
  limitOf,
  mayFill,
  planIntervals,
  plannedReads,
  readsPerDay,
  type Demand,
} from "../../worker/ledger/plan.ts";

const DAY = 24 * 3600;
const DAYS = 30;
/** Nothing new, nothing by customer and nothing in doubt. */
const QUIET = { newPages: 0, customerLists: 0, refetches: 0 };

const days = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: DAYS - 1, maxLength: DAYS - 1 });
const limits = fc.integer({ min: 100, max: 200_000 });
const demands: fc.Arbitrary<Demand> = fc
  .record({
    means: fc.constantFrom("lists" as const, "events" as const, "webhooks" as const),
    wanted: fc.integer({ min: 60, max: DAY }),
    lists: fc.integer({ min: 1, max: 18 }),
    pages: fc.integer({ min: 1, max: 50_000 }),
    alive: fc.double({ min: 0, max: 1, noNaN: true }),
    newPages: fc.double({ min: 0, max: 500, noNaN: true }),
    customerLists: fc.integer({ min: 0, max: 100_000 }),
    refetches: fc.integer({ min: 0, max: 2_000 }),
  })
  .map(({ alive, ...demand }) => ({ ...demand, alivePages: Math.floor(demand.pages * alive) }));

test("plan · Stripe's allocation is 500 reads a payment of the last 30 days, and 10,000 at least", () => {
  assert.deepEqual([0, 20, 21, 1_000].map(allocationOf), [10_000, 10_000, 10_500, 500_000]);
});

test("plan · of it nine tenths are ours at most, and no more than the profile allows", () => {
  assert.equal(limitOf(10_000, 10_000), 9_000);
  assert.equal(limitOf(10_000, 500_000), 10_000);
  assert.equal(limitOf(2_000, 10_000), 2_000);
});

test("plan · reads a day: what is kept up for any number of days never has 30 of them exceed the limit", () => {
  fc.assert(
    fc.property(limits, days, (limit, before) => {
      // Days before today that were within the limit themselves, the newest first.
      const used = before.map((count) => Math.min(count, Math.floor(limit / (DAYS - 1))));
      const perDay = readsPerDay(limit, used);
      for (let next = 1; next <= 2 * DAYS; next += 1) {
        const planned = perDay * Math.min(next, DAYS);
        const past = used.slice(0, Math.max(0, DAYS - next)).reduce((sum, count) => sum + count, 0);
        assert.ok(planned + past <= limit + 1e-6, `${planned} and ${past} of ${limit}, day ${next}`);
      }
    }),
  );
});

test("plan · reads a day: planned anew every day, whatever was spent of it, 30 days never exceed the limit", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 90, maxLength: 90 });
  fc.assert(
    fc.property(limits, shares, (limit, spent) => {
      const counts: number[] = [];
      for (const share of spent) {
        const used = counts.toReversed().slice(0, DAYS - 1);
        counts.push(Math.floor(readsPerDay(limit, used) * share));
        const month = counts.slice(-DAYS).reduce((sum, count) => sum + count, 0);
        assert.ok(month <= limit, `${month} of ${limit}`);
      }
    }),
  );
});

test("plan · reads a day: after a month of nothing each of its 31 days has the same, after a month of all there are none", () => {
  assert.equal(readsPerDay(9_300, []), 300);
  assert.equal(readsPerDay(9_000, [9_000]), 0);
  assert.equal(readsPerDay(9_000, [20_000]), 0);
});

test("plan · intervals: what they take a day is no more than the reads a day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 20_000 }), demands, (perDay, demand) => {
      const { first, others, alive, sweep, customers } = planIntervals(perDay, demand);
      const { lists, pages, alivePages, customerLists } = demand;
      // With webhooks or events every list has the same interval, or there is one.
      const polls = 1 / first + (others === null ? 0 : (lists - 1) / others);
      const looks = (alive === null ? 0 : alivePages / alive) + pages / sweep + customerLists / customers;
      const reads = DAY * (polls + looks);
      assert.ok(reads <= perDay * 1.001 + 1, `${reads} of ${perDay}`);
    }),
  );
});

test("plan · with webhooks a quarter of the reads is planned, and three quarters where events and doubts take them", () => {
  assert.equal(plannedReads(300, "webhooks", { refetches: 0, transactions: 0, customerLists: 0 }), 75);
  assert.equal(plannedReads(300, "webhooks", { refetches: 100_000, transactions: 0, customerLists: 0 }), 225);
  assert.equal(plannedReads(300, "lists", { refetches: 0, transactions: 0, customerLists: 0 }), 300);
});

test("plan · intervals: nothing is read more often than it is wanted, and with reads enough as often", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 20_000 }), demands, (perDay, demand) => {
      const { first, others, alive, sweep } = planIntervals(perDay, demand);
      for (const interval of [first, others ?? first, alive ?? first]) {
        assert.ok(interval >= demand.wanted, `${interval} of ${demand.wanted}`);
      }
      assert.ok(sweep >= 3_600);
    }),
  );
  const small: Demand = { means: "lists", wanted: 300, lists: 5, pages: 5, alivePages: 1, ...QUIET };
  const { first, others, alive, sweep } = planIntervals(100_000, small);
  assert.deepEqual({ first, others, alive, sweep }, { first: 300, others: 300, alive: 300, sweep: 3_600 });
  assert.equal(planIntervals(100_000, { ...small, means: "events", lists: 1 }).first, 300);
  assert.equal(planIntervals(100_000, { ...small, means: "webhooks" }).first, 3_600);
});

test("plan · intervals: more reads a day make none of them longer", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 10_000 }), demands, (perDay, demand) => {
      const [less, more] = [planIntervals(perDay, demand), planIntervals(perDay * 2, demand)];
      assert.ok(more.first <= less.first);
      assert.ok((more.others ?? 0) <= (less.others ?? 0));
    }),
  );
});

test("plan · a small account without events is polled within eight minutes with 10,000 reads a month", () => {
  const perDay = readsPerDay(limitOf(10_000, allocationOf(0)), []);
  const demand: Demand = { means: "lists", wanted: 300, lists: 5, pages: 5, alivePages: 1, ...QUIET };
  const { first } = planIntervals(perDay, demand);
  assert.ok(first <= 480, `${first} seconds`);
});

test("plan · the first fill may spend six tenths of a month at once, and half a day's reads beyond", () => {
  assert.equal(mayFill(9_000, 300, { filled: 5_399, today: 5_399, isByCustomer: false }), true);
  assert.equal(mayFill(9_000, 300, { filled: 5_400, today: 5_400, isByCustomer: false }), false);
  assert.equal(mayFill(9_000, 300, { filled: 5_400, today: 149, isByCustomer: false }), true);
  assert.equal(mayFill(9_000, 300, { filled: 5_400, today: 150, isByCustomer: false }), false);
});
