/**
 * @module The Worker's entry: hands requests and the cron to the app with the real clock, randomness and network.
 */

import type { ScheduledController } from "@cloudflare/workers-types";
import { createWorker } from "./app.ts";
import type { Bindings } from "./env.ts";
import type { Surroundings } from "./http/context.ts";
import { createServices } from "./http/services.ts";
import { maintain } from "./maintenance.ts";

const surroundings: Surroundings = {
  now: () => Math.floor(Date.now() / 1000),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (input, init) => fetch(input, init),
};
const worker = createWorker(surroundings);
const build = createServices(surroundings);

export default {
  fetch: worker.fetch,
  scheduled: (_: ScheduledController, bindings: Bindings): Promise<void> => maintain(build(bindings)),
};
