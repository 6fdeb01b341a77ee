/**
 * @module `npm run dev`: a saved source file builds page and element again, and open pages hear of it.
 */

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createPage } from "../../demo/host/page.ts";
import { watchSources } from "../../demo/launch/demo.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

test("watchSources · builds after a file of demo, widget or shared is saved, one build after the other", async () => {
  const root = mkdtempSync(join(tmpdir(), "watch-"));
  for (const folder of ["demo", "widget", "shared"])
    mkdirSync(join(root, folder, "inner"), { recursive: true });
  let built = Promise.withResolvers<void>();
  let running = 0;
  const stop = watchSources(root, async () => {
    running += 1;
    assert.equal(running, 1);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    built.resolve();
  });
  try {
    for (const folder of ["demo", "widget", "shared"]) {
      built = Promise.withResolvers<void>();
      writeFileSync(join(root, folder, "inner", "saved.ts"), "export {};");
      await built.promise;
    }
  } finally {
    stop();
    rmSync(root, { recursive: true });
  }
});

test("next build · is told to open pages after the page was built again", async () => {
  const page = await createPage({ root: ROOT, workerUrl: "http://127.0.0.1:1", onOpen: () => undefined });
  const [first, second] = [page.nextBuild(), page.nextBuild()];
  await page.rebuild();
  await Promise.all([first, second]);
  assert.equal((await page.routes.request("/")).status, 200);
});
