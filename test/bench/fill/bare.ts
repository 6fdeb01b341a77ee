/**
 * @module A bare Durable Object that only parses the pages and stores them: what the platform alone takes.
 */

import { startBareWorker } from "../bare-worker.ts";
import { LISTS, type Filled, type Way } from "./way.ts";

/** Starts a Worker of its own. Each fill has an object of its own. */
export async function startBareObject(): Promise<Way> {
  const worker = await startBareWorker();
  let fills = 0;
  return {
    name: "a bare Durable Object",
    budget: null,
    fill: async (source) => {
      fills += 1;
      const body = JSON.stringify({ ...source, lists: LISTS });
      const started = performance.now();
      const answer = await fetch(new URL(`/fill/${fills}`, worker.url), { method: "POST", body });
      if (!answer.ok) throw new Error(`the bare object answered ${answer.status}: ${await answer.text()}`);
      const counts = (await answer.json()) as Filled["counts"]; // bare-object/index.ts wrote it
      return { seconds: (performance.now() - started) / 1000, counts };
    },
    close: worker.close,
  };
}
