/**
 * @module The endpoint that the Worker makes in a customer's account: there when connected, one of it, removed after.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import type { LocalAccount } from "../../../demo/stripe/index.ts";
import { permissionsOf } from "../../../demo/launch/product-keys.ts";
import { CLEARSYNC } from "../../../shared/profiles/clearsync.ts";
import { createWorld, readAnswer, readError, type Project, type World } from "../world.ts";

const ALL = permissionsOf(CLEARSYNC.permissions);
const EVENTS = CLEARSYNC.webhook.kind === "managed" ? [...CLEARSYNC.webhook.events] : [];

let world: World;
let account: LocalAccount;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly enabled_events: string[];
  readonly api_version: string;
  readonly status: string;
  readonly metadata: Record<string, string>;
}

/** Each test has an account of its own. */
async function connect(permissions = ALL): Promise<{ project: Project; keyId: string; id: string }> {
  const { project, keyId, key } = await prepare(permissions);
  const { connection } = await readAnswer(await project.connect(key));
  return { project, keyId, id: connection?.id ?? "" };
}

/** A project that is not connected yet, and a key for it. */
async function prepare(permissions = ALL): Promise<{ project: Project; keyId: string; key: string }> {
  account = world.stripe.createAccount({ name: "Acme Inc.", customers: 5 });
  const project = await world.createProject("admin", "clearsync");
  const { id: keyId, key } = world.createKey(permissions, { account: account.id });
  return { project, keyId, key };
}

async function listEndpoints(of: LocalAccount = account): Promise<Endpoint[]> {
  const { key } = world.stripe.createKey({ account: of.id, mode: "test", kind: "secret" });
  return ((await askStripe("GET", "?limit=100", key)) as { data: Endpoint[] }).data; // a list
}

async function askStripe(method: string, path: string, key?: string, body?: string): Promise<unknown> {
  const secret = key ?? world.stripe.createKey({ account: account.id, mode: "test", kind: "secret" }).key;
  const answer = await fetch(`${world.stripe.url}/v1/webhook_endpoints${path}`, {
    method,
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/x-www-form-urlencoded" },
    ...(body !== undefined && { body }),
  });
  return answer.json();
}

test("endpoint · exists in the account after connecting: our address, exactly the events, the pinned version", async () => {
  const { project, id } = await connect();
  const endpoints = await listEndpoints();
  assert.equal(endpoints.length, 1);
  const [endpoint] = endpoints;
  assert.equal(endpoint?.url, `${world.url.origin}/v1/webhooks/stripe/${id}`);
  assert.deepEqual(endpoint?.enabled_events, EVENTS);
  assert.equal(endpoint?.api_version, "2026-10-28.endive");
  assert.deepEqual(endpoint?.metadata, {
    parityrail_app: project.app.id,
    parityrail_project: project.id,
    parityrail_connection: id,
  });
  const { connection } = await project.read("readConnection");
  assert.deepEqual([connection?.webhook.status, connection?.webhook.managed], ["waiting", true]);
  assert.equal(connection?.health.status, "healthy");
});

test("endpoint · receives what the account sends, signed with the secret that only the vault has", async () => {
  const { project } = await connect();
  const sent = await world.stripe.sendEvent(account.id, "test", { type: "invoice.paid" });
  assert.deepEqual(
    sent.map(({ status }) => status),
    [200],
  );
  const { connection } = await project.read("readConnection");
  assert.equal(connection?.webhook.status, "receiving");
});

test("endpoint · survives a reconnect without a duplicate, and still receives", async () => {
  const { project } = await connect();
  const [before] = await listEndpoints();
  const again = world.createKey(ALL, { account: account.id });
  await readAnswer(await project.connect(again.key));
  const endpoints = await listEndpoints();
  assert.deepEqual(
    endpoints.map(({ id }) => id),
    [before?.id],
  );
  const sent = await world.stripe.sendEvent(account.id, "test", { type: "invoice.paid" });
  assert.equal(sent[0]?.status, 200);
});

