/**
 * @module Holds the built element to its budget, and to being one script under two names with its languages beside it.
 */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGES } from "../../widget/i18n/languages.ts";
import { ELEMENT_BUDGET_GZIP_BYTES, measureElement } from "../bench/element-size.ts";

const DIST = new URL("../../dist/widget/", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, DIST), "utf8");
const moving = read("parityrail-connect.js");

test(`build · the element, Lit and English included, is at most ${ELEMENT_BUDGET_GZIP_BYTES} bytes gzip`, () => {
  const { gzip } = measureElement();
  assert.ok(gzip <= ELEMENT_BUDGET_GZIP_BYTES, `${gzip} bytes`);
});

test("build · the pinned name holds the same bytes, and integrity.json its name and hash", () => {
  const { file, integrity } = JSON.parse(read("integrity.json"));
  assert.match(file, /^parityrail-connect\.[0-9a-f]{12}\.js$/);
  assert.equal(read(file), moving);
  assert.equal(integrity, `sha384-${createHash("sha384").update(moving).digest("base64")}`);
});

test("build · the script loads nothing but languages, each by the hash of its content and relative to the script", () => {
  assert.doesNotMatch(moving, /\bimport\s*["'{*]|\bfrom\s*["'`]/);
  const loaded = Array.from(moving.matchAll(/\bimport\(([^)]*)\)/g), ([, target = ""]) =>
    target.slice(1, -1),
  );
  assert.equal(loaded.length, Object.keys(LANGUAGES).length);
  for (const code of Object.keys(LANGUAGES)) {
    const target = loaded.find((one) => one.startsWith(`./parityrail-connect.${code}`));
    assert.ok(target && readdirSync(DIST).includes(target.slice(2)), code);
  }
});

test("build · the moving name is cached shortly, the names with a hash for a year, and no name by both rules", () => {
  const rules = read("_headers")
    .split(/\n(?=\/)/)
    .map((block) => block.split("\n"));
  const findCache = (path: string) =>
    rules
      .filter(([pattern = ""]) =>
        new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(path),
      )
      .flatMap((lines) => lines.filter((line) => line.includes("Cache-Control")));
  const { file } = JSON.parse(read("integrity.json"));
  assert.deepEqual(
    findCache("/parityrail-connect.js").map((line) => /max-age=300\b/.test(line)),
    [true],
  );
  assert.deepEqual(
    findCache(`/${file}`).map((line) => /max-age=31536000, immutable/.test(line)),
    [true],
  );
});
