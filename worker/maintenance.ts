/**
 * @module What is done every few minutes without anybody asking. One thing that fails never stops the others.
 */

import { checkRefusedConnections } from "./connections/check-refused.ts";
import type { Services } from "./context.ts";
import { writeLine } from "./http/log.ts";
import { forgetOldStates } from "./oauth/give-back.ts";
import { forgetOldEvents } from "./webhooks/store.ts";

const JOBS: Readonly<Record<string, (services: Services) => Promise<void>>> = {
  check_refused: checkRefusedConnections,
  forget_events: ({ db, now }) => forgetOldEvents(db, now()),
  forget_oauth: forgetOldStates,
};

/** Does every job once. */
export async function maintain(services: Services): Promise<void> {
  for (const [job, run] of Object.entries(JOBS)) {
    try {
      await run(services);
    } catch (error) {
      writeLine({ event: "job_failed", job, reason: error instanceof Error ? error.name : "unknown" });
    }
  }
}
