/**
 * @module What the queue is told: the ids of events that are due. It is a hint: what it loses, the cron finds.
 */

import type { Services } from "../context.ts";
import { nameError, writeLine } from "../http/log.ts";

/** A batch has at most so many messages, and a message waits at most so long (Cloudflare's limits of Queues). */
const MAX_MESSAGES = 100;
export const MAX_DELAY_SECONDS = 12 * 3600;

/** Tells the queue that events are due, now or after a while. Never fails. */
export async function announce(
  { outbox }: Pick<Services, "outbox">,
  events: readonly string[],
  delaySeconds = 0,
): Promise<boolean> {
  if (!outbox) return false;
  try {
    for (let first = 0; first < events.length; first += MAX_MESSAGES) {
      const messages = events.slice(first, first + MAX_MESSAGES).map((event) => ({ body: { event } }));
      await outbox.sendBatch(messages, { delaySeconds });
    }
    return true;
  } catch (error) {
    writeLine({ event: "queue_failed", reason: nameError(error) });
    return false;
  }
}
