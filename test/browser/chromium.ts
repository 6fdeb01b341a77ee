/**
 * @module The one browser every test runs in: an installed Chrome, Chromium or Edge, else the one npm brought along.
 */

import { statSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { chromium, type Browser } from "playwright";
import { findInstalledBrowser } from "./installed.ts";
import { unpackChromium } from "./unpacked.ts";

export interface Chromium {
  readonly executablePath: string;
  readonly args: string[];
  /** The whole environment to start it in. */
  readonly env: Record<string, string>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url).href);

/** Containers offer no sandbox, machines without a screen no GPU; the tests open only pages of this machine. */
const SANDBOX_ARGS = process.platform === "linux" ? ["--no-sandbox", "--no-zygote"] : [];
const COMMON_ARGS = [...SANDBOX_ARGS, "--disable-gpu", "--font-render-hinting=none"];

/** What a full browser does behind the tests' back. */
const INSTALLED_ARGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

/** Finds the browser, unpacking it first if need be. `CHROME_PATH` decides where it is set. */
export async function findChromium(): Promise<Chromium> {
  const env = copyEnvironment();
  const installed = findInstalledBrowser({ platform: process.platform, env: process.env, isFile });
  if (installed) return { executablePath: installed, args: [...COMMON_ARGS, ...INSTALLED_ARGS], env };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("The tests need Chrome, Chromium or Edge: install one, or set CHROME_PATH to it.");
  }
  const { executablePath, libraries, fontConfig } = await unpackChromium(ROOT);
  const libraryPath = [libraries, env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return {
    executablePath,
    args: ["--headless=shell", ...COMMON_ARGS],
    env: { ...env, LD_LIBRARY_PATH: libraryPath, FONTCONFIG_FILE: env["FONTCONFIG_FILE"] ?? fontConfig },
  };
}

/** Starts the browser; whoever starts it closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ headless: true, ...(await findChromium()) });
}

function copyEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
