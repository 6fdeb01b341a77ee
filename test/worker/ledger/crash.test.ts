/**
 * @module The ledger and SIGKILL: at random moments of fill, polls, webhook intake and disconnect, nothing that was
 * acknowledged is lost, nothing is there twice, and nothing is left behind.
 *
 * `CRASH_SEED=… npm test -- ledger/crash` draws other moments; a failure names its seed.
 */

import assert from "node:assert/strict";
import process from "node:process";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { D1Database } from "@cloudflare/workers-types";
import type { Profile } from "../../../shared/profile.ts";
import { requireWrite } from "../../../shared/profiles/rows.ts";
import type { ResourceName } from "../../../shared/resources.ts";
import { createRandom } from "../../../shared/dataset/random.ts";
import type { PendingDelivery } from "../../../demo/stripe/index.ts";
import { PERMISSIONS } from "../../../shared/permissions.ts";
import { readAnswer, type Project } from "../world.ts";
import { createCrashWorld, type CrashWorld } from "./crash-world.ts";
import {
  connectLedger,
  createProfile,
  expectTruth,
  readAll,
  readSync,
  settle,
  type Connected,
} from "./ledger-world.ts";

const KILLS = { fill: 13, polls: 12, events: 12, disconnect: 13 } as const;
/** Requests to Stripe that a turn of the ledger has under way at once. */
const LANES = 5;
/** An alarm is never further away than this where something was cut off. */
const HEALED_WITHIN_MS = 5 * 60_000;
const LATENCY_MS = 8;
/** A kill comes up to so much later than what it waited for. */
const SPREAD_MS = 16;
const FILLED: readonly ResourceName[] = [
  "customers",
  "subscriptions",
  "invoices",
  "charges",
  "payment_intents",
];
const EVENTS_AT_ONCE = 20;

const seed = Number(process.env["CRASH_SEED"] ?? 1);
let random = createRandom(seed);
const draw = (from: number, to: number): number => random.integer(from, to);

let world: CrashWorld;
before(async () => {
  world = await createCrashWorld();
});
after(() => world.close());

/** A test that names the seed it failed with. */
function testWithSeed(title: string, run: () => Promise<void>): void {
  test(title, { timeout: 180_000 }, async () => {
    random = createRandom(seed);
    await run().catch((error: unknown) => {
      throw new Error(`CRASH_SEED=${seed}`, { cause: error });
    });
  });
}

testWithSeed("SIGKILL · a fill goes on where it was, and everything is there once", async () => {
  world.stripe.setLatency(LATENCY_MS);
  const connected = await connectLedger(world, {
    customers: 900,
    resources: FILLED,
    sync: { reads_per_month: 100_000 },
  });
  for (let count = 0; count < KILLS.fill; count += 1) {
    await killDuring(() => readAll(world, connected), 6);
    await expectArmed(connected.id);
  }
  assert.equal((await readSync(connected)).filled_at, null, "the kills were during the fill");
  world.stripe.setLatency(0);
  await readAll(world, connected);
  assert.notEqual((await readSync(connected)).filled_at, null);
  const pages = listPages(connected);
  const live = world.stripe.live(connected.account, "test");
  const needed = FILLED.reduce((sum, name) => sum + Math.ceil(live.objects(name).length / 100), 0);
  assert.equal(new Set(pages).size, needed);
  assert.ok(pages.length <= needed + KILLS.fill * LANES, "only what was under way was read again");
  await readDoubtful(connected);
  await expectSound(connected);
  await expectTruth(world, connected);
});

