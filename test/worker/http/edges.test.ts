/**
 * @module Requests at the edge of what HTTP allows: HEAD, a client that leaves, a Host of somebody's own, no tables.
 */

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { after, afterEach, before, beforeEach, mock, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { ENDPOINTS, type Endpoint } from "../../../shared/api.ts";
import { connectionAnswer } from "../../../shared/schema/connections.ts";
import { createWorker } from "../../../worker/app.ts";
import { openSqlite } from "./sqlite.ts";
import { createSecrets, createWorld, readError, type World } from "../world.ts";

const secrets = createSecrets();
const worker = createWorker({
  now: () => 1_800_000_000,
  random: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
  fetch,
});

let DB: D1Database;
let log: string[];
beforeEach(() => {
  DB = openSqlite();
  log = [];
  mock.method(console, "log", (line: string) => log.push(line));
});
afterEach(() => mock.restoreAll());

/** Sends a request straight to the Worker's code. */
async function send(
  url: string,
  init: RequestInit & { token?: string; duplex?: "half" },
  settings: object = {},
) {
  const request = new Request(url, init);
  if (init.token !== undefined) request.headers.set("Authorization", `Bearer ${init.token}`);
  if (typeof init.body === "string") request.headers.set("Content-Type", "application/json");
  return worker.fetch(request, { ...secrets, DB, ...settings });
}

async function createApp(): Promise<{ id: string; secret: string }> {
  const body = JSON.stringify({ name: "Acme", profile: "dropfix", origins: [] });
  const created = await send("http://127.0.0.1/v1/apps", {
    method: "POST",
    token: secrets.OPERATOR_TOKEN,
    body,
  });
  assert.equal(created.status, 201);
  return (await created.json()) as { id: string; secret: string }; // appWithSecretAnswer
}

test("HEAD · reaches no handler but that of /healthz, so a link checker uses no OAuth state up", async () => {
  for (const { method, path } of Object.values(ENDPOINTS) as Endpoint[]) {
    if (method !== "GET") continue;
    const url = `http://127.0.0.1${path}?state=s&code=c`;
    const response = await send(url, { method: "HEAD", token: secrets.OPERATOR_TOKEN });
    assert.equal(response.status, path === "/healthz" ? 200 : 404, path);
  }
});

test("body · a client that leaves in mid-body is no failure of ours", async () => {
  const { secret } = await createApp();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"api_')),
    pull: (controller) => controller.error(new Error("Network connection lost.")),
  });
  const url = "http://127.0.0.1/v1/projects/p/connection";
  const response = await send(url, { method: "PUT", token: secret, body, duplex: "half" });
  assert.equal(response.status, 400);
  assert.match(log.at(-1) ?? "", /"code":"invalid_json","reason":"client_closed"/);
});

test("PUBLIC_URL · says where Stripe sends events, and without it only this machine's own address does", async () => {
  const { secret } = await createApp();
  const ask = (host: string, settings?: object) =>
    send(`${host}/v1/projects/p/connection`, { token: secret }, settings);
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

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

test("GET /healthz · is not well while any table is missing", async () => {
  const db = (await world.harness.getWorker<{ DB: D1Database }>().getEnv()).DB;
  const { results } = await DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
    name: string;
  }>();
  assert.ok(results.length > 5);
  for (const { name } of results) {
    await db.exec(`ALTER TABLE ${name} RENAME TO away`);
    const response = await world.call("health").finally(() => db.exec(`ALTER TABLE away RENAME TO ${name}`));
    const { status, code } = await readError(response);
    assert.deepEqual([status, code], [503, "unavailable"], name);
  }
  assert.deepEqual(await (await world.call("health")).json(), { ok: true });
});
