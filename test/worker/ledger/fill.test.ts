/**
 * @module The first fill: everything once, in as many pages as it has, whatever happens on the way.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DurableObjectNamespace } from "@cloudflare/workers-types";
import type { RecordedRequest } from "../../../demo/stripe/index.ts";
import { DEMO_DATASET } from "../../../shared/dataset/index.ts";
import { RESOURCE_NAMES, RESOURCES, type ResourceName } from "../../../shared/resources.ts";
import type { World } from "../world.ts";
import {
  connectHalf,
  connectLedger,
  createLedgerWorld,
  createProfile,
  expectTruth,
  pass,
  readAll,
  readLedger,
  readSync,
  settle,
  type Connected,
} from "./ledger-world.ts";

const LISTS = RESOURCE_NAMES.filter((name) => !("perCustomer" in RESOURCES[name]));
/** More pages than there are objects for, at most. */
const MOST = 1.02;
const DAY = 24 * 3600;

let world: World;
before(async () => {
  world = await createLedgerWorld({ TEST_ALARMS: "off" });
});
after(() => world.close());

/** Lists the ledger's own requests for pages of a resource; a probe asks for one object. */
function listPages(name: ResourceName): RecordedRequest[] {
  return world.stripe.requests.filter(
    ({ path, query }) => path === RESOURCES[name].path && query.includes("limit=100"),
  );
}

function countObjects({ account }: Connected, name: ResourceName): number {
  return world.stripe.live(account, "test").objects(name).length;
}

async function evict({ id }: Connected): Promise<void> {
  const worker = world.harness.getWorker<{ CONNECTIONS: DurableObjectNamespace }>();
  await worker.evictDurableObject("CONNECTIONS", { name: id });
}

/** Lets the clock go on by so little that nothing but what failed is due. */
async function resume(connected: Connected): Promise<void> {
  await pass(world, connected, 240, 120);
}

test("fill · every resource is there, object by object", async () => {
  const connected = await connectLedger(world, { customers: 60 });
  await readAll(world, connected);
  await world.advanceClock(5);
  await readAll(world, connected);
  await expectTruth(world, connected);
});

test("fill · takes as many pages as there are objects for, none twice, newest first", async () => {
  world.stripe.clearRequests();
  const connected = await connectLedger(world, { customers: 1_050, resources: LISTS });
  await readAll(world, connected);
  let [taken, needed] = [0, 0];
  for (const name of LISTS) {
    const pages = listPages(name);
    const queries = pages.map(({ query }) => query);
    assert.equal(new Set(queries).size, queries.length, `a page of ${name} twice`);
    assert.ok(
      queries.every((query) => !query.includes("created[lte]")),
      name,
    );
    taken += pages.length;
    needed += Math.max(1, Math.ceil(countObjects(connected, name) / 100));
  }
  assert.ok(needed > 40, `${needed} pages`);
  assert.ok(taken <= needed * MOST, `${taken} pages where ${needed} are needed`);
  await world.advanceClock(5);
  await readAll(world, connected);
  await expectTruth(world, connected);
});

test("fill · goes on after the page it had, in an object that begins anew", async () => {
  world.stripe.clearRequests();
  const connected = await connectHalf(world, { customers: 450, resources: ["customers", "products"] });
  assert.equal((await readLedger(world, connected, "customers")).size, 100);
  await evict(connected);
  await resume(connected);
  const pages = listPages("customers").filter(({ status }) => status === 200);
  assert.equal(new Set(pages.map(({ query }) => query)).size, 5);
  assert.equal(pages.length, 5);
  await expectTruth(world, connected);
});

test("fill · goes on where the object is gone that the next page would begin after", async () => {
  const connected = await connectHalf(world, { customers: 250, resources: ["customers", "subscriptions"] });
  const live = world.stripe.live(connected.account, "test");
  const last = live.objects("customers")[99];
  assert.ok(last);
  live.deleteCustomer(last.id);
  world.stripe.clearRequests();
  await resume(connected);
  const pages = listPages("customers");
  assert.ok(pages.some(({ query }) => query.includes(`created[lte]=${String(last.created)}`)));
  assert.ok(pages.length <= 4, `${pages.length} pages`);
  await settle(world, connected);
  await expectTruth(world, connected);
});

