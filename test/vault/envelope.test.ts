/**
 * @module A sealed value opens in its own row with its own ring, and nowhere else, whatever is done to it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { open, seal, SealedValueInvalid, type SecretRef } from "../../worker/vault/envelope.ts";
import { parseKeyring } from "../../worker/vault/keyring.ts";
import { anyRef, anySecret, createRing, createKek, REF } from "./key-rings.ts";

async function assertRefused(opening: Promise<unknown>, ...reasons: string[]): Promise<void> {
  await assert.rejects(opening, (error: unknown) => {
    assert.ok(error instanceof SealedValueInvalid, String(error));
    assert.ok(reasons.length === 0 || reasons.includes(error.reason), error.reason);
    return true;
  });
}

test("seal · what is sealed opens again, byte for byte", async () => {
  const ring = createRing("k1", "k2");
  await fc.assert(
    fc.asyncProperty(anyRef, anySecret, async (ref, secret) => {
      const text = await seal(ring, ref, secret);
      assert.equal(await open(ring, ref, text), secret);
      assert.ok(text.startsWith("v1.k1."));
    }),
    { numRuns: 500 },
  );
});

test("seal · writes the KEK's id, wrap and body, and nothing of the secret", async () => {
  const secret = `plain${"x".repeat(40)}`;
  const text = await seal(createRing("k1"), REF, secret);
  assert.match(text, /^v1\.k1\.[A-Za-z0-9_-]{80}\.[A-Za-z0-9_-]+$/);
  const bytes = Buffer.from(text.split(".")[3] ?? "", "base64url");
  assert.equal(bytes.byteLength, 12 + secret.length + 16);
  assert.ok(!bytes.includes("plain") && !text.includes(Buffer.from(secret).toString("base64url")));
});

test("seal · refuses an empty secret and one that UTF-8 cannot hold", async () => {
  const ring = createRing("k1");
  await assert.rejects(seal(ring, REF, ""), TypeError);
  await assert.rejects(seal(ring, REF, "a\ud800"), TypeError);
  await assert.rejects(seal(ring, { ...REF, project: "a\ud800" }, "a"), TypeError);
});

test("open · refuses every single flipped bit", async () => {
  const ring = createRing("k1", "k2", "k3"); // k1 flips into k0, k3, k5…: one of them is in the ring
  for (const length of [1, 2, 3, 32]) {
    const text = await seal(ring, REF, "s".repeat(length));
    const flips = Array.from({ length: text.length * 7 }, (_, bit) => flipBit(text, bit));
    await Promise.all(flips.map((flipped) => assertRefused(open(ring, REF, flipped))));
  }
});

test("open · refuses every flipped bit of the decoded wrap and body as not authentic", async () => {
  const ring = createRing("k1");
  const text = await seal(ring, REF, "s".repeat(20));
  for (const part of [2, 3]) {
    const bytes = Buffer.from(text.split(".")[part] ?? "", "base64url");
    for (let bit = 0; bit < bytes.byteLength * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await assertRefused(
        open(ring, REF, withPart(text, part, flipped.toString("base64url"))),
        "not_authentic",
      );
    }
  }
});

test("open · refuses a value in any other row", async () => {
  const ring = createRing("k1");
  await fc.assert(
    fc.asyncProperty(anyRef, anyRef, anySecret, async (ref, other, secret) => {
      fc.pre(JSON.stringify(Object.values(ref)) !== JSON.stringify(Object.values(other)));
      await assertRefused(open(ring, other, await seal(ring, ref, secret)), "not_authentic");
    }),
    { numRuns: 300 },
  );
});

for (const change of [
  { app: "app_aaab" },
  { project: "team_43" },
  { connection: "con_bbbc" },
  { field: "webhook_secret" },
  { app: "app_aaaateam_42", project: "" },
  { app: "", project: "app_aaaateam_42" },
  { project: "team_42con_bbbb", connection: "" },
] satisfies Partial<SecretRef>[]) {
  test(`open · refuses a row whose ${Object.keys(change).join(" and ")} differ`, async () => {
    const ring = createRing("k1");
    const text = await seal(ring, REF, "secret");
    await assertRefused(open(ring, { ...REF, ...change }, text), "not_authentic");
  });
}

test("open · refuses the body of one record under the wrap of another, even of the same row", async () => {
  const ring = createRing("k1");
  const [first, second] = await Promise.all(["one", "two"].map((text) => seal(ring, REF, text)));
  assert.ok(first && second);
  await assertRefused(open(ring, REF, withPart(first, 3, second.split(".")[3] ?? "")), "not_authentic");
  await assertRefused(open(ring, REF, withPart(first, 2, second.split(".")[2] ?? "")), "not_authentic");
});

test("open · refuses another KEK's id, known or not", async () => {
  const ring = createRing("k1", "k2");
  const text = await seal(ring, REF, "secret");
  await assertRefused(open(ring, REF, withPart(text, 1, "k2")), "not_authentic");
  await assertRefused(open(ring, REF, withPart(text, 1, "k3")), "unknown_kek");
});

test("open · refuses an id under which the same key stands in another ring", async () => {
  const [, encoded] = createKek("k1").split(":");
  const sealing = parseKeyring(`k1:${encoded}`);
  const renamed = parseKeyring(`k9:${encoded}`);
  const text = await seal(sealing, REF, "secret");
  await assertRefused(open(renamed, REF, withPart(text, 1, "k9")), "not_authentic");
});

test("open · refuses a ring that has other keys under the same ids", async () => {
  const text = await seal(createRing("k1"), REF, "secret");
  await assertRefused(open(createRing("k1"), REF, text), "not_authentic");
});

test("open · refuses a value cut off anywhere or made longer", async () => {
  const ring = createRing("k1");
  const text = await seal(ring, REF, "secret");
  for (let length = 0; length < text.length; length += 1) {
    await assertRefused(open(ring, REF, text.slice(0, length)));
    await assertRefused(open(ring, REF, text.slice(text.length - length)));
  }
  for (const more of ["A", "AA", "AAA", "AAAA", "=", ".", ".x", "\n", " "]) {
    await assertRefused(open(ring, REF, text + more));
    await assertRefused(open(ring, REF, more + text));
  }
});

test("open · refuses what is no sealed value, or of another version, as malformed", async () => {
  const ring = createRing("k1");
  const text = await seal(ring, REF, "secret");
  const others = [
    "",
    ".",
    "...",
    "v1",
    "v1.k1..",
    "v1.K1.AA.AA",
    "null",
    "🔑",
    text.replace("v1", "v2"),
    text.replace("k1", "K1"),
    text.replace("k1", ""),
  ];
  for (const other of others) await assertRefused(open(ring, REF, other), "malformed");
  await fc.assert(
    fc.asyncProperty(fc.string(), (any) => assertRefused(open(ring, REF, any))),
    {
      numRuns: 300,
    },
  );
});

function withPart(text: string, part: number, value: string): string {
  return text.split(".").with(part, value).join(".");
}

/** Flips one of the seven bits of an ASCII character. */
function flipBit(text: string, bit: number): string {
  const at = Math.floor(bit / 7);
  const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << (bit % 7)));
  return text.slice(0, at) + flipped + text.slice(at + 1);
}
