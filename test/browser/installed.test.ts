/**
 * @module Holds the search for an installed browser to its order, on machines that are only described.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findInstalledBrowser } from "./installed.ts";

interface Described {
  platform?: string;
  env?: Record<string, string>;
  files?: string[];
}

function search({ platform = "linux", env = {}, files = [] }: Described): string | null {
  return findInstalledBrowser({ platform, env, isFile: (path) => files.includes(path) });
}

test("installed browser · CHROME_PATH wins over everything else", () => {
  const files = ["/opt/my/chrome", "/usr/bin/google-chrome"];
  assert.equal(search({ env: { CHROME_PATH: "/opt/my/chrome", PATH: "/usr/bin" }, files }), "/opt/my/chrome");
});

test("installed browser · a CHROME_PATH that names no file is an error that says so", () => {
  const files = ["/usr/bin/chromium"];
  assert.throws(() => search({ env: { CHROME_PATH: "/nowhere", PATH: "/usr/bin" }, files }), /\/nowhere/);
});

test("installed browser · an empty CHROME_PATH counts as none", () => {
  assert.equal(search({ env: { CHROME_PATH: "" }, files: ["/usr/bin/chromium"] }), "/usr/bin/chromium");
});

test("installed browser · Linux prefers Chrome to Chromium to Edge, and PATH to the well-known places", () => {
  const env = { PATH: "/home/me/bin:/usr/bin" };
  const files = ["/usr/bin/microsoft-edge", "/usr/bin/chromium", "/home/me/bin/chromium"];
  assert.equal(search({ env, files }), "/home/me/bin/chromium");
  assert.equal(search({ env, files: [...files, "/usr/bin/google-chrome"] }), "/usr/bin/google-chrome");
});

test("installed browser · a relative folder in PATH is not searched", () => {
  assert.equal(search({ env: { PATH: ".:bin" }, files: ["bin/chromium", "chromium"] }), null);
});

test("installed browser · macOS looks in the machine's applications, then in the person's own", () => {
  const own = "/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium";
  const shared = "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge";
  const described = { platform: "darwin", env: { HOME: "/Users/me" } };
  assert.equal(search({ ...described, files: [own] }), own);
  assert.equal(search({ ...described, files: [own, shared] }), shared);
});

test("installed browser · Windows looks in both program folders and the person's own", () => {
  const env = {
    PROGRAMFILES: "C:\\Program Files",
    "PROGRAMFILES(X86)": "C:\\Program Files (x86)",
    LOCALAPPDATA: "C:\\Users\\me\\AppData\\Local",
  };
  const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
  const own = "C:\\Users\\me\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe";
  assert.equal(search({ platform: "win32", env, files: [own] }), own);
  assert.equal(search({ platform: "win32", env, files: [own, edge] }), edge);
});

test("installed browser · a bare machine of any platform has none", () => {
  for (const platform of ["linux", "darwin", "win32"]) assert.equal(search({ platform }), null);
});
