/**
 * @module Pages without a backend: an allowed origin gets a project of its own and resumes it; nothing else does.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { openSessionAnswer } from "../../../shared/schema/sessions.ts";
import { readResumeToken } from "../../../worker/auth/tokens.ts";
import { parseSettings } from "../../../worker/env.ts";
import { setCounts, startHour } from "../http/attempts.ts";
import { deriveTokenKey, forgeToken, readClaims } from "../http/forge.ts";
import { createWorld, ORIGIN, readAnswer, readError, type TestApp, type World } from "../world.ts";

const OTHER = "https://other.example.com";

let world: World;
before(async () => {
  world = await createWorld();
  await startHour(world);
});
after(() => world.close());

async function createApp(changes: object = {}): Promise<TestApp> {
  const body = {
    name: "Shop",
    profile: "parityrail",
    origins: [ORIGIN],
    open_sessions: true,
    ...changes,
  };
  const response = await world.call("createApp", { token: world.secrets.OPERATOR_TOKEN, body });
  return (await response.json()) as TestApp; // appWithSecretAnswer
}

interface Visit {
  readonly resume?: string;
  readonly origin?: string | null;
  readonly address?: string;
}

let households = 0;

/** Each call is from an address of its own, unless one is named. */
function open(app: string, { resume, origin = ORIGIN, address }: Visit = {}): Promise<Response> {
  households += 1;
  const from = address ?? `203.0.${Math.floor(households / 250)}.${households % 250}`;
  const body = { app, ...(resume !== undefined && { resume }) };
  return world.call("createOpenSession", { origin, body, headers: { "CF-Connecting-IP": from } });
}

async function enter(app: string, visit?: Visit) {
  const response = await open(app, visit);
  assert.equal(response.status, 201, await response.clone().text());
  return openSessionAnswer.parse(await response.json());
}

test("open session · gives an allowed page a new, unguessable project, and lets only that page read it", async () => {
  const app = await createApp({ origins: [ORIGIN, OTHER] });
  const response = await open(app.id);
  assert.equal(response.headers.get("access-control-allow-origin"), ORIGIN);
  const session = openSessionAnswer.parse(await response.json());
  assert.match(session.project, /^open-[a-z2-7]{26}$/);
  assert.notEqual((await enter(app.id)).project, session.project);
  const call = (origin: string) =>
    world.call("connect", { token: session.token, origin, body: { api_key: world.createKey().key } });
  assert.equal((await readError(await call(OTHER))).code, "unauthenticated");
  const { connection } = await readAnswer(await call(ORIGIN));
  assert.equal(connection?.project, session.project);
});

test("open session · makes no link: nobody says who asks, and who follows it would connect to a stranger's project", async () => {
  const app = await createApp();
  const { token, project } = await enter(app.id);
  const { may } = await readAnswer(await world.call("readConnection", { token, origin: ORIGIN }));
  assert.deepEqual([may.connect, may.invite], [true, false]);
  const refused = await readError(await world.call("createInvitation", { token, origin: ORIGIN, body: {} }));
  assert.deepEqual([refused.status, refused.code], [403, "admin_required"]);
  const params = { project };
  const made = await world.call("createInvitation", { token: app.secret, params, body: {} });
  assert.equal(made.status, 201, "the app itself may vouch");
});

test("open session · resumes its connection with the browser's resume token, which every visit renews", async () => {
  const app = await createApp();
  const first = await enter(app.id);
  const body = { api_key: world.createKey().key };
  await readAnswer(await world.call("connect", { token: first.token, origin: ORIGIN, body }));
  const second = await enter(app.id, { resume: first.resume });
  const third = await enter(app.id, { resume: second.resume });
  assert.deepEqual([second.project, third.project], [first.project, first.project]);
  const seen = await readAnswer(await world.call("readConnection", { token: third.token, origin: ORIGIN }));
  assert.equal(seen.connection?.method, "key");
});

