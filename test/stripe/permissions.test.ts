/**
 * @module Permissions: every probe of the catalogue proves its row, and checks come in Stripe's order.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PERMISSIONS, PERMISSION_NAMES } from "../../shared/permissions.ts";
import { createWorld, dataOf, errorOf } from "./world.ts";

/** The rows that a read proves. */
const ROWS = PERMISSION_NAMES.flatMap((name) => {
  const { probe, ...entry } = PERMISSIONS[name];
  return probe === null ? [] : [{ name, probe, ...entry }];
});

test("probes · every row's probe answers 200 with exactly its permission and 403 without any", async () => {
  await using world = await createWorld();
  const none = world.keyWith().key;
  for (const { name, identifier, probe, label } of ROWS) {
    const granted = await world.ask(probe, { key: world.keyWith(`${identifier}_read`).key });
    assert.equal(granted.status, 200, probe);
    const refused = await world.ask(probe, { key: none });
    assert.equal(refused.status, 403, probe);
    const named = name === "accounts" ? "Basic Business Contact Information Read" : `${label} Read`;
    assert.ok(errorOf(refused).message?.includes(`Enabling "${named}"`), probe);
  }
});

test("probes · write includes read for every row that has one (docs.stripe.com/keys/restricted-api-keys)", async () => {
  await using world = await createWorld();
  for (const { identifier, probe, readOnly } of ROWS) {
    if (readOnly) continue;
    const answer = await world.ask(probe, { key: world.keyWith(`${identifier}_write`).key });
    assert.equal(answer.status, 200, probe);
  }
});

test("probes · a row unlocks those it implies and no others (permissions reference)", async () => {
  await using world = await createWorld();
  for (const unlocking of ROWS) {
    const { key } = world.keyWith(`${unlocking.identifier}_read`);
    for (const { identifier, probe } of ROWS) {
      const expected =
        identifier === unlocking.identifier || unlocking.implies?.includes(identifier) === true;
      const { status } = await world.ask(probe, { key });
      assert.equal(status, expected ? 200 : 403, `${probe} with ${unlocking.identifier}_read`);
    }
  }
});

test("probes · a secret key may read everything", async () => {
  await using world = await createWorld();
  for (const { probe } of ROWS) assert.equal((await world.ask(probe)).status, 200, probe);
});

test("order · permission comes before look-up: 403 without write, 404 with (Polar's probe)", async () => {
  await using world = await createWorld();
  const probes = {
    customer: "/v1/customers/cus_parityrailprobe0000",
    subscription: "/v1/subscriptions/sub_parityrailprobe0000",
    webhook: "/v1/webhook_endpoints/we_parityrailprobe0000",
  };
  const before = world.stripe.snapshot(world.account.id);
  for (const [identifier, path] of Object.entries(probes)) {
    const reader = await world.ask(path, { method: "POST", key: world.keyWith(`${identifier}_read`).key });
    assert.equal(reader.status, 403, path);
    assert.ok(errorOf(reader).message?.includes(`('${identifier}_write')`));
    const writer = await world.ask(path, { method: "POST", key: world.keyWith(`${identifier}_write`).key });
    assert.deepEqual(
      [writer.status, errorOf(writer).code, errorOf(writer).param],
      [404, "resource_missing", "id"],
    );
  }
  assert.equal(world.stripe.snapshot(world.account.id), before);
});

test("write · a whole section gives its rows at its own level, and write gives read", async () => {
  await using world = await createWorld();
  const statusOf = async (permission: string, method: "GET" | "POST") => {
    const { key } = world.keyWith(permission);
    const path = method === "GET" ? "/v1/transfers?limit=1" : "/v1/transfers/tr_parityrailprobe0000";
    return (await world.ask(path, { method, key })).status;
  };
  assert.equal(await statusOf("bucket_connect_read", "GET"), 200);
  assert.equal(await statusOf("bucket_connect_write", "GET"), 200);
  assert.equal(await statusOf("bucket_connect_read", "POST"), 403);
  assert.equal(await statusOf("bucket_connect_write", "POST"), 404);
  assert.equal(await statusOf("balance_transaction_source_read", "POST"), 403);
});

test("order · parameters come before permission: a key without rights gets the 400 (two reports)", async () => {
  await using world = await createWorld();
  const asked = { method: "POST", key: world.keyWith("customer_read").key, body: "no_such_parameter=1" };
  const answer = await world.ask("/v1/customers/cus_parityrailprobe0000", asked);
  assert.deepEqual([answer.status, errorOf(answer).code], [400, "parameter_unknown"]);
});

test("order · the route comes before parameters, and the key before the route", async () => {
  await using world = await createWorld();
  assert.equal((await world.ask("/v1/nothing?foo=1", { key: world.keyWith().key })).status, 404);
  assert.equal((await world.ask("/v1/nothing?foo=1", { key: null })).status, 401);
});

test("editing · a key keeps its value while its permissions change (Stripe's Dashboard)", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read");
  assert.equal((await world.ask("/v1/invoices", { key })).status, 403);
  world.stripe.editKey(id, ["customer_read", "invoice_read"]);
  assert.equal((await world.ask("/v1/invoices", { key })).status, 200);
});

