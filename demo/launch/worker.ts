/**
 * @module Runs the Worker on this machine: applies its migrations, then `wrangler dev` in a process of its own.
 */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import type { Readable } from "node:stream";

const START_TIMEOUT_MS = 90_000; // a cold disk and a slow laptop
const STOP_TIMEOUT_MS = 8_000;
const POLL_MS = 100;

const WRANGLER = join("node_modules", "wrangler", "wrangler-dist", "cli.js");
const STOP_WITH_PARENT = new URL("./stop-with-parent.ts", import.meta.url).href;

export interface WorkerOptions {
  /** The repository's folder. */
  root: string;
  port: number;
  /** Where D1 keeps its files. */
  stateDir: string;
  secretsFile: string;
  logFile: string;
  /** Plain settings, by name. */
  vars: Readonly<Record<string, string>>;
}

export interface RunningWorker {
  readonly url: string;
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/** Brings the local database's tables up to date. */
export async function applyMigrations(options: { root: string; stateDir: string }): Promise<void> {
  const args = ["d1", "migrations", "apply", "DB", "--local", "--persist-to", options.stateDir];
  const child = spawnWrangler(options.root, args, { lasting: false });
  const output = collectOutput(child);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`The database's migrations failed:\n${output.tail()}`);
}

/** Starts the Worker and waits until it answers. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const url = `http://127.0.0.1:${options.port}`;
  const vars = Object.entries(options.vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const args = [
    ...["dev", "--ip", "127.0.0.1", "--port", String(options.port), "--inspector-port", "0"],
    ...[
      "--persist-to",
      options.stateDir,
      "--env-file",
      options.secretsFile,
      "--show-interactive-dev-session=false",
    ],
    ...vars,
  ];
  const child = spawnWrangler(options.root, args, { lasting: true });
  const output = collectOutput(child, options.logFile);
  const exited = once(child, "exit").then(() => undefined);
  try {
    await waitUntilHealthy(`${url}/healthz`, child);
  } catch (error) {
    await stopChild(child);
    throw new Error(`The Worker did not start:\n${output.tail()}`, { cause: error });
  }
  return { url, pid: child.pid ?? 0, exited, stop: () => stopChild(child) };
}

/** A lasting process gets a channel to its parent, through which it is stopped and notices the parent's death. */
function spawnWrangler(
  root: string,
  args: readonly string[],
  { lasting }: { lasting: boolean },
): ChildProcess {
  const preload = lasting ? ["--import", STOP_WITH_PARENT] : [];
  // cli.js and not Wrangler's own launcher: that one puts a process in between which hides its end from us
  return spawn(process.execPath, ["--no-warnings", ...preload, WRANGLER, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", ...(lasting ? (["ipc"] as const) : [])],
    windowsHide: true,
    env: {
      ...process.env,
      CI: "1",
      NO_COLOR: "1",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_HIDE_BANNER: "true", // its banner asks the registry for a newer version
      CLOUDFLARE_CF_FETCH_ENABLED: "false", // no look-up of where this machine is
    },
  });
}

/** Keeps the last lines for an error message, and everything in `logFile` if one is given. */
function collectOutput(child: ChildProcess, logFile?: string): { tail(): string } {
  if (logFile) mkdirSync(dirname(logFile), { recursive: true });
  const file = logFile ? createWriteStream(logFile) : null;
  let text = "";
  const streams = [child.stdout, child.stderr].filter((stream): stream is Readable => stream !== null);
  for (const stream of streams) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      file?.write(chunk);
      text = (text + chunk).slice(-4_000);
    });
  }
  child.once("close", () => file?.end());
  return { tail: () => text.trim().split("\n").slice(-25).join("\n") };
}

async function waitUntilHealthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let lastFailure: unknown;
  while (Date.now() < deadline && isRunning(child)) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      await answer.body?.cancel();
      if (answer.ok) return;
      lastFailure = new Error(`GET /healthz answered ${answer.status}`);
    } catch (error) {
      lastFailure = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error("it did not answer in time", { cause: lastFailure });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child, "exit");
  if (child.connected) child.send("stop");
  else child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