test("fill · a limit of one endpoint is waited for there, and nowhere else", async () => {
  world.stripe.clearRequests();
  world.stripe.setFault(
    { kind: "rate_limit", reason: "endpoint-rate" },
    { path: /customers/, skip: 1, times: 3 },
  );
  const connected = await connectLedger(world, { customers: 350, resources: ["customers", "invoices"] });
  await readAll(world, connected);
  world.stripe.setFault(null);
  const pages = listPages("customers");
  assert.deepEqual(
    pages.map(({ status }) => status),
    [429, 429, 429, 200, 200, 200, 200],
  );
  assert.ok(listPages("invoices").every(({ status }) => status === 200));
  assert.equal((await readSync(connected)).status, "fresh");
});

test("fill · an outage in the middle pauses it, says so, and it goes on by itself", async () => {
  const connected = await connectHalf(world, { customers: 250, resources: ["customers", "invoices"] });
  world.stripe.setFault({ kind: "reset_before" });
  await pass(world, connected, 1_800, 300);
  const during = await readSync(connected);
  const [customers] = during.resources;
  assert.deepEqual(
    [during.status, customers?.status, customers?.problem?.code, during.progress?.done],
    ["paused", "paused", "stripe_unavailable", 100],
  );
  world.stripe.setFault(null);
  await resume(connected);
  const { status, filled_at } = await readSync(connected);
  assert.deepEqual([status, filled_at === null], ["fresh", false]);
  await expectTruth(world, connected);
});

test("fill · of so many days holds what was made since, and what is still open from before", async () => {
  const resources = ["customers", "subscriptions", "invoices", "charges"] as const;
  const connected = await connectLedger(world, { customers: 60, resources, sync: { days: 30 } });
  const { now } = await world.advanceClock(0);
  await readAll(world, connected);
  await world.advanceClock(5);
  await readAll(world, connected);
  const live = world.stripe.live(connected.account, "test");
  const since = now - 30 * DAY - 60; // connected within the minute
  const isOpen = (status: unknown) => status === "open" || status === "draft";
  for (const name of ["invoices", "charges"] as const) {
    const all = live.objects(name);
    const wanted = all.filter(
      ({ created, status }) => Number(created) >= since || (name === "invoices" && isOpen(status)),
    );
    assert.ok(wanted.length > 0 && wanted.length < all.length, name);
    assert.deepEqual(
      [...(await readLedger(world, connected, name)).keys()].toSorted(),
      wanted.map(({ id }) => id).toSorted(),
      name,
    );
  }
  await expectTruth(world, { ...connected, resources: ["customers", "subscriptions"] });
});

test("fill · the example data is a ledger like any other, and asks Stripe nothing", async () => {
  const profile = createProfile("lists", ["customers", "subscriptions", "invoices", "payment_methods"]);
  const project = await world.createProject("admin", profile);
  world.stripe.clearRequests();
  const { connection } = await project.read("connectDemo", {});
  const id = connection?.id ?? "";
  await readAll(world, { id });
  const response = await project.call("readSync");
  const sync = (await response.json()) as Awaited<ReturnType<typeof readSync>>; // the contract of the status
  const { customers } = DEMO_DATASET;
  assert.deepEqual(
    [sync.status, sync.means, sync.progress, sync.reads.used],
    ["fresh", "demo", { resource: "customers", done: customers, total: customers }, 0],
  );
  assert.deepEqual(
    sync.resources.slice(0, 3).map(({ count }) => count),
    [connection?.demo?.customers, connection?.demo?.subscriptions, connection?.demo?.invoices],
  );
  assert.equal((await readLedger(world, { id }, "customers")).size, customers);
  await pass(world, { id }, 3 * DAY, DAY);
  assert.equal((await readLedger(world, { id }, "customers")).size, customers);
  assert.deepEqual(world.stripe.requests, []);
});

test("fill · its progress is of about how many, then exact", async () => {
  const customers = 1_000;
  // A page, six looks for the oldest, and two more pages.
  const connected = await connectHalf(world, { customers, resources: ["customers"], pages: 9 });
  const { progress } = await readSync(connected);
  assert.deepEqual([progress?.resource, progress?.done], ["customers", 300]);
  assert.ok((progress?.total ?? 0) > 300, `about ${progress?.total}`);
  await resume(connected);
  const after = (await readSync(connected)).progress;
  assert.deepEqual(after, { resource: "customers", done: customers, total: customers });
});

test("fill · where nobody says when the account began, its progress has no total", async () => {
  const connected = await connectHalf(world, { customers: 450, resources: ["customers"] });
  assert.deepEqual((await readSync(connected)).progress, { resource: "customers", done: 100, total: null });
});
