/**
 * @module The language in which a caller reads what a product says, by `Accept-Language` (RFC 9110, section 12.5.4).
 */

import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { Profile } from "../../shared/profile.ts";
import { ownLanguage } from "../../shared/translate-profile.ts";

/** Returns the language of `profile` that the request prefers; that of the profile's own texts where it has none. */
export function chooseLanguage(c: Context, profile: Profile): string {
  const own = ownLanguage(profile);
  return accepts(c, {
    header: "Accept-Language",
    supports: [own, ...Object.keys(profile.translations ?? {})],
    default: own,
    match: (wanted, { supports }) => {
      for (const { type: tag, q } of wanted) {
        const found = q > 0 ? findLanguage(tag, supports) : undefined;
        if (found !== undefined) return found;
      }
      return own;
    },
  });
}

/**
 * Finds the language for one tag: by the tag, then with its last parts taken off (RFC 4647, section 3.4). What is left
 * stands for its varieties too, so that `pt` and `pt-PT` find `pt-BR`. `*` takes any, so the first.
 */
function findLanguage(tag: string, languages: readonly string[]): string | undefined {
  if (tag === "*") return languages[0];
  const parts = tag.toLowerCase().split("-");
  for (let length = parts.length; length > 0; length--) {
    const range = parts.slice(0, length).join("-");
    const found =
      languages.find((language) => language.toLowerCase() === range) ??
      languages.find((language) => language.toLowerCase().startsWith(`${range}-`));
    if (found !== undefined) return found;
  }
  return undefined;
}
