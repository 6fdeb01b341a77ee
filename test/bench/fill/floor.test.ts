/**
 * @module Holds the floor of a fill to what rate limits mean.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { countPages, fillFloorSeconds, QUARTER_OF_LIVE } from "./floor.ts";

test("floor · a list has a page for each hundred objects begun, and one if it is empty", () => {
  assert.deepEqual([0, 1, 100, 101, 21_745].map(countPages), [1, 1, 1, 2, 218]);
});

test("floor · one long list takes what its endpoint allows", () => {
  assert.equal(fillFloorSeconds([10_000, 300], QUARTER_OF_LIVE), 100 / 6.25);
});

test("floor · many lists of one length take what the account allows", () => {
  assert.equal(
    fillFloorSeconds(
      Array.from({ length: 8 }, () => 1000),
      QUARTER_OF_LIVE,
    ),
    80 / 25,
  );
});

test("floor · four lists side by side are what both limits allow alike", () => {
  assert.equal(fillFloorSeconds([2500, 2500, 2500, 2500], QUARTER_OF_LIVE), 4);
});

test("floor · without lists takes no time", () => {
  assert.equal(fillFloorSeconds([], QUARTER_OF_LIVE), 0);
});
