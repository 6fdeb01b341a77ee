/**
 * @module What is said of a ledger: `GET …/sync` by its own object, the connection's summary by D1, and the status in
 * plain values, which never says of the data what is not so yet.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { statusAnswer } from "../../../shared/schema/connections.ts";
import { READ_PURPOSES } from "../../../shared/sync.ts";
import { ORIGIN, readError, type World } from "../world.ts";
import {
  connectHalf,
  connectLedger,
  createLedgerWorld,
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

const RESOURCES = ["customers", "subscriptions", "invoices"] as const;
const DAY = 24 * 3600;
/** The least that a profile may allow. */
const LIMIT = 1_000;

let world: World;
before(async () => {
  world = await createLedgerWorld();
});
after(() => world.close());

async function readStatus({ project }: Pick<Connected, "project">) {
  const response = await project.call("readStatus");
  assert.equal(response.status, 200);
  const { sync_status, schema_exists } = statusAnswer.parse(await response.json());
  return [sync_status, schema_exists];
}

/** The connection's summary, which takes no call to the object. */
async function readSummary({ project }: Connected) {
  const { connection } = await project.read("readConnection");
  assert.ok(connection);
  return connection.sync;
}

/** Lets the fill end in the middle of the customers, with Stripe down. */
function fillHalf(): Promise<Connected> {
  return connectHalf(world, { resources: RESOURCES, customers: 250 });
}

test("sync · whoever may look at the project may read it, and nobody else", async () => {
  const { project } = await connectLedger(world, { resources: RESOURCES });
  const params = { project: project.id };
  assert.equal((await world.call("readSync", { token: project.app.secret, params })).status, 200);
  const viewer = await world.call("createSession", {
    token: project.app.secret,
    body: { project: project.id, role: "viewer" },
  });
  const { token } = (await viewer.json()) as { token: string }; // the contract of sessions
  assert.equal((await world.call("readSync", { token, origin: ORIGIN })).status, 200);
  const other = await world.createProject();
  assert.equal((await world.call("readSync", { token: other.app.secret, params })).status, 404);
  assert.equal((await world.call("readSync", { params })).status, 401);
});

test("sync · a project without a connection has none", async () => {
  const project = await world.createProject();
  const { status, code } = await readError(await project.call("readSync"));
  assert.deepEqual({ status, code }, { status: 404, code: "not_connected" });
});

test("sync · before the first turn all of it is pending", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES, customers: 1 });
  // What the object says depends on whether its alarm has rung; what D1 says is from before, or from after.
  const summary = await readSummary(connected);
  if (summary.means === null) {
    assert.deepEqual(summary, {
      status: "pending",
      means: null,
      progress: null,
      problem: null,
      resume_at: null,
      filled_at: null,
      last_success_at: null,
    });
  }
  await readAll(world, connected);
  assert.equal((await readSummary(connected)).status, "fresh");
});

test("sync · while it fills it says how far of how much, and nothing of it is fresh but what is filled", async () => {
  const connected = await fillHalf();
  const { status, filled_at, resources, progress, last_change } = await readSync(connected);
  assert.deepEqual({ status, filled_at }, { status: "paused", filled_at: null });
  assert.deepEqual(
    resources.map((one) => [one.resource, one.status, one.problem?.code ?? null]),
    [
      ["customers", "paused", "stripe_unavailable"],
      ["subscriptions", "fresh", null],
      ["invoices", "fresh", null],
    ],
  );
  assert.deepEqual([progress?.resource, progress?.done], ["customers", 100]);
  assert.equal(progress?.total, null); // nobody said when the account began
  assert.ok(last_change >= (await readCount(world, connected)));
});

test("sync · once it is filled it is fresh, exact, and says when and by what means", async () => {
  const connected = await fillHalf();
  await world.advanceClock(300);
  await readAll(world, connected);
  const { now } = await world.advanceClock(0);
  const sync = await readSync(connected);
  const { status, means, problem, resume_at, progress } = sync;
  assert.deepEqual(
    { status, means, problem, resume_at, progress },
    {
      status: "fresh",
      means: "lists",
      problem: null,
      resume_at: null,
      progress: { resource: "customers", done: 250, total: 250 },
    },
  );
  assert.ok(Math.abs((sync.filled_at ?? 0) - now) < 30);
  for (const one of sync.resources) {
    assert.deepEqual([one.status, one.problem], ["fresh", null], one.resource);
    assert.ok((one.next_at ?? 0) > now, one.resource);
  }
});

test("sync · what was not read for long is stale, and says so until it is read again", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES });
  await settle(world, connected);
  await world.advanceClock(3 * DAY);
  const { status, resources } = await readSync(connected);
  assert.deepEqual(
    [status, ...resources.map((one) => one.status)],
    Array.from({ length: 4 }, () => "stale"),
  );
  await readAll(world, connected);
  assert.equal((await readSync(connected)).status, "fresh");
});

test("sync · an answer that nobody knows is a failed resource before the fill, and a stale one after it", async () => {
  world.stripe.setFault({ kind: "bad_request" }, { path: /invoices/, skip: 1 }); // after the probe
  const connected = await connectLedger(world, { resources: RESOURCES });
  await readAll(world, connected);
  const first = await readSync(connected);
  const invoices = first.resources.find(({ resource }) => resource === "invoices");
  assert.deepEqual(
    [invoices?.status, invoices?.problem?.code, first.problem?.code],
    ["failed", "stripe_unexpected", "stripe_unexpected"],
  );
  world.stripe.setFault(null);
  await world.advanceClock(300);
  await readAll(world, connected);
  assert.equal((await readSync(connected)).status, "fresh");
  world.stripe.setFault({ kind: "bad_request" }, { path: /invoices/ });
  await pass(world, connected, 2 * 3_600, 1_800);
  world.stripe.setFault(null);
  const after = (await readSync(connected)).resources.find(({ resource }) => resource === "invoices");
  assert.deepEqual([after?.status, after?.problem?.code], ["stale", "stripe_unexpected"]);
});

