/**
 * @module Starts the whole demo on this machine: local Stripe, Worker, apps, the pretend SaaS and a static site.
 */

import { existsSync, readdirSync, readFileSync, statSync, watch } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { ENDPOINTS, type EndpointName } from "../../shared/api.ts";
import type { AppAnswer } from "../../shared/schema/apps.ts";
import { startHost } from "../host/host.ts";
import { createPeople } from "../host/people.ts";
import { startSite } from "../host/site.ts";
import { findFreePort } from "../listen.ts";
import { PRODUCT_NAMES, PRODUCTS, type ProductName } from "../products.ts";
import type { LocalStripe } from "../stripe/index.ts";
import { openPlatform, startDemoStripe } from "./local-stripe.ts";
import { OWN_ORIGINS, writeHeaderFile } from "./own-app.ts";
import { createProductKeys } from "./product-keys.ts";
import { prepareSecrets } from "./secrets.ts";
import { createSaver, readDemoState } from "./state.ts";
import { applyMigrations, startWorker } from "./worker.ts";

const OPERATOR_TIMEOUT_MS = 15_000;
const SAVE_DEBOUNCE_MS = 50; // an editor writes a file more than once
const SERVED_POLL_MS = 100;
const ELEMENT_SOURCES = ["widget", "shared"];
const ELEMENT_SCRIPT = join("dist", "widget", "parityrail-connect.js");

export interface DemoOptions {
  /** The repository's folder. */
  root: string;
  /** Where everything lives that survives a restart; the demo's alone. */
  stateDir: string;
  secretsFile: string;
  /** Wanted ports: the next free one is taken if one is busy; 0 is any. */
  ports: { host: number; worker: number; stripe: number; site: number };
  /** How many customers the account at the local Stripe has; a few hundred if left out. */
  customers?: number;
  /** Builds page and element again when a source file changes, and reloads the open pages. */
  watch?: boolean;
  /** Another entry of the Worker than the one that is deployed, with settings of its own: for tests, which move its clock. */
  worker?: { readonly entry: string; readonly vars: Readonly<Record<string, string>> };
}

/** An app of the demo, with the secret it has until the next start. */
interface PreparedApp {
  readonly id: string;
  readonly secret: string;
}

/** The app of a product, with the file that gives curl its headers. */
interface ProductApp extends PreparedApp {
  readonly headerFile: string;
}

export type Demo = Awaited<ReturnType<typeof startDemo>>;