test("endpoint · is repaired by a check: events, address, disabled", async () => {
  const { project } = await connect();
  const [endpoint] = await listEndpoints();
  const wrong = "enabled_events[]=invoice.paid&url=https://example.com/&disabled=true";
  await askStripe("POST", `/${endpoint?.id}`, undefined, wrong);
  await project.read("checkConnection", {});
  const [repaired] = await listEndpoints();
  assert.deepEqual(repaired, endpoint);
});

test("endpoint · that was deleted at Stripe is created again by a check", async () => {
  const { project } = await connect();
  const [endpoint] = await listEndpoints();
  await askStripe("DELETE", `/${endpoint?.id}`);
  const { connection } = await project.read("checkConnection", {});
  const [anew] = await listEndpoints();
  assert.ok(anew && anew.id !== endpoint?.id);
  assert.notEqual(connection?.webhook.status, "failed");
  const sent = await world.stripe.sendEvent(account.id, "test", { type: "invoice.paid" });
  assert.equal(sent[0]?.status, 200);
});

test("endpoint · that the key may not create is shown as a failure, and created once it may", async () => {
  const reads = ALL.filter((permission) => permission !== "webhook_write");
  const { project, keyId } = await connect(reads);
  const { connection } = await project.read("readConnection");
  assert.equal(connection?.webhook.status, "failed");
  assert.equal(connection?.health.detail, "permission_missing");
  assert.deepEqual(await listEndpoints(), []);
  world.stripe.editKey(keyId, ALL);
  const repaired = (await project.read("checkConnection", {})).connection;
  assert.deepEqual([repaired?.webhook.status, repaired?.health.status], ["waiting", "healthy"]);
  assert.equal((await listEndpoints()).length, 1);
});

test("endpoint · that Stripe rejects for another reason degrades the connection, and says so", async () => {
  world.stripe.setFault({ kind: "bad_request" }, { path: /^\/v1\/webhook_endpoints$/, method: "POST" });
  const { project } = await connect();
  world.stripe.setFault(null);
  const { connection } = await project.read("readConnection");
  assert.equal(connection?.health.detail, "webhook_endpoint_failed");
  const repaired = (await project.read("checkConnection", {})).connection;
  assert.equal(repaired?.health.status, "healthy");
});

test("endpoint · is removed by the disconnect, before the key is deleted", async () => {
  const { project } = await connect();
  const answer = await project.read("disconnect");
  assert.equal(answer.left_behind, undefined);
  assert.deepEqual(await listEndpoints(), []);
});

test("endpoint · of a key that was revoked first stays, is reported, and is removed by the next connect", async () => {
  const { project, keyId } = await connect();
  world.stripe.revokeKey(keyId);
  const answer = await project.read("disconnect");
  assert.equal(answer.connection, null);
  assert.deepEqual(answer.left_behind, [
    { what: "webhook_endpoint", manage_url: `${world.stripe.url}/test/webhooks` },
  ]);
  const [left] = await listEndpoints();
  assert.ok(left);
  const { connection } = await readAnswer(
    await project.connect(world.createKey(ALL, { account: account.id }).key),
  );
  const endpoints = await listEndpoints();
  assert.equal(endpoints.length, 1);
  assert.ok(endpoints[0]?.id !== left.id && endpoints[0]?.url.endsWith(connection?.id ?? "?"));
});

test("endpoint · of an account that is replaced is removed there, and made in the new one", async () => {
  const { project } = await connect();
  const old = account;
  const other = world.stripe.createAccount({ name: "Other Ltd.", customers: 5 });
  const { key } = world.createKey(ALL, { account: other.id });
  await readAnswer(await project.connect(key, { replace_account: true }));
  assert.deepEqual(await listEndpoints(old), []);
  assert.equal((await listEndpoints(other)).length, 1);
});

