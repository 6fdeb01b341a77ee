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
  const { code } = failure;
  const problems: Readonly<Partial<Record<string, string>>> = texts.problems; // a newer Worker may know more
  const own = texts.errors[code] ?? (code.startsWith("key_") ? problems[code.slice(4)] : undefined);
  const sentence = own ?? failure.message ?? texts.errors.unreadable_answer;
  return sentence.replace("{permissions}", permissions.join(", "));
}
