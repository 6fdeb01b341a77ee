/**
 * @module Session tokens: `ses_` and a JWT that is good for one project, one role, some origins and minutes.
 */

import { sign, verify } from "hono/jwt";
import * as z from "zod";
import { SESSION_TTL_SECONDS } from "../../shared/schema/sessions.ts";

export const SESSION_TOKEN_PREFIX = "ses_";

const ALGORITHM = "HS256"; // pinned: the token's own `alg` is never believed
const ISSUER = "parityrail-connect";
/** 32 signed bytes have one spelling: padding and spare bits, which decoders forgive, would give a token several. */
const CANONICAL = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;
const CLOCK_SKEW_SECONDS = 60; // between two of Cloudflare's machines

const claims = z.strictObject({
  iss: z.literal(ISSUER),
  jti: z.string(),
  app: z.string(),
  sub: z.string(),
  role: z.enum(["viewer", "admin"]),
  user: z.string().nullable(),
  origins: z.array(z.string()).nullable(),
  iat: z.int(),
  exp: z.int(),
});

/** What a session may do. Times are unix seconds. */
export interface Session {
  readonly id: string;
  readonly app: string;
  readonly project: string;
  readonly role: "viewer" | "admin";
  readonly user: string | null;
  /** A part of the app's origins; null for all it has when the token is used. */
  readonly origins: readonly string[] | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Returns the token for `session`, signed with HMAC-SHA-256. */
export async function createSessionToken(key: Uint8Array<ArrayBuffer>, session: Session): Promise<string> {
  const payload: z.input<typeof claims> = {
    iss: ISSUER,
    jti: session.id,
    app: session.app,
    sub: session.project,
    role: session.role,
    user: session.user,
    origins: session.origins && [...session.origins],
    iat: session.createdAt,
    exp: session.expiresAt,
  };
  return SESSION_TOKEN_PREFIX + (await sign(payload, await importKey(key), ALGORITHM));
}

/** Returns the session of a token, or null for whatever is wrong with it. */
export async function readSessionToken(
  key: Uint8Array<ArrayBuffer>,
  token: string,
  now: number,
): Promise<Session | null> {
  const jwt = token.slice(SESSION_TOKEN_PREFIX.length);
  if (!CANONICAL.test(jwt)) return null;
  // Times are judged below, by the clock that was passed in.
  const options = { alg: ALGORITHM, iss: ISSUER, exp: false, iat: false, nbf: false } as const;
  const payload = await verify(jwt, await importKey(key), options).catch(() => null);
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return null;
  const { jti, app, sub, role, user, origins, iat, exp } = parsed.data;
  if (exp <= now || exp - iat > SESSION_TTL_SECONDS.max || iat > now + CLOCK_SKEW_SECONDS) return null;
  return { id: jti, app, project: sub, role, user, origins, createdAt: iat, expiresAt: exp };
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}
