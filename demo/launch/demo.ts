/**
 * @module Starts the whole demo on this machine: local Stripe, Worker, app, and the pretend SaaS with its page.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  startLocalStripe,
  type LocalAccount,
  type LocalPlatform,
  type LocalStripe,
} from "../stripe/index.ts";
import { startHost } from "../host/host.ts";
import type { ProductName } from "../products.ts";
import { startSite, type Site } from "../sites/site.ts";
import { prepareApps, prepareSiteApp, type PreparedApp } from "./app.ts";
import { prepareElement } from "./element.ts";
import { findFreePort } from "./port.ts";
import { createProductKeys, type ProductKeys } from "./product-keys.ts";
import { prepareSecrets, type Secrets } from "./secrets.ts";
import { applyMigrations, startWorker, type RunningWorker } from "./worker.ts";

export interface DemoOptions {
  /** The repository's folder. */
  root: string;
  /** Where the local database lives. */
  stateDir: string;
  secretsFile: string;
  /** Wanted ports: the next free one is taken if one is busy; 0 is any. */
  ports: { host: number; worker: number; stripe: number; site: number };
}

export interface Demo {
  /** The demo page. */
  readonly url: string;
  readonly worker: RunningWorker;
  readonly workerLog: string;
  readonly stripe: LocalStripe;
  readonly account: LocalAccount;
  /** By product: its app, and the keys to try that its page offers. */
  readonly apps: Readonly<Record<ProductName, PreparedApp>>;
  readonly keys: ProductKeys;
  /** A site without a backend, on an origin of its own that its app allows. */
  readonly site: Site;
  /** That site's app. */
  readonly siteApp: PreparedApp;
  /** How Recurly Engage is known to the local Stripe. */
  readonly platform: LocalPlatform;
  readonly secrets: Secrets;
  readonly madeSecrets: boolean;
  /** Stops everything that was started, in reverse. */
  stop(): Promise<void>;
}

/** Starts everything; if one part fails, stops the others and fails with that part's reason. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
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
    const origins = [`http://127.0.0.1:${hostPort}`, `http://localhost:${hostPort}`];
    const operator = { workerUrl: worker.url, operatorToken: secrets.OPERATOR_TOKEN };
    const apps = await prepareApps(operator, origins);
    const sitePort = await findFreePort(ports.site);
    const siteApp = await prepareSiteApp(operator, `http://127.0.0.1:${sitePort}`);
    const site = await startSite({ port: sitePort, workerUrl: worker.url, app: siteApp.id });
    stops.push(() => site.close());
    const keys = createProductKeys(stripe, account.id);
    const siteUrl = site.url;
    const host = await startHost({
      root,
      port: hostPort,
      workerUrl: worker.url,
      siteUrl,
      apps,
      stripe,
      keys,
    });
    stops.push(() => host.close());
    return {
      ...{ url: host.url, worker, workerLog, stripe, account, apps, keys, secrets, madeSecrets, stop },
      ...{ site, siteApp, platform },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the Worker against the local Stripe, with a platform there that accounts can consent to. */
async function startOwnWorker(
  { root, stateDir, secretsFile, ports }: DemoOptions,
  stripe: LocalStripe,
): Promise<Pick<Demo, "worker" | "platform" | "workerLog">> {
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
