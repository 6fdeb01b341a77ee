/**
 * @module Holds every source file to the house style: its opening sentence, its size, its name, and nothing left over.
 */

import assert from "node:assert/strict";
import { posix } from "node:path";
import { test } from "node:test";
import { readProject, readSources, type ProjectFile } from "./project.ts";

const SOURCE_LINES = 300;
const TEST_LINES = 400;
const FILES_IN_A_FOLDER = 12;
const VAGUE_NAME = /(^|\/)(utils?|helpers?|common|misc|types|manager|service)(\.[a-z.]+)?$/;
/** The brackets keep this file from finding itself. */
const LEFT_OVER = /\b(TO[D]O|FIX[M]E|XX[X])\b/;
const UNFINISHED_TEST = /\b(test|it|describe|suite)\.(only|skip|todo)\b|\{\s*(only|skip|todo):\s*true/;

const sources = readSources();

test("sources · every file opens with its @module sentence", () => {
  assertNone(sources, ({ text }) => !/^(#!.*\n)?\/\*\*\s+(\* )?@module \S.{10,}/.test(text));
});

test(`sources · no file is longer than ${SOURCE_LINES} lines, no test than ${TEST_LINES}`, () => {
  assertNone(sources, ({ path, text }) => {
    const lines = text.trimEnd().split("\n").length;
    return lines > (path.endsWith(".test.ts") ? TEST_LINES : SOURCE_LINES);
  });
});

test(`sources · no folder holds more than ${FILES_IN_A_FOLDER} files of one kind`, () => {
  const folders = Map.groupBy(
    sources,
    ({ path }) => `${posix.dirname(path)} ${isTest(path) ? "tests" : "files"}`,
  );
  const crowded = [...folders]
    .filter(([, files]) => files.length > FILES_IN_A_FOLDER)
    .map(([folder]) => folder);
  assert.deepEqual(crowded, []);
});

test("sources · file names are kebab-case and say what is inside", () => {
  assertNone(sources, ({ path }) => VAGUE_NAME.test(path) || !/^[a-z0-9.\-/]+$/.test(path));
});

test("sources · nothing is left for later, and no test is left out", () => {
  assertNone(readProject(), ({ text }) => LEFT_OVER.test(text) || UNFINISHED_TEST.test(text));
});

test("sources · the checks above can fail", () => {
  assert.match(["// TO", "DO later"].join(""), LEFT_OVER);
  assert.match(["test", "skip(name, run)"].join("."), UNFINISHED_TEST);
  assert.match("worker/http/utils.ts", VAGUE_NAME);
});

function isTest(path: string): boolean {
  return path.endsWith(".test.ts");
}

function assertNone(files: readonly ProjectFile[], isWrong: (file: ProjectFile) => boolean): void {
  assert.deepEqual(
    files.filter(isWrong).map(({ path }) => path),
    [],
  );
}
