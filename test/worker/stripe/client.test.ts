/**
 * @module How Stripe is asked: allowed calls alone, bounded in size and time, repeated only where that is harmless.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createStripeClient, type StripeCall } from "../../../worker/stripe/client.ts";
import { createFakeStripe, list, stripeError, type Answer } from "./fake-stripe.ts";

const READ: StripeCall = { method: "GET", path: "/v1/customers?limit=1", object: "list" };
const CHANGE: StripeCall = {
  method: "POST",
  path: "/v1/things/t_1",
  object: "thing",
  params: {},
  intent: null,
};
const CREATE: StripeCall = {
  method: "POST",
  path: "/v1/things",
  object: "thing",
  params: {},
  intent: "my-intent",
};
const THING = { status: 200, body: { object: "thing" } };
const DOWN = { outcome: "silent", reason: "down", stripe: null };
const down = (status: number) => ({ ...DOWN, stripe: { status } });
const BROKEN = stripeError(500, { type: "api_error", message: "Sorry, something went wrong." });

function createClient(answer: Answer, changes: { fetch?: typeof fetch; deadlineMs?: number } = {}) {
  const { options, sent } = createFakeStripe(answer);
  const allowed = new Set(["GET /v1/customers", "POST /v1/things/t_1", "POST /v1/things"]);
  return { ask: createStripeClient({ ...options, allowed, ...changes }), sent };
}

// At the same time: most of it is pauses between attempts.
describe("asking Stripe", { concurrency: true }, () => {
  test("client · throws at a call that is not allowed, before anything is sent", async () => {
    const { ask, sent } = createClient(() => list());
    for (const [method, path] of [
      ["POST", "/v1/customers"],
      ["DELETE", "/v1/customers"],
      ["GET", "/v1/charges"],
      ["GET", "/v1/customers/cus_1"],
      ["GET", "/v1/customers/../charges"],
    ] as const) {
      const call = { method, path, object: "list", params: {}, intent: null };
      await assert.rejects(ask(call), /^Error: Not allowed/, `${method} ${path}`);
    }
    assert.deepEqual(sent, []);
  });

  test("client · a bug of our own is thrown as it is, and never reads as no answer from Stripe", async () => {
    const broken: typeof fetch = () => {
      throw new TypeError("Illegal invocation");
    };
    await assert.rejects(createClient(() => list(), { fetch: broken }).ask(READ), TypeError);
    const half = async () => ({ status: 200, body: new Response("{}").body }) as Response; // as only a bug could hand us
    await assert.rejects(createClient(() => list(), { fetch: half }).ask(READ), TypeError);
  });

  test("client · a broken connection is no answer, and is retried within the bound", async () => {
    let asked = 0;
    const away: typeof fetch = async () => {
      asked += 1;
      throw new TypeError("fetch failed");
    };
    assert.deepEqual(await createClient(() => list(), { fetch: away }).ask(READ), DOWN);
    assert.equal(asked, 3);
  });

  for (const [what, body] of [
    ["a text", '"ok"'],
    ["a number", "7"],
    ["true", "true"],
    ["null", "null"],
    ["a list", "[]"],
    ["nothing", ""],
    ["a page", "<html>"],
    ["a body cut in the middle", '{"object":"list","da'],
  ] as const) {
    test(`client · an answer that is ${what} is no answer, whatever its status`, async () => {
      for (const status of [200, 403]) {
        const { ask, sent } = createClient(() => ({ status, body }));
        assert.deepEqual(await ask(READ), down(status));
        assert.equal(sent.length, 3);
      }
    });
  }

  test("client · an attempt that never settles ends at its deadline, even if it ignores the abort", async () => {
    const never: typeof fetch = () => new Promise(() => undefined);
    const { ask } = createClient(() => list(), { fetch: never, deadlineMs: 260 });
    assert.deepEqual(await ask(READ), DOWN);
  });

  test("client · what there is no time for is not sent, and said to be unsent", async () => {
    const { ask, sent } = createClient(() => list(), { deadlineMs: 0 });
    assert.deepEqual(await ask(READ), { ...DOWN, unsent: true });
    assert.deepEqual(sent, []);
  });

  test("client · a body that trickles ends at the same deadline", async () => {
    const cancelled = Promise.withResolvers<void>();
    const drip: typeof fetch = async () =>
      new Response(new ReadableStream({ cancel: () => cancelled.resolve() }));
    const { ask } = createClient(() => list(), { fetch: drip, deadlineMs: 260 });
    assert.deepEqual(await ask(READ), DOWN);
    await cancelled.promise;
  });

  test("client · an endless answer is cancelled", async () => {
    let cancelled = 0;
    const endless: typeof fetch = async () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
          cancel: () => void (cancelled += 1),
        }),
      );
    assert.deepEqual(await createClient(() => list(), { fetch: endless }).ask(READ), down(200));
    assert.equal(cancelled, 3);
  });

  test("client · follows no redirect with the key, and prints nothing that Stripe says", async () => {
    const redirects: (string | undefined)[] = [];
    const away: typeof fetch = async (_, init) => {
      redirects.push(init?.redirect);
      const headers = { location: "https://evil.example", "stripe-notice": "look here" };
      return Response.json({ object: "list", data: [] }, { status: 302, headers });
    };
    assert.deepEqual(await createClient(() => list(), { fetch: away }).ask(READ), down(302));
    assert.deepEqual(redirects, ["manual", "manual", "manual"]);
  });

  test("client · a change without an intent has a new idempotency key in every attempt", async () => {
    const { ask, sent } = createClient((_, times) => (times < 3 ? BROKEN : THING));
    assert.equal((await ask(CHANGE)).outcome, "answered");
    const keys = sent.map(({ idempotencyKey }) => idempotencyKey);
    assert.equal(new Set(keys).size, 3);
    assert.ok(keys.every((key) => key));
  });

  for (const [what, reply] of [
    ["an error of Stripe's", BROKEN],
    ["a page of something before it", { status: 502, body: "<html>" }],
  ] as const) {
    test(`client · a create is not sent again after a 5xx, which Stripe would only repeat: ${what}`, async () => {
      const { ask, sent } = createClient(() => reply);
      const answer = await ask(CREATE);
      assert.equal(answer.outcome === "silent" && answer.reason, "down");
      assert.deepEqual(
        sent.map(({ idempotencyKey }) => idempotencyKey),
        ["my-intent"],
      );
    });
  }

  for (const [what, reply] of [
    ["a 409", stripeError(409, { code: "idempotency_key_in_use" })],
    ["a 429", stripeError(429, { code: "rate_limit" })],
    ["no connection", null],
  ] as const) {
    test(`client · a create is sent again after ${what}, under the same key`, async () => {
      const { ask, sent } = createClient((_, times) => {
        if (times > 1) return THING;
        if (reply) return reply;
        throw new TypeError("fetch failed");
      });
      assert.equal((await ask(CREATE)).outcome, "answered");
      assert.deepEqual(
        sent.map(({ idempotencyKey }) => idempotencyKey),
        ["my-intent", "my-intent"],
      );
    });
  }
});

test("client · what was answered before the time was over stays the answer", async (context) => {
  let clock = 0;
  context.mock.method(Date, "now", () => clock);
  const { ask, sent } = createClient(() => {
    setTimeout(() => (clock = 12_000), 20); // in the pause before the next attempt
    return { ...BROKEN, headers: { "Request-Id": "req_1aB" } };
  });
  assert.deepEqual(await ask(READ), { ...DOWN, stripe: { status: 500, request_id: "req_1aB" } });
  assert.equal(sent.length, 1);
});
