/**
 * @module A local Stripe: stateful, with Stripe's own errors, and with faults on demand.
 *
 * The demo and every test use it; there is no second fake. It listens on 127.0.0.1 only and holds made-up data.
 */

import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Mode } from "../../shared/keys.ts";
import { findFreePort, serveLocally } from "../listen.ts";
import { handleRequest } from "./api.ts";
import { createDashboard } from "./dashboard/routes.ts";
import { FaultBoard, type Fault, type FaultMatch } from "./faults.ts";
import { Keys, type KeyOptions, type KeyRecord, type LocalKey } from "./keys.ts";
import { createOAuth, createPlatform, revokeGrant } from "./oauth.ts";
import { restoreWorld, saveWorld, type SavedStripe } from "./saved.ts";
import { openScope } from "./events.ts";
import { createLive, type Live } from "./live.ts";
import { registerEndpoint, type EndpointOptions } from "./writes.ts";
import { Idempotency, RateLimits, RequestLog, type RecordedRequest } from "./requests.ts";
import { sendEvent, sendTo } from "./send.ts";
import type { Delivery, PendingDelivery } from "./webhooks.ts";
import {
  createAccount,
  printSnapshot,
  requireAccount,
  type AccountOptions,
  type Dialect,
  type LocalAccount,
  type Platform,
  type PlatformOptions,
  type World,
} from "./world.ts";

export { FAULT_KINDS, FOREIGN_ANSWERS } from "./faults.ts";
export { signPayload } from "./webhooks.ts";
export type { StripeObject } from "./objects.ts";
export type { SavedStripe } from "./saved.ts";
export type { Delivery, Fault, Live, PendingDelivery, KeyOptions, LocalAccount, LocalKey, RecordedRequest };

const DEFAULT_PORT = 12_111; // Stripe's own mock server listens there

/** What a platform's own backend knows of it. */
export type LocalPlatform = Pick<Platform, "clientId" | "secretKey">;

export interface LocalStripeOptions {
  /** Default 12111, or the next free one; 0 is any free port. */
  readonly port?: number;
  /** Unix seconds. */
  readonly now?: () => number;
  /** What an earlier local Stripe kept. */
  readonly saved?: SavedStripe | null;
  /** Called with every change that `save()` would show, and now and then without one. */
  readonly onChange?: () => void;
  /** Accepts webhook endpoints on this machine, which Stripe rejects. */
  readonly allowLocalWebhooks?: boolean;
}

export type LocalStripe = Awaited<ReturnType<typeof startLocalStripe>>;

/** Starts a local Stripe without accounts or keys, but for those that were saved. */
export async function startLocalStripe(options: LocalStripeOptions = {}) {
  const { port = DEFAULT_PORT } = options;
  const closing = new AbortController();
  const world = createWorld(options, closing.signal);
  if (options.saved) restoreWorld(world, options.saved);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (context, next) => {
    await next();
    if (context.req.method !== "GET") world.changed(); // a key that was deleted, a grant that was given
  });
  app.route("/", createOAuth(world));
  for (const path of ["/v1/*", "/v2/*"]) {
    app.all(path, (context) => handleRequest(world, context.req.raw, context.env));
  }
  app.route("/", createDashboard(world));
  const server = await serveLocally(app, port === 0 ? 0 : await findFreePort(port));
  world.url = server.url;
  return createControls(world, async () => {
    closing.abort();
    await server.close();
  });
}

/** Creates a local Stripe that does not listen: `fetch` answers what is asked of its API, in the same process. */
export function createLocalStripe(options: Pick<LocalStripeOptions, "now" | "saved"> = {}) {
  const closing = new AbortController();
  const world = createWorld(options, closing.signal);
  if (options.saved) restoreWorld(world, options.saved);
  world.url = "http://stripe.invalid";
  const controls = createControls(world, () => Promise.resolve(closing.abort()));
  const answer: typeof fetch = (input, init) => handleRequest(world, new Request(input, init), null);
  return Object.assign(controls, { fetch: answer });
}

function createWorld(options: LocalStripeOptions, closing: AbortSignal): World {
  const { allowLocalWebhooks = false, onChange: changed = () => undefined } = options;
  const { now = () => Math.floor(Date.now() / 1000) } = options;
  return {
    accounts: new Map(),
    keys: new Keys(now, changed),
    changed,
    platforms: new Map(),
    faults: new FaultBoard(),
    log: new RequestLog(),
    limits: new RateLimits(),
    idempotency: new Idempotency(),
    now,
    allowLocalWebhooks,
    closing,
    url: "",
    dialect: "new",
    latencyMs: 0,
    tokenLifetime: null,
  };
}