test("endpoint · that the profile no longer wants is removed by the next reconnect", async () => {
  const { project } = await connect();
  const patched = await fetch(new URL(`/v1/apps/${project.app.id}`, world.url), {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${world.secrets.OPERATOR_TOKEN}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ profile: "parityrail" }),
  });
  assert.equal(patched.status, 200);
  const { key } = world.createKey(ALL, { account: account.id });
  const { connection } = await readAnswer(await project.connect(key));
  assert.deepEqual(await listEndpoints(), []);
  assert.equal(connection?.webhook.managed, false);
});

test("endpoint · of two connects at once there is one, and it receives", async () => {
  account = world.stripe.createAccount({ name: "Acme Inc.", customers: 5 });
  const project = await world.createProject("admin", "clearsync");
  const keys = [0, 1, 2].map(() => world.createKey(ALL, { account: account.id }).key);
  await Promise.all(keys.map((key) => project.connect(key)));
  await project.read("checkConnection", {});
  assert.equal((await listEndpoints()).length, 1);
  const sent = await world.stripe.sendEvent(account.id, "test", { type: "invoice.paid" });
  assert.deepEqual(
    sent.map(({ status }) => status),
    [200],
  );
});

test("endpoint · has a secret that nobody can replace or remove", async () => {
  const { project } = await connect();
  for (const webhook_secret of [null, `whsec_${"a1b2c3d4".repeat(4)}`]) {
    const error = await readError(await project.call("updateConnection", { webhook_secret }));
    assert.deepEqual([error.code, error.param], ["parameter_invalid", "webhook_secret"]);
  }
  const sent = await world.stripe.sendEvent(account.id, "test", { type: "invoice.paid" });
  assert.equal(sent[0]?.status, 200);
});

test("endpoint · whose creation Stripe never answered is shown as failed, then found and removed by the disconnect", async () => {
  const path = /^\/v1\/webhook_endpoints$/;
  // Stripe makes it and the answer is lost, as when the Worker dies while it waits.
  world.stripe.setFault({ kind: "reset_mid_body" }, { path, method: "POST" });
  const { project } = await connect();
  world.stripe.setFault(null);
  assert.equal((await project.read("readConnection")).connection?.webhook.status, "failed");
  assert.equal((await listEndpoints()).length, 1);
  const answer = await project.read("disconnect");
  assert.equal(answer.left_behind, undefined);
  assert.deepEqual(await listEndpoints(), []);
});

test("endpoint · a reconnect while the disconnect waits for Stripe fails with connection_changed, and nothing stays", async () => {
  const { project } = await connect();
  const [endpoint] = await listEndpoints();
  const path = new RegExp(`^/v1/webhook_endpoints/${endpoint?.id}$`);
  world.stripe.clearRequests();
  world.stripe.setFault({ kind: "latency", milliseconds: 300 }, { path, method: "DELETE", times: 1 });
  const leaving = project.read("disconnect");
  while (!world.stripe.requests.some(({ method }) => method === "DELETE")) {
    await new Promise((resolve) => setImmediate(resolve)); // until Stripe is being asked
  }
  const other = world.stripe.createAccount({ name: "Other Ltd.", customers: 5 });
  const { key } = world.createKey(ALL, { account: other.id });
  const late = await readError(await project.connect(key, { replace_account: true }));
  assert.equal(late.code, "connection_changed");
  assert.equal((await leaving).connection, null);
  world.stripe.setFault(null);
  assert.deepEqual([await listEndpoints(), await listEndpoints(other)], [[], []]);
  const { connection } = await readAnswer(await project.connect(key));
  assert.equal(connection?.account?.id, other.id);
});

