/**
 * @module Malformed requests: the 400s and 404s of the local Stripe read like Stripe's.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createWorld, errorOf } from "./world.ts";

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
