/**
 * @module Every statement on the ledger's tables. Everything is synchronous, and what is written between two `await`s is
 * one commit.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { ReadPurpose } from "../../shared/sync.ts";
import { DERIVED_TABLE_NAMES, DERIVED_TABLES, DERIVED_VERSION } from "./derived-tables.ts";
import {
  OUTGOING,
  PROMISED_PLAN,
  SIGNAL,
  SYNC,
  TABLE_NAMES,
  TABLES,
  type ChangeSource,
  type DerivedChange,
  type ObjectRow,
  type ObjectWrite,
  type Refetch,
  type Job,
  type Detail,
} from "./tables.ts";

const NEW_JOB = {
  due_at: null,
  cursor: null,
  mark: 0,
  began_at: null,
  ended_at: null,
  pages: 0,
  tries: 0,
  problem: null,
  problem_at: null,
} as const;

const KV_PREFIX = "ledger_";

/** Changes that a later one of the same object has outdated are kept as long as they are among the newest so many. */
const CHANGES_KEPT = 10_000;
/** Old changes are deleted so many at once: fewer are left for later, more for the next time. */
const COMPACTED_AT_LEAST = 250;
const COMPACTED_AT_ONCE = 500;
const DAY_SECONDS = 24 * 3600;
/** A single read that was not answered is made again after this long, and then ever later, up to the second. */
const FIRST_RETRY_SECONDS = 240;
const MAX_RETRY_SECONDS = 6 * 3600;
/** So many absent objects are looked for at once: a list that shows nothing proves nothing. */
const ABSENT_AT_ONCE = 1000;
/** Who was asked for a detail may be gone before the answer; the next look at everything asks somebody else. */
const DETAIL_ASKED_SECONDS = 20 * 3600;
/** An account has few prices with tiers, and any number of discounts. */
const DETAILS_IN_MEMORY = 1000;
/** A statement takes 100 parameters (Cloudflare's limits): three for all rows, and these for each. */
const COLUMNS = 8;
const ROWS_AT_ONCE = 12;

