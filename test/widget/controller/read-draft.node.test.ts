/**
 * @module What is said of a field while it is typed: at once what is clearly wrong, nothing too early.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  readDraftKey,
  readDraftPublishable,
  readDraftSecret,
} from "../../../widget/controller/read-draft.ts";
import { makeKey } from "../keys.ts";

const ACCEPT = { restricted: "accept", secret: "accept", publishable: "none" as const } as const;

test("draft · stays calm at every letter of a key that is typed", () => {
  for (const prefix of ["rk_test", "rk_live", "sk_test", "rkcs_live"]) {
    const key = makeKey(prefix);
    for (let length = 1; length <= key.length; length++) {
      const { is } = readDraftKey(key.slice(0, length), "typing", ACCEPT);
      assert.ok(is === "typing" || is === "good", `${length} letters of ${prefix}: ${is}`);
    }
  }
});

test("draft · says what is wrong once the field is left", () => {
  assert.equal(readDraftKey("rk_test_1", "left", ACCEPT).is, "bad");
  assert.equal(readDraftKey("hello", "left", ACCEPT).is, "bad");
});

test("draft · says at once what can never become a key", () => {
  assert.equal(readDraftKey("hello there", "typing", ACCEPT).is, "bad");
});

test("draft · says nothing of an empty field, unless the button asks", () => {
  assert.deepEqual(readDraftKey("  ", "left", ACCEPT), { is: "blank" });
  assert.deepEqual(readDraftKey("", "pressed", ACCEPT), { is: "bad", problem: "empty" });
});

test("draft · takes a secret key only where the profile does", () => {
  assert.deepEqual(
    readDraftKey(makeKey("sk_live"), "left", {
      restricted: "accept",
      secret: "refuse",
      publishable: "none" as const,
    }),
    {
      is: "bad",
      problem: "secret_not_accepted",
    },
  );
  assert.equal(readDraftKey(makeKey("sk_live"), "left", ACCEPT).is, "good");
});

test("draft · never repeats the key", () => {
  assert.ok(!JSON.stringify(readDraftKey(makeKey(), "left", ACCEPT)).includes(makeKey()));
});

test("draft · stays calm at every letter of a signing secret", () => {
  const secret = `whsec_${"a1B2".repeat(8)}`;
  for (let length = 1; length <= secret.length; length++) {
    const verdict = readDraftSecret(secret.slice(0, length), "typing", false);
    assert.ok(verdict === "typing" || verdict === "good", `${length} letters: ${verdict}`);
  }
});

test("draft · knows an API key in the field for the secret", () => {
  assert.equal(readDraftSecret(makeKey(), "left", false), "is_key");
});

test("draft · a placeholder stands for a signing secret only where one is expected", () => {
  for (const text of ["whsec_placeholder", "whsec_...", "whsec_…", " whsec_xxxxxxxx "]) {
    assert.equal(readDraftSecret(text, "left", true), "placeholder", text);
    assert.equal(readDraftSecret(text, "left", false), "bad", text);
  }
});

test("draft · stays calm at every letter of a publishable key, and knows its mode", () => {
  const key = makeKey("pk_live");
  for (let length = 1; length < 18; length++) {
    assert.equal(readDraftPublishable(key.slice(0, length), "typing", true), "typing", `${length} letters`);
  }
  assert.equal(readDraftPublishable(key, "typing", true), "live");
  assert.equal(readDraftPublishable(makeKey("pk_test"), "left", false), "test");
});

test("draft · a publishable key is missing only where it is needed, and only once the button asks", () => {
  assert.equal(readDraftPublishable("", "left", true), "blank");
  assert.equal(readDraftPublishable("", "pressed", false), "blank");
  assert.equal(readDraftPublishable("", "pressed", true), "missing");
});

test("draft · knows another key in the field for the publishable one", () => {
  assert.equal(readDraftPublishable(makeKey("sk_test"), "typing", true), "is_key");
  assert.equal(readDraftPublishable("hello", "left", true), "bad");
});

test("draft · an empty secret is fine", () => {
  assert.equal(readDraftSecret(" ", "pressed", false), "blank");
});
