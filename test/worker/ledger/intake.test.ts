/**
 * @module Stripe's events on their way into the ledger: each durable before its 200, applied once, and at no cost to D1.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { RESOURCE_NAMES, RESOURCES, type ResourceName } from "../../../shared/resources.ts";
import { createSecret, sendEvent, sign, writeEvent } from "../webhooks/events.ts";
import type { World } from "../world.ts";
import {
  connectLedger,
  createLedgerWorld,
  expectTruth,
  pass,
  readAll,
  readLedger,
  settle,
  type Connected,
} from "./ledger-world.ts";
import { readStatements } from "./statements.ts";

const EVENTS = 1_000;
const AT_ONCE = 50;
/** Of events to one connection, or from one network. */
const LIMIT = 100;

let world: World;
before(async () => {
  world = await createLedgerWorld({ TEST_STATEMENTS: "on", TEST_ALARMS: "off" });
});
after(() => world.close());

async function connect(options: { customers?: number; resources?: readonly ResourceName[] } = {}) {
  const connected = await connectLedger(world, { means: "webhooks", ...options });
  await settle(world, connected);
  world.stripe.takeDeliveries(connected.account);
  return connected;
}

/** Sends what the account's endpoint is owed. Returns how many answers were no 200. */
async function deliver({ account }: Connected, times = 1): Promise<number> {
  const held = world.stripe.takeDeliveries(account);
  let failed = 0;
  for (const { send } of held) {
    for (let count = 0; count < times; count += 1) if ((await send()).status !== 200) failed += 1;
  }
  return failed;
}

/** Signs an event of an object with the connection's own secret, and sends it. */
async function push({ id, secret }: Connected, type: string, object: object): Promise<number> {
  const { now } = await world.advanceClock(0);
  const body = writeEvent({ type, created: now, data: { object } });
  return (await sendEvent(world, id, body, sign(body, secret, now))).status;
}

async function listChanges({ id }: Connected, object: string): Promise<{ kind: string; source: string }[]> {
  const sql = `SELECT kind, source FROM changes WHERE resource NOT IN ('promised_plan', 'signal') AND id = '${object}' ORDER BY number`;
  return (await world.readObject(id, sql)) as { kind: string; source: string }[]; // the query's columns
}

async function countHandedOver({ url }: World): Promise<number> {
  const response = await fetch(new URL("/test/events", url), { method: "POST" });
  return ((await response.json()) as { handedOver: number }).handedOver; // test/worker/entry wrote it
}

/** Runs `send` so many times, fifty at once. Returns how often each status was answered. */
async function flood(times: number, send: (index: number) => Promise<number>): Promise<Map<number, number>> {
  const answers = new Map<number, number>();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < times) {
      const status = await send(next++);
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answers;
}

async function listD1(): Promise<string[]> {
  const statements = await readStatements(world, true);
  return statements.filter(({ where }) => where === "D1").map(({ sql, count }) => `${count} × ${sql}`);
}

test("intake · a thousand events, fifty at once: none is lost, each is applied, and D1 is not asked", async () => {
  const connected = await connect({ resources: ["customers"] });
  const live = world.stripe.live(connected.account, "test");
  live.createCustomer();
  await deliver(connected); // the object knows its secret, and the minute's note in D1 is made
  const made = Array.from({ length: EVENTS }, () => live.createCustomer().id);
  const held = world.stripe.takeDeliveries(connected.account);
  assert.equal(held.length, EVENTS);
  await readStatements(world, true);
  const answers = await flood(EVENTS, async (index) => (await held[index]?.send())?.status ?? 0);
  // Behind them, twice a second, the app's endpoints are asked for.
  const asked = (await listD1()).filter(
    (text) => !/^[1-9]\d? × SELECT types FROM event_endpoints/.test(text),
  );
  assert.deepEqual(asked, []);
  assert.deepEqual([...answers], [[200, EVENTS]]);
  const kept = await readLedger(world, connected, "customers");
  assert.deepEqual(
    made.filter((id) => !kept.has(id)),
    [],
  );
  await expectTruth(world, connected);
});

test("intake · an event of every kind of object is applied, deletions too", async () => {
  const connected = await connect();
  const live = world.stripe.live(connected.account, "test");
  for (let seed = 0; seed < 60; seed += 1) live.random(seed);
  world.stripe.clearRequests();
  assert.equal(await deliver(connected), 0);
  await pass(world, connected, 10, 5); // what is in doubt, and what the reads of that leave in doubt
  const lists = world.stripe.requests.filter(({ query }) => query.includes("created[gte]"));
  assert.deepEqual(lists, []); // what follows came by events, and single reads of what they leave in doubt
  await expectTruth(world, connected);
});

