/**
 * @module What the key may not read is skipped and said so, what it may no longer read is kept, and what it may again
 * is caught up.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { PermissionName } from "../../../shared/permissions.ts";
import type { ResourceName } from "../../../shared/resources.ts";
import type { World } from "../world.ts";
import {
  connectLedger,
  createLedgerWorld,
  createProfile,
  expectTruth,
  identifiersOf,
  pass,
  readAll,
  readLedger,
  readSync,
  settle,
  type Connected,
  type Means,
} from "./ledger-world.ts";

const RESOURCES = ["customers", "subscriptions", "invoices", "products", "prices"] as const;
const MISSING = {
  code: "permission_missing",
  message: "The key may not read everything. Grant the missing permission in Stripe, and it is read.",
};

let world: World;
before(async () => {
  world = await createLedgerWorld({ TEST_ALARMS: "off" });
});
after(() => world.close());

/** Gives the key what the profile asks for, but for `without`, as its owner does in the Dashboard. */
function grant(connected: Connected, means: Means, without: readonly PermissionName[] = []): void {
  const profile = createProfile(means, connected.resources);
  world.stripe.editKey(connected.key.id, identifiersOf(profile, without));
}

async function readResource(connected: Connected, name: ResourceName) {
  const { resources } = await readSync(connected);
  const found = resources.find(({ resource }) => resource === name);
  assert.ok(found, `${name} has no row`);
  return found;
}

/** Counts a ledger's own reads of a list; a probe asks for one object. */
function countAsked({ key }: Connected, path: string): number {
  const asked = world.stripe.requests.filter((request) => request.keyId === key.id && request.path === path);
  return asked.filter(({ query }) => query.includes("limit=100")).length;
}

test("permissions · what is missing is skipped and said so, and keeps the rest from nothing", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES, without: ["invoices"] });
  world.stripe.clearRequests();
  await readAll(world, connected);
  assert.equal(countAsked(connected, "/v1/invoices"), 0);
  assert.deepEqual(await readResource(connected, "invoices"), {
    resource: "invoices",
    status: "paused",
    count: 0,
    last_success_at: null,
    next_at: null,
    problem: MISSING,
  });
  const { status, problem, filled_at } = await readSync(connected);
  assert.deepEqual({ status, problem }, { status: "fresh", problem: null });
  assert.notEqual(filled_at, null);
});

test("permissions · a resource that is granted later is filled by the check that finds it", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES, without: ["invoices"] });
  await readAll(world, connected);
  grant(connected, "lists");
  await readAll(world, connected);
  assert.equal((await readResource(connected, "invoices")).status, "paused");
  await world.advanceClock(5);
  await connected.project.read("checkConnection", {});
  await readAll(world, connected);
  const { status, problem } = await readResource(connected, "invoices");
  assert.deepEqual({ status, problem }, { status: "fresh", problem: null });
  await settle(world, connected);
  await expectTruth(world, connected);
});

for (const means of ["lists", "events"] as const) {
  test(`permissions · what is taken away is kept, stale, and no longer read · by ${means}`, async () => {
    const connected = await connectLedger(world, { resources: RESOURCES, means });
    await settle(world, connected);
    const kept = await readLedger(world, connected, "products");
    assert.ok(kept.size > 0);
    grant(connected, means, ["products"]);
    await connected.project.read("checkConnection", {});
    world.stripe.clearRequests();
    await pass(world, connected, 52 * 3600, 13 * 3600);
    assert.equal(countAsked(connected, "/v1/products"), 0);
    assert.ok(countAsked(connected, means === "lists" ? "/v1/customers" : "/v1/events") > 0);
    assert.deepEqual(await readLedger(world, connected, "products"), kept);
    const { status, count, problem, next_at } = await readResource(connected, "products");
    assert.deepEqual(
      { status, count, problem, next_at },
      { status: "stale", count: kept.size, problem: MISSING, next_at: null },
    );
    assert.equal((await readSync(connected)).problem, null);
  });

  test(`permissions · what is given back is caught up · by ${means}`, async () => {
    const connected = await connectLedger(world, { resources: RESOURCES, means });
    await settle(world, connected);
    grant(connected, means, ["invoices"]);
    await connected.project.read("checkConnection", {});
    const live = world.stripe.live(connected.account, "test");
    for (let seed = 0; seed < 15; seed += 1) live.random(seed);
    await settle(world, connected);
    assert.equal((await readResource(connected, "invoices")).status, "stale");
    grant(connected, means);
    await connected.project.read("checkConnection", {});
    await settle(world, connected);
    const { status, problem } = await readResource(connected, "invoices");
    assert.deepEqual({ status, problem }, { status: "fresh", problem: null });
    await expectTruth(world, connected);
  });
}

test("permissions · a 403 to the ledger has the connection checked: the person sees what is missing", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES });
  await settle(world, connected);
  grant(connected, "lists", ["subscriptions"]);
  await pass(world, connected, 2 * 3_600, 1_200);
  const { connection } = await connected.project.read("readConnection");
  assert.equal(connection?.health.detail, "permission_missing");
  const row = connection.permissions.find(({ permission }) => permission === "subscriptions");
  assert.equal(row?.status, "missing");
});

test("permissions · without the events permission the lists are polled, and with it the events", async () => {
  const connected = await connectLedger(world, {
    resources: RESOURCES,
    means: "events",
    without: ["events"],
  });
  await settle(world, connected);
  assert.equal((await readSync(connected)).means, "lists");
  grant(connected, "events");
  await connected.project.read("checkConnection", {});
  world.stripe.live(connected.account, "test").random(1);
  await settle(world, connected);
  assert.equal((await readSync(connected)).means, "events");
  await expectTruth(world, connected);
});
