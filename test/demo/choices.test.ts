/**
 * @module The playground's choices survive in the page's address, and nothing foreign comes in by it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { CHOICES, readChoices, writeChoices } from "../../demo/playground/choices.ts";

test("readChoices · reads back what writeChoices wrote, for every value of every choice", () => {
  for (const [name, { options }] of Object.entries(CHOICES)) {
    for (const value of Object.keys(options)) {
      const choices = { ...readChoices(""), [name]: value };
      assert.deepEqual(readChoices(writeChoices(choices)), choices);
    }
  }
});

test("writeChoices · leaves the address clean while all choices are the usual ones", () => {
  assert.equal(writeChoices(readChoices("")), "");
});

test("readChoices · takes no value and no name it does not know", () => {
  const usual = readChoices("");
  assert.deepEqual(readChoices("?theme=neon&role=operator&lang=constructor&__proto__=dark&x=1"), usual);
});
