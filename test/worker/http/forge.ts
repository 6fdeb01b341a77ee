/**
 * @module Makes session tokens by hand, genuine and forged, without the code that the Worker makes them with.
 */

import { createHmac, hkdfSync } from "node:crypto";

export const HEADER = { alg: "HS256", typ: "JWT" };

/** Returns one part of a JWT: an object as JSON, a text as it is. */
export function encodePart(part: unknown): string {
  return Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
}

/** Derives the key of a kind of token from a generation of SESSION_KEY, base64. */
export function deriveTokenKey(sessionKey: string, purpose = "session token"): Buffer {
  const secret = Buffer.from(sessionKey, "base64");
  return Buffer.from(hkdfSync("sha256", secret, "", `parityrail-connect ${purpose}`, 32));
}

export interface ForgedToken {
  readonly key: Uint8Array;
  readonly header?: unknown;
  readonly payload: unknown;
  readonly hash?: "sha256" | "sha384" | "sha512";
}

/** Returns a session token whose signature is the HMAC of `header` and `payload` under `key`. */
export function forgeToken({ key, header = HEADER, payload, hash = "sha256" }: ForgedToken): string {
  const text = `${encodePart(header)}.${encodePart(payload)}`;
  return `ses_${text}.${createHmac(hash, key).update(text).digest("base64url")}`;
}

/** Splits a session token into header, payload and signature, still encoded. */
export function splitToken(token: string): [header: string, payload: string, signature: string] {
  const [header = "", payload = "", signature = ""] = token.slice("ses_".length).split(".");
  return [header, payload, signature];
}

/** Returns the claims of a token, unproved. */
export function readClaims(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(splitToken(token)[1], "base64url").toString()) as Record<string, unknown>; // a JWT's payload is an object
}
