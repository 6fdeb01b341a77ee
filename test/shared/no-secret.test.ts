/**
 * @module What may not become a project's name, a user's id or a profile's text: a key or token, alone or glued to
 * letters. Ordinary names that look alike stay allowed.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isNoSecret } from "../../shared/schema/no-secret.ts";
import { createPaste } from "./paste-families.ts";

const SECRETS: readonly string[] = [
  ...["rk_test_", "rk_live_", "sk_test_", "sk_live_", "rkcs_live_", "pk_test_", "sk_org_live_", "whsec_"].map(
    (prefix) => createPaste(`${prefix}51A`, 24),
  ),
  `prs_${"a2".repeat(13)}_${"b3".repeat(26)}`,
  `pro_${"a1".repeat(20)}`,
  `ses_eyJ${"a1B2".repeat(10)}.x.y`,
  `rsm_eyJ${"a1B2".repeat(10)}.x.y`,
];

for (const secret of SECRETS) {
  const prefix = secret.slice(0, 8);
  test(`no secret · ${prefix}… is one: alone, in a sentence, and glued to letters or digits`, () => {
    for (const text of [secret, `key ${secret}.`, `team-${secret}`, `x${secret}`, `team42${secret}`]) {
      assert.equal(isNoSecret(text), false, text.replace(secret, `${prefix}…`));
    }
  });
}

test("no secret · names that only look alike are allowed", () => {
  for (const name of [
    ...["team_42", "network_test_1", "risk_live_scores", "park_test_drive", "courses_eye", "pro_plan"],
    ...["open-abcdefghijklmnopqrstuvwxyz", "acme@example.com", "task_test_runner_of_the_team", "prs_welcome"],
  ]) {
    assert.equal(isNoSecret(name), true, name);
  }
});
