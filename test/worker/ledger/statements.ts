/**
 * @module The statements that a Worker with TEST_STATEMENTS ran, and those that its source has.
 */

import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Statement } from "../entry/statements.ts";
import type { World } from "../world.ts";

export type { Statement };

const SOURCE = fileURLToPath(new URL("../../../worker/", import.meta.url).href);
/** Where a statement begins, in a text or a template. */
const BEGINNING = /(["`])\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP) /g;

/** Returns what the Worker has run since it started, or since it was last asked with `clear`. */
export async function readStatements({ url }: World, clear = false): Promise<Statement[]> {
  const response = await fetch(new URL(`/test/statements${clear ? "?clear" : ""}`, url), { method: "POST" });
  return (await response.json()) as Statement[]; // test/worker/entry wrote it
}

/** A statement, or a part of one, as it is written in `worker/`; what is put in at run time is left open. */
export interface WrittenStatement {
  readonly file: string;
  readonly text: string;
  readonly pattern: RegExp;
}

export function listWrittenStatements(): WrittenStatement[] {
  return globSync("**/*.ts", { cwd: SOURCE }).flatMap((file) => {
    const source = readFileSync(SOURCE + file, "utf8");
    return [...source.matchAll(BEGINNING)].map(({ index, 1: quote = "" }) => {
      const pieces = readPieces(source, index + 1, quote).map((piece) => piece.replace(/\s+/g, " "));
      const pattern = new RegExp(pieces.map(escape).join(".*").trim());
      return { file, text: pieces.join("…").trim(), pattern };
    });
  });
}

function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

/** Reads a literal to its end: its text, in pieces between what a template puts in. */
function readPieces(source: string, start: number, quote: string): string[] {
  const pieces = [""];
  for (let at = start; at < source.length && source[at] !== quote; at += 1) {
    if (quote === "`" && source.startsWith("${", at)) {
      at = skipExpression(source, at + 2);
      pieces.push("");
    } else pieces.push((pieces.pop() ?? "") + (source[at] ?? ""));
  }
  return pieces;
}

/** Returns where the brace is that ends an expression of a template, over templates within it. */
function skipExpression(source: string, start: number): number {
  for (let at = start, depth = 0; at < source.length; at += 1) {
    if (source[at] === "{") depth += 1;
    else if (source[at] === "}" && depth === 0) return at;
    else if (source[at] === "}") depth -= 1;
  }
  throw new Error("a template has no end");
}
