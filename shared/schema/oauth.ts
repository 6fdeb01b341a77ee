/**
 * @module Bodies and answers of connecting over OAuth, which takes the person to Stripe and back.
 */

import * as z from "zod";

/** `POST …/connection/oauth`. */
export const startOauthBody = z.strictObject({
  /** The page to come back to, of the session's own origin. */
  return_url: z.string().max(2048),
  /** base64url of the SHA-256 of a random text that this browser keeps, so that nobody else can finish. */
  challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be the base64url of a SHA-256"),
});

export const startOauthAnswer = z.strictObject({
  object: z.literal("oauth_start"),
  /** Stripe's page to go to. */
  url: z.string(),
  /** Unix seconds; coming back later starts over. */
  expires_at: z.int(),
});

/** `POST …/connection/oauth/finish`: what the page came back with. */
export const finishOauthBody = z.strictObject({
  ticket: z.string().max(128),
  /** The random text whose digest was the challenge. */
  verifier: z.string().max(128),
  /** The answer to `account_differs`: true replaces, false gives the new access back. */
  replace_account: z.boolean().optional(),
});

/**
 * The query parameters a page comes back with: a ticket, good once, or what went wrong. Nothing of either is a
 * secret of the account.
 */
export const OAUTH_RETURN = { ticket: "parityrail_oauth", error: "parityrail_oauth_error" } as const;

export type StartOauthBody = z.infer<typeof startOauthBody>;
export type StartOauthAnswer = z.infer<typeof startOauthAnswer>;
export type FinishOauthBody = z.infer<typeof finishOauthBody>;