testWithSeed("SIGKILL · polls miss no change that is made meanwhile", async () => {
  const resources: ResourceName[] = ["customers", "subscriptions", "invoices", "charges", "prices"];
  const connections = [
    await connectLedger(world, { means: "events", customers: 40, resources }),
    await connectLedger(world, { means: "lists", customers: 40, resources }),
  ];
  for (const connected of connections) await readAll(world, connected);
  world.stripe.setLatency(LATENCY_MS);
  for (let count = 0; count < KILLS.polls; count += 1) {
    await world.advanceClock(draw(400, 4_000));
    for (const connected of connections) changeAtRandom(connected, 6);
    const cutOff = new Set(connections);
    const alarms = new Map<string, number | null>();
    for (const { id } of connections) alarms.set(id, (await world.listHeld(id)).alarm);
    await killDuring(() => {
      const reading = connections.map((connected) =>
        readAll(world, connected).then(() => cutOff.delete(connected)),
      );
      for (const connected of connections) changeAtRandom(connected, 4);
      return Promise.all(reading);
    }, 10);
    for (const { id } of cutOff) await expectArmed(id, alarms.get(id));
  }
  world.stripe.setLatency(0);
  for (const connected of connections) {
    world.stripe.takeDeliveries(connected.account);
    await settle(world, connected);
    await expectSound(connected);
    await expectTruth(world, connected);
  }
});

testWithSeed("SIGKILL · an event that was answered 200 is recorded and applied, once", async () => {
  const connected = await connectLedger(world, {
    means: "webhooks",
    customers: 40,
    resources: ["customers", "subscriptions", "invoices", "charges", "prices", "coupons"],
  });
  await readAll(world, connected);
  const acknowledged = new Map<string, PendingDelivery>();
  const waiting: PendingDelivery[] = [];
  for (let count = 0; count < KILLS.events; count += 1) {
    changeAtRandom(connected, 8);
    waiting.push(...world.stripe.takeDeliveries(connected.account));
    waiting.push(...[...acknowledged.values()].filter(() => draw(0, 9) === 0)); // Stripe sends some twice
    waiting.splice(0, waiting.length, ...random.shuffle(waiting));
    const enough = acknowledged.size + draw(1, 25);
    let isUp = true;
    const sending = sendAll(waiting, acknowledged, () => isUp);
    while (acknowledged.size < enough && waiting.length > 0) await wait(1);
    await wait(draw(0, 3));
    const restarted = world.kill();
    isUp = false;
    await Promise.all([sending, restarted]);
    await expectRecorded(connected, acknowledged);
  }
  await sendAll(waiting, acknowledged, () => true);
  assert.equal(waiting.length, 0);
  await expectRecorded(connected, acknowledged);
  const lists = listPages(connected).length;
  await readDoubtful(connected);
  assert.equal(listPages(connected).length, lists, "no list told what an event had told");
  await expectSound(connected);
  // What a subscription shows of its price changes without an event, and is found by a list.
  const told = connected.resources.filter((name) => name !== "subscriptions");
  await expectTruth(world, { ...connected, resources: told });
  await settle(world, connected);
  await expectTruth(world, connected);
  const doubled = await world.readObject(
    connected.id,
    `SELECT id FROM changes WHERE source = 'event' AND resource NOT IN ('promised_plan', 'signal') GROUP BY id
     HAVING COUNT(*) > (SELECT COUNT(*) FROM events WHERE object_id = changes.id)`,
  );
  assert.deepEqual(doubled, []);
});

testWithSeed(
  "SIGKILL · a disconnect that was cut off leaves nothing behind when it is asked for again",
  async () => {
    world.stripe.setLatency(2);
    for (let count = 0; count < KILLS.disconnect; count += 1) {
      const pair = await Promise.all([connectManaged(), connectManaged()]); // their fills have begun
      const ids = await Promise.all(pair.map(({ project }) => readId(project)));
      const answered = new Set<Project>();
      await killDuring(
        () =>
          Promise.all(
            pair.map(async ({ project }) => {
              const answer = await project.call("disconnect");
              await readAnswer(answer);
              answered.add(project);
            }),
          ),
        4,
        /webhook_endpoints/,
      );
      for (const [index, { project, account }] of pair.entries()) {
        const id = ids[index] ?? "";
        if (answered.has(project)) assert.equal(await readId(project), null, "what was answered stays");
        const { connection, left_behind } = await project.read("disconnect");
        assert.deepEqual([connection, left_behind], [null, undefined]);
        await expectNothing(id, account);
      }
    }
    world.stripe.setLatency(0);
  },
);