export class LedgerStorage {
  readonly #storage: DurableObjectStorage;
  // What every page asks for, in memory: this object is the only one that writes it.
  #lastChange: number | null = null;
  /** The newest change that the app is told of; null where it is not known, or there is none. */
  #lastOutgoing: number | null = null;
  #jobs: Map<string, Job> | null = null;
  #counts: ReadonlyMap<string, number> | null = null;
  #details = new Map<string, Detail | undefined>();
  #values = new Map<string, unknown>();
  /** When the next single read is due; undefined where it is not known. */
  #nextRefetch: number | null | undefined;
  #follower: { readonly settle: () => void; readonly forget: () => void } | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  hasTables(): boolean {
    return this.read("is_there") === true;
  }

  /** Makes the tables that are not there; what is derived by other rules than today's is derived again. */
  createTables(): void {
    const isNew = !this.hasTables();
    if (isNew) this.#sql.exec(TABLES);
    if (this.read("derived_version") === DERIVED_VERSION) return;
    for (const name of DERIVED_TABLE_NAMES) this.#sql.exec(`DROP TABLE IF EXISTS ${name}`);
    this.#sql.exec(DERIVED_TABLES);
    if (!isNew) this.write("everybody", true); // is derived, as after a first fill
    this.write("is_there", true);
    this.write("derived_version", DERIVED_VERSION);
  }

  dropTables(): void {
    for (const name of [...TABLE_NAMES, ...DERIVED_TABLE_NAMES, "signals"])
      this.#sql.exec(`DROP TABLE IF EXISTS ${name}`);
    for (const [name] of this.#storage.kv.list({ prefix: KV_PREFIX })) this.#storage.kv.delete(name);
    this.#forget();
  }

  /** Has what follows from the objects written at the end of every commit. */
  follow(follower: { readonly settle: () => void; readonly forget: () => void }): void {
    this.#follower = follower;
  }

  /** Carries out `write` whole or, if it throws, not at all. */
  commit<T>(write: () => T): T {
    try {
      return this.#storage.transactionSync(() => {
        const value = write();
        this.#follower?.settle();
        return value;
      });
    } catch (error) {
      this.#follower?.forget();
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#lastChange = null;
    this.#lastOutgoing = null;
    this.#jobs = null;
    this.#counts = null;
    this.#details = new Map();
    this.#values = new Map();
    this.#nextRefetch = undefined;
  }

  // Objects

  findObjects(resource: ResourceName, ids: readonly string[]): Map<string, ObjectRow> {
    const rows = this.#sql
      .exec(
        "SELECT * FROM objects WHERE resource = ? AND id IN (SELECT value FROM json_each(?))",
        resource,
        JSON.stringify(ids),
      )
      .toArray() as unknown as ObjectRow[]; // the table's own columns
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Writes objects of one resource that arrived together, each with a change, which gets the next number. */
  writeObjects(
    resource: ResourceName,
    writes: readonly ObjectWrite[],
    {
      source,
      from,
      to,
      at,
    }: { readonly source: ChangeSource; readonly from: number; readonly to: number; readonly at: number },
  ): void {
    const last = this.readLastChange();
    this.#lastChange = last + writes.length;
    for (let index = 0; index < writes.length; index += ROWS_AT_ONCE) {
      const rows = writes.slice(index, index + ROWS_AT_ONCE);
      const values = rows.flatMap((write, place) => [last + 1 + index + place, ...columnsOf(write)]);
      this.#sql.exec(writeStatement(rows.length), resource, from, to, ...values);
    }
    const changes = writes.map(({ id, kind, fields }, index) => [last + 1 + index, id, kind, fields]);
    this.#sql.exec(
      `INSERT INTO changes (number, resource, id, kind, fields, source, at)
       SELECT value ->> 0, ?, value ->> 1, value ->> 2, value ->> 3, ?, ? FROM json_each(?)`,
      ...[resource, source, at, JSON.stringify(changes)],
    );
    const count = (wanted: ObjectWrite["kind"]) => writes.filter(({ kind }) => kind === wanted).length;
    const difference = count("created") - count("deleted");
    if (difference === 0) return;
    this.#counts = null;
    this.#sql.exec(
      "INSERT INTO counts (resource, count) VALUES (?1, ?2) ON CONFLICT (resource) DO UPDATE SET count = count + ?2",
      ...[resource, difference],
    );
  }

  /** Records that an object is gone which was never there: no change, and nothing that is counted. */
  writeTombstone(
    resource: ResourceName,
    id: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): void {
    this.#sql.exec(
      `INSERT INTO objects (resource, id, created, known_from, known_to, deleted, change, json)
       VALUES (?, ?, 0, ?, ?, 1, 0, '{}')`,
      ...[resource, id, from, to],
    );
  }

  /** Records that an object's content is known to be as it was. */
  confirmObject({ resource, id }: ObjectRow, from: number, to: number, due: number | null): void {
    this.#sql.exec(
      "UPDATE objects SET known_from = ?, known_to = ?, due = ? WHERE resource = ? AND id = ?",
      ...[from, to, due, resource, id],
    );
  }

  /** Lists ids that are there and were created in a span, both ends included; not all if there are very many. */
  listIds(
    resource: ResourceName,
    from: number,
    to: number,
  ): Pick<ObjectRow, "id" | "created" | "status" | "known_to">[] {
    return this.#sql
      .exec(
        `SELECT id, created, status, known_to FROM objects
         WHERE resource = ? AND created BETWEEN ? AND ? AND deleted = 0 LIMIT ?`,
        ...[resource, from, to, ABSENT_AT_ONCE],
      )
      .toArray() as unknown as Pick<ObjectRow, "id" | "created" | "status" | "known_to">[]; // the query's own columns
  }

  /** Lists a customer's objects of a resource that are there. */
  listOfCustomer(resource: ResourceName, customer: string): ObjectRow[] {
    return this.#sql
      .exec("SELECT * FROM objects WHERE customer = ? AND resource = ? AND deleted = 0", customer, resource)
      .toArray() as unknown as ObjectRow[]; // the table's own columns
  }

  /** Lists objects of a resource that are there, as JSON, the newest first, behind one; null for the first ones. */
  listNewest(
    resource: ResourceName,
    after: Pick<ObjectRow, "created" | "id"> | null,
    limit: number,
  ): string[] {
    return this.#sql
      .exec<{ json: string }>(
        `SELECT json FROM objects WHERE resource = ? AND (created, id) < (?, ?) AND deleted = 0
         ORDER BY created DESC, id DESC LIMIT ?`,
        ...[resource, after?.created ?? Number.MAX_SAFE_INTEGER, after?.id ?? "", limit],
      )
      .toArray()
      .map(({ json }) => json);
  }

  /** Returns the `name` of each object of a resource that is known by its id. */
  readNames(resource: ResourceName, ids: readonly string[]): Map<string, string> {
    const rows = this.#sql.exec<{ id: string; name: string | null }>(
      `SELECT id, json ->> 'name' AS name FROM objects
       WHERE resource = ? AND id IN (SELECT value FROM json_each(?))`,
      ...[resource, JSON.stringify(ids)],
    );
    return new Map(rows.toArray().flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
  }

  /** Lists a customer's objects of a resource that are there, as JSON, the newest first. */
  listNewestOfCustomer(resource: ResourceName, customer: string, limit = -1): string[] {
    return this.#sql
      .exec<{ json: string }>(
        `SELECT json FROM objects WHERE customer = ? AND resource = ? AND deleted = 0
         ORDER BY created DESC LIMIT ?`,
        ...[customer, resource, limit],
      )
      .toArray()
      .map(({ json }) => json);
  }

  /** Returns the next customer that is there behind `after`: any, or one with a subscription that has not ended. */
  findNextCustomer(after: string, which: "all" | "subscribed"): string | null {
    const found = this.#sql.exec<{ id: string }>(
      `SELECT id FROM objects WHERE resource = 'customers' AND id > ? AND deleted = 0 AND (? = 'all' OR EXISTS (
         SELECT 1 FROM objects AS own WHERE own.customer = objects.id AND own.resource = 'subscriptions'
           AND own.deleted = 0 AND own.status NOT IN ('canceled', 'incomplete_expired')))
       ORDER BY id LIMIT 1`,
      ...[after, which],
    );
    return found.toArray()[0]?.id ?? null;
  }

  // By the index of `due`: the `+` keeps SQLite from reading all of a resource's objects.

  /** Lists objects that should have changed by themselves, the longest ago first. */
  listDue(now: number, limit: number): Refetch[] {
    return this.#sql
      .exec(
        `SELECT resource, id FROM objects WHERE due <= ? AND +resource IN (SELECT value FROM json_each(?))
         ORDER BY due LIMIT ?`,
        ...[now, JSON.stringify(this.readReadable() ?? []), limit],
      )
      .toArray() as unknown as Refetch[]; // the query's own columns
  }

  /** Returns when the next object should change by itself. */
  readNextDue(): number | null {
    const found = this.#sql
      .exec<{ due: number }>(
        `SELECT due FROM objects WHERE due > 0 AND +resource IN (SELECT value FROM json_each(?))
         ORDER BY due LIMIT 1`,
        JSON.stringify(this.readReadable() ?? []),
      )
      .toArray()[0]?.due;
    return found ?? null;
  }

  /** Counts objects that were created since, of a status; null counts every status. */
  countSince(resource: ResourceName, since: number, status: string | null): number {
    return this.#sql
      .exec<{ count: number }>(
        `SELECT COUNT(*) AS count FROM objects
         WHERE resource = ? AND created >= ? AND deleted = 0 AND (? IS NULL OR status = ?)`,
        ...[resource, since, status, status],
      )
      .one().count;
  }

  /** Counts how many of these objects are there. */
  countExisting(resource: ResourceName, ids: readonly string[]): number {
    return this.#sql
      .exec<{ count: number }>(
        `SELECT COUNT(*) AS count FROM objects
         WHERE resource = ? AND id IN (SELECT value FROM json_each(?)) AND deleted = 0`,
        ...[resource, JSON.stringify(ids)],
      )
      .one().count;
  }

  readCounts(): ReadonlyMap<string, number> {
    if (this.#counts) return this.#counts;
    const rows = this.#sql.exec<{ resource: string; count: number }>("SELECT resource, count FROM counts");
    return (this.#counts = new Map(rows.toArray().map(({ resource, count }) => [resource, count])));
  }

  // Changes

  /** The newest change's number. Numbers are never used again: compaction keeps the newest change of every object. */
  readLastChange(): number {
    this.#lastChange ??= this.#sql
      .exec<{ last: number | null }>("SELECT MAX(number) AS last FROM changes")
      .one().last;
    return this.#lastChange ?? 0;
  }

  /** Records a change of something else than an object of Stripe's. Returns its number. */
  recordChange(change: Omit<DerivedChange, "number">): number {
    const number = this.readLastChange() + 1;
    const { resource, id, kind, fields, source, at } = change;
    this.#sql.exec(
      "INSERT INTO changes (number, resource, id, kind, fields, source, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      ...[number, resource, id, kind, fields && JSON.stringify(fields), source, at],
    );
    this.#lastChange = number;
    if (source !== "fill") this.#lastOutgoing = number;
    return number;
  }

  /** Lists changes that the app may be told of behind a number, in order. */
  listOutgoing(after: number, limit: number): DerivedChange[] {
    if (after >= this.#readLastOutgoing()) return [];
    return this.#sql
      .exec(
        `SELECT * FROM changes WHERE ${OUTGOING} AND number > ? ORDER BY number LIMIT ?`,
        ...[after, limit],
      )
      .toArray()
      .map(readChange);
  }

  #readLastOutgoing(): number {
    this.#lastOutgoing ??= this.#sql
      .exec<{ last: number | null }>(`SELECT MAX(number) AS last FROM changes WHERE ${OUTGOING}`)
      .one().last;
    return this.#lastOutgoing ?? 0;
  }

  /** Deletes a stretch of old changes that newer ones have outdated; what the app is told of once stays. */
  compactChanges(): void {
    const from = this.read<number>("compacted_to") ?? 0;
    const to = Math.min(from + COMPACTED_AT_ONCE, this.readLastChange() - CHANGES_KEPT);
    if (to - from < COMPACTED_AT_LEAST) return;
    this.#sql.exec(
      `DELETE FROM changes WHERE number > ? AND number <= ? AND number <> COALESCE(CASE resource
         WHEN ? THEN (SELECT change FROM customers WHERE customers.id = changes.id)
         WHEN ? THEN IIF(kind = 'created', number, (SELECT change FROM signals WHERE signals.cause = changes.id))
         WHEN ? THEN number
         ELSE (SELECT change FROM objects WHERE objects.resource = changes.resource AND objects.id = changes.id)
       END, 0)`,
      ...[from, to, PROMISED_PLAN, SIGNAL, SYNC],
    );
    this.write("compacted_to", to);
  }

  // Jobs

  listJobs(): Job[] {
    return [...this.#loadJobs().values()];
  }

  #loadJobs(): Map<string, Job> {
    if (this.#jobs) return this.#jobs;
    const jobs = this.#sql.exec("SELECT * FROM jobs").toArray() as unknown as Job[]; // the table's own columns
    this.#jobs = new Map(jobs.map((job) => [`${job.resource} ${job.kind}`, job]));
    return this.#jobs;
  }

  /** Tells whether a resource's first fill has begun. */
  hasBegun(resource: ResourceName): boolean {
    const fill = this.#loadJobs().get(`${resource} fill`);
    return fill !== undefined && (fill.cursor !== null || fill.ended_at !== null);
  }

  /** Writes some columns of a job, which is made if it is not there. */
  writeJob({ resource, kind }: Pick<Job, "resource" | "kind">, changes: Partial<Job>): void {
    const names = Object.keys(changes);
    this.#sql.exec(
      `INSERT INTO jobs (resource, kind, ${names.join(", ")}) VALUES (?, ?, ${names.map(() => "?").join(", ")})
       ON CONFLICT (resource, kind) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(", ")}`,
      ...[resource, kind, ...(Object.values(changes) as SqlStorageValue[])], // a job's columns are numbers and texts
    );
    const key = `${resource} ${kind}`;
    const jobs = this.#loadJobs();
    jobs.set(key, { ...(jobs.get(key) ?? { ...NEW_JOB, resource, kind }), ...changes });
  }

  deleteJob({ resource, kind }: Job): void {
    this.#sql.exec("DELETE FROM jobs WHERE resource = ? AND kind = ?", resource, kind);
    this.#loadJobs().delete(`${resource} ${kind}`);
  }

  // Single reads

  /** Asks for a read that is sent at `dueAt` or later: the latest one that was asked for counts. */
  requestRead(resource: ResourceName, id: string, dueAt: number): void {
    if (this.readReadable()?.includes(resource) === false) return;
    this.#sql.exec(
      `INSERT INTO refetches (resource, id, due_at) VALUES (?, ?, ?)
       ON CONFLICT (resource, id) DO UPDATE SET due_at = MAX(due_at, excluded.due_at)`,
      ...[resource, id, dueAt],
    );
    this.#nextRefetch = undefined;
  }

  /** Has what was not answered read later, after the third time ever later, and not before that because it is overdue. */
  postponeRead({ resource, id }: Refetch, now: number, isWanted: boolean): void {
    this.#sql.exec(
      "UPDATE objects SET due = ? WHERE resource = ? AND id = ? AND due <= ?",
      ...[now + MAX_RETRY_SECONDS, resource, id, now],
    );
    if (!isWanted) return;
    this.#sql.exec(
      `INSERT INTO refetches (resource, id, due_at, tries) VALUES (?1, ?2, ?3 + ?4, 1)
       ON CONFLICT (resource, id) DO UPDATE SET tries = tries + 1,
         due_at = MAX(due_at, ?3 + MIN(?5, ?4 << MAX(0, MIN(tries, 12) - 2)))`,
      ...[resource, id, now, FIRST_RETRY_SECONDS, MAX_RETRY_SECONDS],
    );
    this.#nextRefetch = undefined;
  }

  /** Forgets what was asked for of a resource. */
  dropReads(resource: ResourceName): void {
    this.#sql.exec("DELETE FROM refetches WHERE resource = ?", resource);
    this.#nextRefetch = undefined;
  }

  /** Lists those due, the longest due first. */
  listRefetches(now: number, limit: number): Refetch[] {
    const next = this.readNextRefetch();
    if (next === null || next > now) return [];
    return this.#sql
      .exec("SELECT resource, id FROM refetches WHERE due_at <= ? ORDER BY due_at LIMIT ?", now, limit)
      .toArray() as unknown as Refetch[]; // the query's own columns
  }

  /** Returns when the next one is due. */
  readNextRefetch(): number | null {
    if (this.#nextRefetch !== undefined) return this.#nextRefetch;
    this.#nextRefetch = this.#sql
      .exec<{ at: number | null }>("SELECT MIN(due_at) AS at FROM refetches")
      .one().at;
    return this.#nextRefetch;
  }

  /** Forgets the request that a read answers which was sent at `sentAt`; what was asked for later stays. */
  answerRefetch({ resource, id }: Refetch, sentAt: number): void {
    this.#sql.exec(
      "DELETE FROM refetches WHERE resource = ? AND id = ? AND due_at <= ?",
      ...[resource, id, sentAt],
    );
    this.#nextRefetch = undefined;
  }

  // Details: tiers of prices, and discounts

  /** Returns false where it is known: a detail never changes. */
  writeDetail(id: string, detail: unknown): boolean {
    const known = this.#readDetail(id);
    if (known?.is_known === 1) return false;
    this.#insertDetail(id, known?.asked_at ?? 0, JSON.stringify(detail));
    return true;
  }

  /** Notes that a detail is asked for. Returns false where it is known, or was asked for of late. */
  requestDetail(id: string, now: number): boolean {
    const known = this.#readDetail(id);
    if (known && (known.is_known === 1 || known.asked_at > now - DETAIL_ASKED_SECONDS)) return false;
    this.#insertDetail(id, now, null);
    return true;
  }

  /** Returns a price's tiers, or a discount; null where they are not known. */
  findDetail(id: string): unknown {
    const found = this.#sql.exec<{ json: string | null }>("SELECT json FROM details WHERE id = ?", id);
    const json = found.toArray()[0]?.json ?? null;
    return json === null ? null : JSON.parse(json);
  }

  /** Tells whether Stripe shows discounts: it does to whom may read coupons. */
  showsDiscounts(): boolean {
    return this.readReadable()?.includes("coupons") === true;
  }

  #insertDetail(id: string, asked_at: number, json: string | null): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO details (id, asked_at, json) VALUES (?, ?, ?)",
      id,
      asked_at,
      json,
    );
    this.#details.set(id, { asked_at, is_known: json === null ? 0 : 1 });
  }

  #readDetail(id: string): Detail | undefined {
    if (!this.#details.has(id)) {
      const found = this.#sql.exec<Detail>(
        "SELECT asked_at, json IS NOT NULL AS is_known FROM details WHERE id = ?",
        id,
      );
      if (this.#details.size >= DETAILS_IN_MEMORY) this.#details.clear();
      this.#details.set(id, found.toArray()[0]);
    }
    return this.#details.get(id);
  }

  // Reads of Stripe's API

  countReads(now: number, purpose: ReadPurpose, count: number): void {
    const day = Math.floor(now / DAY_SECONDS);
    this.#sql.exec(
      `INSERT INTO reads (day, purpose, count) VALUES (?1, ?2, ?3)
       ON CONFLICT (day, purpose) DO UPDATE SET count = count + ?3`,
      ...[day, purpose, count],
    );
  }

  /** Lists the reads of today and the days before, `days` in all, and forgets older ones. */
  listReads(now: number, days: number): { day: number; purpose: ReadPurpose; count: number }[] {
    const day = Math.floor(now / DAY_SECONDS);
    this.#sql.exec("DELETE FROM reads WHERE day <= ?", day - days);
    return this.#sql
      .exec<{ day: number; purpose: ReadPurpose; count: number }>(
        "SELECT * FROM reads WHERE day > ?",
        day - days,
      )
      .toArray();
  }

  // The rest

  /** What of it the credential could read then; null before. */
  readReadable(): readonly ResourceName[] | null {
    return this.read<readonly ResourceName[]>("readable");
  }

  /** What the profile wanted at the last turn. */
  readSynced(): readonly ResourceName[] {
    return this.read<readonly ResourceName[]>("synced") ?? [];
  }

  read<T>(name: string): T | null {
    if (!this.#values.has(name)) this.#values.set(name, this.#storage.kv.get(KV_PREFIX + name) ?? null);
    return this.#values.get(name) as T | null; // the caller's own
  }

  write(name: string, value: unknown): void {
    this.#storage.kv.put(KV_PREFIX + name, value);
    this.#values.set(name, value);
  }
}

