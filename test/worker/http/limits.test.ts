/**
 * @module The budget of tries: exact, the same for good and bad keys, and closed when it cannot be counted.
 *
 * The Worker counts in fixed windows of the real clock. A test that happens to cross the end of one allows
 * for the second window, and for nothing else.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { createWorld, ORIGIN, readError, type CallOptions, type Project, type World } from "../world.ts";

const HOUR = 3600;
const TEN_MINUTES = 600;
const PROJECT_TRIES = 20;
const ADDRESS_TRIES = 30;
const PROJECT_CHECKS = 60;

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

/** Runs `tries` and returns their answers, with how many windows of `seconds` they took. */
async function countIn(
  seconds: number,
  tries: () => Promise<Response[]>,
): Promise<{ allowed: number; limited: Response[]; windows: number }> {
  const window = (): number => Math.floor(Date.now() / 1000 / seconds);
  const first = window();
  const responses = await tries();
  return {
    allowed: responses.filter(({ status }) => status !== 429).length,
    limited: responses.filter(({ status }) => status === 429),
    windows: window() - first + 1,
  };
}

async function inTurn(count: number, send: (index: number) => Promise<Response>): Promise<Response[]> {
  const responses: Response[] = [];
  for (let index = 0; index < count; index += 1) responses.push(await send(index));
  return responses;
}

function atOnce(count: number, send: (index: number) => Promise<Response>): Promise<Response[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => send(index)));
}

async function openDb(): Promise<D1Database> {
  return (await world.harness.getWorker<{ DB: D1Database }>().getEnv()).DB;
}

/** A session for another project of the same app. */
async function createSibling({ app, call }: Project, id: string): Promise<CallOptions> {
  const response = await call(
    "createSession",
    { project: id, role: "admin" },
    { token: app.secret, origin: null },
  );
  const { token } = (await response.json()) as { token: string }; // the contract of sessions
  return { token, origin: ORIGIN };
}

async function assertLimited(response: Response | undefined, seconds: number): Promise<void> {
  assert.ok(response, "nothing was limited");
  const wait = Number(response.headers.get("Retry-After"));
  assert.ok(Number.isInteger(wait) && wait >= 1 && wait <= seconds, `Retry-After ${wait}`);
  const error = await readError(response);
  assert.deepEqual([error.status, error.code], [429, "rate_limited"]);
}

function createDeadKey(): string {
  const key = world.createKey();
  world.stripe.revokeKey(key.id);
  return key.key;
}

