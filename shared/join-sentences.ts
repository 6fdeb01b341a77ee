/**
 * @module Puts sentences beside each other as their language does.
 */

/** Joins sentences, leaving out what is empty. Japanese has a full stop of its own, and no space behind it. */
export function joinSentences(...sentences: readonly (string | false | null | undefined)[]): string {
  return sentences
    .filter(Boolean)
    .join(" ")
    .replace(/(?<=[ぁ-）])\. ?|。 /g, "。");
}
