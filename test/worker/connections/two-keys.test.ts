/**
 * @module A publishable key beside the key, and a signing secret that is still to come.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { createSecret } from "../webhooks/events.ts";
import { createWorld, readAnswer, readError, type Project, type World } from "../world.ts";

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

type Mode = "test" | "live";

const createKey = (kind: "secret" | "publishable", mode: Mode = "test", account = world.account.id): string =>
  world.stripe.createKey({ account, mode, kind }).key;

async function connect(more: Record<string, unknown> = {}): Promise<Project> {
  const project = await world.createProject("admin", "billstack");
  const body = { publishable_key: createKey("publishable"), webhook_secret: "whsec_placeholder", ...more };
  await readAnswer(await project.connect(createKey("secret"), body));
  return project;
}

test("two keys · connect with a placeholder, which is said to be one, and all that is secret is sealed", async () => {
  const publishable = createKey("publishable");
  const project = await connect({ publishable_key: publishable });
  const { connection } = await project.read("readConnection");
  assert.equal(connection?.publishable_key, `pk_test_…${publishable.slice(-4)}`);
  assert.equal(connection?.webhook.status, "placeholder");
  assert.deepEqual(connection?.warnings, ["webhook_secret_placeholder"]);
  assert.deepEqual(await listSealed(connection?.id ?? ""), ["api_key", "publishable_key"]);
});

test("two keys · a placeholder is replaced later, without the key, and can be put back", async () => {
  const project = await connect();
  world.stripe.clearRequests();
  const real = createSecret();
  const { connection } = await readAnswer(await project.call("updateConnection", { webhook_secret: real }));
  assert.deepEqual([connection?.webhook.status, connection?.warnings], ["waiting", []]);
  assert.equal(world.stripe.requests.length, 0);
  assert.ok((await listSealed(connection?.id ?? "")).includes("webhook_secret"));
  const removed = await readAnswer(await project.call("updateConnection", { webhook_secret: null }));
  assert.equal(removed.connection?.webhook.status, "placeholder");
});

test("two keys · what is no placeholder and no secret is refused, and a placeholder where none is expected too", async () => {
  for (const placeholder of [
    "whsec_placeholder",
    "whsec_...",
    "whsec_…",
    "whsec_xxx",
    "whsec_your_secret_here",
    "",
  ]) {
    await connect({ webhook_secret: placeholder });
  }
  const project = await world.createProject("admin", "billstack");
  const body = { publishable_key: createKey("publishable"), webhook_secret: "placeholder" };
  const error = await readError(await project.connect(createKey("secret"), body));
  assert.deepEqual([error.code, error.param], ["webhook_secret_invalid", "webhook_secret"]);
  const plain = await world.createProject();
  const refused = await readError(
    await plain.connect(world.createKey().key, { webhook_secret: "whsec_placeholder" }),
  );
  assert.equal(refused.code, "webhook_secret_invalid");
});

for (const [what, publishable, code, param] of [
  ["none", () => undefined, "publishable_key_missing", "publishable_key"],
  ["a blank one", () => "  ", "publishable_key_missing", "publishable_key"],
  [
    "one of the other mode",
    () => createKey("publishable", "live"),
    "publishable_key_mode_differs",
    "publishable_key",
  ],
  ["a secret key", () => createKey("secret"), "publishable_key_invalid", "publishable_key"],
  ["nonsense", () => "pk_", "publishable_key_invalid", "publishable_key"],
] as const) {
  test(`two keys · as publishable key, ${what} is ${code}, and nothing is stored`, async () => {
    const project = await world.createProject("admin", "billstack");
    const error = await readError(
      await project.connect(createKey("secret"), { publishable_key: publishable() }),
    );
    assert.deepEqual([error.status, error.code, error.param], [400, code, param]);
    assert.equal((await project.read("readConnection")).connection, null);
  });
}

test("two keys · a profile that wants no publishable key takes none", async () => {
  const project = await world.createProject();
  const error = await readError(
    await project.connect(world.createKey().key, { publishable_key: createKey("publishable") }),
  );
  assert.deepEqual([error.code, error.param], ["parameter_invalid", "publishable_key"]);
});

test("two keys · a new key of the same account keeps the publishable key; another account's does not", async () => {
  const project = await connect();
  const before = (await project.read("readConnection")).connection?.publishable_key;
  const { connection } = await readAnswer(await project.connect(createKey("secret")));
  assert.equal(connection?.publishable_key, before);
  const other = world.stripe.createAccount({ name: "Other Ltd.", customers: 5 });
  const error = await readError(
    await project.connect(createKey("secret", "test", other.id), { replace_account: true }),
  );
  assert.equal(error.code, "publishable_key_missing");
});

test("two keys · test first, live after: live keys are a question until they are said to be wanted", async () => {
  const fresh = await world.createProject("admin", "billstack");
  const live = { publishable_key: createKey("publishable", "live") };
  const question = await readError(await fresh.connect(createKey("secret", "live"), live));
  assert.deepEqual([question.status, question.code], [409, "mode_differs"]);
  assert.match(question.message, /^This key reads live data, and test data was asked for\./);
  const { connection } = await readAnswer(
    await fresh.connect(createKey("secret", "live"), { ...live, mode: "live" }),
  );
  assert.equal(connection?.mode, "live");
});

test("status · says in six values what there is: nothing, connected, refused", async () => {
  const project = await world.createProject("admin", "billstack");
  const read = async () => (await (await project.call("readStatus")).json()) as Record<string, unknown>;
  const nothing = {
    object: "connection_status",
    connected: false,
    is_active: false,
    sync_status: "none",
    schema_exists: false,
    account_name: null,
    key_valid: false,
  };
  assert.deepEqual(await read(), nothing);
  const { id, key } = world.stripe.createKey({ account: world.account.id, mode: "test", kind: "secret" });
  await readAnswer(await project.connect(key, { publishable_key: createKey("publishable") }));
  const connected = {
    object: "connection_status",
    connected: true,
    is_active: true,
    sync_status: "pending",
    ...{ schema_exists: false, account_name: "Acme Inc.", key_valid: true }, // nothing is copied yet
  };
  assert.deepEqual(await read(), connected);
  world.stripe.expireKey(id);
  await project.read("checkConnection", {});
  assert.deepEqual(await read(), { ...connected, is_active: false, key_valid: false });
  await project.read("disconnect");
  assert.deepEqual(await read(), nothing);
});

test("status · is not active while a required permission is missing", async () => {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey(["customer_read", "subscription_read"]).key));
  const status = (await (await project.call("readStatus")).json()) as Record<string, unknown>;
  assert.deepEqual([status["connected"], status["is_active"], status["key_valid"]], [true, false, true]);
});

async function listSealed(connection: string): Promise<string[]> {
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
  const rows = DB.prepare("SELECT field FROM sealed_secrets WHERE connection_id = ?1 ORDER BY field");
  return (await rows.bind(connection).all<{ field: string }>()).results.map(({ field }) => field);
}
