/**
 * @module Takes a document's own examples out of it, so that a test runs what people read and nothing else.
 */

import { readFileSync } from "node:fs";

export interface FencedBlock {
  /** The word behind the fence: `sh`, `json`. */
  readonly language: string;
  readonly text: string;
}

/**
 * Returns the fenced blocks of one section, in order.
 * @param path of the document, from the repository's folder
 * @param heading of the section, without its `##`
 */
export function readFencedBlocks(path: string, heading: string): FencedBlock[] {
  const document = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const section = document.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`));
  if (section === undefined) throw new Error(`${path} has no section "${heading}"`);
  return Array.from(section.matchAll(/^```([a-z]+)\n(.*?)^```$/gms), ([, language = "", text = ""]) => ({
    language,
    text,
  }));
}
