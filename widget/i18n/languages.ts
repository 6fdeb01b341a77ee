/**
 * @module Finds the language of an element and loads its sentences. English is built in; every other language is a
 * file of its own beside the script.
 */

import { joinSentences } from "../../shared/join-sentences.ts";
import type { KeyProblem } from "../../shared/keys.ts";
import type { ProfileView } from "../../shared/profile.ts";
import type { Failure } from "../controller/state.ts";
import { EN, type Texts } from "./en.ts";

export interface Language {
  /** The `lang` of the sentences, which is English where the page's language is not there. */
  readonly code: string;
  readonly texts: Texts;
}

export const ENGLISH: Language = { code: "en", texts: EN };

/** Languages beside English: code → its loader. To add one: a file beside this, and a line here. */
export const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly TEXTS: Texts }>>> = {
  ar: () => import("./ar.ts"),
  de: () => import("./de.ts"),
  es: () => import("./es.ts"),
  fr: () => import("./fr.ts"),
  pt: () => import("./pt-br.ts"),
  ja: () => import("./ja.ts"),
};

/** Returns the language of the nearest ancestor that has one, across shadow roots. */
export function findPageLanguage(element: Element): string {
  let at: Element | null = element;
  while (at) {
    const tagged: Element | null = at.closest("[lang]:not([lang=''])");
    if (tagged) return tagged.getAttribute("lang") ?? "";
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return "";
}

/** Returns the language there is for a BCP 47 tag (`de-AT` is German), or else English. */
export function findLanguageCode(tag: string): string {
  const code = tag.toLowerCase().split("-")[0] ?? "";
  return Object.hasOwn(LANGUAGES, code) ? code : ENGLISH.code;
}

/** Loads the language for a BCP 47 tag; English where there is none or its file is missing. */
export async function loadLanguage(tag: string): Promise<Language> {
  const code = findLanguageCode(tag);
  const load = LANGUAGES[code];
  if (!load) return ENGLISH;
  try {
    return { code, texts: (await load()).TEXTS };
  } catch {
    return ENGLISH;
  }
}

/** Returns what to tell the person about `failure`: in the element's language, or else in the Worker's own words. */
export function sayFailure(texts: Texts, failure: Failure): string {
  // A newer Worker may know more codes, so each table is asked whether it has the code.
  const problem = failure.code.slice("key_".length);
  const isPaste = Object.hasOwn(texts.problems, problem) || /^(empty|unrecognized)$/.test(problem);
  const own =
    readOwn(texts.errors, failure.code) ??
    (isPaste ? sayKeyProblem(texts, problem as KeyProblem) : undefined); // found there
  const { oauth_refused, unreadable_answer } = texts.errors;
  const rest = failure.code.startsWith("oauth_") ? oauth_refused : unreadable_answer;
  return own ?? failure.message ?? rest;
}

/** Returns what was pasted instead of a key, and what to enter: what the profile takes, where it is given. */
export function sayKeyProblem(
  { problems, enter }: Texts,
  problem: KeyProblem,
  credentials: Partial<ProfileView["credentials"]> = {},
): string {
  const isRestricted = credentials.secret === "refuse" || problem === "secret_not_accepted";
  const what = isRestricted
    ? enter.restricted
    : credentials.restricted === "refuse"
      ? enter.secret
      : enter.either;
  return joinSentences(readOwn(problems, problem), what);
}

function readOwn(table: Readonly<Partial<Record<string, string>>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
