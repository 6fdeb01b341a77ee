/**
 * @module Bindings and settings, parsed once. The Worker refuses to work on a missing or weak secret.
 */

import { isLoopback } from "../shared/loopback.ts";
import { looksRandom, readBase64 } from "./crypto/encoding.ts";
import { KeyringInvalid, parseKeyring, type Keyring } from "./vault/keyring.ts";

export interface Bindings {
  readonly DB: D1Database;
  /** One object a connection, by the connection's id. */
  readonly CONNECTIONS: DurableObjectNamespace;
  /** Limits what anybody may call, by network. */
  readonly ANYONE?: RateLimit;
  /** Limits Stripe's events, by connection. */
  readonly EVENTS?: RateLimit;
  /** Hands events on at once; without it they go out with the cron. */
  readonly OUTBOX?: Queue<OutboxMessage>;
  readonly STRIPE_API_URL?: string;
  readonly STRIPE_DASHBOARD_URL?: string;
  readonly VAULT_KEYS?: string;
  readonly SESSION_KEY?: string;
  readonly OPERATOR_TOKEN?: string;
  readonly PUBLIC_URL?: string;
  readonly STRIPE_CONNECT_CLIENT_ID?: string;
  readonly STRIPE_CONNECT_SECRET?: string;
  readonly STRIPE_OAUTH_TYPE?: string;
  readonly STRIPE_OAUTH_URL?: string;
  readonly ALLOW_PRIVATE_ENDPOINTS?: string;
}

/** Says that deliveries of an event are due, and holds nothing else. */
export interface OutboxMessage {
  /** `evt_…` */
  readonly event: string;
}

/** What connecting over OAuth takes. */
export interface OauthSettings {
  /** `connect`: Stripe Connect. `app`: a Stripe App, whose tokens expire. */
  readonly type: "connect" | "app";
  /** `ca_…` */
  readonly clientId: string;
  /** The platform's own secret key. */
  readonly secret: string;
  /** Origin of Stripe's consent page, without a trailing slash. */
  readonly authorizeOrigin: string;
  /** Origin that takes codes and access back: Connect has one of its own, a Stripe App uses the API's. */
  readonly tokenOrigin: string;
}

export interface Settings {
  readonly stripeApiUrl: URL;
  /** Origin of Stripe's Dashboard, without a trailing slash. */
  readonly dashboardUrl: string;
  readonly keyring: Keyring;
  /** The first signs, all verify: a new key goes in front, and the old one leaves when its tokens have expired. */
  readonly sessionKeys: readonly [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]];
  readonly operatorToken: string;
  /** Origin at which the Worker is reached from outside; null where it runs on this machine only. */
  readonly publicUrl: string | null;
  /** Null where OAuth is not set up. */
  readonly oauth: OauthSettings | null;
  /** Events may be sent to http and to private addresses: for development. */
  readonly allowsPrivateEndpoints: boolean;
}

/** A setting is missing or too weak. The message names settings, never values. */
export class SettingsInvalid extends Error {
  constructor(problems: readonly string[]) {
    super(`Settings: ${problems.join("; ")}`);
    this.name = "SettingsInvalid";
  }
}

/** docs.stripe.com/connect/oauth-reference and docs.stripe.com/stripe-apps/api-authentication/oauth. */
const OAUTH_ORIGINS = {
  connect: "https://connect.stripe.com",
  app: "https://marketplace.stripe.com",
} as const;

const DEFAULT_API_URL = "https://api.stripe.com";
const MIN_KEY_BYTES = 32; // HMAC-SHA-256's own strength
const MIN_TOKEN_LENGTH = 32;
const MIN_DISTINCT = 8; // of 28 random hex digits, fewer differ about once in a million