for (const resource of RESOURCE_NAMES.filter((name) => !("perCustomer" in RESOURCES[name]))) {
  test(`intake · ${resource}: an event's body is the ledger's from then on`, async () => {
    const connected = await connect({ customers: 1, resources: [resource] });
    const { object } = RESOURCES[resource];
    const { now: created } = await world.advanceClock(0);
    const pushed = { id: `x_${resource}`, object, created, livemode: false, metadata: { by: "event" } };
    assert.equal(await push(connected, `${object}.created`, pushed), 200);
    assert.deepEqual((await readLedger(world, connected, resource)).get(pushed.id), pushed);
    await world.advanceClock(2);
    const changed = { ...pushed, metadata: { by: "a later one" } };
    assert.equal(await push(connected, `${object}.updated`, changed), 200);
    assert.deepEqual((await readLedger(world, connected, resource)).get(pushed.id), changed);
    await world.advanceClock(2);
    assert.equal(await push(connected, `${object}.deleted`, changed), 200);
    const isKept = resource === "subscriptions"; // one that is over is still there, and says so
    assert.equal((await readLedger(world, connected, resource)).has(pushed.id), isKept);
  });
}

test("intake · an event that comes twice is applied once, and comes to the ledger's numbers once", async () => {
  const connected = await connect({ resources: ["customers"] });
  const live = world.stripe.live(connected.account, "test");
  const { id } = live.createCustomer();
  assert.equal(await deliver(connected, 3), 0);
  await world.advanceClock(10);
  live.updateCustomer(id, { name: "Ada" });
  assert.equal(await deliver(connected, 3), 0);
  assert.deepEqual(await listChanges(connected, id), [
    { kind: "created", source: "event" },
    { kind: "updated", source: "event" },
  ]);
});

test("intake · an event that comes late does not undo what came after it", async () => {
  const connected = await connect({ resources: ["customers"] });
  const live = world.stripe.live(connected.account, "test");
  const { id } = live.createCustomer({ name: "one" });
  await world.advanceClock(10);
  live.updateCustomer(id, { name: "two" });
  const [first, second] = world.stripe.takeDeliveries(connected.account);
  await second?.send();
  await first?.send();
  assert.equal((await readLedger(world, connected, "customers")).get(id)?.name, "two");
});

test("intake · a discount's event has those read whom it is given to, once", async () => {
  const connected = await connect({ resources: ["customers", "subscriptions"] });
  const live = world.stripe.live(connected.account, "test");
  const [customer] = live.objects("customers");
  const [subscription] = live.objects("subscriptions");
  assert.ok(customer && subscription);
  const discount = { id: "di_1", object: "discount", customer: customer.id, subscription: subscription.id };
  for (let count = 0; count < 2; count += 1) {
    assert.equal(await push(connected, "customer.discount.created", discount), 200);
  }
  assert.deepEqual(await listReads(connected), [
    `/v1/customers/${customer.id}`,
    `/v1/subscriptions/${subscription.id}?expand[]=items.data.price.tiers`,
  ]);
});

test("intake · what an event leaves in doubt has the alarm ring within seconds, and what it does not leaves it alone", async () => {
  const connected = await connect({ resources: ["customers"] });
  const { alarm: before } = await world.readRest(connected.id);
  assert.ok((before ?? 0) > 60, `it rings in ${before} seconds`);
  world.stripe.live(connected.account, "test").createCustomer();
  await deliver(connected);
  assert.ok(((await world.readRest(connected.id)).alarm ?? 0) > 60);
  const [customer] = world.stripe.live(connected.account, "test").objects("customers");
  await push(connected, "customer.discount.created", {
    id: "di_1",
    object: "discount",
    customer: customer?.id,
  });
  const { alarm: after } = await world.readRest(connected.id);
  assert.ok((after ?? Infinity) <= 15, `it rings in ${after} seconds`);
});

