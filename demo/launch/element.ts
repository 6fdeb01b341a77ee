/**
 * @module Builds the element's script for the Worker to serve, if it is missing or older than its sources.
 */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["widget", "shared"];

/** Makes sure that `dist/widget/parityrail-connect.js` is there and as new as its sources. */
export async function prepareElement(root: string): Promise<void> {
  const script = join(root, "dist", "widget", "parityrail-connect.js");
  if (existsSync(script) && statSync(script).mtimeMs >= newestSource(root)) return;
  const { build } = await import("vite"); // heavy: loaded only when there is something to build
  await build({ configFile: join(root, "widget", "vite.config.ts"), logLevel: "error" });
}

/** When the newest source file was changed, in milliseconds. */
function newestSource(root: string): number {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    ),
  );
  return Math.max(...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
}
