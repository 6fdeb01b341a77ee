/**
 * @module Stripe's own client, stripe-node, works against the local Stripe and raises its usual errors.
 */

import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import Stripe from "stripe";
import { createWorld, type StripeWorld } from "./world.ts";

process.env["STRIPE_SUPPRESS_NOTICES"] = "true"; // or stripe-node writes the header to the console

function clientOf(world: StripeWorld, key = world.secret): Stripe {
  const { hostname, port } = new URL(world.stripe.url);
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: "http",
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(),
  });
}

async function errorFrom(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("no error was raised");
}

test("stripe-node · lists, retrieves and pages by itself", async () => {
  await using world = await createWorld({ customers: 130 });
  const client = clientOf(world);
  const seen = new Set<string>();
  for await (const customer of client.customers.list({ limit: 50 })) seen.add(customer.id);
  assert.equal(seen.size, 130);
  assert.deepEqual(
    world.stripe.requests.map(({ query }) => query.includes("starting_after")),
    [false, true, true],
  );
  const [first] = (await client.invoices.list({ created: { gte: 0 }, limit: 1 })).data;
  assert.equal((await client.invoices.retrieve(first?.id ?? "")).id, first?.id);
});

test("stripe-node · reads today's shapes: periods on items, decimals, coupons behind discounts", async () => {
  await using world = await createWorld();
  const { data } = await clientOf(world).subscriptions.list({
    status: "all",
    limit: 100,
    expand: ["data.discounts.source.coupon", "data.items.data.price.product"],
  });
  const item = data[0]?.items.data[0];
  assert.ok(item && item.current_period_end > item.current_period_start);
  assert.equal(Number(item.price.unit_amount_decimal), item.price.unit_amount);
  const coupons = data.flatMap(({ discounts }) =>
    discounts.map((discount) => typeof discount !== "string" && discount.source.coupon),
  );
  assert.ok(coupons.length > 0);
  assert.ok(coupons.every((coupon) => typeof coupon === "object"));
});

test("stripe-node · sends an idempotency key with every write, and the write holds", async () => {
  await using world = await createWorld();
  const client = clientOf(world);
  const [customer] = (await client.customers.list({ limit: 1 })).data;
  const updated = await client.customers.update(customer?.id ?? "", { metadata: { plan: "pro" } });
  assert.equal(updated.metadata.plan, "pro");
  assert.match(world.stripe.requests.at(-1)?.idempotencyKey ?? "", /^stripe-node-retry-/);
});

test("stripe-node · raises the error class of every refusal", async () => {
  await using world = await createWorld();
  const narrow = clientOf(world, world.keyWith("customer_read").key);
  const permission = await errorFrom(narrow.invoices.list());
  assert.ok(permission instanceof Stripe.errors.StripePermissionError);
  assert.deepEqual([permission.statusCode, permission.code], [403, "more_permissions_required"]);
  const missing = await errorFrom(narrow.customers.retrieve("cus_x"));
  assert.ok(missing instanceof Stripe.errors.StripeInvalidRequestError);
  assert.match(missing.requestId ?? "", /^req_/);
  const unknown = await errorFrom(clientOf(world, "rk_test_unknown").customers.list());
  assert.ok(unknown instanceof Stripe.errors.StripeAuthenticationError);
});

test("stripe-node · raises the error class of every trouble", async () => {
  await using world = await createWorld();
  const client = clientOf(world);
  const raised = async (kind: "lock_timeout" | "error_500" | "truncated_json" | "reset_mid_body") => {
    world.stripe.setFault(null);
    world.stripe.setFault({ kind });
    return errorFrom(client.customers.list());
  };
  assert.ok((await raised("lock_timeout")) instanceof Stripe.errors.StripeRateLimitError);
  assert.ok((await raised("error_500")) instanceof Stripe.errors.StripeAPIError);
  assert.ok((await raised("truncated_json")) instanceof Stripe.errors.StripeAPIError);
  assert.ok((await raised("reset_mid_body")) instanceof Stripe.errors.StripeConnectionError);
});

test("stripe-node · retries a lock timeout, because the answer asks for it", async () => {
  await using world = await createWorld();
  world.stripe.setFault({ kind: "lock_timeout" }, { times: 1 });
  const { data } = await clientOf(world).customers.list({ limit: 1 }, { maxNetworkRetries: 1 });
  assert.equal(data.length, 1);
  assert.equal(world.stripe.requests.length, 2);
});

test("stripe-node · does not retry a plain 429", async () => {
  await using world = await createWorld();
  world.stripe.setFault({ kind: "rate_limit", reason: "global-rate" });
  await errorFrom(clientOf(world).customers.list({}, { maxNetworkRetries: 2 }));
  assert.equal(world.stripe.requests.length, 1);
});
