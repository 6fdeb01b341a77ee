/**
 * @module Signed claims: a prefix and a JWT, with one spelling and one algorithm. What they say is for others to judge.
 */

import { sign, verify } from "hono/jwt";
import type * as z from "zod";

const ALGORITHM = "HS256"; // pinned: the token's own `alg` is never believed
/** 32 signed bytes have one spelling: padding and spare bits, which decoders forgive, would give a token several. */
const CANONICAL = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/** Returns the token for `claims`, signed with HMAC-SHA-256. Its issuer tells kinds of tokens apart. */
export async function signClaims(
  key: Uint8Array<ArrayBuffer>,
  prefix: string,
  claims: { readonly iss: string },
): Promise<string> {
  return prefix + (await sign({ ...claims }, await importKey(key), ALGORITHM));
}

/** Returns the claims of a token, or null for whatever is wrong with it. Times are judged by the caller. */
export async function readClaims<Schema extends z.ZodType>(
  key: Uint8Array<ArrayBuffer>,
  token: string,
  kind: { readonly prefix: string; readonly issuer: string; readonly schema: Schema },
): Promise<z.output<Schema> | null> {
  if (!token.startsWith(kind.prefix)) return null;
  const jwt = token.slice(kind.prefix.length);
  if (!CANONICAL.test(jwt)) return null;
  const options = { alg: ALGORITHM, iss: kind.issuer, exp: false, iat: false, nbf: false } as const;
  const payload = await verify(jwt, await importKey(key), options).catch(() => null);
  const parsed = kind.schema.safeParse(payload);
  return parsed.success ? parsed.data : null;
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}
