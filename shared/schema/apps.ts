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
/** An open project that nobody visits for so many days is disconnected; null: never. */
const openProjectTtlDays = z.int().min(1).max(3650).nullable();

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
  open_project_ttl_days: openProjectTtlDays.optional(),
});

export const updateAppBody = createAppBody.partial();

export const appAnswer = z.strictObject({
  id: z.string(),
  object: z.literal("app"),
  name: z.string(),
  /** The profile's name. */
  profile: z.string(),
  /** The app's own profile as it is stored, even if it is not sound any more; null for a built-in one. */
  profile_data: z.unknown(),
  origins: z.array(z.string()),
  /** Its pages may open sessions without a backend. */
  open_sessions: z.boolean(),
  open_project_ttl_days: openProjectTtlDays,
  /** Unix seconds. */
  created_at: z.int(),
});

/** The only two answers that hold the app's secret: creating it and rolling it. */
export const appWithSecretAnswer = appAnswer.extend({ secret: z.string() });

export const appListAnswer = z.strictObject({ object: z.literal("list"), data: z.array(appAnswer) });

/** `POST /v1/vault/rotate`: how far the sealed secrets have been moved to the active KEK. */
export const rotationAnswer = z.strictObject({
  object: z.literal("rotation"),
  active_kek: z.string(),
  /** Secrets that this call moved. */
  rotated: z.int(),
  /** Secrets still under another KEK, the unreadable ones included. At 0 the other KEKs may be removed. */
  remaining: z.int(),
  /** Secrets that do not open, at most the first 100, and why. They stay as they are. */
  unreadable: z.array(
    z.strictObject({
      /** `con_…`, or `ep_…` of an event endpoint. */
      connection: z.string(),
      field: z.string(),
      reason: z.enum(["unknown_kek", "malformed", "not_authentic"]),
    }),
  ),
  /** False: call again, more is left to move. */
  done: z.boolean(),
});

export type AppAnswer = z.infer<typeof appAnswer>;
export type RotationAnswer = z.infer<typeof rotationAnswer>;

function isBuiltIn(profileName: string): boolean {
  return Object.hasOwn(PROFILES, profileName);
}
