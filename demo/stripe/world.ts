/**
 * @module The state of one local Stripe: accounts with their objects, keys, platforms, faults and settings.
 */

import {
  DATASET_API_VERSION,
  DEMO_DATASET,
  generateDataset,
  type Dataset,
} from "../../shared/dataset/index.ts";
import { createRandom, type SeededRandom } from "../../shared/dataset/random.ts";
import type { Mode } from "../../shared/keys.ts";
import { Collection, type CollectionChanges } from "./collection.ts";
import type { FaultBoard } from "./faults.ts";
import type { Keys } from "./keys.ts";
import { isRecord, randomId, sortFields, type StripeObject } from "./objects.ts";
import type { Idempotency, RateLimits, RequestLog } from "./requests.ts";
import { Outbox } from "./webhooks.ts";

const LIVE_SEED_STEP = 1_000_000; // live and test data must not share ids
const EVENTS_SEED_STEP = 2_000_000; // nor may what is created later

/** Everything that the API, OAuth and the Dashboard share. */
export interface World {
  readonly accounts: Map<string, Account>;
  readonly keys: Keys;
  /** By client id. */
  readonly platforms: Map<string, Platform>;
  readonly faults: FaultBoard;
  readonly log: RequestLog;
  readonly limits: RateLimits;
  readonly idempotency: Idempotency;
  /** Unix seconds. */
  readonly now: () => number;
  readonly allowLocalWebhooks: boolean;
  /** Called with every change of what is worth keeping. */
  readonly changed: () => void;
  /** Ends all waiting when the server closes. */
  readonly closing: AbortSignal;
  /** Origin of API and Dashboard, known once the server listens. */
  url: string;
  /** Which of Stripe's two texts a missing permission is answered with. */
  dialect: Dialect;
  latencyMs: number;
  /** Seconds that an app's access tokens are good for, as `expires_in` says; null where Stripe does not say. */
  tokenLifetime: number | null;
}

export type Dialect = "new" | "old";

export interface AccountOptions {
  readonly name?: string;
  readonly seed?: number;
  readonly customers?: number;
}

export interface LocalAccount {
  /** `acct_…` */
  readonly id: string;
  readonly name: string;
}

/** What an account's data is generated from. */
export interface AccountOrigin extends LocalAccount {
  readonly seed: number;
  readonly customers: number;
  /** Unix seconds; no generated object is newer. */
  readonly created: number;
  /** How often it was restored: ids made later must not be made twice. */
  readonly restored: number;
}

export interface Account extends AccountOrigin {
  /** The stores that were asked for. */
  readonly opened: Partial<Record<Mode, Store>>;
  /** Data is generated when it is first asked for. */
  readonly stores: Readonly<Record<Mode, () => Store>>;
  /** Makes the ids of what is created later: the same changes give the same ids. */
  readonly random: SeededRandom;
  readonly outbox: Outbox;
  /** In which its events are written. */
  apiVersion: string;
}

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

/** A platform that accounts may consent to. */
export interface Platform extends PlatformOptions {
  /** `ca_…` */
  readonly clientId: string;
  readonly secretKey: string;
  /** Accounts that consented. */
  readonly connected: Set<string>;
  readonly codes: Map<string, { readonly account: string; readonly expiresAt: number; used: boolean }>;
  /** Refresh token → its account, its access token's key (`mk_…`), and when it ends. */
  readonly grants: Map<string, { readonly account: string; readonly keyId: string; readonly endsAt: number }>;
}

export interface StoreChanges {
  readonly collections: Readonly<Record<string, CollectionChanges>>;
  readonly endpointSecrets: readonly (readonly [endpoint: string, secret: string])[];
  readonly deletedCustomers: readonly string[];
}

/** All collections of one account and mode; one that was never filled is empty. */
export class Store {
  readonly #collections: Map<string, Collection>;
  /** Webhook endpoint → its signing secret, which no read shows. */
  readonly endpointSecrets = new Map<string, string>();
  /** Ids; reading one of these answers that it was deleted, where anything else is not found. */
  readonly deletedCustomers = new Set<string>();

  readonly #onChange: () => void;

  constructor(dataset: Dataset, onChange: () => void) {
    const lists = Object.entries(dataset) as [string, readonly StripeObject[]][]; // a Dataset holds only such lists
    this.#collections = new Map(lists.map(([name, objects]) => [name, new Collection(objects, onChange)]));
    this.#onChange = onChange;
  }

  /** How it differs from what was generated, without collections that do not. */
  get changes(): StoreChanges {
    const all = [...this.#collections].map(([name, { changes }]) => [name, changes] as const);
    const changed = all.filter(([, { saved, removed }]) => saved.length > 0 || removed.length > 0);
    return {
      collections: Object.fromEntries(changed),
      endpointSecrets: [...this.endpointSecrets],
      deletedCustomers: [...this.deletedCustomers],
    };
  }

  /** Makes the changes of an earlier store that was generated from the same. */
  replay({ collections, endpointSecrets, deletedCustomers }: StoreChanges): void {
    for (const [name, changes] of Object.entries(collections)) this.collection(name).replay(changes);
    for (const [endpoint, secret] of endpointSecrets) this.endpointSecrets.set(endpoint, secret);
    for (const customer of deletedCustomers) this.deletedCustomers.add(customer);
  }

  collection(name: string): Collection {
    const collection = this.#collections.get(name) ?? new Collection([], this.#onChange);
    this.#collections.set(name, collection);
    return collection;
  }

  /** Returns every stored object by collection, without empty collections. */
  export(): Record<string, readonly StripeObject[]> {
    const filled = [...this.#collections].filter(([, { objects }]) => objects.length > 0);
    return Object.fromEntries(filled.map(([name, { objects }]) => [name, objects]));
  }
}

/** Creates an account with data of its own for test and for live mode. */
export function createAccount(world: World, options: AccountOptions): Account {
  const { name = "Acme Inc.", customers = DEMO_DATASET.customers } = options;
  const { seed = DEMO_DATASET.seed + world.accounts.size } = options;
  const id = randomId("acct_1", 15);
  return openAccount(world, { id, name, seed, customers, created: world.now(), restored: 0 });
}

/** Opens an account with the data that its origin makes. */
export function openAccount({ accounts, changed }: World, origin: AccountOrigin): Account {
  const { seed, customers, created, restored } = origin;
  const opened: Partial<Record<Mode, Store>> = {};
  const open = (mode: Mode, ownSeed: number): Store => {
    const livemode = mode === "live";
    return (opened[mode] ??= new Store(
      generateDataset({ seed: ownSeed, customers, now: created, livemode }),
      changed,
    ));
  };
  const account: Account = {
    ...origin,
    random: createRandom(seed + EVENTS_SEED_STEP * (1 + restored)),
    outbox: new Outbox(),
    apiVersion: DATASET_API_VERSION,
    opened,
    stores: { test: () => open("test", seed), live: () => open("live", seed + LIVE_SEED_STEP) },
  };
  accounts.set(account.id, account);
  changed();
  return account;
}

/** Returns the account, or throws: a test that names another is wrong. */
export function requireAccount({ accounts }: World, id: string): Account {
  const account = accounts.get(id);
  if (!account) throw new Error(`there is no account ${id}`);
  return account;
}

/** Prints an account's test and live data as JSON with sorted keys: equal if and only if the data is equal. */
export function printSnapshot(world: World, id: string): string {
  const { test, live } = requireAccount(world, id).stores;
  return JSON.stringify({ live: live().export(), test: test().export() }, (_name, value: unknown) =>
    isRecord(value) && !Array.isArray(value) ? sortFields(value) : value,
  );
}
