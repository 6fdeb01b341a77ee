/**
 * @module Stripe's events over HTTP: recorded once, or rejected alike whatever is wrong; `stripe/event-signature.test.ts`
 * has what makes a signature and an event valid.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DurableObjectNamespace } from "@cloudflare/workers-types";
import { createWorld, readAnswer, readError, type Project, type World } from "../world.ts";
import { createSecret, now, sendEvent, sign, writeEvent } from "./events.ts";

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

interface Listener {
  readonly project: Project;
  readonly id: string;
  readonly secret: string;
}

async function connectListener(): Promise<Listener> {
  const project = await world.createProject();
  const secret = createSecret();
  await project.connect(world.createKey().key, { webhook_secret: secret });
  const { connection } = await project.read("readConnection");
  assert.ok(connection);
  return { project, id: connection.id, secret };
}

const send = (connection: string, body: string | Uint8Array<ArrayBuffer>, signature?: string) =>
  sendEvent(world, connection, body, signature);

async function readWebhook({ project }: Listener) {
  return (await project.read("readConnection")).connection?.webhook;
}

test("event · proves the pasted secret: waiting until the first came, then receiving", async () => {
  const listener = await connectListener();
  const before = await readWebhook(listener);
  assert.deepEqual(before, {
    status: "waiting",
    managed: false,
    url: `${world.url.origin}/v1/webhooks/stripe/${listener.id}`,
    last_event_at: null,
  });
  const body = writeEvent();
  const answer = await send(listener.id, body, sign(body, listener.secret, now()));
  assert.equal(answer.status, 200);
  const after = await readWebhook(listener);
  assert.equal(after?.status, "receiving");
  assert.ok(Math.abs((after?.last_event_at ?? 0) - now()) < 30);
});

test("event · delivered again is answered again, and recorded once, with nothing personal", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  for (let count = 0; count < 3; count += 1) {
    assert.equal((await send(listener.id, body, sign(body, listener.secret, now()))).status, 200);
  }
  const [row, ...others] = await listEvents(listener.id);
  assert.deepEqual([row?.type, row?.object_id, others], ["customer.updated", "cus_123", []]);
  assert.ok(!JSON.stringify(row).includes("ada@example.com"));
});

/** Events that are not for this connection, or not of now. */
const REJECTED: Record<string, (listener: Listener, other: Listener) => Promise<Response>> = {
  "another connection's secret": ({ id }, { secret }) => sendSigned(id, writeEvent(), secret),
  "no signature": ({ id }) => send(id, writeEvent()),
  "an unknown connection": ({ secret }) => sendSigned(`con_${"a".repeat(26)}`, writeEvent(), secret),
  "an id that is none": ({ secret }) => sendSigned("nothing", writeEvent(), secret),
  "a signature of ten minutes ago": ({ id, secret }) => {
    const body = writeEvent();
    return send(id, body, sign(body, secret, now() - 600));
  },
  "an event of the other mode": ({ id, secret }) => sendSigned(id, writeEvent({ livemode: true }), secret),
  "bytes that are no text": ({ id, secret }) =>
    send(id, new Uint8Array([0xff, 0xfe, 0x7b]), sign("", secret, now())),
  "more than a megabyte": ({ id, secret }) =>
    sendSigned(id, writeEvent({ filler: "x".repeat(1_100_000) }), secret),
};

const sendSigned = (connection: string, body: string, secret: string): Promise<Response> =>
  send(connection, body, sign(body, secret, now()));

async function assertRejected(response: Response, what: string): Promise<void> {
  const { request_id: _, ...error } = await readError(response);
  assert.deepEqual(
    error,
    {
      status: 400,
      code: "webhook_refused",
      message: "The event was not accepted.",
      fix: "Connection, signature, time or mode is not right. Which of them is in the log only.",
    },
    what,
  );
}

test("event · is rejected alike, whatever is wrong with it, and nothing is recorded", async () => {
  const [listener, other] = [await connectListener(), await connectListener()];
  for (const [what, attempt] of Object.entries(REJECTED)) {
    await assertRejected(await attempt(listener, other), what);
  }
  assert.deepEqual(await listEvents(listener.id), []);
});

test("event · is rejected alike where the connection has no signing secret", async () => {
  const project = await world.createProject();
  const { connection } = await readAnswer(await project.connect(world.createKey().key));
  await assertRejected(await sendSigned(connection?.id ?? "", writeEvent(), "whsec_"), "no secret");
});

test("event · is gone with the connection", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  await send(listener.id, body, sign(body, listener.secret, now()));
  await listener.project.read("disconnect");
  assert.deepEqual(await listEvents(listener.id), []);
  const late = await send(listener.id, body, sign(body, listener.secret, now()));
  assert.equal((await readError(late)).code, "webhook_refused");
});

test("event · that cannot be verified while D1 is away is answered 503, so that Stripe sends it again", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  const { db } = world;
  await db.exec("ALTER TABLE connections RENAME TO connections_away");
  const answer = await send(listener.id, body, sign(body, listener.secret, now()));
  await db.exec("ALTER TABLE connections_away RENAME TO connections");
  assert.equal(answer.status, 503);
  const again = await send(listener.id, body, sign(body, listener.secret, now()));
  assert.equal(again.status, 200);
  assert.equal((await listEvents(listener.id)).length, 1);
});

