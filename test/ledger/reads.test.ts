/**
 * @module What a ledger reads: never more than it may, whatever the account does and however late its alarms ring.
 */

import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { RESOURCE_NAMES } from "../../shared/resources.ts";
import { propertyParameters } from "../property-runs.ts";
import { Account, type Means } from "./account.ts";

const DAY_SECONDS = 24 * 3600;
const DAYS = 33;
const LIMIT = 1_000; // the least that a profile may allow

interface Month {
  readonly means: Means;
  readonly customers: number;
  /** Changes a day, each day its own number. */
  readonly changes: readonly number[];
  readonly seed: number;
  readonly isPunctual: boolean;
}

const month: fc.Arbitrary<Month> = fc.record({
  means: fc.constantFrom<Means>("lists", "events", "webhooks", "webhooks and events"),
  customers: fc.constantFrom(3, 150, 600),
  changes: fc.array(fc.constantFrom(0, 1, 10, 150), { minLength: 1, maxLength: 5 }),
  seed: fc.nat(),
  isPunctual: fc.boolean(),
});

test("reads · no 30 days hold more than the limit", { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(month, async ({ means, customers, changes, seed, isPunctual }) => {
      const sync = { reads_per_month: LIMIT };
      const account = new Account({ means, resources: RESOURCE_NAMES, customers, sync });
      for (let day = 0; day < DAYS; day += 1) {
        const count = changes[day % changes.length] ?? 0;
        for (let number = 0; number < count; number += 1) {
          account.live.random(seed + day * 1_000 + number);
          for (const { event } of account.stripe.takeDeliveries(account.id)) account.receive(event);
        }
        if (isPunctual) await account.pass(DAY_SECONDS);
        else account.tick(DAY_SECONDS);
        await account.wake();
      }
      const most = findMost(account.stripe.requests.map(({ at }) => at));
      assert.ok(most <= LIMIT, `${most} reads in 30 days`);
      account.close();
    }),
    propertyParameters(6),
  );
});

test("reads · a key that is refused, and that no check finds refused, is tried less and less often", async () => {
  const account = new Account({ means: "lists", resources: ["customers", "invoices"] });
  account.stripe.setFault({ kind: "ip_policy" });
  await account.pass(3600);
  const { length } = account.stripe.requests;
  assert.ok(length <= 50, `${length} requests in an hour`);
  account.stripe.setFault(null);
  await account.pass(240);
  assert.equal(account.ledger.view(account.source).status, "fresh");
});

/** Returns how many of the moments are in the fullest 30 days. */
function findMost(moments: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [index, at] of moments.entries()) {
    while ((moments[first] ?? at) <= at - 30 * DAY_SECONDS) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
