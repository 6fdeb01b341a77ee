/**
 * @module Files that are no CSV of identities, each with what is to be said of it.
 */

import { gzipSync } from "node:zlib";
import type { IdentityProblem } from "../../../shared/identities.ts";

export interface MalformedFile {
  readonly title: string;
  readonly bytes: Uint8Array;
  /** Lines with what is wrong with them, in order. */
  readonly lines: readonly (readonly [line: number, problem: IdentityProblem])[];
}

const file = (
  title: string,
  content: string | Uint8Array,
  ...lines: MalformedFile["lines"]
): MalformedFile => ({
  title,
  bytes: typeof content === "string" ? Buffer.from(content) : content,
  lines,
});

const HEAD = "user,customer\n";
const utf16 = (text: string) => Buffer.from(text, "utf16le");
const swapped = (text: string) => utf16(text).swap16();

export const MALFORMED: readonly MalformedFile[] = [
  // The file
  file("nothing at all", "", [1, "empty"]),
  file("a mark of UTF-8 and nothing else", "\ufeff", [1, "empty"]),
  file("blank lines alone", "\n\n\n", [4, "column_missing"]),
  file("UTF-16 with its mark", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(`${HEAD}u,cus_1\n`)]), [
    1,
    "utf16",
  ]),
  file(
    "UTF-16 with the other mark",
    Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(`${HEAD}u,cus_1\n`)]),
    [1, "utf16"],
  ),
  file("UTF-16 without a mark", utf16(`${HEAD}u,cus_1\n`), [1, "utf16"]),
  file("UTF-16 without a mark, the other way round", swapped(`${HEAD}u,cus_1\n`), [1, "utf16"]),
  file("gzip", gzipSync(`${HEAD}u,cus_1\n`), [1, "compressed"]),
  file("a spreadsheet", Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(2000, 7)]), [
    1,
    "compressed",
  ]),
  file("lines that end in CR alone", "user,customer\ru1,cus_1\ru2,cus_2\r", [1, "line_ends"]),
  file("semicolons", "user;customer\nu1;cus_1\n", [1, "separator"]),
  file("tabs", "user\tcustomer\nu1\tcus_1\n", [1, "separator"]),
  file("JSON", '[{"user": "u1", "customer": "cus_1"}]', [1, "quotes"]),
  file("a web page", "<!doctype html>\n<title>Sign in</title>\n", [1, "column_missing"]),
  file("no header", "u1,cus_1\nu2,cus_2\n", [1, "column_missing"]),
  file("a header without customer", "user\nu1\n", [1, "column_missing"]),
  file("a header without user", "customer\ncus_1\n", [1, "column_missing"]),
  file("a header in capitals", "User,Customer\nu1,cus_1\n", [1, "column_missing"]),
  file("a header with spaces", "user, customer\nu1, cus_1\n", [1, "column_missing"]),
  file("a further column", "user,customer,email\nu1,cus_1,a@example.com\n", [1, "column_unknown"]),
  file("a column twice", "user,customer,user\nu1,cus_1,u2\n", [1, "column_twice"]),
  file("a mark of UTF-8 twice", `\ufeff\ufeff${HEAD}u1,cus_1\n`, [1, "column_missing"]),
  // Quotes
  file("a quote that does not end", `${HEAD}"u1,cus_1\nu2,cus_2\n`, [2, "quotes"]),
  file("a quote within a field", `${HEAD}u1,cus_1\nu"2,cus_2\n`, [3, "quotes"]),
  file("text behind a quote", `${HEAD}"u1"x,cus_1\n`, [2, "quotes"]),
  file("a quote that is escaped with a backslash", `${HEAD}"u\\"1",cus_1\n`, [2, "quotes"]),
  // Rows
  file("a row with a field too few", `${HEAD}u1\nu2,cus_2\n`, [2, "fields"]),
  file("a row with a field too many", `${HEAD}u1,cus_1,x\n`, [2, "fields"]),
  file("Latin-1", Buffer.from(`${HEAD}Jos\u00e9,cus_1\nu2,cus_2\n`, "latin1"), [2, "not_utf8"]),
  file(
    "a character that is cut off",
    Buffer.concat([Buffer.from(`${HEAD}u`), Buffer.from([0xe2, 0x82]), Buffer.from(",cus_1\n")]),
    [2, "not_utf8"],
  ),
  file(
    "a surrogate in UTF-8",
    Buffer.concat([Buffer.from(`${HEAD}u`), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(",cus_1\n")]),
    [2, "not_utf8"],
  ),
  file(
    "an overlong slash",
    Buffer.concat([Buffer.from(`${HEAD}u`), Buffer.from([0xc0, 0xaf]), Buffer.from(",cus_1\n")]),
    [2, "not_utf8"],
  ),
  file("no user", `${HEAD},cus_1\n`, [2, "user_missing"]),
  file("a user of spaces", `${HEAD} ,cus_1\n`, [2, "user_spaces"]),
  file("a user with a space in front", `${HEAD}u1,cus_1\n u2,cus_2\n`, [3, "user_spaces"]),
  file("a user that is too long", `${HEAD}${"u".repeat(501)},cus_1\n`, [2, "user_too_long"]),
  file(
    "a user with a line break",
    `${HEAD}"u\n1",cus_1\nu2,x\n`,
    [2, "user_invalid"],
    [4, "customer_invalid"],
  ),
  file("a user with a zero byte", `${HEAD}u\u00001,cus_1\n`, [2, "user_invalid"]),
  file("a user that is a key", `${HEAD}${["sk", "live", "51abcdefghijklmnopqrst"].join("_")},cus_1\n`, [
    2,
    "user_secret",
  ]),
  file("no customer", `${HEAD}u1,\n`, [2, "customer_missing"]),
  file("a customer that is a subscription", `${HEAD}u1,sub_1\n`, [2, "customer_invalid"]),
  file("a customer with a space", `${HEAD}u1,cus_1 \n`, [2, "customer_invalid"]),
  file("a customer without an id", `${HEAD}u1,cus_\n`, [2, "customer_invalid"]),
  file("a user with two customers", `${HEAD}u1,cus_1\nu2,cus_2\nu1,cus_3\n`, [4, "user_conflict"]),
  file(
    "several of these, in the order of their lines",
    `${HEAD}u1,cus_1\nu1,cus_2\n,cus_3\nu4,x\nu1,cus_5\n`,
    ...([
      [3, "user_conflict"],
      [4, "user_missing"],
      [5, "customer_invalid"],
      [6, "user_conflict"],
    ] as const),
  ),
  file("a line without an end", `${HEAD}u1,cus_1\n${"x".repeat(200_000)}`, [3, "row_too_long"]),
];
