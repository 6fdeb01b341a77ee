/**
 * @module Canned answers are answers of the Worker: the schema takes every one of them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionAnswer } from "../../shared/schema/connections.ts";
import { CANNED_ANSWERS } from "./canned-answers.ts";

for (const [name, answer] of Object.entries(CANNED_ANSWERS)) {
  test(`canned answers · ${name} is what the Worker may send`, () => {
    assert.deepEqual(connectionAnswer.parse(answer), answer);
  });
}
