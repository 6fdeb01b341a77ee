/**
 * @module What a connection's object does by its alarm, and the watchdog for those whose alarm was lost.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { createSecret, sendEvent, sign, writeEvent } from "../webhooks/events.ts";
import { createWorld, readAnswer, readError, type Project, type World } from "../world.ts";

const HOUR = 3600;
/** Longer than the alarm waits from one check to the next. */
const DAY = 27 * HOUR;
/** Longer than a first refusal has to wait for the second look. */
const SECOND_LOOK = 160;

let world: World;
let db: D1Database;
before(async () => {
  world = await createWorld();
  ({ DB: db } = await world.harness.getWorker<{ DB: D1Database }>().getEnv());
});
after(() => world.close());

interface Connected {
  readonly project: Project;
  readonly keyId: string;
  readonly id: string;
}

async function connect(profile?: string, more?: Record<string, unknown>): Promise<Connected> {
  const project = await world.createProject("admin", profile);
  const { id: keyId, key } = world.createKey();
  const { connection } = await readAnswer(await project.connect(key, more));
  return { project, keyId, id: connection?.id ?? "" };
}

async function refuseOnce(): Promise<Connected> {
  const connected = await connect();
  world.stripe.revokeKey(connected.keyId);
  await connected.project.read("checkConnection", {});
  return connected;
}

async function readDetail(project: Project) {
  return (await project.read("readConnection")).connection?.health.detail;
}

const TABLES = "SELECT name FROM sqlite_master WHERE name IN ('events', 'grants')";

const runWatchdog = () => world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });

test("alarm · looks a second time at a refused key after its minutes, and not before", async () => {
  const { project, id } = await refuseOnce();
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), "refused_once");
  await world.advanceClock(SECOND_LOOK);
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), "key_rejected");
  const row = await db
    .prepare("SELECT actor, detail FROM audit WHERE project = ?1 AND actor = 'system'")
    .bind(project.id)
    .first();
  assert.deepEqual({ ...row }, { actor: "system", detail: "key_rejected" });
});

test("alarm · a confirmed refusal is not asked about again and again", async () => {
  const { project, id } = await refuseOnce();
  await world.advanceClock(SECOND_LOOK);
  await world.ringAlarm(id);
  world.stripe.clearRequests();
  await world.ringAlarm(id);
  assert.equal(world.stripe.requests.length, 0);
  assert.equal(await readDetail(project), "key_rejected");
});

test("alarm · a key revoked overnight does not stay healthy", async () => {
  const { project, keyId, id } = await connect();
  world.stripe.revokeKey(keyId);
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), null);
  await world.advanceClock(DAY);
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), "refused_once");
  await world.advanceClock(SECOND_LOOK);
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), "key_rejected");
});

test("alarm · what it finds unchanged leaves no audit row", async () => {
  const { project, id } = await connect();
  await world.advanceClock(DAY);
  await world.ringAlarm(id);
  const count = await db
    .prepare("SELECT COUNT(*) AS count FROM audit WHERE project = ?1 AND actor = 'system'")
    .bind(project.id)
    .first<number>("count");
  assert.equal(count, 0);
});

test("alarm · while Stripe is silent nothing is confirmed, and it looks again within minutes", async () => {
  const { project, id } = await refuseOnce();
  await world.advanceClock(SECOND_LOOK);
  world.stripe.setFault({ kind: "reset_before" });
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), "refused_once");
  world.stripe.setFault(null);
  await world.advanceClock(6 * 60);
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), "key_rejected");
});

test("alarm · what asking again does not change is not asked again within minutes", async () => {
  const { id } = await connect();
  world.stripe.setFault({ kind: "bad_request" });
  await world.advanceClock(DAY);
  await world.ringAlarm(id);
  world.stripe.clearRequests();
  await world.advanceClock(HOUR);
  await world.ringAlarm(id);
  assert.equal(world.stripe.requests.length, 0);
  await world.advanceClock(DAY);
  await world.ringAlarm(id);
  assert.ok(world.stripe.requests.length > 0);
  world.stripe.setFault(null);
});

test("alarm · an event that concerns the account checks at once, and any other does not", async () => {
  const secret = createSecret();
  const { project, keyId, id } = await connect(undefined, { webhook_secret: secret });
  world.stripe.revokeKey(keyId);
  const send = async (type: string) => {
    const { now } = await world.advanceClock(0);
    const body = writeEvent({ type });
    return sendEvent(world, id, body, sign(body, secret, now));
  };
  assert.equal((await send("customer.created")).status, 200);
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), null);
  assert.equal((await send("account.application.deauthorized")).status, 200);
  await world.ringAlarm(id);
  assert.equal(await readDetail(project), "refused_once");
});