test("sync · where the reads are used up it waits for tomorrow, says so, and goes on by itself", async () => {
  const resources = ["customers", "payment_methods"] as const; // one list for each customer
  const connected = await connectLedger(world, {
    resources,
    customers: 230,
    sync: { reads_per_month: LIMIT },
  });
  await readAll(world, connected);
  const waiting = await readSync(connected);
  const { now } = await world.advanceClock(0);
  const tomorrow = (Math.floor(now / DAY) + 1) * DAY;
  assert.deepEqual(
    [waiting.status, waiting.problem?.code, waiting.resume_at],
    ["paused", "reads_used_up", tomorrow],
  );
  const summary = await readSummary(connected);
  assert.deepEqual([summary.status, summary.resume_at], ["paused", tomorrow]);
  assert.equal(waiting.reads.last_30_days.fill, 0.2 * LIMIT); // so much of a month at once, of lists by customer
  const days: number[] = [];
  for (let day = 0; day < 12; day += 1) {
    await pass(world, connected, DAY, DAY / 2);
    const { reads } = await readSync(connected);
    days.push(reads.last_30_days.fill);
    assert.ok(reads.used <= LIMIT, `${reads.used} reads`);
  }
  const { filled_at, problem } = await readSync(connected);
  assert.ok((filled_at ?? 0) > tomorrow, `${days.join(", ")} reads`);
  assert.equal(problem, null);
});

test("connection · its summary is the object's own, as of the last turn", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES });
  await settle(world, connected);
  const sync = await readSync(connected);
  const summary = await readSummary(connected);
  for (const name of ["status", "means", "progress", "problem", "resume_at", "filled_at"] as const) {
    assert.deepEqual(summary[name], sync[name], name);
  }
});

test("connection · a summary that only moves in time is not written at every poll", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES });
  await settle(world, connected);
  const read = () =>
    world.db.prepare("SELECT sync FROM connections WHERE id = ?1").bind(connected.id).first<string>("sync");
  const before = await read();
  await pass(world, connected, 3_600, 600);
  assert.equal(await read(), before);
  await pass(world, connected, 8 * 3_600, 3_600);
  assert.notEqual(await read(), before);
});

test("status · goes from pending by syncing to ready, and says neither ready nor a schema before it is so", async () => {
  const project = await world.createProject("admin", createProfile("lists", RESOURCES));
  assert.deepEqual(await readStatus({ project }), ["none", false]);
  const account = world.stripe.createAccount({ name: "Acme Inc.", customers: 250 }).id;
  const key = world.createKey(identifiersOf(createProfile("lists", RESOURCES)), { account });
  world.stripe.setFault({ kind: "html_502" }, { path: /customers/, skip: 2 }); // the probe, and a page
  await project.connect(key.key);
  const { connection } = await project.read("readConnection");
  const connected = { project, id: connection?.id ?? "" };
  const seen = [await readStatus(connected)];
  await readAll(world, connected);
  seen.push(await readStatus(connected));
  await world.advanceClock(300);
  await readAll(world, connected);
  seen.push(await readStatus(connected));
  world.stripe.setFault(null);
  await world.advanceClock(300);
  await readAll(world, connected);
  assert.deepEqual(await readStatus(connected), ["ready", true]);
  for (const [status, schema] of seen) {
    assert.ok(status === "pending" || status === "syncing", String(status));
    assert.equal(schema, status === "syncing");
  }
  assert.deepEqual(seen.at(-1), ["syncing", true]);
});

for (const means of ["lists", "events", "webhooks and events"] as const satisfies Means[]) {
  test(`reads · by purpose they add up to the requests that Stripe saw · by ${means}`, async () => {
    world.stripe.clearRequests();
    const connected = await connectLedger(world, { means, customers: 120 });
    await settle(world, connected);
    const live = world.stripe.live(connected.account, "test");
    for (let seed = 0; seed < 20; seed += 1) live.random(seed);
    await settle(world, connected);
    await connected.project.read("checkConnection", {});
    const { reads } = await readSync(connected);
    const seen = world.stripe.requests.filter(
      ({ method, keyId }) => method === "GET" && keyId === connected.key.id,
    );
    const total = READ_PURPOSES.reduce((sum, name) => sum + reads.last_30_days[name], 0);
    assert.equal(total, seen.length);
    assert.deepEqual([reads.used, reads.left], [total, reads.limit - total]);
    for (const name of ["probe", "fill", "poll", "reconcile"] as const)
      assert.ok(reads.last_30_days[name] > 0, name);
    const byMoment = new Map<number, number>();
    for (const { at } of seen) {
      const day = Math.floor(at / DAY);
      byMoment.set(day, (byMoment.get(day) ?? 0) + 1);
    }
    const { now } = await world.advanceClock(0);
    const today = READ_PURPOSES.reduce((sum, name) => sum + reads.today[name], 0);
    assert.equal(today, byMoment.get(Math.floor(now / DAY)) ?? 0);
  });
}

test("reads · are forgotten after 30 days", async () => {
  const connected = await connectLedger(world, { resources: RESOURCES });
  await readAll(world, connected);
  assert.ok((await readSync(connected)).reads.last_30_days.fill > 0);
  await pass(world, connected, 31 * DAY, DAY);
  assert.equal((await readSync(connected)).reads.last_30_days.fill, 0);
});
