/**
 * @module An app's list of its connections, and the end of projects that nobody opens any more.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connectionListAnswer, type ConnectionListAnswer } from "../../../shared/schema/connections.ts";
import { createWorld, ORIGIN, readAnswer, readError, type TestApp, type World } from "../world.ts";

const DAY = 24 * 3600;

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function list(app: TestApp, query = ""): Promise<ConnectionListAnswer> {
  const response = await fetch(new URL(`/v1/connections${query}`, world.url), {
    headers: { authorization: `Bearer ${app.secret}` },
  });
  assert.equal(response.status, 200);
  return connectionListAnswer.parse(await response.json());
}

async function connect(app: TestApp, project: string): Promise<string> {
  const body = { api_key: world.createKey().key };
  const answer = await world.call("connect", { token: app.secret, params: { project }, body });
  return (await readAnswer(answer)).connection?.id ?? "";
}

test("GET connections · lists the app's own, a page at a time, each once", async () => {
  const [app, other] = [await world.createApp(), await world.createApp()];
  const ids = [];
  for (const project of ["one", "two", "three"]) ids.push(await connect(app, project));
  await connect(other, "one");
  const first = await list(app, "?limit=2");
  assert.deepEqual([first.data.length, first.has_more], [2, true]);
  const rest = await list(app, `?limit=2&starting_after=${first.data[1]?.id}`);
  assert.deepEqual([rest.data.length, rest.has_more], [1, false]);
  const listed = [...first.data, ...rest.data];
  assert.deepEqual(listed.map(({ id }) => id).sort(), ids.sort());
  assert.ok(listed.every(({ health, mode }) => health.status === "healthy" && mode === "test"));
});

test("GET connections · shows those of a health, of a mode, and those that changed since", async () => {
  const app = await world.createApp();
  const [good, bad] = [await connect(app, "good"), await connect(app, "bad")];
  const powerless = world.createKey(["customer_read"]);
  await world.call("connect", {
    token: app.secret,
    params: { project: "poor" },
    body: { api_key: powerless.key },
  });
  const { now } = await world.advanceClock(100);
  await world.call("checkConnection", { token: app.secret, params: { project: "bad" }, body: {} });
  const ids = async (query: string) => (await list(app, query)).data.map(({ id }) => id).toSorted();
  assert.deepEqual(await ids("?health=healthy"), [good, bad].toSorted());
  assert.equal((await ids("?health=degraded")).length, 1);
  assert.deepEqual(await ids("?health=revoked"), []);
  assert.deepEqual(await ids(`?updated_since=${now}`), [bad]);
  assert.equal((await ids("?mode=test")).length, 3);
  assert.deepEqual(await ids("?mode=live"), []);
  assert.deepEqual(await ids(`?mode=test&health=healthy&updated_since=${now}`), [bad]);
});

test("GET connections · refuses a page it does not understand by the field's name", async () => {
  const app = await world.createApp();
  for (const [query, param] of [
    ["?limit=0", "limit"],
    ["?limit=101", "limit"],
    ["?limit=many", "limit"],
    ["?health=fine", "health"],
    ["?mode=demo", "mode"],
    ["?updated_since=today", "updated_since"],
    [`?starting_after=${"x".repeat(65)}`, "starting_after"],
  ]) {
    const response = await fetch(new URL(`/v1/connections${query}`, world.url), {
      headers: { authorization: `Bearer ${app.secret}` },
    });
    const error = await readError(response);
    assert.deepEqual([error.code, error.param], ["parameter_invalid", param]);
  }
});

interface OpenSession {
  readonly token: string;
  readonly project: string;
  readonly resume: string;
}

async function open(app: string, resume?: string): Promise<OpenSession> {
  const body = { app, ...(resume && { resume }) };
  const answer = await world.call("createOpenSession", { origin: ORIGIN, body });
  assert.equal(answer.status, 201);
  return (await answer.json()) as OpenSession;
}

async function createOpenApp(ttl: number | null): Promise<TestApp> {
  const body = {
    name: "Site",
    profile: "parityrail",
    origins: [ORIGIN],
    open_sessions: true,
    open_project_ttl_days: ttl,
  };
  const answer = await world.call("createApp", { token: world.secrets.OPERATOR_TOKEN, body });
  assert.equal(answer.status, 201);
  return (await answer.json()) as TestApp;
}

async function connectOpen(app: TestApp): Promise<{ id: string; session: OpenSession }> {
  const session = await open(app.id);
  const body = { api_key: world.createKey().key };
  const answer = await world.call("connect", { token: session.token, origin: ORIGIN, body });
  return { id: (await readAnswer(answer)).connection?.id ?? "", session };
}

test("open project · whose resume token is lost is listed, and ends after the app's days", async () => {
  const app = await createOpenApp(30);
  const { id } = await connectOpen(app);
  assert.deepEqual(
    (await list(app)).data.map((row) => row.id),
    [id],
  );
  await world.advanceClock(29 * DAY);
  await world.ringAlarm(id);
  assert.equal((await list(app)).data.length, 1);
  await world.advanceClock(2 * DAY);
  await world.ringAlarm(id);
  assert.deepEqual((await list(app)).data, []);
});

test("open project · that is opened again lives on, and one of an app without days never ends", async () => {
  const [ending, lasting] = [await createOpenApp(30), await createOpenApp(null)];
  const visited = await connectOpen(ending);
  const kept = await connectOpen(lasting);
  await world.advanceClock(20 * DAY);
  await open(ending.id, visited.session.resume);
  await world.advanceClock(20 * DAY);
  await world.ringAlarm(visited.id);
  await world.ringAlarm(kept.id);
  assert.equal((await list(ending)).data.length, 1);
  assert.equal((await list(lasting)).data.length, 1);
});

test("open project · only those of pages without a backend end", async () => {
  const app = await createOpenApp(30);
  const id = await connect(app, "team-42");
  await world.advanceClock(40 * DAY);
  await world.ringAlarm(id);
  assert.equal((await list(app)).data.length, 1);
});

test("open project · with the demo dataset ends too", async () => {
  const app = await createOpenApp(30);
  const session = await open(app.id);
  await world.call("connectDemo", { token: session.token, origin: ORIGIN, body: {} });
  assert.equal((await list(app)).data.length, 1);
  await world.advanceClock(31 * DAY);
  await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
  assert.deepEqual((await list(app)).data, []);
});

test("open project · a visit during a check is not forgotten with it", async () => {
  const app = await createOpenApp(30);
  const { session } = await connectOpen(app);
  const { now } = await world.advanceClock(20 * DAY);
  world.stripe.clearRequests();
  world.stripe.setFault({ kind: "latency", milliseconds: 200 });
  const params = { project: session.project };
  const checking = world.call("checkConnection", { token: app.secret, params, body: {} });
  while (world.stripe.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await open(app.id, session.resume);
  assert.equal((await checking).status, 200);
  world.stripe.setFault(null);
  assert.ok(((await list(app)).data[0]?.visited_at ?? 0) >= now);
});
