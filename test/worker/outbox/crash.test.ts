/**
 * @module Events and SIGKILL: twenty times between a change and its delivery, each change is told at least once, and
 * always with the same id.
 *
 * `CRASH_SEED=… npm test -- outbox/crash` draws other moments; a failure names its seed.
 */

import assert from "node:assert/strict";
import process from "node:process";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { connectionListAnswer, type ConnectionSummary } from "../../../shared/schema/connections.ts";
import { createRandom } from "../../../shared/dataset/random.ts";
import { createCrashWorld, type CrashWorld } from "../ledger/crash-world.ts";
import { createProfile, identifiersOf } from "../ledger/ledger-world.ts";
import { createSecret } from "../webhooks/events.ts";
import { readAnswer, type TestApp } from "../world.ts";
import type { Profile } from "../../../shared/profile.ts";
import { addTarget, createOutboxWorld, readEvents, type OutboxWorld, type Target } from "./outbox-world.ts";
import { verify } from "./receiver.ts";

const KILLS = 20;
/** So many connections are changed all the while, and so many are disconnected in between. */
const CHANGED = 5;
const ENDED = 5;
/** The first answer of a round comes within this, or the kill comes before it. */
const PATIENCE_MS = 250;
/** A kill comes up to so long after what it waited for. */
const SPREAD_MS = 30;

const seed = Number(process.env["CRASH_SEED"] ?? 1);
const random = createRandom(seed);

const CHANGED_PROJECTS = Array.from({ length: CHANGED }, (_, index) => `changed-${index}`);
const ENDED_PROJECTS = Array.from({ length: ENDED }, (_, index) => `ended-${index}`);
const PROJECTS = [...CHANGED_PROJECTS, ...ENDED_PROJECTS];

let world: CrashWorld & OutboxWorld;
before(async () => {
  world = await createOutboxWorld({}, createCrashWorld);
});
after(() => world.close());

/** What was answered, and so has to be told. */
interface Answered {
  /** Updates of a project. */
  readonly updates: Map<string, number>;
  readonly disconnects: Set<string>;
}

test("SIGKILL · each change is told at least once, with the same id", { timeout: 120_000 }, async () => {
  const profile = createProfile("webhooks", ["customers"]);
  const app = await world.createApp({ profile });
  const target = await addTarget(world, app);
  const answered: Answered = { updates: new Map(), disconnects: new Set() };
  try {
    await Promise.all(PROJECTS.map((project) => connect(app, profile, project)));
    await killAndKill(app, answered);
    assert.equal(world.kills, KILLS);
    await heal(app);
    await expectAllTold(app, target, answered);
  } catch (error) {
    throw new Error(`CRASH_SEED=${seed}`, { cause: error });
  }
});

async function connect(app: TestApp, profile: Profile, project: string): Promise<void> {
  const { key } = world.createKey(identifiersOf(profile));
  const body = { api_key: key, webhook_secret: createSecret() };
  await readAnswer(await world.call("connect", { token: app.secret, params: { project }, body }));
}

/** Changes and ends connections, and has the cron deliver, each cut off. */
async function killAndKill(app: TestApp, answered: Answered): Promise<void> {
  for (let round = 0; round < KILLS; round += 1) {
    await world.setQueue(round % 2 === 0 ? "works" : "absent");
    let go = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      go = resolve;
    });
    const changes = CHANGED_PROJECTS.map((project) => update(app, project, answered, go));
    const end = ENDED_PROJECTS[(round - 3) / 4];
    const running = Promise.all([
      ...changes,
      ...(end === undefined ? [] : [disconnect(app, end, answered)]),
      ...(round % 2 === 0 ? [] : [world.advanceClock(90).then(() => world.runCron())]),
    ]).catch(() => undefined); // cut off
    await Promise.race([first, wait(PATIENCE_MS)]);
    await wait(random.integer(0, SPREAD_MS));
    await world.kill();
    await running;
  }
}

async function update(app: TestApp, project: string, { updates }: Answered, go: () => void): Promise<void> {
  const options = { token: app.secret, params: { project }, body: { webhook_secret: createSecret() } };
  const answer = await world.call("updateConnection", options).catch(() => null); // cut off
  if (answer?.ok) updates.set(project, (updates.get(project) ?? 0) + 1);
  if (answer) go();
}

async function disconnect(app: TestApp, project: string, { disconnects }: Answered): Promise<void> {
  const options = { token: app.secret, params: { project } };
  const answer = await world.call("disconnect", options).catch(() => null); // cut off
  if (answer?.ok) disconnects.add(project);
}

/** Lets the alarms ring that were due, and the cron find what the queue lost. */
async function heal(app: TestApp): Promise<void> {
  await world.setQueue("absent");
  for (const connection of new Set((await readAllEvents(app)).map((event) => event.connection))) {
    await world.ringAlarm(connection);
  }
  await world.advanceClock(120);
  await world.runCron();
}

async function expectAllTold(app: TestApp, target: Target, answered: Answered): Promise<void> {
  const events = await readAllEvents(app);
  const received = world.receiver.received(target.path).map((one) => verify(one, target.secret));
  const told = new Set(received.map(({ id }) => id));
  assert.deepEqual(
    events.filter(({ id }) => !told.has(id)),
    [],
    "what is in the log was told",
  );
  const ids = new Map<string, Set<string>>();
  for (const { id, type, connection, sequence } of received) {
    const key = `${connection} ${type} ${sequence}`;
    ids.set(key, (ids.get(key) ?? new Set()).add(id));
  }
  assert.ok(
    [...ids.values()].every(({ size }) => size === 1),
    "one change, one id",
  );
  const count = (project: string, type: string) =>
    new Set(received.filter((one) => one.project === project && one.type === type).map(({ id }) => id)).size;
  const connected = new Set((await listConnections(app)).map(({ project }) => project));
  for (const project of PROJECTS) {
    assert.equal(count(project, "connection.created"), 1, project);
    assert.equal(count(project, "connection.disconnected"), connected.has(project) ? 0 : 1, project);
    if (connected.has(project)) assert.equal(count(project, "sync.completed"), 1, project);
    assert.ok(count(project, "connection.updated") >= (answered.updates.get(project) ?? 0), project);
  }
  for (const project of answered.disconnects) assert.ok(!connected.has(project), project);
  assert.ok(connected.size >= CHANGED && answered.updates.size === CHANGED);
}

async function readAllEvents(app: TestApp) {
  const all = [];
  for (;;) {
    const last = all.at(-1);
    const page = await readEvents(world, app, last ? { starting_after: last.id } : {});
    if (page.length === 0) return all;
    all.push(...page);
  }
}

async function listConnections({ secret: token }: TestApp): Promise<ConnectionSummary[]> {
  const url = new URL("/v1/connections?limit=100", world.url);
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, connection: "close" } });
  const { data, has_more } = connectionListAnswer.parse(await response.json());
  assert.equal(has_more, false);
  return data;
}