function createControls(world: World, close: () => Promise<void>) {
  const { keys, faults, limits, log, platforms } = world;
  return {
    /** Origin of API and Dashboard: `http://127.0.0.1:12111`. */
    url: world.url,
    createAccount(options: AccountOptions = {}): LocalAccount {
      const { id, name } = createAccount(world, options);
      return { id, name };
    },
    createKey(options: KeyOptions): LocalKey {
      requireAccount(world, options.account);
      return showKey(keys.create(options));
    },
    /** Replaces a key's permissions; the key stays the same. */
    editKey: (keyId: string, permissions: readonly string[]): void => keys.edit(keyId, permissions),
    /** From now on the key is answered with 401 Invalid API Key. */
    revokeKey: (keyId: string): void => void (keys.require(keyId).state = "revoked"),
    /** From now on the key is answered with 401 api_key_expired. */
    expireKey: (keyId: string): void => void (keys.require(keyId).state = "expired"),
    /** Creates a key with the same permissions; the old one has expired. */
    rollKey: (keyId: string): LocalKey => showKey(keys.roll(keyId)),
    /** Puts the key under an IP policy that does not allow the caller. */
    blockIp: (keyId: string, blocked: boolean): void => void (keys.require(keyId).ipBlocked = blocked),
    /** Adds a fault for the requests that `when` describes, or all; `null` clears every fault. */
    setFault: (fault: Fault | null, when?: FaultMatch): void => faults.set(fault, when),
    /** Delays every answer. */
    setLatency: (milliseconds: number): void => void (world.latencyMs = milliseconds),
    /** Seconds that an app's access tokens are good for; null for an hour, which Stripe does not say in its answer. */
    setTokenLifetime: (seconds: number | null): void => void (world.tokenLifetime = seconds),
    /** Which of Stripe's two texts a missing permission is answered with. */
    setDialect: (dialect: Dialect): void => void (world.dialect = dialect),
    /** On by default: 25 requests a second in test mode, 100 in live mode, per account. */
    setRateLimits: (on: boolean): void => void (limits.on = on),
    /** Registers a platform that accounts can consent to, on an account of its own. */
    createPlatform(options: Omit<PlatformOptions, "account">): LocalPlatform {
      const account = createAccount(world, { name: options.name }).id;
      const { clientId, secretKey } = createPlatform(world, { ...options, account });
      return { clientId, secretKey };
    },
    /** Decides on the consent page as a person would, and returns where it leads. */
    async consent(authorizeUrl: string, decision: { account: string; allow: boolean }): Promise<string> {
      const { account, allow } = decision;
      const body = new URLSearchParams({ account, decision: allow ? "connect" : "deny" });
      const answer = await fetch(authorizeUrl, { method: "POST", body, redirect: "manual" });
      const location = answer.headers.get("location");
      if (location === null) throw new Error(`no consent: ${await answer.text()}`);
      return location;
    },
    /** Revokes a platform's access, as the account's owner can. */
    revokeAccess(clientId: string, account: string): void {
      const platform = platforms.get(clientId);
      if (platform) revokeGrant(world, platform, account);
    },
    isConnected: (clientId: string, account: string): boolean =>
      platforms.get(clientId)?.connected.has(account) ?? false,
    ...createEventControls(world),
    get requests(): readonly RecordedRequest[] {
      return log.requests;
    },
    clearRequests: (): void => log.clear(),
    /** The highest number of requests open at the same time since `clearRequests()`. */
    get peakConcurrency(): number {
      return log.peakConcurrency;
    },
    ...createKeepingControls(world),
    /** All data of an account as canonical JSON, to be compared byte for byte. */
    snapshot: (account: string): string => printSnapshot(world, account),
    close,
  };
}

/** What a local Stripe keeps, and how it is found again. */
function createKeepingControls(world: World) {
  const { keys, platforms } = world;
  return {
    /** Everything that another local Stripe needs to go on from here, as plain JSON. */
    save: (): SavedStripe => saveWorld(world),
    /** Returns the oldest account of that name, if there is one. */
    findAccount(wanted: string): LocalAccount | undefined {
      const found = [...world.accounts.values()].find(({ name }) => name === wanted);
      return found && { id: found.id, name: found.name };
    },
    /** Returns the newest key of that account, mode and name in that state, if there is one. */
    findKey(wanted: Pick<KeyRecord, "account" | "mode" | "name" | "state">): LocalKey | undefined {
      const fields = ["account", "mode", "name", "state"] as const;
      const found = keys.records.findLast((key) => fields.every((field) => key[field] === wanted[field]));
      return found && showKey(found);
    },
    /** Finds the platform of that name and lets it lead back to `redirectUris`. */
    reopenPlatform(wanted: string, redirectUris: readonly string[]): LocalPlatform | undefined {
      const found = [...platforms.values()].find(({ name }) => name === wanted);
      if (!found) return undefined;
      platforms.set(found.clientId, { ...found, redirectUris });
      return { clientId: found.clientId, secretKey: found.secretKey };
    },
  };
}

/** What an account does of its own accord, and what its endpoints are told of it. */
function createEventControls(world: World) {
  return {
    /** Records an event and sends it to the account's endpoints; returns what they answered. */
    sendEvent: (account: string, mode: Mode, { type }: { type: string }): Promise<Delivery[]> =>
      sendEvent(world, account, mode, type),
    /** Sends an event to an address whose secret was pasted. */
    sendTo: (url: string, secret: string, { type, mode }: { type: string; mode: Mode }): Promise<Delivery> =>
      sendTo(world, url, secret, type, mode),
    /** Everything that may happen to an account of its own accord. */
    live: (account: string, mode: Mode): Live => createLive(openScope(world, account, mode)),
    /** Holds what would be sent to the account's endpoints until it is taken; or sends what was held, and goes on. */
    holdDeliveries: (account: string, held: boolean): void =>
      requireAccount(world, account).outbox.hold(held),
    /** Takes what is held, in order, each event once for every endpoint that wants it. */
    takeDeliveries: (account: string): PendingDelivery[] => requireAccount(world, account).outbox.take(),
    /** Waits until everything that was sent to the account's endpoints has its answer. */
    settleDeliveries: (account: string): Promise<void> => requireAccount(world, account).outbox.settle(),
    /** Registers an endpoint whose secret is known, as a person does who copies it from the Dashboard. */
    registerEndpoint(account: string, mode: Mode, options: EndpointOptions): string {
      return registerEndpoint(openScope(world, account, mode), options).id;
    },
    /** Sets the API version of the account's events, and of endpoints made without one. */
    setAccountVersion: (account: string, version: string): void =>
      void (requireAccount(world, account).apiVersion = version),
  };
}

function showKey({ id, key }: LocalKey): LocalKey {
  return { id, key };
}