test("endpoint · a full account makes room first: our orphan goes, then the new one comes", async () => {
  const { project, keyId } = await connect();
  world.stripe.revokeKey(keyId);
  await project.read("disconnect"); // its endpoint is our orphan now
  for (let count = 0; count < 15; count += 1) {
    await askStripe("POST", "", undefined, `url=https://example.com/${count}&enabled_events[]=*`);
  }
  const { key } = world.createKey(ALL, { account: account.id });
  const { connection } = await readAnswer(await project.connect(key));
  assert.equal(connection?.webhook.status, "waiting");
  const endpoints = await listEndpoints();
  assert.equal(endpoints.length, 16);
  assert.ok(endpoints.some(({ url }) => url === connection?.webhook.url));
});

for (const [what, change] of [
  ["a disconnect", ({ project }) => project.call("disconnect")],
  [
    "a replacement",
    ({ project }) => {
      const other = world.stripe.createAccount({ name: "Other Ltd.", customers: 5 });
      return project.connect(world.createKey(ALL, { account: other.id }).key, { replace_account: true });
    },
  ],
] as const satisfies [string, (connected: { project: Project }) => Promise<Response>][]) {
  test(`endpoint · removed for ${what} that could not be stored is made again by the alarm`, async () => {
    const { project, id } = await connect();
    const { DB: db } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
    await db.exec("CREATE TRIGGER away BEFORE DELETE ON connections BEGIN SELECT RAISE(ABORT, 'away'); END");
    const answer = await change({ project });
    await db.exec("DROP TRIGGER away");
    assert.ok(answer.status >= 500);
    assert.equal((await project.read("readConnection")).connection?.id, id);
    await world.ringAlarm(id);
    assert.equal((await listEndpoints()).length, 1);
    const sent = await world.stripe.sendEvent(account.id, "test", { type: "invoice.paid" });
    assert.equal(sent[0]?.status, 200);
  });
}

test("endpoint · that could not be created is created by the alarm", async () => {
  const { project, key } = await prepare();
  world.stripe.setFault({ kind: "error_500" }, { path: /^\/v1\/webhook_endpoints$/, method: "POST" });
  const { connection } = await readAnswer(await project.connect(key));
  world.stripe.setFault(null);
  assert.equal(connection?.webhook.status, "failed");
  await world.advanceClock(20 * 60);
  await world.ringAlarm(connection?.id ?? "");
  assert.equal((await project.read("readConnection")).connection?.webhook.status, "waiting");
  assert.equal((await listEndpoints()).length, 1);
});

for (const [what, lose] of [
  ["whose key was revoked", (keyId: string) => world.stripe.revokeKey(keyId)],
  [
    "that Stripe does not remove",
    () =>
      world.stripe.setFault(
        { kind: "error_500" },
        { path: /^\/v1\/webhook_endpoints\/we_/, method: "DELETE" },
      ),
  ],
] as const) {
  test(`endpoint · of a replaced account ${what} is reported in the same answer`, async () => {
    const { project, keyId, id } = await connect();
    lose(keyId);
    const other = world.stripe.createAccount({ name: "Other Ltd.", customers: 5 });
    const replaced = await readAnswer(
      await project.connect(world.createKey(ALL, { account: other.id }).key, { replace_account: true }),
    );
    world.stripe.setFault(null);
    assert.deepEqual(replaced.left_behind, [
      { what: "webhook_endpoint", manage_url: `${world.stripe.url}/test/webhooks` },
    ]);
    assert.equal(replaced.connection?.account?.id, other.id);
    assert.notEqual(replaced.connection?.id, id);
    assert.equal((await listEndpoints(other)).length, 1);
  });
}

test("endpoint · whose making met a 401 has the key checked at once", async () => {
  const { project, key } = await prepare();
  world.stripe.setFault({ kind: "revoked" }, { path: /^\/v1\/webhook_endpoints$/, method: "POST" });
  const { connection } = await readAnswer(await project.connect(key));
  world.stripe.setFault(null);
  world.stripe.clearRequests();
  await world.ringAlarm(connection?.id ?? "");
  assert.ok(world.stripe.requests.some(({ path }) => path.startsWith("/v1/account")));
  assert.equal((await project.read("readConnection")).connection?.webhook.status, "waiting");
});
