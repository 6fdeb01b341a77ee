/**
 * @module Unpredictable ids and key bodies: letters and digits from the operating system's randomness.
 */

import { randomInt } from "node:crypto";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Returns `prefix` and `length` random letters and digits. */
export function randomId(prefix: string, length: number): string {
  return prefix + Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
}
