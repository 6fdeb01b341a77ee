/**
 * @module Writes: customers, subscriptions and webhook endpoints change as Stripe's do, and leave events.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
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
