/**
 * @module Bodies and answers of sessions, and the two field types every resource shares.
 */

import * as z from "zod";
import { CURRENT_PROJECT } from "../api.ts";
import { isLoopback } from "../loopback.ts";
import { text } from "../profile.ts";
import { HOLDS_SECRET, isNoSecret } from "./no-secret.ts";

/** An app's own id for its customer's workspace: 1 to 128 letters, digits and `. _ ~ : @ -`. */
export const projectId = z
  .string()
  .regex(/^[A-Za-z0-9._~:@-]{1,128}$/, "must be 1 to 128 letters, digits or . _ ~ : @ -")
  .refine((id) => id !== CURRENT_PROJECT && id !== "." && id !== "..", "is reserved")
  .refine(isNoSecret, HOLDS_SECRET);

/** An exact web origin, `https://app.example.com`; plain http only on this machine. */
export const origin = z
  .string()
  .refine(isWebOrigin, "must be an exact origin, like https://app.example.com")
  .refine(isNoSecret, HOLDS_SECRET);

export const SESSION_TTL_SECONDS = { default: 15 * 60, min: 60, max: 60 * 60 } as const;

export const createSessionBody = z.strictObject({
  project: projectId,
  role: z.enum(["viewer", "admin"]),
  /** The app's own id of the person, for the audit. */
  user: z.string().min(1).max(256).refine(isNoSecret, HOLDS_SECRET).optional(),
  /** The person's name, as others of the project are shown it: who connected, who invites. */
  user_name: text(120).optional(),
  /** A part of the app's origins; all of them if left out. */
  origins: z.array(origin).min(1).max(20).optional(),
  /** Seconds. */
  expires_in: z.int().min(SESSION_TTL_SECONDS.min).max(SESSION_TTL_SECONDS.max).optional(),
});

export const sessionAnswer = z.strictObject({
  object: z.literal("session"),
  token: z.string(),
  project: z.string(),
  role: z.enum(["viewer", "admin"]),
  /** Unix seconds. */
  expires_at: z.int(),
});

/** `POST /v1/open_sessions`, from a page that has no backend. */
export const openSessionBody = z.strictObject({
  /** `app_…` */
  app: z.string().max(64),
  /** What an earlier answer gave this browser, so that it finds its project again. */
  resume: z.string().max(2048).optional(),
});

export const openSessionAnswer = sessionAnswer.extend({
  /** For the browser to keep: with it, and from this origin only, the next session is of the same project. */
  resume: z.string(),
});

export type OpenSessionBody = z.infer<typeof openSessionBody>;
export type OpenSessionAnswer = z.infer<typeof openSessionAnswer>;
export type SessionAnswer = z.infer<typeof sessionAnswer>;

function isWebOrigin(given: string): boolean {
  if (given.length > 253 || !URL.canParse(given)) return false;
  const url = new URL(given);
  if (url.hostname.includes("*")) return false; // a URL may have it, and somebody may take it for a wildcard
  return url.origin === given && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)));
}