/** Returns the statement that writes so many objects: one for each takes four times as long. */
function writeStatement(rows: number): string {
  const values = Array.from({ length: rows }, (_, row) => {
    const [change, ...others] = Array.from(
      { length: COLUMNS },
      (__, column) => `?${4 + row * COLUMNS + column}`,
    );
    return `(?1, ?2, ?3, ${change}, ${others.join(", ")})`;
  });
  return `INSERT INTO objects
      (resource, known_from, known_to, change, id, customer, created, status, due, deleted, json)
    VALUES ${values.join(", ")}
    ON CONFLICT (resource, id) DO UPDATE SET customer = excluded.customer, created = excluded.created,
      status = excluded.status, known_from = excluded.known_from, known_to = excluded.known_to,
      due = excluded.due, deleted = excluded.deleted, change = excluded.change, json = excluded.json`;
}

function columnsOf({ id, customer, created, status, due, deleted, object }: ObjectWrite) {
  return [id, customer, created, status, due, deleted, JSON.stringify(object)];
}

function readChange(row: Record<string, SqlStorageValue>): DerivedChange {
  const { fields } = row;
  const change = row as unknown as DerivedChange; // the table's own columns
  return { ...change, fields: typeof fields === "string" ? (JSON.parse(fields) as unknown) : null };
}
