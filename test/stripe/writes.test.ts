/**
 * @module Writes: customers, subscriptions and webhook endpoints change as Stripe's do, and events are delivered signed.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import Stripe from "stripe";
import { signPayload } from "../../demo/stripe/index.ts";
import { createWorld, dataOf, errorOf, NOW, type Answered, type StripeWorld } from "./world.ts";

const HOOK = "enabled_events[]=invoice.paid&enabled_events[]=customer.created";

async function first(world: StripeWorld, path: string): Promise<Record<string, unknown> & { id: string }> {
  const [object] = dataOf(await world.ask(path));
  assert.ok(object);
  return object;
}

function post(world: StripeWorld, path: string, body: string): Promise<Answered> {
  return world.ask(path, { method: "POST", body });
}

test("customer · metadata merges key by key, emptied values unset, an event tells", async () => {
  await using world = await createWorld();
  const { id, metadata } = await first(world, "/v1/customers?limit=1");
  const changed = await post(world, `/v1/customers/${id}`, "name=Ada&metadata[plan]=pro&phone=");
  assert.deepEqual([changed.status, changed.body.name, changed.body.phone], [200, "Ada", null]);
  assert.deepEqual(changed.body.metadata, { ...(metadata as object), plan: "pro" });
  const unset = await post(world, `/v1/customers/${id}`, "metadata[plan]=");
  assert.deepEqual(unset.body.metadata, metadata);
  const event = await first(world, "/v1/events?type=customer.updated&limit=1");
  assert.equal((event.data as { object: { id: string } }).object.id, id);
});

test("customer · an empty body changes nothing and leaves no event", async () => {
  await using world = await createWorld();
  const { id } = await first(world, "/v1/customers?limit=1");
  const before = world.stripe.snapshot(world.account.id);
  assert.equal((await world.ask(`/v1/customers/${id}`, { method: "POST" })).status, 200);
  assert.equal(world.stripe.snapshot(world.account.id), before);
});

test("subscription · can be set to end with its period, and back", async () => {
  await using world = await createWorld();
  const { id } = await first(world, "/v1/subscriptions?status=past_due&limit=1");
  const path = `/v1/subscriptions/${id}`;
  assert.equal((await post(world, path, "cancel_at_period_end=true")).body.cancel_at_period_end, true);
  assert.equal((await post(world, path, "cancel_at_period_end=false")).body.cancel_at_period_end, false);
  assert.equal((await post(world, path, "cancel_at_period_end=perhaps")).status, 400);
});

test("subscription · canceling answers with it, canceled, and tells customer.subscription.deleted", async () => {
  await using world = await createWorld();
  const { id } = await first(world, "/v1/subscriptions?limit=1");
  const { body } = await world.ask(`/v1/subscriptions/${id}`, { method: "DELETE" });
  assert.deepEqual([body.id, body.status, body.ended_at], [id, "canceled", NOW]);
  const event = await first(world, "/v1/events?limit=1");
  assert.equal(event.type, "customer.subscription.deleted");
});

test("webhook endpoint · shows its secret when it is created and never again (stripe-node)", async () => {
  await using world = await createWorld();
  const made = await post(world, "/v1/webhook_endpoints", `url=https://example.com/hook&${HOOK}`);
  assert.equal(made.status, 200);
  assert.match(String(made.body.secret), /^whsec_[A-Za-z0-9]{32}$/);
  assert.deepEqual(made.body.enabled_events, ["invoice.paid", "customer.created"]);
  const path = `/v1/webhook_endpoints/${String(made.body.id)}`;
  assert.equal("secret" in (await world.ask(path)).body, false);
  assert.equal(world.stripe.snapshot(world.account.id).includes(String(made.body.secret)), false);
  assert.equal((await post(world, path, "disabled=true")).body.status, "disabled");
  const gone = await world.ask(path, { method: "DELETE" });
  assert.deepEqual(gone.body, { id: made.body.id, object: "webhook_endpoint", deleted: true });
  assert.equal((await world.ask(path)).status, 404);
});

test("webhook endpoint · must have a url and events", async () => {
  await using world = await createWorld();
  const answer = await post(world, "/v1/webhook_endpoints", "url=https://example.com/hook");
  assert.deepEqual([answer.status, errorOf(answer).param], [400, "enabled_events"]);
});

test("webhook endpoint · on this machine is refused, unless that is allowed (five captures)", async () => {
  const body = `url=http://localhost:8787/hook&${HOOK}`;
  await using strict = await createWorld();
  const refused = await post(strict, "/v1/webhook_endpoints", body);
  assert.equal(refused.status, 400);
  assert.match(
    errorOf(refused).message ?? "",
    /^Invalid URL: URL must be publicly accessible\. Consider using a tool like the Stripe CLI to test webhooks locally/,
  );
  await using lenient = await createWorld({ allowLocalWebhooks: true });
  assert.equal((await post(lenient, "/v1/webhook_endpoints", body)).status, 200);
});

interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: { body: string; signature: string }[];
}

async function listen(): Promise<Receiver> {
  const received: { body: string; signature: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      received.push({ body, signature: String(request.headers["stripe-signature"]) });
      response.writeHead(200).end("thank you");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function createEndpoint(world: StripeWorld, url: string, more = ""): Promise<Record<string, unknown>> {
  const body = `url=${encodeURIComponent(url)}&enabled_events[]=customer.created${more}`;
  return (await world.ask("/v1/webhook_endpoints", { method: "POST", body })).body;
}

const webhooks = new Stripe("sk_test_x").webhooks;
const verify = (one: { body: string; signature: string } | undefined, secret: unknown) =>
  webhooks.constructEventAsync(
    one?.body ?? "",
    one?.signature ?? "",
    String(secret),
    undefined,
    undefined,
    NOW * 1000,
  );

test("delivery · reaches the endpoint that asked for the type, with a signature stripe-node accepts", async () => {
  await using world = await createWorld({ allowLocalWebhooks: true });
  await using receiver = await listen();
  const endpoint = await createEndpoint(world, receiver.url, "&api_version=2025-03-31.basil");
  const { stripe, account } = world;
  const [sent, ...others] = await stripe.sendEvent(account.id, "test", { type: "customer.created" });
  assert.deepEqual([sent?.status, sent?.text, others], [200, "thank you", []]);
  assert.deepEqual(await stripe.sendEvent(account.id, "test", { type: "invoice.paid" }), []);
  assert.deepEqual(await stripe.sendEvent(account.id, "live", { type: "customer.created" }), []);
  const event = await verify(receiver.received[0], endpoint.secret);
  assert.deepEqual(
    [event.id, event.type, event.livemode, event.api_version],
    [sent?.event, "customer.created", false, "2025-03-31.basil"],
  );
  const types = dataOf(await world.ask("/v1/events?limit=2")).map(({ type }) => type);
  assert.deepEqual(types, ["invoice.paid", "customer.created"]);
});

test("delivery · a disabled endpoint receives nothing", async () => {
  await using world = await createWorld({ allowLocalWebhooks: true });
  await using receiver = await listen();
  const { id } = await createEndpoint(world, receiver.url);
  await world.ask(`/v1/webhook_endpoints/${String(id)}`, { method: "POST", body: "disabled=true" });
  assert.deepEqual(await world.stripe.sendEvent(world.account.id, "test", { type: "customer.created" }), []);
});

test("signature · v0 is only on test events, and a rolled secret signs twice (docs.stripe.com/webhooks)", async () => {
  const body = JSON.stringify({ id: "evt_1", object: "event" });
  const secrets = ["whsec_one", "whsec_two"];
  const sign = (mode: "test" | "live") => signPayload(body, secrets, NOW, mode);
  const schemes = (["test", "live"] as const).map((mode) =>
    sign(mode)
      .split(",")
      .map((part) => part.split("=")[0]),
  );
  assert.deepEqual(schemes, [
    ["t", "v1", "v1", "v0"],
    ["t", "v1", "v1"],
  ]);
  for (const secret of secrets) await verify({ body, signature: sign("live") }, secret);
});

test("delivery · to a pasted address is signed with its secret, and nobody at home is no answer", async () => {
  await using world = await createWorld();
  await using receiver = await listen();
  const draft = { type: "invoice.paid", mode: "live" } as const;
  const sent = await world.stripe.sendTo(receiver.url, "whsec_one", draft);
  assert.equal(sent.status, 200);
  assert.equal((await verify(receiver.received[0], "whsec_one")).livemode, true);
  await assert.rejects(verify(receiver.received[0], "whsec_other"), {
    type: "StripeSignatureVerificationError",
  });
  const unheard = await world.stripe.sendTo("http://127.0.0.1:1/hook", "whsec_one", draft);
  assert.equal(unheard.status, null);
});

test("endpoint · an account has at most sixteen a mode, and the 17th is a 400 without a code (docs.stripe.com/webhooks; captures in Lago and PostHog)", async () => {
  await using world = await createWorld();
  const ids: unknown[] = [];
  for (let count = 0; count < 16; count += 1) {
    ids.unshift((await createEndpoint(world, "https://example.com/hook")).id);
  }
  const refused = await post(world, "/v1/webhook_endpoints", `url=https://example.com/hook&${HOOK}`);
  assert.equal(refused.status, 400);
  const { request_log_url, ...error } = errorOf(refused);
  assert.ok(request_log_url);
  assert.deepEqual(error, {
    message: "You have reached the maximum of 16 test webhook endpoints.",
    type: "invalid_request_error",
  });
  const { key } = world.stripe.createKey({ account: world.account.id, mode: "live", kind: "secret" });
  const live = await world.ask("/v1/webhook_endpoints", {
    method: "POST",
    key,
    body: `url=https://example.com/hook&${HOOK}`,
  });
  assert.equal(live.status, 200);
  const list = await world.ask("/v1/webhook_endpoints?limit=3");
  assert.deepEqual(
    dataOf(list).map(({ id }) => id),
    ids.slice(0, 3),
  );
  assert.equal(list.body.has_more, true);
});

test("endpoint · its version is checked, chosen once, and told with description and metadata", async () => {
  await using world = await createWorld();
  const wrong = await createEndpoint(world, "https://example.com/hook", "&api_version=yesterday");
  assert.match(JSON.stringify(wrong), /Invalid Stripe API version: yesterday/);
  const more = "&api_version=2026-10-28.endive&description=Ours&metadata[app]=a";
  const made = await createEndpoint(world, "https://example.com/hook", more);
  assert.deepEqual(
    [made.api_version, made.description, made.metadata],
    ["2026-10-28.endive", "Ours", { app: "a" }],
  );
  const path = `/v1/webhook_endpoints/${String(made.id)}`;
  const later = await world.ask(path, { method: "POST", body: "api_version=2026-10-28.endive" });
  assert.deepEqual([later.status, errorOf(later).code], [400, "parameter_unknown"]);
});
