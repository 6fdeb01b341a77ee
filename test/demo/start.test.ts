/**
 * @module `npm start`: prints where everything is, serves it, keeps its secrets, and leaves nothing behind.
 */

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const MOST_PATIENCE_MS = 15_000;
const ANY_PORTS = { DEMO_PORT: "0", WORKER_PORT: "0", STRIPE_PORT: "0", SITE_PORT: "0" };

let folder = "";
let child: ChildProcess;
let printed = "";
let page = "";
let dashboard = "";
let worker = "";

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "start-"));
  const places = { STATE_DIR: join(folder, "state"), SECRETS_FILE: join(folder, ".dev.vars") };
  child = startDemo({ ...places, ...ANY_PORTS });
  printed = await readUntil(child, "Press Ctrl-C to stop");
  page = readAddress("Demo page");
  dashboard = readAddress("Stripe Dashboard");
  worker = readAddress("Worker");
});

after(async () => {
  await stopDemo(child);
  rmSync(folder, { recursive: true, force: true });
});

test("npm start · prints the addresses of the page, the Dashboard and the Worker, and how to stop", async () => {
  for (const address of [
    page,
    `${page}/gallery`,
    dashboard,
    `${worker}/healthz`,
    `${worker}/parityrail-connect.js`,
  ]) {
    const answer = await fetch(address);
    assert.equal(answer.status, 200, address);
    await answer.body?.cancel();
  }
});

test("npm start · says that it made secrets, and prints none of them", () => {
  assert.match(printed, /fresh random development secrets; git ignores it/);
  for (const secret of readSecrets()) assert.ok(!printed.includes(secret));
});

test("npm start · gives a browser that opened the page a session, and no other caller", async () => {
  const opened = await fetch(page);
  await opened.body?.cancel();
  const cookie = opened.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const signedIn = await fetch(`${page}/api/parityrail/session`, { method: "POST", headers: { cookie } });
  assert.equal(signedIn.status, 200);
  assert.deepEqual(Object.keys(await readJson(signedIn)), ["token"]);

  const stranger = await fetch(`${page}/api/parityrail/session`, { method: "POST" });
  assert.equal(stranger.status, 401);
  await stranger.body?.cancel();
});

test("npm start · serves a page without inline script, whose policy lets none run", async () => {
  const answer = await fetch(page);
  const policy = answer.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.doesNotMatch(await answer.text(), /<script(?![^>]*\bsrc=)/);
});

test("npm start · takes the next port when one is busy, works beside itself, and leaves no listener when stopped", async () => {
  const port = new URL(page).port;
  const second = startDemo({
    STATE_DIR: join(folder, "second"),
    SECRETS_FILE: join(folder, ".dev.vars"),
    SITE_PORT: "0",
    DEMO_PORT: port,
    WORKER_PORT: new URL(worker).port,
    STRIPE_PORT: new URL(dashboard).port,
  });
  const text = await readUntil(second, "Press Ctrl-C to stop").finally(() => stopDemo(second));
  assert.doesNotMatch(text, new RegExp(`:${port}\\b`));
  assert.doesNotMatch(text, /fresh random development secrets/);
  for (const taken of readPorts(text)) assert.ok(await isRefused(taken), `${taken} still answers`);
});

test("npm start · ends when the npm that runs it is ended", async () => {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const settings = { STATE_DIR: join(folder, "npm"), SECRETS_FILE: join(folder, ".dev.vars"), ...ANY_PORTS };
  const demo = spawn(npm, ["start"], {
    cwd: root,
    env: { ...process.env, ...settings },
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = await readUntil(demo, "Press Ctrl-C to stop");
  await stopDemo(demo);
  for (const port of readPorts(text)) await waitUntilRefused(port);
});

test("npm start · says in a sentence what is wrong, and ends", async () => {
  const broken = startDemo({ WORKER_PORT: "eighty" });
  const text = await readUntil(broken, "must be a port");
  assert.match(text, /WORKER_PORT must be a port/);
  if (broken.exitCode === null) await once(broken, "exit");
  assert.equal(broken.exitCode, 1);
});

test("npm start · leaves no listener behind when it is killed without a chance to clean up", async () => {
  const ports = [page, dashboard, worker].map((address) => Number(new URL(address).port));
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  for (const port of ports) await waitUntilRefused(port);
});

function startDemo(settings: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join("demo", "start.ts")], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function stopDemo(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null || demo.signalCode !== null) return;
  const ended = once(demo, "exit");
  demo.kill("SIGTERM");
  await ended;
}

function readUntil(demo: ChildProcess, marker: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  for (const stream of [demo.stdout, demo.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes(marker)) resolve(text);
    });
  }
  demo.once("exit", () => reject(new Error(`It ended early:\n${text}`)));
  return promise;
}

function readAddress(label: string): string {
  const address = new RegExp(`${label}\\s+(http://127\\.0\\.0\\.1:\\d+\\S*)`).exec(printed)?.[1];
  assert.ok(address, `no address of "${label}" in:\n${printed}`);
  return address;
}

function readPorts(text: string): number[] {
  const ports = Array.from(text.matchAll(/127\.0\.0\.1:(\d+)/g), ([, port]) => Number(port));
  assert.equal(new Set(ports).size, 4);
  return ports;
}

function readSecrets(): string[] {
  const text = readFileSync(join(folder, ".dev.vars"), "utf8");
  return Array.from(text.matchAll(/="(.+)"/g), ([, value = ""]) => value);
}

async function readJson(answer: Response): Promise<Record<string, unknown>> {
  return (await answer.json()) as Record<string, unknown>; // only its field names are looked at
}

async function waitUntilRefused(port: number): Promise<void> {
  const deadline = Date.now() + MOST_PATIENCE_MS;
  while (!(await isRefused(port))) assert.ok(Date.now() < deadline, `${port} still answers`);
}

async function isRefused(port: number): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1" });
  const refused = await once(socket, "connect").then(
    () => false,
    () => true,
  );
  socket.destroy();
  return refused;
}
