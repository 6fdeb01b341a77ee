/**
 * @module `npm test` runs every check and every test; `npm test -- NAME…` the test files whose path holds a name.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync } from "node:fs";
import process from "node:process";

/** Side by side; of each row one after the other. */
const CHECKS = [
  ["format:check", "lint"],
  ["types", "build", "build:test-worker", "deploy:check"],
];
const ELEMENT = "dist/widget/parityrail-connect.js"; // what the Worker serves, so its tests need it

const names = process.argv.slice(2).map((name) => name.replaceAll("\\", "/").replace(/^\.\//, ""));
process.exitCode = (await (names.length === 0 ? runEverything() : runNamed())) ? 0 : 1;

async function runEverything(): Promise<boolean> {
  const checks = await Promise.all(CHECKS.map(runScripts));
  if (!checks.every(Boolean)) return false;
  return runFiles(listTestFiles().filter((path) => !path.endsWith(".journey.ts"))); // all.test.ts runs those
}

async function runNamed(): Promise<boolean> {
  const files = listTestFiles().filter((path) => names.some((name) => path.includes(name)));
  if (files.length === 0) {
    process.stderr.write(`No test file has ${names.join(" or ")} in its path.\n`);
    return false;
  }
  const needed = existsSync(ELEMENT) ? ["build:test-worker"] : ["build", "build:test-worker"];
  return (await runScripts(needed)) && runFiles(files);
}

/** Runs those for a browser beside the others, which wait for the Worker at times. */
async function runFiles(files: readonly string[]): Promise<boolean> {
  const browser = files.filter((path) => path.endsWith(".browser.test.ts"));
  const node = files.filter((path) => !browser.includes(path));
  const inNode = ["--import", "./test/offline.ts", "--test", "--test-concurrency=3", ...node];
  const inBrowser = ["wtr", "--config", "web-test-runner.config.ts", "--files", ...browser];
  const ended = await Promise.all([
    node.length === 0 || run(process.execPath, inNode, "as it comes"),
    browser.length === 0 || run("npx", inBrowser),
  ]);
  return ended.every(Boolean);
}

async function runScripts(scripts: readonly string[]): Promise<boolean> {
  for (const script of scripts) {
    if (!(await run("npm", ["run", "--silent", script]))) return false;
  }
  return true;
}

function listTestFiles(): string[] {
  return globSync("test/**/*.{test,journey}.ts").map((path) => path.replaceAll("\\", "/"));
}

/** Runs a program and shows what it says, by default in one piece. Returns whether it ended well. */
async function run(program: string, args: readonly string[], shown?: "as it comes"): Promise<boolean> {
  const output = shown ? "inherit" : "pipe";
  const child = spawn(program, args, {
    stdio: ["ignore", output, output],
    shell: process.platform === "win32" && program !== process.execPath, // npm is a .cmd there
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => said.push(chunk));
  const [status] = (await once(child, "close")) as [number | null]; // as Node documents
  process.stdout.write(Buffer.concat(said));
  return status === 0;
}
