/**
 * @module What a ledger tells its app: the first fills that ended or failed, and whatever else is listed, handed over
 * once, in order, and with the same ids when it is done again.
 */

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { after, before, test } from "node:test";
import type { DurableObjectNamespace } from "@cloudflare/workers-types";
import type { ConnectionId } from "../../../shared/ids.ts";
import type { CustomerView } from "../../../shared/schema/customers.ts";
import type { EventAnswer } from "../../../shared/schema/events.ts";
import type { SignalView } from "../../../shared/schema/signals.ts";
import type { Services } from "../../../worker/context.ts";
import { handOver } from "../../../worker/connections/hand-over.ts";
import type { OutgoingChange } from "../../../worker/ledger/outgoing.ts";
import type { TestApp } from "../world.ts";
import { connectLedger, readAll, readSync, settle, type Connected } from "../ledger/ledger-world.ts";
import { addTarget, createOutboxWorld, readEvents, type OutboxWorld } from "./outbox-world.ts";
import { verify } from "./receiver.ts";

let world: OutboxWorld;
before(async () => {
  world = await createOutboxWorld({ TEST_LEDGER: "on", TEST_ALARMS: "off" });
  await world.setQueue("absent");
});
after(() => world.close());

async function readSyncEvents({ project }: Connected): Promise<EventAnswer[]> {
  return (await readEvents(world, project.app)).filter(({ type }) => type.startsWith("sync."));
}

test("sync.completed · is told once, when everything has been read for the first time", async () => {
  const connected = await connectLedger(world, { resources: ["customers", "invoices"] });
  const target = await addTarget(world, connected.project.app, ["sync.completed", "sync.failed"]);
  await readAll(world, connected);
  const [event, ...more] = await readSyncEvents(connected);
  assert.deepEqual([event?.type, more], ["sync.completed", []]);
  const { last_change, resources } = await readSync(connected);
  assert.equal(event?.sequence, last_change);
  assert.deepEqual(event?.data, { resources: resources.map(({ resource, count }) => ({ resource, count })) });
  await world.runCron();
  const [received] = world.receiver.received(target.path);
  assert.ok(received);
  assert.equal(verify(received, target.secret).id, event?.id);

  const worker = world.harness.getWorker<{ CONNECTIONS: DurableObjectNamespace }>();
  await worker.evictDurableObject("CONNECTIONS", { name: connected.id });
  await world.advanceClock(26 * 3600);
  await readAll(world, connected);
  assert.equal((await readSyncEvents(connected)).length, 1);
});

test("sync.failed · is told once a resource, and does not keep the rest from being completed later", async () => {
  const connected = await connectLedger(world, { resources: ["customers", "invoices"] });
  await addTarget(world, connected.project.app, ["sync.completed", "sync.failed"]);
  world.stripe.setFault({ kind: "bad_request" }, { path: /invoices/ });
  for (let count = 0; count < 3; count += 1) {
    await readAll(world, connected);
    await world.advanceClock(600);
  }
  world.stripe.setFault(null);
  const [failed, ...more] = await readSyncEvents(connected);
  assert.deepEqual([failed?.type, failed?.data["resource"], more], ["sync.failed", "invoices", []]);
  await readAll(world, connected);
  const types = (await readSyncEvents(connected)).map(({ type }) => type);
  assert.deepEqual(types.sort(), ["sync.completed", "sync.failed"]);
});

test("customers and signals · what happens after the first fill is told, as it is read then, and history is not", async () => {
  const account = world.stripe.createAccount({ name: "Acme Inc.", customers: 12 }).id;
  const live = world.stripe.live(account, "test");
  const [old, subscription] = live.objects("subscriptions").filter(({ status }) => status === "active");
  assert.ok(old && subscription);
  live.cancelNow(old.id);
  await world.advanceClock(10);
  const resources = ["customers", "subscriptions", "invoices"] as const;
  const connected = await connectLedger(world, { account, means: "webhooks", resources });
  const { app } = connected.project;
  const target = await addTarget(world, app, ["customer.updated", "signal.created"]);
  await settle(world, connected);
  const before = await listTold(app); // of what the lists left out, and single reads showed
  assert.ok(before.length < 3 && before.every(({ type }) => type === "customer.updated"));
  live.cancelAtPeriodEnd(subscription.id);
  live.updateCustomer(String(subscription.customer), { name: "Somebody else" });
  for (const { send } of world.stripe.takeDeliveries(account)) await send();
  await readAll(world, connected);
  const told = (await listTold(app)).filter(({ id }) => !before.some((one) => one.id === id));
  assert.deepEqual(
    told.map(({ type, data }) => [type, data["customer"]]),
    [
      ["customer.updated", subscription.customer],
      ["signal.created", subscription.customer],
    ],
  );
  const { plan } = told[0]?.data["promised"] as CustomerView; // what is promised now
  assert.notEqual(plan?.cancel_at, null);
  assert.doesNotMatch(JSON.stringify(told), /example\.com|Somebody else/);
  assert.equal((told[1]?.data["signal"] as SignalView).type, "cancellation_scheduled"); // as it is listed
  await world.runCron();
  const received = world.receiver.received(target.path).map((one) => verify(one, target.secret).id);
  assert.deepEqual(new Set(received), new Set([...before, ...told].map(({ id }) => id)));

  await connected.project.read("disconnect", {});
  assert.deepEqual(await listTold(app), [], "what was told of customers goes with the connection");
  const types = (await readEvents(world, app)).map(({ type }) => type);
  assert.ok(types.includes("connection.disconnected"));
});

