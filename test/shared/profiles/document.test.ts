/**
 * @module docs/profiles.md against the data: its tables are the profiles and the catalogue, and it names every field.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { profile as schema } from "../../../shared/profile.ts";
import { writeTables } from "./tables.ts";

const text = readFileSync(new URL("../../../docs/profiles.md", import.meta.url), "utf8");

for (const [place, wanted] of Object.entries(writeTables())) {
  test(`docs/profiles.md · the table of ${place} is the data`, () => {
    const [, found] = text.split(`<!-- ${place} -->`);
    assert.ok(
      found !== undefined,
      `the place is missing: <!-- ${place} --> before and after this table\n${wanted}`,
    );
    assert.equal(unpad(found), unpad(wanted), `write this between the marks:\n${wanted}\n`);
  });
}

test("docs/profiles.md · names every field of a profile", () => {
  for (const field of Object.keys(schema.shape)) assert.ok(text.includes(`| \`${field}\``), field);
});

for (const [name, profile] of Object.entries(PROFILES)) {
  test(`profile ${name} · is one that an app could bring as its own`, () => {
    assert.deepEqual(schema.parse(JSON.parse(JSON.stringify(profile))), profile);
  });
}

/** Prettier pads tables; what they say is the same. */
function unpad(table: string): string {
  return table.trim().replace(/ +/g, " ").replace(/-{2,}/g, "-");
}
