/**
 * @module A profile's texts in another language: put in place of its own, and held against them, text by text.
 */

import type { Profile, Translation } from "./profile.ts";

/** The language of a profile's own texts, where it does not say. */
const USUAL_LANGUAGE = "en";

/** A profile in one language: `language` says which, and there are no others beside it. */
export type TranslatedProfile = Omit<Profile, "language" | "translations"> & { readonly language: string };

/** Returns the language of a profile's own texts. */
export function ownLanguage({ language = USUAL_LANGUAGE }: Pick<Profile, "language">): string {
  return language;
}

/** Returns `profile` in `language`; in its own where it is not translated into that. */
export function translateProfile(profile: Profile, language: string): TranslatedProfile {
  const { translations = {}, ...own } = profile;
  const said = Object.hasOwn(translations, language) ? translations[language] : undefined;
  if (!said) return { ...own, language: ownLanguage(profile) };
  const { permissions, words, guide, help, ...others } = said;
  return {
    ...own,
    ...others,
    language,
    permissions: own.permissions.map((row) => ({ ...row, ...permissions?.[row.permission] })),
    ...(own.words && { words: { ...own.words, ...words } }),
    ...(own.guide && { guide: { ...own.guide, ...guide } }),
    ...(own.help && { help: { ...own.help, ...help } }),
  };
}

/** A path into a profile, and what is wrong there. */
type Mistake = [path: (string | number)[], message: string];

/** Finds where a profile's translations say less than it says itself, or something else. */
export function* listMistranslations(profile: Profile): Generator<Mistake> {
  const own = listTexts(profile);
  const sections = profile.guide?.sections ?? [];
  for (const [code, said] of Object.entries(profile.translations ?? {})) {
    const path = ["translations", code];
    if (code === ownLanguage(profile)) yield [path, "is the language of the profile's own texts"];
    yield* compare(own, said, path);
    for (const [index, { name }] of (said.guide?.sections ?? []).entries()) {
      if (name === sections[index]?.name) continue;
      yield [
        [...path, "guide", "sections", index, "name"],
        "must be the profile's own: the name is Stripe's",
      ];
    }
  }
}

/** Returns what a profile says itself, in the shape of a translation. */
function listTexts({ intro, never, words, guide, help, permissions }: Profile): Translation {
  const { minutes: _minutes, key: _key, ...guideTexts } = guide ?? {};
  const { email: _email, ...helpTexts } = help ?? {};
  const rows = permissions.map(({ permission, why, without }) => [
    permission,
    { why, ...(without !== undefined && { without }) },
  ]);
  return {
    intro,
    never,
    permissions: Object.fromEntries(rows),
    ...(words && { words }),
    guide: guideTexts,
    help: helpTexts,
  };
}

/** Compares two values of the same place: lists by length, fields by name. An absent list or object is an empty one. */
function* compare(own: unknown, said: unknown, path: (string | number)[]): Generator<Mistake> {
  if (Array.isArray(own ?? said)) {
    const [ownItems, saidItems] = [own ?? [], said ?? []] as [unknown[], unknown[]]; // of one schema
    if (ownItems.length !== saidItems.length) {
      yield [path, `must have as many entries as the profile's own, ${ownItems.length}`];
    } else {
      for (const [index, item] of ownItems.entries())
        yield* compare(item, saidItems[index], [...path, index]);
    }
  } else if (typeof (own ?? said) === "object") {
    const [ownFields, saidFields] = [own ?? {}, said ?? {}] as Readonly<Record<string, unknown>>[]; // as above
    for (const name of new Set([...Object.keys(ownFields ?? {}), ...Object.keys(saidFields ?? {})])) {
      yield* compare(ownFields?.[name], saidFields?.[name], [...path, name]);
    }
  } else if (said === undefined) yield [path, "must be translated, for the profile says it"];
  else if (own === undefined) yield [path, "must be left out, for the profile does not say it"];
}
