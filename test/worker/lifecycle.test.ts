/**
 * @module What happens to a connection after connecting: check, demo, disconnect, and the audit of it all.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { DEMO_DATASET, generateDataset } from "../../shared/dataset/index.ts";
import { auditStatements, systemInitiator } from "../../worker/audit/audit.ts";
import type { Services } from "../../worker/context.ts";
import { createWorld, readAnswer, readError, type World } from "./world.ts";

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function readRows(sql: string, ...values: string[]): Promise<Record<string, unknown>[]> {
  const rows = world.db.prepare(sql).bind(...values);
  return (await rows.all()).results;
}

test("POST check · a permission granted in Stripe turns from missing to granted", async () => {
  const project = await world.createProject();
  const key = world.createKey(["customer_read", "subscription_read"]);
  await readAnswer(await project.connect(key.key));
  world.stripe.editKey(key.id, ["customer_read", "subscription_read", "invoice_read"]);
  const { connection } = await project.read("checkConnection", {});
  assert.equal(connection?.permissions[2]?.status, "granted");
});

test("POST check · a key that Stripe rejects is a health problem, and changes no permission", async () => {
  const project = await world.createProject();
  const key = world.createKey();
  const { connection: before } = await readAnswer(await project.connect(key.key));
  for (const [spoil, problem] of [
    [() => world.stripe.blockIp(key.id, true), "key_ip_restricted"],
    [() => world.stripe.blockIp(key.id, false), null],
    [() => world.stripe.revokeKey(key.id), "refused_once"],
  ] as const) {
    spoil();
    const { connection } = await project.read("checkConnection", {});
    assert.equal(connection?.health.detail, problem);
    assert.deepEqual(connection?.permissions, before?.permissions);
  }
});

test("POST check · changes nothing while Stripe does not answer", async () => {
  const project = await world.createProject();
  const before = await readAnswer(await project.connect(world.createKey().key));
  world.stripe.setFault({ kind: "error_500" });
  const error = await readError(await project.call("checkConnection", {}));
  world.stripe.setFault(null);
  assert.deepEqual([error.status, error.code], [503, "stripe_unavailable"]);
  assert.deepEqual(await project.read("readConnection"), before);
});

test("POST check · answers 404 where nothing is connected", async () => {
  const project = await world.createProject();
  const error = await readError(await project.call("checkConnection", {}));
  assert.deepEqual([error.status, error.code], [404, "not_connected"]);
});

test("POST check · racing a reconnect never writes the old key's findings over the new key's", async () => {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey(["customer_read"]).key));
  const replacement = world.createKey();
  world.stripe.setLatency(40);
  const [check, reconnect] = await Promise.all([
    project.call("checkConnection", {}),
    project.connect(replacement.key),
  ]);
  world.stripe.setLatency(0);
  const { connection } = await project.read("readConnection");
  assert.ok([check.status, reconnect.status].includes(200));
  if (reconnect.status === 200) {
    assert.deepEqual(
      connection?.permissions.slice(0, 3).map(({ status }) => status),
      ["granted", "granted", "granted"],
    );
  } else {
    assert.equal((await readError(reconnect)).code, "connection_changed");
  }
});

test("POST demo · connects the generated dataset and answers its counted numbers", async () => {
  const project = await world.createProject();
  const { connection, may } = await project.read("connectDemo", {});
  const dataset = generateDataset({ ...DEMO_DATASET, now: connection?.connected_at ?? 0 });
  assert.equal(connection?.method, "demo");
  assert.deepEqual(connection?.demo, {
    customers: dataset.customers.length,
    subscriptions: dataset.subscriptions.length,
    invoices: dataset.invoices.length,
  });
  assert.equal(connection?.demo?.customers, 250);
  assert.ok(connection?.permissions.every(({ status }) => status === "granted"));
  assert.equal(may.demo, true);
});

test("POST demo · never replaces a real connection; a real key replaces the demo", async () => {
  const project = await world.createProject();
  await project.read("connectDemo", {});
  const { connection } = await readAnswer(await project.connect(world.createKey().key));
  assert.equal(connection?.method, "key");
  assert.equal(connection?.demo, null);
  const error = await readError(await project.call("connectDemo", {}));
  assert.deepEqual([error.status, error.code], [409, "demo_unavailable"]);
});

test("DELETE connection · leaves no row of it, and may be repeated", async () => {
  const project = await world.createProject();
  const { connection } = await readAnswer(
    await project.connect(world.createKey().key, { webhook_secret: `whsec_${"a1B2".repeat(8)}` }),
  );
  const id = connection?.id ?? "";
  const secrets = "SELECT field FROM sealed_secrets WHERE connection_id = ?1";
  assert.equal((await readRows(secrets, id)).length, 2);
  assert.equal((await project.read("disconnect")).connection, null);
  assert.deepEqual(await readRows(secrets, id), []);
  assert.deepEqual(await world.readObject(id, "SELECT name FROM sqlite_master WHERE name = 'events'"), []);
  assert.deepEqual(await readRows("SELECT * FROM connections WHERE id = ?1", id), []);
  assert.equal((await project.read("disconnect")).connection, null);
});

test("DELETE connection · two at once both answer that nothing is connected", async () => {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey().key));
  const answers = await Promise.all([project.read("disconnect"), project.read("disconnect")]);
  assert.deepEqual(
    answers.map(({ connection }) => connection),
    [null, null],
  );
});

test("DELETE connection · a connect at the same time leaves a whole connection or none", async () => {
  const project = await world.createProject();
  await readAnswer(await project.connect(world.createKey().key));
  world.stripe.setLatency(60);
  const [reconnect] = await Promise.all([project.connect(world.createKey().key), project.read("disconnect")]);
  world.stripe.setLatency(0);
  const { connection } = await project.read("readConnection");
  if (reconnect.status === 200) assert.ok(connection);
  else {
    assert.equal((await readError(reconnect)).code, "connection_changed");
    assert.equal(connection, null);
  }
});

test("audit · every change leaves one row, and so does a failed attempt to connect", async () => {
  const project = await world.createProject();
  const dead = world.createKey();
  world.stripe.revokeKey(dead.id);
  await project.connect(dead.key);
  await project.connect(world.createKey().key);
  await project.call("checkConnection", {});
  await project.call("disconnect");
  const rows = await readRows(
    "SELECT action, detail FROM audit WHERE project = ?1 ORDER BY at, rowid",
    project.id,
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ["createSession", "connect_refused", "connect", "checkConnection", "disconnect"],
  );
  assert.equal(rows[1]?.["detail"], "key_rejected");
});

const random = (length: number) => new Uint8Array(randomBytes(length));

/** Writes one row at a time of the test's choice, by nobody's request. */
async function writeAudit(at: number, subject: { app?: string; project?: string } = {}): Promise<string> {
  const services = { db: world.db, now: () => at, random } as unknown as Services; // what an audit row needs
  const initiator = systemInitiator(random);
  await world.db.batch(auditStatements(services, initiator, "disconnect", subject));
  return initiator.requestId;
}

