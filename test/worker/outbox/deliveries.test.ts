/**
 * @module Events on their way to products: what is told and when, to receivers that work, fail, hang, redirect, are gone,
 * flap and ask to wait; signed as the official library verifies.
 */

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { after, before, beforeEach, mock, test } from "node:test";
import { PAUSES_SECONDS, type EventEndpointAnswer } from "../../../shared/schema/events.ts";
import { createKek } from "../../vault/key-rings.ts";
import { createSecret } from "../webhooks/events.ts";
import { readLogText } from "../http/logs.ts";
import { readAnswer, readError, REQUIRED, type Project } from "../world.ts";
import {
  addTarget,
  createOutboxWorld,
  readEvents,
  settleEvents,
  type OutboxWorld,
  type Target,
} from "./outbox-world.ts";
import { isBelieved, verify, type Answer } from "./receiver.ts";
import type { Services } from "../../../worker/context.ts";
import { deliverAll } from "../../../worker/outbox/deliver.ts";
import { listOverdue } from "../../../worker/outbox/events.ts";
import { parseKeyring } from "../../../worker/vault/keyring.ts";
import { createVault } from "../../../worker/vault/vault.ts";

const DAY = 24 * 3600;

let world: OutboxWorld;
before(async () => {
  world = await createOutboxWorld();
});
beforeEach(() => world.setQueue("absent")); // the cron delivers by itself: nothing waits for the queue's second
after(() => world.close());

async function readTarget({ app }: Project, { id }: Target): Promise<EventEndpointAnswer> {
  const response = await world.call("listEventEndpoints", { token: app.secret });
  const { data } = (await response.json()) as { data: EventEndpointAnswer[] }; // eventEndpointListAnswer
  const found = data.find((one) => one.id === id);
  assert.ok(found);
  return found;
}

/** Connects the demo dataset, which is one event. */
async function tellOne(project: Project): Promise<string> {
  await readAnswer(await project.call("connectDemo", {}));
  const [event] = await readEvents(world, project.app);
  assert.ok(event);
  return event.id;
}

test("events · go out by the queue within seconds, signed as the official library verifies", async () => {
  await world.setQueue("works");
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  const connected = await readAnswer(await project.connect(world.createKey().key));
  const [first] = await world.receiver.wait(target.path, 1);
  assert.ok(first);
  const event = verify(first, target.secret);
  assert.deepEqual(
    [event.type, event.app, event.project, event.connection, event.sequence],
    ["connection.created", project.app.id, project.id, connected.connection?.id, 1],
  );
  assert.equal(first.headers["content-type"], "application/json");
  const [logged] = await settleEvents(world, project.app);
  const [delivery] = logged?.deliveries ?? [];
  assert.deepEqual(
    [delivery?.endpoint, delivery?.status, delivery?.attempts, delivery?.last_status, delivery?.next_at],
    [target.id, "delivered", 1, 204, null],
  );
});

test("events · tell each step of a connection's life, in order of sequence, and the last one outlives it", async () => {
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  const key = world.createKey();
  await readAnswer(await project.connect(key.key));
  world.stripe.editKey(key.id, REQUIRED.slice(1));
  await project.read("checkConnection", {});
  world.stripe.editKey(key.id, REQUIRED);
  await project.read("checkConnection", {});
  world.stripe.revokeKey(key.id);
  await project.read("checkConnection", {});
  await world.advanceClock(200);
  await project.read("checkConnection", {});
  await readAnswer(await project.connect(world.createKey().key));
  await project.read("updateConnection", { webhook_secret: createSecret() });
  await project.read("updateConnection", {});
  await project.read("disconnect");
  await world.runCron();
  const events = world.receiver.received(target.path).map((one) => verify(one, target.secret));
  const inOrder = events.toSorted((one, other) => one.sequence - other.sequence);
  assert.deepEqual(
    inOrder.map(({ type }) => type),
    [
      "connection.created",
      ...["permissions.changed", "connection.degraded"],
      ...["permissions.changed", "connection.recovered"],
      "connection.revoked",
      ...["connection.updated", "connection.recovered"],
      "connection.updated",
      "connection.disconnected",
    ],
  );
  assert.deepEqual(
    inOrder.map(({ sequence }) => sequence),
    inOrder.map((_, index) => index + 1),
  );
  assert.deepEqual(inOrder[1]?.data["permissions"], [
    { permission: "customers", access: "read", before: "granted", after: "missing" },
  ]);
  assert.equal(inOrder.at(-1)?.data["reason"], "requested");
  const rows = await world.db
    .prepare("SELECT 1 FROM connections WHERE id = ?")
    .bind(events[0]?.connection)
    .all();
  assert.deepEqual(rows.results, []);
});