test("intake · a read that is asked for while another of the same object is under way is made too", async () => {
  const connected = await connect({ resources: ["customers"] });
  const [customer] = world.stripe.live(connected.account, "test").objects("customers");
  const discount = { id: "di_1", object: "discount", customer: customer?.id };
  await push(connected, "customer.discount.created", discount);
  await world.advanceClock(5);
  world.stripe.clearRequests();
  world.stripe.setLatency(500);
  const reading = readAll(world, connected);
  while (world.stripe.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await push(connected, "customer.discount.deleted", discount);
  await reading;
  world.stripe.setLatency(0);
  assert.deepEqual(await listReads(connected), [`/v1/customers/${customer?.id ?? ""}`]);
});

test("intake · a summary of entitlements, which has no id, has the customer's list read, once", async () => {
  const connected = await connect({ resources: ["customers", "subscriptions", "entitlements"] });
  const [subscription] = world.stripe.live(connected.account, "test").objects("subscriptions");
  const summary = { object: "entitlements.active_entitlement_summary", customer: subscription?.customer };
  assert.equal(await push(connected, "entitlements.active_entitlement_summary.updated", summary), 200);
  assert.deepEqual(await listReads(connected), [
    `/v1/entitlements/active_entitlements?limit=100&customer=${String(subscription?.customer)}`,
  ]);
});

/** Lists what the ledger reads once what was in doubt is due. */
async function listReads(connected: Connected): Promise<string[]> {
  world.stripe.clearRequests();
  await world.advanceClock(5);
  await readAll(world, connected);
  return world.stripe.requests
    .map(({ path, query }) => (query ? `${path}?${query}` : path))
    .filter((path) => !/created\[gte\]|current_period_start|limit=1(&|$)|\/account$/.test(path)) // polls, and the day's check
    .toSorted();
}

test("intake · an upcoming invoice, which has no id, is no invoice of the ledger's", async () => {
  const connected = await connect({ resources: ["invoices"] });
  const before = await readLedger(world, connected, "invoices");
  assert.equal(await push(connected, "invoice.upcoming", { object: "invoice", status: "draft" }), 200);
  assert.deepEqual(await readLedger(world, connected, "invoices"), before);
});

test("intake · what the profile does not sync is recorded and left alone", async () => {
  const connected = await connect({ resources: ["customers"] });
  assert.equal(await push(connected, "charge.succeeded", { id: "ch_1", object: "charge" }), 200);
  assert.deepEqual(await world.readObject(connected.id, "SELECT id FROM objects WHERE id = 'ch_1'"), []);
});

test("intake · an event of a connection that is gone is refused, and leaves nothing", async () => {
  const connected = await connect({ resources: ["customers"] });
  await connected.project.read("disconnect", {});
  assert.equal(await push(connected, "customer.created", { id: "cus_1", object: "customer" }), 400);
  assert.deepEqual(
    await world.readObject(connected.id, "SELECT name FROM sqlite_master WHERE type = 'table'"),
    [],
  );
});

test("intake · a flood of forged events asks D1 for nothing but the secret, and beyond the limit wakes nothing", async (t) => {
  const flooded = await createLedgerWorld({ TEST_STATEMENTS: "on", TEST_EVENTS_LIMIT: String(LIMIT) });
  t.after(() => flooded.close());
  const { id } = await connectLedger(flooded, { means: "webhooks", resources: ["customers"] });
  await readAll(flooded, { id });
  const { now } = await flooded.advanceClock(0);
  const body = writeEvent({ created: now });
  const forged = sign(body, createSecret(), now);
  const unknown = `con_${"a".repeat(26)}`;
  await readStatements(flooded, true);
  for (const connection of [unknown, id]) {
    const before = await countHandedOver(flooded);
    const answers = await flood(3 * LIMIT, async () => {
      const headers = { "CF-Connecting-IP": `203.0.113.${connection === id ? 1 : 2}` };
      return (await sendEvent(flooded, connection, body, forged, headers)).status;
    });
    assert.deepEqual(Object.fromEntries(answers), { 400: LIMIT, 429: 2 * LIMIT });
    assert.equal((await countHandedOver(flooded)) - before, LIMIT);
    const asked = (await readStatements(flooded, true)).filter(({ where }) => where === "D1");
    assert.deepEqual(
      asked.map(({ sql, count }) => [sql, count]),
      connection === unknown
        ? []
        : [
            ["SELECT * FROM connections WHERE id = ?1", 1],
            ["SELECT sealed FROM sealed_secrets WHERE connection_id = ?1 AND field = ?2", 1],
          ],
    );
  }
});

test("intake · Stripe's own events are counted once in eleven, and all again as soon as one is forged", async (t) => {
  const flooded = await createLedgerWorld({ TEST_EVENTS_LIMIT: String(LIMIT) });
  t.after(() => flooded.close());
  const { id, secret } = await connectLedger(flooded, { means: "webhooks", resources: ["customers"] });
  await readAll(flooded, { id });
  const { now } = await flooded.advanceClock(0);
  const send = async (key: string) => {
    const body = writeEvent({ created: now });
    return (await sendEvent(flooded, id, body, sign(body, key, now))).status;
  };
  for (let count = 0; count < 11; count += 1) assert.equal(await send(secret), 200); // counted: the first two
  assert.equal(await send(createSecret()), 400); // not counted, the last one
  for (let count = 2; count < LIMIT; count += 1) assert.equal(await send(createSecret()), 400);
  assert.equal(await send(createSecret()), 429);
  assert.equal(await send(secret), 429);
});
