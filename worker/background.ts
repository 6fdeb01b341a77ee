/**
 * @module What the Worker does without a request: the cron and the queue, for the entry and for tests alike.
 */

import { wakeOverdue } from "./connections/watchdog.ts";
import type { Runtime, Services } from "./context.ts";
import type { Bindings, OutboxMessage } from "./env.ts";
import { deleteExpired } from "./invitations/store.ts";
import { deliverMessages, deliverOverdue } from "./outbox/background.ts";
import { createServices } from "./services.ts";

export interface Background {
  /** The watchdog of connections, then what the queue lost, then invitations that are over. */
  scheduled(bindings: Bindings): Promise<void>;
  queue(batch: MessageBatch<OutboxMessage>, bindings: Bindings): Promise<void>;
}

export function createBackground(runtime: Runtime): Background {
  const build: (bindings: Bindings) => Services = createServices(runtime);
  return {
    async scheduled(bindings) {
      await wakeOverdue(bindings, runtime.now());
      const services = build(bindings);
      await deliverOverdue(services);
      await deleteExpired(services.db, runtime.now());
    },
    queue: (batch, bindings) => deliverMessages(build(bindings), batch),
  };
}
