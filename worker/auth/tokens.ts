/**
 * @module Signed tokens: `ses_` for a session, `rsm_` for what a browser keeps of an open session, and `inv_` for the
 * link of an invitation. Each is a prefix and a JWT with one spelling, one algorithm, and a key for its kind, derived
 * from SESSION_KEY.
 */

import { sign, verify } from "hono/jwt";
import * as z from "zod";
import type { InvitationId } from "../../shared/ids.ts";
import { SESSION_TTL_SECONDS } from "../../shared/schema/sessions.ts";
import { deriveKey } from "../crypto/digest.ts";
import type { Settings } from "../env.ts";

type SessionKeys = Settings["sessionKeys"];

interface TokenKind<Schema extends z.ZodType> {
  readonly prefix: string;
  /** Names the derived key. */
  readonly purpose: string;
  readonly claims: Schema;
}

const ALGORITHM = "HS256"; // pinned: the token's own `alg` is never believed
/** 32 signed bytes have one spelling: padding and spare bits, which decoders forgive, would give a token several. */
const CANONICAL = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

const SESSION = {
  prefix: "ses_",
  purpose: "session token",
  claims: z.strictObject({
    iss: z.literal("parityrail-connect"),
    jti: z.string(),
    app: z.string(),
    sub: z.string(),
    role: z.enum(["viewer", "admin"]),
    user: z.string().nullable(),
    user_name: z.string().nullable(),
    invitation: z.string().nullable(),
    origins: z.array(z.string()).nullable(),
    iat: z.int(),
    exp: z.int(),
  }),
};
const CLOCK_SKEW_SECONDS = 60; // between two of Cloudflare's machines

const RESUME = {
  prefix: "rsm_",
  purpose: "resume token",
  claims: z.strictObject({
    iss: z.literal("parityrail-connect/resume"),
    app: z.string(),
    sub: z.string(),
    origin: z.string(),
    exp: z.int(),
  }),
};
const RESUME_TTL_SECONDS = 365 * 24 * 3600; // renewed with every visit

const INVITATION = {
  prefix: "inv_",
  purpose: "invitation",
  claims: z.strictObject({
    iss: z.literal("parityrail-connect/invitation"),
    jti: z.string(),
    exp: z.int(),
  }),
};

/** What a session may do. Times are unix seconds. */
export interface Session {
  readonly id: string;
  readonly app: string;
  readonly project: string;
  readonly role: "viewer" | "admin";
  readonly user: string | null;
  readonly userName: string | null;
  /** The invitation that the session was opened with, without which it may do nothing. */
  readonly invitation: InvitationId | null;
  /** A part of the app's origins; null for all it has when the token is used. An invitation's is the Worker's own. */
  readonly origins: readonly string[] | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Returns the token for `session`. */
export function createSessionToken(keys: SessionKeys, session: Session): Promise<string> {
  const { id, app, project, role, user, userName, invitation, origins, createdAt, expiresAt } = session;
  return signToken(keys, SESSION, {
    iss: "parityrail-connect",
    jti: id,
    app,
    sub: project,
    role,
    user,
    user_name: userName,
    invitation,
    origins: origins && [...origins],
    iat: createdAt,
    exp: expiresAt,
  });
}

/** Returns the session of a token, or null for whatever is wrong with it. */
export async function readSessionToken(
  keys: SessionKeys,
  token: string,
  now: number,
): Promise<Session | null> {
  const claims = await readToken(keys, SESSION, token);
  if (!claims) return null;
  const { jti, app, sub, role, user, user_name: userName, origins, iat, exp } = claims;
  const invitation = claims.invitation as InvitationId | null; // written by createSessionToken
  if (exp <= now || exp - iat > SESSION_TTL_SECONDS.max || iat > now + CLOCK_SKEW_SECONDS) return null;
  return {
    id: jti,
    app,
    project: sub,
    role,
    user,
    userName,
    invitation,
    origins,
    createdAt: iat,
    expiresAt: exp,
  };
}

/** An open session's project, and where it is found again. */
export interface Resumable {
  readonly app: string;
  readonly project: string;
  readonly origin: string;
}

/**
 * Returns the token with which a browser finds its project again for a year. It is no session: it opens nothing
 * but the next session, from its own origin only, and only while that origin is allowed.
 */
export function createResumeToken(
  keys: SessionKeys,
  { app, project, origin }: Resumable,
  now: number,
): Promise<string> {
  const exp = now + RESUME_TTL_SECONDS;
  return signToken(keys, RESUME, { iss: "parityrail-connect/resume", app, sub: project, origin, exp });
}

/** Returns the project that a token finds for this app and origin; null for whatever is wrong with it. */
export async function readResumeToken(
  keys: SessionKeys,
  token: string,
  wanted: Omit<Resumable, "project">,
  now: number,
): Promise<string | null> {
  const claims = await readToken(keys, RESUME, token);
  if (!claims || claims.exp <= now || claims.app !== wanted.app || claims.origin !== wanted.origin)
    return null;
  return claims.sub;
}

/** What the link of an invitation says: which one, and when it ends, unix seconds. */
export interface InvitationClaims {
  readonly id: InvitationId;
  readonly expiresAt: number;
}

/** Returns the token of an invitation's link: the same text every time, so that nothing of it has to be stored. */
export function createInvitationToken(
  keys: SessionKeys,
  { id, expiresAt }: InvitationClaims,
): Promise<string> {
  return signToken(keys, INVITATION, { iss: "parityrail-connect/invitation", jti: id, exp: expiresAt });
}

/** Returns what a token says, expired or not; null for one that was never made here. */
export async function readInvitationToken(
  keys: SessionKeys,
  token: string,
): Promise<InvitationClaims | null> {
  const claims = await readToken(keys, INVITATION, token);
  return claims && { id: claims.jti as InvitationId, expiresAt: claims.exp }; // written by createInvitationToken
}

/** The first generation of SESSION_KEY signs. */
async function signToken<Schema extends z.ZodType<Record<string, unknown>>>(
  keys: SessionKeys,
  { prefix, purpose }: TokenKind<Schema>,
  claims: z.output<Schema>,
): Promise<string> {
  return prefix + (await sign(claims, await deriveKey(keys[0], purpose), ALGORITHM));
}

/** Every generation of SESSION_KEY verifies. Times are for the caller to judge. */
async function readToken<Schema extends z.ZodType>(
  keys: SessionKeys,
  { prefix, purpose, claims }: TokenKind<Schema>,
  token: string,
): Promise<z.output<Schema> | null> {
  const jwt = token.slice(prefix.length);
  if (!token.startsWith(prefix) || !CANONICAL.test(jwt)) return null;
  for (const key of keys) {
    const options = { alg: ALGORITHM, exp: false, iat: false, nbf: false } as const;
    const payload = await verify(jwt, await deriveKey(key, purpose), options).catch(() => null);
    if (payload === null) continue;
    const parsed = claims.safeParse(payload);
    return parsed.success ? parsed.data : null;
  }
  return null;
}
