/**
 * @module What is said of a field while it is typed: at once what is clearly wrong, nothing too early.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  readKeyField,
  readPublishableField,
  readSecretField,
} from "../../../widget/controller/read-fields.ts";
import { makeKey } from "../keys.ts";

const ACCEPT = { restricted: "accept", secret: "accept", publishable: "none" as const } as const;

test("fields · stays calm at every letter of a key that is typed", () => {
  for (const prefix of ["rk_test", "rk_live", "sk_test", "rkcs_live"]) {
    const key = makeKey(prefix);
    for (let length = 1; length <= key.length; length++) {
      const { is } = readKeyField(key.slice(0, length), "typing", ACCEPT);
      assert.ok(is === "typing" || is === "good", `${length} letters of ${prefix}: ${is}`);
    }
  }
});

test("fields · says what is wrong once the field is left", () => {
  assert.equal(readKeyField("rk_test_1", "blur", ACCEPT).is, "bad");
  assert.equal(readKeyField("hello", "blur", ACCEPT).is, "bad");
});

test("fields · says at once what can never become a key", () => {
  assert.equal(readKeyField("hello there", "typing", ACCEPT).is, "bad");
});

test("fields · says nothing of an empty field, unless the button asks", () => {
  assert.deepEqual(readKeyField("  ", "blur", ACCEPT), { is: "blank" });
  assert.deepEqual(readKeyField("", "submit", ACCEPT), { is: "bad", problem: "empty" });
});

test("fields · takes a secret key only where the profile does", () => {
  assert.deepEqual(
    readKeyField(makeKey("sk_live"), "blur", {
      restricted: "accept",
      secret: "refuse",
      publishable: "none" as const,
    }),
    {
      is: "bad",
      problem: "secret_not_accepted",
    },
  );
  assert.equal(readKeyField(makeKey("sk_live"), "blur", ACCEPT).is, "good");
});

test("fields · never repeats the key", () => {
  assert.ok(!JSON.stringify(readKeyField(makeKey(), "blur", ACCEPT)).includes(makeKey()));
});

test("fields · stays calm at every letter of a signing secret", () => {
  const secret = `whsec_${"a1B2".repeat(8)}`;
  for (let length = 1; length <= secret.length; length++) {
    const { is } = readSecretField(secret.slice(0, length), "typing", false);
    assert.ok(is === "typing" || is === "good", `${length} letters: ${is}`);
  }
});

test("fields · knows an API key in the field for the secret", () => {
  assert.deepEqual(readSecretField(makeKey(), "blur", false), { is: "bad", problem: "is_key" });
});

test("fields · a placeholder stands for a signing secret only where one is expected", () => {
  for (const text of ["whsec_placeholder", "whsec_...", "whsec_…", " whsec_xxxxxxxx "]) {
    assert.equal(readSecretField(text, "blur", true).is, "placeholder", text);
    assert.equal(readSecretField(text, "blur", false).is, "bad", text);
  }
});

test("fields · stays calm at every letter of a publishable key, and knows its mode", () => {
  const key = makeKey("pk_live");
  for (let length = 1; length < 18; length++) {
    assert.equal(
      readPublishableField(key.slice(0, length), "typing", true).is,
      "typing",
      `${length} letters`,
    );
  }
  const verdict = readPublishableField(key, "typing", true);
  assert.deepEqual(verdict, { is: "good", mode: "live", label: `pk_live_…${key.slice(-4)}` });
});

test("fields · a publishable key is missing only where it is needed, and only once the button asks", () => {
  assert.equal(readPublishableField("", "blur", true).is, "blank");
  assert.equal(readPublishableField("", "submit", false).is, "blank");
  assert.deepEqual(readPublishableField("", "submit", true), { is: "bad", problem: "missing" });
});

test("fields · knows another key in the field for the publishable one", () => {
  assert.deepEqual(readPublishableField(makeKey("sk_test"), "typing", true), {
    is: "bad",
    problem: "is_key",
  });
  assert.deepEqual(readPublishableField("hello", "blur", true), { is: "bad", problem: "other" });
});

test("fields · an empty secret is fine", () => {
  assert.equal(readSecretField(" ", "submit", false).is, "blank");
});

test("fields · a signing secret or publishable key that lost its end is said to be cut off", () => {
  assert.deepEqual(readSecretField("whsec_a1B2a1B2", "blur", false), { is: "bad", problem: "cut_off" });
  assert.deepEqual(readPublishableField(makeKey("pk_live").slice(0, 20), "blur", true), {
    is: "bad",
    problem: "cut_off",
  });
});
