/**
 * @module The Dashboard's webhooks and standard keys: what the pages offer and what their forms do.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { createWorld, dataOf, type Answered, type StripeWorld } from "../world.ts";

function send(world: StripeWorld, path: string, form: Record<string, string> = {}): Promise<Answered> {
  return world.ask(path, { method: "POST", key: null, body: new URLSearchParams(form).toString() });
}

async function endpointsOf(world: StripeWorld) {
  return dataOf(await world.ask("/v1/webhook_endpoints"));
}

test("webhooks page · adds an endpoint, shows its secret once, lists and deletes it", async () => {
  await using world = await createWorld();
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
  await using world = await createWorld();
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
  await using world = await createWorld({ allowLocalWebhooks: true });
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
  await using world = await createWorld();
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
    await using world = await createWorld();
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
    assert.equal((await send(world, reveal)).status, mode === "test" ? 200 : 404);
    const again = await world.ask(`${root}?account=${account}`);
    assert.ok(again.text.includes(publishable));
  });
}

test("keys page · reveals no restricted key", async () => {
  await using world = await createWorld();
  const { id } = world.keyWith("customer_read");
  assert.equal((await send(world, `/test/apikeys/${id}/reveal`)).status, 404);
});

test("create page · offers the whole Connect section as a row", async () => {
  await using world = await createWorld();
  const page = await world.ask("/test/apikeys/create?permissions[]=rak_bucket_connect_read");
  assert.match(page.text, /name="level:bucket_connect" value="read" checked/);
});
