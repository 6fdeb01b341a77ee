/**
 * @module Canned answers are answers of the Worker: the schema takes every one of them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ERRORS } from "../../shared/errors.ts";
import { connectionAnswer } from "../../shared/schema/connections.ts";
import { OAUTH_ERRORS_EN } from "../../widget/oauth/oauth-texts.ts";
import { CANNED_ANSWERS } from "./canned-answers.ts";

for (const [name, answer] of Object.entries(CANNED_ANSWERS)) {
  test(`canned answers · ${name} is what the Worker may send`, () => {
    assert.deepEqual(connectionAnswer.parse(answer), answer);
  });
}

test("canned answers · what the element says of a way back from Stripe is what the Worker says", () => {
  for (const [code, sentence] of Object.entries(OAUTH_ERRORS_EN)) {
    assert.equal(ERRORS[code as keyof typeof OAUTH_ERRORS_EN].message, sentence, code); // entries() forgets the names
  }
  assert.deepEqual(
    Object.keys(OAUTH_ERRORS_EN).toSorted(),
    Object.keys(ERRORS)
      .filter((code) => code.startsWith("oauth_"))
      .toSorted(),
  );
});
