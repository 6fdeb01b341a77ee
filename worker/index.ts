/**
 * @module The Worker's entry: hands requests and the cron to the app with the real clock, randomness and network.
 */

import type { ScheduledController } from "@cloudflare/workers-types";
import { createWorker } from "./app.ts";
import type { Bindings } from "./env.ts";
import type { Runtime } from "./context.ts";
import { createServices } from "./services.ts";
import { maintain } from "./maintenance.ts";

const runtime: Runtime = {
  now: () => Math.floor(Date.now() / 1000),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (input, init) => fetch(input, init),
};
const worker = createWorker(runtime);
const build = createServices(runtime);

export default {
  fetch: worker.fetch,
  scheduled: (_: ScheduledController, bindings: Bindings): Promise<void> => maintain(build(bindings)),
};
