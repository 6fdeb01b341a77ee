/**
 * @module A large account: a hundred thousand objects are read with as few pages as there can be, each is there once,
 * and what the ledger holds in memory does not grow with them.
 */

import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { RESOURCES, type ResourceName } from "../../shared/resources.ts";
import { Account } from "./account.ts";

const CUSTOMERS = 16_500; // about six objects to each
const OBJECTS = 100_000;
const PAGE_SIZE = 100;
const MAX_PAGES_RATIO = 1.02;
/** The requests that the local Stripe notes, and some pages. All objects together are twenty times as much. */
const MAX_GROWTH_BYTES = 12 * 1024 * 1024;
const LISTS = ["customers", "subscriptions", "invoices", "charges", "prices", "products"] as const;

test("fill · 100,000 objects: none lost, none twice, no page too many, and memory as for a few", async () => {
  const sync = { reads_per_month: 1_000_000 };
  // Without a lag all answers come in one task of the event loop, in which JavaScript frees nothing.
  const account = new Account({ means: "lists", resources: LISTS, customers: CUSTOMERS, lags: [1], sync });
  const real = LISTS.map((name) => new Set(account.live.objects(name).map(({ id }) => id)));
  const before = measureHeap();
  const heaps: number[] = [];
  const measure = () => void heaps.push(measureHeap());
  await account.wake([300, 600, 900].map((at) => ({ at, isAnswered: true, act: measure })));
  measure();

  const kept = LISTS.map((name) => listIds(account, name));
  assert.deepEqual(
    kept.map((ids) => new Set(ids)),
    real,
  );
  const objects = sum(kept.map((ids) => ids.length));
  assert.ok(objects >= OBJECTS, `${objects} objects`);
  const sql =
    "SELECT COUNT(*) AS changes, COUNT(DISTINCT resource || id) AS objects FROM changes WHERE resource <> 'sync'";
  assert.deepEqual({ ...account.disk.run(sql)[0] }, { changes: objects, objects });

  const pages = LISTS.map((name) => countRequests(account, name));
  const needed = real.map(({ size }) => Math.ceil(size / PAGE_SIZE));
  assert.ok(
    sum(pages) <= MAX_PAGES_RATIO * sum(needed),
    `${sum(pages)} pages, where ${sum(needed)} hold all`,
  );
  assert.equal(heaps.length, 4);
  const growth = Math.max(...heaps) - before;
  assert.ok(growth < MAX_GROWTH_BYTES, `the heap grew by ${growth} bytes`);
  account.close();
});

function listIds({ disk }: Account, resource: ResourceName): string[] {
  return disk.run("SELECT id FROM objects WHERE resource = ?", [resource]).map(({ id }) => String(id));
}

function countRequests({ stripe }: Account, resource: ResourceName): number {
  return stripe.requests.filter(({ path }) => path === RESOURCES[resource].path).length;
}

function measureHeap(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)(); // what the flag adds
  return process.memoryUsage().heapUsed;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
