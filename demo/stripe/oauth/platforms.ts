/**
 * @module The platforms that accounts may consent to, with who consented, and the codes and tokens on their way.
 *
 * Codes are good once and for five minutes; using one twice revokes what it gave
 * (docs.stripe.com/connect/oauth-reference). An app's access token lasts an hour and its refresh token rolls with
 * every use (docs.stripe.com/stripe-apps/api-authentication/oauth).
 */

import type { Mode } from "../../../shared/keys.ts";
import type { Keys } from "../keys.ts";
import { randomId } from "../random-id.ts";

const CODE_SECONDS = 5 * 60;
const ACCESS_TOKEN_SECONDS = 60 * 60;
const REFRESH_TOKEN_SECONDS = 365 * 24 * 60 * 60;

export interface PlatformOptions {
  readonly name: string;
  /** The platform's own account. */
  readonly account: string;
  readonly mode: Mode;
  readonly type: "connect" | "app";
  readonly redirectUris: readonly string[];
  /** What an app's manifest asks for; Connect gives everything. */
  readonly permissions?: readonly string[];
}

export interface Platform extends PlatformOptions {
  /** `ca_…` */
  readonly clientId: string;
  readonly secretKey: string;
  /** Accounts that consented. */
  readonly connected: Set<string>;
}

interface Code {
  readonly clientId: string;
  readonly account: string;
  readonly expiresAt: number;
  used: boolean;
}

interface Grant {
  readonly clientId: string;
  readonly account: string;
  /** The access token's key, `mk_…`. */
  readonly keyId: string;
  readonly expiresAt: number;
  /** When the refresh token ends. */
  readonly endsAt: number;
}

/** What a code or refresh token brought. */
export interface Tokens {
  readonly account: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly publishableKey: string;
}

export class Platforms {
  readonly #platforms = new Map<string, Platform>();
  readonly #codes = new Map<string, Code>();
  /** Refresh token → what it renews. */
  readonly #grants = new Map<string, Grant>();
  readonly #keys: Keys;
  readonly #now: () => number;

  constructor(keys: Keys, now: () => number) {
    this.#keys = keys;
    this.#now = now;
  }

  create(options: PlatformOptions): Platform {
    const { account, mode, name } = options;
    const { key } = this.#keys.create({ account, mode, kind: "secret", name, listed: false });
    const platform: Platform = {
      ...options,
      clientId: randomId("ca_", 32),
      secretKey: key,
      connected: new Set(),
    };
    this.#platforms.set(platform.clientId, platform);
    return platform;
  }

  find(clientId: string): Platform | undefined {
    return this.#platforms.get(clientId);
  }

  findBySecret(secret: string): Platform | undefined {
    return [...this.#platforms.values()].find(({ secretKey }) => secretKey === secret);
  }

  /** Tells whether `secret` is a platform's and `account` has consented to it. */
  mayActFor(secret: string, account: string): boolean {
    return this.findBySecret(secret)?.connected.has(account) ?? false;
  }

  /** Notes the consent of `account` and returns the code that stands for it. */
  consent({ clientId }: Platform, account: string): string {
    const code = randomId("ac_", 32);
    this.#codes.set(code, { clientId, account, expiresAt: this.#now() + CODE_SECONDS, used: false });
    return code;
  }

  /** Exchanges a code; null for whatever is wrong with it. A second use revokes. */
  exchange(platform: Platform, text: string): Tokens | null {
    const code = this.#codes.get(text);
    if (!code || code.clientId !== platform.clientId) return null;
    if (code.used) this.revoke(platform, code.account);
    if (code.used || code.expiresAt < this.#now()) return null;
    code.used = true;
    platform.connected.add(code.account);
    return this.#issue(platform, code.account);
  }

  /** Exchanges a refresh token, which is then used up; null for whatever is wrong with it. */
  refresh(platform: Platform, refreshToken: string): Tokens | null {
    const grant = this.#grants.get(refreshToken);
    if (!grant || grant.clientId !== platform.clientId || grant.endsAt <= this.#now()) return null;
    this.#grants.delete(refreshToken);
    this.#keys.require(grant.keyId).state = "expired";
    return this.#issue(platform, grant.account);
  }

  /** Takes the access back. Returns false if there was none. */
  revoke(platform: Platform, account: string): boolean {
    for (const [token, grant] of this.#grants) {
      if (grant.clientId !== platform.clientId || grant.account !== account) continue;
      this.#keys.require(grant.keyId).state = "revoked";
      this.#grants.delete(token);
    }
    return platform.connected.delete(account);
  }

  /** Ends access tokens whose hour is over. */
  expireTokens(): void {
    for (const { keyId, expiresAt } of this.#grants.values()) {
      if (expiresAt <= this.#now()) this.#keys.require(keyId).state = "expired";
    }
  }

  #issue(platform: Platform, account: string): Tokens {
    const { clientId, mode, type, name, permissions = [] } = platform;
    const kind = type === "app" ? "restricted" : "secret";
    const own = { account, mode, name, listed: false } as const;
    const { id: keyId, key: accessToken } = this.#keys.create({ ...own, kind, permissions });
    const { key: publishableKey } = this.#keys.create({ ...own, kind: "publishable" });
    const refreshToken = randomId("rt_", 32);
    const lasts = (seconds: number) => (type === "app" ? this.#now() + seconds : Number.POSITIVE_INFINITY); // Connect's tokens do not end
    const [expiresAt, endsAt] = [lasts(ACCESS_TOKEN_SECONDS), lasts(REFRESH_TOKEN_SECONDS)];
    this.#grants.set(refreshToken, { clientId, account, keyId, expiresAt, endsAt });
    return { account, accessToken, refreshToken, publishableKey };
  }
}
