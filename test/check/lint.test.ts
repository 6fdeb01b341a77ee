/**
 * @module Holds the linter's configuration to finding what it is there to find, on files planted outside the project.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { ROOT } from "./project.ts";

/** Rule → a file and the line in it that breaks the rule. */
const PLANTED: readonly (readonly [rule: string, path: string, code: string])[] = [
  ["no-console", "worker/planted.ts", `console.log("a key");`],
  ["no-console", "widget/planted.ts", `console.log("a key");`],
  ["no-console", "shared/planted.ts", `console.log("a key");`],
  ["no-restricted-globals", "worker/planted.ts", `export const a = process.env;`],
  ["no-restricted-globals", "worker/planted.ts", `export const a = Buffer.from("a");`],
  ["no-restricted-globals", "worker/planted.ts", `export const a = window.name;`],
  ["no-restricted-globals", "worker/planted.ts", `export const a = document.title;`],
  ["no-restricted-globals", "widget/planted.ts", `export const a = process.env;`],
  ["no-restricted-globals", "shared/planted.ts", `export const a = Buffer.from("a");`],
  ["no-default-export", "worker/planted.ts", `export default {};`],
  ["no-explicit-any", "demo/planted.ts", `export const a = (b: any) => String(b);`],
  ["no-non-null-assertion", "test/planted.ts", `export const a = (b?: string) => b!.length;`],
  ["consistent-type-imports", "worker/planted.ts", `import { A } from "./a.ts"; export const a: A = 1;`],
  ["no-cycle", "shared/planted.ts", `import { b } from "./other.ts"; export const a = () => b();`],
  ["no-eval", "widget/planted.ts", `eval("1");`],
  ["eqeqeq", "shared/planted.ts", `export const a = (b: string) => b == "c";`],
  ["no-unused-vars", "demo/planted.ts", `const unused = 1;`],
];

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "parityrail-lint-"));
  copyFileSync(join(ROOT, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
});
after(() => rmSync(folder, { recursive: true, force: true }));

for (const [rule, path, code] of PLANTED) {
  test(`lint · ${rule} is found: ${path}: ${code}`, async () => {
    plant("shared/a.ts", `export type A = number;\n`);
    plant("shared/other.ts", `import { a } from "./planted.ts";\n\nexport const b = () => a();\n`);
    plant(path, code);
    assert.ok((await lint(path)).includes(`(${rule})`), `${rule} was not reported`);
    rmSync(join(folder, path));
  });
}

test("lint · a file without fault passes, and so does the Worker's default export", async () => {
  plant("worker/index.ts", `export default { fetch: () => new Response("ok") };\n`);
  assert.deepEqual(JSON.parse(await lint("worker/index.ts")).diagnostics, []);
});

function plant(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), code);
}

/** Returns the linter's report as JSON; that it ends with an error is expected here. */
function lint(path: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const oxlint = join(ROOT, "node_modules", "oxlint", "bin", "oxlint");
  const args = [oxlint, "--format", "json", path];
  execFile(process.execPath, args, { cwd: folder }, (_, stdout) => resolve(stdout));
  return promise;
}
