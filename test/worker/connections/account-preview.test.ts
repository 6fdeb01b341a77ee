/**
 * @module What a person sees first: is this the right account? From the probes alone, and nothing personal.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import { createWorld, readAnswer, REQUIRED, type World } from "../world.ts";

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function ask(path: string): Promise<Record<string, unknown>[]> {
  const { key } = world.stripe.createKey({ account: world.account.id, mode: "test", kind: "secret" });
  const answer = await fetch(world.stripe.url + path, { headers: { authorization: `Bearer ${key}` } });
  return ((await answer.json()) as { data: Record<string, unknown>[] }).data; // a list
}

test("account preview · newest customer's date, currency and plans, from the probes' own answers", async () => {
  const project = await world.createProject();
  world.stripe.clearRequests();
  const { connection } = await readAnswer(await project.connect(world.createKey().key));
  const paths = world.stripe.requests.map(({ path }) => path);
  assert.equal(new Set(paths).size, paths.length, "nothing is asked twice");
  const [newest] = await ask("/v1/customers?limit=1");
  const look = connection?.account_preview;
  assert.deepEqual([look?.customers, look?.subscriptions], ["some", "some"]);
  assert.equal(look?.newest_customer_at, newest?.created);
  const [subscription] = await ask("/v1/subscriptions?limit=1&status=all");
  assert.equal(look?.currency, subscription?.["currency"]);
  assert.ok((look?.plans.length ?? 0) <= 3);
});

test("account preview · tells nothing of any customer, in the answer or in the row", async () => {
  const project = await world.createProject();
  const answer = await readAnswer(await project.connect(world.createKey().key));
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
  const row = await DB.prepare("SELECT * FROM connections WHERE project = ?1").bind(project.id).first();
  const said = JSON.stringify([answer, row]);
  for (const customer of await ask("/v1/customers?limit=100")) {
    for (const personal of [customer.id, customer.email, customer.name]) {
      assert.ok(typeof personal !== "string" || !said.includes(personal), String(personal));
    }
  }
});

test("account preview · an empty account has no customers and no subscriptions, which may be the wrong account", async () => {
  const empty = world.stripe.createAccount({ name: "Empty Ltd.", customers: 0 });
  const project = await world.createProject();
  const { key } = world.createKey(REQUIRED, { account: empty.id });
  const { connection } = await readAnswer(await project.connect(key));
  assert.deepEqual(
    [connection?.account_preview?.customers, connection?.account_preview?.subscriptions],
    ["none", "none"],
  );
  assert.equal(connection?.account_preview?.newest_customer_at, null);
});

test("account preview · what the key may not read is not known", async () => {
  const project = await world.createProject();
  const { connection } = await readAnswer(await project.connect(world.createKey(["customer_read"]).key));
  assert.deepEqual(
    [connection?.account_preview?.customers, connection?.account_preview?.subscriptions],
    ["some", null],
  );
});

test("excess · rows the profile looks for and does not ask for are named, found by reads only", async () => {
  const project = await world.createProject("admin", "dropfix");
  const all = ["customer", "subscription", "invoice", "charge", "payment_intent", "dispute"];
  const asked = all.map((name) => `${name}_read`);
  const mode = "live" as const;
  world.stripe.clearRequests();
  const much = world.createKey([...asked, "payout_write", "webhook_write"], { mode });
  const { connection } = await readAnswer(await project.connect(much.key));
  assert.deepEqual(connection?.excess_permissions, ["Payouts", "Webhook Endpoints and Event Destinations"]);
  assert.deepEqual(connection?.warnings, ["excess_permissions"]);
  assert.deepEqual([...new Set(world.stripe.requests.map(({ method }) => method))], ["GET"]);
  const right = await readAnswer(await project.connect(world.createKey(asked, { mode }).key));
  assert.deepEqual([right.connection?.excess_permissions, right.connection?.warnings], [[], []]);
});

test("excess · a secret key is warned of once, as what it is", async () => {
  const project = await world.createProject("admin", "dropfix");
  const { key } = world.stripe.createKey({ account: world.account.id, mode: "live", kind: "secret" });
  const { connection } = await readAnswer(await project.connect(key));
  assert.deepEqual([connection?.warnings, connection?.excess_permissions], [["secret_key"], []]);
});
