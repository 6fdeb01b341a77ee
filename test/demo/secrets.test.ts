/**
 * @module The development secrets: strong, private to the user, and never made twice.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, test } from "node:test";
import { prepareSecrets } from "../../demo/launch/secrets.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("prepareSecrets · makes every secret the Worker needs, 32 random bytes each", () => {
  const { secrets, made } = prepareSecrets(join(folder, "new", ".dev.vars"));
  assert.equal(made, true);
  assert.match(secrets.VAULT_KEYS, /^dev1:/);
  assert.equal(Buffer.from(secrets.VAULT_KEYS.slice("dev1:".length), "base64").length, 32);
  assert.equal(Buffer.from(secrets.SESSION_KEY, "base64").length, 32);
  assert.match(secrets.OPERATOR_TOKEN, /^pro_[0-9a-f]{64}$/);
});

test("prepareSecrets · makes other secrets on another machine", () => {
  const first = prepareSecrets(join(folder, "a")).secrets;
  const second = prepareSecrets(join(folder, "b")).secrets;
  for (const [name, value] of Object.entries(second)) assert.ok(!Object.values(first).includes(value), name);
});

test("prepareSecrets · keeps what is there, and adds only what is missing", () => {
  const file = join(folder, ".dev.vars");
  writeFileSync(file, "# mine\nSESSION_KEY=kept-as-it-is");
  const first = prepareSecrets(file);
  assert.equal(first.secrets.SESSION_KEY, "kept-as-it-is");
  assert.match(readFileSync(file, "utf8"), /^# mine\nSESSION_KEY=kept-as-it-is\nVAULT_KEYS=/);
  assert.deepEqual(prepareSecrets(file), { secrets: first.secrets, made: false });
});

test("prepareSecrets · lets nobody else read the file", () => {
  const file = join(folder, ".dev.vars");
  writeFileSync(file, "", { mode: 0o644 });
  prepareSecrets(file);
  const forOthers = process.platform === "win32" ? 0o066 : 0; // Windows has no such bits to take away
  assert.equal(statSync(file).mode & 0o077, forOthers);
});
