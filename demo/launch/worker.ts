/**
 * @module Runs the Worker on this machine: applies its migrations, then `wrangler dev` in a process of its own.
 */

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const START_TIMEOUT_MS = 90_000; // a cold disk and a slow laptop
const STOP_TIMEOUT_MS = 8_000;
const POLL_MS = 100;
const SHOWN_LOG_CHARACTERS = 4_000;

// not Wrangler's own launcher: that one puts a process in between which hides its end from us
const WRANGLER = ["--no-warnings", join("node_modules", "wrangler", "wrangler-dist", "cli.js")];
const STOP_WITH_PARENT = new URL("./stop-with-parent.ts", import.meta.url).href;

const ENVIRONMENT = {
  ...process.env,
  CI: "1",
  NO_COLOR: "1",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true", // its banner asks the registry for a newer version
  CLOUDFLARE_CF_FETCH_ENABLED: "false", // no look-up of where this machine is
};

interface WorkerOptions {
  /** The repository's folder. */
  root: string;
  /** The Worker's entry in it; that of wrangler.toml if left out. */
  entry?: string | undefined;
  port: number;
  /** Where D1 keeps its files. */
  stateDir: string;
  secretsFile: string;
  logFile: string;
  /** Plain settings, by name. */
  vars: Readonly<Record<string, string>>;
}

/** Brings the local database's tables up to date. */
export async function applyMigrations(options: { root: string; stateDir: string }): Promise<void> {
  const args = ["d1", "migrations", "apply", "DB", "--local", "--persist-to", options.stateDir];
  const spawned = { cwd: options.root, env: ENVIRONMENT, windowsHide: true };
  await promisify(execFile)(process.execPath, [...WRANGLER, ...args], spawned);
}

/** Starts the Worker and waits until it answers. `exited` resolves when its process has ended, for whatever reason. */
export async function startWorker({
  root,
  entry,
  port,
  stateDir,
  secretsFile,
  logFile,
  vars,
}: WorkerOptions) {
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w");
  const args = [
    ...[
      "dev",
      ...(entry === undefined ? [] : [entry]),
      "--ip",
      "127.0.0.1",
      "--port",
      String(port),
      "--inspector-port",
      "0",
    ],
    ...["--persist-to", stateDir, "--env-file", secretsFile, "--show-interactive-dev-session=false"],
    ...Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
  ];
  const child = spawn(process.execPath, ["--import", STOP_WITH_PARENT, ...WRANGLER, ...args], {
    cwd: root,
    stdio: ["ignore", log, log, "ipc"], // the channel stops it, and lets it notice its parent's death
    windowsHide: true,
    env: ENVIRONMENT,
  });
  closeSync(log);
  const exited = once(child, "exit").then(() => undefined);
  try {
    await waitUntilHealthy(`${url}/healthz`, child);
  } catch (error) {
    await stopChild(child);
    const tail = readFileSync(logFile, "utf8").slice(-SHOWN_LOG_CHARACTERS);
    throw new Error(`The Worker did not start:\n${tail}`, { cause: error });
  }
  return { url, pid: child.pid ?? 0, exited, stop: () => stopChild(child) };
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
    await wait(POLL_MS);
  }
  throw new Error("it did not answer in time", { cause: lastFailure });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child, "exit");
  if (child.connected) child.send("stop");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
