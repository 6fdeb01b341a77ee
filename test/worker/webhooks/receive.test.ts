/**
 * @module Stripe's events: recorded once when they are signed for this connection and for now, else refused alike.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database, DurableObjectNamespace } from "@cloudflare/workers-types";
import { verifyEvent } from "../../../worker/stripe/event-signature.ts";
import { createWorld, readError, type Project, type World } from "../world.ts";
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

test("event · a second delivery is answered, and recorded once", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  for (let count = 0; count < 3; count += 1) {
    assert.equal((await send(listener.id, body, sign(body, listener.secret, now()))).status, 200);
  }
  assert.equal((await listEvents(listener.id)).length, 1);
});

test("event · keeps its id, type and what it is about, and nothing personal", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  await send(listener.id, body, sign(body, listener.secret, now()));
  const [row] = await listEvents(listener.id);
  assert.deepEqual([row?.type, row?.object_id], ["customer.updated", "cus_123"]);
  assert.ok(!JSON.stringify(row).includes("ada@example.com"));
});

test("event · a rolled secret is fine as long as one of the signatures is the connection's", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  const [time, , ...rest] = sign(body, createSecret(), now()).split(",");
  const own = sign(body, listener.secret, now()).split(",")[1] ?? "";
  const header = [time, `v1=${"0".repeat(64)}`, own, ...rest].join(",");
  assert.equal((await send(listener.id, body, header)).status, 200);
});

test("event · five minutes of tolerance in the past and in the future, and no more", async () => {
  const listener = await connectListener();
  for (const [offset, status] of [
    [-290, 200],
    [290, 200],
    [-310, 400],
    [310, 400],
    [86_400, 400],
  ] as const) {
    const body = writeEvent();
    const answer = await send(listener.id, body, sign(body, listener.secret, now() + offset));
    assert.equal(answer.status, status, `${offset} s`);
  }
});

const REFUSED: Record<string, (listener: Listener) => Promise<Response>> = {
  "another secret": ({ id }) => {
    const body = writeEvent();
    return send(id, body, sign(body, createSecret(), now()));
  },
  "another connection's secret": async ({ id }) => {
    const other = await connectListener();
    const body = writeEvent();
    return send(id, body, sign(body, other.secret, now()));
  },
  "no signature": ({ id }) => send(id, writeEvent()),
  "a signature that is none": ({ id }) => send(id, writeEvent(), "t=,v1=,,="),
  "an unknown connection": ({ secret }) => {
    const body = writeEvent();
    return send("con_aaaaaaaaaaaaaaaaaaaaaaaaaa", body, sign(body, secret, now()));
  },
  "an id that is none": ({ secret }) => {
    const body = writeEvent();
    return send("nothing", body, sign(body, secret, now()));
  },
  "an altered body": ({ id, secret }) => {
    const body = writeEvent();
    return send(id, body.replace("cus_123", "cus_124"), sign(body, secret, now()));
  },
  "a live event": ({ id, secret }) => {
    const body = writeEvent({ livemode: true });
    return send(id, body, sign(body, secret, now()));
  },
  "something that is no event": ({ id, secret }) => {
    const body = JSON.stringify({ object: "v2.core.event", id: "evt_1" });
    return send(id, body, sign(body, secret, now()));
  },
  "no JSON": ({ id, secret }) => send(id, "hello", sign("hello", secret, now())),
  "bytes that are no text": ({ id, secret }) =>
    send(id, new Uint8Array([0xff, 0xfe, 0x7b]), sign("", secret, now())),
  "more than a megabyte": ({ id, secret }) => {
    const body = writeEvent({ filler: "x".repeat(1_100_000) });
    return send(id, body, sign(body, secret, now()));
  },
  "a connection without a secret": async () => {
    const project = await world.createProject();
    await project.connect(world.createKey().key);
    const { connection } = await project.read("readConnection");
    const body = writeEvent();
    return send(connection?.id ?? "", body, sign(body, "whsec_", now()));
  },
};

for (const [what, attempt] of Object.entries(REFUSED)) {
  test(`event · ${what} is refused like everything else, and nothing is recorded`, async () => {
    const listener = await connectListener();
    const { request_id: _, ...error } = await readError(await attempt(listener));
    assert.deepEqual(error, {
      status: 400,
      code: "webhook_refused",
      message: "The event was not accepted.",
      fix: "Connection, signature, time or mode is not right. Which of them is in the log only.",
    });
    assert.deepEqual(await listEvents(listener.id), []);
  });
}

test("event · is gone with the connection", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  await send(listener.id, body, sign(body, listener.secret, now()));
  await listener.project.read("disconnect");
  assert.deepEqual(await listEvents(listener.id), []);
  const late = await send(listener.id, body, sign(body, listener.secret, now()));
  assert.equal((await readError(late)).code, "webhook_refused");
});

test("event · at exactly five minutes is taken and at five minutes and one second is not, on both sides", async () => {
  const [secret, body, at] = [createSecret(), writeEvent(), 1_800_000_000];
  for (const [offset, ok] of [
    [-300, true],
    [-301, false],
    [300, true],
    [301, false],
  ] as const) {
    const signature = sign(body, secret, at + offset);
    const verdict = await verifyEvent({ body, signature, secret, mode: "test", now: at });
    assert.equal(verdict.ok, ok, `${offset} s`);
  }
});

test("event · that cannot be verified while D1 is away is answered 503, so that Stripe sends it again", async () => {
  const listener = await connectListener();
  const body = writeEvent();
  const db = await openDb();
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
  const db = await openDb();
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
  const db = await openDb();
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

test("events · are deleted after thirty days, and beyond the newest ten thousand", async () => {
  const { id } = await connectListener();
  const day = 24 * 3600;
  const insert = (name: string, at: number) =>
    world.readObject(id, `INSERT INTO events VALUES ('${name}', 'invoice.paid', NULL, ${at}, ${at})`);
  await insert("evt_old", now() - 31 * day);
  await insert("evt_recent", now() - 29 * day);
  await world.ringAlarm(id);
  assert.deepEqual(await world.readObject(id, "SELECT id FROM events"), [{ id: "evt_recent" }]);
  await world.readObject(
    id,
    `INSERT INTO events WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10005)
     SELECT 'evt_' || i, 'invoice.paid', NULL, ${now() - day} + i, ${now() - day} + i FROM n`,
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
     SELECT 'evt_' || i, 'invoice.paid', NULL, ${now() - 86_400} + i, ${now() - 86_400} + i FROM n`,
  );
  const body = writeEvent();
  assert.equal((await sendEvent(world, id, body, sign(body, secret, now()))).status, 200);
  const [row] = await world.readObject(id, "SELECT COUNT(*) AS count FROM events");
  assert.ok((row as { count: number }).count <= 10_001);
});

async function openDb(): Promise<D1Database> {
  return (await world.harness.getWorker<{ DB: D1Database }>().getEnv()).DB;
}

async function listEvents(connection: string): Promise<{ type?: string; object_id?: string }[]> {
  const tables = await world.readObject(connection, "SELECT name FROM sqlite_master WHERE name = 'events'");
  if (tables.length === 0) return [];
  return (await world.readObject(connection, "SELECT * FROM events")) as {
    type: string;
    object_id: string;
  }[];
}
