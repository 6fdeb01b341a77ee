/**
 * @module How often an endpoint may be used: the same for good and bad keys, exact in D1, and closed when it cannot
 * be counted. `budgets.test.ts` has whose share a use comes out of.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { setCounts, sumCounts } from "./attempts.ts";
import { createWorld, ORIGIN, readError, type Project, type World } from "../world.ts";

const PROJECT_TRIES = 20;
const IP_TRIES = 30;

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function openDb(): Promise<D1Database> {
  return (await world.harness.getWorker<{ DB: D1Database }>().getEnv()).DB;
}

/** Sends `count` requests at the same moment and returns how many were not limited. */
async function countAllowed(count: number, send: (index: number) => Promise<Response>): Promise<number> {
  const responses = await Promise.all(Array.from({ length: count }, (_, index) => send(index)));
  return responses.filter(({ status }) => status !== 429).length;
}

/** The Worker counts in fixed windows of the real clock, so a test may happen to see two of them. */
function assertAllowed(allowed: number, limit: number): void {
  assert.ok(allowed === limit || allowed === 2 * limit, `${allowed} went through`);
}

async function assertLimited(response: Response): Promise<void> {
  const wait = Number(response.headers.get("Retry-After"));
  assert.ok(Number.isInteger(wait) && wait >= 1 && wait <= 3600, `Retry-After ${wait}`);
  const error = await readError(response);
  assert.deepEqual([error.status, error.code], [429, "rate_limited"]);
}

/** Another session of the same app. */
async function createSession({ app }: Project, project: string): Promise<string> {
  const response = await world.call("createSession", { token: app.secret, body: { project, role: "admin" } });
  return ((await response.json()) as { token: string }).token; // sessionAnswer
}

function createDeadKey(): string {
  const key = world.createKey();
  world.stripe.revokeKey(key.id);
  return key.key;
}

describe("limits", () => {
  test("a project's tries run out alike with good, bad and powerless keys, and then Stripe is not asked", async () => {
    for (const create of [() => world.createKey().key, createDeadKey, () => world.createKey([]).key]) {
      const project = await world.createProject();
      await project.connect(create());
      assert.equal(await sumCounts(world, `connect project ${project.app.id} `), 1);
      await setCounts(world, `connect project ${project.app.id} `, PROJECT_TRIES);
      world.stripe.clearRequests();
      for (const key of [create(), world.createKey().key, createDeadKey()]) {
        await assertLimited(await project.connect(key));
      }
      assert.equal(world.stripe.requests.length, 0);
    }
  });

  test("of thirty tries at the same moment exactly twenty go through, whatever the credential is", async () => {
    const project = await world.createProject();
    const key = createDeadKey();
    const { app, id } = project;
    const fresh = await createSession(project, id);
    const body = { api_key: key };
    const ways = [
      () => project.connect(key),
      () => world.call("connect", { token: fresh, origin: ORIGIN, body }),
      () => world.call("connect", { token: app.secret, params: { project: id }, body }),
    ];
    assertAllowed(
      await countAllowed(30, (index) => (ways[index % 3] ?? project.connect)(key)),
      PROJECT_TRIES,
    );
    const sibling = await createSession(project, `${id}-2`);
    assert.equal((await world.call("connect", { token: sibling, origin: ORIGIN, body })).status, 422);
    const namesake = await world.createApp();
    const other = { token: namesake.secret, params: { project: id }, body };
    assert.equal((await world.call("connect", other)).status, 422);
  });

  test("a page's address has thirty tries in ten minutes across the projects of an app", async () => {
    const project = await world.createProject();
    const tokens = await Promise.all([1, 2, 3, 4].map((n) => createSession(project, `${project.id}-${n}`)));
    const body = { api_key: createDeadKey() };
    const connect = (index: number, ip: string): Promise<Response> => {
      const token = tokens[index % tokens.length];
      return world.call("connect", { token, origin: ORIGIN, body, headers: { "CF-Connecting-IP": ip } });
    };
    assertAllowed(await countAllowed(IP_TRIES + 5, (index) => connect(index, "203.0.113.7")), IP_TRIES);
    assert.equal((await connect(0, "203.0.113.8")).status, 422);
  });

  test("a paste that is no key, a stranger and a wrong body cost no try", async () => {
    const project = await world.createProject();
    world.stripe.clearRequests();
    for (const body of [
      ...["", "hunter2", `pk_test_${"51".repeat(9)}`, "rk_test_…abcd"].map((key) => ({ api_key: key })),
      ...[{}, { api_key: 7 }, { api_key: world.createKey().key, color: "red" }],
      { api_key: world.createKey().key, webhook_secret: "sk_test_nope" },
    ]) {
      assert.equal((await project.call("connect", body)).status, 400, JSON.stringify(body));
    }
    const stranger = { origin: "https://evil.example" };
    assert.equal((await project.call("connect", { api_key: "x" }, stranger)).status, 401);
    assert.equal(await sumCounts(world, `connect project ${project.app.id}`), 0);
    assert.equal(world.stripe.requests.length, 0);
  });

  for (const [endpoint, kind, limit] of [
    ["checkConnection", "check", 60],
    ["updateConnection", "update", 30],
    ["connectDemo", "demo", 60],
  ] as const) {
    test(`${endpoint} · a project has ${limit} an hour, and neither Stripe nor the audit hears of more`, async () => {
      const project = await world.createProject();
      if (kind !== "demo") assert.equal((await project.connect(world.createKey().key)).status, 200);
      assert.equal((await project.call(endpoint, {})).status, 200);
      await setCounts(world, `${kind} project ${project.app.id} `, limit - 1);
      world.stripe.clearRequests();
      assert.equal(await countAllowed(5, () => project.call(endpoint, {})), 1);
      const asked = world.stripe.requests.length;
      await assertLimited(await project.call(endpoint, {}));
      assert.equal(world.stripe.requests.length, asked);
      const rows = (await openDb()).prepare(
        "SELECT COUNT(*) AS n FROM audit WHERE app_id = ?1 AND action = ?2",
      );
      assert.equal(await rows.bind(project.app.id, endpoint).first("n"), 2);
      const connect = await project.connect(world.createKey().key);
      assert.equal(connect.status, 200, "it is no try to connect");
    });
  }

  test("when tries cannot be counted, connecting and checking are closed and Stripe is not asked", async () => {
    const project = await world.createProject();
    const key = world.createKey().key;
    assert.equal((await project.connect(key)).status, 200);
    const before = await project.read("readConnection");
    const db = await openDb();
    await db.exec("ALTER TABLE attempts RENAME TO attempts_away");
    world.stripe.clearRequests();
    try {
      for (const response of [await project.connect(key), await project.call("checkConnection", {})]) {
        assert.equal(response.headers.get("Retry-After"), "5");
        const error = await readError(response);
        assert.deepEqual([error.status, error.code], [503, "unavailable"]);
        assert.match(error.message, /[Tt]ry again in a moment/);
      }
      assert.equal(world.stripe.requests.length, 0);
      assert.deepEqual(await project.read("readConnection"), before, "looking stays open");
    } finally {
      await db.exec("ALTER TABLE attempts_away RENAME TO attempts");
    }
    assert.equal((await project.connect(key)).status, 200);
  });
});
