/**
 * @module What counts as Stripe's verdict, and what does not, down to answers that Stripe never gives.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readTrace, type StripeAnswer } from "../../../worker/stripe/answers.ts";
import { createStripeClient, type StripeCall } from "../../../worker/stripe/client.ts";
import {
  ABSENT,
  createFakeStripe,
  FORBIDDEN,
  KEY_INVALID,
  list,
  stripeError,
  type Reply,
} from "./fake-stripe.ts";

/** What one call that is answered so comes to, after its retries. */
async function read(reply: Reply, call: Partial<StripeCall> = {}): Promise<StripeAnswer & { asked: number }> {
  const { options, sent } = createFakeStripe(() => reply);
  const allowed = new Set(["GET /v1/customers"]);
  const ask = createStripeClient({ ...options, allowed });
  const answer = await ask({ method: "GET", path: "/v1/customers", object: "list", ...call } as StripeCall); // a read
  return { ...answer, asked: sent.length };
}

const tell = (answer: StripeAnswer): string => {
  if (answer.outcome === "refused") return answer.code;
  return answer.outcome === "silent" ? answer.reason : answer.outcome;
};

const REQUIRED = "does not have the required permissions for this endpoint";
const VERDICTS: readonly (readonly [what: string, reply: Reply, verdict: string])[] = [
  ["an invalid key", KEY_INVALID, "key_rejected"],
  ["no key", stripeError(401, { message: "You did not provide an API key. You need to …" }), "key_rejected"],
  ["an expired key", stripeError(401, { message: "Expired API Key provided: rk_test_***" }), "key_expired"],
  ["an expired key by its code", stripeError(401, { code: "api_key_expired" }), "key_expired"],
  ["an expired platform key", stripeError(401, { code: "platform_api_key_expired" }), "key_expired"],
  ["a publishable key", stripeError(401, { code: "secret_key_required" }), "key_rejected"],
  [
    "another address",
    stripeError(401, {
      message: "The API key provided does not allow requests from your IP address (1.2.3.4).",
    }),
    "key_ip_restricted",
  ],
  ["revoked access", stripeError(403, { code: "account_invalid" }), "access_revoked"],
  ["a permission by its code", stripeError(403, { code: "more_permissions_required" }), "forbidden"],
  [
    "an app's permission",
    stripeError(403, { code: "more_permissions_required_for_application" }),
    "forbidden",
  ],
  ["a permission by its text", stripeError(403, { message: `The key ${REQUIRED} on …` }), "forbidden"],
  ["a bare text", stripeError(403, { message: `The provided key '…' ${REQUIRED}.` }), "forbidden"],
  [
    "no Connect permissions",
    stripeError(403, { message: "You passed … the key does not have any Connect permissions." }),
    "forbidden",
  ],
  ["an object that is not there", ABSENT, "absent"],
  ["a rate limit", stripeError(429, { code: "rate_limit" }), "busy"],
  ["a lock", stripeError(409, { code: "idempotency_key_in_use" }), "busy"],
  ["an outage", stripeError(500, { type: "api_error" }), "down"],
  ["a bad request", stripeError(400, { message: "no" }), "unexpected"],
  ["a declined payment", stripeError(402, { type: "card_error" }), "unexpected"],
  [
    "an unknown address",
    stripeError(404, { message: "Unrecognized request URL (GET: /v1/x)." }),
    "unexpected",
  ],
];
// At the same time: most of it is pauses between attempts.
describe("Stripe's answers", { concurrency: true }, () => {
  for (const [what, reply, verdict] of VERDICTS) {
    test(`answer · ${what} is ${verdict}`, async () => {
      const answer = await read(reply);
      assert.equal(tell(answer), verdict);
      assert.equal(answer.asked, ["busy", "down"].includes(verdict) ? 3 : 1);
    });
  }

  /** What a proxy, a firewall or a page in between might say. */
  const NOT_STRIPES: readonly unknown[] = [
    { error: "unauthorized" },
    { error: "Forbidden" },
    { error: { code: 1020 } },
    { error: [] },
    { error: [{ type: "invalid_request_error" }] },
    { error: true },
    { error: 7 },
    { error: null },
    { error: {} },
    { error: { message: "The application is under review" } },
    { error: { type: "invalid_request_error", message: "The application is under review" } },
    { error: { type: "invalid_request_error", code: "not_a_code_of_this" } },
    { error: { type: "invalid_request_error", code: "constructor" } },
    { error: { type: "api_error", code: "resource_missing" } },
    { error: { code: "resource_missing" } },
    { error: { code: "more_permissions_required" } },
    { error: { code: "api_key_expired" } },
    { error: { message: 7, code: {} } },
    { error: { message: { toString: 5 } } },
    { error: { type: [] } },
    { message: "No API key found in request" },
    { object: "list", data: [] },
  ];
  for (const status of [401, 403, 404]) {
    test(`answer · a ${status} that is not of Stripe's shape, code or text is no verdict`, async () => {
      const answers = await Promise.all(NOT_STRIPES.map((body) => read({ status, body })));
      answers.forEach((answer, index) => {
        assert.ok(["unexpected", "down"].includes(tell(answer)), JSON.stringify(NOT_STRIPES[index]));
      });
    });
  }

  test("answer · a 200 counts only with the object that was asked for", async () => {
    assert.equal(tell(await read(list())), "answered");
    for (const body of [
      {},
      { object: "account" },
      { object: "list" },
      { object: "list", data: {} },
      { data: [] },
    ]) {
      assert.equal(tell(await read({ status: 200, body })), "down", JSON.stringify(body));
    }
    assert.equal(tell(await read(list(), { object: "balance" })), "down");
  });

  test("answer · an object under any status but 200 grants nothing", async () => {
    for (const status of [201, 302, 400, 403, 500]) {
      assert.equal((await read({ ...list(), status })).outcome, "silent", String(status));
    }
  });

  test("answer · passes on Stripe's code and request id", async () => {
    const reply = { ...stripeError(400, { code: "amount_too_small" }), headers: { "Request-Id": "req_1aB" } };
    const { asked: _, ...answer } = await read(reply);
    const stripe = { status: 400, code: "amount_too_small", request_id: "req_1aB" };
    assert.deepEqual(answer, { outcome: "silent", reason: "unexpected", stripe });
  });

  test("answer · of every kind has its status and Stripe's request id, if that is one", async () => {
    const replies = [list(), ABSENT, FORBIDDEN, KEY_INVALID, { status: 200, body: "<html>" }, list(7)];
    for (const reply of [...replies, { status: 403, body: { error: "Forbidden" } }]) {
      const { status } = reply;
      for (const [id, shown] of [
        ["req_1aB", { request_id: "req_1aB" }],
        ["req_<1>", {}],
        [`req_${"a".repeat(65)}`, {}],
      ] as const) {
        const trace = readTrace(await read({ ...reply, headers: { "Request-Id": id } }));
        const { code: _, ...told } = trace ?? {};
        assert.deepEqual(told, { status, ...shown }, JSON.stringify(reply));
      }
    }
  });

  test("answer · a code or request id that holds a key, or is no plain word, is not passed on", async () => {
    const key = `rk_test_${"aB3".repeat(10)}`;
    for (const code of [
      key,
      key.toLowerCase(),
      `rk_test_${"a".repeat(30)}`,
      `x${key}`,
      `code_${key}`,
      "Not a code",
      "x".repeat(99),
    ]) {
      const id = `req_${code}`;
      const answer = await read({ ...stripeError(400, { code }), headers: { "Request-Id": id } });
      assert.deepEqual(answer.outcome === "silent" && answer.stripe, { status: 400 }, code);
      const bare = await read({ ...stripeError(400, {}), headers: { "Request-Id": code } });
      assert.deepEqual(bare.outcome === "silent" && bare.stripe, { status: 400 }, code);
    }
  });
});
