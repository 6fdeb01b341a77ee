/**
 * @module Holds the linter to finding what it is there to find, the arrows among it, on files planted elsewhere.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { LAYERS } from "../../oxlint.config.ts";
import { ROOT } from "./project.ts";

const IMPORTS = "no-restricted-imports";

/** Rule → a folder and a line that breaks the rule there. */
const PLANTED: readonly (readonly [rule: string, folder: string, code: string])[] = [
  ["no-console", "worker", `console.log("a key");`],
  ["no-console", "widget", `console.log("a key");`],
  ["no-restricted-globals", "worker", `export const a = process.env;`],
  ["no-restricted-globals", "worker/http", `export const a = Buffer.from("a");`],
  ["no-restricted-globals", "widget", `export const a = process.env;`],
  ["no-restricted-globals", "shared", `export const a = Buffer.from("a");`],
  ["no-default-export", "worker", `export default {};`],
  ["no-explicit-any", "demo", `export const a = (b: any) => String(b);`],
  ["no-non-null-assertion", "test", `export const a = (b?: string) => b!.length;`],
  ["consistent-type-imports", "worker", `import { A } from "./a.ts"; export const a: A = 1;`],
  [
    "no-import-type-side-effects",
    "widget",
    `import { type A } from "../shared/a.ts"; export const a: A = 1;`,
  ],
  ["no-cycle", "shared", `import { b } from "./other.ts"; export const a = () => b();`],
  ["no-eval", "widget", `eval("1");`],
  ["eqeqeq", "shared", `export const a = (b: string) => b == "c";`],
  ["no-unused-vars", "demo", `const unused = 1;`],
  ["no-restricted-properties", "test", `test.only("a rule", () => {});`],
  ["no-warning-comments", "worker", ["// TO", "DO later"].join("")],

  [IMPORTS, "shared", `import { app } from "../worker/app.ts";`],
  [IMPORTS, "shared", `import { define } from "../widget/define.ts";`],
  [IMPORTS, "shared/schema", `import { startDemo } from "../../demo/start.ts";`],
  [IMPORTS, "shared", `import * as z from "zod";`],
  [IMPORTS, "shared", `import { readFileSync } from "node:fs";`],
  [IMPORTS, "shared/schema", `import { html } from "lit";`],
  [IMPORTS, "worker", `import { define } from "../widget/define.ts";`],
  [IMPORTS, "worker", `import type { State } from "../widget/controller/state.ts";`],
  [IMPORTS, "worker/connections", `export * from "../../demo/host/host.ts";`],
  [IMPORTS, "worker", `export const late = await import("../demo/start.ts");`],
  ["no-dynamic-require", "worker", `export const late = await import(globalThis.name);`],
  [IMPORTS, "worker", `import { Buffer } from "node:buffer";`],
  [IMPORTS, "worker/connections", `import Stripe from "stripe";`],
  [IMPORTS, "worker/stripe", `import { v4 } from "uuid";`],
  [IMPORTS, "worker/connections", `import { seal } from "../vault/envelope.ts";`],
  [IMPORTS, "worker", `import { world } from "../test/worker/world.ts";`],
  [IMPORTS, "widget/api", `import { app } from "../../worker/app.ts";`],
  [IMPORTS, "widget", `import { host } from "../demo/host/host.ts";`],
  [IMPORTS, "widget", `import * as z from "zod";`],
  [IMPORTS, "widget", `import { world } from "../test/worker/world.ts";`],
  [IMPORTS, "widget", `import { connectionAnswer } from "../shared/schema/connections.ts";`],
  [IMPORTS, "widget/views", `import { createKeyLink } from "../../shared/profile.ts";`],
  [IMPORTS, "widget", `import { ERRORS } from "../shared/errors.ts";`],
  [IMPORTS, "demo", `import { app } from "../worker/app.ts";`],
  [IMPORTS, "demo/stripe", `import Stripe from "stripe";`],
  [IMPORTS, "demo", `import { launchChromium } from "../test/browser/chromium.ts";`],
  ...listForbiddenLayers(),
  [IMPORTS, "worker/http", `import type { Services } from "../context.ts";`],
  [IMPORTS, "worker/crypto", `import type { Services } from "../context.ts";`],
];