testWithSeed("SIGKILL while an endpoint is being made · the disconnect that follows removes it", async () => {
  world.stripe.setFault({ kind: "trickle" }, { path: /^\/v1\/webhook_endpoints$/, method: "POST" });
  world.stripe.clearRequests();
  const { project, account, key } = await createManaged();
  const connecting = project.connect(key).then(readAnswer);
  const cutOff = assert.rejects(connecting);
  const isCreating = () =>
    world.stripe.requests.some(({ method, path }) => method === "POST" && path === "/v1/webhook_endpoints");
  while (!isCreating()) await wait(1);
  await world.kill();
  await cutOff;
  world.stripe.setFault(null);
  const { connection } = await project.read("readConnection");
  assert.equal(connection?.webhook.status, "waiting", "the connection was stored, with its intent");
  assert.equal((await listEndpoints(account)).length, 1);
  const { left_behind } = await project.read("disconnect");
  assert.equal(left_behind, undefined);
  await expectNothing(connection?.id ?? "", account);
});

test("SIGKILL · at least fifty kills were proved", () => assert.ok(world.kills >= 50, `${world.kills}`));

/**
 * Begins something and kills the Worker at a random moment of it.
 * @param most requests that Stripe has seen by then
 * @param path which requests count
 */
async function killDuring(begin: () => Promise<unknown>, most: number, path = /./): Promise<void> {
  const before = world.stripe.requests.length;
  const count = () => world.stripe.requests.slice(before).filter((request) => path.test(request.path)).length;
  const running = begin().catch(() => undefined); // cut off
  const over = running.then(() => true);
  const requests = draw(0, most);
  while (count() < requests) {
    if (await Promise.race([over, wait(1, false)])) break;
  }
  await wait(draw(0, SPREAD_MS));
  await world.kill();
  await running;
}

/** Sends events side by side until there are none, or the Worker is gone: what was not answered waits again. */
async function sendAll(
  waiting: PendingDelivery[],
  acknowledged: Map<string, PendingDelivery>,
  isUp: () => boolean,
): Promise<void> {
  const send = async (): Promise<void> => {
    while (isUp()) {
      const delivery = waiting.pop();
      if (!delivery) return;
      const { status } = await delivery.send();
      if (status === 200) acknowledged.set(delivery.event.id, delivery);
      else waiting.unshift(delivery);
    }
  };
  await Promise.all(Array.from({ length: EVENTS_AT_ONCE }, send));
}

/** Has what is in doubt read once more: what lists cut short, and what events of one second left open. */
async function readDoubtful(connected: Connected): Promise<void> {
  for (let count = 0; count < 2; count += 1) {
    await world.advanceClock(5);
    await readAll(world, connected);
  }
}

function changeAtRandom({ account }: Connected, changes: number): void {
  const live = world.stripe.live(account, "test");
  for (let count = 0; count < changes; count += 1) live.random(draw(0, 1_000_000_000));
}

/** Lists the pages of lists that were read with a connection's key, by path and query. */
function listPages({ key }: Connected): string[] {
  return world.stripe.requests
    .filter(
      ({ keyId, path, query }) =>
        keyId === key.id && path !== "/v1/subscription_items" && query.includes("limit=100"),
    )
    .map(({ path, query }) => `${path}?${query}`);
}

/** Whatever was cut off, the object's alarm looks at it soon. @param before the alarm, if the kill may have come first */
async function expectArmed(connection: string, before?: number | null): Promise<void> {
  const { alarm } = await world.listHeld(connection);
  if (alarm !== null && alarm === before) return; // nothing had begun
  assert.ok(alarm !== null && alarm - Date.now() <= HEALED_WITHIN_MS, `alarm ${alarm}`);
}

