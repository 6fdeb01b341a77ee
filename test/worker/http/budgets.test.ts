/**
 * @module Budgets: whose share a use comes out of, that no stranger can empty another's, and that what cannot be
 * counted is rejected. The functions and the HTTP tests count in the Worker's own D1.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { Services } from "../../../worker/context.ts";
import { ApiError } from "../../../worker/http/api-error.ts";
import * as budgets from "../../../worker/auth/budgets.ts";
import { setCounts, startHour, sumCounts } from "./attempts.ts";
import { createWorld, ORIGIN, readError, type Project, type World } from "../world.ts";

let world: World;
before(async () => {
  world = await createWorld();
  await startHour(world);
});
after(() => world.close());

describe("budgets", () => {
  const HOUR = 3600;
  const START = 500_000 * HOUR;
  type Use = (services: Services, target: budgets.BudgetTarget) => Promise<void>;
  const useOf =
    (kind: Parameters<typeof budgets.consumeBudgets>[1]): Use =>
    (services, target) =>
      budgets.consumeBudgets(services, kind, target);
  const [consumeTry, consumeSession, consumeUpdate] = [useOf("connect"), useOf("session"), useOf("update")];
  const sessionKeys = [new Uint8Array(randomBytes(32))] as const;

  /** What counting needs of the services, at `now`. */
  const at = (now = START): Services =>
    ({ db: world.db, now: () => now, settings: { sessionKeys } }) as unknown as Services;

  /** A target of an app of its own, with some parts given. */
  function createTarget(changes: Partial<budgets.BudgetTarget> = {}): budgets.BudgetTarget {
    const app = `app-${randomBytes(6).toString("hex")}`;
    return { app, project: "p", user: null, ip: null, connected: false, ...changes };
  }

  async function readLimited(use: Promise<unknown>): Promise<ApiError> {
    const error: unknown = await use.then(
      () => null,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ApiError, "it was let through");
    assert.equal(error.code, "rate_limited");
    return error;
  }

  /** One use of every endpoint that counts. */
  const USES: Record<string, Use> = {
    connect: consumeTry,
    check: useOf("check"),
    demo: useOf("demo"),
    finish: useOf("finish"),
    update: consumeUpdate,
    session: consumeSession,
    open: useOf("open"),
    resume: useOf("resume"),
  };

  for (const [kind, use] of Object.entries(USES)) {
    test(`${kind} · each full share limits and says until when, and holds no one's id or address`, async () => {
      const target = createTarget({ user: "ada@example.com", ip: "2001:db8:a:b::1" });
      await use(at(), target);
      const counted = "scope LIKE ?1 AND window_end > ?2";
      const { results } = await world.db
        .prepare(`SELECT scope, window_end FROM attempts WHERE ${counted} AND count = 1`)
        .bind(`${kind} %`, START)
        .all<{ scope: string; window_end: number }>();
      assert.ok(results.length > 0);
      for (const { scope, window_end } of results) {
        assert.ok(!/ada@|2001:/.test(scope), scope);
        const fill = `UPDATE attempts SET count = CASE scope WHEN ?3 THEN 1000000 ELSE 0 END WHERE ${counted}`;
        await world.db.prepare(fill).bind(`${kind} %`, START, scope).run();
        const { details } = await readLimited(use(at(), target));
        assert.deepEqual([details.reason, details.retryAfterSeconds], [scope, window_end - START]);
      }
    });
  }

  test("a full share is empty in its next window", async () => {
    const target = createTarget();
    await consumeTry(at(), target);
    await setCounts(world, target.app, 1000);
    await readLimited(consumeTry(at(START + HOUR - 1), target));
    await consumeTry(at(START + HOUR), target);
  });

  test("a limited use costs no share anything", async () => {
    const target = createTarget({ ip: "203.0.113.7" });
    await consumeTry(at(), target);
    await setCounts(world, `connect project ${target.app} p`, 20);
    for (let count = 0; count < 3; count += 1) await readLimited(consumeTry(at(), target));
    assert.equal(await sumCounts(world, `connect app ${target.app} `), 1);
  });

  test("the first limited use of a share in a window is audited, and the rest of a flood is not", async () => {
    const target = createTarget();
    await consumeTry(at(), target);
    await setCounts(world, `connect project ${target.app} p`, 20);
    const audited = async (now: number) => (await readLimited(consumeTry(at(now), target))).details.audited;
    assert.deepEqual([await audited(START), await audited(START + 60)], [true, false]);
  });

  test("an IPv6 /64 counts as one address, and the next one as another", async () => {
    const target = createTarget();
    const from = (ip: string) => consumeTry(at(), { ...target, project: randomBytes(4).toString("hex"), ip });
    await from("2001:db8:1:2::1");
    await setCounts(world, "connect ip ", 29);
    await from("2001:db8:1:2:ffff::2");
    assert.match((await readLimited(from("2001:db8:1:2::3"))).details.reason ?? "", /^connect ip /);
    await from("2001:db8:1:3::1");
    await setCounts(world, "connect ip ", 0);
  });

  test("an IPv6 /48 has 90 tries over all its /64s, and other visitors of the app keep theirs", async () => {
    const target = createTarget();
    const from = (ip: string) => consumeTry(at(), { ...target, project: randomBytes(4).toString("hex"), ip });
    await from("2001:db8:7:1::1");
    await setCounts(world, "connect network ", 89);
    await from("2001:db8:7:2::1");
    assert.match((await readLimited(from("2001:db8:7:3::1"))).details.reason ?? "", /^connect network /);
    await from("2001:db8:8::1");
  });

  test("strangers who use up an app's tries stop no project that has a connection", async () => {
    const target = createTarget();
    await consumeTry(at(), target);
    await setCounts(world, `connect app ${target.app} new`, 1000);
    await readLimited(consumeTry(at(), { ...target, project: "stranger" }));
    await consumeTry(at(), { ...target, project: "customer", connected: true });
  });

  test("sessions of one project or one user leave every other project its own: the app has no share", async () => {
    const target = createTarget({ user: "ada" });
    await consumeSession(at(), target);
    await setCounts(world, `session project ${target.app} p`, 600);
    await readLimited(consumeSession(at(), { ...target, user: null }));
    await setCounts(world, "session user ", 240);
    await readLimited(consumeSession(at(), { ...target, project: "q" }));
    await consumeSession(at(), { ...target, project: "honest", user: null });
    assert.equal(await sumCounts(world, `session app ${target.app}`), 0);
  });

  test("openings of one /48 end at 300, and thousands of others leave new visitors theirs", async () => {
    const target = createTarget();
    const from = (ip: string) => useOf("open")(at(), { ...target, ip });
    await from("2001:db8:1:1::1");
    await setCounts(world, "open network ", 300);
    await readLimited(from("2001:db8:1:2::1"));
    await setCounts(world, `open app ${target.app} new`, 19_999);
    await from("2001:db9::1");
    await readLimited(from("2001:dba::1"));
  });

  test("counts whose window is over are deleted, twenty with each use", async () => {
    await world.db
      .prepare(
        `INSERT INTO attempts (scope, window_end, count)
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 22)
         SELECT 'old' || i, 1, 5 FROM n`,
      )
      .run();
    await consumeTry(at(), createTarget());
    assert.equal(await sumCounts(world, "old"), 2 * 5);
    await consumeTry(at(), createTarget());
    assert.equal(await sumCounts(world, "old"), 0);
  });
});

