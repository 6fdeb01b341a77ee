/**
 * @module What the Worker does without a request: the cron and the queue, for the entry and for tests alike.
 */

import { wakeOverdue } from "./connections/watchdog.ts";
import type { Runtime, Services } from "./context.ts";
import type { Bindings, OutboxMessage } from "./env.ts";
import { deliverMessages, deliverOverdue } from "./outbox/background.ts";
import { createServices } from "./services.ts";

export interface Background {
  /** The watchdog of connections, then what the queue lost. */
  scheduled(bindings: Bindings): Promise<void>;
  queue(batch: MessageBatch<OutboxMessage>, bindings: Bindings): Promise<void>;
}

export function createBackground(runtime: Runtime): Background {
  const build: (bindings: Bindings) => Services = createServices(runtime);
  return {
    async scheduled(bindings) {
      await wakeOverdue(bindings, runtime.now());
      await deliverOverdue(build(bindings));
    },
    queue: (batch, bindings) => deliverMessages(build(bindings), batch),
  };
}
