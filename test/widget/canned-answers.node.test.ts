/**
 * @module Canned answers are answers of the Worker: the schema takes every one of them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ERRORS } from "../../shared/errors.ts";
import { connectionAnswer } from "../../shared/schema/connections.ts";
import { syncAnswer } from "../../shared/schema/sync.ts";
import { EN, type OauthErrorCode } from "../../widget/i18n/en.ts";
import { CANNED_ANSWERS, cannedFill, cannedSyncAnswer } from "./canned-answers.ts";

for (const [name, answer] of Object.entries(CANNED_ANSWERS)) {
  test(`canned answers · ${name} is what the Worker may send`, () => {
    assert.deepEqual(connectionAnswer.parse(answer), answer);
  });
}

test("canned answers · how far the account is read is what the Worker may send", () => {
  const answer = cannedSyncAnswer(cannedFill());
  assert.deepEqual(syncAnswer.parse(answer), answer);
});

test("canned answers · what the element says of a way back from Stripe is what the Worker says", () => {
  const isOauth = (code: string): code is OauthErrorCode => code.startsWith("oauth_");
  const codes = Object.keys(ERRORS).filter(isOauth);
  assert.ok(codes.length > 3);
  for (const code of codes) assert.equal(EN.errors[code], ERRORS[code].message, code);
});
