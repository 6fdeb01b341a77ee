/**
 * @module The local Dashboard: what its pages offer and what its forms do, seen without a browser.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeyLink } from "../../shared/profile.ts";
import { permissionEntry, PERMISSIONS, type PermissionName } from "../../shared/permissions.ts";
import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";
import { createWorld, type Answered, type StripeWorld } from "./world.ts";

function send(world: StripeWorld, path: string, form: Record<string, string> = {}): Promise<Answered> {
  return world.ask(path, { method: "POST", key: null, body: new URLSearchParams(form).toString() });
}

/** Identifier → level, for every row that is not None. */
function chosenLevels(page: Answered): Record<string, string> {
  const checked = page.text.matchAll(/name="level:(\w+)" value="(read|write)" checked/g);
  return Object.fromEntries([...checked].map(([, identifier = "", level = ""]) => [identifier, level]));
}

function shownKey({ text }: Answered): string {
  return /value="(rk_[^"]+)"/.exec(text)?.[1] ?? "";
}

test("create page · is filled in by ParityRail's create-key link, test and live", async () => {
  await using world = await createWorld();
  for (const mode of ["test", "live"] as const) {
    const link = createKeyLink(world.stripe.url, PARITYRAIL, mode);
    const page = await world.ask(link.slice(world.stripe.url.length), { key: null });
    assert.equal(page.status, 200);
    assert.match(page.text, /name="name" value="parityrail"|value="parityrail"/);
    assert.ok(page.text.includes(mode === "test" ? "Test mode" : "Live mode"));
    const required = PARITYRAIL.permissions
      .filter((request) => request.required)
      .map(({ permission, access }) => [PERMISSIONS[permission].identifier, access]);
    assert.deepEqual(chosenLevels(page), Object.fromEntries(required));
  }
});

test("create page · takes numbered brackets, ignores unknown names, and a comma list selects nothing", async () => {
  await using world = await createWorld();
  const numbered = "/test/apikeys/create?permissions[0]=rak_plan_read&permissions[1]=rak_price_read";
  assert.deepEqual(chosenLevels(await world.ask(numbered)), { plan: "read" });
  const joined = "/test/apikeys/create?permissions[]=rak_plan_read,rak_customer_read";
  assert.deepEqual(chosenLevels(await world.ask(joined)), {});
});

test("create page · asks Stripe's question and offers every row of the catalogue", async () => {
  await using world = await createWorld();
  const { text } = await world.ask("/test/apikeys/create");
  for (const words of [
    "How will you be using this key?",
    "Powering an integration you built",
    "Providing this key to a third-party application",
    "Authorizing an AI agent",
    "Choose your own",
    "Create key",
  ]) {
    assert.ok(text.includes(words), words);
  }
  for (const name of Object.keys(PERMISSIONS) as PermissionName[]) {
    const { label, identifier, readOnly = false } = permissionEntry(name);
    assert.ok(text.includes(`<legend>${label}</legend>`), label);
    assert.equal(text.includes(`name="level:${identifier}" value="write"`), !readOnly, label);
  }
});

test("creating · shows the key once, and it can do what was chosen", async () => {
  await using world = await createWorld();
  const form = {
    name: "parityrail",
    "level:customer": "read",
    "level:invoice": "none",
    "level:balance": "write",
  };
  const page = await send(world, "/test/apikeys/create", form);
  const key = shownKey(page);
  assert.match(key, /^rk_test_51[A-Za-z0-9]{97}$/);
  assert.equal(page.headers.get("cache-control"), "no-store");
  assert.equal((await world.ask("/v1/customers", { key })).status, 200);
  assert.equal((await world.ask("/v1/invoices", { key })).status, 403);
  assert.equal((await world.ask("/v1/balance", { key })).status, 403);
  const list = await world.ask("/test/apikeys");
  assert.ok(list.text.includes(`rk_test_…${key.slice(-4)}`));
  assert.equal(list.text.includes(key), false);
});

