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
import { Keys, type KeyOptions, type LocalKey } from "./keys.ts";
import { createOAuth, createPlatform, revokeGrant } from "./oauth.ts";
import { Idempotency, RateLimits, RequestLog, type RecordedRequest } from "./requests.ts";
import {
  sendEvent,
  sendTo,
  type Delivery,
  type EventDraft,
  type EventOptions,
  type Signing,
} from "./webhooks.ts";
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
export type { Delivery, Fault, LocalAccount, LocalKey, RecordedRequest };

const DEFAULT_PORT = 12_111; // Stripe's own mock server listens there

/** What a platform's own backend knows of it. */
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
  /** Delays every answer. */
  setLatency(milliseconds: number): void;
  /** Which of Stripe's two texts a missing permission is answered with. */
  setDialect(dialect: Dialect): void;
  /** On by default: 25 requests a second in test mode, 100 in live mode, per account. */
  setRateLimits(on: boolean): void;
  /** Registers a platform that accounts can consent to, on an account of its own unless one is named. */
  createPlatform(options: Omit<PlatformOptions, "account"> & { account?: string }): LocalPlatform;
  /** Decides on the consent page as a person would, and returns where it leads. */
  consent(authorizeUrl: string, decision: { account: string; allow: boolean }): Promise<string>;
  /** Revokes a platform's access, as the account's owner can. */
  revokeAccess(clientId: string, account: string): void;
  isConnected(clientId: string, account: string): boolean;
  /** Records an event and sends it to the account's endpoints; returns what they answered. */
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
  /** The highest number of requests open at the same time since `clearRequests()`. */
  readonly peakConcurrency: number;
  /** All data of an account as canonical JSON, to be compared byte for byte. */
  snapshot(account: string): string;
  close(): Promise<void>;
}

/** Starts a local Stripe without accounts or keys. */
export async function startLocalStripe(options: LocalStripeOptions = {}): Promise<LocalStripe> {
  const { port = DEFAULT_PORT, allowLocalWebhooks = false } = options;
  const { now = () => Math.floor(Date.now() / 1000) } = options;
  const closing = new AbortController();
  const world: World = {
    accounts: new Map(),
    keys: new Keys(now),
    platforms: new Map(),
    faults: new FaultBoard(),
    log: new RequestLog(),
    limits: new RateLimits(),
    idempotency: new Idempotency(),
    now,
    allowLocalWebhooks,
    closing: closing.signal,
    url: "",
    dialect: "new",
    latencyMs: 0,
  };
  const app = new Hono<{ Bindings: HttpBindings }>();
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

function createControls(world: World, close: () => Promise<void>): LocalStripe {
  const { keys, faults, limits, log, platforms } = world;
  return {
    url: world.url,
    createAccount: (options = {}) => {
      const { id, name } = createAccount(world, options);
      return { id, name };
    },
    createKey: ({ account, ...options }) => {
      requireAccount(world, account);
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
      const account = options.account ?? createAccount(world, { name: options.name }).id;
      const { clientId, secretKey } = createPlatform(world, { ...options, account });
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
      const platform = platforms.get(clientId);
      if (platform) revokeGrant(world, platform, account);
    },
    isConnected: (clientId, account) => platforms.get(clientId)?.connected.has(account) ?? false,
    sendEvent: (account, mode, options) => sendEvent(world, account, mode, options),
    sendTo: (url, secret, draft, signing) => sendTo(world, url, secret, draft, signing),
    get requests() {
      return log.requests;
    },
    clearRequests: () => log.clear(),
    get peakConcurrency() {
      return log.peakConcurrency;
    },
    snapshot: (account) => printSnapshot(world, account),
    close,
  };
}

function showKey({ id, key }: LocalKey): LocalKey {
  return { id, key };
}
