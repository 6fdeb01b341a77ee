/**
 * @module Starts the Worker in `bare-object/`, which the benchmarks compare this project's with.
 */

import { fileURLToPath } from "node:url";
import { createTestHarness } from "wrangler";

export interface BareWorker {
  readonly url: URL;
  close(): Promise<void>;
}

export async function startBareWorker(): Promise<BareWorker> {
  const harness = createTestHarness({
    root: fileURLToPath(new URL("bare-object", import.meta.url)),
    workers: [{ configPath: "wrangler.toml" }],
  });
  const { url } = await harness.listen();
  return { url, close: () => harness.close() };
}
