/**
 * @module Consent over OAuth, as docs.stripe.com/connect/oauth-reference tells it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { startLocalStripe, type LocalStripe } from "../../demo/stripe/index.ts";

const CALLBACK = "https://worker.example.com/v1/oauth/callback";
const START = 1_793_491_200;

async function createPlatform(type: "connect" | "app" = "connect") {
  let now = START;
  const stripe = await startLocalStripe({ port: 0, now: () => now });
  stripe.setRateLimits(false);
  const account = stripe.createAccount({ name: "Acme Inc.", customers: 5 });
  const platform = stripe.createPlatform({
    name: "Recurly Engage",
    mode: "test",
    type,
    redirectUris: [CALLBACK],
    permissions: ["customer_read"],
  });
  const link = (changes: Record<string, string> = {}) => {
    const query = { response_type: "code", client_id: platform.clientId, scope: "read_write", state: "s1" };
    const given = Object.entries({ ...query, redirect_uri: CALLBACK, ...changes });
    return `${stripe.url}/oauth/authorize?${new URLSearchParams(given.filter(([, value]) => value !== ""))}`;
  };
  return {
    stripe,
    account,
    platform,
    link,
    wait: (seconds: number) => void (now += seconds),
    [Symbol.asyncDispose]: () => stripe.close(),
  };
}

async function post(stripe: LocalStripe, path: string, secret: string, form: Record<string, string>) {
  const answer = await fetch(stripe.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
    body: new URLSearchParams(form),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }; // all are objects
}

async function grant(world: Awaited<ReturnType<typeof createPlatform>>): Promise<string> {
  const back = new URL(await world.stripe.consent(world.link(), { account: world.account.id, allow: true }));
  return back.searchParams.get("code") ?? "";
}

const exchange = (code: string) => ({ grant_type: "authorization_code", code });

test("authorize · goes back with code, scope and state, or with access_denied and state", async () => {
  await using world = await createPlatform();
  const granted = new URL(
    await world.stripe.consent(world.link(), { account: world.account.id, allow: true }),
  );
  assert.equal(granted.origin + granted.pathname, CALLBACK);
  assert.match(granted.searchParams.get("code") ?? "", /^ac_/);
  assert.equal(granted.searchParams.get("state"), "s1");
  const denied = new URL(
    await world.stripe.consent(world.link(), { account: world.account.id, allow: false }),
  );
  assert.deepEqual(
    ["error", "state", "code"].map((name) => denied.searchParams.get(name)),
    ["access_denied", "s1", null],
  );
});

for (const [changes, error] of [
  [{ client_id: "ca_other" }, "invalid_request"],
  [{ redirect_uri: "https://evil.example/" }, "invalid_redirect_uri"],
  [{ response_type: "token" }, "unsupported_response_type"],
  [{ scope: "everything" }, "invalid_scope"],
  [{ scope: "read_only" }, "invalid_scope"],
  [{ scope: "" }, "invalid_scope"],
] as const) {
  test(`authorize · ${JSON.stringify(changes)} is ${error}, without a redirect`, async () => {
    await using world = await createPlatform();
    const answer = await fetch(world.link(changes), { redirect: "manual" });
    assert.equal(answer.status, 400);
    assert.equal(((await answer.json()) as { error: string }).error, error);
  });
}

test("token · a code gives access once; the second use takes it back", async () => {
  await using world = await createPlatform();
  const { stripe, platform, account } = world;
  const code = await grant(world);
  const first = await post(stripe, "/oauth/token", platform.secretKey, exchange(code));
  assert.equal(first.status, 200);
  assert.equal(first.body.stripe_user_id, account.id);
  const headers = { authorization: `Bearer ${platform.secretKey}`, "stripe-account": account.id };
  const list = () => fetch(`${stripe.url}/v1/customers?limit=1`, { headers });
  assert.equal((await list()).status, 200);
  const second = await post(stripe, "/oauth/token", platform.secretKey, exchange(code));
  assert.deepEqual([second.status, second.body.error], [400, "invalid_grant"]);
  const revoked = await list();
  assert.equal(revoked.status, 403);
  assert.match(await revoked.text(), /account_invalid[^]*Application access may have been revoked/);
});

test("token · a code is good for five minutes, and only for its own platform", async () => {
  await using world = await createPlatform();
  const { stripe, platform } = world;
  const code = await grant(world);
  const wrong = await post(stripe, "/oauth/token", "sk_test_wrong", exchange(code));
  assert.deepEqual([wrong.status, wrong.body.error], [401, "invalid_client"]);
  world.wait(301);
  const late = await post(stripe, "/oauth/token", platform.secretKey, exchange(code));
  assert.deepEqual([late.status, late.body.error], [400, "invalid_grant"]);
  const odd = await post(stripe, "/oauth/token", platform.secretKey, { grant_type: "password" });
  assert.equal(odd.body.error, "unsupported_grant_type");
});

test("token · an app's access token ends after an hour, and its refresh token rolls", async () => {
  await using world = await createPlatform("app");
  const { stripe, platform } = world;
  const { body } = await post(stripe, "/v1/oauth/token", platform.secretKey, exchange(await grant(world)));
  const ask = async (token: unknown) =>
    (await fetch(`${stripe.url}/v1/customers?limit=1`, { headers: { authorization: `Bearer ${token}` } }))
      .status;
  assert.equal(await ask(body.access_token), 200);
  world.wait(3601);
  assert.equal(await ask(body.access_token), 401);
  const refresh = { grant_type: "refresh_token", refresh_token: String(body.refresh_token) };
  const renewed = await post(stripe, "/v1/oauth/token", platform.secretKey, refresh);
  assert.equal(await ask(renewed.body.access_token), 200);
  const again = await post(stripe, "/v1/oauth/token", platform.secretKey, refresh);
  assert.equal(again.body.error, "invalid_grant");
});

test("token · brings no key into the Dashboard, and a publishable key of the account", async () => {
  await using world = await createPlatform();
  const { stripe, platform, account } = world;
  const { body } = await post(stripe, "/oauth/token", platform.secretKey, exchange(await grant(world)));
  assert.match(String(body.stripe_publishable_key), /^pk_test_/);
  const page = await fetch(`${stripe.url}/test/apikeys?account=${account.id}`);
  assert.equal((await page.text()).includes("<td>Recurly Engage</td>"), false);
});

for (const [form, error] of [
  [{}, "invalid_request"],
  [{ grant_type: "authorization_code" }, "invalid_request"],
  [{ grant_type: "authorization_code", code: "ac_unknown" }, "invalid_grant"],
  [{ grant_type: "refresh_token", refresh_token: "rt_unknown" }, "invalid_grant"],
  [{ grant_type: "password" }, "unsupported_grant_type"],
] as const) {
  test(`token · ${JSON.stringify(form)} is ${error}`, async () => {
    await using world = await createPlatform();
    const { stripe, platform } = world;
    const answer = await post(stripe, "/oauth/token", platform.secretKey, form);
    assert.deepEqual([answer.status, answer.body.error], [400, error]);
  });
}

test("token · another platform's code gives nothing, and takes nothing from whom it belongs to", async () => {
  await using world = await createPlatform();
  const { stripe, platform } = world;
  const options = { mode: "test", type: "connect", redirectUris: [CALLBACK] } as const;
  const other = stripe.createPlatform({ name: "Another", ...options });
  const code = await grant(world);
  const foreign = await post(stripe, "/oauth/token", other.secretKey, exchange(code));
  assert.deepEqual([foreign.status, foreign.body.error], [400, "invalid_grant"]);
  assert.equal((await post(stripe, "/oauth/token", platform.secretKey, exchange(code))).status, 200);
});

test("token · meets faults as every request does, and is recorded", async () => {
  await using world = await createPlatform();
  const { stripe, platform } = world;
  const form = exchange(await grant(world));
  stripe.setFault({ kind: "error_500" }, { path: /^\/oauth\/token$/, times: 1 });
  stripe.setFault({ kind: "truncated_json" }, { path: /^\/oauth\/token$/, times: 1 });
  assert.equal((await post(stripe, "/oauth/token", platform.secretKey, form)).status, 500);
  await assert.rejects(post(stripe, "/oauth/token", platform.secretKey, form), SyntaxError);
  const paths = stripe.requests.map(({ path, status }) => [path, status]);
  assert.deepEqual(paths, [
    ["/oauth/token", 500],
    ["/oauth/token", 200],
  ]);
});

test("deauthorize · ends the access, and says when there was none", async () => {
  await using world = await createPlatform();
  const { stripe, platform, account } = world;
  await post(stripe, "/oauth/token", platform.secretKey, exchange(await grant(world)));
  assert.equal(stripe.isConnected(platform.clientId, account.id), true);
  const form = { client_id: platform.clientId, stripe_user_id: account.id };
  assert.equal((await post(stripe, "/oauth/deauthorize", platform.secretKey, form)).status, 200);
  assert.equal(stripe.isConnected(platform.clientId, account.id), false);
  const again = await post(stripe, "/oauth/deauthorize", platform.secretKey, form);
  assert.equal(again.body.error, "invalid_client");
  assert.match(String(again.body.error_description), /is not connected to stripe account/);
});
