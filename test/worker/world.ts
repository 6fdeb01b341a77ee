/**
 * @module A whole world for a test: the Worker in workerd with its real bindings, and the local Stripe.
 */

import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { D1Database, DurableObjectNamespace } from "@cloudflare/workers-types";
import { createTestHarness, type TestHarness } from "wrangler";
import { ENDPOINTS, type Endpoint, type EndpointName, type Role } from "../../shared/api.ts";
import {
  startLocalStripe,
  type LocalAccount,
  type LocalKey,
  type LocalStripe,
} from "../../demo/stripe/index.ts";
import { holdOrigin } from "./openapi/hold.ts";
import { createSecrets, type Secrets } from "./secrets.ts";
import type { Profile } from "../../shared/profile.ts";
import type { ErrorBody } from "../../shared/errors.ts";
import { connectionAnswer, type ConnectionAnswer } from "../../shared/schema/connections.ts";

export type { Secrets } from "./secrets.ts";

export const ORIGIN = "https://app.example.com";

/**
 * The Worker closes a connection that rests for 15 seconds. A test process that got no time for as long has not heard of
 * that, and would send its next request into it: "other side closed".
 */
const ONE_CONNECTION_EACH = { connection: "close" };

/** The permissions ParityRail requires, as Stripe names them. */
export const REQUIRED = ["customer_read", "subscription_read", "invoice_read"];

