/**
 * @module Profiles that apps brought themselves: kept as JSON, held to the schema again when they are read.
 */

import { type Profile, profile as profileSchema } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";

/** Every request reads its app; a deployment has a handful of them. */
const MAX_CACHED = 100;

const cache = new Map<string, Profile>();

/** Returns what is stored of a profile: nothing of a built-in one. */
export function writeProfile(profile: Profile): string | null {
  return PROFILES[profile.name] === profile ? null : JSON.stringify(profile);
}

/** Returns the profile that is stored, or undefined if it is not sound (any more). */
export function readProfile(text: string): Profile | undefined {
  const known = cache.get(text);
  if (known) return known;
  const parsed = profileSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return undefined;
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(text, parsed.data);
  return parsed.data;
}
