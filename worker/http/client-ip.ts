/**
 * @module Where a request comes from, and where this Worker is reached from outside.
 */

import type { Context } from "hono";
import type { WorkerEnv } from "../context.ts";

/** Returns the caller's IP address as Cloudflare saw it; requests that came another way share one name. */
export function clientIp(c: Context<WorkerEnv>): string {
  return c.req.header("CF-Connecting-IP") ?? "unknown";
}

/**
 * Returns the origin of the setting PUBLIC_URL; without it, the one this request came to. Stripe sends people and
 * events there.
 */
export function publicUrlOf(c: Context<WorkerEnv>): string {
  return c.get("services").settings.publicUrl ?? new URL(c.req.url).origin;
}
