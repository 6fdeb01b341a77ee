/**
 * @module Bodies and answers of apps, which the operator manages.
 */

import * as z from "zod";
import { PROFILES } from "../profiles/index.ts";
import { type Profile, profile } from "../profile.ts";
import { HOLDS_SECRET, isNoSecret } from "./no-secret.ts";
import { origin } from "./sessions.ts";

const name = z.string().min(1).max(100).refine(isNoSecret, HOLDS_SECRET);
const builtInName = z.string().refine(isBuiltIn, `must be one of: ${Object.keys(PROFILES).join(", ")}`);
const ownProfile = profile.refine(({ name: own }) => !isBuiltIn(own), {
  path: ["name"],
  message: "is the name of a built-in profile",
});
const origins = z.array(origin).max(50);

/** The name of a built-in profile, or a whole profile of the app's own. */
const appProfile = z
  .unknown()
  .check((context) => {
    const { value } = context;
    const schema: z.ZodType = typeof value === "string" ? builtInName : ownProfile;
    const { error } = schema.safeParse(value);
    for (const issue of error?.issues ?? [])
      context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue); // an issue of zod's own
  })
  .transform((value): string | Profile => value as string | Profile); // what either schema has just made sure of

export const createAppBody = z.strictObject({
  name,
  profile: appProfile,
  origins,
  open_sessions: z.boolean().optional(),
});

export const updateAppBody = z.strictObject({
  name: name.optional(),
  profile: appProfile.optional(),
  origins: origins.optional(),
  open_sessions: z.boolean().optional(),
});

export const appAnswer = z.strictObject({
  id: z.string(),
  object: z.literal("app"),
  name: z.string(),
  /** The profile's name. */
  profile: z.string(),
  /** The app's own profile, whole; null for a built-in one. */
  profile_data: profile.nullable(),
  origins: z.array(z.string()),
  /** Its pages may open sessions without a backend. */
  open_sessions: z.boolean(),
  /** Unix seconds. */
  created_at: z.int(),
});

/** The only two answers that hold the app's secret: creating it and rolling it. */
export const appWithSecretAnswer = appAnswer.extend({ secret: z.string() });

export const appListAnswer = z.strictObject({ object: z.literal("list"), data: z.array(appAnswer) });

/** A row of sealed secrets. */
const sealedPlace = z.strictObject({
  connection: z.string().max(64),
  field: z.enum([
    "api_key",
    "publishable_key",
    "webhook_secret",
    "oauth_access_token",
    "oauth_refresh_token",
  ]),
});

/** `POST /v1/vault/rewrap`: one page of the walk that moves records to the active ring key. */
export const rewrapBody = z.strictObject({
  limit: z.int().min(1).max(500).optional(),
  /** Where the last page ended: its `next`. Left out at the beginning. */
  after: sealedPlace.optional(),
});

export const rewrapAnswer = z.strictObject({
  object: z.literal("rewrap"),
  active_key: z.string(),
  /** Records moved by this call. */
  rewrapped: z.int(),
  /** Records still under another ring key. 0 means old ring keys may be removed. */
  remaining: z.int(),
  /** Records of this page that did not open, and why. They are left as they are. */
  unreadable: z.array(
    sealedPlace.extend({ reason: z.enum(["unknown_ring_key", "malformed", "not_authentic"]) }),
  ),
  /** Where the next page begins; null behind the last record. */
  next: sealedPlace.nullable(),
});

export type CreateAppBody = z.infer<typeof createAppBody>;
export type UpdateAppBody = z.infer<typeof updateAppBody>;
export type AppAnswer = z.infer<typeof appAnswer>;
export type RewrapBody = z.infer<typeof rewrapBody>;
export type RewrapAnswer = z.infer<typeof rewrapAnswer>;

function isBuiltIn(profileName: string): boolean {
  return Object.hasOwn(PROFILES, profileName);
}
