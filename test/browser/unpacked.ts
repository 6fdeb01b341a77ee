/**
 * @module Unpacks the Chromium that npm brought along, with the libraries and fonts a bare Linux does not have.
 *
 * Several test processes may ask at once: each unpacks into a folder of its own, and the first rename wins.
 */

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

/** Where the unpacked parts are. */
export interface UnpackedChromium {
  readonly executablePath: string;
  /** NSS and its companions, for LD_LIBRARY_PATH. */
  readonly libraries: string;
  /** A configuration that adds the family npm brought along to the machine's own, for FONTCONFIG_FILE. */
  readonly fontConfig: string;
}

/**
 * The package unpacks into the temporary folder, and its libraries only where it believes to be on Amazon Linux;
 * so it runs in a process of its own, with both said by the environment.
 */
const UNPACK = `const { default: chromium } = await import("@sparticuz/chromium"); await chromium.executablePath();`;
const UNPACK_TIMEOUT_MS = 180_000; // 70 MB of brotli on a slow machine

const FONT_CONFIG = "parityrail-fonts.conf";

/** Unpacks once a version, into `node_modules/.cache`, and returns where. `root` is the repository's folder. */
export async function unpackChromium(root: string): Promise<UnpackedChromium> {
  const cache = join(root, "node_modules", ".cache", "parityrail-chromium");
  const folder = join(cache, readVersion(root));
  if (!existsSync(folder)) await unpackInto(folder, { cache, root });
  return {
    executablePath: join(folder, "chromium"),
    libraries: join(folder, "al2023", "lib"),
    fontConfig: join(folder, FONT_CONFIG),
  };
}

async function unpackInto(folder: string, { cache, root }: { cache: string; root: string }): Promise<void> {
  await mkdir(cache, { recursive: true });
  const attempt = await mkdtemp(join(cache, "unpacking-"));
  try {
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", UNPACK], {
      cwd: root,
      env: { ...process.env, TMPDIR: attempt, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
      timeout: UNPACK_TIMEOUT_MS,
    });
    await writeFile(join(attempt, FONT_CONFIG), describeFonts(folder));
    await rename(attempt, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // otherwise another process was first
    });
  } finally {
    await rm(attempt, { recursive: true, force: true });
  }
}

/** The package's own configuration looks for its fonts in /tmp. */
function describeFonts(folder: string): string {
  return [
    `<?xml version="1.0"?>`,
    `<!DOCTYPE fontconfig SYSTEM "fonts.dtd">`,
    `<fontconfig>`,
    `  <dir>${join(folder, "fonts")}</dir>`,
    `  <dir>/usr/share/fonts</dir>`,
    `  <cachedir>${join(folder, "font-cache")}</cachedir>`,
    `</fontconfig>`,
    ``,
  ].join("\n");
}

function readVersion(root: string): string {
  const manifest = readFileSync(join(root, "node_modules", "@sparticuz", "chromium", "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version; // npm refuses a package without one
}
