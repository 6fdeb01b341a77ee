/**
 * @module No sentence of a product's document is left out: each is seen somewhere at this step, or is not of it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PROFILES } from "../../../../shared/profiles/index.ts";
import { DOCUMENTS } from "./index.ts";

test("documents · every built-in profile has one", () => {
  assert.deepEqual(
    DOCUMENTS.map(({ product }) => product),
    Object.keys(PROFILES),
  );
});

for (const { letters, sentences, title } of DOCUMENTS) {
  test(`${title} · has no sentence that is neither seen nor of another place`, () => {
    const uncovered = sentences.filter(({ seen, elsewhere }) => seen.length === 0 && elsewhere === null);
    assert.deepEqual(
      uncovered.map(({ says }) => says),
      [],
    );
  });

  test(`${title} · is here to its last letter`, () => {
    const said = sentences.map(({ says }) => says).join("");
    assert.equal(said.match(/[\p{L}\p{N}]/gu)?.length, letters);
  });
}
