/**
 * @module A Stripe of one's own, on this machine: stateful, faithful in its refusals, and troublesome on demand.
 *
 * The demo and every test use it; there is no second fake. It listens on 127.0.0.1 only and holds made-up data.
 */

import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { AddressInfo } from "node:net";
import type { Mode } from "../../shared/keys.ts";
import { Accounts, type AccountOptions, type LocalAccount } from "./accounts.ts";
import type { Dialect } from "./api/failures.ts";
import { handleRequest } from "./api/handle.ts";
import { Idempotency } from "./api/idempotency.ts";
import { RateLimits } from "./api/rate-limits.ts";
import type { World } from "./api/world.ts";
import { createDashboard } from "./dashboard/routes.ts";
import { FaultBoard, type Fault, type FaultMatch } from "./faults.ts";
import { Keys, type KeyOptions, type LocalKey } from "./keys.ts";
import { listen } from "./listen.ts";
import { createAuthorizePages } from "./oauth/authorize.ts";
import { Platforms, type Platform, type PlatformOptions } from "./oauth/platforms.ts";
import { createTokenEndpoints } from "./oauth/token.ts";
import { RequestLog, type RecordedRequest } from "./request-log.ts";
import { printSnapshot } from "./snapshot.ts";
import { sendEvent, sendTo, type Delivery, type EventDraft, type EventOptions } from "./webhooks/send.ts";
import type { Signing } from "./webhooks/sign.ts";

export { FAULT_KINDS } from "./faults.ts";
export type { Delivery, Fault, LocalAccount, LocalKey, RecordedRequest };

const DEFAULT_PORT = 12_111; // Stripe's own mock server listens there

/** How a platform is known to its own backend. */
export type LocalPlatform = Pick<Platform, "clientId" | "secretKey">;

export interface LocalStripeOptions {
  /** Default 12111, or the next free one; 0 is any free port. */
  readonly port?: number;
  /** Unix seconds. */
  readonly now?: () => number;
  /** Accepts webhook endpoints on this machine, which Stripe refuses. */
  readonly allowLocalWebhooks?: boolean;
}

export interface LocalStripe {
  /** Origin of API and Dashboard: `http://127.0.0.1:12111`. */
  readonly url: string;
  createAccount(options?: AccountOptions): LocalAccount;
  createKey(options: KeyOptions): LocalKey;
  /** Replaces a key's permissions; the key stays the same. */
  editKey(keyId: string, permissions: readonly string[]): void;
  /** From now on the key is answered with 401 Invalid API Key. */
  revokeKey(keyId: string): void;
  /** From now on the key is answered with 401 api_key_expired. */
  expireKey(keyId: string): void;
  /** Makes a new key with the same permissions; the old one has expired. */
  rollKey(keyId: string): LocalKey;
  /** Puts the key under an IP policy that does not know the caller. */
  blockIp(keyId: string, blocked: boolean): void;
  /** Adds a fault for the requests that `when` describes, or all; `null` clears every fault. */
  setFault(fault: Fault | null, when?: FaultMatch): void;
  setLatency(milliseconds: number): void;
  /** Which of its two texts a missing permission is refused with. */
  setDialect(dialect: Dialect): void;
  /** On by default: 25 requests a second in test mode, 100 in live mode, per account. */
  setRateLimits(on: boolean): void;
  /** Registers a platform that accounts can consent to, on an account of its own unless one is named. */
  createPlatform(options: Omit<PlatformOptions, "account"> & { account?: string }): LocalPlatform;
  /** Decides on the consent page as a person would, and returns where it leads. */
  consent(authorizeUrl: string, decision: { account: string; allow: boolean }): Promise<string>;
  /** Takes a platform's access back, as the account's owner can. */
  revokeAccess(clientId: string, account: string): void;
  isConnected(clientId: string, account: string): boolean;
  /** Notes an event and sends it to the account's endpoints; returns what they answered. */
  sendEvent(account: string, mode: Mode, options: EventOptions): Promise<Delivery[]>;
  /** Sends an event to an address whose secret was pasted. */
  sendTo(
    url: string,
    secret: string,
    draft: EventDraft & { mode: Mode },
    signing?: Signing,
  ): Promise<Delivery[]>;
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  /** The highest number of requests under way at once since `clearRequests()`. */
  readonly peakConcurrency: number;
  /** All data of an account as canonical JSON, to be compared byte for byte. */
  snapshot(account: string): string;
  close(): Promise<void>;
}

