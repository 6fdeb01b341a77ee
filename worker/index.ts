/**
 * @module The Worker's entry: requests, connections' objects and the watchdog, with the real clock, randomness and
 * network.
 */

import { createWorker } from "./app.ts";
import { ConnectionObject as BaseObject } from "./connections/object.ts";
import { wakeOverdue } from "./connections/watchdog.ts";
import type { Runtime } from "./context.ts";
import type { Bindings } from "./env.ts";

const runtime: Runtime = {
  now: () => Math.floor(Date.now() / 1000),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (input, init) => fetch(input, init),
};
const worker = createWorker(runtime);

export class ConnectionObject extends BaseObject {
  constructor(state: DurableObjectState, env: Bindings) {
    super(state, env, runtime);
  }
}

export default {
  fetch: worker.fetch,
  scheduled: (_: ScheduledController, bindings: Bindings): Promise<void> =>
    wakeOverdue(bindings, runtime.now()),
};
