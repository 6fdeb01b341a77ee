/**
 * @module What the playground shows of requests holds no key, secret or token.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { maskBody } from "../../demo/playground/requests.ts";

const body = randomBytes(24).toString("hex");

test("maskBody · shows of a key only its kind, mode and last four characters", () => {
  const key = `rk_test_${body}wxyz`;
  assert.deepEqual(JSON.parse(maskBody(JSON.stringify({ api_key: key, webhook_secret: null }))), {
    api_key: "rk_test_…wxyz",
    webhook_secret: null,
  });
});

test("maskBody · hides whatever stands in a secret field, key or not", () => {
  for (const field of ["api_key", "webhook_secret", "token"]) {
    const masked = maskBody(JSON.stringify({ [field]: "my password" }));
    assert.deepEqual(JSON.parse(masked), { [field]: "(11 characters, hidden)" });
  }
});

test("maskBody · hides a secret inside any other text, at any depth", () => {
  for (const secret of [
    `sk_live_${body}`,
    `pk_test_${body}`,
    `whsec_${body}`,
    `prs_${body}`,
    `pro_${body}`,
  ]) {
    const masked = maskBody(JSON.stringify({ error: { notes: [`You sent ${secret}.`] } }));
    assert.ok(!masked.includes(body), masked);
    assert.match(masked, /You sent .+\./);
  }
});

test("maskBody · tells of a body that is not JSON only its length", () => {
  assert.equal(maskBody(`api_key=${body}`), "(56 characters that are not JSON)");
  assert.equal(maskBody(""), "");
});

test("maskBody · leaves ids and sentences alone", () => {
  const plain = { id: "con_abc", account: { id: "acct_123" }, label: "rk_test_…abcd", ok: true, count: 3 };
  assert.deepEqual(JSON.parse(maskBody(JSON.stringify(plain))), plain);
});
