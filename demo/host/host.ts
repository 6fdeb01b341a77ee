/**
 * @module The pretend SaaS: serves the demo page, mints sessions, and lends out keys of the local Stripe to try.
 */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import type { DemoKey, DemoSettings } from "./answers.ts";
import { createPage } from "./page.ts";
import { createPeople, type People } from "./people.ts";
import { isProductName, PRODUCT_NAMES, sessionPath, type ProductName } from "../products.ts";
import type { LocalStripe } from "../stripe/index.ts";
import { createSessionEndpoint } from "./session.ts";
import { changeStripeMood } from "./stripe-mood.ts";

export interface HostOptions {
  /** The repository's folder. */
  root: string;
  port: number;
  workerUrl: string;
  /** The site without a backend, for the page to link to. */
  siteUrl: string;
  /** Their secrets stay in this process: no answer of this server holds one. */
  apps: Readonly<Record<ProductName, { secret: string }>>;
  stripe: LocalStripe;
  keys: Readonly<Record<ProductName, Readonly<Record<string, { label: string; key: string }>>>>;
}

export interface Host {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the pretend SaaS on 127.0.0.1. */
export async function startHost(options: HostOptions): Promise<Host> {
  const people = createPeople();
  const { root, workerUrl, apps, port } = options;
  const { readSignedIn } = people;
  const app = new Hono();
  for (const product of PRODUCT_NAMES) {
    const { secret: appSecret } = apps[product];
    app.route("/", createSessionEndpoint({ path: sessionPath(product), workerUrl, appSecret, readSignedIn }));
  }
  app
    .route("/", createDemoEndpoints(options, people))
    .route("/", await createPage({ root, workerUrl, onOpen: people.signIn }));

  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port, overrideGlobalObjects: false });
  if (!server.listening) await once(server, "listening");
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

function createDemoEndpoints(options: HostOptions, people: People): Hono {
  const secret = { label: "Webhook signing secret", key: `whsec_${randomBytes(16).toString("hex")}` };
  const listKeys = (product: ProductName): DemoKey[] =>
    Object.entries({ ...options.keys[product], webhook_secret: secret }).map(([name, { label, key }]) => ({
      ...{ name, label, key },
    }));
  return new Hono()
    .get("/api/demo/settings", (context) => {
      const person = people.readSignedIn(context);
      if (!person) return context.json({ error: "Open the page first." }, 401);
      const { project, role } = person;
      const { workerUrl, siteUrl } = options;
      const settings: DemoSettings = {
        workerUrl,
        siteUrl,
        dashboardUrl: `${options.stripe.url}/test/apikeys`,
        project,
        role,
      };
      return context.json(settings);
    })
    .get("/api/demo/keys/:product", (context) => {
      const product = context.req.param("product");
      return isProductName(product) ? context.json(listKeys(product)) : context.notFound();
    })
    .put("/api/demo/role/:role{admin|viewer}", (context) => {
      people.changeRole(context, context.req.param("role") === "viewer" ? "viewer" : "admin");
      return context.body(null, 204);
    })
    .put("/api/demo/stripe/:mood", (context) => {
      const known = changeStripeMood(options.stripe, context.req.param("mood"));
      return known ? context.body(null, 204) : context.notFound();
    })
    .post("/api/demo/start-over", (context) => {
      people.startOver(context);
      return context.body(null, 204);
    });
}
