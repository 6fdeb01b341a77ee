/**
 * @module The envelope against Node's own AES-GCM, written out here a second time, byte by byte.
 */

import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { test } from "node:test";
import { open, rewrap, seal } from "../../worker/vault/envelope.ts";
import { parseKeyring } from "../../worker/vault/keyring.ts";
import { createRing, REF } from "./key-rings.ts";

/** What both parts bind for `REF`: each field after its length as four bytes, big-endian. */
const BOUND =
  "00000002" +
  "7631" + // v1
  "00000008" +
  "6170705f61616161" + // app_aaaa
  "00000007" +
  "7465616d5f3432" + // team_42
  "00000008" +
  "636f6e5f62626262" + // con_bbbb
  "00000007" +
  "6170695f6b6579"; // api_key
const BOUND_KEY_ID = "000000026b31"; // k1

test("open · opens what Node's AES-GCM sealed in the documented format", async () => {
  const kek = randomBytes(32);
  const dek = randomBytes(32);
  const wrap = encrypt(kek, BOUND + BOUND_KEY_ID, dek);
  const body = encrypt(dek, BOUND, Buffer.from("a secret"));
  const ring = parseKeyring(`k1:${kek.toString("base64")}`);
  assert.equal(await open(ring, REF, `v1.k1.${wrap}.${body}`), "a secret");
});

for (const [what, keyBytes, plain] of [
  ["a DEK of 16 bytes", 16, "a secret"],
  ["an empty secret", 32, ""],
] as const) {
  test(`open · refuses ${what} as malformed, though every tag is right`, async () => {
    const [kek, dek] = [randomBytes(32), randomBytes(keyBytes)];
    const wrap = encrypt(kek, BOUND + BOUND_KEY_ID, dek);
    const body = encrypt(dek, BOUND, Buffer.from(plain));
    const ring = parseKeyring(`k1:${kek.toString("base64")}`);
    await assert.rejects(open(ring, REF, `v1.k1.${wrap}.${body}`), { reason: "malformed" });
  });
}

test("seal · is opened by Node's AES-GCM", async () => {
  const kek = randomBytes(32);
  const ring = parseKeyring(`k1:${kek.toString("base64")}`);
  const [, , wrap = "", body = ""] = (await seal(ring, REF, "a secret")).split(".");
  const dek = decrypt(kek, BOUND + BOUND_KEY_ID, wrap);
  assert.equal(dek.byteLength, 32);
  assert.equal(decrypt(dek, BOUND, body).toString(), "a secret");
});

test("rewrap · leaves the body as it is, and the DEK too", async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const before = parseKeyring(`k0:${old.toString("base64")}`);
  const after = parseKeyring(`k1:${fresh.toString("base64")},k0:${old.toString("base64")}`);
  const sealed = (await seal(before, REF, "a secret")).split(".");
  const moved = (await rewrap(after, REF, sealed.join("."))).split(".");
  assert.equal(moved[3], sealed[3]);
  assert.deepEqual(
    decrypt(fresh, BOUND + BOUND_KEY_ID, moved[2] ?? ""),
    decrypt(old, `${BOUND}000000026b30`, sealed[2] ?? ""),
  );
});

test("seal · never uses an IV or a DEK twice in 10,000 records", async () => {
  const kek = randomBytes(32);
  const ring = parseKeyring(`k1:${kek.toString("base64")}`);
  const seen = new Set<string>();
  for (let batch = 0; batch < 100; batch += 1) {
    const texts = await Promise.all(Array.from({ length: 100 }, () => seal(ring, REF, "same")));
    for (const text of texts) {
      const [, , wrap = "", body = ""] = text.split(".");
      seen.add(Buffer.from(wrap, "base64url").subarray(0, 12).toString("hex"));
      seen.add(Buffer.from(body, "base64url").subarray(0, 12).toString("hex"));
      seen.add(decrypt(kek, BOUND + BOUND_KEY_ID, wrap).toString("hex"));
    }
  }
  assert.equal(seen.size, 30_000);
});

test("rewrap · wraps with a new IV each time", async () => {
  const ring = createRing("k1");
  const sealed = await seal(ring, REF, "a secret");
  assert.notEqual(await rewrap(ring, REF, sealed), await rewrap(ring, REF, sealed));
});

function encrypt(key: Buffer, bound: string, plain: Buffer): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(key.byteLength === 16 ? "aes-128-gcm" : "aes-256-gcm", key, iv).setAAD(
    Buffer.from(bound, "hex"),
  );
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

function decrypt(key: Buffer, bound: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(bound, "hex")).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}
