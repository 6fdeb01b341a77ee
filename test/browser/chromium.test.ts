/**
 * @module Holds the browser that npm brought along to what a bare Linux needs of it.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launchChromium } from "./chromium.ts";
import { unpackChromium, type UnpackedChromium } from "./unpacked.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NSS = ["libnspr4.so", "libnss3.so", "libnssutil3.so"];
const onBareLinux = { skip: process.platform !== "linux" || process.arch !== "x64" }; // there is no other build

const folder = mkdtempSync(join(tmpdir(), "parityrail-browser-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("browser · opens a page of this machine", async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto("data:text/html,<h1>Hello</h1>");
    assert.equal(await page.getByRole("heading").textContent(), "Hello");
  } finally {
    await browser.close();
  }
});

test("browser · needs no NSS of the machine's own", onBareLinux, async () => {
  const { executablePath, libraries } = await unpackChromium(ROOT);
  const env = { ...process.env, LD_LIBRARY_PATH: libraries };
  const { stdout } = await promisify(execFile)("ldd", [executablePath], { env });
  assert.doesNotMatch(stdout, /not found/);
  for (const library of NSS)
    assert.ok(stdout.includes(`${library} => ${join(libraries, library)} `), library);
});

test("browser · several processes may unpack it at once, and nothing is left over", onBareLinux, async () => {
  const nodeModules = join(folder, "node_modules");
  mkdirSync(nodeModules);
  symlinkSync(join(ROOT, "node_modules", "@sparticuz"), join(nodeModules, "@sparticuz"));
  const results: UnpackedChromium[] = await Promise.all([unpackChromium(folder), unpackChromium(folder)]);
  assert.deepEqual(results[0], results[1]);
  const cache = join(nodeModules, ".cache", "parityrail-chromium");
  assert.equal(readdirSync(cache).length, 1);
});
