/**
 * @module Finds the language of an element and loads its sentences. English is built in; others come when asked for.
 */

import { EN, type Texts } from "./en.ts";

export interface Language {
  /** The `lang` of what is said, which may be English where the page's language is not there. */
  readonly code: string;
  readonly texts: Texts;
}

export const ENGLISH: Language = { code: "en", texts: EN };

/** Languages beside English: code → its loader. To add one: a file beside this, and a line here. */
export const LANGUAGES: Readonly<Record<string, () => Promise<Texts>>> = {
  de: () => import("./de.ts").then(({ DE }) => DE),
};

/** Returns the language of the nearest ancestor that has one, across shadow roots. */
export function findPageLanguage(element: Element): string {
  let at: Element | null = element;
  while (at) {
    const tagged: Element | null = at.closest("[lang]");
    if (tagged) return tagged.getAttribute("lang") ?? "";
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return "";
}

/** Loads the language for a BCP 47 tag (`de-AT` is German); English where there is none or it cannot be had. */
export async function loadLanguage(tag: string): Promise<Language> {
  const code = tag.toLowerCase().split("-")[0] ?? "";
  const load = Object.hasOwn(LANGUAGES, code) ? LANGUAGES[code] : undefined;
  if (!load) return ENGLISH;
  try {
    return { code, texts: await load() };
  } catch {
    return ENGLISH;
  }
}
