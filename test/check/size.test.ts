/**
 * @module Holds the element to its budget: what one page loads before the first key is pasted, as `npm run build` made it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ELEMENT_BUDGET_GZIP_BYTES, measureElement } from "../bench/element-size.ts";

test(`size · the element, Lit and English included, is at most ${ELEMENT_BUDGET_GZIP_BYTES} bytes gzip`, () => {
  const { gzip } = measureElement();
  assert.ok(gzip <= ELEMENT_BUDGET_GZIP_BYTES, `${gzip} bytes`);
});
