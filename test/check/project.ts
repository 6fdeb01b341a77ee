/**
 * @module The repository as the checks see it: every file a person wrote, and nothing a tool made.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

export interface ProjectFile {
  /** From the repository's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const MADE_BY_TOOLS = new Set(["node_modules", "dist", ".git", ".wrangler", ".cache", "coverage"]);
const MADE_FILES = new Set(["package-lock.json", ".dev.vars", "worker-configuration.d.ts"]);
const TEXT_ENDINGS =
  /(^|\/)\.[a-z]+rc?$|\.(ts|js|mjs|json|md|html|css|svg|sql|toml|yml|yaml|txt|csv)$|^\.ci\//;

/** Reads every text file of the project. */
export function readProject(): ProjectFile[] {
  return listFolder("").map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

/** Tells whether the project has this file or folder. */
export function isInProject(path: string): boolean {
  return existsSync(join(ROOT, path));
}

function listFolder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return MADE_BY_TOOLS.has(entry.name) ? [] : listFolder(path);
    return entry.isFile() && !MADE_FILES.has(path) && TEXT_ENDINGS.test(path) ? [path] : [];
  });
}