/** Parses the Worker's settings. Throws `SettingsInvalid`, naming every setting that is wrong at once. */
export function parseSettings(bindings: Bindings): Settings {
  const problems: string[] = [];
  const parse = <T>(name: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      const said = error instanceof Problem || error instanceof KeyringInvalid;
      problems.push(`${name} ${said ? error.message : "is not valid"}`);
      return undefined;
    }
  };
  const stripeApiUrl = parse("STRIPE_API_URL", () => parseOrigin(bindings.STRIPE_API_URL ?? DEFAULT_API_URL));
  const dashboard = parse("STRIPE_DASHBOARD_URL", () =>
    parseOrigin(bindings.STRIPE_DASHBOARD_URL ?? "https://dashboard.stripe.com"),
  );
  const keyring = parse("VAULT_KEYS", () => parseKeyring(required(bindings.VAULT_KEYS)));
  const sessionKeys = parse("SESSION_KEY", () => parseSessionKeys(required(bindings.SESSION_KEY)));
  const operatorToken = parse("OPERATOR_TOKEN", () => parseOperatorToken(required(bindings.OPERATOR_TOKEN)));
  const publicUrl = parse("PUBLIC_URL", () =>
    bindings.PUBLIC_URL ? parseOrigin(bindings.PUBLIC_URL).origin : null,
  );
  const oauthUrl = parse("STRIPE_OAUTH_URL", () =>
    bindings.STRIPE_OAUTH_URL ? parseOrigin(bindings.STRIPE_OAUTH_URL).origin : null,
  );
  const oauth = parse("STRIPE_CONNECT_…", () =>
    parseOauth(bindings, oauthUrl ?? null, stripeApiUrl?.origin ?? DEFAULT_API_URL),
  );
  const allowsPrivateEndpoints = parse("ALLOW_PRIVATE_ENDPOINTS", () =>
    parseSwitch(bindings.ALLOW_PRIVATE_ENDPOINTS),
  );
  if (bindings.SESSION_KEY?.split(",").some((key) => key && bindings.VAULT_KEYS?.includes(key))) {
    problems.push("SESSION_KEY is a KEK of VAULT_KEYS too");
  }
  if (problems.length > 0 || !stripeApiUrl || !dashboard || !keyring || !sessionKeys || !operatorToken) {
    throw new SettingsInvalid(problems);
  }
  return {
    stripeApiUrl,
    dashboardUrl: dashboard.origin,
    keyring,
    sessionKeys,
    operatorToken,
    publicUrl: publicUrl ?? null,
    oauth: oauth ?? null,
    allowsPrivateEndpoints: allowsPrivateEndpoints ?? false,
  };
}

class Problem extends Error {}

function required(value: string | undefined): string {
  if (!value) throw new Problem("is missing");
  return value;
}

function parseSwitch(text: string | undefined): boolean {
  if (text !== undefined && text !== "" && text !== "0" && text !== "1") throw new Problem("must be 1 or 0");
  return text === "1";
}

function parseOrigin(text: string): URL {
  const url = new URL(text);
  if (url.protocol !== "https:" && !(isLoopback(url) && url.protocol === "http:"))
    throw new Problem("must be https");
  if (url.origin !== text.replace(/\/$/, "")) throw new Problem("must be an origin");
  return url;
}

/** All of it or none: half an OAuth setup would fail only when a person is on their way back from Stripe. */
function parseOauth(bindings: Bindings, url: string | null, api: string): OauthSettings | null {
  const { STRIPE_CONNECT_CLIENT_ID: clientId, STRIPE_CONNECT_SECRET: secret } = bindings;
  const type = bindings.STRIPE_OAUTH_TYPE || "connect";
  if (!clientId && !secret) return null;
  if (!clientId) throw new Problem("STRIPE_CONNECT_CLIENT_ID is missing");
  if (!secret) throw new Problem("STRIPE_CONNECT_SECRET is missing");
  if (!/^ca_[A-Za-z0-9]{8,}$/.test(clientId)) throw new Problem("STRIPE_CONNECT_CLIENT_ID must be ca_…");
  if (!/^[sr]k_(test|live)_[A-Za-z0-9]{10,}$/.test(secret)) {
    throw new Problem("STRIPE_CONNECT_SECRET must be the platform's sk_… or rk_… key");
  }
  if (type !== "connect" && type !== "app") throw new Problem("STRIPE_OAUTH_TYPE must be connect or app");
  const authorizeOrigin = url ?? OAUTH_ORIGINS[type];
  return { type, clientId, secret, authorizeOrigin, tokenOrigin: type === "app" ? api : authorizeOrigin };
}

function parseSessionKeys(text: string): Settings["sessionKeys"] {
  const [active = "", previous, ...more] = text.split(",");
  if (more.length > 0) throw new Problem("has more than two keys");
  if (active === previous) throw new Problem("has one key twice");
  return [parseSessionKey(active), ...(previous === undefined ? [] : [parseSessionKey(previous)])];
}

function parseSessionKey(text: string): Uint8Array<ArrayBuffer> {
  const bytes = readBase64(text);
  if (!bytes) throw new Problem("is not base64");
  if (bytes.byteLength < MIN_KEY_BYTES) throw new Problem(`is shorter than ${MIN_KEY_BYTES} bytes`);
  if (!looksRandom(bytes)) throw new Problem("is not random");
  return bytes;
}

function parseOperatorToken(text: string): string {
  if (!/^pro_[A-Za-z0-9_-]*$/.test(text)) throw new Problem("must be pro_ and letters, digits, - or _");
  if (text.length < MIN_TOKEN_LENGTH) throw new Problem(`is shorter than ${MIN_TOKEN_LENGTH} characters`);
  if (new Set(text.slice("pro_".length)).size < MIN_DISTINCT) throw new Problem("is not random");
  return text;
}
