/**
 * @module Families of pastes: whole keys of every kind, and one key with every noise around and inside it.
 */

import { randomInt } from "node:crypto";
import type { KeyKind, KeyProblem, Mode } from "../../shared/keys.ts";
import { EDGE_NOISE, STRANGE, TRAILING_NOISE } from "./noise.ts";

/** The key that must be read out of the paste, or what is wrong. */
export type Verdict = { readonly apiKey: string; readonly kind: KeyKind; readonly mode: Mode } | KeyProblem;

export interface PasteCase {
  readonly name: string;
  readonly paste: string;
  readonly verdict: Verdict;
}

/** Without x: a key of nothing but x is a mask. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwyz0123456789";

/** A new key or secret: `prefix`, then `length` letters and digits. */
export function createPaste(prefix: string, length = 99): string {
  return prefix + Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

export const KEY = createPaste("rk_test_51");
export const GOOD: Verdict = { apiKey: KEY, kind: "restricted", mode: "test" };
export const [HEAD, TAIL] = [KEY.slice(0, 40), KEY.slice(40)];

export function listWholeKeys(): PasteCase[] {
  const kinds = [
    ["rk", "restricted"],
    ["sk", "secret"],
    ["rkcs", "restricted"],
  ] as const;
  return kinds.flatMap(([prefix, kind]) =>
    (["test", "live"] as const).flatMap((mode) =>
      [24, 99, 128, 247].map((length) => {
        const key = createPaste(`${prefix}_${mode}_`, length);
        return {
          name: `whole · ${prefix}_${mode}_ and ${length}`,
          paste: key,
          verdict: { apiKey: key, kind, mode },
        };
      }),
    ),
  );
}

export function listEdges(): PasteCase[] {
  const around = Object.entries(EDGE_NOISE).flatMap(([name, noise]) => [
    { name: `edge · ${name} before`, paste: noise + KEY, verdict: GOOD },
    { name: `edge · ${name} behind`, paste: KEY + noise, verdict: GOOD },
    { name: `edge · ${name} around, twice`, paste: noise + noise + KEY + noise + noise, verdict: GOOD },
  ]);
  const behind = Object.entries(TRAILING_NOISE).map(([name, noise]) => {
    return { name: `edge · ${name} behind`, paste: KEY + noise, verdict: GOOD };
  });
  return [...around, ...behind];
}

/** In the body everything is a hidden character; in the prefix too, unless it leaves nothing to know it by. */
export function listInteriors(): PasteCase[] {
  const wrong: Verdict = "hidden_character";
  const unseen = { ...EDGE_NOISE, comma: ",", colon: ":", "full stop": "." };
  const inBody = Object.entries({ ...unseen, ...STRANGE }).flatMap(([name, noise]) => [
    { name: `inside · ${name} in the body`, paste: HEAD + noise + TAIL, verdict: wrong },
    { name: `inside · ${name} before the last character`, paste: insert(KEY, -1, noise), verdict: wrong },
  ]);
  const inPrefix = Object.entries(unseen).flatMap(([name, noise]) => [
    { name: `inside · ${name} in the mode`, paste: insert(KEY, 5, noise), verdict: wrong },
    { name: `inside · ${name} behind the prefix`, paste: insert(KEY, 8, noise), verdict: wrong },
  ]);
  const fullWidth = KEY.replace(/[!-~]/g, (ascii) => String.fromCharCode(ascii.charCodeAt(0) + 0xfee0));
  return [
    ...inBody,
    ...inPrefix,
    ...listAs("inside", wrong, {
      "a Cyrillic letter in the mode": KEY.replace("e", "е"),
      "a Cyrillic letter in the kind": KEY.replace("k", "к"),
      "a Cyrillic letter instead of one in the body": KEY.slice(0, 50) + "а" + KEY.slice(51),
      "full width throughout": fullWidth,
      "a full-width prefix": fullWidth.slice(0, 8) + KEY.slice(8),
      "a line break every 40 characters": KEY.replace(/.{40}/g, "$&\n"),
      "a soft hyphen every 20 characters": KEY.replace(/.{20}/g, "$&\xad"),
      "a word behind it": `${KEY} test`,
      "a line of letters behind it": `${KEY}\nNov 21`,
      "the same break twice": `${HEAD}\n${TAIL}\n${HEAD}\n${TAIL}`,
    }),
  ];
}

function insert(text: string, at: number, noise: string): string {
  return text.slice(0, at) + noise + text.slice(at);
}

export function listAs(
  family: string,
  verdict: Verdict,
  pastes: Readonly<Record<string, string>>,
): PasteCase[] {
  return Object.entries(pastes).map(([name, paste]) => ({ name: `${family} · ${name}`, paste, verdict }));
}
