/**
 * @module What the probes prove of a credential, and in how few calls and round trips.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PermissionName } from "../../../shared/permissions.ts";
import type { PermissionRequest } from "../../../shared/profile.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { probeCredential, type ProbeRequest, type Proof } from "../../../worker/stripe/probe.ts";
import {
  ABSENT,
  createFakeStripe,
  FORBIDDEN,
  KEY_INVALID,
  list,
  stripeError,
  type Answer,
  type Reply,
} from "./fake-stripe.ts";

const ACCOUNT: Reply = { status: 200, body: { object: "account", id: "acct_1" } };
const NOW = 1_795_000_000;
const OUTAGE = stripeError(500, { type: "api_error" });

/** A Stripe that grants everything. */
const grant: Answer = (call) => {
  if (call === "GET /v1/account") return ACCOUNT;
  return call.startsWith("POST") ? ABSENT : list();
};

const ask = (access: "read" | "write", ...names: PermissionName[]): PermissionRequest[] =>
  names.map((permission) => ({ permission, access, required: true, why: "To test it." }));

async function probe(answer: Answer, request: Partial<ProbeRequest> = {}) {
  const { options, sent } = createFakeStripe(answer);
  const all = { permissions: PARITYRAIL.permissions, excess: [], endpoints: false, ...request };
  const result = await probeCredential({ ...options, now: () => NOW }, all);
  return { result, sent, calls: sent.map(({ call }) => call) };
}

/** The proof of a key that is usable. */
async function prove(answer: Answer, request: Partial<ProbeRequest> = {}): Promise<Proof> {
  const { result } = await probe(answer, request);
  assert.ok(result.verdict === "usable", result.verdict);
  return result.proof;
}

const statuses = ({ permissions }: Proof): string[] => permissions.map(({ status }) => status);

