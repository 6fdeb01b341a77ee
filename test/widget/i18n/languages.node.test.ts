/**
 * @module Every language says everything that English says, and every error in its own words.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { KEY_PROBLEMS } from "../../../shared/errors.ts";
import { RESOURCE_NAMES } from "../../../shared/resources.ts";
import { chooseLanguage } from "../../../widget/invitation/i18n/languages.ts";
import { EN, type Texts } from "../../../widget/i18n/en.ts";
import {
  ENGLISH,
  LANGUAGES,
  loadLanguage,
  sayFailure,
  sayKeyProblem,
} from "../../../widget/i18n/languages.ts";
import { formatResume } from "../../../widget/views/format-when.ts";

const SAMPLE_ARGUMENTS = ["read", "Invoices"];

for (const code of ["en", ...Object.keys(LANGUAGES)]) {
  test(`languages · ${code} leaves nothing unsaid`, async () => {
    const said = listTexts((await loadLanguage(code)).texts);
    assert.deepEqual(
      listTexts(EN).flatMap(([path]) => (path.startsWith("errors") ? [] : [path])),
      said.flatMap(([path]) => (path.startsWith("errors") ? [] : [path])),
    );
    for (const [path, text] of said) assert.notEqual(text.trim(), "", path);
  });

  test(`languages · ${code} closes every bold text it opens`, async () => {
    for (const [path, text] of listTexts((await loadLanguage(code)).texts)) {
      assert.equal(text.split("**").length % 2, 1, path);
    }
  });
}

for (const code of Object.keys(LANGUAGES)) {
  test(`languages · ${code} says every key problem in its own words`, async () => {
    const { texts } = await loadLanguage(code);
    for (const [problem, sentence] of Object.entries(KEY_PROBLEMS)) {
      assert.notEqual(sayKeyProblem(texts, problem as keyof typeof KEY_PROBLEMS), sentence, problem); // as above
    }
  });
}

for (const [code, said] of [
  ["en", ["Reading goes on at 2:05 PM.", "Reading goes on tomorrow.", "Reading continues on November 24."]],
  ["de", ["Um 14:05 Uhr geht es weiter.", "Morgen geht es weiter.", "Am 24. November geht es weiter."]],
] as const) {
  test(`languages · ${code} says when reading goes on: today, tomorrow, later, by itself`, async () => {
    const { goesOn } = (await loadLanguage(code)).texts.sync;
    const now = new Date(2026, 10, 21, 9);
    const say = (seconds: number | null) => formatResume(code, goesOn, seconds, now).replace(/\s/g, " "); // Intl has narrow spaces
    const at = (day: number, hour: number, minute: number) =>
      new Date(2026, 10, day, hour, minute).getTime() / 1000;
    assert.deepEqual([say(at(21, 14, 5)), say(at(22, 0, 10)), say(at(24, 8, 0))], said);
    assert.deepEqual([say(null), say(at(21, 8, 59))], [goesOn.byItself, goesOn.byItself]);
  });
}

test("languages · English passes the Worker's own sentence on, filled in as it came", () => {
  const message = "Grant Customers Read, then reconnect.";
  assert.equal(sayFailure(EN, { code: "permissions_missing", message, requestId: null }), message);
});

test("languages · an error without any sentence still says something", () => {
  assert.equal(
    sayFailure(EN, { code: "internal", message: null, requestId: null }),
    EN.errors.unreadable_answer,
  );
});

test("languages · a regional tag finds its language, an unknown one English", async () => {
  assert.equal((await loadLanguage("de-AT")).code, "de");
  assert.equal((await loadLanguage("tlh")).code, "en");
  assert.equal((await loadLanguage("constructor")).code, "en");
  assert.equal(await loadLanguage(""), ENGLISH);
});

test("languages · the page of an invitation speaks those of the element, the first that its reader knows", () => {
  for (const code of Object.keys(LANGUAGES)) {
    const { tag, texts } = chooseLanguage(["sw", code, "en"]);
    assert.equal(tag, code);
    assert.notEqual(texts.retry, chooseLanguage(["en"]).texts.retry);
  }
  assert.equal(chooseLanguage(["sw", "", "constructor"]).tag, "en");
});

test("languages · a language whose file is missing leaves English", async (context) => {
  context.mock.method(LANGUAGES, "de", () => Promise.reject(new Error("404")));
  assert.equal(await loadLanguage("de"), ENGLISH);
});

/** Every sentence with its path; sentences that take arguments are given samples. */
function listTexts(texts: Texts): [string, string][] {
  return walk("", texts);
}

function walk(path: string, value: unknown): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (path === "sync.resource" && typeof value === "function")
    return RESOURCE_NAMES.flatMap((name) =>
      [1, 2, 11].map((count) => [`${path}.${name}`, String(value(name, count))] as [string, string]),
    );
  if (typeof value === "function") return [[path, String(value(...SAMPLE_ARGUMENTS))]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .flatMap(([key, inner]) => walk(`${path}${path ? "." : ""}${key}`, inner));
}