/** Starts everything; if one part fails, stops the others and fails with that part's reason. */
export async function startDemo(options: DemoOptions) {
  const { root, stateDir, ports, watch: watching = false } = options;
  const parts = new AsyncDisposableStack();
  try {
    const { secrets, made: madeSecrets } = prepareSecrets(options.secretsFile);
    const { stripe, account, people, saver } = await startKept(options);
    parts.defer(() => stripe.close());
    parts.defer(() => saver.saveNow());
    await Promise.all([prepareElement(root), applyMigrations({ root, stateDir })]);

    const { worker, platform, workerLog } = await startOwnWorker(options, stripe);
    parts.defer(() => worker.stop());

    const hostPort = await findFreePort(ports.host);
    const sitePort = await findFreePort(ports.site);
    const places = { hostPort, sitePort, stateDir };
    const { apps, siteApp } = await prepareApps(worker.url, secrets.OPERATOR_TOKEN, places);

    const site = await startSite({ port: sitePort, workerUrl: worker.url, app: siteApp.id });
    parts.defer(() => site.close());
    const keys = createProductKeys(stripe, account.id);
    saver.saveNow(); // before anybody can connect with one of them
    const host = await startHost({
      root,
      port: hostPort,
      workerUrl: worker.url,
      siteUrl: site.url,
      apps,
      ownOrigins: OWN_ORIGINS,
      stripe,
      people,
      keys,
      watch: watching,
    });
    parts.defer(() => host.close());
    if (watching) {
      const stopWatching = watchSources(root, async () => {
        await prepareElement(root);
        await waitUntilServed(worker.url, root);
        await host.rebuildPage();
      });
      parts.defer(stopWatching);
    }
    return {
      /** The demo page. */
      url: host.url,
      /** Apps and keys to try are by product. */
      worker,
      workerLog,
      stripe,
      account,
      apps,
      keys,
      secrets,
      madeSecrets,
      /** A site without a backend, on an origin of its own that its app allows. */
      site,
      siteApp,
      /** Recurly Engage at the local Stripe. */
      platform,
      /** Stops everything that was started, in reverse. */
      stop: () => parts.disposeAsync(),
    };
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

/** Starts what is kept over a restart beside the Worker's own state: the local Stripe, and who was here. */
async function startKept({ stateDir, ports, customers }: DemoOptions) {
  const saved = readDemoState(stateDir);
  let onChange = (): void => undefined;
  const changed = (): void => onChange();
  const people = createPeople(saved?.people ?? [], changed);
  const settings = { port: ports.stripe, customers, saved: saved?.stripe ?? null, onChange: changed };
  const { stripe, account } = await startDemoStripe(settings);
  const saver = createSaver(stateDir, () => ({ stripe: stripe.save(), people: people.save() }));
  onChange = saver.saveSoon;
  return { stripe, account, people, saver };
}

/** Starts the Worker against the local Stripe, with a platform there that accounts can consent to. */
async function startOwnWorker(
  { root, stateDir, secretsFile, ports, worker: other }: DemoOptions,
  stripe: LocalStripe,
) {
  const port = await findFreePort(ports.worker);
  const url = `http://127.0.0.1:${port}`;
  const platform = openPlatform(stripe, url);
  const workerLog = join(stateDir, "worker.log");
  const worker = await startWorker({
    root,
    stateDir,
    secretsFile,
    entry: other?.entry,
    logFile: workerLog,
    port,
    vars: {
      STRIPE_API_URL: stripe.url,
      STRIPE_DASHBOARD_URL: stripe.url,
      STRIPE_CONNECT_CLIENT_ID: platform.clientId,
      STRIPE_CONNECT_SECRET: platform.secretKey, // made up by the local Stripe
      STRIPE_OAUTH_URL: stripe.url,
      PUBLIC_URL: url,
      ALLOW_PRIVATE_ENDPOINTS: "1", // the pretend SaaS takes events on this machine
      ...other?.vars,
    },
  });
  return { worker, platform, workerLog };
}

/** Makes an app a product, for the demo page, and one for the static site. */
async function prepareApps(
  workerUrl: string,
  token: string,
  places: { readonly hostPort: number; readonly sitePort: number; readonly stateDir: string },
) {
  const { hostPort, sitePort, stateDir } = places;
  const prepareApp = await connectOperator(workerUrl, token);
  const origins = [`http://127.0.0.1:${hostPort}`, `http://localhost:${hostPort}`, ...OWN_ORIGINS];
  const prepared = PRODUCT_NAMES.map(async (profile) => {
    const name = `Demo: ${PRODUCTS[profile].label}`;
    const { id, secret } = await prepareApp({ name, profile, origins, open_sessions: true });
    return [profile, { id, secret, headerFile: writeHeaderFile(stateDir, profile, secret) }] as const;
  });
  const apps = Object.fromEntries(await Promise.all(prepared)) as Record<ProductName, ProductApp>; // all five
  const siteApp = await prepareApp({
    name: "Demo: a site",
    profile: "parityrail",
    open_sessions: true,
    origins: [`http://127.0.0.1:${sitePort}`],
  });
  return { apps, siteApp };
}

/**
 * Returns what creates an app, or finds the one of that name and brings it up to date. Secrets are rolled at every
 * start, so they are kept in memory only.
 */
async function connectOperator(workerUrl: string, token: string) {
  const call = async (name: EndpointName, body?: unknown, app = ""): Promise<unknown> => {
    const { method, path } = ENDPOINTS[name];
    const answer = await fetch(workerUrl + path.replace(":app", app), {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(OPERATOR_TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { data } = (await call("listApps")) as { data: AppAnswer[] }; // shared/schema/apps.ts: appListAnswer
  return async (settings: { readonly name: string; readonly [setting: string]: unknown }) => {
    const known = data.find(({ name }) => name === settings.name)?.id;
    if (known !== undefined) await call("updateApp", settings, known);
    const answer = known ? await call("rollAppSecret", {}, known) : await call("createApp", settings);
    return answer as PreparedApp; // appWithSecretAnswer
  };
}

/** Makes sure that `dist/widget/parityrail-connect.js` is there and as new as its sources. */
async function prepareElement(root: string): Promise<void> {
  const script = join(root, ELEMENT_SCRIPT);
  const files = ELEMENT_SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    ),
  );
  const newest = Math.max(...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
  if (existsSync(script) && statSync(script).mtimeMs >= newest) return;
  const { build } = await import("vite"); // heavy: loaded only when there is something to build
  await build({ configFile: join(root, "widget", "vite.config.ts"), logLevel: "error" });
}

/** Waits until `wrangler dev`, which starts again after a build, serves the new script. */
async function waitUntilServed(workerUrl: string, root: string): Promise<void> {
  const built = readFileSync(join(root, ELEMENT_SCRIPT), "utf8");
  const readServed = () => fetch(`${workerUrl}/parityrail-connect.js`).then((answer) => answer.text());
  while ((await readServed().catch(() => null)) !== built) await wait(SERVED_POLL_MS);
}

/** Calls `rebuild` after changes of the page's and the element's sources; returns what stops it. */
export function watchSources(root: string, rebuild: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let building = Promise.resolve();
  const report = (error: unknown) => void process.stderr.write(`The build failed: ${String(error)}\n`);
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (building = building.then(rebuild).then(undefined, report)), SAVE_DEBOUNCE_MS);
  };
  const watchers = ["demo", ...ELEMENT_SOURCES].map((folder) =>
    watch(join(root, folder), { recursive: true }, schedule),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
