/**
 * @module Event endpoints and the log over the API: who sees what, what is refused, pages and filters; and which
 * addresses events are sent to.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENDPOINTS, type EndpointName } from "../../../shared/api.ts";
import {
  deletedEventEndpointAnswer,
  eventAnswer,
  eventEndpointAnswer,
  eventEndpointListAnswer,
  eventEndpointWithSecretAnswer,
  MAX_EVENT_ENDPOINTS,
} from "../../../shared/schema/events.ts";
import { readAddress } from "../../../worker/outbox/address.ts";
import { readAnswer, readError, type TestApp } from "../world.ts";
import { createSecrets } from "../secrets.ts";
import { insertEndpointStatement, listEndpoints } from "../../../worker/outbox/endpoints.ts";
import { parseSettings } from "../../../worker/env.ts";
import { NORMAL, ODD } from "./addresses.ts";
import { addTarget, createOutboxWorld, readEvents, type OutboxWorld } from "./outbox-world.ts";

let world: OutboxWorld;
before(async () => {
  world = await createOutboxWorld();
  await world.setQueue("absent");
});
after(() => world.close());

const call = (
  name: EndpointName,
  { secret: token }: TestApp,
  params = {},
  body?: unknown,
): Promise<Response> => world.call(name, { token, params, ...(body !== undefined && { body }) });

test("endpoints · are created with a secret that is shown once, listed, changed and deleted", async () => {
  const app = await world.createApp();
  const { path: _, ...created } = await addTarget(world, app, ["sync.completed"]);
  assert.match(created.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.deepEqual(
    [created.types, created.status, created.failing_since, created.former_secret_expires_at],
    [["sync.completed"], "enabled", null, null],
  );
  const { secret: __, former_secret_expires_at: ___, ...shown } = created;
  const list = eventEndpointListAnswer.parse(await (await call("listEventEndpoints", app)).json());
  assert.deepEqual(list.data, [shown]);
  const params = { endpoint: created.id };
  const changes = { url: world.receiver.url("/other"), types: ["*"], enabled: false };
  const changed = eventEndpointAnswer.parse(
    await (await call("updateEventEndpoint", app, params, changes)).json(),
  );
  assert.deepEqual(
    [changed.url, changed.types, changed.status, changed.disabled_reason],
    [changes.url, ["*"], "disabled", "owner"],
  );
  const rolled = await (await call("rollEndpointSecret", app, params, {})).json();
  const { secret, former_secret_expires_at: expiry } = eventEndpointWithSecretAnswer.parse(rolled);
  assert.notEqual(secret, created.secret);
  assert.ok((expiry ?? 0) > Date.now() / 1000 + 86_000);
  deletedEventEndpointAnswer.parse(await (await call("deleteEventEndpoint", app, params)).json());
  const { results } = await world.db
    .prepare("SELECT 1 FROM endpoint_secrets WHERE endpoint_id = ?")
    .bind(created.id)
    .all();
  assert.deepEqual(results, []);
  assert.equal((await call("deleteEventEndpoint", app, params)).status, 404);
});

test("endpoints · get only the types they take, and none of those of another app", async () => {
  const [project, stranger] = [await world.createProject(), await world.createApp()];
  const all = await addTarget(world, project.app);
  const some = await addTarget(world, project.app, ["connection.disconnected", "customer.updated"]);
  const foreign = await addTarget(world, stranger);
  await readAnswer(await project.call("connectDemo", {}));
  await project.read("disconnect");
  await world.runCron();
  const types = (path: string) =>
    world.receiver
      .received(path)
      .map(({ event }) => event.type)
      .sort();
  assert.deepEqual(types(all.path), ["connection.created", "connection.disconnected"]);
  assert.deepEqual(types(some.path), ["connection.disconnected"]);
  assert.deepEqual(types(foreign.path), []);
  assert.deepEqual(await readEvents(world, stranger), []);
});

test("endpoints and events · of another app and absent ones answer alike", async () => {
  const [project, stranger] = [await world.createProject(), await world.createApp()];
  const target = await addTarget(world, project.app);
  await readAnswer(await project.call("connectDemo", {}));
  const [event] = await readEvents(world, project.app);
  const bodies = { updateEventEndpoint: { enabled: false }, resendEvent: { endpoint: target.id } } as const;
  const names = ["updateEventEndpoint", "deleteEventEndpoint", "rollEndpointSecret", "resendEvent"] as const;
  for (const name of names) {
    const ask = async (params: Record<string, string>): Promise<[number, string]> => {
      const body = name in bodies ? bodies[name as keyof typeof bodies] : {};
      const response = await call(name, stranger, params, body);
      return [response.status, (await response.text()).replace(/req_[a-z2-7]+/, "req")];
    };
    const known = await ask({ endpoint: target.id, event: event?.id ?? "" });
    assert.equal(known[0], 404, name);
    for (const absent of [`ep_${"a".repeat(26)}`, "ep_x", "..%2F"]) {
      assert.deepEqual(await ask({ endpoint: absent, event: absent.replace("ep", "evt") }), known, name);
    }
  }
  const own = await call(
    "resendEvent",
    project.app,
    { event: event?.id },
    { endpoint: `ep_${"a".repeat(26)}` },
  );
  assert.equal(own.status, 404);
});

test("endpoints · an app has at most 16, also when it asks for many at once", async () => {
  const app = await world.createApp();
  for (let count = 1; count < MAX_EVENT_ENDPOINTS; count += 1) await addTarget(world, app);
  const body = { url: world.receiver.url("/last") };
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => call("createEventEndpoint", app, {}, body)),
  );
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [201, ...Array<number>(11).fill(409)]);
  const [refused] = answers.filter(({ status }) => status === 409);
  assert.ok(refused);
  assert.equal((await readError(refused)).code, "endpoints_full");
  // One that looked when there was room left finds none when it writes.
  const db = world.db as unknown as Parameters<typeof insertEndpointStatement>[0]; // by the types of another package
  const [one] = await listEndpoints(db, app.id);
  assert.ok(one);
  const { meta } = await insertEndpointStatement(db, { ...one, id: `ep_${"b".repeat(26)}` }).run();
  assert.equal(meta.changes, 0);
});

test("endpoints · a malformed body is refused by the field that is wrong", async () => {
  const app = await world.createApp();
  const url = world.receiver.url("/");
  for (const [body, code, param] of [
    [{}, "parameter_missing", "url"],
    [{ url: 7 }, "parameter_invalid", "url"],
    [{ url: `${url}${"x".repeat(2048)}` }, "parameter_invalid", "url"],
    [{ url: `${url}?key=${world.createKey().key}` }, "parameter_invalid", "url"],
    [{ url: "https://10.0.0.1/", secret: "x" }, "parameter_unknown", "secret"],
    [{ url: "ftp://hooks.example.com/" }, "endpoint_url_refused", "url"],
    [{ url, types: [] }, "parameter_invalid", "types"],
    [{ url, types: ["customer.created"] }, "parameter_invalid", "types"],
    [{ url, types: ["sync.failed", "sync.failed"] }, "parameter_invalid", "types"],
    [{ url, types: ["*", "sync.failed"] }, "parameter_invalid", "types"],
  ] as const) {
    const error = await readError(await call("createEventEndpoint", app, {}, body));
    assert.deepEqual([error.code, error.param?.split(".")[0]], [code, param], JSON.stringify(body));
  }
  assert.equal(world.url.hostname, "127.0.0.1");
  const itself = await call("createEventEndpoint", app, {}, { url: new URL("/v1/sessions", world.url).href });
  assert.equal((await readError(itself)).code, "endpoint_url_refused", "not even in development");
});

test("events · are listed newest first, a page at a time, by type, connection, project and time", async () => {
  const app = await world.createApp();
  const projects = ["one", "two", "three"];
  for (const project of projects) {
    const options = { token: app.secret, params: { project } };
    await readAnswer(await world.call("connectDemo", { ...options, body: {} }));
    await world.advanceClock(10);
    await readAnswer(await world.call("disconnect", options));
    await world.advanceClock(10);
  }
  const all = await readEvents(world, app);
  assert.deepEqual(
    all.map(({ type, project }) => [type, project]),
    projects.toReversed().flatMap((project) => [
      ["connection.disconnected", project],
      ["connection.created", project],
    ]),
  );
  const ids = (events: typeof all): string[] => events.map(({ id }) => id);
  const paged: string[] = [];
  for (let after = ""; ;) {
    const page = await readEvents(world, app, { limit: "2", ...(after && { starting_after: after }) });
    if (page.length === 0) break;
    paged.push(...ids(page));
    after = page.at(-1)?.id ?? "";
  }
  assert.deepEqual(paged, ids(all));
  const [third] = all;
  assert.ok(third);
  const expectOnly = async (query: Record<string, string>, wanted: typeof all): Promise<void> => {
    assert.deepEqual(ids(await readEvents(world, app, query)), ids(wanted), JSON.stringify(query));
  };
  await expectOnly({ project: "two" }, all.slice(2, 4));
  await expectOnly({ connection: third.connection }, all.slice(0, 2));
  await expectOnly(
    { type: "connection.created" },
    all.filter(({ type }) => type === "connection.created"),
  );
  await expectOnly({ "created[gte]": String(third.created) }, all.slice(0, 1));
  await expectOnly({ "created[gt]": String(third.created) }, []);
  await expectOnly({ "created[lt]": String(third.created) }, all.slice(1));
  await expectOnly({ "created[lte]": String(third.created), project: "three" }, all.slice(0, 2));
});

test("events · a query that means nothing is refused, and so is another app's event to start after", async () => {
  const [project, stranger] = [await world.createProject(), await world.createApp()];
  await readAnswer(await project.call("connectDemo", {}));
  const [event] = await readEvents(world, project.app);
  const { path } = ENDPOINTS.listEvents;
  for (const query of [
    "type=unknown",
    "limit=0",
    "limit=101",
    "created[gte]=soon",
    "page=2",
    `starting_after=${event?.id}`,
  ]) {
    const headers = { authorization: `Bearer ${stranger.secret}`, connection: "close" };
    const response = await fetch(new URL(`${path}?${query}`, world.url), { headers });
    const code = query.startsWith("page") ? "parameter_unknown" : "parameter_invalid";
    assert.equal((await readError(response)).code, code, query);
  }
});

test("events · are sent again with the same id, also to an endpoint that was not there", async () => {
  const project = await world.createProject();
  await readAnswer(await project.call("connectDemo", {}));
  const [event] = await readEvents(world, project.app);
  assert.deepEqual(event?.deliveries, [], "it is in the log although nobody took it");
  const [target, other] = [
    await addTarget(world, project.app),
    await addTarget(world, project.app, ["sync.failed"]),
  ];
  const params = { event: event?.id };
  const answer = eventAnswer.parse(await (await call("resendEvent", project.app, params, {})).json());
  assert.deepEqual(
    answer.deliveries.map(({ endpoint, status }) => [endpoint, status]),
    [[target.id, "pending"]],
  );
  await world.runCron();
  await call("resendEvent", project.app, params, { endpoint: target.id });
  await call("resendEvent", project.app, params, { endpoint: other.id });
  await world.runCron();
  assert.deepEqual(
    world.receiver.received(target.path).map((one) => one.event.id),
    [event?.id, event?.id],
  );
  assert.equal(world.receiver.received(other.path).length, 1);
  const [first, second] = world.receiver.received(target.path);
  assert.equal(first?.body, second?.body);
});

test("events · are kept for 30 days", async () => {
  const project = await world.createProject();
  await addTarget(world, project.app);
  await readAnswer(await project.call("connectDemo", {}));
  await world.runCron();
  await world.advanceClock(29 * 24 * 3600);
  await world.runCron();
  assert.equal((await readEvents(world, project.app)).length, 1);
  await world.advanceClock(2 * 24 * 3600);
  await world.runCron();
  assert.deepEqual(await readEvents(world, project.app), []);
});

test("budgets · an app that resends or makes endpoints without end is told to wait", async () => {
  const app = await world.createApp();
  const params = { endpoint: (await addTarget(world, app)).id };
  const all = Array.from({ length: 121 }, () => call("updateEventEndpoint", app, params, {}));
  const statuses = (await Promise.all(all)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 429).length, 2);
});

test("addresses · 80 odd ones are refused", () => {
  const rules = { allowsPrivate: false, ownHosts: ["connect.example.com"] };
  assert.ok(ODD.length >= 80, String(ODD.length));
  assert.equal(new Set(ODD).size, ODD.length);
  assert.deepEqual(
    ODD.filter((text) => readAddress(text, rules) !== null),
    [],
  );
});

test("addresses · 30 ordinary ones are taken", () => {
  const rules = { allowsPrivate: false, ownHosts: ["connect.example.com"] };
  assert.ok(NORMAL.length >= 30, String(NORMAL.length));
  assert.deepEqual(
    NORMAL.filter((text) => readAddress(text, rules) === null),
    [],
  );
});

test("addresses · development allows https anywhere and http on this machine, and nothing else", () => {
  const rules = { allowsPrivate: true, ownHosts: ["127.0.0.1:8787"] };
  for (const text of [
    "http://127.0.0.1:3000/hooks",
    "http://localhost:3000/",
    "http://[::1]:3000/",
    "https://10.0.0.7:8443/",
  ]) {
    assert.notEqual(readAddress(text, rules), null, text);
  }
  for (const text of [
    "http://10.0.0.7/",
    "http://127.0.0.1:8787/",
    "ftp://127.0.0.1/",
    "http://a:b@127.0.0.1/",
    "http://127.0.0.1/#x",
  ]) {
    assert.equal(readAddress(text, rules), null, text);
  }
});

test("settings · ALLOW_PRIVATE_ENDPOINTS is 1, 0 or left out", () => {
  const parse = (value?: string) =>
    parseSettings({
      ...createSecrets(),
      ...(value !== undefined && { ALLOW_PRIVATE_ENDPOINTS: value }),
    } as never);
  assert.equal(parse("1").allowsPrivateEndpoints, true);
  for (const off of [undefined, "", "0"]) assert.equal(parse(off).allowsPrivateEndpoints, false);
  assert.throws(() => parse("yes"), /ALLOW_PRIVATE_ENDPOINTS/);
});