// A timeout, so that an alarm which never rings fails this test instead of holding up the run.
test(
  "alarm · rings by itself: an event that concerns the account is followed by probes",
  { timeout: 60_000 },
  async () => {
    const secret = createSecret();
    const { id } = await connect(undefined, { webhook_secret: secret });
    const { now } = await world.advanceClock(0);
    world.stripe.clearRequests();
    const body = writeEvent({ type: "account.updated" });
    assert.equal((await sendEvent(world, id, body, sign(body, secret, now))).status, 200);
    while (!world.stripe.requests.some(({ path }) => path.startsWith("/v1/account"))) {
      await new Promise((resolve) => setImmediate(resolve)); // the platform's own alarm
    }
  },
);

test("alarm · events that concern the account check at once, and however many come, once a minute", async () => {
  const secret = createSecret();
  const { id } = await connect(undefined, { webhook_secret: secret });
  const countChecks = () => world.stripe.requests.filter(({ path }) => path === "/v1/account").length;
  world.stripe.clearRequests();
  for (let events = 0; events < 5; events += 1) {
    const { now } = await world.advanceClock(0);
    const body = writeEvent({ type: "account.updated" });
    assert.equal((await sendEvent(world, id, body, sign(body, secret, now))).status, 200);
    await world.ringAlarm(id);
  }
  assert.equal(countChecks(), 1);
  await world.advanceClock(61);
  await world.ringAlarm(id);
  assert.equal(countChecks(), 2);
  await world.ringAlarm(id);
  assert.equal(countChecks(), 2);
});

test("alarm · of the demo dataset, for whatever reason it was set, rings once", async () => {
  const project = await world.createProject();
  const id = (await project.read("connectDemo", {})).connection?.id ?? "";
  await db.prepare("UPDATE connections SET due_at = 1 WHERE id = ?1").bind(id).run();
  await world.ringAlarm(id);
  const before = await world.countAlarms();
  for (let reads = 0; reads < 30; reads += 1) await project.read("readConnection");
  assert.ok((await world.countAlarms()) - before <= 1);
});

test("alarm · of an object that holds no connection makes nothing", async () => {
  const id = "con_bbbbbbbbbbbbbbbbbbbbbbbbbb";
  await world.ringAlarm(id);
  assert.deepEqual(await world.readObject(id, TABLES), []);
});

test("alarm · an object whose row is gone empties itself", async () => {
  const { id, project } = await connect();
  await db.prepare("DELETE FROM connections WHERE id = ?1").bind(id).run();
  await world.ringAlarm(id);
  const answered = await readError(await project.call("checkConnection", {}));
  assert.equal(answered.code, "not_connected");
  assert.deepEqual(await world.readObject(id, TABLES), []);
});

test("watchdog · wakes a connection whose alarm was lost, and a broken one keeps no other out", async () => {
  const broken = await Promise.all(Array.from({ length: 3 }, () => connect()));
  for (const { id } of broken) {
    await db.prepare("DELETE FROM sealed_secrets WHERE connection_id = ?1").bind(id).run();
    await db.prepare("UPDATE connections SET due_at = due_at - 86400 WHERE id = ?1").bind(id).run();
  }
  const { project, keyId } = await connect();
  world.stripe.revokeKey(keyId);
  await world.advanceClock(DAY);
  await runWatchdog();
  assert.equal(await readDetail(project), "refused_once");
  const { results } = await db
    .prepare(
      "SELECT due_at > (SELECT MAX(checked_at) FROM connections) AS later FROM connections WHERE id IN (?1, ?2, ?3)",
    )
    .bind(...broken.map(({ id }) => id))
    .all();
  assert.deepEqual(
    results.map(({ later }) => later),
    [1, 1, 1],
  );
});

test("watchdog · a row whose object holds nothing, as after a backup was restored, is looked after again", async () => {
  const { id, project } = await connect();
  const restored = "con_cccccccccccccccccccccccccc";
  await db.prepare("DELETE FROM sealed_secrets WHERE connection_id = ?1").bind(id).run();
  await db.prepare("UPDATE connections SET id = ?2, due_at = 1 WHERE id = ?1").bind(id, restored).run();
  await runWatchdog();
  const row = await db
    .prepare("SELECT due_at > checked_at AS later FROM connections WHERE project = ?1")
    .bind(project.id)
    .first();
  assert.deepEqual({ ...row }, { later: 1 });
});