test("creating · in live mode makes a live key", async () => {
  await using world = await createWorld();
  assert.match(shownKey(await send(world, "/apikeys/create", { name: "parityrail" })), /^rk_live_/);
});

test("editing · changes what the same key may do, and keeps what has no row", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read", "refund_read");
  const page = await world.ask(`/test/apikeys/${id}/edit`);
  assert.deepEqual(chosenLevels(page), { customer: "read" });
  const saved = await send(world, `/test/apikeys/${id}/edit`, { "level:invoice": "read" });
  assert.equal(saved.status, 200);
  assert.ok(saved.text.includes("permissions were saved"));
  assert.equal((await world.ask("/v1/invoices", { key })).status, 200);
  assert.equal((await world.ask("/v1/customers", { key })).status, 403);
  assert.equal((await world.ask("/v1/refunds", { key })).status, 200);
});

test("the edit link of a 403 · leads to the edit page of that key, in its mode and account", async () => {
  await using world = await createWorld();
  const other = world.stripe.createAccount({ name: "Second Ltd.", customers: 1 });
  for (const mode of ["test", "live"] as const) {
    const { key } = world.stripe.createKey({
      account: other.id,
      mode,
      kind: "restricted",
      name: "Second key",
    });
    const { text } = await world.ask("/v1/customers", { key });
    const link = /http:\/\/[^\s"]+\/b\/[^\s"]+/.exec(text)?.[0] ?? "";
    const page = await world.ask(link.slice(world.stripe.url.length));
    assert.equal(page.status, 200);
    assert.ok(page.text.includes("Edit Second key"));
    assert.ok(page.text.includes("Second Ltd."));
  }
});

test("the edit link · leads nowhere but into the Dashboard", async () => {
  await using world = await createWorld();
  const away = [
    "https://example.com/apikeys",
    "//example.com/apikeys",
    "/\\example.com/apikeys",
    "/v1/customers",
  ];
  for (const destination of away) {
    const path = `/b/${world.account.id}?destination=${encodeURIComponent(destination)}`;
    assert.equal((await world.ask(path)).status, 404, destination);
  }
});

test("rolling · shows a new key and expires the old", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read");
  const rolled = shownKey(await send(world, `/test/apikeys/${id}/roll`));
  assert.equal((await world.ask("/v1/customers", { key: rolled })).status, 200);
  assert.equal((await world.ask("/v1/customers", { key })).status, 401);
});

test("deleting · ends the key and takes it off the list", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read");
  const list = await send(world, `/test/apikeys/${id}/delete`);
  assert.equal(list.text.includes(key.slice(-4)), false);
  assert.equal((await world.ask("/v1/customers", { key })).status, 401);
  assert.equal((await world.ask(`/test/apikeys/${id}/edit`)).status, 404);
});

test("names · are text, never markup", async () => {
  await using world = await createWorld();
  const name = `<img src=x onerror=alert(1)>"'`;
  const page = await send(world, "/test/apikeys/create", { name });
  const form = await world.ask(`/test/apikeys/create?name=${encodeURIComponent(name)}`);
  const list = await world.ask("/test/apikeys");
  const { id } = world.stripe.createAccount({ name });
  const account = await world.ask(`/test/apikeys?account=${id}`);
  for (const { text } of [page, form, list, account]) assert.equal(text.includes("<img"), false);
});

test("accounts · are switched by ?account=, and nobody's page is not found", async () => {
  await using world = await createWorld();
  const other = world.stripe.createAccount({ name: "Second Ltd.", customers: 1 });
  world.keyWith("customer_read");
  const { text } = await world.ask(`/test/apikeys?account=${other.id}`);
  assert.ok(text.includes("There are none yet."));
  assert.equal((await world.ask("/test/apikeys?account=acct_x")).status, 404);
  assert.equal((await world.ask("/no/such/page")).status, 404);
});
