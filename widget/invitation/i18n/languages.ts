/**
 * @module The languages of an invitation's page: those of the element. To add one: a file beside this, and a line here.
 */

import { AR } from "./ar.ts";
import { DE } from "./de.ts";
import { EN, type PageTexts } from "./en.ts";
import { ES } from "./es.ts";
import { FR } from "./fr.ts";
import { JA } from "./ja.ts";
import { PT_BR } from "./pt-br.ts";

/** By the first part of a language tag. */
const LANGUAGES: Readonly<Record<string, PageTexts>> = {
  ar: AR,
  de: DE,
  en: EN,
  es: ES,
  fr: FR,
  ja: JA,
  pt: PT_BR,
};

/** Returns the first of the language tags that the page speaks, or else English. */
export function chooseLanguage(tags: readonly string[]): { readonly tag: string; readonly texts: PageTexts } {
  for (const tag of tags) {
    const [language = ""] = tag.toLowerCase().split("-");
    const texts = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
    if (texts) return { tag, texts };
  }
  return { tag: "en", texts: EN };
}
