/**
 * @module What the outbox does without a request: it takes the queue's messages, and the cron finds what the queue lost.
 */

import type { Services } from "../context.ts";
import type { OutboxMessage } from "../env.ts";
import { deliverAll, logOutboxFailure } from "./deliver.ts";
import { findDue, listOverdue, pruneEvents, type DueKey } from "./events.ts";
import { announce } from "./queue.ts";

/** A message may be late; what is overdue for so long was lost. Without a queue nothing is waited for. */
const GRACE_SECONDS = 60;
const PAGE_ROWS = 100;
/** The next cron comes after five minutes, and goes on with what this one leaves. */
const CRON_SECONDS = 240;
/** When D1 was away. */
const RETRY_SECONDS = 30;

/** Delivers what is due of the events that the queue tells of. */
export async function deliverMessages(services: Services, batch: MessageBatch<OutboxMessage>): Promise<void> {
  try {
    const events = new Set(batch.messages.map(({ body }) => body.event));
    await deliverAll(services, await findDue(services.db, [...events], services.now()));
    batch.ackAll();
  } catch (error) {
    logOutboxFailure(error);
    batch.retryAll({ delaySeconds: RETRY_SECONDS });
  }
}

/** Looks for deliveries that are overdue, by an index and a page at a time, and has them made; old events go. */
export async function deliverOverdue(services: Services): Promise<void> {
  const { db, now, outbox } = services;
  const endsAt = now() + CRON_SECONDS;
  const before = outbox ? now() - GRACE_SECONDS : now();
  let after: DueKey | null = null;
  try {
    await pruneEvents(db, now());
    do {
      const page = await listOverdue(db, before, after, PAGE_ROWS);
      const events = new Set(page.map(({ event_id }) => event_id));
      const isAnnounced = page.length === 0 || (await announce(services, [...events]));
      if (!isAnnounced) await deliverAll(services, page);
      after = page[PAGE_ROWS - 1] ?? null;
    } while (after && now() < endsAt);
  } catch (error) {
    logOutboxFailure(error);
  }
}