test("events · another account ends one connection and creates the next, in one batch", async () => {
  const project = await world.createProject();
  const before = await readAnswer(await project.connect(world.createKey().key));
  const other = world.stripe.createAccount({ name: "Other", customers: 1 }).id;
  const { key } = world.createKey(REQUIRED, { account: other });
  const after = await readAnswer(await project.connect(key, { replace_account: true }));
  const events = await readEvents(world, project.app);
  const told = events.map(({ type, connection, data }) => [type, connection, data["reason"]]);
  assert.equal(told.length, 3);
  const [first, second] = [before.connection?.id, after.connection?.id];
  assert.ok(told.some((one) => one.join() === `connection.created,${first},`));
  assert.ok(told.some((one) => one.join() === `connection.disconnected,${first},replaced`));
  assert.ok(told.some((one) => one.join() === `connection.created,${second},`));
});

test("events · a check that finds nothing new tells nothing, and neither does Stripe's silence", async () => {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey().key));
  await project.read("checkConnection", {});
  world.stripe.setFault({ kind: "error_500" }, { path: /subscriptions/ });
  await project.call("checkConnection", {});
  world.stripe.setFault(null);
  assert.equal((await readEvents(world, project.app)).length, 1);
});

test("deliveries · a failing endpoint gets ten attempts in three days with the same id, each signed, then no more", async () => {
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  world.receiver.answer(target.path, () => ({ status: 500 }));
  const id = await tellOne(project);
  let waited = 0;
  for (const [index, pause] of [0, ...PAUSES_SECONDS].entries()) {
    await world.advanceClock(Math.ceil(pause * 1.1));
    waited += pause;
    await world.runCron();
    assert.equal(world.receiver.received(target.path).length, index + 1);
    await world.runCron(); // too early for another one
  }
  assert.ok(waited > 71 * 3600 && waited <= 3 * DAY);
  await world.advanceClock(3 * DAY);
  await world.runCron();
  const received = world.receiver.received(target.path);
  assert.equal(received.length, 10);
  assert.deepEqual([...new Set(received.map((one) => verify(one, target.secret).id))], [id]);
  const [event] = await readEvents(world, project.app);
  const [delivery] = event?.deliveries ?? [];
  assert.deepEqual(
    [delivery?.status, delivery?.attempts, delivery?.last_status, delivery?.last_error, delivery?.next_at],
    ["failed", 10, 500, "status", null],
  );
  const shown = await readTarget(project, target);
  assert.equal(shown.status, "enabled");
  assert.ok((shown.failing_since ?? Infinity) < (delivery?.last_attempt_at ?? 0) - 2.5 * DAY);
});

test("deliveries · the pauses have jitter", async () => {
  const project = await world.createProject();
  const targets = await Promise.all(Array.from({ length: 8 }, () => addTarget(world, project.app)));
  for (const { path } of targets) world.receiver.answer(path, () => ({ status: 503 }));
  await tellOne(project);
  for (const pause of [0, 10, 120, 400]) {
    await world.advanceClock(pause);
    await world.runCron();
  }
  const [event] = await readEvents(world, project.app);
  const pauses = event?.deliveries.map(
    ({ next_at, last_attempt_at }) => (next_at ?? 0) - (last_attempt_at ?? 0),
  );
  assert.equal(pauses?.length, 8);
  assert.ok(
    pauses?.every((pause) => pause >= 1600 && pause <= 2000),
    String(pauses),
  );
  assert.ok(new Set(pauses).size > 2, String(pauses));
});

