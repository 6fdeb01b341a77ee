/**
 * @module The state of one local Stripe: accounts with their objects, keys, platforms, faults and settings.
 *
 * Objects are never changed in place: a write puts a new object in the old one's place, so that an event or an
 * earlier answer keeps showing what was true then.
 */

import { randomInt } from "node:crypto";
import { DEMO_DATASET, generateDataset, type Dataset } from "../../shared/dataset/index.ts";
import type { Mode } from "../../shared/keys.ts";
import type { FaultBoard } from "./faults.ts";
import type { Keys } from "./keys.ts";
import type { Idempotency, RateLimits, RequestLog } from "./requests.ts";

const LIVE_SEED_STEP = 1_000_000; // live and test data must not share ids
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

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

export interface Account extends LocalAccount {
  readonly created: number;
  /** Data is generated when it is first asked for. */
  readonly stores: Readonly<Record<Mode, () => Store>>;
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

export interface StripeObject {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

/** Objects of one kind. */
export class Collection {
  /** The oldest first. */
  readonly #byId: Map<string, StripeObject>;

  constructor(newestFirst: readonly StripeObject[]) {
    this.#byId = new Map(newestFirst.toReversed().map((object) => [object.id, object]));
  }

  /** All objects, newest first. */
  get objects(): readonly StripeObject[] {
    return [...this.#byId.values()].toReversed();
  }

  find(id: string): StripeObject | undefined {
    return this.#byId.get(id);
  }

  /** Puts `object` in the place of the one with its id, or before all others. */
  save(object: StripeObject): void {
    this.#byId.set(object.id, object);
  }

  remove(id: string): void {
    this.#byId.delete(id);
  }
}

/** All collections of one account and mode; one that was never filled is empty. */
export class Store {
  readonly #collections: Map<string, Collection>;
  /** Webhook endpoint → its signing secret, which no read shows. */
  readonly endpointSecrets = new Map<string, string>();

  constructor(dataset: Dataset) {
    const lists = Object.entries(dataset) as [string, readonly StripeObject[]][]; // a Dataset holds only such lists
    this.#collections = new Map(lists.map(([name, objects]) => [name, new Collection(objects)]));
  }

  collection(name: string): Collection {
    const collection = this.#collections.get(name) ?? new Collection([]);
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
export function createAccount({ accounts, now }: World, options: AccountOptions): Account {
  const { name = "Acme Inc.", customers = DEMO_DATASET.customers } = options;
  const { seed = DEMO_DATASET.seed + accounts.size } = options;
  const created = now();
  const generate = (ownSeed: number, livemode: boolean) => {
    let store: Store | null = null;
    return () => (store ??= new Store(generateDataset({ seed: ownSeed, customers, now: created, livemode })));
  };
  const account = {
    id: randomId("acct_1", 15),
    name,
    created,
    stores: { test: generate(seed, false), live: generate(seed + LIVE_SEED_STEP, true) },
  };
  accounts.set(account.id, account);
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

/** Returns a copy whose fields are in alphabetical order. */
export function sortFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Returns `prefix` and `length` random letters and digits. */
export function randomId(prefix: string, length: number): string {
  return prefix + Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
}

/** Returns the value at a path such as `items.data.0.price.id`, or `undefined` if any step is missing. */
export function readField(value: unknown, path: string): unknown {
  const step = (inner: unknown, name: string): unknown =>
    isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined;
  return path.split(".").reduce(step, value);
}

/** Tells whether `value` has fields; an array has them by number. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
