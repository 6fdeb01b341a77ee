/**
 * @module `npm test` runs every check and every test; `npm test -- NAME…` the test files whose path holds a name.
 */

import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import process from "node:process";

const CHECKS = ["format:check", "lint", "types", "build", "build:test-worker", "deploy:check"];
const ELEMENT = "dist/widget/parityrail-connect.js"; // what the Worker serves, so its tests need it

const names = process.argv.slice(2).map((name) => name.replaceAll("\\", "/").replace(/^\.\//, ""));
if (names.length === 0) runEverything();
else runFiles(listTestFiles().filter((path) => names.some((name) => path.includes(name))));

function runEverything(): void {
  for (const check of CHECKS) run("npm", ["run", "--silent", check]);
  const files = listTestFiles().filter((path) => !path.endsWith(".journey.ts")); // all.test.ts runs those
  runFiles(files);
}

function runFiles(files: readonly string[]): void {
  if (files.length === 0) fail(`No test file has ${names.join(" or ")} in its path.`);
  const browser = files.filter((path) => path.endsWith(".browser.test.ts"));
  const node = files.filter((path) => !browser.includes(path));
  if (!existsSync(ELEMENT)) run("npm", ["run", "--silent", "build"]);
  if (names.length > 0) run("npm", ["run", "--silent", "build:test-worker"]);
  if (node.length > 0) {
    run(process.execPath, ["--import", "./test/offline.ts", "--test", "--test-concurrency=4", ...node]);
  }
  if (browser.length > 0) {
    run("npx", ["wtr", "--config", "web-test-runner.config.ts", "--files", ...browser]);
  }
}

function listTestFiles(): string[] {
  return globSync("test/**/*.{test,journey}.ts").map((path) => path.replaceAll("\\", "/"));
}

/** Runs a program, and ends with its status if it fails. */
function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, {
    stdio: "inherit",
    shell: process.platform === "win32" && program !== process.execPath, // npm is a .cmd there
  });
  if (error) fail(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
