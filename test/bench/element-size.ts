/**
 * @module Measures the built element as a page loads it: the script and what it imports at once, without lazy languages.
 */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export interface Size {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** Lit and English included. Above this, a page notices. */
export const ELEMENT_BUDGET_GZIP_BYTES = 18_000;

const ENTRY = fileURLToPath(new URL("../../dist/widget/parityrail-connect.js", import.meta.url));

/** Returns the element's size in bytes: as it is, gzip -9 and brotli 11. Needs `npm run build` to have run. */
export function measureElement(): Size {
  return addSizes([...listEagerFiles(ENTRY)].map((file) => measureBytes(readFileSync(file))));
}

/** Returns the size of everything in English: what `measureElement` counts and the views that come when they are needed. */
export function measureWholeElement(): Size {
  const names = [
    "parityrail-connect.js",
    "parityrail-connect-guide-view.js",
    "parityrail-connect-connected-view.js",
    "parityrail-connect-oauth-view.js",
    "parityrail-connect-credentials-view.js",
    "parityrail-connect-problem-sentences.js",
    "parityrail-connect-open-session.js",
  ];
  return addSizes(names.map((name) => measureBytes(readFileSync(join(dirname(ENTRY), name)))));
}

function listEagerFiles(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const imports = readFileSync(file, "utf8").matchAll(/\b(?:import|from)\s*["'](\.\/[^"']+)["']/g);
  for (const [, path = ""] of imports) listEagerFiles(join(dirname(file), path), found);
  return found;
}

function measureBytes(bytes: Buffer): Size {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: quality }).length,
  };
}

function addSizes(sizes: readonly Size[]): Size {
  return {
    raw: sum(sizes.map(({ raw }) => raw)),
    gzip: sum(sizes.map(({ gzip }) => gzip)),
    brotli: sum(sizes.map(({ brotli }) => brotli)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
