/**
 * @module Digests for what is looked up but must not be kept, and comparison in constant time.
 */

import { writeBase64Url } from "./encoding.ts";

/** Returns the SHA-256 of `text`, hex. */
export async function digestHex(text: string): Promise<string> {
  return writeHex(await digest(text));
}

/** Returns the SHA-256 of `text`, base64url without padding, as a challenge is written (RFC 7636). */
export async function digestBase64Url(text: string): Promise<string> {
  return writeBase64Url(await digest(text));
}

/** Derives the HMAC-SHA-256 key for one purpose from a secret (HKDF, RFC 5869): a key found out opens no other use. */
export async function deriveKey(secret: Uint8Array<ArrayBuffer>, purpose: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(`parityrail-connect ${purpose}`);
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(hkdf, base, hmac, false, ["sign", "verify"]);
}

/** Returns the HMAC-SHA-256 of `text`, hex: of a small set of texts, only who has the key can find the one. */
export async function keyedDigestHex(key: CryptoKey, text: string): Promise<string> {
  return writeHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text))));
}

/** Tells whether two texts are equal without telling how far they agree: compares their digests whole. */
export async function isEqualSecret(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([digest(left), digest(right)]);
  let difference = 0;
  a.forEach((byte, index) => {
    difference |= byte ^ (b[index] ?? 0);
  });
  return difference === 0;
}

/** Returns the SHA-256 of `text`, 32 bytes. */
export async function digest(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function writeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