test("deliveries · four that are slow do not hold up the one that works", async () => {
  const project = await world.createProject();
  const slow = await Promise.all(Array.from({ length: 4 }, () => addTarget(world, project.app)));
  for (const { path } of slow) world.receiver.answer(path, () => "silent");
  const well = await addTarget(world, project.app);
  await tellOne(project);
  const round = world.runCron();
  await world.receiver.wait(well.path, 1);
  const [during] = await readEvents(world, project.app);
  const others = during?.deliveries.filter(({ endpoint }) => endpoint !== well.id) ?? [];
  assert.ok(
    others.every(({ last_error }) => last_error === "cut_off"),
    "they are still waited for",
  );
  await round;
  const [event] = await readEvents(world, project.app);
  const errors = event?.deliveries.map(({ last_error }) => last_error ?? "none").sort();
  assert.deepEqual(errors, ["none", ...Array<string>(4).fill("timed_out")]);
  for (const { path } of slow) world.receiver.answer(path, () => ({ status: 410 })); // nobody waits for them again
});

test("deliveries · an endpoint that hangs is asked once a round, those that work come first", async () => {
  const project = await world.createProject();
  const hanging = await addTarget(world, project.app);
  const well = await addTarget(world, project.app);
  world.receiver.answer(hanging.path, () => "silent");
  await tellOne(project);
  for (let count = 0; count < 4; count += 1) await project.call("connectDemo", {});
  await world.runCron();
  assert.equal(world.receiver.received(well.path).length, 5);
  assert.equal(world.receiver.received(hanging.path).length, 1);
  world.receiver.answer(hanging.path, () => ({ status: 410 }));
});

// By the code itself, with the network of this process: the harness follows redirects before the Worker sees them.
test("deliveries · no redirect is followed, no body is read to its end, and what cannot be reached is told apart", async () => {
  const project = await world.createProject();
  const answers: Record<string, Answer> = {
    ...Object.fromEntries(
      [301, 302, 303, 307, 308].map((status) => [
        `redirected ${status}`,
        { status, headers: { location: world.receiver.url("/not-here") } },
      ]),
    ),
    "delivered 200": "endless",
    "unreachable null": "reset",
    "status 404": { status: 404 },
    "timed_out null": "silent",
    "gone 410": { status: 410 },
  };
  const targets = new Map<string, string>();
  for (const [wanted, answer] of Object.entries(answers)) {
    const target = await addTarget(world, project.app);
    targets.set(target.id, wanted);
    world.receiver.answer(target.path, () => answer);
  }
  const away = await world.call("createEventEndpoint", {
    token: project.app.secret,
    body: { url: "http://127.0.0.1:1/" },
  });
  targets.set(((await away.json()) as { id: string }).id, "unreachable null"); // eventEndpointWithSecretAnswer
  await tellOne(project);
  const log = mock.method(console, "log", () => undefined);
  await deliverHere(world);
  log.mock.restore();
  const [event] = await readEvents(world, project.app);
  assert.equal(event?.deliveries.length, targets.size);
  for (const { endpoint, status, last_error, last_status } of event?.deliveries ?? []) {
    assert.equal(`${last_error ?? status} ${last_status}`, targets.get(endpoint));
  }
  assert.equal(world.receiver.received("/not-here").length, 0);
  for (const endpoint of targets.keys()) {
    await world.call("deleteEventEndpoint", { token: project.app.secret, params: { endpoint } });
  }
});

