/**
 * @module A world whose Worker is killed: SIGKILL to the process that runs it, proved, and started anew on what it stored.
 *
 * The harness starts a workerd that is gone anew by itself, on the same folders; D1, objects and alarms are as they were
 * on disk. That takes a fraction of what a new `wrangler dev` takes.
 */

import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { connect } from "node:net";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import type { Held } from "../entry/index.ts";
import { createWorld, type World } from "../world.ts";

export interface CrashWorld extends World {
  /** Kills the Worker's process and waits until the next one answers. Returns after how many milliseconds. */
  kill(): Promise<number>;
  /** Kills that were proved so far. */
  readonly kills: number;
  /** Reads what an object holds. */
  listHeld(connection: string): Promise<Held>;
}

interface Runtime {
  readonly child: ChildProcess;
  /** Where it listens, once it says so. */
  port: number | null;
}

const RESTART_TIMEOUT_MS = 30_000;
const POLL_MS = 5;

/** Starts a world with ledgers whose Worker can be killed. @param settings further settings of the Worker */
export async function createCrashWorld(settings: Readonly<Record<string, string>> = {}): Promise<CrashWorld> {
  process.env["WRANGLER_LOG"] = "error"; // it warns of every process that it has to start anew
  const runtimes = followRuntimes();
  const world = await createWorld({}, () => ({ TEST_LEDGER: "on", TEST_CLOCK: "given", ...settings }));
  let secondsAhead = 0;
  let kills = 0;
  const advanceClock: World["advanceClock"] = (seconds) => {
    secondsAhead += seconds;
    return world.advanceClock(seconds);
  };
  const post = (path: string) => fetch(new URL(path, world.url), { method: "POST" });
  await advanceClock(0);
  let isolate = await waitForIsolate(null);

  /** Waits until another isolate answers than before. */
  async function waitForIsolate(before: string | null): Promise<string> {
    const deadline = Date.now() + RESTART_TIMEOUT_MS;
    for (;;) {
      const answer = await post("/test/isolate").catch(() => null);
      const text = await answer?.text().catch(() => null);
      if (answer?.ok && text && text !== before) return text;
      if (Date.now() > deadline) throw new Error("the Worker did not start again");
      await wait(POLL_MS);
    }
  }

  async function kill(): Promise<number> {
    const began = performance.now();
    // The other one, of the world's own port, stands in front of it and stays.
    const runtime = runtimes.findLast(({ port }) => port !== null && port !== Number(world.url.port));
    const pid = runtime?.child.pid;
    assert.ok(runtime && pid !== undefined && runtime.port !== null);
    const exited = once(runtime.child, "exit");
    process.kill(pid, "SIGKILL");
    const [, signal] = (await exited) as [number | null, NodeJS.Signals | null]; // as Node documents
    assert.equal(signal, "SIGKILL");
    assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
    assert.equal(await isListening(runtime.port), false, "nobody listens where it did");
    isolate = await waitForIsolate(isolate);
    await (await post(`/test/clock?advance=${secondsAhead}`)).body?.cancel();
    kills += 1;
    return performance.now() - began;
  }

  return {
    ...world,
    advanceClock,
    kill,
    get kills() {
      return kills;
    },
    listHeld: async (connection) =>
      (await (await post(`/test/object?connection=${connection}`)).json()) as Held, // test/worker/entry wrote it
  };
}

/** Notes every workerd that this process starts from now on. */
function followRuntimes(): Runtime[] {
  const runtimes: Runtime[] = [];
  subscribe("child_process", (message) => {
    const { process: child } = message as { process: ChildProcess }; // as Node documents
    queueMicrotask(() => {
      const pipe = child.stdio?.[3]; // workerd tells its ports there
      if (!child.spawnfile.includes("workerd") || !pipe) return;
      const runtime: Runtime = { child, port: null };
      runtimes.push(runtime);
      const emit = pipe.emit.bind(pipe);
      pipe.emit = (name: string | symbol, ...values: unknown[]) => {
        const told = name === "data" && /"socket":"entry","port":(\d+)/.exec(String(values[0]));
        if (told) runtime.port = Number(told[1]);
        return emit(name, ...values); // a listener would take it away from the harness
      };
    });
  });
  return runtimes;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
  });
}