/** Every number is there once, every object has its newest change, and was created once. */
async function expectSound({ id }: Connected): Promise<void> {
  const [numbers] = await world.readObject(
    id,
    "SELECT COUNT(*) AS count, MIN(number) AS first, MAX(number) AS last FROM changes",
  );
  const { count, first, last } = numbers as Record<string, number>; // the query's columns
  assert.deepEqual({ first, last }, { first: 1, last: count });
  const wrong = {
    "an object's number is that of its newest change": `SELECT id FROM objects WHERE change <>
      (SELECT MAX(number) FROM changes WHERE changes.resource = objects.resource AND changes.id = objects.id)`,
    "an object is created once":
      "SELECT id FROM changes WHERE kind = 'created' GROUP BY resource, id HAVING COUNT(*) > 1",
    "counts are right": `SELECT resource FROM counts WHERE count <>
      (SELECT COUNT(*) FROM objects WHERE objects.resource = counts.resource AND deleted = 0)`,
  };
  for (const [rule, sql] of Object.entries(wrong))
    assert.deepEqual(await world.readObject(id, sql), [], rule);
}

async function expectRecorded({ id }: Connected, events: ReadonlyMap<string, unknown>): Promise<void> {
  const rows = (await world.readObject(id, "SELECT id FROM events")) as { id: string }[]; // the query's column
  const recorded = new Set(rows.map((row) => row.id));
  assert.deepEqual(
    [...events.keys()].filter((event) => !recorded.has(event)),
    [],
  );
}

interface Managed {
  readonly project: Project;
  readonly account: string;
  readonly key: string;
}

/** A project and a key for a profile with a ledger and a managed endpoint. */
async function createManaged(): Promise<Managed> {
  const read = createProfile("lists", ["customers", "subscriptions", "invoices"]);
  const profile: Profile = {
    ...read,
    permissions: [...read.permissions, requireWrite("webhook_endpoints", "Hear of changes.", "No changes.")],
    webhook: { kind: "managed", methods: ["key"], events: ["*"] },
  };
  const account = world.stripe.createAccount({ name: "Acme Inc.", customers: 150 }).id;
  world.stripe.holdDeliveries(account, true);
  const permissions = profile.permissions.map(
    ({ permission, access }) => `${PERMISSIONS[permission].identifier}_${access}`,
  );
  const { key } = world.createKey(permissions, { account });
  return { project: await world.createProject("admin", profile), account, key };
}

async function connectManaged(): Promise<Managed> {
  const managed = await createManaged();
  const { connection } = await readAnswer(await managed.project.connect(managed.key));
  assert.equal(connection?.webhook.managed, true);
  return managed;
}

async function readId(project: Project): Promise<string | null> {
  return (await project.read("readConnection")).connection?.id ?? null;
}

/** After a disconnect and what the alarm then does, nothing is left: in D1, in the object, at Stripe. */
async function expectNothing(connection: string, account: string): Promise<void> {
  const held = await world.listHeld(connection);
  if (held.keys.length > 0) await expectArmed(connection);
  await world.ringAlarm(connection);
  assert.deepEqual(await world.listHeld(connection), { tables: [], keys: [], alarm: null });
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv(); // of the process that runs now
  const left = await DB.prepare(
    "SELECT id FROM connections WHERE id = ?1 UNION ALL SELECT connection_id FROM sealed_secrets WHERE connection_id = ?1",
  )
    .bind(connection)
    .all();
  assert.deepEqual(left.results, []);
  assert.deepEqual(await listEndpoints(account), []);
}

async function listEndpoints(account: string): Promise<unknown[]> {
  const { key } = world.stripe.createKey({ account, mode: "test", kind: "secret" });
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${world.stripe.url}/v1/webhook_endpoints`, { headers });
  return ((await answer.json()) as { data: unknown[] }).data; // a list
}