test("open session · a page on an origin that is not allowed gets an error it cannot read", async () => {
  const app = await createApp();
  for (const origin of [
    "https://evil.example",
    "null",
    null,
    `${ORIGIN}:8443`,
    ORIGIN.replace("https", "http"),
  ]) {
    const response = await open(app.id, { origin });
    assert.equal(response.headers.get("access-control-allow-origin"), null, String(origin));
    assert.deepEqual([response.status, (await readError(response)).code], [401, "unauthenticated"]);
  }
});

test("open session · is rejected for an app without them, an unknown app, and an origin of another app", async () => {
  const closed = await createApp({ open_sessions: false });
  const foreign = await createApp({ origins: [OTHER] });
  for (const [app, origin] of [
    [closed.id, ORIGIN],
    [foreign.id, ORIGIN],
    ["app_aaaaaaaaaaaaaaaaaaaaaaaaaa", ORIGIN],
    ["", ORIGIN],
  ] as const) {
    const error = await readError(await open(app, { origin }));
    assert.deepEqual([error.status, error.code], [401, "unauthenticated"]);
  }
});

test("open session · a resume token opens its project for its own app and origin only, and else a new one", async () => {
  const origins = [ORIGIN, OTHER];
  const app = await createApp({ origins });
  const neighbour = await createApp({ origins });
  const mine = await enter(app.id);
  for (const [where, visit] of [
    [neighbour.id, { resume: mine.resume }],
    [app.id, { resume: mine.resume, origin: OTHER }],
    [app.id, { resume: mine.token }],
    [app.id, { resume: `${mine.resume.slice(0, -3)}AAA` }],
    [app.id, { resume: "rsm_nonsense" }],
    [app.id, { resume: "" }],
  ] as const) {
    assert.notEqual((await enter(where, visit)).project, mine.project);
  }
  const asSession = await world.call("readConnection", { token: mine.resume, origin: ORIGIN });
  assert.equal((await readError(asSession)).code, "unauthenticated");
});

test("open session · an expired resume token, or one signed by another key, opens a new project", async () => {
  const app = await createApp();
  const { project, resume } = await enter(app.id);
  const payload = readClaims(resume);
  const genuine = deriveTokenKey(world.secrets.SESSION_KEY, "resume token");
  const { now } = await world.advanceClock(0);
  for (const [key, changes, isFound] of [
    [genuine, {}, true],
    [genuine, { exp: now - 1 }, false],
    [genuine, { iss: "parityrail-connect" }, false],
    [genuine, { app: "app_aaaaaaaaaaaaaaaaaaaaaaaaaa" }, false],
    [genuine, { origin: OTHER }, false],
    [deriveTokenKey(world.secrets.SESSION_KEY), {}, false],
    [randomBytes(32), {}, false],
  ] as const) {
    const forged = forgeToken({ key, payload: { ...payload, ...changes } }).replace(/^ses_/, "rsm_");
    const found = await enter(app.id, { resume: forged });
    assert.equal(found.project === project, isFound, JSON.stringify(changes));
  }
  const year = 365 * 24 * 3600;
  assert.ok(Math.abs(Number(payload.exp) - now - year) < 10);
});

test("open session · ends with the app's permission, for resume tokens too", async () => {
  const app = await createApp();
  const mine = await enter(app.id);
  await world.call("updateApp", {
    token: world.secrets.OPERATOR_TOKEN,
    params: { app: app.id },
    body: { open_sessions: false },
  });
  assert.equal((await open(app.id, { resume: mine.resume })).status, 401);
});

test("open session · an address has twenty new projects an hour, and its own project all the same", async () => {
  const app = await createApp();
  const address = "198.51.100.7";
  const mine = await enter(app.id, { address });
  await setCounts(world, "open ip ", 19);
  await enter(app.id, { address });
  const limited = await open(app.id, { address });
  assert.equal(limited.headers.get("access-control-allow-origin"), ORIGIN);
  assert.ok(Number(limited.headers.get("retry-after")) > 0);
  assert.equal((await readError(limited)).code, "rate_limited");
  assert.equal((await enter(app.id, { address, resume: mine.resume })).project, mine.project);
  await setCounts(world, "open ip ", 1);
});

