/**
 * @module The built-in profiles in other languages. To add one: a file beside this that says everything, and a line here.
 */

import type { Translation } from "../../profile.ts";
import { AR } from "./ar.ts";
import { DE } from "./de.ts";
import { ES } from "./es.ts";
import { FR } from "./fr.ts";
import { PT_BR } from "./pt-br.ts";
import { JA } from "./ja.ts";
import type { BuiltInName, TranslatedProfiles } from "./translated-profiles.ts";

/** Languages beside English, as BCP 47 writes them → the texts of every built-in profile. */
const LANGUAGES: Readonly<Record<string, TranslatedProfiles>> = {
  ar: AR,
  de: DE,
  es: ES,
  fr: FR,
  "pt-BR": PT_BR,
  ja: JA,
};

/** Returns the translations of one built-in profile, by language. */
export function translationsOf(name: BuiltInName): Record<string, Translation> {
  return Object.fromEntries(
    Object.entries(LANGUAGES).map(([language, profiles]) => [language, profiles[name]]),
  );
}