/** Makes what is due in this process, with the Worker's own database and keys. */
async function deliverHere({ db: given, secrets }: OutboxWorld): Promise<void> {
  const db = given as unknown as Services["db"]; // the same, by the types of another package
  const { now: start } = await world.advanceClock(0);
  const now = (): number => start;
  const services = {
    db,
    now,
    vault: createVault({ db, now, ring: parseKeyring(secrets.VAULT_KEYS) }),
    outbox: null,
    settings: { allowsPrivateEndpoints: true, publicUrl: null },
    random: (length: number) => webcrypto.getRandomValues(new Uint8Array(length)),
    fetch: globalThis.fetch,
    deliveryDeadlineMs: 500,
  } as unknown as Services; // all that is used
  await deliverAll(services, await listOverdue(db, start, null, 100));
}

test("deliveries · 410 disables the endpoint, gives up what waits, and the owner enables it again", async () => {
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  world.receiver.answer(target.path, (count) => ({ status: count === 1 ? 410 : 204 }));
  const id = await tellOne(project);
  await project.call("connectDemo", {});
  await world.runCron();
  const shown = await readTarget(project, target);
  assert.deepEqual([shown.status, shown.disabled_reason], ["disabled", "gone"]);
  const deliveries = (await readEvents(world, project.app)).flatMap((event) => event.deliveries);
  assert.deepEqual(
    deliveries.map(({ status }) => status),
    ["failed", "failed"],
  );
  await project.call("connectDemo", {});
  await world.advanceClock(DAY);
  await world.runCron();
  assert.equal(world.receiver.received(target.path).length, 1, "nothing goes to a disabled endpoint");
  const token = project.app.secret;
  const refused = await world.call("resendEvent", {
    token,
    params: { event: id },
    body: { endpoint: target.id },
  });
  assert.equal((await readError(refused)).code, "endpoint_disabled");
  const params = { endpoint: target.id };
  await world.call("updateEventEndpoint", { token, params, body: { enabled: true } });
  assert.equal((await readTarget(project, target)).disabled_reason, null);
  await world.call("resendEvent", { token, params: { event: id }, body: {} });
  await world.runCron();
  assert.equal(world.receiver.received(target.path)[1]?.event.id, id);
});

test("deliveries · Retry-After is heard, in seconds and as a date, up to a day", async () => {
  const project = await world.createProject();
  const { now } = await world.advanceClock(0);
  const date = new Date((now + 7200) * 1000).toUTCString();
  const asked = { "3600": 3600, [date]: 7200, "99999999": DAY, soon: 5 };
  const targets = await Promise.all(
    Object.keys(asked).map(async (text) => {
      const target = await addTarget(world, project.app);
      world.receiver.answer(target.path, () => ({ status: 429, headers: { "retry-after": text } }));
      return [target.id, text] as const;
    }),
  );
  await tellOne(project);
  await world.runCron();
  const [event] = await readEvents(world, project.app);
  for (const [id, text] of targets) {
    const { next_at = 0, last_attempt_at = 0 } = event?.deliveries.find((one) => one.endpoint === id) ?? {};
    const pause = (next_at ?? 0) - (last_attempt_at ?? 0);
    assert.ok(Math.abs(pause - (asked[text] ?? 0)) <= 3, `${text}: ${pause}`);
  }
});

test("deliveries · a flapping endpoint gets everything, and is told to fail only as long as it does", async () => {
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  world.receiver.answer(target.path, (count) => ({ status: count % 2 === 1 ? 502 : 200 }));
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    ids.push(await tellOne(project));
    await world.advanceClock(1);
    await world.runCron();
  }
  for (const pause of [6, 70, 400]) {
    await world.advanceClock(pause);
    await world.runCron();
  }
  const events = await readEvents(world, project.app);
  assert.ok(events.every(({ deliveries }) => deliveries.every(({ status }) => status === "delivered")));
  const told = new Set(world.receiver.received(target.path).map((one) => verify(one, target.secret).id));
  assert.deepEqual([...told].sort(), ids.toSorted());
  assert.equal((await readTarget(project, target)).failing_since, null);
});

