/**
 * @module One text for the same bytes, and one list of fields for the same bytes.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  decodeText,
  encodeText,
  joinFields,
  readBase64,
  readBase64Url,
  writeBase64Url,
} from "../../worker/crypto/encoding.ts";

const bytes = fc.uint8Array({ maxLength: 100 });

test("base64url · is what Node writes, and reads back", () => {
  fc.assert(
    fc.property(bytes, (any) => {
      const text = writeBase64Url(any);
      assert.equal(text, Buffer.from(any).toString("base64url"));
      assert.deepEqual(readBase64Url(text), Uint8Array.from(any));
      assert.deepEqual(readBase64(Buffer.from(any).toString("base64")), Uint8Array.from(any));
    }),
  );
});

test("base64url · no two texts read as the same bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."AB_-wQg+/= \n".split("")), maxLength: 9 }), (text) => {
      const read = readBase64Url(text);
      if (read) assert.equal(writeBase64Url(read), text);
      const padded = readBase64(text);
      if (padded) assert.equal(Buffer.from(padded).toString("base64"), text);
    }),
    { numRuns: 2000 },
  );
});

test("fields · no two lists join to the same bytes", () => {
  const fields = fc.array(fc.string({ unit: fc.constantFrom("a", "\0", "\u0001", "é"), maxLength: 4 }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(fields, fields, (left, right) => {
      const same = Buffer.compare(joinFields(left), joinFields(right)) === 0;
      assert.equal(same, JSON.stringify(left) === JSON.stringify(right));
    }),
    { numRuns: 2000 },
  );
});

test("text · comes back as it was, and a lone surrogate is refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (any) => assert.equal(decodeText(encodeText(any)), any)),
  );
  assert.equal(decodeText(encodeText("\ufeffa")), "\ufeffa");
  assert.throws(() => encodeText("\udc00"), TypeError);
  assert.throws(() => decodeText(Uint8Array.of(0xff)), TypeError);
});
