/**
 * @module Hands what a connection's ledger tells over to the outbox: into D1 first, then to the queue, and only then
 * does the object move its cursor. Cut off anywhere it is done again, with the same ids.
 */

import { createId, type ConnectionId, type EventId } from "../../shared/ids.ts";
import type { Services } from "../context.ts";
import { digest } from "../crypto/digest.ts";
import type { OutgoingChange } from "../ledger/outgoing.ts";
import type { EventType } from "../../shared/schema/events.ts";
import { findTakers } from "../outbox/endpoints.ts";
import { commitEvents, type NewEvent } from "../outbox/events.ts";
import type { ObjectStorage, Owner } from "./object-storage.ts";

/** A batch of D1 has two statements for each. */
const CHANGES_AT_ONCE = 40;

interface HandOver {
  readonly id: ConnectionId;
  readonly services: Services;
  readonly storage: Pick<ObjectStorage, "readHandedOver" | "writeHandedOver" | "readSeed">;
  readonly owner: Owner;
  /** Lists changes behind a number, in order. */
  readonly listOutgoing: (after: number, limit: number) => readonly OutgoingChange[];
}

/**
 * Hands over all there is that any endpoint of the app takes: what nobody takes is not even in the log. Fails where D1
 * does; then what is left is handed over the next time.
 */
export async function handOver({ id, services, storage, owner, listOutgoing }: HandOver): Promise<void> {
  let isTaken: ((type: EventType) => boolean) | null = null;
  for (;;) {
    const changes = listOutgoing(storage.readHandedOver(), CHANGES_AT_ONCE);
    const last = changes.at(-1);
    if (!last) return;
    isTaken ??= await findTakers(services.db, owner.app);
    const seed = storage.readSeed(services.random);
    const told = changes.filter(({ type }) => isTaken?.(type));
    const events = told.map((change) => describeOutgoing(id, owner, seed, change));
    if (events.length > 0) await commitEvents(services, [], await Promise.all(events));
    storage.writeHandedOver(last.number);
  }
}

async function describeOutgoing(
  connection: ConnectionId,
  { app, project }: Owner,
  seed: string,
  { number, type, at, customer, data }: OutgoingChange,
): Promise<NewEvent> {
  return {
    id: await nameEvent(`${connection} ${seed} ${number}`),
    type,
    created: at,
    app,
    project,
    connection,
    sequence: number,
    data: { ...(customer !== null && { customer }), ...data },
  };
}

/** Returns the same id for the same text, and nobody else's: of a digest's bytes instead of random ones. */
async function nameEvent(text: string): Promise<EventId> {
  const bytes = await digest(text);
  return createId("evt", (length) => bytes.slice(0, length));
}
