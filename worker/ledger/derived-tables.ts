/**
 * @module The tables of what is derived from the ledger's objects, and what a row of each is.
 *
 * `customers` follows from the objects alone. `signals` do as far as the objects still tell of them: that a cancellation
 * was taken back, only who saw it knows. `movements` tell how a customer's MRR came to be what it is: what was
 * before the connection is reconstructed from the subscriptions' own dates, the rest was seen.
 */

import type { MovementKind } from "../billing/movements.ts";

/** To be raised with every change of a rule or a table here: every ledger then derives its customers again. */
export const DERIVED_VERSION = 1;

/** A customer with their promised plan, and what they are found by. Times are unix seconds. */
export interface CustomerRow {
  readonly id: string;
  readonly created: number;
  /** In lower case; null where there is none. */
  readonly email: string | null;
  /** The app's own id of the user, by the profile's metadata key; null where there is none. */
  readonly user: string | null;
  /** Of the promised plan; `none` where there is no plan. */
  readonly status: string;
  readonly product: string | null;
  readonly price: string | null;
  readonly trial: "none" | "running" | "ended";
  readonly trial_payment: string | null;
  readonly trial_end: number | null;
  /** When anything of it last changed. */
  readonly updated_at: number;
  /** When it changes by itself: a trial ends, a discount runs out, a signal is due. Null for never. */
  readonly due: number | null;
  /** Tiers and discounts that are not known. */
  readonly unknown: number;
  /** Number of its newest change. */
  readonly change: number;
  /** JSON of `StoredCustomer`. */
  readonly json: string;
  /** JSON of `CustomerMrr`. */
  readonly mrr: string;
}

/** A signal as it is kept. */
export interface SignalRow {
  readonly change: number;
  /** JSON of `Signal`. */
  readonly json: string;
}

/** What a customer's MRR moved by at one time, in one currency. */
export interface MovementRow {
  readonly customer: string;
  readonly at: number;
  readonly currency: string;
  readonly kind: MovementKind;
  /** Minor units, as are `before` and `after`. */
  readonly amount: number;
  readonly before: number;
  readonly after: number;
  /** Parts of it are not known. */
  readonly provisional: 0 | 1;
  /** It was before the connection. */
  readonly reconstructed: 0 | 1;
}

/** The movements of one kind, currency and day added up. */
export interface MovementDay {
  /** Days since the beginning of unix time. */
  readonly day: number;
  readonly kind: MovementKind;
  readonly amount: number;
  readonly count: number;
}

// `customers_by_age` has all that a list filters by, so that it reads no row that it does not show.
export const DERIVED_TABLES = `
  CREATE TABLE IF NOT EXISTS customers (
    id            TEXT PRIMARY KEY,
    created       INTEGER NOT NULL,
    email         TEXT,
    user          TEXT,
    status        TEXT NOT NULL,
    product       TEXT,
    price         TEXT,
    trial         TEXT NOT NULL,
    trial_payment TEXT,
    trial_end     INTEGER,
    updated_at    INTEGER NOT NULL,
    due           INTEGER,
    unknown       INTEGER NOT NULL,
    change        INTEGER NOT NULL,
    json          TEXT NOT NULL,
    mrr           TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS customers_by_age
    ON customers (created, id, status, product, price, trial, trial_payment, updated_at);
  CREATE INDEX IF NOT EXISTS customers_by_email ON customers (email) WHERE email IS NOT NULL;
  CREATE INDEX IF NOT EXISTS customers_by_user ON customers (user) WHERE user IS NOT NULL;
  CREATE INDEX IF NOT EXISTS customers_by_trial ON customers (trial_end, trial_payment) WHERE trial_end IS NOT NULL;
  CREATE INDEX IF NOT EXISTS customers_by_due ON customers (due) WHERE due IS NOT NULL;
  CREATE INDEX IF NOT EXISTS customers_by_unknown ON customers (unknown) WHERE unknown > 0;
  CREATE TABLE IF NOT EXISTS signals (
    cause    TEXT PRIMARY KEY,
    type     TEXT NOT NULL,
    customer TEXT,
    at       INTEGER NOT NULL,
    change   INTEGER NOT NULL,
    json     TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS signals_by_time ON signals (at, cause);
  CREATE INDEX IF NOT EXISTS signals_by_type ON signals (type, at, cause);
  CREATE INDEX IF NOT EXISTS signals_by_customer ON signals (customer, at, cause) WHERE customer IS NOT NULL;
  CREATE TABLE IF NOT EXISTS underived (customer TEXT PRIMARY KEY, is_first INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tallies (name TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS movements (
    customer      TEXT NOT NULL,
    at            INTEGER NOT NULL,
    currency      TEXT NOT NULL,
    kind          TEXT NOT NULL,
    amount        INTEGER NOT NULL,
    before        INTEGER NOT NULL,
    after         INTEGER NOT NULL,
    provisional   INTEGER NOT NULL,
    reconstructed INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS movements_by_customer ON movements (customer, at);
  CREATE TABLE IF NOT EXISTS movement_days (
    currency TEXT NOT NULL,
    day      INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    amount   INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (currency, day, kind)
  ) WITHOUT ROWID;`;

/** What the objects alone give again. */
export const DERIVED_TABLE_NAMES = [...["customers", "underived", "tallies", "movements", "movement_days"]];
