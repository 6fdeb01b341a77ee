/**
 * @module A key that Stripe refuses: said within five minutes, what was read is kept, and a new key goes on from there.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { LocalKey, RecordedRequest } from "../../../demo/stripe/index.ts";
import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import { readAnswer, type World } from "../world.ts";
import {
  connectHalf,
  connectLedger,
  createLedgerWorld,
  expectTruth,
  identifiersOf,
  createProfile,
  pass,
  readAll,
  readCount,
  readSync,
  settle,
  type Connected,
  type Means,
} from "./ledger-world.ts";

const RESOURCES = ["customers", "subscriptions", "invoices", "charges"] as const;
/** DropFix's promise. */
const FIVE_MINUTES = 300;
/** A refusal is confirmed by a look minutes after the first. */
const CONFIRMED_SECONDS = 160;
const REFUSED = {
  code: "key_refused",
  message:
    "Stripe refuses the key. What was read is kept; reading goes on with a new key of the same account.",
};

let world: World;
before(async () => {
  world = await createLedgerWorld();
});
after(() => world.close());

/** Connects an account with enough payments that its reads allow a look every five minutes. */
async function connect(means: Means = "lists"): Promise<Connected> {
  const connected = await connectLedger(world, {
    means,
    resources: RESOURCES,
    customers: 120,
    sync: { reads_per_month: DROPFIX.sync.reads_per_month },
  });
  await settle(world, connected);
  return connected;
}

async function readDetail({ project }: Connected) {
  return (await project.read("readConnection")).connection?.health.detail;
}

/** Lets the connection go through five minutes, in which its alarm rings when it is due. */
async function passFiveMinutes(connected: Connected): Promise<void> {
  await pass(world, connected, FIVE_MINUTES, 30);
  await readAll(world, connected); // a check that was asked for is due at once
}

async function reconnect(connected: Connected) {
  const permissions = identifiersOf(createProfile("lists", RESOURCES));
  const key = world.createKey(permissions, { account: connected.account });
  return { key, ...(await readAnswer(await connected.project.connect(key.key))) };
}

/** Lists what was asked with a key: other connections' alarms ring too. */
function listAsked({ id }: LocalKey): readonly RecordedRequest[] {
  return world.stripe.requests.filter(({ keyId }) => keyId === id);
}

for (const means of ["lists", "events"] as const) {
  test(`revoked · is said within five minutes, by what a poll of ${means} is answered, and confirmed later`, async () => {
    const connected = await connect(means);
    world.stripe.revokeKey(connected.key.id);
    await passFiveMinutes(connected);
    assert.equal(await readDetail(connected), "refused_once");
    await world.advanceClock(CONFIRMED_SECONDS);
    await readAll(world, connected);
    assert.equal(await readDetail(connected), "key_rejected");
  });
}

test("revoked · stops the reading, keeps what was read, and says so", async () => {
  const connected = await connect();
  const count = await readCount(world, connected);
  world.stripe.revokeKey(connected.key.id);
  await passFiveMinutes(connected);
  await world.advanceClock(CONFIRMED_SECONDS);
  await readAll(world, connected);
  world.stripe.clearRequests();
  await pass(world, connected, 3_600, 600);
  const pages = listAsked(connected.key).filter(({ query }) => query.includes("limit=100")); // no probe of a check
  assert.deepEqual(pages, []);
  assert.equal(await readCount(world, connected), count);
  const { status, problem, resources } = await readSync(connected);
  assert.deepEqual({ status, problem }, { status: "stale", problem: REFUSED });
  for (const one of resources) {
    assert.deepEqual([one.status, one.next_at, one.problem], ["stale", null, REFUSED], one.resource);
  }
  const { connection } = await connected.project.read("readConnection");
  assert.deepEqual([connection?.sync.status, connection?.sync.problem], ["stale", REFUSED]);
});

test("revoked · before the fill is over leaves it paused, and it goes on where it was with a new key", async () => {
  const connected = await connectHalf(world, { resources: RESOURCES, customers: 250, kind: "revoked" });
  world.stripe.revokeKey(connected.key.id);
  await passFiveMinutes(connected);
  const { status, problem, progress } = await readSync(connected);
  assert.deepEqual([status, problem, progress?.done], ["paused", REFUSED, 100]);
  const { key } = await reconnect(connected);
  world.stripe.clearRequests();
  await readAll(world, connected);
  const pages = listAsked(key).filter(
    ({ path, query }) => path === "/v1/customers" && query.startsWith("limit=100"),
  );
  assert.deepEqual(
    pages.map(({ query }) => query.includes("starting_after")),
    [true, true],
  );
  await settle(world, connected);
  await expectTruth(world, connected);
});

test("revoked · a new key of the same account goes on by itself, and what happened meanwhile is caught up", async () => {
  const connected = await connect();
  world.stripe.revokeKey(connected.key.id);
  await passFiveMinutes(connected);
  await world.advanceClock(CONFIRMED_SECONDS);
  await readAll(world, connected);
  const live = world.stripe.live(connected.account, "test");
  for (let seed = 0; seed < 12; seed += 1) live.random(seed);
  const { connection } = await reconnect(connected);
  assert.equal(connection?.id, connected.id);
  await settle(world, connected);
  await expectTruth(world, connected);
  const { status, problem } = await readSync(connected);
  assert.deepEqual({ status, problem }, { status: "fresh", problem: null });
});

for (const [title, detail, refuse] of [
  ["an expired key", "key_expired", (id: string) => world.stripe.expireKey(id)],
  ["an IP policy", "key_ip_restricted", (id: string) => world.stripe.blockIp(id, true)],
] as const) {
  test(`revoked · ${title} is said within five minutes too, in so many words`, async () => {
    const connected = await connect();
    refuse(connected.key.id);
    await passFiveMinutes(connected);
    assert.equal(await readDetail(connected), detail);
    const { status, problem } = await readSync(connected);
    assert.deepEqual({ status, problem }, { status: "stale", problem: REFUSED });
  });
}

test("revoked · an IP policy that lets us in again is found by the next check", async () => {
  const connected = await connect();
  world.stripe.blockIp(connected.key.id, true);
  await passFiveMinutes(connected);
  world.stripe.blockIp(connected.key.id, false);
  await connected.project.read("checkConnection", {});
  await settle(world, connected);
  await expectTruth(world, connected);
});

test("revoked · a single 401 is no revoked key: the check that follows finds it in order", async () => {
  const connected = await connect();
  world.stripe.setFault({ kind: "revoked" }, { times: 1 });
  await passFiveMinutes(connected);
  world.stripe.setFault(null);
  assert.equal(await readDetail(connected), null);
  assert.equal((await readSync(connected)).status, "fresh");
});

test("revoked · right after a check, it is not asked about without end until the next one may be made", async () => {
  const connected = await connect();
  await world.advanceClock(FIVE_MINUTES - 30); // the next poll is within a minute
  await world.db.prepare("UPDATE connections SET due_at = 1 WHERE id = ?1").bind(connected.id).run();
  await readAll(world, connected);
  world.stripe.revokeKey(connected.key.id);
  world.stripe.clearRequests();
  await world.advanceClock(45);
  await readAll(world, connected);
  for (let calls = 0; calls < 100; calls += 1) await world.advanceClock(0); // as long as a loop would need
  const asked = listAsked(connected.key).length;
  assert.ok(asked > 0);
  assert.ok(asked <= 40, `it was asked ${asked} times`);
  await world.advanceClock(61);
  await readAll(world, connected);
  assert.equal(await readDetail(connected), "refused_once");
});
