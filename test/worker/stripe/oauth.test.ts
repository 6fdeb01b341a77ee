/**
 * @module What Stripe's OAuth endpoints answer, sorted: granted, refused, misconfigured, or no answer.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { exchangeCode, refreshTokens, revokeGrant, type OauthClient } from "../../../worker/stripe/oauth.ts";

interface Sent {
  readonly url: string;
  readonly form: Record<string, string>;
  readonly headers: Headers;
}

function createClient(
  type: "connect" | "app",
  answer: () => Response,
): { client: OauthClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const client: OauthClient = {
    settings: {
      type,
      clientId: "ca_test",
      secret: "platform-key",
      authorizeOrigin: "https://consent.example",
      tokenOrigin: "https://token.example",
    },
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const form = Object.fromEntries(new URLSearchParams(String(init?.body)));
      sent.push({ url, form, headers: new Headers(init?.headers) });
      return answer();
    },
  };
  return { client, sent };
}

const json = (status: number, body: unknown) => (): Response => Response.json(body, { status });
const GRANTED = { stripe_user_id: "acct_1", livemode: false, scope: "read_write", token_type: "bearer" };
const TOKENS = { ...GRANTED, access_token: "at", refresh_token: "rt" };

test("token · is asked once, form-encoded, with the platform's key as bearer and never in the body", async () => {
  const { client, sent } = createClient("connect", json(200, GRANTED));
  await exchangeCode(client, "ac_1");
  assert.equal(sent.length, 1);
  assert.equal(sent[0]?.url, "https://token.example/oauth/token");
  assert.deepEqual(sent[0]?.form, { grant_type: "authorization_code", code: "ac_1" });
  assert.equal(sent[0]?.headers.get("Authorization"), "Bearer platform-key");
});

test("token · a Stripe App's is the API's own endpoint, and its tokens last an hour", async () => {
  const { client, sent } = createClient("app", json(200, TOKENS));
  const answer = await refreshTokens(client, "rt_1");
  assert.equal(sent[0]?.url, "https://token.example/v1/oauth/token");
  assert.deepEqual(sent[0]?.form, { grant_type: "refresh_token", refresh_token: "rt_1" });
  const tokens = { access: "at", refresh: "rt", lifetimeSeconds: 3600 };
  assert.deepEqual(answer, { outcome: "granted", grant: { account: "acct_1", mode: "test", tokens } });
});

test("token · Connect's deprecated tokens are ignored", async () => {
  const { client } = createClient("connect", json(200, { ...TOKENS, livemode: true }));
  const grant = { account: "acct_1", mode: "live", tokens: null };
  assert.deepEqual(await exchangeCode(client, "ac_1"), { outcome: "granted", grant });
});

for (const [error, status, outcome] of [
  ["invalid_grant", 400, "refused"],
  ["invalid_request", 400, "misconfigured"],
  ["invalid_client", 401, "misconfigured"],
  ["unsupported_grant_type", 400, "misconfigured"],
  ["invalid_scope", 400, "misconfigured"],
  ["unsupported_response_type", 400, "misconfigured"],
  ["something_new", 400, "misconfigured"],
  ["temporarily_unavailable", 429, "silent"],
  ["server_error", 500, "silent"],
] as const) {
  test(`token · ${status} ${error} is ${outcome}, with Stripe's code and never its text`, async () => {
    const { client, sent } = createClient("connect", json(status, { error, error_description: "ac_secret" }));
    assert.deepEqual(await exchangeCode(client, "ac_1"), { outcome, stripe: { status, code: error } });
    assert.equal(sent.length, 1);
  });
}

for (const [title, type, body] of [
  ["without an account", "connect", { livemode: false }],
  ["with an account that is none", "connect", { ...GRANTED, stripe_user_id: "cus_1" }],
  ["without a mode", "connect", { stripe_user_id: "acct_1" }],
  ["of an app without its tokens", "app", GRANTED],
  ["that is no object", "connect", "ok"],
] as const) {
  test(`token · a 200 ${title} grants nothing`, async () => {
    const { client } = createClient(type, json(200, body));
    assert.deepEqual(await exchangeCode(client, "ac_1"), { outcome: "silent", stripe: null });
  });
}

test("token · how long a Stripe App's token lasts is stored as given, however short", async () => {
  for (const [expires_in, lifetimeSeconds] of [
    [300, 300],
    [0, 0],
    [86_400, 86_400],
    ["soon", 3600],
    [-1, 3600],
  ] as const) {
    const answer = await refreshTokens(
      createClient("app", json(200, { ...TOKENS, expires_in })).client,
      "rt",
    );
    assert.ok(answer.outcome === "granted");
    assert.equal(answer.grant.tokens?.lifetimeSeconds, lifetimeSeconds);
  }
});

test("token · an error that is not of OAuth's or Stripe's shape is no verdict on the code", async () => {
  const key = `rk_test_${"a".repeat(30)}`;
  for (const body of [
    {},
    [],
    "no",
    { error: "Forbidden" },
    { error: [] },
    { error: { code: 7 } },
    { error: key },
  ]) {
    const answer = await exchangeCode(createClient("connect", json(403, body)).client, "ac_1");
    assert.equal(answer.outcome, "silent", JSON.stringify(body));
    assert.ok(!JSON.stringify(answer).includes(key));
  }
});

test("token · a rejected platform key is our misconfiguration", async () => {
  const body = { error: { type: "invalid_request_error", message: "Invalid API Key provided: sk_test_***" } };
  const answer = await exchangeCode(createClient("app", json(401, body)).client, "ac_1");
  assert.deepEqual(answer, { outcome: "misconfigured", stripe: { status: 401 } });
});

test("token · a page instead of an answer, a redirect, and a broken connection grant nothing", async () => {
  const page = createClient("connect", () => new Response("<html>", { status: 200 }));
  assert.equal((await exchangeCode(page.client, "ac_1")).outcome, "silent");
  const away = createClient("connect", () => Response.redirect("https://evil.example/", 302));
  assert.notEqual((await exchangeCode(away.client, "ac_1")).outcome, "granted");
  const broken = createClient("connect", () => {
    throw new TypeError("fetch failed");
  });
  assert.deepEqual(await exchangeCode(broken.client, "ac_1"), { outcome: "silent", stripe: null });
});

test("token · an answer that never ends is none after ten seconds", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const endless = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) });
  const pending = exchangeCode(createClient("connect", () => new Response(endless)).client, "ac_1");
  await new Promise((resolve) => setImmediate(resolve));
  mock.timers.tick(10_000);
  assert.deepEqual(await pending, { outcome: "silent", stripe: null });
});

test("revoke · names platform and account, and believes only an answer that names it too", async () => {
  const { client, sent } = createClient("connect", json(200, { stripe_user_id: "acct_1" }));
  assert.equal(await revokeGrant(client, "acct_1"), true);
  assert.equal(sent[0]?.url, "https://token.example/oauth/deauthorize");
  assert.deepEqual(sent[0]?.form, { client_id: "ca_test", stripe_user_id: "acct_1" });
  assert.equal(await revokeGrant(createClient("connect", json(200, {})).client, "acct_1"), false);
});

for (const [text, gone] of [
  ["This application is not connected to stripe account acct_1, or that account does not exist.", true],
  ["No such application: 'ca_test'", false],
  ["This account is controlled by another platform: no_deauth_on_controlled_account", false],
  ["", false],
] as const) {
  test(`revoke · invalid_client "${text}" ${gone ? "is gone" : "is not gone"}`, async () => {
    const { client } = createClient(
      "connect",
      json(401, { error: "invalid_client", error_description: text }),
    );
    assert.equal(await revokeGrant(client, "acct_1"), gone);
  });
}
