/**
 * @module OAuth's settings: all or none of them, each held to its shape, and named by name, never by value.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { parseSettings, SettingsInvalid, type Bindings } from "../../../worker/env.ts";
import { createSecrets } from "../secrets.ts";

const CLIENT = "ca_AbCdEfGhIjKl";
const SECRET = `sk_test_${randomBytes(16).toString("hex")}`;
const BOTH = { STRIPE_CONNECT_CLIENT_ID: CLIENT, STRIPE_CONNECT_SECRET: SECRET };

function parse(overrides: Partial<Bindings>) {
  // The settings are read without touching the database.
  return parseSettings({ ...createSecrets(), ...overrides } as Bindings).oauth;
}

function readProblem(overrides: Partial<Bindings>): string {
  try {
    parse(overrides);
  } catch (error) {
    assert.ok(error instanceof SettingsInvalid, String(error));
    return error.message;
  }
  return "";
}

test("settings · OAuth is off without a client and a secret", () => {
  assert.equal(parse({}), null);
  assert.equal(parse({ STRIPE_CONNECT_CLIENT_ID: "", STRIPE_CONNECT_SECRET: "" }), null);
});

test("settings · Connect consents and exchanges at connect.stripe.com", () => {
  const origin = "https://connect.stripe.com";
  const rest = { type: "connect", clientId: CLIENT, secret: SECRET };
  assert.deepEqual(parse(BOTH), { ...rest, authorizeOrigin: origin, tokenOrigin: origin });
});

test("settings · a Stripe App consents at marketplace.stripe.com and exchanges at the API", () => {
  const parsed = parse({ ...BOTH, STRIPE_OAUTH_TYPE: "app" });
  assert.equal(parsed?.authorizeOrigin, "https://marketplace.stripe.com");
  assert.equal(parsed?.tokenOrigin, "https://api.stripe.com");
});

test("settings · a local Stripe serves all of it on its one origin", () => {
  const url = "http://127.0.0.1:12111";
  for (const type of ["connect", "app"]) {
    const parsed = parse({ ...BOTH, STRIPE_OAUTH_TYPE: type, STRIPE_OAUTH_URL: url, STRIPE_API_URL: url });
    assert.deepEqual([parsed?.authorizeOrigin, parsed?.tokenOrigin], [url, url]);
  }
});

for (const [title, overrides, named] of [
  ["a secret without a client", { STRIPE_CONNECT_SECRET: SECRET }, "STRIPE_CONNECT_CLIENT_ID is missing"],
  ["a client without a secret", { STRIPE_CONNECT_CLIENT_ID: CLIENT }, "STRIPE_CONNECT_SECRET is missing"],
  ["another client", { ...BOTH, STRIPE_CONNECT_CLIENT_ID: "acct_1" }, "STRIPE_CONNECT_CLIENT_ID must be ca_"],
  ["another secret", { ...BOTH, STRIPE_CONNECT_SECRET: "whsec_abc" }, "STRIPE_CONNECT_SECRET must be"],
  [
    "a publishable key",
    { ...BOTH, STRIPE_CONNECT_SECRET: "pk_test_abcdefghijkl" },
    "STRIPE_CONNECT_SECRET must be",
  ],
  ["another type", { ...BOTH, STRIPE_OAUTH_TYPE: "both" }, "STRIPE_OAUTH_TYPE must be connect or app"],
  [
    "consent over http",
    { ...BOTH, STRIPE_OAUTH_URL: "http://connect.stripe.com" },
    "STRIPE_OAUTH_URL must be https",
  ],
  [
    "a path",
    { ...BOTH, STRIPE_OAUTH_URL: "https://connect.stripe.com/oauth" },
    "STRIPE_OAUTH_URL must be an origin",
  ],
] as const) {
  test(`settings · ${title} is rejected by name and never by value`, () => {
    const problem = readProblem(overrides);
    assert.ok(problem.includes(named), problem || "it was taken");
    assert.ok(!problem.includes(SECRET));
  });
}