describe("limits", () => {
  for (const [kind, create] of [
    ["a good key", () => world.createKey().key],
    ["a key that Stripe rejects", createDeadKey],
    ["a key without permissions", () => world.createKey([]).key],
  ] as const) {
    test(`the 21st try of a project in an hour is refused with ${kind}, and Stripe is not asked`, async () => {
      const project = await world.createProject();
      const key = create();
      const { allowed, limited, windows } = await countIn(HOUR, async () => {
        const tries = await inTurn(PROJECT_TRIES, () => project.connect(key));
        world.stripe.clearRequests();
        return [
          ...tries,
          await project.connect(world.createKey().key),
          await project.connect(createDeadKey()),
        ];
      });
      if (windows > 1) return;
      assert.equal(allowed, PROJECT_TRIES);
      assert.equal(limited.length, 2);
      await assertLimited(limited[0], HOUR);
      assert.equal(world.stripe.requests.length, 0);
    });
  }

  test("of fifty tries at the same moment exactly twenty go through", async () => {
    const project = await world.createProject();
    const key = createDeadKey();
    const { allowed, limited, windows } = await countIn(HOUR, () => atOnce(50, () => project.connect(key)));
    assert.ok(allowed <= PROJECT_TRIES * windows, `${allowed} went through`);
    if (windows === 1) assert.equal(allowed, PROJECT_TRIES);
    await assertLimited(limited[0], HOUR);
  });

  test("one project's spent budget is no other project's, nor another app's project of the same name", async () => {
    const project = await world.createProject();
    const key = createDeadKey();
    await atOnce(PROJECT_TRIES + 1, () => project.connect(key));
    const sibling = await createSibling(project, `${project.id}-2`);
    assert.equal((await world.call("connect", { ...sibling, body: { api_key: key } })).status, 422);
    const namesake = await world.createApp();
    const body = { api_key: key };
    const options = { token: namesake.secret, params: { project: project.id }, body };
    assert.equal((await world.call("connect", options)).status, 422);
  });

  test("an app secret does not get around its project's budget, and a new session neither", async () => {
    const project = await world.createProject();
    const key = createDeadKey();
    const fresh = await createSibling(project, project.id);
    const { allowed, windows } = await countIn(HOUR, async () => [
      ...(await atOnce(PROJECT_TRIES, () => project.connect(key))),
      await world.call("connect", { ...fresh, body: { api_key: key } }),
      await world.call("connect", {
        ...{ token: project.app.secret, params: { project: project.id } },
        body: { api_key: key },
      }),
    ]);
    assert.ok(allowed <= PROJECT_TRIES * windows, `${allowed} went through`);
  });

  test("a page's address has thirty tries in ten minutes across the projects of an app", async () => {
    const project = await world.createProject();
    const siblings = await Promise.all([1, 2, 3, 4].map((n) => createSibling(project, `${project.id}-${n}`)));
    const key = createDeadKey();
    const connect = (index: number, address: string): Promise<Response> =>
      world.call("connect", {
        ...siblings[index % siblings.length],
        body: { api_key: key },
        headers: { "CF-Connecting-IP": address },
      });
    const { allowed, limited, windows } = await countIn(TEN_MINUTES, () =>
      atOnce(ADDRESS_TRIES + 10, (index) => connect(index, "203.0.113.7")),
    );
    assert.ok(allowed <= ADDRESS_TRIES * windows, `${allowed} went through`);
    if (windows === 1) assert.equal(allowed, ADDRESS_TRIES);
    await assertLimited(limited[0], TEN_MINUTES);
    assert.equal((await connect(0, "203.0.113.8")).status, 422);
  });

  test("an address is not kept as it is", async () => {
    const project = await world.createProject();
    await project.call(
      "connect",
      { api_key: createDeadKey() },
      { headers: { "CF-Connecting-IP": "203.0.113.99" } },
    );
    const { results } = await (await openDb()).prepare("SELECT * FROM attempts").all();
    assert.ok(results.length > 0 && !JSON.stringify(results).includes("203.0.113.99"));
  });

  test("a paste that is no key, a stranger and a wrong body cost no try", async () => {
    const project = await world.createProject();
    const rows = async (): Promise<unknown[]> =>
      (
        await (
          await openDb()
        )
          .prepare("SELECT * FROM attempts WHERE scope LIKE ?1")
          .bind(`connect%${project.app.id}%`)
          .all()
      ).results;
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
    assert.deepEqual(await rows(), []);
    assert.equal(world.stripe.requests.length, 0);
  });

  test("the 61st check of a project in an hour is refused, and Stripe is not asked", async () => {
    const project = await world.createProject();
    assert.equal((await project.connect(world.createKey().key)).status, 200);
    const { allowed, limited, windows } = await countIn(HOUR, () =>
      atOnce(PROJECT_CHECKS + 5, () => project.call("checkConnection", {})),
    );
    assert.ok(allowed <= PROJECT_CHECKS * windows, `${allowed} went through`);
    if (windows === 1) assert.equal(allowed, PROJECT_CHECKS);
    await assertLimited(limited[0], HOUR);
    const connect = await project.connect(world.createKey().key);
    assert.equal(connect.status, 200, "checks are no tries to connect");
  });

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

  test("counters that have run out are forgotten", async () => {
    const project = await world.createProject();
    const db = await openDb();
    await db.prepare("INSERT INTO attempts (scope, window_end, count) VALUES ('old', 1, 5)").run();
    await project.connect(createDeadKey());
    const { results } = await db.prepare("SELECT * FROM attempts WHERE scope = 'old'").all();
    assert.deepEqual(results, []);
  });

  test("a project that goes on after its budget takes nothing from its app", async () => {
    const project = await world.createProject();
    const { app_tries, refused } = await exhaust(project, 640);
    assert.ok(refused > 0);
    assert.ok(app_tries <= PROJECT_TRIES * 2, `${app_tries} of the app's tries are gone`);
    const sibling = await createSibling(project, "sibling");
    const headers = { "CF-Connecting-IP": "203.0.113.9" };
    const body = { api_key: world.createKey().key };
    assert.equal((await world.call("connect", { ...sibling, headers, body })).status, 200);
  });

  test("a whole IPv6 network of one household counts as one address", async () => {
    const project = await world.createProject();
    const { allowed, windows } = await countIn(TEN_MINUTES, () =>
      inTurn(ADDRESS_TRIES + 5, async (index) => {
        const sibling = await createSibling(project, `p${index}`);
        const headers = { "CF-Connecting-IP": `2001:db8:1:2::${(index * 7919).toString(16)}` };
        return world.call("connect", { ...sibling, headers, body: { api_key: createDeadKey() } });
      }),
    );
    assert.ok(allowed <= ADDRESS_TRIES * windows, `${allowed} tries`);
    const neighbour = await createSibling(project, "neighbour");
    const headers = { "CF-Connecting-IP": "2001:db8:1:3::1" };
    const response = await world.call("connect", {
      ...neighbour,
      headers,
      body: { api_key: createDeadKey() },
    });
    assert.equal(response.status, 422);
  });
});

/** Sends `count` tries of one project and returns what its app has left to show for it. */
async function exhaust(project: Project, count: number): Promise<{ app_tries: number; refused: number }> {
  const key = createDeadKey();
  const responses = await inTurn(count / 20, () =>
    atOnce(20, () => project.connect(key)).then(([first]) => first as Response),
  ); // twenty
  const row = await (
    await openDb()
  )
    .prepare("SELECT SUM(count) AS count FROM attempts WHERE scope = ?1")
    .bind(`connect:${project.app.id}`)
    .first<{ count: number }>();
  return { app_tries: row?.count ?? 0, refused: responses.filter(({ status }) => status === 429).length };
}
