/**
 * @module The pretend SaaS: serves the demo page, signs every browser in, mints sessions, and lists keys to try.
 */

import { randomBytes } from "node:crypto";
import { Hono, type Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Role } from "../../shared/api.ts";
import { serveLocally, type LocalServer } from "../listen.ts";
import { isProductName, PRODUCT_NAMES, sessionPath, type ProductName } from "../products.ts";
import type { Fault, LocalStripe } from "../stripe/index.ts";
import { createPage } from "./page.ts";
import { createSessionEndpoint, type SignedIn } from "./session.ts";

const COOKIE = "demo_visitor";
const PEOPLE_KEPT = 1_000; // a demo left running stays small
const SLOW_MS = 1_500; // long enough to see each waiting state, shorter than every timeout

/** Name of each state of the local Stripe → what it does to every answer of the API. */
const STRIPE_STATES: Readonly<Record<string, { latency: number; fault: Fault | null }>> = {
  well: { latency: 0, fault: null },
  slow: { latency: SLOW_MS, fault: null },
  busy: { latency: 0, fault: { kind: "rate_limit", reason: null } },
  down: { latency: 0, fault: { kind: "error_500" } },
};

/** `GET /api/demo/settings`. */
export interface DemoSettings {
  workerUrl: string;
  /** A site with one script tag and no backend. */
  siteUrl: string;
  /** The local Stripe's list of keys. */
  dashboardUrl: string;
  project: string;
  role: Role;
  /** The page reloads when its sources or the element's change. */
  watch: boolean;
}

/** One of `GET /api/demo/keys/{product}`: a key of the local Stripe to try, made up like everything there. */
export interface DemoKey {
  name: string;
  label: string;
  key: string;
}

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
  watch: boolean;
}

export interface Host extends LocalServer {
  /** Builds the page again and has every open page reload. */
  rebuildPage(): Promise<void>;
}

/** Starts the pretend SaaS on 127.0.0.1. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { root, workerUrl, apps, port } = options;
  const people = createPeople();
  const page = await createPage({ root, workerUrl, onOpen: people.signIn });
  const app = new Hono();
  for (const product of PRODUCT_NAMES) {
    const appSecret = apps[product].secret;
    const { readSignedIn } = people;
    app.route("/", createSessionEndpoint({ path: sessionPath(product), workerUrl, appSecret, readSignedIn }));
  }
  app.get("/api/demo/next-build", async (context) => {
    await page.nextBuild();
    return context.body(null, 204);
  });
  app.route("/", createDemoEndpoints(options, people)).route("/", page.routes);
  return { ...(await serveLocally(app, port)), rebuildPage: page.rebuild };
}

function createDemoEndpoints(options: HostOptions, people: People): Hono {
  const { workerUrl, siteUrl, stripe, watch } = options;
  const dashboardUrl = `${stripe.url}/test/apikeys`;
  const webhook_secret = { label: "Webhook signing secret", key: `whsec_${randomBytes(16).toString("hex")}` };
  return new Hono()
    .get("/api/demo/settings", (context) => {
      const person = people.readSignedIn(context);
      if (!person) return context.json({ error: "Open the page first." }, 401);
      const { project, role } = person;
      const settings: DemoSettings = { workerUrl, siteUrl, dashboardUrl, project, role, watch };
      return context.json(settings);
    })
    .get("/api/demo/keys/:product", (context) => {
      const product = context.req.param("product");
      if (!isProductName(product)) return context.notFound();
      const keys = Object.entries({ ...options.keys[product], webhook_secret });
      return context.json(keys.map(([name, { label, key }]): DemoKey => ({ name, label, key })));
    })
    .put("/api/demo/role/:role{admin|viewer}", (context) => {
      people.update(context, { role: context.req.param("role") === "viewer" ? "viewer" : "admin" });
      return context.body(null, 204);
    })
    .put("/api/demo/stripe/:state{well|slow|busy|down}", (context) => {
      const { latency = 0, fault = null } = STRIPE_STATES[context.req.param("state")] ?? {};
      stripe.setLatency(latency);
      stripe.setFault(null);
      if (fault) stripe.setFault(fault);
      return context.body(null, 204);
    })
    .post("/api/demo/start-over", (context) => {
      people.update(context, { project: createProjectName() });
      return context.body(null, 204);
    });
}

type People = ReturnType<typeof createPeople>;

/** Creates the sign-in: every browser is a new admin with an empty project, until the demo stops. */
function createPeople() {
  const people = new Map<string, SignedIn>();
  const readSignedIn = (context: Context) => people.get(getCookie(context, COOKIE) ?? "") ?? null;
  return {
    /** Returns who this browser is, or null if it has not opened the page yet. */
    readSignedIn,
    /** Signs this browser in, unless it is already. */
    signIn(context: Context): void {
      if (readSignedIn(context)) return;
      const visitor = randomBytes(16).toString("hex");
      const user = `person-${visitor.slice(0, 8)}`;
      people.set(visitor, { project: createProjectName(), role: "admin", user });
      const [oldest = ""] = people.keys();
      if (people.size > PEOPLE_KEPT) people.delete(oldest);
      setCookie(context, COOKIE, visitor, { httpOnly: true, sameSite: "Strict", path: "/" });
    },
    update(context: Context, change: Partial<SignedIn>): void {
      const person = readSignedIn(context);
      if (person) Object.assign(person, change);
    },
  };
}

function createProjectName(): string {
  return `demo-${randomBytes(6).toString("hex")}`;
}
