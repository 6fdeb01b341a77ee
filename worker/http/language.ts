/**
 * @module The language in which a caller is answered, by `Accept-Language` (RFC 9110, section 12.5.4).
 */

import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { WORKER_LANGUAGES } from "../../shared/i18n/languages.ts";
import type { WorkerTexts } from "../../shared/i18n/worker-texts.ts";
import type { Profile } from "../../shared/profile.ts";
import { ownLanguage } from "../../shared/translate-profile.ts";

/** Browsers send some 100 characters. To look a tag up takes time that grows with the square of its length. */
const MAX_HEADER_LENGTH = 1000;

/** Returns the language that the request prefers among `own` and `others`; `own` where it has none, or says it at length. */
function preferLanguage(c: Context, own: string, others: readonly string[]): string {
  if ((c.req.header("Accept-Language") ?? "").length > MAX_HEADER_LENGTH) return own;
  return accepts(c, {
    header: "Accept-Language",
    supports: [own, ...others],
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

/** Returns the language of `profile` that the request prefers; that of the profile's own texts where it has none. */
export function chooseProfileLanguage(c: Context, profile: Profile): string {
  return preferLanguage(c, ownLanguage(profile), Object.keys(profile.translations ?? {}));
}

/** The Worker's own words in one language; `texts` is null for English, which is said where it comes up. */
interface Words {
  readonly language: string;
  readonly texts: WorkerTexts | null;
}

/** Returns what the Worker says in the language that the request prefers. */
export function findWords(c: Context): Words {
  const language = preferLanguage(c, "en", Object.keys(WORKER_LANGUAGES));
  return { language, texts: WORKER_LANGUAGES[language] ?? null };
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
