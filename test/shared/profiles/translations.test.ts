/**
 * @module The built-in profiles in every language: nothing is left out, and nothing is left in English.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { profile as schema, type Profile } from "../../../shared/profile.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { listMistranslations, translateProfile } from "../../../shared/translate-profile.ts";

/** What is said alike in every language: names, addresses, values of fields, and what a key looks like. */
const NO_SENTENCE = /^(?:https:\/\/\S+|true, false|day, week, month, year|rk_|sk_|– „)/;

for (const [name, profile] of Object.entries(PROFILES)) {
  test(`translations · ${name} says everything in every language`, () => {
    const issues = schema.safeParse(profile).error?.issues ?? [];
    assert.deepEqual(
      issues.map(({ path, message }) => `${path.join(".")} ${message}`),
      [],
    );
  });

  for (const [language, translation] of Object.entries(profile.translations ?? {})) {
    test(`translations · ${name} leaves nothing in English in ${language}`, () => {
      const english = new Set(listStrings(translateProfile(profile, "en")).map(([, text]) => text));
      const kept = listStrings(translation).filter(
        ([path, text]) => english.has(text) && !path.endsWith(".name") && !NO_SENTENCE.test(text),
      );
      assert.deepEqual(kept, []);
    });
  }
}

test("translations · a missing text is named with its path", () => {
  const translation = structuredClone(PROFILES["parityrail"]?.translations?.["de"]);
  assert.ok(translation?.permissions.customers && translation.guide && translation.never);
  delete translation.permissions.customers.without;
  delete translation.guide.lead;
  const [first] = translation.never;
  const spoiled: Profile = {
    ...PARITYRAIL,
    translations: { de: { ...translation, never: first ? [first] : [], words: { connect: "Los" } } },
  };
  assert.deepEqual(
    [...listMistranslations(spoiled)].map(([path, message]) => [path.join("."), message]),
    [
      ["translations.de.never", "must have as many entries as the profile's own, 4"],
      ["translations.de.permissions.customers.without", "must be translated, for the profile says it"],
      ["translations.de.guide.lead", "must be translated, for the profile says it"],
      ["translations.de.words.connect", "must be left out, for the profile does not say it"],
    ],
  );
});

test("translations · what is no text stays the profile's own", () => {
  const { translations: _, ...own } = PROFILES["dropfix"] ?? PARITYRAIL;
  const german = translateProfile(PROFILES["dropfix"] ?? PARITYRAIL, "de");
  assert.equal(german.language, "de");
  assert.notEqual(german.intro, own.intro);
  assert.deepEqual(
    [german.guide?.minutes, german.product, german.key_name, german.sync, german.help?.email],
    [own.guide?.minutes, own.product, own.key_name, own.sync, own.help?.email],
  );
  assert.deepEqual(
    german.permissions.map(({ permission, access, required }) => [permission, access, required]),
    own.permissions.map(({ permission, access, required }) => [permission, access, required]),
  );
});

test("translations · a language that is not there gives the profile's own texts, and says so", () => {
  const { translations: _, ...own } = PARITYRAIL;
  assert.deepEqual(translateProfile(PARITYRAIL, "xx"), { ...own, language: "en" });
  assert.deepEqual(translateProfile(PARITYRAIL, "constructor"), { ...own, language: "en" });
});

function listStrings(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => listStrings(item, `${path}.${name}`));
}
