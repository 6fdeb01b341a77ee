/**
 * @module PUT connection: who may, what is refused, what is stored, and what Stripe is asked.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createWorld, readAnswer, readError, REQUIRED, type Project, type World } from "./world.ts";

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function assertNothingStored(project: Project): Promise<void> {
  const { connection } = await project.read("readConnection");
  assert.equal(connection, null);
}

test("PUT connection · connects a restricted test key and shows what it may read", async () => {
  const project = await world.createProject();
  const { key } = world.createKey();
  const { connection, may } = await readAnswer(await project.connect(key));
  assert.ok(connection);
  assert.equal(connection.label, `rk_test_…${key.slice(-4)}`);
  assert.equal(connection.mode, "test");
  assert.equal(connection.key_kind, "restricted");
  assert.deepEqual(connection.account, { id: world.account.id, name: null });
  assert.deepEqual(
    connection.permissions.map(({ label, required, status }) => [label, required, status]),
    [
      ["Customers", true, "granted"],
      ["Subscriptions", true, "granted"],
      ["Invoices", true, "granted"],
      ["Checkout Sessions", false, "missing"],
      ["Entitlements", false, "missing"],
    ],
  );
  assert.equal(connection.webhook.status, "none");
  assert.deepEqual(may, { connect: true, oauth: false, check: true, disconnect: true, demo: false });
  assert.deepEqual(await project.read("readConnection"), {
    ...(await project.read("readConnection")),
    connection,
  });
});

test("PUT connection · asks Stripe once a permission and once for the account, all at the same time", async () => {
  const project = await world.createProject();
  const { key } = world.createKey();
  world.stripe.clearRequests();
  world.stripe.setLatency(400); // long enough for six to leave a busy machine
  await readAnswer(await project.connect(key));
  world.stripe.setLatency(0);
  assert.deepEqual(world.stripe.requests.map(({ method, path }) => `${method} ${path}`).sort(), [
    "GET /v1/account",
    "GET /v1/checkout/sessions",
    "GET /v1/customers",
    "GET /v1/entitlements/features",
    "GET /v1/invoices",
    "GET /v1/subscriptions",
  ]);
  assert.equal(world.stripe.peakConcurrency, 6);
});

test("PUT connection · names the account of a key that may read it", async () => {
  const project = await world.createProject();
  const { key } = world.createKey([...REQUIRED, "connected_account_read"]);
  const { connection } = await readAnswer(await project.connect(key));
  assert.deepEqual(connection?.account, { id: world.account.id, name: world.account.name });
});

test("PUT connection · accepts a secret key, which may read everything", async () => {
  const project = await world.createProject();
  const { key } = world.stripe.createKey({ account: world.account.id, mode: "live", kind: "secret" });
  const { connection } = await readAnswer(await project.connect(key));
  assert.equal(connection?.mode, "live");
  assert.equal(connection?.key_kind, "secret");
  assert.ok(connection?.permissions.every(({ status }) => status === "granted"));
});

test("PUT connection · connects although a required permission is missing, and links to the key's own form", async () => {
  const project = await world.createProject();
  const { key, id } = world.createKey(["customer_read", "subscription_read"]);
  const { connection } = await readAnswer(await project.connect(key));
  const invoices = connection?.permissions.find(({ permission }) => permission === "invoices");
  assert.equal(invoices?.status, "missing");
  const link = connection?.edit_key_url ?? "";
  assert.ok(link.startsWith(`${world.stripe.url}/b/${world.account.id}?`), link);
  assert.ok(link.includes(id), link);
});

test("PUT connection · understands a missing permission in Stripe's older words", async () => {
  const project = await world.createProject();
  const { key } = world.createKey(["customer_read"]);
  world.stripe.setDialect("old");
  const { connection } = await readAnswer(await project.connect(key));
  world.stripe.setDialect("new");
  const statuses = connection?.permissions.map(({ status }) => status);
  assert.deepEqual(statuses, ["granted", "missing", "missing", "missing", "missing"]);
  assert.equal(connection?.account?.id, world.account.id);
});

for (const [title, refuse, code, message] of [
  [
    "that Stripe does not know",
    () => ({ key: `rk_test_${"A1b2".repeat(20)}` }),
    "key_rejected",
    "Stripe rejected the API key. Check that the secret or restricted key is correct, belongs to the right account, and has not been revoked.",
  ],
  [
    "that was deleted",
    () => {
      const key = world.createKey();
      world.stripe.revokeKey(key.id);
      return key;
    },
    "key_rejected",
    "Stripe rejected the API key. Check that the secret or restricted key is correct, belongs to the right account, and has not been revoked.",
  ],
  [
    "that has expired",
    () => {
      const key = world.createKey();
      world.stripe.expireKey(key.id);
      return key;
    },
    "key_expired",
    "This key has expired: it was rolled or timed out in Stripe. Copy the new one from Stripe and paste it here.",
  ],
  [
    "that only works from other addresses",
    () => {
      const key = world.createKey();
      world.stripe.blockIp(key.id, true);
      return key;
    },
    "key_ip_restricted",
    "This key only works from certain IP addresses. Remove the IP restriction from the key in Stripe, then try again.",
  ],
  [
    "without any permission",
    () => world.createKey([]),
    "permissions_missing",
    "The Stripe API key does not have the required permissions. Grant Customers, Subscriptions, and Invoices Read, then reconnect.",
  ],
] as const) {
  test(`PUT connection · refuses a key ${title}, and stores nothing`, async () => {
    const project = await world.createProject();
    const { key } = refuse();
    const error = await readError(await project.connect(key));
    assert.deepEqual([error.status, error.code, error.message], [422, code, message]);
    assert.ok(!JSON.stringify(error).includes(key.slice(-4)), "the answer repeats a part of the key");
    await assertNothingStored(project);
  });
}

test("PUT connection · refuses what is no key before it asks Stripe", async () => {
  const project = await world.createProject();
  world.stripe.clearRequests();
  const error = await readError(await project.connect("hunter2"));
  assert.deepEqual([error.status, error.code, error.param], [400, "key_unrecognized", "api_key"]);
  assert.equal(world.stripe.requests.length, 0);
});

test("PUT connection · keeps a signing secret, and refuses what is none", async () => {
  const project = await world.createProject();
  const { key } = world.createKey();
  const secret = `whsec_${"a1B2".repeat(8)}`;
  const error = await readError(await project.connect(key, { webhook_secret: "sk_test_nope" }));
  assert.deepEqual(
    [error.status, error.param, error.message],
    [400, "webhook_secret", "Webhook signing secrets start with whsec_"],
  );
  await assertNothingStored(project);
  const { connection } = await readAnswer(await project.connect(key, { webhook_secret: ` ${secret}\n` }));
  assert.equal(connection?.webhook.status, "waiting");
});

test("PUT connection · a viewer is told that connecting takes an admin", async () => {
  const project = await world.createProject("viewer");
  const error = await readError(await project.connect(world.createKey().key));
  assert.deepEqual([error.status, error.code], [403, "admin_required"]);
  assert.match(error.message, /^Connecting Stripe requires the admin role on this project\./);
  const { may } = await project.read("readConnection");
  assert.deepEqual(may, { connect: false, oauth: false, check: false, disconnect: false, demo: false });
});

test("PUT connection · a reconnect swaps the key and keeps the connection's id and signing secret", async () => {
  const project = await world.createProject();
  const first = await readAnswer(
    await project.connect(world.createKey().key, { webhook_secret: `whsec_${"a1B2".repeat(8)}` }),
  );
  const replacement = world.createKey();
  const second = await readAnswer(await project.connect(replacement.key));
  assert.equal(second.connection?.id, first.connection?.id);
  assert.equal(second.connection?.label, `rk_test_…${replacement.key.slice(-4)}`);
  assert.equal(second.connection?.webhook.status, "waiting");
  const third = await readAnswer(await project.connect(replacement.key, { webhook_secret: null }));
  assert.equal(third.connection?.webhook.status, "none");
});

test("PUT connection · a refused reconnect leaves the connection as it was", async () => {
  const project = await world.createProject();
  const before = await readAnswer(await project.connect(world.createKey().key));
  const dead = world.createKey();
  world.stripe.revokeKey(dead.id);
  assert.equal((await project.connect(dead.key)).status, 422);
  assert.deepEqual(await project.read("readConnection"), before);
});

test("PUT connection · another account of the same mode is a question, not a silent swap", async () => {
  const project = await world.createProject();
  const before = await readAnswer(await project.connect(world.createKey().key));
  const other = world.stripe.createAccount({ name: "Beta GmbH", customers: 3 });
  const { key } = world.createKey(REQUIRED, { account: other.id });
  const error = await readError(await project.connect(key));
  assert.deepEqual([error.status, error.code], [409, "account_differs"]);
  assert.deepEqual(await project.read("readConnection"), before);
  const { connection } = await readAnswer(await project.connect(key, { replace_account: true }));
  assert.equal(connection?.account?.id, other.id);
});

test("PUT connection · of two at once, one connection comes out whole", async () => {
  const project = await world.createProject();
  const keys = [world.createKey(), world.createKey()];
  const responses = await Promise.all(keys.map(({ key }) => project.connect(key)));
  const statuses = responses.map(({ status }) => status).sort();
  assert.ok(statuses[0] === 200 && (statuses[1] === 200 || statuses[1] === 409), `answered ${statuses}`);
  const { connection } = await project.read("checkConnection", {});
  assert.equal(connection?.health.detail, null);
  assert.ok(keys.some(({ key }) => connection?.label.endsWith(key.slice(-4))));
});
