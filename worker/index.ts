/**
 * @module The Worker's entry: requests, connections' objects, the cron and the queue, with the real clock, randomness and
 * network.
 */

import { createWorker } from "./app.ts";
import { createBackground } from "./background.ts";
import { ConnectionObject as BaseObject } from "./connections/object.ts";
import type { Runtime } from "./context.ts";
import type { Bindings, OutboxMessage } from "./env.ts";

const runtime: Runtime = {
  now: () => Math.floor(Date.now() / 1000),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (input, init) => fetch(input, init),
};
const worker = createWorker(runtime);
const background = createBackground(runtime);

export class ConnectionObject extends BaseObject {
  constructor(state: DurableObjectState, env: Bindings) {
    super(state, env, runtime);
  }
}

export default {
  fetch: worker.fetch,
  scheduled: (_: ScheduledController, bindings: Bindings): Promise<void> => background.scheduled(bindings),
  queue: (batch: MessageBatch<OutboxMessage>, bindings: Bindings): Promise<void> =>
    background.queue(batch, bindings),
};
