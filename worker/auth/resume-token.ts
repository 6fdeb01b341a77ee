/**
 * @module What a browser keeps of an open session: a token that finds its project again, from its own origin only.
 *
 * It is no session: it opens nothing but the next session, and only where its origin is still allowed.
 */

import * as z from "zod";
import { readClaims, signClaims } from "./jwt.ts";

const PREFIX = "rsm_";
const ISSUER = "parityrail-connect/resume"; // a session token is no resume token, nor the other way round
const TTL_SECONDS = 365 * 24 * 3600; // renewed with every visit

const claims = z.strictObject({
  iss: z.literal(ISSUER),
  app: z.string(),
  sub: z.string(),
  origin: z.string(),
  exp: z.int(),
});

/** Whose project it is, and where it is found again. */
export interface Resumable {
  readonly app: string;
  readonly project: string;
  readonly origin: string;
}

/** Returns the token for a browser to keep, good for a year. */
export function createResumeToken(
  key: Uint8Array<ArrayBuffer>,
  { app, project, origin }: Resumable,
  now: number,
): Promise<string> {
  const payload: z.input<typeof claims> = {
    iss: ISSUER,
    app,
    sub: project,
    origin,
    exp: now + TTL_SECONDS,
  };
  return signClaims(key, PREFIX, payload);
}

/** Returns the project that a token finds for this app and origin; null for whatever is wrong with it. */
export async function readResumeToken(
  key: Uint8Array<ArrayBuffer>,
  token: string,
  wanted: Omit<Resumable, "project">,
  now: number,
): Promise<string | null> {
  const read = await readClaims(key, token, { prefix: PREFIX, issuer: ISSUER, schema: claims });
  if (!read || read.exp <= now || read.app !== wanted.app || read.origin !== wanted.origin) return null;
  return read.sub;
}
