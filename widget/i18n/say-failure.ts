/**
 * @module The sentence for a failure in the element's language; failing that, the Worker's own.
 */

import type { Failure } from "../controller/state.ts";
import type { Texts } from "./en.ts";

/**
 * Returns what to tell the person about `failure`.
 * @param permissions labels of the permissions the profile asks for, for the sentence that names them
 */
export function sayFailure(texts: Texts, failure: Failure, permissions: readonly string[] = []): string {
  // A newer Worker may know more codes, so no name is trusted to be in a table.
  const own =
    readOwn(texts.errors, failure.code) ?? readOwn(texts.problems ?? {}, failure.code.slice("key_".length));
  const sentence = own ?? failure.message ?? texts.errors.unreadable_answer;
  return sentence.replace("{permissions}", permissions.join(", "));
}

function readOwn(table: Readonly<Partial<Record<string, string>>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
