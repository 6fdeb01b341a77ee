/**
 * @module Which language a request gets, by its `Accept-Language` and what the profile is translated into.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Hono } from "hono";
import type { Profile } from "../../../shared/profile.ts";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { PARITYRAIL } from "../../../shared/profiles/parityrail.ts";
import { chooseProfileLanguage } from "../../../worker/http/language.ts";

const { de } = PROFILES["parityrail"]?.translations ?? {};
assert.ok(de);
const PROFILE: Profile = { ...PARITYRAIL, translations: { de, "pt-BR": de, ja: de } };
const FRENCH: Profile = { ...PARITYRAIL, language: "fr", translations: { en: de } };

async function choose(header: string | null, profile = PROFILE): Promise<string> {
  const worker = new Hono().get("/", (c) => c.text(chooseProfileLanguage(c, profile)));
  const response = await worker.request("/", {
    headers: header === null ? {} : { "Accept-Language": header },
  });
  return response.text();
}

const CHOSEN: [header: string | null, language: string][] = [
  [null, "en"],
  ["", "en"],
  ["de", "de"],
  ["DE", "de"],
  ["de-AT", "de"],
  ["de-CH-1996", "de"],
  ["pt", "pt-BR"],
  ["pt-br", "pt-BR"],
  ["pt-PT", "pt-BR"],
  ["en-GB,de;q=0.9", "en"],
  ["fr,de;q=0.5,ja;q=0.7", "ja"],
  ["fr", "en"],
  ["de;q=0", "en"],
  ["de;q=0,ja;q=0.1", "ja"],
  ["*", "en"],
  ["fr,*;q=0.5,de;q=0.1", "en"],
  ["d", "en"],
  ["constructor", "en"],
  ["de;q=lots,;;;,=", "de"],
];

for (const [header, language] of CHOSEN) {
  test(`language · ${header === null ? "no header" : `“${header}”`} is ${language}`, async () => {
    assert.equal(await choose(header), language);
  });
}

test("language · a header that is longer than any browser's is not read: its cost grows with its square", async () => {
  const parts = 60_000; // 120 kB, nearly all that Cloudflare lets through
  assert.equal(await choose(`de-${"a-".repeat(parts)}`), "en");
  assert.equal(await choose("de-CH,de;q=0.9,".repeat(60)), "de");
});

test("language · a profile that is not English falls back to its own", async () => {
  assert.deepEqual(
    [await choose("de", FRENCH), await choose("en-US", FRENCH), await choose(null, FRENCH)],
    ["fr", "en", "fr"],
  );
});

test("language · whatever the header holds, the answer is a language that is there", async () => {
  const header = fc.stringMatching(/^[ -~]{0,60}$/);
  await fc.assert(
    fc.asyncProperty(header, async (text) => {
      assert.ok(["en", "de", "pt-BR", "ja"].includes(await choose(text)));
    }),
    { numRuns: 100 },
  );
});
