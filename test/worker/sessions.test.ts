/**
 * @module POST /v1/sessions: what a backend may ask for, what the token then allows, and for how long.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { sessionAnswer, type SessionAnswer } from "../../shared/schema/sessions.ts";
import { setCounts } from "./http/attempts.ts";
import { readClaims } from "./http/forge.ts";
import { createWorld, ORIGIN, readAnswer, readError, type TestApp, type World } from "./world.ts";

const OTHER = "https://other.example.com";

let world: World;
let app: TestApp;
before(async () => {
  world = await createWorld();
  app = await world.createApp({ origins: [ORIGIN, OTHER] });
});
after(() => world.close());

async function create(body: Record<string, unknown>, owner = app): Promise<SessionAnswer> {
  const response = await world.call("createSession", { token: owner.secret, body });
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return sessionAnswer.parse(JSON.parse(text));
}

function look(token: string, origin = ORIGIN): Promise<Response> {
  return world.call("readConnection", { token, origin });
}

describe("sessions", () => {
  test("an app gets a token with its project, role and end, and nothing else", async () => {
    const before = Math.floor(Date.now() / 1000);
    const { token, ...rest } = await create({ project: "acme-1", role: "admin" });
    const { expires_at: end, ...fixed } = rest;
    assert.deepEqual(fixed, { object: "session", project: "acme-1", role: "admin" });
    assert.ok(end >= before + 900 && end <= Math.floor(Date.now() / 1000) + 900, "15 minutes");
    assert.match(token, /^ses_[\w-]+\.[\w-]+\.[\w-]{43}$/);
    assert.equal((await readAnswer(await look(token))).connection, null);
  });

  test("the token says what was asked for, and holds no secret", async () => {
    const who = { project: "acme-2", role: "viewer", user: "u_1", user_name: "Dana Reyes" };
    const { token, expires_at } = await create({ ...who, origins: [OTHER], expires_in: 60 });
    const { jti, iat, ...claims } = readClaims(token);
    assert.match(String(jti), /^ses_[a-z2-7]{26}$/);
    assert.equal(Number(iat) + 60, expires_at);
    assert.deepEqual(claims, {
      iss: "parityrail-connect",
      app: app.id,
      sub: "acme-2",
      role: "viewer",
      user: "u_1",
      user_name: "Dana Reyes",
      invitation: null,
      origins: [OTHER],
      exp: expires_at,
    });
  });

  test("a session lives from a minute to an hour", async () => {
    for (const expires_in of [60, 900, 3600]) {
      const { token } = await create({ project: "p", role: "viewer", expires_in });
      const { iat, exp } = readClaims(token);
      assert.equal(Number(exp) - Number(iat), expires_in);
      assert.equal((await look(token)).status, 200);
    }
  });

  test("a project gets 600 sessions an hour and a user 240, and another's are none the fewer", async () => {
    const busy = await world.createApp();
    const ask = (body: object): Promise<Response> =>
      world.call("createSession", { token: busy.secret, body: { project: "p", role: "viewer", ...body } });
    for (const [share, limit, full, other] of [
      ["project", 600, { project: "busy" }, { project: "calm" }],
      ["user", 240, { user: "ada" }, { user: "bob" }],
    ] as const) {
      assert.equal((await ask(full)).status, 201);
      await setCounts(world, `session ${share} `, limit - 1);
      assert.equal((await ask(full)).status, 201, share);
      const refused = await ask(full);
      assert.ok(Number(refused.headers.get("Retry-After")) > 0);
      assert.equal((await readError(refused)).code, "rate_limited", share);
      assert.equal((await ask(other)).status, 201, share);
      await setCounts(world, "session ", 0);
    }
  });

  test("a session works from the origins it names, and from no other of the app's", async () => {
    const narrow = await create({ project: "p", role: "viewer", origins: [OTHER] });
    assert.deepEqual(
      [(await look(narrow.token, OTHER)).status, (await look(narrow.token)).status],
      [200, 401],
    );
    const wide = await create({ project: "p", role: "viewer" });
    assert.deepEqual([(await look(wide.token, OTHER)).status, (await look(wide.token)).status], [200, 200]);
  });

  test("origins that are not the app's are rejected by position", async () => {
    const body = { project: "p", role: "viewer", origins: [ORIGIN, "https://evil.example"] };
    const error = await readError(await world.call("createSession", { token: app.secret, body }));
    assert.deepEqual([error.status, error.code, error.param], [400, "parameter_invalid", "origins.1"]);
    assert.ok(!JSON.stringify(error).includes("evil"), "the answer repeats the origin");
  });

  test("a session of an app without origins works from nowhere", async () => {
    const bare = await world.createApp({ origins: [] });
    const { token } = await create({ project: "p", role: "viewer" }, bare);
    for (const origin of [ORIGIN, "null", world.url.origin])
      assert.equal((await look(token, origin)).status, 401);
  });

  test("a session of an app with fifty long origins works", async () => {
    const origins = Array.from(
      { length: 50 },
      (_, index) => `https://${"a".repeat(40)}-${index}.example.com`,
    );
    const { token } = await create({ project: "p", role: "viewer" }, await world.createApp({ origins }));
    for (const origin of [origins[0], origins[49]]) assert.equal((await look(token, origin)).status, 200);
  });

  test("the longest session that can be made works, with a name whose letters are joined", async () => {
    const long = Array.from(
      { length: 20 },
      (_, n) => `https://${`${"a".repeat(60)}.`.repeat(3)}${"b".repeat(57)}${10 + n}.io`,
    );
    const wide = await world.createApp({ origins: long });
    const who = { user: "é".repeat(256), user_name: `می\u200cخواهم ${"م".repeat(110)}` };
    const body = { project: "p".repeat(128), role: "viewer", origins: long, ...who };
    const { token } = await create(body, wide);
    assert.ok(token.length > 8_000, `${token.length}`);
    assert.equal((await look(token, long[0])).status, 200);
  });

  test("a token in which a key or another token was given as project or person is not made", async () => {
    const { key } = world.createKey();
    const { token } = await create({ project: "p", role: "viewer" });
    const secrets = [key, `whsec_${"a1B2".repeat(8)}`, app.secret, world.secrets.OPERATOR_TOKEN];
    for (const secret of [...secrets, ...secrets.map((text) => `x${text}`)]) {
      for (const field of ["project", "user"]) {
        const body = { project: "p", role: "viewer", [field]: secret };
        const error = await readError(await world.call("createSession", { token: app.secret, body }));
        assert.deepEqual(
          [error.status, error.param, error.fix],
          [400, field, `${field}: must not hold a key or token.`],
        );
      }
    }
    for (const user of [token, `x${token}`]) {
      const body = { project: "p", role: "viewer", user };
      assert.equal((await world.call("createSession", { token: app.secret, body })).status, 400);
    }
  });

  test("ordinary project ids are taken, also those that only look a little like a key", async () => {
    for (const project of [
      "a",
      "7",
      "acme.com",
      "ws:42",
      "me@example.com",
      "a~b",
      "task_test_workspace1",
      "network_test_run_2024_january",
      "desk_live_20240131123000123456",
      "benchmark_test_internationalization",
      "courses_eyewear",
      "micro_organizations",
      "whisk_test_kitchen7",
      "x".repeat(128),
    ]) {
      assert.equal((await create({ project, role: "viewer" })).project, project);
    }
  });

  test("two sessions for the same thing are two, and both work", async () => {
    const body = { project: "twice", role: "admin" };
    const sessions = await Promise.all([create(body), create(body)]);
    assert.notEqual(sessions[0].token, sessions[1].token);
    for (const { token } of sessions) assert.equal((await look(token)).status, 200);
  });

  test("every session leaves one audit row, with its role, and without its token", async () => {
    const { token } = await create({ project: "audited", role: "admin", user: "u_7" });
    const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
    const { results } = await DB.prepare("SELECT * FROM audit WHERE project = 'audited'").all();
    assert.equal(results.length, 1);
    const { action, actor, app_id, detail } = results[0] ?? {};
    assert.deepEqual([action, actor, app_id], ["createSession", "app", app.id]);
    const [role, session] = String(detail).split(" ");
    assert.equal(role, "admin");
    assert.match(session ?? "", /^ses_[a-z2-7]{26}$/);
    assert.ok(!JSON.stringify(results).includes(token.slice(-43)));
    await world.call("connectDemo", { token, origin: ORIGIN, body: {} });
    const made = await DB.prepare(
      "SELECT actor FROM audit WHERE project = 'audited' AND action = 'connectDemo'",
    ).all();
    assert.deepEqual(made.results, [{ actor: `${session} u_7` }]);
  });

  test("a session never makes another session", async () => {
    const { token } = await create({ project: "p", role: "admin" });
    const body = { project: "p", role: "admin" };
    const response = await world.call("createSession", { token, origin: ORIGIN, body });
    assert.equal((await readError(response)).code, "unauthenticated");
  });
});
