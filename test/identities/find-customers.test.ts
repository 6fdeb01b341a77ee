/**
 * @module The rule by which a user is found: the CSV, then metadata, then the e-mail address; several are told.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findCustomers, type Person } from "../../worker/identities/find-customers.ts";

const SOURCES = {
  findMapped: (user: string) => ({ mapped: "cus_csv", both: "cus_csv" })[user] ?? null,
  findByMetadata: (user: string) =>
    ({ both: ["cus_meta"], meta: ["cus_meta"], twice: ["cus_a", "cus_b"] })[user] ?? [],
  findByEmail: (email: string) =>
    ({ "a@example.com": ["cus_mail"], "shared@example.com": ["cus_a", "cus_b", "cus_a"] })[email] ?? [],
};
const BY_ALL = { metadata_key: "user_id", email: true };

/** Shows a match: ids, by what, and `?` where it is ambiguous. */
function show(person: Partial<Person>, rule: Parameters<typeof findCustomers>[1]): string {
  const { customers, ambiguous } = findCustomers({ user: null, email: null, ...person }, rule, SOURCES);
  return customers.map(({ id, by }) => `${id} ${by}`).join(", ") + (ambiguous ? "?" : "");
}

for (const [title, person, expected] of [
  ["the CSV decides alone", { user: "mapped" }, "cus_csv csv"],
  ["the CSV goes before metadata and e-mail", { user: "both", email: "a@example.com" }, "cus_csv csv"],
  ["metadata goes before the e-mail", { user: "meta", email: "a@example.com" }, "cus_meta metadata"],
  [
    "the e-mail decides where nothing else knows the user",
    { user: "new", email: "a@example.com" },
    "cus_mail email",
  ],
  ["the e-mail is read without case and space", { email: " A@Example.COM " }, "cus_mail email"],
  [
    "several customers of one user are told, and the e-mail does not decide between them",
    { user: "twice", email: "a@example.com" },
    "cus_a metadata, cus_b metadata?",
  ],
  [
    "several customers of one e-mail are told, each once",
    { email: "shared@example.com" },
    "cus_a email, cus_b email?",
  ],
  ["nobody is found where nothing knows them", { user: "new", email: "b@example.com" }, ""],
  ["an empty e-mail finds nobody", { user: "new", email: " " }, ""],
] as const) {
  test(`find customers · ${title}`, () => assert.equal(show(person, BY_ALL), expected));
}

test("find customers · a profile that names neither metadata nor e-mail has the CSV alone", () => {
  for (const rule of [undefined, { email: false }]) {
    assert.equal(show({ user: "both", email: "a@example.com" }, rule), "cus_csv csv");
    assert.equal(show({ user: "meta", email: "a@example.com" }, rule), "");
  }
});

test("find customers · metadata without a key in the profile, and an e-mail that it leaves out, decide nothing", () => {
  assert.equal(show({ user: "meta", email: "a@example.com" }, { email: true }), "cus_mail email");
  assert.equal(show({ user: "new", email: "a@example.com" }, { metadata_key: "id", email: false }), "");
});
