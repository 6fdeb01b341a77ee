/**
 * @module Apps: what the operator may make, list, change and roll, and that a change counts at once.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { appAnswer, appListAnswer, appWithSecretAnswer } from "../../shared/schema/apps.ts";
import type { EndpointName } from "../../shared/api.ts";
import { DROPFIX } from "../../shared/profiles/dropfix.ts";
import { createWorld, ORIGIN, readError, type World } from "./world.ts";

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function operate(name: EndpointName, app?: string, body?: unknown): Promise<unknown> {
  const response = await send(name, app, body);
  assert.ok(response.ok, `${name} answered ${response.status}`);
  return response.json();
}

function send(name: EndpointName, app?: string, body?: unknown): Promise<Response> {
  return world.call(name, {
    token: world.secrets.OPERATOR_TOKEN,
    ...(app !== undefined && { params: { app } }),
    ...(body !== undefined && { body }),
  });
}

const create = async (body: object = {}): Promise<ReturnType<typeof appWithSecretAnswer.parse>> =>
  appWithSecretAnswer.parse(
    await operate("createApp", undefined, {
      name: "Acme",
      profile: "parityrail",
      origins: [ORIGIN],
      ...body,
    }),
  );

async function canCreateSessions(secret: string): Promise<boolean> {
  const body = { project: "p", role: "viewer" };
  return (await world.call("createSession", { token: secret, body })).status === 201;
}

describe("apps", () => {
  test("POST apps · answers the app with its secret, and shows the secret never again", async () => {
    const before = Math.floor(Date.now() / 1000);
    const response = await send("createApp", undefined, {
      name: "Acme",
      profile: "parityrail",
      origins: [ORIGIN],
    });
    assert.equal(response.status, 201);
    const { id, secret, created_at, ...rest } = appWithSecretAnswer.parse(await response.json());
    assert.deepEqual(rest, {
      object: "app",
      name: "Acme",
      profile: "parityrail",
      profile_data: null,
      origins: [ORIGIN],
      open_sessions: false,
      open_project_ttl_days: null,
    });
    assert.match(id, /^app_[a-z2-7]{26}$/);
    assert.match(secret, new RegExp(`^prs_${id.slice(4)}_[a-z2-7]{52}$`));
    assert.ok(created_at >= before && created_at <= before + 60);
    for (const answer of [
      await operate("readApp", id),
      await operate("listApps"),
      await operate("updateApp", id, {}),
    ]) {
      assert.ok(!JSON.stringify(answer).includes(secret.slice(-20)));
    }
    assert.ok(await canCreateSessions(secret));
  });

  test("POST apps · keeps only a digest of the secret", async () => {
    const { id, secret } = await create();
    const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
    const row = await DB.prepare("SELECT * FROM apps WHERE id = ?1").bind(id).first();
    assert.match(String(row?.["secret_hash"]), /^[0-9a-f]{64}$/);
    assert.ok(!JSON.stringify(row).includes(secret.slice(-20)));
  });

  test("POST apps · takes exact web origins and rejects every other spelling", async () => {
    const good = [
      "https://a.example.com",
      "https://a.example.com:8443",
      "http://localhost:3000",
      "http://127.0.0.1",
    ];
    assert.deepEqual((await create({ origins: good })).origins.toSorted(), good.toSorted());
    for (const origin of [
      ...[
        "*",
        "null",
        "",
        "https://*.example.com",
        "https://a.example.com/",
        "https://a.example.com/x",
        "a.example.com",
      ],
      ...[
        "http://a.example.com",
        "https://A.example.com",
        "https://a.example.com:443",
        "https://u@a.example.com",
      ],
      ...[
        "ftp://a.example.com",
        "javascript:alert(1)",
        "file://",
        "https://ä.example.com",
        " https://a.example.com",
      ],
      ...["http://localhost.evil.example", "http://127.0.0.1.evil.example", `https://${"a".repeat(260)}.com`],
    ]) {
      const body = { name: "Acme", profile: "parityrail", origins: [ORIGIN, origin] };
      const error = await readError(await send("createApp", undefined, body));
      assert.deepEqual(
        [error.status, error.code, error.param],
        [400, "parameter_invalid", "origins.1"],
        origin,
      );
    }
  });

  test("POST apps · takes fifty origins, each once, and no more", async () => {
    const origins = Array.from({ length: 50 }, (_, index) => `https://app-${index}.example.com`);
    assert.equal((await create({ origins })).origins.length, 50);
    const body = { name: "Acme", profile: "parityrail", origins: [...origins, ORIGIN] };
    assert.equal((await send("createApp", undefined, body)).status, 400);
    const { id } = await create({ origins: [ORIGIN, ORIGIN] });
    assert.deepEqual(appAnswer.parse(await operate("readApp", id)).origins, [ORIGIN]);
  });

  test("POST apps · twice makes two apps, also at the same moment", async () => {
    const apps = await Promise.all([create(), create(), create()]);
    assert.equal(new Set(apps.map(({ id }) => id)).size, 3);
    assert.equal(new Set(apps.map(({ secret }) => secret)).size, 3);
  });

  test("GET apps · lists every app without its secret, oldest first", async () => {
    const made = [await create({ name: "One" }), await create({ name: "Two" })];
    const { data } = appListAnswer.parse(await operate("listApps"));
    const ids = data.map(({ id }) => id);
    for (const { id } of made) assert.ok(ids.includes(id));
    const times = data.map(({ created_at }) => created_at);
    assert.deepEqual(
      times,
      times.toSorted((left, right) => left - right),
    );
  });

  test("an app that does not exist is not found, however its id is spelt", async () => {
    for (const id of [
      `app_${"a".repeat(26)}`,
      "app_",
      "x",
      "..",
      "' OR 1=1 --",
      "%00",
      "app_*",
      "x".repeat(500),
    ]) {
      for (const [name, body] of [
        ["readApp", undefined],
        ["updateApp", {}],
        ["rollAppSecret", {}],
      ] as const) {
        const error = await readError(await send(name, id, body));
        assert.deepEqual([error.status, error.code], [404, "not_found"], `${name} ${id}`);
      }
    }
  });

  test("PATCH app · changes what is named and leaves the rest, and may be repeated", async () => {
    const { secret, ...made } = await create();
    const origins = ["https://new.example.com"];
    for (const [body, expected] of [
      [{}, made],
      [{ name: "Renamed" }, { ...made, name: "Renamed" }],
      [{ origins }, { ...made, name: "Renamed", origins }],
      [{ origins }, { ...made, name: "Renamed", origins }],
      [
        { profile: "parityrail", origins: [] },
        { ...made, name: "Renamed", origins: [] },
      ],
    ]) {
      assert.deepEqual(await operate("updateApp", made.id, body), expected);
      assert.deepEqual(await operate("readApp", made.id), expected);
    }
    assert.ok(await canCreateSessions(secret), "a change of the app changes its secret");
  });

  test("PATCH app · a rejected change changes nothing", async () => {
    const { secret: _, ...made } = await create();
    for (const body of [
      { name: "" },
      { name: "New", origins: ["*"] },
      { profile: "nope" },
      { id: "app_x" },
      { secret: "x" },
    ]) {
      assert.equal((await send("updateApp", made.id, body)).status, 400, JSON.stringify(body));
    }
    assert.deepEqual(await operate("readApp", made.id), made);
  });

  test("PATCH app · a removed origin is rejected at once, for open sessions too", async () => {
    const project = await world.createProject();
    assert.equal((await project.call("readConnection")).status, 200);
    await operate("updateApp", project.app.id, { origins: ["https://new.example.com"] });
    assert.equal((await project.call("readConnection")).status, 401);
    await operate("updateApp", project.app.id, { origins: [ORIGIN] });
    assert.equal((await project.call("readConnection")).status, 200);
  });

  test("POST secret · the old secret is rejected at once, the new one works, and sessions stay valid", async () => {
    const project = await world.createProject();
    const rolled = appWithSecretAnswer.parse(await operate("rollAppSecret", project.app.id, {}));
    assert.notEqual(rolled.secret, project.app.secret);
    assert.equal(await canCreateSessions(project.app.secret), false);
    assert.equal(await canCreateSessions(rolled.secret), true);
    assert.equal((await project.call("readConnection")).status, 200);
  });

  test("POST secret · of several at once, exactly one secret works in the end", async () => {
    const { id, secret } = await create();
    const rolls = await Promise.all([1, 2, 3].map(() => operate("rollAppSecret", id, {})));
    const secrets = [secret, ...rolls.map((roll) => appWithSecretAnswer.parse(roll).secret)];
    const working = await Promise.all(secrets.map(canCreateSessions));
    assert.equal(working.filter(Boolean).length, 1);
    assert.equal(working[0], false);
  });

  test("POST secret · a change of the app at the same moment does not bring the old secret back", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id, secret } = await create();
      const [rolled] = await Promise.all([
        operate("rollAppSecret", id, {}),
        operate("updateApp", id, { name: `Renamed ${round}` }),
        operate("updateApp", id, { origins: [] }),
      ]);
      assert.equal(await canCreateSessions(secret), false, "the old secret is back");
      assert.equal(await canCreateSessions(appWithSecretAnswer.parse(rolled).secret), true);
    }
  });

  test("PATCH app · two changes of different fields at the same moment both count", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id } = await create();
      await Promise.all([
        operate("updateApp", id, { name: "Renamed" }),
        operate("updateApp", id, { origins: ["https://new.example.com"] }),
      ]);
      const { name, origins } = appAnswer.parse(await operate("readApp", id));
      assert.deepEqual([name, origins], ["Renamed", ["https://new.example.com"]]);
    }
  });

  test("an app's open projects may end after 1 to 3650 days without a visit, or never", async () => {
    const { id, open_project_ttl_days: never } = await create();
    assert.equal(never, null);
    assert.equal((await create({ open_project_ttl_days: 30 })).open_project_ttl_days, 30);
    for (const days of [1, 3650, null]) {
      const app = appAnswer.parse(await operate("updateApp", id, { open_project_ttl_days: days }));
      assert.equal(app.open_project_ttl_days, days);
      assert.deepEqual(await operate("updateApp", id, {}), app);
    }
    for (const days of [0, -1, 3651, 1.5, "7"]) {
      const error = await readError(await send("updateApp", id, { open_project_ttl_days: days }));
      assert.deepEqual([error.status, error.param], [400, "open_project_ttl_days"], String(days));
    }
  });

  test("a stored profile that is not sound any more stops its own app, not the list, and can be replaced", async () => {
    const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
    const store = (id: string, name: string, data: string | null): Promise<unknown> =>
      DB.prepare("UPDATE apps SET profile = ?2, profile_data = ?3 WHERE id = ?1").bind(id, name, data).run();
    const spoiled = { name: "mine", permissions: "all of them" };
    for (const [name, data, shown] of [
      ["mine", JSON.stringify(spoiled), spoiled],
      ["mine", "{", "{"],
      ["a-built-in-one-of-old", null, null],
    ] as const) {
      const { id, secret } = await create();
      await store(id, name, data);
      const { data: apps } = appListAnswer.parse(await operate("listApps"));
      const listed = apps.find((app) => app.id === id);
      assert.deepEqual([listed?.profile, listed?.profile_data], [name, shown]);
      assert.deepEqual(await operate("readApp", id), listed);
      const body = { project: "p", role: "viewer" };
      const { status, code } = await readError(await world.call("createSession", { token: secret, body }));
      assert.deepEqual([status, code], [500, "misconfigured"]);
      await operate("updateApp", id, { profile: "dropfix" });
      assert.ok(await canCreateSessions(secret));
    }
  });

  test("a permission that the catalogue no longer has takes its row of a stored profile away, with what it reads, and no other", async () => {
    const profile = { ...DROPFIX, name: "mine" };
    const project = await world.createProject("viewer", profile);
    const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
    const [first, ...rest] = profile.permissions;
    const stored = {
      ...profile,
      permissions: [{ ...first, permission: "renamed_since" }, ...rest],
      excess_check: [...profile.excess_check, "renamed_since"],
      sync: { ...profile.sync, resources: ["renamed_since", ...profile.sync.resources] },
    };
    await DB.prepare("UPDATE apps SET profile_data = ?2 WHERE id = ?1")
      .bind(project.app.id, JSON.stringify(stored))
      .run();
    const { profile: shown } = await project.read("readConnection");
    assert.deepEqual(
      shown.permissions.map(({ permission }) => permission),
      rest.map(({ permission }) => permission),
    );
    assert.deepEqual(
      shown.sync.resources,
      DROPFIX.sync.resources.filter((name) => name !== first?.permission),
    );
  });

  test("every change leaves one audit row, without the secret", async () => {
    const { id, secret } = await create();
    await operate("updateApp", id, { name: "Renamed" });
    const { secret: fresh } = appWithSecretAnswer.parse(await operate("rollAppSecret", id, {}));
    const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
    const { results } = await DB.prepare("SELECT * FROM audit WHERE app_id = ?1 ORDER BY rowid")
      .bind(id)
      .all();
    assert.deepEqual(
      results.map(({ action, actor }) => [action, actor]),
      [
        ["createApp", "operator"],
        ["updateApp", "operator"],
        ["rollAppSecret", "operator"],
      ],
    );
    for (const each of [secret, fresh]) assert.ok(!JSON.stringify(results).includes(each.slice(-20)));
  });
});
