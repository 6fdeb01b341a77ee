/**
 * @module Headers, limits and idempotency keys: what surrounds every answer.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { RateLimits } from "../../demo/stripe/requests.ts";
import { startLocalStripe } from "../../demo/stripe/index.ts";
import { createWorld, errorOf } from "./world.ts";

test("headers · every answer has those of a real one (capture of March 2026)", async () => {
  await using world = await createWorld();
  for (const path of ["/v1/customers", "/v1/customers/cus_x", "/v1/nothing", "/v1/customers?x=1"]) {
    const { headers } = await world.ask(path);
    assert.match(headers.get("request-id") ?? "", /^req_[A-Za-z0-9]{14}$/);
    const expected = {
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
      "access-control-max-age": "300",
      "cache-control": "no-cache, no-store",
      "content-type": "application/json",
      server: "nginx",
      "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
      "stripe-should-retry": "false",
      "stripe-version": "2026-10-28.endive",
      vary: "Origin",
      "x-stripe-priority-routing-enabled": "true",
      "x-stripe-routing-context-priority-tier": "api-testmode",
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(headers.get(name), value, name);
  }
});

test("headers · the version is the one that was asked for, and live keys have a tier of their own", async () => {
  await using world = await createWorld();
  const { key } = world.stripe.createKey({ account: world.account.id, mode: "live", kind: "secret" });
  const { headers } = await world.ask("/v1/customers", {
    key,
    headers: { "stripe-version": "2025-03-31.basil" },
  });
  assert.equal(headers.get("stripe-version"), "2025-03-31.basil");
  assert.equal(headers.get("x-stripe-routing-context-priority-tier"), "livemode-critical");
});

test("log link · names account, mode and this request, but never on a 401 (captures)", async () => {
  await using world = await createWorld();
  const missing = await world.ask("/v1/customers/cus_x");
  assert.equal(
    errorOf(missing).request_log_url,
    `${world.stripe.url}/${world.account.id}/test/workbench/logs?object=${missing.headers.get("request-id")}`,
  );
  assert.equal(errorOf(await world.ask("/v1/customers", { key: "nonsense" })).request_log_url, undefined);
});

test("limits · test mode takes 25 a second and live mode 100, per account (docs.stripe.com/rate-limits)", () => {
  const limits = new RateLimits();
  for (const [mode, limit] of [
    ["test", 25],
    ["live", 100],
  ] as const) {
    const take = (account: string, at: number) => limits.consume(account, mode, `GET /${at % 5}`, at);
    for (let taken = 0; taken < limit; taken++) assert.equal(take("acct_1", taken), null);
    assert.equal(take("acct_1", limit), "global-rate");
    assert.equal(take("acct_2", limit), null);
    assert.equal(take("acct_1", 999), "global-rate");
    assert.equal(take("acct_1", 1000), null);
  }
});

test("limits · are 25 requests a second for each endpoint, whatever its ids (docs.stripe.com/rate-limits)", async () => {
  await using world = await createWorld();
  const { key } = world.stripe.createKey({ account: world.account.id, mode: "live", kind: "secret" });
  world.stripe.setRateLimits(true);
  const paths = Array.from({ length: 30 }, (_, index) => `/v1/customers/cus_${index}`);
  const answers = await Promise.all(paths.map((path) => world.ask(path, { key })));
  const reasons = answers.map(({ headers }) => headers.get("stripe-rate-limited-reason"));
  assert.ok(reasons.includes("endpoint-rate"));
  assert.equal((await world.ask("/v1/charges?limit=1", { key })).status, 200);
});

test("limits · one too many gets a 429 with its reason, no Retry-After and nothing about retrying (docs)", async () => {
  await using world = await createWorld();
  world.stripe.setRateLimits(true);
  const answers = await Promise.all(Array.from({ length: 60 }, () => world.ask("/v1/balance")));
  const limited = answers.filter(({ status }) => status === 429);
  const [first] = limited;
  assert.ok(first && limited.length < 60);
  assert.equal(first.headers.get("stripe-rate-limited-reason"), "global-rate");
  assert.equal(first.headers.get("retry-after"), null);
  assert.equal(first.headers.get("stripe-should-retry"), null);
  const { request_log_url, ...error } = errorOf(first);
  assert.ok(request_log_url);
  assert.deepEqual(error, {
    code: "rate_limit",
    doc_url: "https://stripe.com/docs/error-codes/rate-limit",
    message:
      "Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.",
    type: "invalid_request_error",
  });
});

const POST = { method: "POST", body: "metadata[step]=1" } as const;

async function firstCustomer(world: Awaited<ReturnType<typeof createWorld>>): Promise<string> {
  const { body } = await world.ask("/v1/customers?limit=1");
  return `/v1/customers/${(body.data as { id: string }[])[0]?.id}`;
}

test("idempotency · the same key and parameters get the same answer, done once (Stripe's API reference)", async () => {
  await using world = await createWorld();
  const path = await firstCustomer(world);
  const headers = { "idempotency-key": "step-1" };
  const first = await world.ask(path, { ...POST, headers });
  const done = world.stripe.snapshot(world.account.id);
  const again = await world.ask(path, { ...POST, headers });
  assert.equal(again.text, first.text);
  assert.equal(world.stripe.snapshot(world.account.id), done);
  assert.equal(first.headers.get("idempotent-replayed"), null);
  assert.equal(again.headers.get("idempotent-replayed"), "true");
  assert.equal(again.headers.get("idempotency-key"), "step-1");
  assert.equal(again.headers.get("original-request"), first.headers.get("request-id"));
});

test("idempotency · the same key with other parameters is a 400 idempotency_error (captures)", async () => {
  await using world = await createWorld();
  const path = await firstCustomer(world);
  const headers = { "idempotency-key": "step-1" };
  await world.ask(path, { ...POST, headers });
  const other = await world.ask(path, { ...POST, body: "metadata[step]=2", headers });
  assert.equal(other.status, 400);
  assert.equal(errorOf(other).type, "idempotency_error");
  assert.equal(
    errorOf(other).message,
    "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'step-1' if you meant to execute a different request.",
  );
});

test("idempotency · a key still in use is a 409 (third-party reports)", async () => {
  await using world = await createWorld();
  const path = await firstCustomer(world);
  world.stripe.setLatency(100);
  const headers = { "idempotency-key": "step-1" };
  const answers = await Promise.all([
    world.ask(path, { ...POST, headers }),
    world.ask(path, { ...POST, headers }),
  ]);
  const refused = answers.find(({ status }) => status === 409);
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409]);
  assert.equal(refused && errorOf(refused).code, "idempotency_key_in_use");
});

test("idempotency · a refusal of form or permission leaves the key free", async () => {
  await using world = await createWorld();
  const path = await firstCustomer(world);
  const headers = { "idempotency-key": "step-1" };
  assert.equal((await world.ask(path, { ...POST, body: "nonsense=1", headers })).status, 400);
  assert.equal((await world.ask(path, { ...POST, headers })).status, 200);
});

test("idempotency · the first result is stored and repeated, a 500 too, and nothing is done (docs.stripe.com/api/idempotent_requests)", async () => {
  await using world = await createWorld();
  const path = await firstCustomer(world);
  const before = world.stripe.snapshot(world.account.id);
  world.stripe.setFault({ kind: "error_500" }, { method: "POST", times: 1 });
  const failed = await world.ask(path, { ...POST, headers: { "idempotency-key": "step-1" } });
  const again = await world.ask(path, { ...POST, headers: { "idempotency-key": "step-1" } });
  assert.deepEqual([failed.status, again.status, again.text], [500, 500, failed.text]);
  assert.equal(again.headers.get("idempotent-replayed"), "true");
  assert.equal(world.stripe.snapshot(world.account.id), before);
  assert.equal((await world.ask(path, { ...POST, headers: { "idempotency-key": "step-2" } })).status, 200);
});

test("idempotency · a 401, a 403 and a 429 store nothing (docs.stripe.com/error-low-level)", async () => {
  await using world = await createWorld();
  const path = await firstCustomer(world);
  const headers = { "idempotency-key": "step-1" };
  const reader = world.keyWith("customer_read").key;
  assert.equal((await world.ask(path, { ...POST, headers, key: null })).status, 401);
  assert.equal((await world.ask(path, { ...POST, headers, key: reader })).status, 403);
  for (const fault of [{ kind: "lock_timeout" }, { kind: "rate_limit", reason: null }] as const) {
    world.stripe.setFault(fault, { times: 1 });
    assert.equal((await world.ask(path, { ...POST, headers })).status, 429);
  }
  assert.equal((await world.ask(path, { ...POST, headers })).status, 200);
});

test("idempotency · keys have at most 255 characters", async () => {
  await using world = await createWorld();
  const headers = { "idempotency-key": "k".repeat(256) };
  assert.equal((await world.ask(await firstCustomer(world), { ...POST, headers })).status, 400);
});

test("recorded requests · say who asked for what and how it ended, and hold no key", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read");
  await world.ask(`/v1/customers?limit=1&email=${key}`, { key });
  await world.ask("/v1/customers", { key: "nobody" });
  const [first, second] = world.stripe.requests;
  assert.deepEqual(
    [first?.method, first?.path, first?.status, first?.keyId],
    ["GET", "/v1/customers", 200, id],
  );
  assert.deepEqual([second?.status, second?.keyId], [401, null]);
  assert.equal(JSON.stringify(world.stripe.requests).includes(key), false);
  world.stripe.clearRequests();
  assert.deepEqual([...world.stripe.requests], []);
});

test("port · is the wanted one, or the next that is free, on this machine only", async () => {
  const first = await startLocalStripe({ port: 0 });
  const { port, hostname } = new URL(first.url);
  const second = await startLocalStripe({ port: Number(port) });
  assert.equal(hostname, "127.0.0.1");
  assert.ok(Number(new URL(second.url).port) > Number(port));
  await Promise.all([first.close(), second.close()]);
});

test("concurrency · of a caller that keeps six open has a peak of six (Workers' limit of connections)", async () => {
  await using world = await createWorld();
  world.stripe.setLatency(20);
  for (let wave = 0; wave < 2; wave += 1) {
    await Promise.all(Array.from({ length: 6 }, () => world.ask("/v1/balance")));
  }
  assert.equal(world.stripe.peakConcurrency, 6);
});

test("concurrency · its peak counts requests under way at once, since the last clearing", async () => {
  await using world = await createWorld();
  world.stripe.setLatency(50);
  await Promise.all(Array.from({ length: 40 }, () => world.ask("/v1/balance")));
  assert.equal(world.stripe.peakConcurrency, 40);
  world.stripe.setLatency(0);
  world.stripe.clearRequests();
  await world.ask("/v1/balance");
  assert.ok(world.stripe.peakConcurrency < 40);
});
