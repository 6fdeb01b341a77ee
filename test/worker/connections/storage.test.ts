/**
 * @module What is stored when something else fails: all of a connection or nothing, and never a false answer.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { permissionsOf } from "../../../demo/launch/product-keys.ts";
import { CLEARSYNC } from "../../../shared/profiles/clearsync.ts";
import { readLogText } from "../http/logs.ts";
import { createWorld, readAnswer, readError, type World } from "../world.ts";

const CLEARSYNC_KEY = permissionsOf(CLEARSYNC.permissions);

let world: World;
let db: D1Database;
before(async () => {
  world = await createWorld();
  ({ DB: db } = await world.harness.getWorker<{ DB: D1Database }>().getEnv());
});
after(() => world.close());

test("PUT connection · a key that was stored is answered 200, whatever comes after it fails", async () => {
  const project = await world.createProject("admin", "clearsync");
  world.stripe.clearRequests();
  world.stripe.setFault(
    { kind: "latency", milliseconds: 200 },
    { path: /webhook_endpoints$/, method: "POST" },
  );
  const connecting = project.connect(world.createKey(CLEARSYNC_KEY).key);
  const isCreating = () =>
    world.stripe.requests.some(
      ({ method, path }) => method === "POST" && path.endsWith("/webhook_endpoints"),
    );
  while (!isCreating()) await new Promise((resolve) => setImmediate(resolve));
  await db.exec("ALTER TABLE connections RENAME TO connections_away"); // the endpoint cannot be recorded
  const answer = await connecting;
  await db.exec("ALTER TABLE connections_away RENAME TO connections");
  world.stripe.setFault(null);
  const { connection } = await readAnswer(answer);
  assert.equal(connection?.health.status, "healthy");
  assert.equal((await project.read("readConnection")).connection?.id, connection?.id);
  await world.advanceClock(20 * 60);
  await world.ringAlarm(connection?.id ?? "");
  assert.equal((await project.read("readConnection")).connection?.webhook.status, "waiting");
});

test("PUT connection · stores nothing at all when the last statement of its batch fails", async () => {
  const project = await world.createProject();
  await db.exec("ALTER TABLE audit RENAME TO audit_away");
  const answer = await project.connect(world.createKey().key);
  await db.exec("ALTER TABLE audit_away RENAME TO audit");
  assert.equal((await readError(answer)).status, 503);
  assert.equal((await project.read("readConnection")).connection, null);
  for (const table of ["connections", "sealed_secrets"]) {
    const rows = db.prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE project = ?1`).bind(project.id);
    assert.equal(await rows.first("n"), 0, table);
  }
});

test("GET connection · a row that names a permission the catalogue has renamed since is shown without it", async () => {
  const project = await world.createProject("admin", "dropfix");
  const { key } = world.createKey(["customer_read", "payout_read"], { mode: "live" });
  await readAnswer(await project.connect(key));
  const renamed = `UPDATE connections SET excess = '["renamed_row"]',
    permissions = replace(permissions, '"customers"', '"renamed_row"') WHERE project = ?1`;
  await db.prepare(renamed).bind(project.id).run();
  const { connection } = await project.read("readConnection");
  assert.deepEqual(connection?.excess_permissions, []);
  assert.equal(
    connection?.permissions.find(({ permission }) => permission === "customers")?.status,
    "unknown",
  );
});

test("PUT connection · another account is a new connection, and the old object is empty", async () => {
  const project = await world.createProject();
  const secret = `whsec_${"a1B2".repeat(8)}`;
  const first = await readAnswer(await project.connect(world.createKey().key, { webhook_secret: secret }));
  const other = world.stripe.createAccount({ name: "Other Ltd.", customers: 3 });
  const { key } = world.createKey(undefined, { account: other.id });
  const second = await readAnswer(await project.connect(key, { replace_account: true }));
  assert.notEqual(second.connection?.id, first.connection?.id);
  const tables = "SELECT name FROM sqlite_master WHERE name IN ('events', 'grants')";
  assert.deepEqual(await world.readObject(first.connection?.id ?? "", tables), []);
  const rows = db.prepare("SELECT id FROM connections WHERE project = ?1").bind(project.id);
  assert.deepEqual(
    (await rows.all()).results.map(({ id }) => id),
    [second.connection?.id],
  );
});

test("an object that fails by a bug of ours says so in the log, by name and place", async () => {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey().key));
  const broken = "UPDATE connections SET permissions = '{' WHERE project = ?1"; // no JSON: JSON.parse throws
  await db.prepare(broken).bind(project.id).run();
  const error = await readError(await project.call("checkConnection", {}));
  assert.deepEqual([error.status, error.code], [500, "internal"]);
  assert.match(await readLogText(world), /SyntaxError/);
});
