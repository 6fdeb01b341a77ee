/**
 * @module A local Stripe as plain JSON, and back. Of an account's objects only those are kept that differ from what
 * its seed makes again. Faults, limits, the log and idempotency keys begin anew.
 */

import type { KeyRecord } from "./keys.ts";
import { openAccount, type Account, type AccountOrigin, type StoreChanges, type World } from "./world.ts";
import type { Platform } from "./world.ts";

const MODES = ["test", "live"] as const;

interface SavedAccount extends AccountOrigin {
  readonly apiVersion: string;
  readonly stores: Partial<Record<(typeof MODES)[number], StoreChanges>>;
}

interface SavedKey extends Omit<KeyRecord, "permissions" | "expiresAt"> {
  readonly permissions: readonly string[];
  /** Null: never. */
  readonly expiresAt: number | null;
}

interface SavedPlatform extends Omit<Platform, "connected" | "codes" | "grants"> {
  readonly connected: readonly string[];
  readonly grants: readonly (readonly [refreshToken: string, grant: SavedGrant])[];
}

interface SavedGrant {
  readonly account: string;
  readonly keyId: string;
  readonly endsAt: number | null;
}

export interface SavedStripe {
  readonly accounts: readonly SavedAccount[];
  readonly keys: readonly SavedKey[];
  readonly platforms: readonly SavedPlatform[];
}

/** Returns what is worth keeping of `world`. */
export function saveWorld({ accounts, keys, platforms }: World): SavedStripe {
  return {
    accounts: [...accounts.values()].map(saveAccount),
    keys: keys.records.map(({ permissions, expiresAt, ...key }) => ({
      ...key,
      permissions: [...permissions],
      expiresAt: finiteOrNull(expiresAt),
    })),
    platforms: [...platforms.values()].map(savePlatform),
  };
}

/** Puts what was kept into an empty world. */
export function restoreWorld(world: World, { accounts, keys, platforms }: SavedStripe): void {
  for (const saved of accounts) restoreAccount(world, saved);
  for (const { permissions, expiresAt, ...key } of keys) {
    world.keys.add({ ...key, permissions: new Set(permissions), expiresAt: expiresAt ?? Infinity });
  }
  for (const { connected, grants, ...platform } of platforms) {
    world.platforms.set(platform.clientId, {
      ...platform,
      connected: new Set(connected),
      codes: new Map(),
      grants: new Map(
        grants.map(([token, grant]) => [token, { ...grant, endsAt: grant.endsAt ?? Infinity }]),
      ),
    });
  }
}

/** Codes are good for minutes, so they are not kept. */
function savePlatform(platform: Platform): SavedPlatform {
  const { clientId, secretKey, name, account, mode, type, redirectUris, permissions } = platform;
  const named = { clientId, secretKey, name, account, mode, type, redirectUris };
  const grants = [...platform.grants].map(
    ([token, grant]) => [token, { ...grant, endsAt: finiteOrNull(grant.endsAt) }] as const,
  );
  return { ...named, ...(permissions && { permissions }), connected: [...platform.connected], grants };
}

function saveAccount(account: Account): SavedAccount {
  const { id, name, seed, customers, created, restored, apiVersion, opened } = account;
  const stores = MODES.flatMap((mode) => (opened[mode] ? [[mode, opened[mode].changes]] : []));
  return {
    id,
    name,
    seed,
    customers,
    created,
    restored,
    apiVersion,
    stores: Object.fromEntries(stores) as SavedAccount["stores"], // by mode
  };
}

function restoreAccount(world: World, { apiVersion, stores, ...origin }: SavedAccount): void {
  const account = openAccount(world, { ...origin, restored: origin.restored + 1 });
  account.apiVersion = apiVersion;
  for (const mode of MODES) {
    if (stores[mode]) account.stores[mode]().replay(stores[mode]);
  }
}

/** JSON has no Infinity. */
function finiteOrNull(seconds: number): number | null {
  return Number.isFinite(seconds) ? seconds : null;
}
