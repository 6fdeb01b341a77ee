/**
 * @module Errors: every 400, 401, 403 and 404 is, to the letter, one that Stripe was seen to answer.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createWorld, errorOf } from "./world.ts";

const INVALID = "invalid_request_error";
const bodyLength = 107 - "rk_test_".length;

test("401 · a missing key gets Stripe's text, no code and no log link (captures in public mocks)", async () => {
  await using world = await createWorld();
  const answer = await world.ask("/v1/customers", { key: null });
  assert.equal(answer.status, 401);
  assert.deepEqual(answer.body, {
    error: {
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
      type: INVALID,
    },
  });
});

test("401 · an unknown or deleted key comes back masked but for its last four (captures)", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read");
  world.stripe.revokeKey(id);
  const answer = await world.ask("/v1/customers", { key });
  assert.equal(answer.status, 401);
  const message = `Invalid API Key provided: rk_test_${"*".repeat(bodyLength - 4)}${key.slice(-4)}`;
  assert.deepEqual(answer.body, { error: { message, type: INVALID } });
});

test("401 · what is no key at all comes back as it was pasted (PostHog's test)", async () => {
  await using world = await createWorld();
  const answer = await world.ask("/v1/customers", { key: "correct-horse-battery" });
  assert.equal(errorOf(answer).message, "Invalid API Key provided: correct-horse-battery");
});

test("401 · an expired key shows its last six and carries api_key_expired (stripe-cli's test)", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read");
  world.stripe.expireKey(id);
  const answer = await world.ask("/v1/customers", { key });
  assert.equal(answer.status, 401);
  assert.deepEqual(answer.body, {
    error: {
      code: "api_key_expired",
      doc_url: "https://stripe.com/docs/error-codes/api-key-expired",
      message: `Expired API Key provided: rk_test_${"*".repeat(93)}${key.slice(-6)}`,
      type: INVALID,
    },
  });
});

test("401 · a rolled key has expired and the new one has its permissions (docs.stripe.com/keys)", async () => {
  await using world = await createWorld();
  const old = world.keyWith("customer_read");
  const rolled = world.stripe.rollKey(old.id);
  assert.equal(errorOf(await world.ask("/v1/customers", { key: old.key })).code, "api_key_expired");
  assert.equal((await world.ask("/v1/customers", { key: rolled.key })).status, 200);
  assert.equal((await world.ask("/v1/invoices", { key: rolled.key })).status, 403);
});

test("401 · a publishable key is told to be one (PostHog; code in stripe-node)", async () => {
  await using world = await createWorld();
  const { key } = world.stripe.createKey({ account: world.account.id, mode: "test", kind: "publishable" });
  const answer = await world.ask("/v1/customers", { key });
  assert.equal(answer.status, 401);
  assert.deepEqual(answer.body, {
    error: {
      code: "secret_key_required",
      doc_url: "https://stripe.com/docs/error-codes/secret-key-required",
      message:
        "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
      type: INVALID,
    },
  });
});

test("401 · an IP policy refuses until it is lifted (captures on hosted platforms)", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read");
  world.stripe.blockIp(id, true);
  const message = "The API key provided does not allow requests from your IP address.";
  const answer = await world.ask("/v1/customers", { key });
  assert.deepEqual([answer.status, answer.body], [401, { error: { message, type: INVALID } }]);
  world.stripe.blockIp(id, false);
  assert.equal((await world.ask("/v1/customers", { key })).status, 200);
});

test("403 · today's text names key, account, permission and edit page (captures of 2026)", async () => {
  await using world = await createWorld();
  const { id, key } = world.keyWith("customer_read");
  const answer = await world.ask("/v1/prices?limit=1", { key });
  assert.equal(answer.status, 403);
  const { url } = world.stripe;
  const account = world.account.id;
  assert.deepEqual(answer.body, {
    error: {
      code: "more_permissions_required",
      doc_url: "https://stripe.com/docs/error-codes/more-permissions-required",
      message: `Permission denied. The provided key 'rk_test_...${key.slice(-4)}' does not have the required permissions for this endpoint on account '${account}'. Enabling "Prices Read" ('plan_read') permissions on this key would allow this request to continue. You can edit permissions at ${url}/b/${account}?destination=%2Ftest%2Fapikeys%2F${id}%2Fedit`,
      request_log_url: `${url}/${account}/test/workbench/logs?object=${answer.headers.get("request-id")}`,
      type: INVALID,
    },
  });
  assert.deepEqual(Object.keys(errorOf(answer)), Object.keys(errorOf(answer)).toSorted());
});

test("403 · the old text has no code and names rak_ (stripe-node #2246)", async () => {
  await using world = await createWorld();
  world.stripe.setDialect("old");
  const { key } = world.keyWith("customer_read");
  const answer = await world.ask("/v1/subscriptions", { key });
  assert.equal(answer.status, 403);
  const { message, code } = errorOf(answer);
  assert.equal(code, undefined);
  assert.equal(
    message,
    `The provided key 'rk_test_${"*".repeat(93)}${key.slice(-6)}' does not have the required permissions for this endpoint on account '${world.account.id}'. Having the 'rak_subscription_read' permission would allow this request to continue.`,
  );
});

test("403 · a live key's edit link and log link have no /test (captures)", async () => {
  await using world = await createWorld();
  const { id, key } = world.stripe.createKey({ account: world.account.id, mode: "live", kind: "restricted" });
  const { message = "", request_log_url = "" } = errorOf(await world.ask("/v1/customers", { key }));
  assert.ok(message.endsWith(`?destination=%2Fapikeys%2F${id}%2Fedit`));
  assert.ok(request_log_url.startsWith(`${world.stripe.url}/${world.account.id}/workbench/logs?object=req_`));
});

test("403 · Stripe-Account is refused to a key without Connect permissions (stripe-mirakl-connector #33)", async () => {
  await using world = await createWorld();
  const other = world.stripe.createAccount();
  const headers = { "stripe-account": other.id };
  const restricted = await world.ask("/v1/customers", { key: world.keyWith("customer_read").key, headers });
  assert.equal(restricted.status, 403);
  assert.match(errorOf(restricted).message ?? "", /does not have any Connect permissions\.$/);
  const secret = await world.ask("/v1/customers", { headers });
  assert.equal(errorOf(secret).code, "account_invalid");
});

test("keys · have 107 characters and name their mode and kind (captures)", async () => {
  await using world = await createWorld();
  for (const mode of ["test", "live"] as const) {
    for (const [kind, prefix] of Object.entries({ restricted: "rk", secret: "sk", publishable: "pk" })) {
      const options = {
        account: world.account.id,
        mode,
        kind: kind as "restricted" | "secret" | "publishable",
      }; // the object's own keys
      assert.match(world.stripe.createKey(options).key, new RegExp(`^${prefix}_${mode}_51[A-Za-z0-9]{97}$`));
    }
  }
});

test("keys · work as Bearer and as Basic's user name (Stripe's API reference)", async () => {
  await using world = await createWorld();
  const basic = `Basic ${Buffer.from(`${world.secret}:`).toString("base64")}`;
  assert.equal(
    (await world.ask("/v1/customers", { key: null, headers: { authorization: basic } })).status,
    200,
  );
});

test("keys · of an organization must name the account they act on (docs.stripe.com/keys)", async () => {
  await using world = await createWorld();
  const { key } = world.stripe.createKey({ account: world.account.id, mode: "test", kind: "organization" });
  assert.equal((await world.ask("/v1/customers", { key })).status, 400);
  const headers = { "stripe-context": world.account.id };
  assert.equal((await world.ask("/v1/customers", { key, headers })).status, 200);
});

test("keys · see only the data of their own mode, and are told of the other (many captures)", async () => {
  await using world = await createWorld();
  const live = world.stripe.createKey({ account: world.account.id, mode: "live", kind: "secret" }).key;
  const listed = await world.ask("/v1/customers?limit=1", { key: live });
  const [{ id, livemode } = { id: "", livemode: null }] = listed.body.data as {
    id: string;
    livemode: boolean;
  }[]; // a list of customers
  assert.equal(livemode, true);
  const answer = await world.ask(`/v1/customers/${id}`);
  assert.equal(answer.status, 404);
  assert.equal(
    errorOf(answer).message,
    `No such customer: '${id}'; a similar object exists in live mode, but a test mode key was used to make this request.`,
  );
});

test("keys · see nothing of another account", async () => {
  await using world = await createWorld();
  const other = world.stripe.createAccount({ seed: 99, customers: 5 });
  const { key } = world.stripe.createKey({ account: other.id, mode: "test", kind: "secret" });
  const [{ id } = { id: "" }] = (await world.ask("/v1/customers?limit=1")).body.data as { id: string }[]; // a list of customers
  assert.equal((await world.ask(`/v1/customers/${id}`, { key })).status, 404);
});

const UNRECOGNIZED =
  "If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.";

const REFUSED: readonly {
  readonly title: string;
  readonly path: string;
  readonly status: number;
  readonly error: Readonly<Record<string, string>>;
}[] = [
  {
    title: "an unknown URL (keyhacks)",
    path: "/v1/",
    status: 404,
    error: { message: `Unrecognized request URL (GET: /v1/). ${UNRECOGNIZED}` },
  },
  {
    title: "a longer URL than an endpoint's (keyhacks)",
    path: "/v1/accounts/acct_x/nothing",
    status: 404,
    error: { message: `Unrecognized request URL (GET: /v1/accounts/acct_x/nothing). ${UNRECOGNIZED}` },
  },
  {
    title: "an id that is not there, in the path (captures)",
    path: "/v1/customers/cus_x",
    status: 404,
    error: { code: "resource_missing", message: "No such customer: 'cus_x'", param: "id" },
  },
  {
    title: "an id that is not there, in a parameter (captures)",
    path: "/v1/invoices?customer=cus_x",
    status: 400,
    error: { code: "resource_missing", message: "No such customer: 'cus_x'", param: "customer" },
  },
  {
    title: "an unknown parameter (mocks that were checked in test mode)",
    path: "/v1/customers?x=1",
    status: 400,
    error: { code: "parameter_unknown", message: "Received unknown parameter: x", param: "x" },
  },
  {
    title: "several unknown parameters (capture)",
    path: "/v1/customers?billing_details=1&type=2",
    status: 400,
    error: { code: "parameter_unknown", message: "Received unknown parameters: billing_details, type" },
  },
  {
    title: "an unknown operator",
    path: "/v1/customers?created[after]=1",
    status: 400,
    error: { code: "parameter_unknown", message: "Received unknown parameter: created[after]" },
  },
  {
    title: "a parameter with the name of an object's own property",
    path: "/v1/customers?__proto__=1",
    status: 400,
    error: { code: "parameter_unknown", message: "Received unknown parameter: __proto__" },
  },
  {
    title: "a missing parameter: active entitlements need a customer (stripe-node)",
    path: "/v1/entitlements/active_entitlements",
    status: 400,
    error: { code: "parameter_missing", message: "Missing required param: customer.", param: "customer" },
  },
  {
    title: "a word for a number",
    path: "/v1/customers?limit=abc",
    status: 400,
    error: { code: "parameter_invalid_integer", message: "Invalid integer: abc", param: "limit" },
  },
  {
    title: "an emptied parameter that cannot be unset",
    path: "/v1/customers?email=",
    status: 400,
    error: {
      code: "parameter_invalid_empty",
      message:
        "You passed an empty string for 'email'. We assume empty values are an attempt to unset a parameter; however 'email' cannot be unset. You should remove 'email' from your request or supply a non-empty value.",
    },
  },
  {
    title: "array keys that do not begin with 0 (capture)",
    path: "/v1/subscriptions?expand[1]=data.customer",
    status: 400,
    error: {
      message:
        "If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) into a parameter, the keys must be numeric and sequential starting from 0. You passed the keys `1`, we expected to have a key with the value `0`.",
    },
  },
  {
    title: "something that cannot be expanded",
    path: "/v1/subscriptions?expand[]=data.status",
    status: 400,
    error: { message: "This property cannot be expanded (data.status).", param: "expand" },
  },
  {
    title: "a page that begins nowhere",
    path: "/v1/customers?starting_after=cus_x",
    status: 400,
    error: { code: "resource_missing", message: "No such customer: 'cus_x'", param: "starting_after" },
  },
];

for (const { title, path, status, error } of REFUSED) {
  test(`${status} · refuses ${title}`, async () => {
    await using world = await createWorld();
    const answer = await world.ask(path);
    assert.equal(answer.status, status);
    assert.equal(errorOf(answer).type, "invalid_request_error");
    for (const [name, value] of Object.entries(error)) assert.equal(errorOf(answer)[name], value);
    const { code } = error;
    const docs = code && `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
    assert.equal(errorOf(answer).doc_url, docs);
  });
}

test("400 · refuses a version that is none (third-party reports)", async () => {
  await using world = await createWorld();
  const answer = await world.ask("/v1/customers", { headers: { "stripe-version": "yesterday" } });
  assert.equal(answer.status, 400);
  assert.equal(errorOf(answer).message, "Invalid Stripe API version: yesterday");
});

test("errors · list their keys alphabetically (captures)", async () => {
  await using world = await createWorld();
  for (const { path } of REFUSED) {
    const keys = Object.keys(errorOf(await world.ask(path)));
    assert.deepEqual(keys, keys.toSorted());
  }
});