// At the same time: most of it is pauses between attempts.
describe("probing a key", { concurrency: true }, () => {
  test("probe · one 401 beside answers is asked again, and believed the second time", async () => {
    const once = await probe((call, times) =>
      call === "GET /v1/invoices" && times === 1 ? KEY_INVALID : grant(call, times),
    );
    assert.equal(once.result.verdict, "usable");
    const always = await probe((call, times) =>
      call === "GET /v1/invoices" ? KEY_INVALID : grant(call, times),
    );
    const request = { method: "GET", path: "/v1/invoices", status: 401, request_id: null, at: NOW };
    const refused = { verdict: "refused", code: "key_rejected", stripe: { status: 401 }, request };
    assert.deepEqual(always.result, refused);
    assert.equal(always.calls.filter((call) => call === "GET /v1/invoices").length, 2);
  });

  test("probe · a key that every call rejects is rejected at once", async () => {
    const { result, calls } = await probe(() => KEY_INVALID);
    assert.equal(result.verdict, "refused");
    assert.equal(new Set(calls).size, calls.length);
  });

  test("probe · a key that Stripe knows and grants nothing is powerless", async () => {
    assert.equal((await probe(() => FORBIDDEN)).result.verdict, "powerless");
    const { result } = await probe((call) => (call === "GET /v1/account" ? ACCOUNT : FORBIDDEN));
    assert.equal(result.verdict, "powerless");
  });

  test("probe · what says Forbidden to everything, in words that are not Stripe's, proves nothing", async () => {
    for (const body of [{ error: "Forbidden" }, { error: { code: 1020 } }, { error: [] }]) {
      assert.equal((await probe(() => ({ status: 403, body }))).result.verdict, "silent");
    }
  });

  test("probe · what says 404 to everything is not Stripe, and proves nothing, not even a write", async () => {
    const unrecognized = stripeError(404, { message: "Unrecognized request URL (POST: /v1/customers/x)." });
    for (const reply of [ABSENT, unrecognized, { status: 404, body: {} }]) {
      for (const permissions of [PARITYRAIL.permissions, ask("write", "customers")]) {
        const { result } = await probe(() => reply, { permissions });
        assert.equal(result.verdict, "silent");
      }
    }
  });

  test('probe · only Stripe\'s own "no such object" proves a write', async () => {
    const permissions = ask("write", "coupons");
    const replies: [Reply, string][] = [
      [ABSENT, "granted"],
      [FORBIDDEN, "missing"],
      [stripeError(404, { message: "Unrecognized request URL (POST: /v1/coupons/x)." }), "unchecked"],
      [{ status: 404, body: { error: { code: "resource_missing" } } }, "unchecked"],
      [{ status: 404, body: { message: "no route" } }, "unknown"],
      [{ status: 200, body: { object: "coupon" } }, "unknown"],
    ];
    for (const [reply, status] of replies) {
      const proof = await prove((call, times) => (call.startsWith("POST") ? reply : grant(call, times)), {
        permissions: [...permissions, ...ask("read", "customers")],
      });
      assert.deepEqual(statuses(proof), [status, "granted"], JSON.stringify(reply));
    }
  });

  test("probe · a clear no is not asked again, and is no reason to try again", async () => {
    const { result, calls } = await probe(() => stripeError(400, { message: "no" }));
    assert.deepEqual(result, { verdict: "silent", reason: "unexpected", stripe: { status: 400 } });
    assert.equal(new Set(calls).size, calls.length);
  });

  test("probe · where one call may be asked again, a clear no beside it is not the last word", async () => {
    const { result } = await probe((call) => {
      if (call === "GET /v1/account") return ACCOUNT;
      return call === "GET /v1/customers" ? stripeError(400, {}) : stripeError(409, {});
    });
    assert.equal(result.verdict === "silent" && result.reason, "busy");
  });

  test("probe · a row whose list is not there, or answers otherwise, is not checked", async () => {
    for (const reply of [
      ABSENT,
      stripeError(404, { message: "no" }),
      stripeError(402, { type: "card_error" }),
    ]) {
      const proof = await prove((call, times) =>
        call === "GET /v1/entitlements/features" ? reply : grant(call, times),
      );
      assert.deepEqual(statuses(proof), ["granted", "granted", "granted", "granted", "unchecked"]);
    }
  });

  test("probe · a row that gets no answer is unknown, never missing", async () => {
    const proof = await prove((call, times) => (call === "GET /v1/customers" ? OUTAGE : grant(call, times)));
    assert.deepEqual(statuses(proof), ["unknown", "granted", "granted", "granted", "granted"]);
  });

  test("probe · a key that only the account answers for is known, and what no probe proves is not checked", async () => {
    for (const reply of [ACCOUNT, FORBIDDEN]) {
      const proof = await prove(() => reply, {
        permissions: [...ask("read", "connect"), ...ask("write", "reviews")],
      });
      assert.deepEqual(proof.account, { kind: "identified", id: "acct_1", name: null });
      assert.deepEqual(statuses(proof), ["unchecked", "unchecked"]);
    }
  });

  test("probe · takes an account's id only if it is one, and its name only as long as a name", async () => {
    const read = async (account: object) =>
      (
        await prove((call, times) =>
          call === "GET /v1/account"
            ? { status: 200, body: { object: "account", ...account } }
            : grant(call, times),
        )
      ).account;
    assert.deepEqual(await read({ id: `acct_${"a".repeat(300)}` }), { kind: "anonymous" });
    const named = {
      id: "acct_1",
      settings: { dashboard: { display_name: "" } },
      business_profile: { name: "Acme" },
    };
    assert.deepEqual(await read(named), { kind: "identified", id: "acct_1", name: "Acme" });
    const long = await read({ id: "acct_1", business_profile: { name: "😀".repeat(300) } });
    assert.equal(long.kind === "identified" && long.name, "😀".repeat(200));
  });

  test("probe · lists whose objects are of any shape break nothing", async () => {
    for (const object of [
      7,
      "text",
      null,
      [],
      { items: "x" },
      { items: { data: [7] } },
      { created: "x", currency: 1 },
    ]) {
      const proof = await prove((call) => (call === "GET /v1/account" ? ACCOUNT : list(object)));
      assert.deepEqual(proof.accountPreview.plans, []);
    }
  });

  const ENDPOINT = {
    id: "we_1",
    url: "https://x.example",
    enabled_events: ["charge.failed", 7],
    status: "enabled",
    api_version: "2026-10-28.endive",
    metadata: { parityrail_app: "app_1" },
  };

  test("probe · lists the webhook endpoints where they are asked for, which is also that row's read", async () => {
    const { result, sent } = await probe(
      (call, times) =>
        call === "GET /v1/webhook_endpoints" ? list(ENDPOINT, { id: 7 }) : grant(call, times),
      { permissions: ask("read", "customers", "webhook_endpoints"), endpoints: true },
    );
    assert.ok(result.verdict === "usable");
    assert.deepEqual(result.proof.endpoints, [
      {
        id: "we_1",
        url: "https://x.example",
        events: ["charge.failed"],
        enabled: true,
        apiVersion: "2026-10-28.endive",
        metadata: { parityrail_app: "app_1" },
      },
    ]);
    assert.deepEqual(statuses(result.proof), ["granted", "granted"]);
    const listed = sent.filter(({ call }) => call === "GET /v1/webhook_endpoints");
    assert.deepEqual(
      listed.map(({ query }) => query),
      ["?limit=100"],
    );
  });

  test("probe · endpoints that nobody asks for, or that Stripe does not list, are null", async () => {
    assert.equal((await prove(grant)).endpoints, null);
    for (const reply of [FORBIDDEN, OUTAGE]) {
      const answer: Answer = (call, times) =>
        call === "GET /v1/webhook_endpoints" ? reply : grant(call, times);
      assert.equal((await prove(answer, { endpoints: true })).endpoints, null);
    }
  });

  test("probe · a write is asked by its own probe alone, unless the preview reads its list", async () => {
    const { calls } = await probe(grant, { permissions: ask("write", "coupons", "customers", "files") });
    assert.deepEqual(calls.toSorted(), [
      "GET /v1/account",
      "GET /v1/customers",
      "POST /v1/coupons/parityrailprobe0000",
      "POST /v1/customers/cus_parityrailprobe0000",
    ]);
  });

  test("probe · a write that Stripe cannot answer just now is tried again under a new idempotency key", async () => {
    const { result, sent } = await probe(
      (call, times) => (call.startsWith("POST") && times === 1 ? OUTAGE : grant(call, times)),
      { permissions: ask("write", "coupons") },
    );
    assert.equal(result.verdict, "usable");
    const keys = sent
      .filter(({ call }) => call.startsWith("POST"))
      .map(({ idempotencyKey }) => idempotencyKey);
    assert.equal(new Set(keys).size, 2);
  });

  /** Answers all waiting calls together, as a Stripe at a constant distance does. */
  async function countWaves(request: ProbeRequest): Promise<{ waves: string[][]; calls: number }> {
    let waiting: { call: string; release: () => void }[] = [];
    const waves: string[][] = [];
    const state = { isOver: false };
    const probing = probe(
      (call, times) =>
        new Promise((resolve) => waiting.push({ call, release: () => resolve(grant(call, times)) })),
      request,
    ).finally(() => (state.isOver = true));
    while (!state.isOver) {
      const before = waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
      if (waiting.length === 0 || waiting.length > before) continue; // more may be on their way
      const wave = waiting;
      waiting = [];
      waves.push(wave.map(({ call }) => call));
      for (const { release } of wave) release();
    }
    return { waves, calls: (await probing).calls.length };
  }

  for (const [profile, waves] of [
    ["parityrail", 1],
    ["dropfix", 2],
    ["engage", 2],
    ["billstack", 3],
    ["clearsync", 3],
  ] as const) {
    test(`probe · ${profile}'s takes ${waves} round trips, six calls at a time, and none twice`, async () => {
      const { permissions, excess_check: excess, webhook } = PROFILES[profile] ?? assert.fail();
      const endpoints = webhook.kind === "managed" && webhook.methods.includes("key");
      const counted = await countWaves({ permissions, excess, endpoints });
      assert.equal(counted.waves.length, waves);
      assert.equal(waves, Math.ceil(counted.calls / 6));
      assert.ok(counted.waves.every((wave) => wave.length <= 6));
      const [first = []] = counted.waves;
      assert.ok(first.includes("GET /v1/account"));
      assert.equal(first.includes("GET /v1/webhook_endpoints"), endpoints);
      assert.equal(new Set(counted.waves.flat()).size, counted.calls);
    });
  }
});

