/**
 * @module What a developer needs to try the element in an app of their own: origins that may show it, and a file
 * with the headers of its backend, because a secret belongs on no page and in no shell's history.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where development servers usually listen. */
const OWN_PORTS = [3000, 4200, 4321, 5000, 8000, 8080];

/** Origins on this machine that the demo's apps allow beside the demo's own. */
export const OWN_ORIGINS = OWN_PORTS.flatMap((port) => [
  `http://localhost:${port}`,
  `http://127.0.0.1:${port}`,
]);

/** Writes what curl takes as `-H @file`, for the user's eyes only, and returns the file. */
export function writeHeaderFile(stateDir: string, name: string, secret: string): string {
  const folder = join(stateDir, "apps");
  const file = join(folder, `${name}.header`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `Content-Type: application/json\nAuthorization: Bearer ${secret}\n`, { mode: 0o600 });
  return file;
}
