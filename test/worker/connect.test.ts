/**
 * @module PUT connection: who may, what is rejected, what is stored, what Stripe is asked, and that a connection never
 * changes its Stripe account without a question.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KEY_PROBLEMS } from "../../shared/errors.ts";
import { MAX_BODY_BYTES } from "../../worker/http/body.ts";
import { propertyRuns } from "../property-runs.ts";
import { PASTE_CORPUS } from "../shared/paste-corpus.ts";
import { createWorld, readAnswer, readError, REQUIRED, type Project, type World } from "./world.ts";

const SIGNING_SECRET = `whsec_${"a1B2".repeat(8)}`;
const ACCOUNT = /^\/v1\/account$/;

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
  assert.deepEqual(may, {
    connect: true,
    oauth: false,
    check: true,
    update: true,
    disconnect: true,
    demo: false,
    invite: true,
  });
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

for (const [title, create, code, message] of [
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
  test(`PUT connection · rejects a key ${title}, and stores nothing`, async () => {
    const project = await world.createProject();
    const { key } = create();
    const error = await readError(await project.connect(key));
    assert.deepEqual([error.status, error.code, error.message], [422, code, message]);
    assert.ok(!JSON.stringify(error).includes(key.slice(-4)), "the answer repeats a part of the key");
    await assertNothingStored(project);
  });
}

test("PUT connection · names what is missing as the caller's language does", async () => {
  const project = await world.createProject();
  const body = { api_key: world.createKey([]).key };
  const refused = await project.call("connect", body, { headers: { "accept-language": "de" } });
  assert.match(
    (await readError(refused)).message,
    /Erteilen Sie Customers, Subscriptions und Invoices Read und/,
  );
});

/** A few pastes of each verdict, evenly from the whole corpus; reading all of them is `test/shared/keys.test.ts`. */
const PASTES = [
  ...Map.groupBy(PASTE_CORPUS, ({ verdict }) => (typeof verdict === "string" ? verdict : "a key")).values(),
].flatMap((pastes) => {
  const step = Math.max(1, pastes.length / propertyRuns(6));
  return pastes.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
});

test("PUT connection · text that is no key gets its verdict's message, and Stripe is not asked", async () => {
  const { app } = await world.createProject();
  world.stripe.clearRequests();
  for (const [index, { name, paste, verdict }] of PASTES.entries()) {
    if (typeof verdict !== "string") continue;
    const body = { api_key: paste };
    const params = { project: `paste-${index}` };
    const error = await readError(await world.call("connect", { token: app.secret, params, body }));
    const expected =
      Buffer.byteLength(JSON.stringify(body)) > MAX_BODY_BYTES
        ? [413, "body_too_large", undefined]
        : [400, `key_${verdict}`, "api_key"];
    assert.deepEqual([error.status, error.code, error.param], expected, name);
    if (error.status === 400) assert.equal(error.message, KEY_PROBLEMS[verdict], name);
  }
  assert.deepEqual(world.stripe.requests, []);
});

test("PUT connection · connects with the very key that is in the paste", async () => {
  const { app } = await world.createProject();
  for (const [index, { name, paste, verdict }] of PASTES.entries()) {
    if (typeof verdict === "string") continue;
    const params = { project: `key-${index}` };
    const connect = (api_key: string) =>
      world.call("connect", { token: app.secret, params, body: { api_key } });
    if (verdict.kind === "restricted" && verdict.mode === "test") {
      const { key } = world.createKey();
      const { connection } = await readAnswer(await connect(paste.replaceAll(verdict.apiKey, key)));
      assert.equal(connection?.label, `rk_test_…${key.slice(-4)}`, name);
    } else {
      const error = await readError(await connect(paste)); // well-formed, and nobody's
      assert.deepEqual([error.status, error.code], [422, "key_rejected"], name);
    }
  }
});