test("account · either of two permissions is enough, and the refusal names the KYC one (captures)", async () => {
  await using world = await createWorld();
  const refused = await world.ask("/v1/account", { key: world.keyWith("customer_read").key });
  assert.equal(refused.status, 403);
  const { message = "" } = errorOf(refused);
  assert.ok(message.includes(`('accounts_kyc_basic_read')`));
  assert.ok(message.includes(`on account '${world.account.id}'`));
  for (const permission of ["accounts_kyc_basic_read", "connected_account_read"]) {
    const { body } = await world.ask("/v1/account", { key: world.keyWith(permission).key });
    assert.equal(body.id, world.account.id);
  }
});

test("account · has the fields a product shows, and no livemode (Stripe's API reference)", async () => {
  await using world = await createWorld();
  const { body } = await world.ask("/v1/account");
  assert.equal(body.object, "account");
  assert.equal((body.business_profile as { name: string }).name, "Acme Inc.");
  assert.equal(
    (body.settings as { dashboard: { display_name: string } }).dashboard.display_name,
    "Acme Inc.",
  );
  assert.equal("livemode" in body, false);
});

test("account · a key with Customers alone learns its account from a 404's log link (products' practice)", async () => {
  await using world = await createWorld();
  const answer = await world.ask("/v1/customers/cus_impossible", { key: world.keyWith("customer_read").key });
  assert.match(errorOf(answer).request_log_url ?? "", new RegExp(`/${world.account.id}/test/workbench/logs`));
});

test("accounts · only platforms may list them, whatever the key (PostHog)", async () => {
  await using world = await createWorld();
  const answer = await world.ask("/v1/accounts?limit=1");
  assert.match(
    errorOf(answer).message ?? "",
    /^Only Stripe Connect platforms can work with other accounts\./,
  );
});

test("expand · needs the permission of every expanded object (Stripe Apps reference)", async () => {
  await using world = await createWorld();
  const path = "/v1/subscriptions?limit=1&expand[]=data.customer&expand[]=data.items.data.price.product";
  const half = await world.ask(path, { key: world.keyWith("subscription_read", "customer_read").key });
  assert.equal(half.status, 403);
  assert.ok(errorOf(half).message?.includes("('product_read')"));
  const { key } = world.keyWith("subscription_read", "customer_read", "product_read");
  const [subscription] = dataOf(await world.ask(path, { key }));
  assert.equal((subscription?.customer as { object: string }).object, "customer");
  const items = subscription?.items as { data: { price: { product: { object: string } } }[] };
  assert.equal(items.data[0]?.price.product.object, "product");
});

test("expand · plain ids need no permission of their own", async () => {
  await using world = await createWorld();
  const [subscription] = dataOf(
    await world.ask("/v1/subscriptions?limit=1", { key: world.keyWith("subscription_read").key }),
  );
  assert.match(String(subscription?.customer), /^cus_/);
});

const WRITE_ROWS = PERMISSION_NAMES.flatMap((name) => {
  const { writeProbe, ...entry } = PERMISSIONS[name];
  return writeProbe === undefined ? [] : [{ name, writeProbe, ...entry }];
});

test("update · every write probe is 403 without write, 404 with it, and leaves the account as it was", async () => {
  await using world = await createWorld();
  const before = world.stripe.snapshot(world.account.id);
  for (const { writeProbe, identifier, label } of WRITE_ROWS) {
    const reader = world.keyWith(`${identifier}_read`).key;
    const refused = await world.ask(writeProbe, { method: "POST", key: reader });
    assert.equal(refused.status, 403, writeProbe);
    assert.ok(errorOf(refused).message?.includes(`Enabling "${label} Write"`), writeProbe);
    const writer = world.keyWith(`${identifier}_write`).key;
    const missing = await world.ask(writeProbe, { method: "POST", key: writer });
    assert.deepEqual([missing.status, errorOf(missing).code], [404, "resource_missing"], writeProbe);
  }
  assert.equal(world.stripe.snapshot(world.account.id), before);
});

test("update · an unknown parameter is refused before the permission is looked at (user report, 2026-09)", async () => {
  await using world = await createWorld();
  for (const { writeProbe, identifier } of WRITE_ROWS) {
    const key = world.keyWith(`${identifier}_read`).key;
    const answer = await world.ask(writeProbe, { method: "POST", key, body: "probe=1" });
    assert.equal(answer.status, 400, writeProbe);
  }
});

test("update · metadata changes an object that is there, and an empty body does not", async () => {
  await using world = await createWorld();
  const [product] = (await world.ask("/v1/products?limit=1")).body.data as { id: string }[]; // a list
  const path = `/v1/products/${product?.id}`;
  const before = world.stripe.snapshot(world.account.id);
  assert.equal((await world.ask(path, { method: "POST" })).status, 200);
  assert.equal(world.stripe.snapshot(world.account.id), before);
  const changed = await world.ask(path, { method: "POST", body: "metadata[a]=b" });
  assert.equal((changed.body.metadata as { a: string }).a, "b");
});
