/**
 * @module VAULT_KEYS: what is a ring, what is refused, and that no refusal repeats a key.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { test } from "node:test";
import * as fc from "fast-check";
import { open, rewrap, seal, SealedValueInvalid } from "../../worker/vault/envelope.ts";
import { KeyringInvalid, parseKeyring } from "../../worker/vault/keyring.ts";
import { createKek, REF } from "./key-rings.ts";

const encode = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64");

test("VAULT_KEYS · the first key seals, and every key opens what it sealed", async () => {
  const [k1, k2] = [createKek("2026-11"), createKek("2025-04")];
  const old = parseKeyring(k2);
  const ring = parseKeyring(`${k1}, ${k2}\n`);
  assert.equal(ring.active, "2026-11");
  const sealed = await seal(old, REF, "a secret");
  assert.equal(await open(ring, REF, sealed), "a secret");
  const moved = await rewrap(ring, REF, sealed);
  assert.ok(moved.startsWith("v1.2026-11."));
  assert.equal(await open(parseKeyring(k1), REF, moved), "a secret");
  await assert.rejects(rewrap(parseKeyring(k1), REF, sealed), SealedValueInvalid);
});

test("VAULT_KEYS · any ring of 32 random bytes each is taken", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,32}$/), { minLength: 1, maxLength: 5 }),
      (ids) => {
        assert.equal(parseKeyring(ids.map(createKek).join(",")).active, ids[0]);
      },
    ),
  );
});

const key = createKek("k1");
for (const [what, text] of [
  ["nothing", ""],
  ["no id", encode(randomBytes(32))],
  ["an empty id", `:${encode(randomBytes(32))}`],
  ["an id with capitals", createKek("K1")],
  ["an id with a dot", createKek("k.1")],
  ["an id of 33 characters", createKek("k".repeat(33))],
  ["a trailing comma", `${key},`],
  ["the same id twice", `${key},${createKek("k1")}`],
  ["the same key under two ids", `${key},${key.replace("k1:", "k2:")}`],
  ["31 bytes", `k1:${encode(randomBytes(31))}`],
  ["33 bytes", `k1:${encode(randomBytes(33))}`],
  ["32 characters instead of 32 bytes", `k1:${encode(randomBytes(24))}`],
  ["no padding", key.slice(0, -1)],
  ["base64url", `k1:${"-_".repeat(21)}A=`],
  ["bits behind the last byte", `k1:${encode(randomBytes(32)).slice(0, -2)}B=`],
  ["hex", `k1:${randomBytes(32).toString("hex")}`],
  ["a space inside", key.replace(/.{5}=$/, " $&")],
  ["a second key that is cut off", `${key},k2:abc`],
  ["zeros", `k1:${encode(new Uint8Array(32))}`],
  ["one byte repeated", `k1:${encode(new Uint8Array(32).fill(0xa7))}`],
  ["four bytes repeated", `k1:${encode(Buffer.alloc(32, Buffer.from("9fd300c1", "hex")))}`],
  ["counting up", `k1:${encode(Uint8Array.from({ length: 32 }, (_, index) => index))}`],
  ["counting down by seven", `k1:${encode(Uint8Array.from({ length: 32 }, (_, index) => 250 - 7 * index))}`],
  ["eleven bytes in disorder", `k1:${encode(createDisorder())}`],
  ["a typed sentence", `k1:${encode("change-me-before-production-2026")}`],
] as const) {
  test(`VAULT_KEYS · ${what} is refused, and the refusal repeats no key`, () => {
    assert.throws(
      () => parseKeyring(text),
      (error: unknown) => {
        assert.ok(error instanceof KeyringInvalid, String(error));
        const encoded = text.split(/[:,]/).filter((part) => part.length > 33);
        assert.ok(encoded.every((part) => !error.message.includes(part.slice(0, 12))));
        return true;
      },
    );
  });
}

test("VAULT_KEYS · a ring shows no key when it is printed, and its keys cannot be taken out", async () => {
  const bytes = randomBytes(32);
  const ring = parseKeyring(`k1:${encode(bytes)}`);
  const imported = await ring.findKek("k1");
  assert.ok(imported);
  assert.equal(imported.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", imported));
  const printed = inspect(ring, { depth: null, showHidden: true }) + JSON.stringify(ring);
  assert.ok(!printed.includes(encode(bytes)) && !printed.includes(bytes.toString("hex").slice(0, 8)));
  assert.equal(await ring.findKek("k2"), null);
  assert.equal(await ring.findKek("__proto__"), null);
});

/** 32 bytes of only eleven values, whose steps differ nonetheless. */
function createDisorder(): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, index) => {
    const wild = ((index * index * 7 + index) % 31) % 15;
    return 128 + ((wild * wild) % 127);
  });
}
