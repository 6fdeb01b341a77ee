/**
 * @module What stands in front of the routes: the platform's rate limits, so that a flood never reaches D1; and HEAD,
 * a client that disconnects, a Host header of the sender's own, and missing tables.
 *
 * Most tests call the Worker's code in this process, with the bindings of their choice and the Worker's real D1.
 */

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { Agent, request } from "node:http";
import { after, afterEach, before, beforeEach, mock, test } from "node:test";
import { ENDPOINTS, type Endpoint } from "../../../shared/api.ts";
import { connectionAnswer } from "../../../shared/schema/connections.ts";
import { createWorker } from "../../../worker/app.ts";
import type { Bindings } from "../../../worker/env.ts";
import { holdResponse } from "../openapi/hold.ts";
import { createWorld, ORIGIN, readError, type TestApp, type World } from "../world.ts";

const CONNECTION = `con_${"a".repeat(26)}`;
const IP = "2001:db8:1:2:3::4";
const NETWORK = "2001:db8:1:2";

let world: World;
let app: TestApp;
before(async () => {
  world = await createWorld();
  app = await world.createApp();
});
after(() => world.close());

let log: string[];
beforeEach(() => {
  log = [];
  mock.method(console, "log", (line: string) => log.push(line));
});
afterEach(() => mock.restoreAll());

const worker = createWorker({
  now: () => 1_800_000_000,
  random: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
  fetch,
});

interface Init extends RequestInit {
  readonly token?: string;
  readonly duplex?: "half";
}

/** Sends a request straight to the Worker's code, and counts how often D1 is used. */
async function send(path: string, init: Init, bindings: Partial<Bindings> = {}, host = "http://127.0.0.1") {
  let calls = 0;
  const { db } = world;
  const DB = new Proxy(db, {
    get(target, name: keyof typeof db) {
      calls += 1;
      return target[name];
    },
  });
  const asked = new Request(host + path, init);
  if (init.token !== undefined) asked.headers.set("Authorization", `Bearer ${init.token}`);
  if (typeof init.body === "string") asked.headers.set("Content-Type", "application/json");
  asked.headers.set("CF-Connecting-IP", IP);
  const response = await worker.fetch(asked, { ...world.secrets, DB, ...bindings });
  await holdResponse({ method: asked.method, url: new URL(asked.url), sent: init.body }, response);
  return { response, calls };
}

/** A limit of the platform that lets nothing through, and the keys it was asked about. */
function createFullLimit() {
  const keys: string[] = [];
  const limit = async ({ key }: { key: string }) => ({ success: keys.push(key) < 0 });
  return { limit: { limit }, keys };
}

/** Everything that anybody may call. */
const ANONYMOUS: { readonly title: string; readonly path: string; readonly init: Init }[] = [
  ...(Object.values(ENDPOINTS) as Endpoint[]) // the table forgets its type
    .filter(({ callers }) => callers.includes("anyone"))
    .map(({ method, path }) => ({
      title: `${method} ${path}`,
      path: path.replace(":connection", CONNECTION),
      init: { method, headers: { Origin: ORIGIN } },
    })),
  {
    title: "a preflight",
    path: "/v1/projects/current/connection",
    init: { method: "OPTIONS", headers: { Origin: ORIGIN, "Access-Control-Request-Method": "PUT" } },
  },
  ...["ses_forged", "prs_forged", "pro_forged"].map((token) => ({
    title: `a guessed ${token}`,
    path: "/v1/projects/current/connection",
    init: { token, headers: { Origin: ORIGIN } },
  })),
];

for (const { title, path, init } of ANONYMOUS) {
  const isEvent = path.includes(CONNECTION);
  test(`platform limits · ${title} is limited by ${isEvent ? "connection" : "network"} before D1 is asked`, async () => {
    const { limit, keys } = createFullLimit();
    const { response, calls } = await send(path, init, isEvent ? { EVENTS: limit } : { ANYONE: limit });
    assert.equal(response.headers.get("Retry-After"), "60");
    const { status, code } = await readError(response);
    assert.deepEqual([status, code, calls], [429, "rate_limited", 0]);
    assert.deepEqual(new Set(keys), new Set([isEvent ? CONNECTION : NETWORK]));
  });

  test(`platform limits · ${title} passes where the limit is absent or fails`, async () => {
    const limit = () => Promise.reject(new Error("limit down"));
    for (const limits of [{}, { ANYONE: { limit }, EVENTS: { limit } }]) {
      assert.notEqual((await send(path, init, limits)).response.status, 429);
    }
  });
}