/** Folder → lines that break no rule there. */
const ALLOWED: readonly (readonly [folder: string, code: string])[] = [
  ["shared/schema", `import * as z from "zod"; export const a = z.string();`],
  ["shared", `export { parse } from "./ids.ts"; // import { app } from "../worker/app.ts"`],
  ["worker/stripe", `import Stripe from "stripe"; export const a = new Stripe("");`],
  ["worker/http", `export { keys } from "../../shared/keys.ts"; export { Hono } from "hono/tiny";`],
  ["worker/vault", `export { seal } from "./envelope.ts"; export { encode } from "../crypto/encoding.ts";`],
  ["worker/connections", `export { probe } from "../stripe/probe.ts"; export type { Env } from "../env.ts";`],
  ["widget", `export type { Connection } from "../shared/schema/connections.ts";`],
  [
    "demo",
    `export { html } from "lit"; export { define } from "../widget/define.ts"; export { join } from "node:path";`,
  ],
  ["test/worker", `export { Stripe } from "stripe"; export { seal } from "../../worker/vault/envelope.ts";`],
];

/** Every import of a folder of the same or a higher layer. */
function listForbiddenLayers(): (readonly [string, string, string])[] {
  return LAYERS.flatMap((layer, height) =>
    layer.flatMap((folder) =>
      LAYERS.slice(height)
        .flatMap((names) => names.filter((name) => name !== folder))
        .map((other) => [IMPORTS, `worker/${folder}`, `import { a } from "../${other}/a.ts";`] as const),
    ),
  );
}

let folder = "";
let report: readonly { code: string; filename: string }[] = [];
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "parityrail-lint-"));
  copyFileSync(join(ROOT, "oxlint.config.ts"), join(folder, "oxlint.config.ts"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  plant("shared/a.ts", `export type A = number;`);
  plant("worker/a.ts", `export type A = number;`);
  PLANTED.forEach(([rule, place, code], index) => {
    if (rule === "no-cycle") plant(`${place}/other.ts`, `export { a as b } from "./planted-${index}.ts";`);
    plant(`${place}/planted-${index}.ts`, code);
  });
  ALLOWED.forEach(([place, code], index) => plant(`${place}/allowed-${index}.ts`, code));
  plant("worker/index.ts", `export default { fetch: () => new Response("ok") };`);
  plant("shared/camelCase.ts", `export const a = 1;`);
  report = await lint();
});
after(() => rmSync(folder, { recursive: true, force: true }));

PLANTED.forEach(([rule, place, code], index) => {
  test(`lint · ${rule} is found in ${place}: ${code}`, () => {
    const found = listRules(`${place}/planted-${index}.ts`);
    assert.ok(
      found.some((name) => name.includes(`(${rule})`)),
      `found only: ${found.join(", ")}`,
    );
  });
});

ALLOWED.forEach(([place, code], index) => {
  test(`lint · nothing is found in ${place}: ${code}`, () => {
    assert.deepEqual(listRules(`${place}/allowed-${index}.ts`), []);
  });
});

test("lint · the Worker's entry may have a default export, and no file a name in camel case", () => {
  assert.deepEqual(listRules("worker/index.ts"), []);
  assert.match(listRules("shared/camelCase.ts").join(), /filename-case/);
});

test("lint · every folder of the Worker has a layer", () => {
  const folders = readdirSync(join(ROOT, "worker"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["migrations", "types"].includes(entry.name))
    .map(({ name }) => name);
  assert.deepEqual(folders.sort(), LAYERS.flat().sort());
});

function plant(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${code}\n`);
}

function listRules(path: string): string[] {
  return report
    .filter(({ filename }) => filename.replaceAll("\\", "/").endsWith(path))
    .map(({ code }) => code);
}

/** Lints everything that was planted, with the project's rules. */
function lint(): Promise<{ code: string; filename: string }[]> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const oxlint = join(ROOT, "node_modules", "oxlint", "bin", "oxlint");
  const args = [oxlint, "--format", "json", "shared", "worker", "widget", "demo", "test"];
  execFile(process.execPath, args, { cwd: folder, maxBuffer: 16_000_000 }, (_, stdout) => resolve(stdout));
  return promise.then((text) => (JSON.parse(text) as { diagnostics: typeof report }).diagnostics.slice());
}
