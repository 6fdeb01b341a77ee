/**
 * @module Three days of a small account by each means: within the reads, and as fresh as `GET …/sync` says.
 *
 * `npm run simulate` lives through months of larger ones.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Means } from "../account.ts";
import { simulateMonth } from "./simulate.ts";

const CUSTOMERS = 30;
const DAYS = 3;
/** A turn, what is read because of what was read, and a delivery that comes late. */
const SLACK_SECONDS = 30;

const sync = {
  resources: ["customers", "subscriptions", "invoices", "charges", "payment_intents"] as const,
  days: 30,
  freshness_seconds: 300,
  reads_per_month: 10_000,
};

for (const means of ["lists", "events", "webhooks and events"] satisfies Means[]) {
  test(`month · by ${means}, within the reads and as fresh as is said`, async () => {
    const { answer, most, staleness, claimed, fill } = await simulateMonth({
      means,
      customers: CUSTOMERS,
      sync: { ...sync, resources: [...sync.resources] },
      days: DAYS,
    });
    const { limit, used } = answer.reads;
    assert.ok(most <= limit && most <= used, `${most} reads of ${limit}, ${used} counted`);
    assert.ok((fill.seconds ?? Infinity) < 60, "filled at once");
    const worst = (kind: Parameters<typeof staleness.get>[0]) => staleness.get(kind)?.p99 ?? 0;
    const isWithin = (seconds: number, said: number) => seconds <= said + SLACK_SECONDS;
    const told = Object.fromEntries([...staleness].map(([kind, { p99 }]) => [kind, p99]));
    const story = JSON.stringify({ told, claimed });
    assert.ok(isWithin(worst("failed payments"), claimed.payments), story);
    assert.ok(isWithin(worst("new objects"), claimed.new_objects), story);
    assert.ok(isWithin(worst("renewals"), claimed.changes), story);
    assert.ok(isWithin(worst("cancellations"), claimed.changes), story);
    assert.ok(isWithin(worst("other changes"), claimed.changes), story);
    if (means === "lists") assert.ok(claimed.payments < 600, story);
    if (means === "events") assert.ok(claimed.changes < 420, story);
  });
}