test("open session · a project is resumed 120 times an hour, whatever other projects do", async () => {
  const app = await createApp();
  const [mine, other] = [await enter(app.id), await enter(app.id)];
  await enter(app.id, { resume: mine.resume });
  await setCounts(world, `resume project ${app.id} ${mine.project}`, 119);
  const statuses = [await open(app.id, { resume: mine.resume }), await open(app.id, { resume: mine.resume })];
  assert.deepEqual(
    statuses.map(({ status }) => status),
    [201, 429],
  );
  assert.equal((await open(app.id, { resume: other.resume })).status, 201, "another project");
});

test("open session · a project with a connection is resumed, however many strangers come", async () => {
  const app = await createApp();
  const mine = await enter(app.id);
  const body = { api_key: world.createKey().key };
  await readAnswer(await world.call("connect", { token: mine.token, origin: ORIGIN, body }));
  const stranger = await enter(app.id);
  await readAnswer(await world.call("connectDemo", { token: stranger.token, origin: ORIGIN, body: {} }));
  await enter(app.id, { resume: stranger.resume });
  await setCounts(world, ` app ${app.id} new`, 20_000);
  const statuses = [
    await open(app.id),
    await open(app.id, { resume: stranger.resume }),
    await open(app.id, { resume: mine.resume }),
  ];
  assert.deepEqual(
    statuses.map(({ status }) => status),
    [429, 429, 201],
  );
  assert.equal((await open((await createApp()).id)).status, 201, "another app");
});

test("open session · a page load leaves no audit row; what is done with it does", async () => {
  const app = await createApp();
  const { token, resume } = await enter(app.id);
  await enter(app.id, { resume });
  const rows = async () =>
    (await world.db.prepare("SELECT action FROM audit WHERE app_id = ?1").bind(app.id).all()).results;
  assert.deepEqual(await rows(), [{ action: "createApp" }]);
  const body = { api_key: world.createKey().key };
  await readAnswer(await world.call("connect", { token, origin: ORIGIN, body }));
  assert.deepEqual((await rows()).length, 2);
});

test("open session · resumes after SESSION_KEY changed, as long as the old key is listed second", async () => {
  const app = await createApp();
  const { project, resume } = await enter(app.id);
  const payload = readClaims(resume);
  const forge = (sessionKey: string) =>
    forgeToken({ key: deriveTokenKey(sessionKey, "resume token"), payload }).replace(/^ses_/, "rsm_");
  const old = randomBytes(32).toString("base64");
  const keys = parseSettings({
    ...world.secrets,
    SESSION_KEY: `${world.secrets.SESSION_KEY},${old}`,
  } as never);
  const where = { app: app.id, origin: ORIGIN };
  const read = (token: string, { sessionKeys } = keys) =>
    readResumeToken(sessionKeys, token, where, Math.floor(Date.now() / 1000));
  assert.deepEqual([await read(forge(old)), await read(resume)], [project, project]);
  assert.equal(await read(forge(old), parseSettings(world.secrets as never)), null, "the old one is gone");
  assert.notEqual((await enter(app.id, { resume: forge(old) })).project, project, "it never stood here");
});

test("open session · new projects bring no new attempts to connect: the address is counted all the same", async () => {
  const app = await createApp();
  const address = "198.51.100.9";
  const connect = async () => {
    const { token } = await enter(app.id, { address });
    const body = { api_key: `rk_test_${"0".repeat(24)}` };
    const headers = { "CF-Connecting-IP": address };
    return (await readError(await world.call("connect", { token, origin: ORIGIN, body, headers }))).code;
  };
  assert.equal(await connect(), "key_rejected");
  await setCounts(world, "connect ip ", 29);
  assert.deepEqual([await connect(), await connect()], ["key_rejected", "rate_limited"]);
});
