/**
 * @module A disconnect takes the ledger with it: when DELETE answers, nothing of the account is left, whatever was under
 * way.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sendEvent, sign, writeEvent } from "../webhooks/events.ts";
import { createOauthWorld, createPerson, type OauthWorld } from "../oauth/journey.ts";
import { readAnswer } from "../world.ts";
import {
  connectLedger,
  createProfile,
  expectTruth,
  identifiersOf,
  readAll,
  readCount,
  settle,
  type Connected,
} from "./ledger-world.ts";

const RESOURCES = ["customers", "subscriptions", "invoices", "payment_methods"] as const;

let world: OauthWorld;
before(async () => {
  world = await createOauthWorld("connect", { TEST_LEDGER: "on" });
});
after(() => world.close());

/** Everything that is in an object's storage: tables with their rows, and what is kept by name. */
async function readStorage({ id }: Pick<Connected, "id">): Promise<Record<string, number>> {
  const tables = (await world.readObject(
    id,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name",
  )) as { name: string }[]; // the query's column
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = (await world.readObject(id, `SELECT COUNT(*) AS count FROM "${name}"`)) as {
      count: number;
    }[];
    counts[name] = row?.count ?? 0;
  }
  const { names } = await world.readRest(id);
  return { ...counts, ...(names.length > 0 && { [names.join(" ")]: names.length }) };
}

/** Counts the rows of D1 that name a connection or its account, but for the record of who did what. */
async function countRows({ id }: Pick<Connected, "id">, account: string): Promise<number> {
  const queries = [
    world.db.prepare("SELECT COUNT(*) AS count FROM connections WHERE id = ?1 OR account_id = ?2"),
    world.db.prepare("SELECT COUNT(*) AS count FROM sealed_secrets WHERE connection_id = ?1 OR ?2 = ''"),
    world.db.prepare("SELECT COUNT(*) AS count FROM oauth_flows WHERE connection_id = ?1 OR account_id = ?2"),
  ];
  const results = await world.db.batch<{ count: number }>(queries.map((query) => query.bind(id, account)));
  return results.reduce((sum, { results: [row] }) => sum + (row?.count ?? 0), 0);
}

/** Lets everything ring that may still have been armed, and everything arrive that was under way. */
async function outlast({ id }: Pick<Connected, "id">): Promise<void> {
  for (let rings = 0; rings < 3; rings += 1) {
    await world.advanceClock(3_600);
    await readAll(world, { id });
  }
}

test("disconnect · when it answers, nothing is left in the object or in D1, and nothing comes back", async () => {
  const connected = await connectLedger(world, { means: "webhooks and events", resources: RESOURCES });
  await settle(world, connected);
  world.stripe.live(connected.account, "test").createCustomer();
  for (const { send } of world.stripe.takeDeliveries(connected.account)) await send();
  assert.ok(((await readStorage(connected)).objects ?? 0) > 0);
  const { connection } = await connected.project.read("disconnect", {});
  assert.equal(connection, null);
  assert.deepEqual(await readStorage(connected), {});
  assert.equal(await countRows(connected, connected.account), 0);
  assert.equal((await world.readRest(connected.id)).alarm, null);
  world.stripe.clearRequests();
  await outlast(connected);
  assert.deepEqual(await readStorage(connected), {});
  assert.deepEqual(world.stripe.requests, []);
});

test("disconnect · in the middle of the first fill ends it, and an answer on its way then is dropped", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES, customers: 300 });
  world.stripe.setLatency(30);
  const reading = readAll(world, connected);
  while (!world.stripe.requests.some(({ query }) => query.includes("starting_after"))) {
    await new Promise((resolve) => setImmediate(resolve)); // the local Stripe's own log
  }
  await connected.project.read("disconnect", {});
  const left = [await readStorage(connected), await countRows(connected, connected.account)];
  await reading;
  world.stripe.setLatency(0);
  assert.deepEqual(left, [{}, 0]);
  await outlast(connected);
  assert.deepEqual(await readStorage(connected), {});
});

test("disconnect · an event that comes in the same moment leaves nothing", async () => {
  const connected = await connectLedger(world, { means: "webhooks", resources: ["customers"] });
  await settle(world, connected);
  const { now } = await world.advanceClock(0);
  const events = Array.from({ length: 20 }, () => {
    const object = { id: "cus_late", object: "customer", created: now };
    const body = writeEvent({ type: "customer.created", created: now, data: { object } });
    return sendEvent(world, connected.id, body, sign(body, connected.secret, now));
  });
  await connected.project.read("disconnect", {});
  for (const { status } of await Promise.all(events))
    assert.ok(status === 200 || status === 400, String(status));
  assert.deepEqual(await readStorage(connected), {});
});

