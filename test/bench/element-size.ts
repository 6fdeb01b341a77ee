/**
 * @module Measures the built element: the one script that a page loads, with Lit and English in it.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export interface Size {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** All of the element in English. */
export const ELEMENT_BUDGET_GZIP_BYTES = 36_000;

const SCRIPT = fileURLToPath(new URL("../../dist/widget/parityrail-connect.js", import.meta.url));

/** Returns the element's size in bytes: as it is, gzip -9 and brotli 11. Needs `npm run build` to have run. */
export function measureElement(): Size {
  const bytes = readFileSync(SCRIPT);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: quality }).length,
  };
}
