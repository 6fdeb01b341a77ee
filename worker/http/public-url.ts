/**
 * @module Where this Worker is reached from outside: Stripe sends people and events there.
 */

import type { Context } from "hono";
import type { WorkerEnv } from "./context.ts";

/** Returns the origin of the setting PUBLIC_URL; without it, the one this request came to. */
export function publicUrlOf(c: Context<WorkerEnv>): string {
  return c.get("services").settings.publicUrl ?? new URL(c.req.url).origin;
}
