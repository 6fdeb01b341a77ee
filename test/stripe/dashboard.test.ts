/**
 * @module The local Dashboard: what its pages offer and what their forms do, without a browser.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { createKeyLink } from "../../shared/view-profile.ts";
import { PERMISSIONS, PERMISSION_NAMES } from "../../shared/permissions.ts";
import { PARITYRAIL } from "../../shared/profiles/parityrail.ts";
import { createWorld, dataOf, type Answered, type StripeWorld } from "./world.ts";

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
  await using world = await createWorld({ alone: true });
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
  await using world = await createWorld({ alone: true });
  const numbered = "/test/apikeys/create?permissions[0]=rak_plan_read&permissions[1]=rak_price_read";
  assert.deepEqual(chosenLevels(await world.ask(numbered)), { plan: "read" });
  const joined = "/test/apikeys/create?permissions[]=rak_plan_read,rak_customer_read";
  assert.deepEqual(chosenLevels(await world.ask(joined)), {});
});

test("create page · asks Stripe's question and offers every row of the catalogue", async () => {
  await using world = await createWorld({ alone: true });
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
  for (const name of PERMISSION_NAMES) {
    const { label, identifier, readOnly = false } = PERMISSIONS[name];
    assert.ok(text.includes(`<legend>${label}</legend>`), label);
    assert.equal(text.includes(`name="level:${identifier}" value="write"`), !readOnly, label);
  }
});

test("creating · shows the key once, and it can do what was chosen", async () => {
  await using world = await createWorld({ alone: true });
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
  await using world = await createWorld({ alone: true });
  assert.match(shownKey(await send(world, "/apikeys/create", { name: "parityrail" })), /^rk_live_/);
});

test("editing · changes what the same key may do, and keeps what has no row", async () => {
  await using world = await createWorld({ alone: true });
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
  await using world = await createWorld({ alone: true });
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
  await using world = await createWorld({ alone: true });
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
  await using world = await createWorld({ alone: true });
  const { id, key } = world.keyWith("customer_read");
  const rolled = shownKey(await send(world, `/test/apikeys/${id}/roll`));
  assert.equal((await world.ask("/v1/customers", { key: rolled })).status, 200);
  assert.equal((await world.ask("/v1/customers", { key })).status, 401);
});

test("deleting · ends the key and takes it off the list", async () => {
  await using world = await createWorld({ alone: true });
  const { id, key } = world.keyWith("customer_read");
  const list = await send(world, `/test/apikeys/${id}/delete`);
  assert.equal(list.text.includes(key.slice(-4)), false);
  assert.equal((await world.ask("/v1/customers", { key })).status, 401);
  assert.equal((await world.ask(`/test/apikeys/${id}/edit`)).status, 404);
});

test("names · are text, never markup", async () => {
  await using world = await createWorld({ alone: true });
  const name = `<img src=x onerror=alert(1)>"'`;
  const page = await send(world, "/test/apikeys/create", { name });
  const form = await world.ask(`/test/apikeys/create?name=${encodeURIComponent(name)}`);
  const list = await world.ask("/test/apikeys");
  const { id } = world.stripe.createAccount({ name });
  const account = await world.ask(`/test/apikeys?account=${id}`);
  for (const { text } of [page, form, list, account]) assert.equal(text.includes("<img"), false);
});

test("accounts · are switched by ?account=, and nobody's page is not found", async () => {
  await using world = await createWorld({ alone: true });
  const other = world.stripe.createAccount({ name: "Second Ltd.", customers: 1 });
  world.keyWith("customer_read");
  const { text } = await world.ask(`/test/apikeys?account=${other.id}`);
  assert.ok(text.includes("There are none yet."));
  assert.equal((await world.ask("/test/apikeys?account=acct_x")).status, 404);
  assert.equal((await world.ask("/no/such/page")).status, 404);
});

async function endpointsOf(world: StripeWorld) {
  return dataOf(await world.ask("/v1/webhook_endpoints"));
}

test("webhooks page · adds an endpoint, shows its secret once, lists and deletes it", async () => {
  await using world = await createWorld({ alone: true });
  const form = { url: "https://example.com/hook?a=1&b=2", events: "invoice.paid, customer.created" };
  const added = await send(world, "/test/webhooks", form);
  const secret = /value="(whsec_[^"]+)"/.exec(added.text)?.[1] ?? "";
  assert.match(secret, /^whsec_[A-Za-z0-9]{32}$/);
  const [endpoint] = await endpointsOf(world);
  assert.deepEqual(endpoint?.enabled_events, ["invoice.paid", "customer.created"]);
  const list = await world.ask("/test/webhooks");
  for (const text of [
    "https://example.com/hook?a=1&amp;b=2",
    "invoice.paid",
    "customer.created",
    "Enabled",
  ]) {
    assert.ok(list.text.includes(text), text);
  }
  assert.equal(list.text.includes(secret), false);
  const after = await send(world, `/test/webhooks/${String(endpoint?.id)}/delete`);
  assert.ok(after.text.includes("The endpoint was deleted."));
  assert.deepEqual(await endpointsOf(world), []);
  assert.equal((await send(world, `/test/webhooks/${String(endpoint?.id)}/delete`)).status, 404);
});

test("webhooks page · says why an endpoint is refused and keeps what was typed", async () => {
  await using world = await createWorld({ alone: true });
  const answer = await send(world, "/test/webhooks", {
    url: "http://localhost:1/hook",
    events: "invoice.paid",
  });
  assert.equal(answer.status, 400);
  assert.ok(answer.text.includes("URL must be publicly accessible"));
  assert.ok(answer.text.includes('value="http://localhost:1/hook"'));
  assert.ok(answer.text.includes('value="invoice.paid"'));
  assert.deepEqual(await endpointsOf(world), []);
});

test("webhooks page · sends a test event for real, and shows the answer as text", async () => {
  await using world = await createWorld({ alone: true, allowLocalWebhooks: true });
  let signature = "";
  const server = createServer((request, response) => {
    signature = String(request.headers["stripe-signature"]);
    request.resume().on("end", () => response.writeHead(418).end("<b>no</b>"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  await send(world, "/test/webhooks", { url: `http://127.0.0.1:${port}/hook`, events: "invoice.paid" });
  const [endpoint] = await endpointsOf(world);
  const sent = await send(world, `/test/webhooks/${String(endpoint?.id)}/test`);
  server.close();
  assert.match(signature, /^t=\d+,v1=[0-9a-f]{64},v0=/);
  assert.ok(sent.text.includes("the answer was 418"));
  assert.ok(sent.text.includes("&lt;b&gt;no&lt;/b&gt;"));
  const [event] = dataOf(await world.ask("/v1/events?limit=1"));
  assert.equal(event?.type, "invoice.paid");
});

test("webhooks page · keeps modes and accounts apart", async () => {
  await using world = await createWorld({ alone: true });
  const other = world.stripe.createAccount({ name: "Second Ltd.", customers: 1 });
  await send(world, "/test/webhooks", { url: "https://example.com/hook", events: "*" });
  for (const path of ["/webhooks", `/test/webhooks?account=${other.id}`]) {
    assert.ok((await world.ask(path)).text.includes("There are none yet."), path);
  }
  const [endpoint] = await endpointsOf(world);
  assert.equal((await send(world, `/webhooks/${String(endpoint?.id)}/delete`)).status, 404);
  assert.equal((await world.ask("/test/webhooks?account=acct_x")).status, 404);
});

for (const mode of ["test", "live"] as const) {
  test(`keys page · every account has a publishable key to copy and a secret key to reveal, ${mode}`, async () => {
    await using world = await createWorld({ alone: true });
    const { id: account } = world.stripe.createAccount({ name: "Second Ltd.", customers: 1 });
    const root = mode === "test" ? "/test/apikeys" : "/apikeys";
    const page = await world.ask(`${root}?account=${account}`);
    const publishable = new RegExp(`pk_${mode}_51\\w+`).exec(page.text)?.[0] ?? "";
    assert.equal(publishable.length, 107);
    assert.equal(new RegExp(`sk_${mode}_\\w{8,}`).test(page.text), false);
    const reveal = new RegExp(`${root}/mk_\\w+/reveal`).exec(page.text)?.[0] ?? "";
    const shown = await send(world, reveal);
    const secret = new RegExp(`value="(sk_${mode}_[^"]+)"`).exec(shown.text)?.[1] ?? "";
    assert.equal((await world.ask("/v1/customers", { key: secret })).status, 200);
    const refused = await world.ask("/v1/customers", { key: publishable });
    assert.equal(refused.status, 401);
    assert.match(refused.text, /secret_key_required/);
    const again = await world.ask(`${root}?account=${account}`);
    assert.ok(again.text.includes(publishable));
  });
}

test("keys page · reveals no restricted key", async () => {
  await using world = await createWorld({ alone: true });
  const { id } = world.keyWith("customer_read");
  assert.equal((await send(world, `/test/apikeys/${id}/reveal`)).status, 404);
});

test("create page · offers the whole Connect section as a row", async () => {
  await using world = await createWorld({ alone: true });
  const page = await world.ask("/test/apikeys/create?permissions[]=rak_bucket_connect_read");
  assert.match(page.text, /name="level:bucket_connect" value="read" checked/);
});