describe("limits over HTTP", () => {
  const PROJECT_TRIES = 20;
  const IP_TRIES = 30;

  /** Sends `count` requests at the same moment and returns how many were not limited. */
  async function countAllowed(count: number, send: (index: number) => Promise<Response>): Promise<number> {
    const responses = await Promise.all(Array.from({ length: count }, (_, index) => send(index)));
    return responses.filter(({ status }) => status !== 429).length;
  }

  async function assertLimited(response: Response): Promise<void> {
    const wait = Number(response.headers.get("Retry-After"));
    assert.ok(Number.isInteger(wait) && wait >= 1 && wait <= 3600, `Retry-After ${wait}`);
    const error = await readError(response);
    assert.deepEqual([error.status, error.code], [429, "rate_limited"]);
  }

  /** Another session of the same app. */
  async function createSession({ app }: Project, project: string): Promise<string> {
    const response = await world.call("createSession", {
      token: app.secret,
      body: { project, role: "admin" },
    });
    return ((await response.json()) as { token: string }).token; // sessionAnswer
  }

  function createDeadKey(): string {
    const key = world.createKey();
    world.stripe.revokeKey(key.id);
    return key.key;
  }

  test("a project's tries run out alike with good, rejected and powerless keys, and then Stripe is not asked", async () => {
    for (const create of [() => world.createKey().key, createDeadKey, () => world.createKey([]).key]) {
      const project = await world.createProject();
      await project.connect(create());
      assert.equal(await sumCounts(world, `connect project ${project.app.id} `), 1);
      await setCounts(world, `connect project ${project.app.id} `, PROJECT_TRIES);
      world.stripe.clearRequests();
      await assertLimited(await project.connect(create()));
      assert.equal(world.stripe.requests.length, 0);
    }
  });

  test("of tries at the same moment exactly twenty go through, whatever the credential is", async () => {
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
    await project.connect(key);
    await setCounts(world, `connect project ${app.id} ${id}`, PROJECT_TRIES - 4);
    assert.equal(await countAllowed(12, (index) => (ways[index % 3] ?? project.connect)(key)), 4);
    const sibling = await createSession(project, `${id}-2`);
    assert.equal((await world.call("connect", { token: sibling, origin: ORIGIN, body })).status, 422);
    const namesake = await world.createApp();
    const other = { token: namesake.secret, params: { project: id }, body };
    assert.equal((await world.call("connect", other)).status, 422);
  });

  test("a page's address has thirty tries in ten minutes across the projects of an app", async () => {
    const project = await world.createProject();
    const tokens = await Promise.all([1, 2, 3].map((n) => createSession(project, `${project.id}-${n}`)));
    const body = { api_key: createDeadKey() };
    const connect = (index: number, ip: string): Promise<Response> => {
      const token = tokens[index % tokens.length];
      return world.call("connect", { token, origin: ORIGIN, body, headers: { "CF-Connecting-IP": ip } });
    };
    await connect(0, "203.0.113.7");
    await setCounts(world, "connect ip ", IP_TRIES - 2);
    assert.equal(await countAllowed(6, (index) => connect(index, "203.0.113.7")), 2);
    assert.equal((await connect(0, "203.0.113.8")).status, 422);
  });

  test("text that is no key, a foreign origin and a malformed body cost no try", async () => {
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
    test(`${endpoint} · a project has ${limit} an hour; more reach neither Stripe nor the audit`, async () => {
      const project = await world.createProject();
      if (kind !== "demo") assert.equal((await project.connect(world.createKey().key)).status, 200);
      assert.equal((await project.call(endpoint, {})).status, 200);
      await setCounts(world, `${kind} project ${project.app.id} `, limit - 1);
      assert.equal(await countAllowed(3, () => project.call(endpoint, {})), 1);
      world.stripe.clearRequests();
      await assertLimited(await project.call(endpoint, {}));
      assert.equal(world.stripe.requests.length, 0);
      const rows = world.db.prepare("SELECT COUNT(*) AS n FROM audit WHERE app_id = ?1 AND action = ?2");
      assert.equal(await rows.bind(project.app.id, endpoint).first("n"), 2);
      const connect = await project.connect(world.createKey().key);
      assert.equal(connect.status, 200, "it is no try to connect");
    });
  }

  test("while uses cannot be counted, connecting and checking answer 503 and Stripe is not asked", async () => {
    const project = await world.createProject();
    const key = world.createKey().key;
    assert.equal((await project.connect(key)).status, 200);
    const before = await project.read("readConnection");
    await world.db.exec("ALTER TABLE attempts RENAME TO attempts_away");
    world.stripe.clearRequests();
    try {
      for (const response of [await project.connect(key), await project.call("checkConnection", {})]) {
        assert.equal(response.headers.get("Retry-After"), "5");
        const error = await readError(response);
        assert.deepEqual([error.status, error.code], [503, "unavailable"]);
        assert.match(error.message, /[Tt]ry again in a moment/);
      }
      assert.equal(world.stripe.requests.length, 0);
      assert.deepEqual(await project.read("readConnection"), before, "reading stays open");
    } finally {
      await world.db.exec("ALTER TABLE attempts_away RENAME TO attempts");
    }
    assert.equal((await project.connect(key)).status, 200);
  });
});
