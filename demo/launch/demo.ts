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
import { startSite } from "../host/site.ts";
import { findFreePort } from "../listen.ts";
import { PRODUCT_NAMES, PRODUCTS, type ProductName } from "../products.ts";
import { startLocalStripe, type LocalStripe } from "../stripe/index.ts";
import { createProductKeys } from "./product-keys.ts";
import { prepareSecrets } from "./secrets.ts";
import { applyMigrations, startWorker } from "./worker.ts";

const OPERATOR_TIMEOUT_MS = 15_000;
const SAVE_DEBOUNCE_MS = 50; // an editor writes a file more than once
const SERVED_POLL_MS = 100;
const ELEMENT_SOURCES = ["widget", "shared"];
const ELEMENT_SCRIPT = join("dist", "widget", "parityrail-connect.js");

export interface DemoOptions {
  /** The repository's folder. */
  root: string;
  /** Where the local database lives. */
  stateDir: string;
  secretsFile: string;
  /** Wanted ports: the next free one is taken if one is busy; 0 is any. */
  ports: { host: number; worker: number; stripe: number; site: number };
  /** Builds page and element again when a source file changes, and reloads the open pages. */
  watch?: boolean;
}

/** An app of the demo, with the secret it has until the next start. */
export interface PreparedApp {
  readonly id: string;
  readonly secret: string;
}

export type Demo = Awaited<ReturnType<typeof startDemo>>;

/** Starts everything; if one part fails, stops the others and fails with that part's reason. */
export async function startDemo(options: DemoOptions) {
  const { root, stateDir, ports } = options;
  if (!existsSync(join(root, "node_modules", "wrangler"))) {
    throw new Error("The dependencies are not installed. Run `npm install` first.");
  }
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    const { secrets, made: madeSecrets } = prepareSecrets(options.secretsFile);
    const stripe = await startLocalStripe({ port: ports.stripe, allowLocalWebhooks: true });
    stops.push(() => stripe.close());
    const account = stripe.createAccount({ name: "Acme Inc." });
    await Promise.all([prepareElement(root), applyMigrations({ root, stateDir })]);

    const { worker, platform, workerLog } = await startOwnWorker(options, stripe);
    stops.push(() => worker.stop());

    const hostPort = await findFreePort(ports.host);
    const sitePort = await findFreePort(ports.site);
    const origins = [`http://127.0.0.1:${hostPort}`, `http://localhost:${hostPort}`];
    const { apps, siteApp } = await prepareApps(
      { workerUrl: worker.url, operatorToken: secrets.OPERATOR_TOKEN },
      { origins, siteOrigin: `http://127.0.0.1:${sitePort}` },
    );
    const site = await startSite({ port: sitePort, workerUrl: worker.url, app: siteApp.id });
    stops.push(() => site.close());
    const keys = createProductKeys(stripe, account.id);
    const host = await startHost({
      ...{ root, port: hostPort, workerUrl: worker.url, siteUrl: site.url, apps, stripe, keys },
      watch: options.watch ?? false,
    });
    stops.push(() => host.close());
    if (options.watch) {
      const stopWatching = watchSources(root, async () => {
        await prepareElement(root);
        await waitUntilServed(worker.url, root);
        await host.rebuildPage();
      });
      stops.push(async () => stopWatching());
    }
    return {
      /** The demo page. */
      url: host.url,
      worker,
      workerLog,
      stripe,
      account,
      /** By product. */
      apps,
      /** By product: the keys to try that its page offers. */
      keys,
      /** A site without a backend, on an origin of its own that its app allows. */
      site,
      siteApp,
      /** Recurly Engage at the local Stripe. */
      platform,
      secrets,
      madeSecrets,
      /** Stops everything that was started, in reverse. */
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the Worker against the local Stripe, with a platform there that accounts can consent to. */
async function startOwnWorker({ root, stateDir, secretsFile, ports }: DemoOptions, stripe: LocalStripe) {
  const port = await findFreePort(ports.worker);
  const url = `http://127.0.0.1:${port}`;
  const platform = stripe.createPlatform({
    ...{ name: "Recurly Engage", mode: "test", type: "connect" },
    redirectUris: [`${url}/v1/oauth/callback`],
  });
  const workerLog = join(stateDir, "worker.log");
  const worker = await startWorker({
    ...{ root, stateDir, secretsFile, logFile: workerLog, port },
    vars: {
      STRIPE_API_URL: stripe.url,
      STRIPE_DASHBOARD_URL: stripe.url,
      STRIPE_CONNECT_CLIENT_ID: platform.clientId,
      STRIPE_CONNECT_SECRET: platform.secretKey, // made up by the local Stripe for this run
      STRIPE_OAUTH_URL: stripe.url,
      PUBLIC_URL: url,
    },
  });
  return { worker, platform, workerLog };
}

interface OperatorAccess {
  readonly workerUrl: string;
  readonly operatorToken: string;
}

/**
 * Creates or finds one app a product, and one for the site without a backend, whose pages open sessions themselves.
 * Secrets are rolled at every start, so they are kept in memory only.
 */
async function prepareApps(
  access: OperatorAccess,
  { origins, siteOrigin }: { readonly origins: readonly string[]; readonly siteOrigin: string },
): Promise<{ apps: Record<ProductName, PreparedApp>; siteApp: PreparedApp }> {
  const { data } = (await callAsOperator(access, "listApps")) as { data: AppAnswer[] }; // shared/schema/apps.ts: appListAnswer
  const prepare = async (body: { readonly name: string; readonly [setting: string]: unknown }) => {
    const app = data.find(({ name }) => name === body.name)?.id;
    if (app !== undefined) await callAsOperator(access, "updateApp", { app, body });
    const answer =
      app === undefined
        ? await callAsOperator(access, "createApp", { body })
        : await callAsOperator(access, "rollAppSecret", { app, body: {} });
    return answer as PreparedApp; // appWithSecretAnswer
  };
  const apps = PRODUCT_NAMES.map(async (profile) => {
    return [profile, await prepare({ name: `Demo: ${PRODUCTS[profile].label}`, profile, origins })] as const;
  });
  const site = { name: "Demo: a site", profile: "parityrail", origins: [siteOrigin], open_sessions: true };
  return {
    apps: Object.fromEntries(await Promise.all(apps)) as Record<ProductName, PreparedApp>, // all five
    siteApp: await prepare(site),
  };
}

async function callAsOperator(
  { workerUrl, operatorToken }: OperatorAccess,
  name: EndpointName,
  call: { app?: string; body?: unknown } = {},
): Promise<unknown> {
  const { method, path } = ENDPOINTS[name];
  const answer = await fetch(workerUrl + path.replace(":app", call.app ?? ""), {
    method,
    headers: { authorization: `Bearer ${operatorToken}`, "content-type": "application/json" },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    signal: AbortSignal.timeout(OPERATOR_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
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
