/**
 * @module `npm start`: the whole of ParityRail Connect on this machine, with no account anywhere and no internet.
 *
 * `npm run dev` is the same with `--watch`: the page reloads when a file of `demo/`, `widget/` or `shared/` is saved.
 * Ports and folders can be moved: DEMO_PORT, WORKER_PORT, STRIPE_PORT, SITE_PORT, STATE_DIR, SECRETS_FILE.
 */

import { dirname, join, relative, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Demo, DemoOptions } from "./launch/demo.ts";

const PARENT_WATCH_MS = 500;
/** Enough that one sees them being read for some seconds. */
const CUSTOMERS = 1_000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const options: DemoOptions = {
  root,
  stateDir: resolve(root, process.env["STATE_DIR"] ?? join(".wrangler", "demo")),
  secretsFile: resolve(root, process.env["SECRETS_FILE"] ?? ".dev.vars"),
  ports: {
    host: readPort("DEMO_PORT", 5173),
    worker: readPort("WORKER_PORT", 8787),
    stripe: readPort("STRIPE_PORT", 12_111),
    site: readPort("SITE_PORT", 5174),
  },
  customers: CUSTOMERS,
  watch: process.argv.includes("--watch"),
};

try {
  say("Starting the local Stripe, the Worker and the demo page…");
  const { startDemo } = await import("./launch/demo.ts"); // late, so that a missing install gets a sentence
  const demo = await startDemo(options);
  stopWhenAsked(demo);
  say(describeDemo(demo));
} catch (error) {
  fail(error);
}

function readPort(name: string, usual: number): number {
  const port = Number(process.env[name] ?? usual);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  fail(new Error(`${name} must be a port, 0 to 65535.`));
}

function describeDemo(demo: Demo): string {
  const secrets = relative(root, options.secretsFile);
  return [
    "",
    `  ParityRail Connect is running.`,
    "",
    `  Demo page         ${demo.url}`,
    `  Every state       ${demo.url}/gallery`,
    `  Stripe Dashboard  ${demo.stripe.url}/test/apikeys   (local, made up)`,
    `  Script-tag site   ${demo.site.url}   (another origin, no backend)`,
    `  Worker            ${demo.worker.url}   (log: ${relative(root, demo.workerLog)})`,
    "",
    ...(demo.madeSecrets ? [`  Made ${secrets} with fresh random development secrets; git ignores it.`] : []),
    "  Press Ctrl-C to stop.",
    "",
  ].join("\n");
}

function stopWhenAsked(demo: Demo): void {
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await demo.stop();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  if (process.env["npm_lifecycle_event"] !== undefined) watchParent(() => void stop(0));
  void demo.worker.exited.then(() => {
    if (!stopping) say(`The Worker has ended by itself. Its log: ${demo.workerLog}`);
    return stop(1);
  });
}

/** npm runs this through a shell, which does not hand on the signal that ends it: its death is the signal. */
function watchParent(onGone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_WATCH_MS);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(error: unknown): never {
  const missing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `\nThe demo could not start.\n${missing ? `Is everything installed? Run \`npm install\` first.\n` : ""}${reason}\n`,
  );
  process.exit(1);
}