test("PUT connection · stores a signing secret, and rejects what is none", async () => {
  const project = await world.createProject();
  const { key } = world.createKey();
  const error = await readError(await project.connect(key, { webhook_secret: "sk_test_nope" }));
  assert.deepEqual(
    [error.status, error.param, error.message],
    [400, "webhook_secret", "Webhook signing secrets start with whsec_"],
  );
  await assertNothingStored(project);
  const { connection } = await readAnswer(
    await project.connect(key, { webhook_secret: ` ${SIGNING_SECRET}\n` }),
  );
  assert.equal(connection?.webhook.status, "waiting");
});

test("PUT connection · a viewer gets admin_required", async () => {
  const project = await world.createProject("viewer");
  const error = await readError(await project.connect(world.createKey().key));
  assert.deepEqual([error.status, error.code], [403, "admin_required"]);
  assert.match(error.message, /^Connecting Stripe requires the admin role on this project\./);
  const { may } = await project.read("readConnection");
  assert.deepEqual(may, {
    connect: false,
    oauth: false,
    check: false,
    update: false,
    disconnect: false,
    demo: false,
    invite: false,
  });
});

test("PUT connection · a reconnect swaps the key and keeps the connection's id and signing secret", async () => {
  const project = await world.createProject();
  const first = await readAnswer(
    await project.connect(world.createKey().key, { webhook_secret: SIGNING_SECRET }),
  );
  const replacement = world.createKey();
  const second = await readAnswer(await project.connect(replacement.key));
  assert.equal(second.connection?.id, first.connection?.id);
  assert.equal(second.connection?.label, `rk_test_…${replacement.key.slice(-4)}`);
  assert.equal(second.connection?.webhook.status, "waiting");
  const third = await readAnswer(await project.connect(replacement.key, { webhook_secret: null }));
  assert.equal(third.connection?.webhook.status, "none");
});

test("PUT connection · a failed reconnect leaves the connection as it was", async () => {
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

async function connectWithSecret(): Promise<Project> {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey().key, { webhook_secret: SIGNING_SECRET }));
  return project;
}

function createForeignKey(permissions: readonly string[] = REQUIRED): string {
  return world.createKey(permissions, { account: world.stripe.createAccount({ customers: 1 }).id }).key;
}

test("account · a connection that was made without one keeps no signing secret over a reconnect", async () => {
  const project = await world.createProject();
  world.stripe.setFault({ kind: "error_500" }, { path: ACCOUNT });
  const key = world.createKey([...REQUIRED, "checkout_session_read", "entitlement_read"]).key;
  const first = await readAnswer(await project.connect(key, { webhook_secret: SIGNING_SECRET }));
  world.stripe.setFault(null);
  assert.equal(first.connection?.account, null);
  const { connection } = await readAnswer(await project.connect(createForeignKey()));
  assert.equal(connection?.webhook.status, "none");
});

test("account · while Stripe does not answer which account a key belongs to, it replaces nothing", async () => {
  const project = await connectWithSecret();
  const before = await project.read("readConnection");
  const key = createForeignKey([...REQUIRED, "checkout_session_read", "entitlement_read"]);
  world.stripe.setFault({ kind: "error_500" }, { path: ACCOUNT });
  const error = await readError(await project.connect(key));
  world.stripe.setFault(null);
  assert.deepEqual([error.status, error.code], [503, "stripe_unavailable"]);
  assert.deepEqual(await project.read("readConnection"), before);
});

test("account · replacing it, and changing the mode, drop the old signing secret", async () => {
  for (const reconnect of [
    (project: Project) => project.connect(createForeignKey(), { replace_account: true }),
    (project: Project) => project.connect(world.createKey(REQUIRED, { mode: "live" }).key, { mode: "live" }),
  ]) {
    const project = await connectWithSecret();
    const { connection } = await readAnswer(await reconnect(project));
    assert.equal(connection?.webhook.status, "none");
  }
});

test("account · a blank signing secret leaves the one that is there", async () => {
  const project = await connectWithSecret();
  const { connection } = await readAnswer(
    await project.connect(world.createKey().key, { webhook_secret: "  " }),
  );
  assert.equal(connection?.webhook.status, "waiting");
});