test("platform limits · an event for no connection's id counts by network, so a pasted key names no counter", async () => {
  const { limit, keys } = createFullLimit();
  for (const pasted of [`rk_test_${"4".repeat(24)}`, "con_", `con_${"A".repeat(26)}`]) {
    const path = `/v1/webhooks/stripe/${pasted}`;
    const { response } = await send(path, { method: "POST" }, { ANYONE: limit, EVENTS: limit });
    assert.equal(response.status, 429);
  }
  assert.deepEqual(keys, [NETWORK, NETWORK, NETWORK]);
});

test("platform limits · a page may read that it has to wait, without D1 being asked whose page it is", async () => {
  const { limit } = createFullLimit();
  const init = { method: "POST", headers: { Origin: ORIGIN } };
  const { response, calls } = await send("/v1/open_sessions", init, { ANYONE: limit });
  assert.deepEqual([response.headers.get("Access-Control-Allow-Origin"), calls], [ORIGIN, 0]);
});

test("platform limits · in workerd 600 requests a minute of one address pass; other addresses and events go on", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const ask = (ip: string, path = "/v1/open_sessions") =>
    new Promise<number>((resolve, reject) => {
      const { hostname, port } = world.url;
      const headers = { "CF-Connecting-IP": ip };
      request({ hostname, port, path, agent, method: "POST", headers }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode ?? 0));
      })
        .on("error", reject)
        .end();
    });
  let passed = 0;
  let last = 0;
  // A minute may end on the way, but not two.
  while (last !== 429 && passed < 1300) {
    const statuses = await Promise.all(Array.from({ length: 50 }, () => ask("203.0.113.7")));
    passed += statuses.filter((status) => status !== 429).length;
    last = statuses.at(-1) ?? 0;
  }
  assert.equal(last, 429);
  assert.ok(passed >= 600, `${passed} passed`);
  assert.notEqual(await ask("203.0.113.8"), 429);
  assert.equal(await ask("203.0.113.7", `/v1/webhooks/stripe/${CONNECTION}`), 400);
  agent.destroy();
});

test("HEAD · reaches no handler but that of /healthz, so a link checker uses no OAuth state up", async () => {
  for (const { method, path } of Object.values(ENDPOINTS) as Endpoint[]) {
    if (method !== "GET") continue;
    const init = { method: "HEAD", token: world.secrets.OPERATOR_TOKEN };
    const { response } = await send(`${path}?state=s&code=c`, init);
    assert.equal(response.status, path === "/healthz" ? 200 : 404, path);
  }
});

test("body · a client that disconnects in mid-body is logged as that, not as an error of ours", async () => {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"api_')),
    pull: (controller) => controller.error(new Error("Network connection lost.")),
  });
  const init = { method: "PUT", token: app.secret, body, duplex: "half" } as const;
  const { response } = await send("/v1/projects/p/connection", init);
  assert.equal(response.status, 400);
  assert.match(log.at(-1) ?? "", /"code":"invalid_json","reason":"client_closed"/);
});

test("PUBLIC_URL · says where Stripe sends events; without it only this machine's own address does", async () => {
  const ask = async (host: string, settings?: Partial<Bindings>) =>
    (await send("/v1/projects/p/connection", { token: app.secret }, settings, host)).response;
  for (const host of ["http://127.0.0.1:8787", "http://localhost:8787", "http://[::1]:8787"]) {
    connectionAnswer.parse(await (await ask(host)).json());
  }
  for (const host of ["https://evil.example", "http://127.0.0.1.evil.example", "http://192.168.1.7"]) {
    const { status, code } = await readError(await ask(host));
    assert.deepEqual([status, code], [500, "misconfigured"], host);
    assert.match(log.at(-1) ?? "", /PUBLIC_URL is missing/);
    const set = await ask(host, { PUBLIC_URL: "https://connect.example.com" });
    assert.equal(set.status, 200, host);
  }
});

test("GET /healthz · answers 503 while any table is missing", async () => {
  const { results } = await world.db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB 'd1_*'",
    )
    .all<{ name: string }>();
  const tables = results.map(({ name }) => name).filter((name) => !name.startsWith("sqlite_"));
  assert.ok(tables.length > 5);
  for (const name of tables) {
    await world.db.exec(`ALTER TABLE ${name} RENAME TO away`);
    const response = await world
      .call("health")
      .finally(() => world.db.exec(`ALTER TABLE away RENAME TO ${name}`));
    const { status, code } = await readError(response);
    assert.deepEqual([status, code], [503, "unavailable"], name);
  }
  assert.deepEqual(await (await world.call("health")).json(), { ok: true });
});
