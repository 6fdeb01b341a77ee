/**
 * @module The ledger's tables in a connection's own SQLite, and what a row of each is.
 *
 * To keep something more of an object: a column, `ObjectRow`, and `writeObjects` in storage.ts.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { SyncProblem } from "../../shared/sync.ts";

/** By what a change was noticed. */
export type ChangeSource = "fill" | "list" | "event" | "read" | "sweep" | "demo";

/** What changes beside Stripe's objects, by the names it has in `changes`. */
export const PROMISED_PLAN = "promised_plan";
export const SIGNAL = "signal";
export const SYNC = "sync";

/** A change that is not of one of Stripe's objects. */
export interface DerivedChange {
  readonly number: number;
  readonly resource: typeof PROMISED_PLAN | typeof SIGNAL | typeof SYNC;
  /** Of the customer or the signal; empty for a sync. */
  readonly id: string;
  readonly kind: "created" | "updated" | "deleted" | "completed" | "failed";
  /** JSON: what is different, or what is told of a sync. */
  readonly fields: unknown;
  /** What a first fill finds is history, of which nobody is told. */
  readonly source: ChangeSource;
  readonly at: number;
}

/** SQL: what the app is told of. */
export const OUTGOING = `
  resource IN ('${PROMISED_PLAN}', '${SIGNAL}', '${SYNC}') AND source <> 'fill'
  AND (resource <> '${SIGNAL}' OR kind = 'created')`;

/** One of Stripe's objects, in the one shape that the ledger keeps. */
export interface StripeObject {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

/** What is known of an object but its content. Times are unix seconds, Stripe's where nothing else is said. */
export interface ObjectRow {
  readonly resource: ResourceName;
  readonly id: string;
  /** `cus_…`, of a dispute its charge, `ch_…`; null where it belongs to none. */
  readonly customer: string | null;
  readonly created: number;
  /** Its own `status`; null where it has none. */
  readonly status: string | null;
  /** The content was true at some moment from here … */
  readonly known_from: number;
  /** … to here. One moment for an event, a request's duration for a read. */
  readonly known_to: number;
  /** When it will change by itself: a trial or a period ends, a payment is tried again. Null for never. */
  readonly due: number | null;
  readonly deleted: 0 | 1;
  /** Number of its newest change; 0 where it was gone before it was seen. */
  readonly change: number;
  readonly json: string;
}

/** What is written of an object, and what that changes. */
export interface ObjectWrite extends Pick<
  ObjectRow,
  "id" | "customer" | "created" | "status" | "due" | "deleted"
> {
  readonly object: StripeObject;
  /** What was known; null where there was none. */
  readonly before: StripeObject | null;
  readonly kind: "created" | "updated" | "deleted";
  /** Fields of the object that are not as they were; null where there was none. */
  readonly fields: readonly string[] | null;
}

/** One object, or one customer's list, that is to be read. */
export interface Refetch {
  readonly resource: ResourceName;
  /** The object's id; the customer's for a resource that is listed by customer. */
  readonly id: string;
}

/** `fill` and `sweep`: everything. `alive`: subscriptions that have not ended. `new`, `renewed`, `events`: what is new since. */
export type JobKind = "fill" | "sweep" | "alive" | "new" | "renewed" | "events";

/** A list that is read page by page, now and then. */
export interface Job {
  readonly resource: ResourceName | "events";
  readonly kind: JobKind;
  /** When it begins or goes on; null while something else has to happen first. */
  readonly due_at: number | null;
  /** How far the run under way has come, JSON (`Cursor`); null between two runs. */
  readonly cursor: string | null;
  /** Unix seconds: what is newer than this has yet to be listed. */
  readonly mark: number;
  /** Start and end of the last whole run; null before one. */
  readonly began_at: number | null;
  readonly ended_at: number | null;
  /** Pages of the last whole run, or of this one if it has more. */
  readonly pages: number;
  /** Failures in a row. */
  readonly tries: number;
  readonly problem: SyncProblem | null;
  /** When the problem came up. */
  readonly problem_at: number | null;
}

/** Whether a price's tiers, or a discount, are known, and when they were last asked for, unix seconds. */
export type Detail = {
  readonly asked_at: number;
  readonly is_known: 0 | 1;
};

export const TABLES = `
  CREATE TABLE IF NOT EXISTS objects (
    resource   TEXT NOT NULL,
    id         TEXT NOT NULL,
    customer   TEXT,
    created    INTEGER NOT NULL,
    status     TEXT,
    known_from INTEGER NOT NULL,
    known_to   INTEGER NOT NULL,
    due        INTEGER,
    deleted    INTEGER NOT NULL,
    change     INTEGER NOT NULL,
    json       TEXT NOT NULL,
    PRIMARY KEY (resource, id)
  );
  CREATE INDEX IF NOT EXISTS objects_by_age ON objects (resource, created, id);
  CREATE INDEX IF NOT EXISTS objects_by_customer ON objects (customer, resource, created) WHERE customer IS NOT NULL;
  CREATE INDEX IF NOT EXISTS objects_by_due ON objects (due) WHERE due IS NOT NULL;
  CREATE TABLE IF NOT EXISTS changes (
    number   INTEGER PRIMARY KEY,
    resource TEXT NOT NULL,
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    fields   TEXT,
    source   TEXT NOT NULL,
    at       INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS changes_outgoing ON changes (number) WHERE ${OUTGOING};
  CREATE TABLE IF NOT EXISTS counts (resource TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS jobs (
    resource   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    due_at     INTEGER,
    cursor     TEXT,
    mark       INTEGER NOT NULL DEFAULT 0,
    began_at   INTEGER,
    ended_at   INTEGER,
    pages      INTEGER NOT NULL DEFAULT 0,
    tries      INTEGER NOT NULL DEFAULT 0,
    problem    TEXT,
    problem_at INTEGER,
    PRIMARY KEY (resource, kind)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS refetches (
    resource TEXT NOT NULL,
    id       TEXT NOT NULL,
    due_at   INTEGER NOT NULL,
    tries    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (resource, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS refetches_by_due ON refetches (due_at);
  CREATE TABLE IF NOT EXISTS details (id TEXT PRIMARY KEY, asked_at INTEGER NOT NULL, json TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS reads (
    day     INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (day, purpose)
  ) WITHOUT ROWID;`;

export const TABLE_NAMES = ["objects", "changes", "counts", "jobs", "refetches", "details", "reads"];
