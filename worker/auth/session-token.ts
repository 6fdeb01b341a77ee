/**
 * @module Session tokens: `ses_` and a JWT that is good for one project, one role, some origins and minutes.
 */

import * as z from "zod";
import { SESSION_TTL_SECONDS } from "../../shared/schema/sessions.ts";
import { readClaims, signClaims } from "./jwt.ts";

export const SESSION_TOKEN_PREFIX = "ses_";

const ISSUER = "parityrail-connect";
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
  return signClaims(key, SESSION_TOKEN_PREFIX, payload);
}

/** Returns the session of a token, or null for whatever is wrong with it. */
export async function readSessionToken(
  key: Uint8Array<ArrayBuffer>,
  token: string,
  now: number,
): Promise<Session | null> {
  const kind = { prefix: SESSION_TOKEN_PREFIX, issuer: ISSUER, schema: claims };
  const read = await readClaims(key, token, kind);
  if (!read) return null;
  const { jti, app, sub, role, user, origins, iat, exp } = read;
  if (exp <= now || exp - iat > SESSION_TTL_SECONDS.max || iat > now + CLOCK_SKEW_SECONDS) return null;
  return { id: jti, app, project: sub, role, user, origins, createdAt: iat, expiresAt: exp };
}
