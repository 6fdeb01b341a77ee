/**
 * @module Canned answers are answers of the Worker: the schema takes every one of them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ERRORS } from "../../shared/errors.ts";
import { createKeyLink } from "../../shared/view-profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import { connectionAnswer } from "../../shared/schema/connections.ts";
import { syncAnswer } from "../../shared/schema/sync.ts";
import { EN } from "../../widget/i18n/en.ts";
import { createProductAnswers } from "../../demo/gallery/product-answers.ts";
import { listScenes } from "../../demo/gallery/scenes.ts";
import { PRODUCT_NAMES } from "../../demo/products.ts";
import {
  CANNED_ANSWERS,
  cannedFill,
  cannedSyncAnswer,
  DASHBOARD,
  viewProfile,
} from "../../demo/gallery/canned-answers.ts";

for (const [name, answer] of Object.entries(CANNED_ANSWERS)) {
  test(`canned answers · ${name} is what the Worker may send`, () => {
    assert.deepEqual(connectionAnswer.parse(answer), answer);
  });
}

for (const product of PRODUCT_NAMES) {
  test(`canned answers · every scene of ${product} is played by what the Worker may send`, () => {
    const plays = listScenes().flatMap((scene) => scene.play(createProductAnswers(product)) ?? []);
    assert.ok(plays.length > 40);
    for (const reply of plays.flatMap(({ replies }) => replies)) {
      if (typeof reply === "object" && "profile" in reply) {
        assert.deepEqual(connectionAnswer.parse(reply), reply);
      }
    }
  });
}

for (const profile of Object.values(PROFILES)) {
  test(`canned answers · ${profile.name}'s links lead where the Worker's do`, () => {
    assert.deepEqual(viewProfile(profile).create_key_url, {
      test: createKeyLink(DASHBOARD, profile, "test"),
      live: createKeyLink(DASHBOARD, profile, "live"),
    });
  });
}

test("canned answers · how far the account is read is what the Worker may send", () => {
  const answer = cannedSyncAnswer(cannedFill());
  assert.deepEqual(syncAnswer.parse(answer), answer);
});

test("canned answers · what the element says of a way back from Stripe is what the Worker says", () => {
  for (const code of ["oauth_unavailable", "oauth_denied", "oauth_refused"] as const)
    assert.equal(EN.errors[code], ERRORS[code].message, code);
});