/** Starts a local Stripe without accounts or keys. */
export async function startLocalStripe(options: LocalStripeOptions = {}): Promise<LocalStripe> {
  const closing = new AbortController();
  const world = createWorld(options, closing.signal);
  const app = createApp(world);
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  await listen(server, options.port ?? DEFAULT_PORT);
  const { port } = server.address() as AddressInfo; // it listens on TCP
  world.url = `http://127.0.0.1:${port}`;
  return createControls(world, async () => {
    closing.abort();
    const closed = new Promise((resolve) => server.close(resolve));
    if ("closeAllConnections" in server) server.closeAllConnections();
    await closed;
  });
}

function createWorld(options: LocalStripeOptions, closing: AbortSignal): World {
  const { now = () => Math.floor(Date.now() / 1000), allowLocalWebhooks = false } = options;
  const keys = new Keys(now);
  return {
    accounts: new Accounts(now),
    keys,
    platforms: new Platforms(keys, now),
    faults: new FaultBoard(),
    log: new RequestLog(),
    limits: new RateLimits(),
    idempotency: new Idempotency(),
    now,
    clock: () => performance.now(),
    allowLocalWebhooks,
    closing,
    url: "",
    dialect: "new",
    latencyMs: 0,
  };
}

function createApp(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route("/", createAuthorizePages(world));
  app.route("/", createTokenEndpoints(world));
  app.all("/v1/*", (context) => handleRequest(world, context.req.raw, context.env));
  app.all("/v2/*", (context) => handleRequest(world, context.req.raw, context.env));
  app.route("/", createDashboard(world));
  return app;
}

function createControls(world: World, close: () => Promise<void>): LocalStripe {
  const { accounts, keys, faults, limits, log, platforms } = world;
  return {
    url: world.url,
    createAccount: (options = {}) => {
      const { id, name } = accounts.create(options);
      return { id, name };
    },
    createKey: ({ account, ...options }) => {
      if (!accounts.find(account)) throw new Error(`there is no account ${account}`);
      return showKey(keys.create({ account, ...options }));
    },
    editKey: (keyId, permissions) => keys.edit(keyId, permissions),
    revokeKey: (keyId) => void (keys.require(keyId).state = "revoked"),
    expireKey: (keyId) => void (keys.require(keyId).state = "expired"),
    rollKey: (keyId) => showKey(keys.roll(keyId)),
    blockIp: (keyId, blocked) => void (keys.require(keyId).ipBlocked = blocked),
    setFault: (fault, when) => faults.set(fault, when),
    setLatency: (milliseconds) => void (world.latencyMs = milliseconds),
    setDialect: (dialect) => void (world.dialect = dialect),
    setRateLimits: (on) => void (limits.on = on),
    createPlatform: (options) => {
      const account = options.account ?? accounts.create({ name: options.name }).id;
      const { clientId, secretKey } = platforms.create({ ...options, account });
      return { clientId, secretKey };
    },
    consent: async (authorizeUrl, { account, allow }) => {
      const body = new URLSearchParams({ account, decision: allow ? "connect" : "deny" });
      const answer = await fetch(authorizeUrl, { method: "POST", body, redirect: "manual" });
      const location = answer.headers.get("location");
      if (location === null) throw new Error(`no consent: ${await answer.text()}`);
      return location;
    },
    revokeAccess: (clientId, account) => {
      const platform = platforms.find(clientId);
      if (platform) platforms.revoke(platform, account);
    },
    isConnected: (clientId, account) => platforms.find(clientId)?.connected.has(account) ?? false,
    sendEvent: (account, mode, options) => sendEvent(world, account, mode, options),
    sendTo: (url, secret, draft, signing) => sendTo(world, url, secret, draft, signing),
    get requests() {
      return log.requests;
    },
    clearRequests: () => log.clear(),
    get peakConcurrency() {
      return log.peakConcurrency;
    },
    snapshot: (account) => printSnapshot(accounts, account),
    close,
  };
}

function showKey({ id, key }: LocalKey): LocalKey {
  return { id, key };
}
