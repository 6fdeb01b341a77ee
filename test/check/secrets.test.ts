/**
 * @module Holds the repository to containing nothing that looks like a secret: keys in tests are made at run time.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readProject, type ProjectFile } from "./project.ts";

/** Each kind of secret this project knows, long enough to be real. */
const SECRETS = [
  /\b(sk|rk|ek|pk)_(live|test|org)_[A-Za-z0-9_]{16,}/,
  /\bwhsec_[A-Za-z0-9+/=]{16,}/,
  /\b(prs|pro)_[A-Za-z0-9]{20,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

test("secrets · no file of the project holds one", () => {
  assert.deepEqual(
    readProject()
      .filter(holdsSecret)
      .map(({ path }) => path),
    [],
  );
});

test("secrets · each kind is found where it is planted", () => {
  const random = "a1B2c3D4".repeat(4);
  const kinds = [
    `rk_test_${random}`,
    `sk_live_${random}`,
    `whsec_${random}`,
    `prs_${random}`,
    `pro_${random}`,
  ];
  const token = ["eyJhbGciOiJI", random, random].join(".");
  for (const text of [...kinds, token, ["-----BEGIN", "PRIVATE KEY-----"].join(" ")]) {
    assert.ok(holdsSecret({ path: "planted.ts", text: `const key = "${text}";` }), text);
  }
});

function holdsSecret({ text }: ProjectFile): boolean {
  return SECRETS.some((secret) => secret.test(text));
}
