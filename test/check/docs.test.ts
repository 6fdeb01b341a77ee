/**
 * @module Holds the documents to what is there: links lead somewhere, commands exist, every source file says what it is for.
 */

import assert from "node:assert/strict";
import { posix } from "node:path";
import { test } from "node:test";
import { isInProject, readProject, type ProjectFile } from "./project.ts";

const project = readProject();
const documents = project.filter(({ path }) => path.endsWith(".md"));
const scripts = new Set(Object.keys(readManifest().scripts));

test("docs · every relative link leads to a file or folder of the project, and every #part to a heading", () => {
  assert.deepEqual(documents.flatMap(findBrokenLinks), []);
});

test("docs · every npm command in the documents exists", () => {
  assert.deepEqual(documents.flatMap(findUnknownCommands), []);
});

test("docs · npm start and npm test exist", () => {
  assert.ok(scripts.has("start") && scripts.has("test"));
});

test("docs · every source file opens with a @module sentence", () => {
  const silent = project.filter(
    ({ path, text }) => path.endsWith(".ts") && !/^(\/\*.*\*\/\n)?\/\*\*\s+(\* )?@module \S.{10,}/.test(text),
  );
  assert.deepEqual(
    silent.map(({ path }) => path),
    [],
  );
});

test("docs · a link to nowhere and a command that is not there are found", () => {
  const text = "[gone](./gone.md) [no part](#no-such-heading) ![picture](gone.png)\n\n`npm run gone`\n";
  const planted = { path: "docs/planted.md", text };
  assert.equal(findBrokenLinks(planted).length, 3);
  assert.equal(findUnknownCommands(planted).length, 1);
});

function findBrokenLinks({ path, text }: ProjectFile): string[] {
  const targets = Array.from(text.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)|\b(?:src|href)="([^"]+)"/g));
  return targets
    .map(([, inline, attribute]) => inline ?? attribute ?? "")
    .filter((target) => !/^(https?:|mailto:)/.test(target) && !leadsSomewhere(path, text, target))
    .map((target) => `${path}: ${target}`);
}

function leadsSomewhere(from: string, text: string, target: string): boolean {
  const [path = "", part] = target.split("#");
  const file = path === "" ? from : posix.join(posix.dirname(from), decodeURIComponent(path));
  if (path !== "" && !isInProject(file)) return false;
  if (!part || !file.endsWith(".md")) return true;
  const linked = path === "" ? text : project.find((candidate) => candidate.path === file)?.text;
  return linked !== undefined && listAnchors(linked).includes(part);
}

/** As GitHub makes them: lower case, no punctuation, hyphens for spaces. */
function listAnchors(text: string): string[] {
  return Array.from(text.matchAll(/^#{1,6} (.+)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

function findUnknownCommands({ path, text }: ProjectFile): string[] {
  return Array.from(text.matchAll(/\bnpm run ([a-z][a-z:-]*)/g), ([, script = ""]) => script)
    .filter((script) => !scripts.has(script))
    .map((script) => `${path}: npm run ${script}`);
}

function readManifest(): { scripts: Record<string, string> } {
  const file = project.find(({ path }) => path === "package.json");
  return JSON.parse(file?.text ?? "{}") as { scripts: Record<string, string> }; // npm checks the shape itself
}