test("event · asks D1 for nothing while the object is awake, and survives that it falls asleep", async () => {
  const listener = await connectListener();
  const first = writeEvent();
  assert.equal((await send(listener.id, first, sign(first, listener.secret, now()))).status, 200);
  const { db } = world;
  await db.exec("ALTER TABLE connections RENAME TO connections_away");
  const second = writeEvent();
  const awake = await send(listener.id, second, sign(second, listener.secret, now()));
  await db.exec("ALTER TABLE connections_away RENAME TO connections");
  assert.equal(awake.status, 200);
  const worker = world.harness.getWorker<{ CONNECTIONS: DurableObjectNamespace }>();
  await worker.evictDurableObject("CONNECTIONS", { name: listener.id });
  const third = writeEvent();
  assert.equal((await send(listener.id, third, sign(third, listener.secret, now()))).status, 200);
  assert.equal((await listEvents(listener.id)).length, 3);
});

test("event · of a made-up connection reaches no database and makes no table", async () => {
  const { db } = world;
  await db.exec("ALTER TABLE connections RENAME TO connections_away");
  const body = writeEvent();
  const id = "con_cccccccccccccccccccccccccc";
  const answer = await send(id, body, sign(body, createSecret(), now()));
  await db.exec("ALTER TABLE connections_away RENAME TO connections");
  assert.equal(answer.status, 400);
  assert.deepEqual(await listEvents(id), []);
});

test("event · of a former secret proves nothing for the one that replaced it", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  await send(listener.id, body, sign(body, listener.secret, now()));
  const secret = createSecret();
  await listener.project.read("updateConnection", { webhook_secret: secret });
  assert.equal((await readWebhook(listener))?.status, "waiting");
  assert.equal((await send(listener.id, body, sign(body, listener.secret, now()))).status, 400);
  assert.equal((await send(listener.id, body, sign(body, secret, now()))).status, 200);
  assert.equal((await readWebhook(listener))?.status, "receiving");
});

test("event · that came by a former secret is not found again by the alarm, after a PATCH or a reconnect", async () => {
  for (const replace of [
    (listener: Listener, webhook_secret: string) =>
      listener.project.call("updateConnection", { webhook_secret }),
    (listener: Listener, webhook_secret: string) =>
      listener.project.connect(world.createKey().key, { webhook_secret }),
  ]) {
    const listener = await connectListener();
    const body = writeEvent();
    assert.equal((await send(listener.id, body, sign(body, listener.secret, now()))).status, 200);
    assert.equal((await replace(listener, createSecret())).status, 200);
    await world.ringAlarm(listener.id);
    assert.equal((await readWebhook(listener))?.status, "waiting");
  }
});

test("events · are deleted after thirty days, and beyond the newest ten thousand", async () => {
  const { id } = await connectListener();
  const day = 24 * 3600;
  const insert = (name: string, at: number) =>
    world.readObject(id, `INSERT INTO events VALUES ('${name}', 'invoice.paid', NULL, ${at}, 1, ${at})`);
  await insert("evt_old", now() - 31 * day);
  await insert("evt_recent", now() - 29 * day);
  await world.ringAlarm(id);
  assert.deepEqual(await world.readObject(id, "SELECT id FROM events"), [{ id: "evt_recent" }]);
  await world.readObject(
    id,
    `INSERT INTO events WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10005)
     SELECT 'evt_' || i, 'invoice.paid', NULL, ${now() - day} + i, 1, ${now() - day} + i FROM n`,
  );
  await world.ringAlarm(id);
  const rows = await world.readObject(id, "SELECT COUNT(*) AS count, MIN(received_at) AS oldest FROM events");
  const [{ count, oldest }] = rows as [{ count: number; oldest: number }];
  assert.ok(count <= 10_001, `${count}`);
  assert.ok(oldest > now() - 2 * day);
});

test("events · are bounded while they come, not only when the alarm rings", async () => {
  const { id, secret } = await connectListener();
  await world.readObject(
    id,
    `INSERT INTO events WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
     SELECT 'evt_' || i, 'invoice.paid', NULL, ${now() - 86_400} + i, 1, ${now() - 86_400} + i FROM n`,
  );
  const body = writeEvent();
  assert.equal((await sendEvent(world, id, body, sign(body, secret, now()))).status, 200);
  const [row] = await world.readObject(id, "SELECT COUNT(*) AS count FROM events");
  assert.ok((row as { count: number }).count <= 10_001);
});

async function listEvents(connection: string): Promise<{ type?: string; object_id?: string }[]> {
  const tables = await world.readObject(connection, "SELECT name FROM sqlite_master WHERE name = 'events'");
  if (tables.length === 0) return [];
  return (await world.readObject(connection, "SELECT * FROM events")) as {
    type: string;
    object_id: string;
  }[];
}
