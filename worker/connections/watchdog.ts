/**
 * @module Finds connections whose alarm was lost, by an index and a page at a time, and wakes their objects.
 */

import type { ConnectionId } from "../../shared/ids.ts";
import type { Bindings } from "../env.ts";
import { nameError, writeLine } from "../http/log.ts";
import { callObject } from "./call-object.ts";
import { listOverdue } from "./store.ts";

/** An alarm may be late; this late it is lost. */
const GRACE_SECONDS = 15 * 60;
/** A cron has a bounded number of calls out (developers.cloudflare.com/workers/platform/limits). */
const MAX_WOKEN = 100;

/** Wakes the objects of connections that should have been looked at long ago. One that fails stops no other. */
export async function wakeOverdue(bindings: Bindings, now: number): Promise<void> {
  for (const id of await listOverdue(bindings.DB, now - GRACE_SECONDS, MAX_WOKEN)) {
    await callObject(bindings, id as ConnectionId, (object) => object.wake()).catch((error: unknown) =>
      writeLine({ event: "wake_failed", connection: id, reason: nameError(error) }),
    );
  }
}
