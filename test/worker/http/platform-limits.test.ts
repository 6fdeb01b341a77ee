/**
 * @module The platform's rate limits stand in front of everything anybody may call: a flood never reaches D1.
 */

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { after, before, describe, mock, test } from "node:test";
import { ENDPOINTS, type Endpoint } from "../../../shared/api.ts";
import { createWorker } from "../../../worker/app.ts";
import type { Bindings } from "../../../worker/env.ts";
import { openSqlite } from "./sqlite.ts";
import { createSecrets, createWorld, ORIGIN, readError, type World } from "../world.ts";

const CONNECTION = `con_${"a".repeat(26)}`;
const IP = "2001:db8:1:2:3::4";

interface Ask {
  readonly title: string;
  readonly path: string;
  readonly init: RequestInit;
}

const preflight = { method: "OPTIONS", headers: { Origin: ORIGIN, "Access-Control-Request-Method": "PUT" } };
const ANONYMOUS: Ask[] = [
  ...(Object.values(ENDPOINTS) as Endpoint[]) // the table forgets its type
    .filter(({ callers }) => callers.includes("anyone"))
    .map(({ method, path }) => ({
      title: `${method} ${path}`,
      path: path.replace(":connection", CONNECTION),
      init: { method, headers: { Origin: ORIGIN } },
    })),
  { title: "a preflight", path: "/v1/projects/current/connection", init: preflight },
  ...["ses_forged", "prs_forged", "pro_forged"].map((token) => ({
    title: `a guessed ${token}`,
    path: "/v1/projects/current/connection",
    init: { headers: { Origin: ORIGIN, Authorization: `Bearer ${token}` } },
  })),
];

/** Sends a request straight to the Worker's code, with limits that let through or not, and counts calls to D1. */
async function send({ path, init }: Ask, limits: Pick<Bindings, "ANYONE" | "EVENTS">) {
  let calls = 0;
  const db = openSqlite();
  const DB = new Proxy(db, {
    get(target, name: keyof typeof db) {
      calls += 1;
      return target[name];
    },
  });
  const random = (length: number) => webcrypto.getRandomValues(new Uint8Array(length));
  const worker = createWorker({ now: () => 1_800_000_000, random, fetch });
  const request = new Request(`http://127.0.0.1${path}`, init);
  request.headers.set("CF-Connecting-IP", IP);
  const response = await worker.fetch(request, { ...createSecrets(), DB, ...limits });
  return { response, calls };
}

describe("platform limits", () => {
  before(() => mock.method(console, "log", () => {})); // the Worker's log
  after(() => mock.reset());

  for (const ask of ANONYMOUS) {
    const isEvent = ask.path.includes(CONNECTION);

    test(`${ask.title} · is refused before D1 is asked, by ${isEvent ? "connection" : "network"}`, async () => {
      const keys: string[] = [];
      const limit = async ({ key }: { key: string }) => {
        keys.push(key);
        return { success: false };
      };
      const { response, calls } = await send(ask, isEvent ? { EVENTS: { limit } } : { ANYONE: { limit } });
      assert.equal(response.headers.get("Retry-After"), "60");
      const { status, code } = await readError(response);
      assert.deepEqual([status, code, calls], [429, "rate_limited", 0]);
      assert.deepEqual(new Set(keys), new Set([isEvent ? CONNECTION : "2001:db8:1:2"]));
    });

    test(`${ask.title} · passes where the limit is absent or fails`, async () => {
      const limit = () => Promise.reject(new Error("limit down"));
      for (const limits of [{}, { ANYONE: { limit }, EVENTS: { limit } }]) {
        assert.notEqual((await send(ask, limits)).response.status, 429);
      }
    });
  }

  test("an event for what is no connection's id is counted by network, so a pasted key names no counter", async () => {
    const keys: string[] = [];
    const limit = async ({ key }: { key: string }) => ({ success: keys.push(key) < 0 });
    for (const pasted of [`rk_test_${"4".repeat(24)}`, "con_", `con_${"A".repeat(26)}`]) {
      const ask = { title: "", path: `/v1/webhooks/stripe/${pasted}`, init: { method: "POST" } };
      assert.equal((await send(ask, { ANYONE: { limit }, EVENTS: { limit } })).response.status, 429);
    }
    assert.deepEqual(keys, ["2001:db8:1:2", "2001:db8:1:2", "2001:db8:1:2"]);
  });

  test("a page may read that it has to wait, without D1 being asked whose page it is", async () => {
    const ask = {
      title: "",
      path: "/v1/open_sessions",
      init: { method: "POST", headers: { Origin: ORIGIN } },
    };
    const { response } = await send(ask, { ANYONE: { limit: async () => ({ success: false }) } });
    assert.equal(response.headers.get("Access-Control-Allow-Origin"), ORIGIN);
  });
});

describe("platform limits in workerd", () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  after(() => world.close());

  test("600 requests a minute of one address pass, and another address, and Stripe's events, go on", async () => {
    const ask = (ip: string, path = "/healthz", method = "GET") =>
      fetch(new URL(path, world.url), { method, headers: { "CF-Connecting-IP": ip } });
    let passed = 0;
    let status = 200;
    // A minute may end on the way, but not two.
    while (status === 200 && passed < 1300) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => ask("203.0.113.7")));
      passed += answers.filter((answer) => answer.status === 200).length;
      status = answers.at(-1)?.status ?? 0;
    }
    assert.equal(status, 429);
    assert.ok(passed >= 600, `${passed} passed`);
    assert.equal((await ask("203.0.113.8")).status, 200);
    assert.equal((await ask("203.0.113.7", `/v1/webhooks/stripe/${CONNECTION}`, "POST")).status, 400);
  });
});
