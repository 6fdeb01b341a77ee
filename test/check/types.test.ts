/**
 * @module Holds each place to the types of its own platform: what a browser or Node has does not compile in the Worker.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { ROOT } from "./project.ts";

const BROWSER = "export const title = document.title;";
const NODE = "export const home = process.env;";
const NODE_MODULE = `export { readFileSync } from "node:fs";`;
const WORKER = "export const db: D1Database | null = null;";
const SDK = `export { default } from "stripe";`; // its types reference Node's

/** Place → its own, and what is not there. */
const PLACES: Readonly<Record<string, { own: string; foreign: readonly string[] }>> = {
  worker: { own: WORKER + SDK, foreign: [BROWSER, NODE, NODE_MODULE] },
  widget: { own: BROWSER, foreign: [WORKER, NODE, NODE_MODULE] },
  shared: { own: "export const zero = 0;", foreign: [BROWSER, WORKER, NODE, NODE_MODULE] },
};

let folder = "";
before(() => {
  folder = mkdtempSync(join(ROOT, ".wrangler", "types-")); // inside, where packages are found
});
after(() => rmSync(folder, { recursive: true, force: true }));

for (const [place, { own, foreign }] of Object.entries(PLACES)) {
  test(`types · ${place} compiles with its own platform, and with nothing of another`, async () => {
    const lines = [own, ...foreign];
    lines.forEach((line, index) => writeFileSync(join(folder, `${place}-${index}.ts`), line));
    const failed = await listFailed(place, lines.length);
    assert.deepEqual(failed, foreign.map((_, index) => `${place}-${index + 1}.ts`).sort());
  });
}

/** Compiles the planted files with the options of `place`, and returns those with an error. */
async function listFailed(place: string, count: number): Promise<string[]> {
  const project = join(folder, `tsconfig.${place}.json`);
  const runtime = place === "worker" ? [join(ROOT, "worker-configuration.d.ts")] : [];
  const files = Array.from({ length: count }, (_, index) => `${place}-${index}.ts`);
  writeFileSync(
    project,
    JSON.stringify({ extends: join(ROOT, place, "tsconfig.json"), files, include: runtime }),
  );
  const { promise, resolve } = Promise.withResolvers<string>();
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  execFile(process.execPath, [tsc, "-p", project, "--pretty", "false"], (_, stdout) => resolve(stdout));
  const found = Array.from((await promise).matchAll(/^\S*?([a-z]+-\d\.ts)\(/gm), ([, name = ""]) => name);
  return [...new Set(found)].sort();
}
