/**
 * @module The local Stripe's accounts, each with data of its own for test and for live mode.
 */

import { DEMO_DATASET, generateDataset } from "../../shared/dataset/index.ts";
import type { Mode } from "../../shared/keys.ts";
import { randomId } from "./random-id.ts";
import { Store } from "./store.ts";

const LIVE_SEED_STEP = 1_000_000; // live and test data must not share ids

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
  readonly stores: { readonly [Name in Mode]: () => Store };
}

export class Accounts {
  readonly #accounts = new Map<string, Account>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  create(options: AccountOptions): Account {
    const { name = "Acme Inc.", customers = DEMO_DATASET.customers } = options;
    const { seed = DEMO_DATASET.seed + this.#accounts.size } = options;
    const now = this.#now();
    const account = {
      id: randomId("acct_1", 15),
      name,
      created: now,
      stores: {
        test: once(() => new Store(generateDataset({ seed, customers, now }))),
        live: once(
          () => new Store(generateDataset({ seed: seed + LIVE_SEED_STEP, customers, now, livemode: true })),
        ),
      },
    };
    this.#accounts.set(account.id, account);
    return account;
  }

  find(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  /** Returns all accounts, the first created first. */
  list(): Account[] {
    return [...this.#accounts.values()];
  }
}

function once<Value>(create: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: create() }).value;
}