test("deliveries · the cron finds what the queue lost, and the same message twice sends once", async () => {
  await world.setQueue("loses");
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  await tellOne(project);
  await world.runCron();
  assert.equal(world.receiver.received(target.path).length, 0, "a message may still be on its way");
  await world.advanceClock(120);
  await world.setQueue("works");
  await Promise.all([world.runCron(), world.runCron(), world.runCron()]);
  await world.receiver.wait(target.path, 1);
  const [event] = await settleEvents(world, project.app);
  assert.deepEqual(
    event?.deliveries.map(({ status, attempts }) => [status, attempts]),
    [["delivered", 1]],
  );
  assert.equal(world.receiver.received(target.path).length, 1);
});

test("deliveries · a queue that takes nothing fails no request, and the cron delivers by itself", async () => {
  await world.setQueue("fails");
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  const id = await tellOne(project);
  await world.advanceClock(120);
  await world.runCron();
  assert.deepEqual(
    world.receiver.received(target.path).map(({ event }) => event.id),
    [id],
  );
});

test("deliveries · several rounds at once send each event once", async () => {
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  for (let count = 0; count < 12; count += 1) await project.call("connectDemo", {});
  await Promise.all(Array.from({ length: 4 }, () => world.runCron()));
  const events = await settleEvents(world, project.app);
  assert.equal(events.length, 12);
  assert.equal(world.receiver.received(target.path).length, 12);
});

test("secrets · after a roll both sign for a day, then the new one alone", async () => {
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  const params = { endpoint: target.id };
  const rolled = await world.call("rollEndpointSecret", { token: project.app.secret, params, body: {} });
  const { secret } = (await rolled.json()) as { secret: string }; // eventEndpointWithSecretAnswer
  assert.notEqual(secret, target.secret);
  await tellOne(project);
  await world.runCron();
  await world.advanceClock(DAY + 1);
  await tellOne(project);
  await world.runCron();
  const [during, later] = world.receiver.received(target.path);
  assert.ok(during && later);
  assert.equal(during.headers["webhook-signature"]?.split(" ").length, 2);
  assert.deepEqual([isBelieved(during, target.secret), isBelieved(during, secret)], [true, true]);
  assert.deepEqual([isBelieved(later, target.secret), isBelieved(later, secret)], [false, true]);
  const altered = { ...later, body: later.body.replace("connection", "konnektion") };
  assert.equal(isBelieved(altered, secret), false);
});

test("logs · name events and endpoints, no address and nothing of a payload", async () => {
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  world.receiver.answer(target.path, () => ({ status: 500 }));
  await tellOne(project);
  await world.runCron();
  const log = await readLogText(world);
  assert.match(log, new RegExp(`"endpoint":"${target.id}"`));
  assert.ok(!log.includes(target.path) && !log.includes(project.id));
});

test("secrets · are moved to the next key encryption key, and the one before it may go", async () => {
  const project = await world.createProject();
  const target = await addTarget(world, project.app);
  const next = createKek("next");
  const db = world.db as unknown as Services["db"]; // the same, by the types of another package
  const now = (): number => Math.floor(Date.now() / 1000);
  const open = (keys: string) => createVault({ db, now, ring: parseKeyring(keys) });
  const { done, remaining, rotated } = await open(`${next},${world.secrets.VAULT_KEYS}`).rotate(now() + 60);
  assert.deepEqual([done, remaining], [true, 0]);
  const { results } = await db
    .prepare("SELECT 1 FROM endpoint_secrets UNION ALL SELECT 1 FROM sealed_secrets")
    .all();
  assert.equal(rotated, results.length);
  const ref = { app: project.app.id, endpoint: target.id };
  assert.deepEqual(await open(next).readEndpointSecrets(ref), [target.secret]);
  await assert.rejects(open(next).readEndpointSecrets({ ...ref, app: "app_other" }), {
    reason: "not_authentic",
  });
});
