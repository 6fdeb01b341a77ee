/**
 * @module The Worker's entry: hands requests to the app with the real clock, randomness and network.
 */

import { createWorker } from "./app.ts";

const worker = createWorker({
  now: () => Math.floor(Date.now() / 1000),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (input, init) => fetch(input, init),
});

export default { fetch: worker.fetch };