test("probe · what there was no time to ask is unknown, and has no request", async (context) => {
  let clock = 0;
  context.mock.method(Date, "now", () => clock);
  const names: PermissionName[] = [
    "customers",
    "invoices",
    "coupons",
    "products",
    "prices",
    "charges",
    "files",
  ];
  const { result, calls } = await probe(
    (call, times) => {
      if (call === "GET /v1/customers") clock = 12_000; // the last moment of the deadline
      return grant(call, times);
    },
    { permissions: ask("read", ...names) },
  );
  assert.ok(result.verdict === "usable");
  for (const { permission, status, request } of result.proof.permissions) {
    const path = `/v1/${permission}`;
    const isAsked = calls.includes(`GET ${path}`);
    const answered = { method: "GET", path, status: 200, request_id: null, at: NOW };
    assert.deepEqual([status, request], isAsked ? ["granted", answered] : ["unknown", null], permission);
  }
  assert.ok(calls.length < names.length + 1);
});

test("probe · a 401 that there is no time to ask again is no verdict, and stays the row's request", async (context) => {
  let clock = 0;
  context.mock.method(Date, "now", () => clock);
  const proof = await prove((call, times) => {
    if (call !== "GET /v1/invoices") return grant(call, times);
    clock = 12_000; // the last moment of the deadline
    return KEY_INVALID;
  });
  const { status, request } = proof.permissions.find(({ permission }) => permission === "invoices") ?? {};
  assert.deepEqual([status, request?.status], ["unknown", 401]);
});