/** Lists what was told of customers, by type and then as it was numbered. */
async function listTold(app: TestApp): Promise<EventAnswer[]> {
  const events = await readEvents(world, app);
  return events
    .filter(({ type }) => type === "customer.updated" || type === "signal.created")
    .toSorted((one, other) => one.type.localeCompare(other.type) || one.sequence - other.sequence);
}

test("hand-over · while there is nothing to tell, D1 is not asked", async () => {
  const services = {
    get db(): never {
      throw new Error("asked");
    },
  } as unknown as Services; // nothing else is reached
  await handOver({ ...createGiven([]), services });
});

test("hand-over · cut off before its cursor moved it is done again, and each change is told once, in order", async () => {
  const app = await world.createApp();
  const target = await addTarget(world, app);
  const changes = Array.from({ length: 95 }, (_, index): OutgoingChange => ({
    number: 3 * index + 2,
    type: index % 2 === 0 ? "customer.updated" : "signal.created",
    at: Math.floor(Date.now() / 1000) - 95 + index,
    customer: index === 0 ? null : `cus_${index}`,
    data: { index },
  }));
  const given = createGiven(changes, app.id);
  const { writeHandedOver } = given.storage;
  let writes = 0;
  given.storage.writeHandedOver = (number) => {
    writes += 1;
    if (writes === 2) throw new Error("killed");
    writeHandedOver(number);
  };
  await assert.rejects(handOver(given), { message: "killed" });
  const before = await readAllEvents(app.secret);
  assert.equal(before.length, 80);
  await handOver(given);
  const events = await readAllEvents(app.secret);
  assert.deepEqual(
    events.toReversed().map(({ sequence }) => sequence),
    changes.map(({ number }) => number),
  );
  assert.deepEqual(events.slice(15), before);
  assert.deepEqual(events.at(-2)?.data, { customer: "cus_1", index: 1 });
  assert.deepEqual(events.at(-1)?.data, { index: 0 });
  assert.equal(events[0]?.created, changes.at(-1)?.at);
  await world.runCron();
  assert.equal(world.receiver.received(target.path).length, 95);
  await handOver(given);
  assert.equal((await readAllEvents(app.secret)).length, 95);
});

test("hand-over · what nobody takes is not even in the log, and is not told later", async () => {
  const app = await world.createApp();
  const change: OutgoingChange = { number: 1, type: "customer.updated", at: 1, customer: null, data: {} };
  const given = createGiven([change], app.id);
  await handOver(given);
  await addTarget(world, app);
  await handOver(given);
  assert.deepEqual(await readAllEvents(app.secret), []);
});

test("hand-over · the same numbers of another ledger are other events", async () => {
  const app = await world.createApp();
  await addTarget(world, app);
  const change: OutgoingChange = { number: 1, type: "customer.updated", at: 1, customer: null, data: {} };
  const [one, other] = [createGiven([change], app.id), createGiven([change], app.id)];
  other.storage.readSeed = () => "another";
  await handOver(one);
  await handOver(other);
  assert.equal((await readAllEvents(app.secret)).length, 2);
});

async function readAllEvents(secret: string): Promise<EventAnswer[]> {
  return readEvents(world, { id: "", secret });
}

/** A hand-over of a given list, into the world's own D1. */
function createGiven(changes: readonly OutgoingChange[], app = "") {
  let handedOver = 0;
  return {
    id: `con_${"a".repeat(26)}` as ConnectionId,
    owner: { app, project: "project" },
    services: {
      db: world.db,
      outbox: null,
      now: () => Math.floor(Date.now() / 1000),
      random: (length: number) => webcrypto.getRandomValues(new Uint8Array(length)),
    } as unknown as Services, // all that is used
    storage: {
      readHandedOver: () => handedOver,
      writeHandedOver: (number: number): void => {
        handedOver = number;
      },
      readSeed: () => "seed",
    },
    listOutgoing: (after: number, limit: number) =>
      changes.filter(({ number }) => number > after).slice(0, limit),
  };
}