test("disconnect · a project that connects again begins with an empty ledger, in an object of its own", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES });
  await settle(world, connected);
  await connected.project.read("disconnect", {});
  const { connection } = await readAnswer(await connected.project.connect(connected.key.key));
  const again = { ...connected, id: connection?.id ?? "" };
  assert.notEqual(again.id, connected.id);
  await settle(world, again);
  await expectTruth(world, again);
  assert.deepEqual(await readStorage(connected), {});
});

test("disconnect · with access that Stripe does not take back yet, that alone is left", async () => {
  const profile = {
    ...createProfile("webhooks", ["customers"]),
    methods: ["oauth" as const],
    webhook: { kind: "none" as const },
  };
  const project = await world.createProject("admin", profile);
  const person = await createPerson(world, project);
  const account = world.stripe.createAccount({ name: "Acme Inc.", customers: 20 });
  const { connection } = await readAnswer(await person.finish(await person.travel(account)));
  const connected = { id: connection?.id ?? "" };
  await readAll(world, connected);
  assert.ok((await readCount(world, connected)) >= 20);
  world.stripe.setFault({ kind: "reset_before" }, { path: /deauthorize/ });
  await project.read("disconnect", {});
  assert.deepEqual(await readStorage(connected), { events: 0, grants: 1, "id public_url": 2 });
  assert.equal(await countRows(connected, account.id), 0);
  world.stripe.setFault(null);
  await outlast(connected);
  assert.deepEqual(await readStorage(connected), {});
  assert.equal((await world.readRest(connected.id)).alarm, null);
});

test("disconnect · an app's project that ends by itself takes its ledger with it", async () => {
  const profile = createProfile("lists", RESOURCES);
  const account = world.stripe.createAccount({ name: "Acme Inc.", customers: 5 }).id;
  const { key } = world.createKey(identifiersOf(profile), { account });
  const project = await world.createProject("admin", profile);
  const { connection } = await readAnswer(await project.connect(key));
  const connected = { id: connection?.id ?? "" };
  await readAll(world, connected);
  assert.ok((await readCount(world, connected)) > 0);
  await world.db.prepare("DELETE FROM connections WHERE id = ?1").bind(connected.id).run();
  await readAll(world, connected);
  assert.deepEqual(await readStorage(connected), {});
});

test("another account · moves to an object of its own, and the one before is empty", async () => {
  const connected = await connectLedger(world, { means: "webhooks", resources: RESOURCES });
  await settle(world, connected);
  const account = world.stripe.createAccount({ name: "Other Inc.", customers: 7 }).id;
  const { key } = world.createKey(identifiersOf(createProfile("webhooks", RESOURCES)), { account });
  const { connection } = await readAnswer(await connected.project.connect(key, { replace_account: true }));
  const moved: Connected = { ...connected, id: connection?.id ?? "", account };
  assert.notEqual(moved.id, connected.id);
  assert.deepEqual(await readStorage(connected), {});
  assert.equal(await countRows(connected, connected.account), 0);
  assert.equal((await world.readRest(connected.id)).alarm, null);
  await settle(world, moved);
  await expectTruth(world, moved);
  await outlast(connected);
  assert.deepEqual(await readStorage(connected), {});
});

test("another account · in the middle of the first fill takes nothing along", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES, customers: 300 });
  const account = world.stripe.createAccount({ name: "Other Inc.", customers: 7 }).id;
  const { key } = world.createKey(identifiersOf(createProfile("lists", RESOURCES)), { account });
  world.stripe.clearRequests();
  world.stripe.setLatency(30);
  const reading = readAll(world, connected);
  while (!world.stripe.requests.some(({ query }) => query.includes("starting_after"))) {
    await new Promise((resolve) => setImmediate(resolve)); // the local Stripe's own log
  }
  const { connection } = await readAnswer(await connected.project.connect(key, { replace_account: true }));
  await reading;
  world.stripe.setLatency(0);
  assert.deepEqual(await readStorage(connected), {});
  const moved: Connected = { ...connected, id: connection?.id ?? "", account };
  await settle(world, moved);
  await expectTruth(world, moved);
});
