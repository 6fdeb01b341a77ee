/**
 * @module Builds a request's services from its bindings. Settings are parsed once an isolate.
 */

import type { MiddlewareHandler } from "hono";
import { parseSettings, SettingsInvalid, type Bindings, type Settings } from "../env.ts";
import { createVault } from "../vault/store.ts";
import type { Surroundings, WorkerEnv } from "./context.ts";
import { writeLine } from "./log.ts";
import { Refusal } from "./refusal.ts";

/** Gives every request its services, or refuses all of them with `misconfigured` and says why in the log. */
export function provideServices(surroundings: Surroundings): MiddlewareHandler<WorkerEnv> {
  const parsed = new WeakMap<Bindings, Settings | SettingsInvalid>();
  return async (c, next) => {
    const bindings = c.env;
    const settings = parsed.get(bindings) ?? parseOnce(bindings);
    parsed.set(bindings, settings);
    if (settings instanceof SettingsInvalid) throw new Refusal("misconfigured", { reason: settings.message });
    const vault = createVault({ db: bindings.DB, ring: settings.keyring, now: surroundings.now });
    c.set("services", { db: bindings.DB, settings, vault, ...surroundings });
    await next();
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
