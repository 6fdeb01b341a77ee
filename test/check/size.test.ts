/**
 * @module Holds the element to its budget: what one page loads before the first key is pasted, as `npm run build` made it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { measureElement } from "../bench/element-size.ts";

/** Lit and English included. Above this, a page notices. */
const BUDGET_GZIP_BYTES = 16_000;

test(`size · the element, Lit and English included, is at most ${BUDGET_GZIP_BYTES} bytes gzip`, () => {
  const { gzip } = measureElement();
  assert.ok(gzip <= BUDGET_GZIP_BYTES, `${gzip} bytes`);
});