export interface World {
  readonly url: URL;
  readonly harness: TestHarness;
  readonly secrets: Secrets;
  readonly stripe: LocalStripe;
  readonly account: LocalAccount;
  /** The Worker's own database, until the Worker is deployed again. */
  readonly db: D1Database;
  /** Sends a request with a bearer token and, as a browser would, an origin. */
  call(endpoint: EndpointName, options?: CallOptions): Promise<Response>;
  createApp(options?: { origins?: string[]; profile?: string | Profile }): Promise<TestApp>;
  /** A new app with a new project: nothing is shared with another test. */
  createProject(role?: Role, profile?: string | Profile): Promise<Project>;
  /** A restricted test key with these permissions, those ParityRail requires if left out. */
  createKey(
    permissions?: readonly string[],
    options?: { mode?: "test" | "live"; account?: string },
  ): LocalKey;
  /** Moves the Worker's clock on. Returns its time, unix seconds. */
  advanceClock(seconds: number): Promise<{ now: number }>;
  /** Runs SQL in the storage of a connection's object. */
  readObject(connection: string, sql: string): Promise<unknown[]>;
  /** Does what the platform does when the alarm of a connection's object is due. */
  ringAlarm(connection: string): Promise<void>;
  /** Returns in how many seconds the alarm of a connection's object rings, null for never, and the names it keeps values by. */
  readRest(connection: string): Promise<{ readonly alarm: number | null; readonly names: readonly string[] }>;
  /** Returns how often the platform has run an alarm, of any object, since the Worker started. */
  countAlarms(): Promise<number>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly origin?: string | null;
  readonly body?: unknown;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApp {
  readonly id: string;
  readonly secret: string;
}

/** One app, one project, one session: what most tests need. */
export interface Project {
  readonly app: TestApp;
  readonly id: string;
  readonly token: string;
  call(endpoint: EndpointName, body?: unknown, options?: CallOptions): Promise<Response>;
  connect(key: string, more?: Record<string, unknown>): Promise<Response>;
  /** The connection answer of an endpoint that must answer 200. */
  read(endpoint: EndpointName, body?: unknown): Promise<ConnectionAnswer>;
}

/**
 * Starts a world. Close it in the file's `after`.
 * @param settle returns further settings of the Worker, for a local Stripe that is there already
 */
export async function createWorld(
  overrides: Partial<Secrets> = {},
  settle: (stripe: LocalStripe) => Record<string, string> = () => ({}),
): Promise<World> {
  let secondsAhead = 0;
  const now = () => Math.floor(Date.now() / 1000) + secondsAhead; // the Worker's clock, and Stripe's
  const stripe = await startLocalStripe({ port: 0, allowLocalWebhooks: true, now }); // the Worker is on this machine too
  const account = stripe.createAccount({ name: "Acme Inc.", customers: 25 });
  stripe.setRateLimits(false);
  const secrets = { ...createSecrets(), ...overrides };
  const harness = createHarness(stripe.url, secrets, settle(stripe));
  const close = async (): Promise<void> => {
    await harness.close();
    await stripe.close();
  };
  const url = await startWorker(harness).catch(async (error: unknown) => {
    await close(); // an open server would keep the test file from ending
    throw error;
  });

  const { DB: db } = await harness.getWorker<{ DB: D1Database }>().getEnv();

  const call: World["call"] = (name, options = {}) => {
    const endpoint: Endpoint = ENDPOINTS[name];
    const path = endpoint.path
      .replace(/:([a-z]+)/g, (_, param: string) => encodeURIComponent(options.params?.[param] ?? "current"))
      .replace("*", options.params?.path ?? "v1/customers");
    const headers = new Headers({ ...ONE_CONNECTION_EACH, ...options.headers });
    if (options.token !== undefined) headers.set("Authorization", `Bearer ${options.token}`);
    if (typeof options.origin === "string") headers.set("Origin", options.origin);
    const isText = typeof options.body === "string"; // a CSV
    if (options.body !== undefined) headers.set("Content-Type", isText ? "text/csv" : "application/json");
    const query = options.query ? `?${new URLSearchParams(options.query).toString()}` : "";
    return fetch(new URL(path + query, url), {
      method: endpoint.method,
      headers,
      ...(options.body !== undefined && {
        body: isText ? String(options.body) : JSON.stringify(options.body),
      }),
    });
  };

  const post = async (path: string): Promise<Response> => {
    const response = await fetch(new URL(path, url), { method: "POST", headers: ONE_CONNECTION_EACH });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response;
  };

  const createApp: World["createApp"] = async ({ origins = [ORIGIN], profile = "parityrail" } = {}) => {
    const body = { name: "Test app", profile, origins };
    const response = await call("createApp", { token: secrets.OPERATOR_TOKEN, body });
    if (response.status !== 201)
      throw new Error(`createApp answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as TestApp;
  };

  const createProject: World["createProject"] = async (role = "admin", profile) => {
    const app = await createApp(profile === undefined ? {} : { profile });
    const id = `project-${randomBytes(6).toString("hex")}`;
    const openSession = async (): Promise<string> => {
      const created = await call("createSession", { token: app.secret, body: { project: id, role } });
      return ((await created.json()) as { token: string }).token;
    };
    const token = await openSession();
    const session = { token, openedAt: secondsAhead };
    const callProject: Project["call"] = async (endpoint, body, options) => {
      // A session ends within the hour, and a page would fetch the next one.
      if (session.openedAt !== secondsAhead) {
        Object.assign(session, { token: await openSession(), openedAt: secondsAhead });
      }
      return call(endpoint, { token: session.token, origin: ORIGIN, body, ...options });
    };
    return {
      app,
      id,
      token,
      call: callProject,
      connect: (key, more) => callProject("connect", { api_key: key, ...more }),
      read: async (endpoint, body) => readAnswer(await callProject(endpoint, body)),
    };
  };

  return {
    url,
    harness,
    secrets,
    stripe,
    account,
    db,
    call,
    createApp,
    createProject,
    createKey: (permissions = REQUIRED, { mode = "test", account: owner = account.id } = {}) =>
      stripe.createKey({ account: owner, mode, kind: "restricted", permissions }),
    advanceClock: async (seconds) => {
      const response = await post(`/test/clock?advance=${seconds}`);
      secondsAhead += seconds;
      return (await response.json()) as { now: number }; // test/worker/entry wrote it
    },
    readObject: async (connection, sql) => {
      const worker = harness.getWorker<{ CONNECTIONS: DurableObjectNamespace }>();
      const storage = await worker.getDurableObjectStorage("CONNECTIONS", { name: connection });
      return storage.exec(sql);
    },
    ringAlarm: async (connection) => {
      await (await post(`/test/wake?connection=${connection}`)).body?.cancel();
    },
    readRest: async (connection) => {
      const response = await post(`/test/rest?connection=${connection}`);
      return (await response.json()) as Awaited<ReturnType<World["readRest"]>>; // test/worker/entry wrote it
    },
    countAlarms: async () => {
      const response = await post("/test/alarms");
      return ((await response.json()) as { runs: number }).runs; // test/worker/entry wrote it
    },
    close,
  };
}

async function startWorker(harness: TestHarness): Promise<URL> {
  const { url } = await harness.listen();
  await harness.getWorker<{ DB: never }>().applyD1Migrations("DB");
  holdOrigin(url.origin);
  return url;
}

/** The Worker as `wrangler.toml` describes it, bundled by `npm run build:test-worker`, with a clock to move, against a local Stripe. */
export function createHarness(
  stripeUrl: string,
  secrets: Secrets,
  settings: Readonly<Record<string, string>> = {},
): TestHarness {
  return createTestHarness({
    root: fileURLToPath(new URL("../..", import.meta.url).href),
    workers: [
      {
        configPath: "wrangler.toml",
        prebuiltWorkerDir: "dist/test-worker",
        vars: { STRIPE_API_URL: stripeUrl, STRIPE_DASHBOARD_URL: stripeUrl, ...settings },
        secrets: { ...secrets },
      },
    ],
  });
}

/** Reads a 200 and holds it to the contract. */
export async function readAnswer(response: Response): Promise<ConnectionAnswer> {
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`answered ${response.status}: ${JSON.stringify(body)}`);
  return connectionAnswer.parse(body);
}

/** Reads an error answer. */
export async function readError(response: Response): Promise<ErrorBody["error"] & { status: number }> {
  const { error } = (await response.json()) as ErrorBody;
  return { ...error, status: response.status };
}
