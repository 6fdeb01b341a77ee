/**
 * @module Loaded into the Worker's process before anything else: ends it in order when its parent says so or dies.
 *
 * Wrangler cleans up (and ends workerd) on SIGTERM. Windows has no signals, and a parent that is killed sends
 * none, so the order comes over the channel between the two processes, and so does the parent's death.
 */

import process from "node:process";

/** What the parent sends. */
const STOP = "stop";

process.on("disconnect", stop);
process.on("message", (message) => {
  if (message === STOP) stop();
});

function stop(): void {
  process.emit("SIGTERM");
}
