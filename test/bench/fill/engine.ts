/**
 * @module `@supabase/stripe-sync-engine` into a real PostgreSQL, in a process of its own: the local Stripe, which runs
 * in this one, does not take its time.
 */

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { startPostgres } from "../postgres.ts";
import type { EngineTask } from "./engine-process.ts";
import type { Filled, Way } from "./way.ts";

/** Starts PostgreSQL and the engine's process. Each fill has a database of its own. */
export async function startEngine(): Promise<Way> {
  const postgres = await startPostgres();
  const engine = fork(new URL("engine-process.ts", import.meta.url));
  let fills = 0;
  return {
    name: "stripe-sync-engine 0.48.5 and PostgreSQL 18.4, fsync off",
    budget: null,
    fill: (source) => {
      fills += 1;
      const databaseUrl = postgres.url(`fill_${fills}`);
      return runTask(engine, { source, adminUrl: postgres.url("postgres"), databaseUrl });
    },
    close: async () => {
      await endProcess(engine);
      await postgres.close(); // with nobody connected any more: the engine's pool would fail
    },
  };
}

/** A process that nobody talks to ends by itself, once its connections are closed. */
async function endProcess(engine: ChildProcess): Promise<void> {
  if (!engine.connected) return;
  engine.disconnect();
  await once(engine, "exit");
}

function runTask(engine: ChildProcess, task: EngineTask): Promise<Filled> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null) => reject(new Error(`the sync engine's process ended with ${code}`));
    engine.once("exit", fail);
    engine.once("message", (filled: Filled) => {
      engine.off("exit", fail);
      resolve(filled); // engine-process.ts wrote it
    });
    engine.send(task);
  });
}
