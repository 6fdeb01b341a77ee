/**
 * @module CSV of identities: rows and what is wrong with them, whatever the pieces that the bytes arrive in.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { CsvReader } from "../../worker/identities/read-csv.ts";
import { propertyParameters } from "../property-runs.ts";

type Found = readonly (string | number)[];

function read(chunks: readonly Uint8Array[]): Found[] {
  const found: Found[] = [];
  const reader = new CsvReader({
    onRow: (user, customer, line) => found.push([line, user, customer]),
    onProblem: (problem, line) => found.push([line, problem]),
  });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return found;
}

const readText = (text: string) => read([new TextEncoder().encode(text)]);

test("csv · columns stand in any order, and lines end in LF or CRLF, the last one or not", () => {
  const rows = [
    [2, "u1", "cus_1"],
    [3, "u2", "cus_2"],
  ];
  assert.deepEqual(readText("user,customer\nu1,cus_1\nu2,cus_2\n"), rows);
  assert.deepEqual(readText("customer,user\r\ncus_1,u1\r\ncus_2,u2"), rows);
  assert.deepEqual(readText('\ufeff"user","customer"\n"u1","cus_1"\r\nu2,"cus_2"\n'), rows);
});

test("csv · quoted users keep commas, quotes and what no ASCII is; blank lines are skipped and counted", () => {
  const text = 'user,customer\n\n"a, ""b""",cus_1\n\nüñ😀,cus_2\n';
  assert.deepEqual(readText(text), [
    [3, 'a, "b"', "cus_1"],
    [5, "üñ😀", "cus_2"],
  ]);
});

test("csv · a line break within quotes is told at its row, and later lines keep their numbers", () => {
  assert.deepEqual(readText('user,customer\n"a\r\nb",cus_1\nu2,nobody\n'), [
    [2, "user_invalid"],
    [4, "customer_invalid"],
  ]);
});

test("csv · rows before a wrong quote are read, and nothing after it", () => {
  const text = `user,customer\nu1,cus_1\nu"2,cus_2\n${"u3,cus_3\n".repeat(20_000)}`;
  assert.deepEqual(readText(text), [
    [2, "u1", "cus_1"],
    [3, "quotes"],
  ]);
});

test("csv · a line without an end is given up before it fills the memory", () => {
  const chunks = Array.from({ length: 8 }, () => new Uint8Array(32 * 1024).fill(0x61));
  const header = new TextEncoder().encode("user,customer\n");
  assert.deepEqual(read([header, ...chunks]), [[2, "row_too_long"]]);
  const quote = new TextEncoder().encode('"');
  assert.deepEqual(read([header, quote, ...chunks]), [[2, "quotes"]]);
});

test("csv · the same is read however the bytes are cut", () => {
  const field = fc.oneof(
    fc.string({ maxLength: 6, unit: "grapheme" }),
    fc.constantFrom("u", "cus_1", '"', '""', "\n", "\r\n", ",", " ", "\ufffd", "ü"),
  );
  const quoted = field.map((text) => `"${text.replaceAll('"', '""')}"`);
  const row = fc.array(fc.oneof(field, quoted), { maxLength: 3 }).map((fields) => fields.join(","));
  const file = fc
    .array(row, { maxLength: 6 })
    .map((rows) => new TextEncoder().encode(["user,customer", ...rows].join("\n")));
  const property = fc.property(file, fc.array(fc.nat(40), { maxLength: 20 }), (bytes, sizes) => {
    const chunks: Uint8Array[] = [];
    let at = 0;
    for (const size of [...sizes, bytes.length]) {
      chunks.push(bytes.slice(at, at + size));
      at += size;
    }
    assert.deepEqual(read(chunks), read([bytes]));
  });
  fc.assert(property, propertyParameters(500));
});

test("csv · what RFC 4180 can write is read as it was, by line", () => {
  const user = fc
    .string({ minLength: 1, maxLength: 12, unit: "grapheme" })
    .filter((text) => text.trim() === text && !/[\p{Cc}\ufffd]/u.test(text));
  const property = fc.property(fc.array(user, { maxLength: 20 }), (users) => {
    const lines = users.map((text, index) => `"${text.replaceAll('"', '""')}",cus_${index}`);
    assert.deepEqual(
      readText(["user,customer", ...lines].join("\r\n")),
      users.map((text, index) => [index + 2, text, `cus_${index}`]),
    );
  });
  fc.assert(property, propertyParameters(100));
});
