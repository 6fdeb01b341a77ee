/**
 * @module Reads what a source file imports, with a real parser: comments and strings cannot fool it.
 */

import { posix } from "node:path";
import { parseSync } from "vite";
import type { ProjectFile } from "./project.ts";

export interface Import {
  /** The importing file. */
  readonly from: string;
  /** A file of the project, or a package's or platform module's name, or `?` where it is not written as a string. */
  readonly to: string;
  /** A type is gone at run time. */
  readonly typeOnly: boolean;
}

/** Lists every import and re-export of a file, static or dynamic. Throws if the file cannot be parsed. */
export function listImports(file: ProjectFile): Import[] {
  const { module, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`);
  const statically = module.staticImports.map((found) => ({
    ...{ specifier: found.moduleRequest.value, start: found.start },
  }));
  const again = module.staticExports.flatMap(({ start, entries }) =>
    entries.flatMap(({ moduleRequest }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, start }] : [],
    ),
  );
  const dynamically = module.dynamicImports.map(({ moduleRequest }) => ({
    specifier: readString(file.text.slice(moduleRequest.start, moduleRequest.end)),
    start: moduleRequest.start,
  }));
  return [...statically, ...again, ...dynamically].map(({ specifier, start }) => ({
    from: file.path,
    to: specifier.startsWith(".") ? posix.join(posix.dirname(file.path), specifier) : specifier,
    typeOnly: /^(import|export)\s+type\b/.test(file.text.slice(start, start + 100)),
  }));
}

/** Lists what is loaded when `entry` runs: its files and packages, through every file between. */
export function listLoaded(entry: string, imports: readonly Import[]): string[] {
  const loaded = new Set<string>();
  const visit = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { from, to, typeOnly } of imports) if (from === file && !typeOnly) visit(to);
  };
  visit(entry);
  loaded.delete(entry);
  return [...loaded];
}

function readString(code: string): string {
  return /^(["'`])([^"'`$]*)\1$/.exec(code.trim())?.[2] ?? "?";
}
