/**
 * @module The pretend SaaS: serves the demo page, signs every browser in, mints sessions, and lists keys to try.
 */

import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { serveLocally } from "../listen.ts";
import { isProductName, PRODUCT_NAMES, sessionPath, type ProductName } from "../products.ts";
import type { LocalStripe } from "../stripe/index.ts";
import { createEventReceiver } from "./event-receiver.ts";
import { createPage } from "./page.ts";
import { createProductEndpoints } from "./product.ts";
import type { People } from "./people.ts";
import { createSessionEndpoint } from "./session.ts";
import { createWorkerClient, type WorkerClient } from "./worker-reads.ts";

const SLOW_MS = 1_500; // long enough to see each waiting state, shorter than every timeout

/** `GET /api/demo/settings`. */
export interface DemoSettings {
  workerUrl: string;
  /** A site with one script tag and no backend. */
  siteUrl: string;
  /** The local Stripe's list of keys. */
  dashboardUrl: string;
  /** What one's own page and backend need. */
  apps: Record<ProductName, { id: string; headerFile: string }>;
  /** Origins on this machine that the apps allow beside this one. */
  ownOrigins: readonly string[];
  /** The page reloads when its sources or the element's change. */
  watch: boolean;
}

/** One of `GET /api/demo/keys/{product}`: a key of the local Stripe to try, made up like everything there. */
export interface DemoKey {
  label: string;
  /** What the visitor will see. */
  outcome: string;
  key: string;
}

interface HostOptions {
  /** The repository's folder. */
  root: string;
  port: number;
  workerUrl: string;
  /** The site without a backend, for the page to link to. */
  siteUrl: string;
  /** Their secrets stay in this process: no answer of this server holds one. */
  apps: Readonly<Record<ProductName, { id: string; secret: string; headerFile: string }>>;
  ownOrigins: readonly string[];
  stripe: LocalStripe;
  people: People;
  keys: Readonly<Record<ProductName, Readonly<Record<string, DemoKey>>>>;
  watch: boolean;
}

/** Starts the pretend SaaS on 127.0.0.1. `rebuildPage` builds the page again and has every open page reload. */
export async function startHost(options: HostOptions) {
  const { root, workerUrl, apps, port, people } = options;
  const page = await createPage({ root, workerUrl, onOpen: people.signIn });
  const app = new Hono();
  const { readSignedIn } = people;
  for (const product of PRODUCT_NAMES) {
    const appSecret = apps[product].secret;
    app.route("/", createSessionEndpoint({ path: sessionPath(product), workerUrl, appSecret, readSignedIn }));
  }
  app.get("/api/demo/next-build", async (context) => {
    await page.nextBuild();
    return context.body(null, 204);
  });
  const clients = createClients(options);
  app.route("/", createProductEndpoints({ clients, stripe: options.stripe, readSignedIn }));
  app.route("/", createEventReceiver({ port, clients, readSignedIn }));
  app.route("/", createDemoEndpoints(options)).route("/", page.routes);
  return { ...(await serveLocally(app, port)), rebuildPage: page.rebuild };
}

/** Creates what asks the Worker in the name of each app. */
function createClients({ workerUrl, apps }: HostOptions): Record<ProductName, WorkerClient> {
  const clients = PRODUCT_NAMES.map((name) => {
    const appSecret = apps[name].secret;
    return [name, createWorkerClient({ workerUrl, appSecret })] as const;
  });
  return Object.fromEntries(clients) as Record<ProductName, WorkerClient>; // all five
}

function createDemoEndpoints(options: HostOptions): Hono {
  const { workerUrl, siteUrl, stripe, people, keys, ownOrigins, watch } = options;
  const dashboardUrl = `${stripe.url}/test/apikeys`;
  const shownApps = PRODUCT_NAMES.map((name) => {
    const { id, headerFile } = options.apps[name];
    return [name, { id, headerFile }] as const;
  });
  const apps = Object.fromEntries(shownApps) as DemoSettings["apps"]; // all five
  const webhook_secret = {
    label: "Webhook signing secret",
    outcome: "Has a field of its own",
    key: `whsec_${randomBytes(16).toString("hex")}`,
  };
  return new Hono()
    .get("/api/demo/settings", (context) => {
      if (!people.readSignedIn(context)) return context.json({ error: "Open the page first." }, 401);
      const settings: DemoSettings = { workerUrl, siteUrl, dashboardUrl, apps, ownOrigins, watch };
      return context.json(settings);
    })
    .get("/api/demo/keys/:product", (context) => {
      const product = context.req.param("product");
      if (!isProductName(product)) return context.notFound();
      const listed = Object.values<DemoKey>({ ...keys[product], webhook_secret });
      return context.json(listed.map(({ label, outcome, key }): DemoKey => ({ label, outcome, key })));
    })
    .put("/api/demo/role/:role{admin|viewer}", (context) => {
      people.update(context, { role: context.req.param("role") === "viewer" ? "viewer" : "admin" });
      return context.body(null, 204);
    })
    .put("/api/demo/stripe/:state{well|slow|busy|down}", (context) => {
      const state = context.req.param("state");
      stripe.setLatency(state === "slow" ? SLOW_MS : 0);
      stripe.setFault(null);
      if (state === "busy") stripe.setFault({ kind: "rate_limit", reason: null });
      if (state === "down") stripe.setFault({ kind: "error_500" });
      return context.body(null, 204);
    })
    .post("/api/demo/start-over", (context) => {
      people.startOver(context);
      return context.body(null, 204);
    });
}