test("audit · a row says who, what, when, and in which request", async () => {
  const at = 1_700_000_000;
  const requestId = await writeAudit(at, { app: "app_1", project: "p" });
  const [{ id, ...row } = {}] = await readRows("SELECT * FROM audit WHERE app_id = 'app_1'");
  assert.match(String(id), /^aud_/);
  assert.match(requestId, /^req_/);
  assert.deepEqual(row, {
    action: "disconnect",
    actor: "system",
    request_id: requestId,
    at,
    app_id: "app_1",
    project: "p",
    connection_id: null,
    detail: null,
  });
});

test("audit · each row removes five that are older than 400 days, found by an index", async () => {
  const [day, now] = [86_400, 1_800_000_000];
  await world.db.exec("DELETE FROM audit");
  const count = async () => (await readRows("SELECT COUNT(*) AS n FROM audit"))[0]?.["n"];
  for (let index = 0; index < 7; index += 1) await writeAudit(now - 400 * day - 1);
  await writeAudit(now - 400 * day);
  await writeAudit(now);
  assert.equal(await count(), 4);
  await writeAudit(now);
  assert.equal(await count(), 3, "what is young stays");
  const plan = await readRows("EXPLAIN QUERY PLAN SELECT rowid FROM audit WHERE at < 1 ORDER BY at LIMIT 5");
  assert.match(plan.map(({ detail }) => detail).join(), /audit_by_age/);
});

test("log · every line is one of ours: Stripe's notices, which its SDK prints, stay out", async () => {
  const project = await world.createProject();
  world.harness.clearLogs();
  await readAnswer(await project.connect(world.createKey().key));
  const lines = world.harness.getLogs().map(({ message }) => message);
  assert.ok(lines.length > 0);
  for (const line of lines) assert.ok(JSON.parse(line).request_id, line);
});
