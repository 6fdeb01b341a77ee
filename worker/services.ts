/**
 * @module Builds a request's services from its bindings, and says where the Worker is. Settings are parsed once an isolate.
 */

import type { Context, MiddlewareHandler } from "hono";
import { parseSettings, SettingsInvalid, type Bindings, type Settings } from "./env.ts";
import { isLoopback } from "../shared/loopback.ts";
import { createVault } from "./vault/vault.ts";
import type { Services, Runtime, WorkerEnv } from "./context.ts";
import { writeLine } from "./http/log.ts";
import { ApiError } from "./http/api-error.ts";

/** Gives every request its services, or refuses all of them with `misconfigured` and says why in the log. */
export function provideServices(runtime: Runtime): MiddlewareHandler<WorkerEnv> {
  const build = createServices(runtime);
  return async (c, next) => {
    c.set("services", build(c.env));
    await next();
  };
}

/**
 * Returns the origin that Stripe sends people and events to: the setting PUBLIC_URL, or this machine's own address.
 * Fails with `misconfigured` for any other, which is whatever the sender of the request wrote into its Host header.
 */
export function publicUrlOf(c: Context<WorkerEnv>): string {
  const { publicUrl } = c.get("services").settings;
  if (publicUrl !== null) return publicUrl;
  const url = new URL(c.req.url);
  if (isLoopback(url)) return url.origin;
  throw new ApiError("misconfigured", { reason: "PUBLIC_URL is missing" });
}

/** Returns what builds services from bindings. It refuses with `misconfigured`, and says why in the log. */
export function createServices(runtime: Runtime): (bindings: Bindings) => Services {
  const parsed = new WeakMap<Bindings, Settings | SettingsInvalid>();
  return (bindings) => {
    const settings = parsed.get(bindings) ?? parseOnce(bindings);
    parsed.set(bindings, settings);
    if (settings instanceof SettingsInvalid)
      throw new ApiError("misconfigured", { reason: settings.message });
    const vault = createVault({ db: bindings.DB, ring: settings.keyring, now: runtime.now });
    return { db: bindings.DB, settings, vault, outbox: bindings.OUTBOX ?? null, ...runtime };
  };
}

function parseOnce(bindings: Bindings): Settings | SettingsInvalid {
  try {
    return parseSettings(bindings);
  } catch (error) {
    if (!(error instanceof SettingsInvalid)) throw error;
    writeLine({ event: "settings_invalid", reason: error.message });
    return error;
  }
}
