/**
 * @module Records the SQL that the Worker runs, in D1 and in its objects, while TEST_STATEMENTS is on.
 *
 * Of an object's statement the query plan is asked for in the object itself, where its tables are. The objects live in
 * the Worker's own isolate, so there is one record.
 */

import type { Bindings } from "../../../worker/env.ts";

/** A statement that was run. */
export interface Statement {
  readonly where: "D1" | "object";
  readonly sql: string;
  /** How often since the record was last cleared. */
  readonly count: number;
  /** Rows that were read and written, as Cloudflare bills them; 0 in D1, which is not asked. */
  readonly rows: { readonly read: number; readonly written: number };
  /** SQLite's own words; null for one of D1, which the test asks itself, and for one that plans nothing. */
  readonly plan: readonly string[] | null;
}

/** What SQLite plans for; the rest makes and drops tables. */
const PLANNED = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;

/** What is billed as a row written without being a statement. */
export const KV_WRITE = "(a key is written)";
export const ALARM = "(the alarm is set)";

const record = new Map<string, Statement>();
/** What was run of each statement, until its rows are counted. */
const cursors = new Map<string, SqlStorageCursor<never>[]>();
const wrapped = new WeakMap<object, Bindings>();

export function readStatements(): Statement[] {
  for (const [key, open] of cursors) {
    const known = record.get(key);
    const count = (name: "rowsRead" | "rowsWritten") => open.reduce((sum, cursor) => sum + cursor[name], 0);
    const { read, written } = known?.rows ?? { read: 0, written: 0 };
    const rows = { read: read + count("rowsRead"), written: written + count("rowsWritten") };
    if (known) record.set(key, { ...known, rows });
  }
  cursors.clear();
  return [...record.values()];
}

export function clearStatements(): void {
  cursors.clear();
  record.clear();
}

/** Returns bindings whose database records what is prepared in it. */
export function recordDatabase<T extends Bindings>(bindings: T): T {
  const known = wrapped.get(bindings) as T | undefined; // what is set below
  if (known) return known;
  const { DB: db } = bindings;
  const DB = new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (name !== "prepare") return value.bind(target) as unknown;
      return (sql: string) => {
        note("D1", sql, () => null);
        return target.prepare(sql);
      };
    },
  });
  const own = { ...bindings, DB };
  wrapped.set(bindings, own);
  return own;
}

/** Has an object's storage record what is run in it. To be called before the object is made. */
export function recordStorage({ storage }: DurableObjectState): void {
  const { sql, kv } = storage;
  const exec: SqlStorage["exec"] = (query, ...values) => {
    const key = note("object", query, () => {
      if (!PLANNED.test(query)) return null;
      const rows = sql.exec<{ detail: string }>(
        `EXPLAIN QUERY PLAN ${query}`,
        ...(values as SqlStorageValue[]),
      );
      return rows.toArray().map(({ detail }) => detail);
    });
    const cursor = sql.exec(query, ...values);
    cursors.set(key, [...(cursors.get(key) ?? []), cursor as SqlStorageCursor<never>]); // only its rows are counted
    return cursor as never; // of the caller's own type
  };
  const recordedSql = {
    exec,
    get databaseSize() {
      return sql.databaseSize;
    },
  };
  Object.defineProperty(storage, "sql", { value: recordedSql });
  const setAlarm = storage.setAlarm.bind(storage);
  const noteAlarm: typeof setAlarm = (...given) => {
    note("object", ALARM, () => null);
    return setAlarm(...given);
  };
  Object.defineProperty(storage, "setAlarm", { value: noteAlarm });
  const recorded = new Proxy(kv, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        if (name === "put" || name === "delete") note("object", KV_WRITE, () => null);
        return value.apply(target, given) as unknown;
      };
    },
  });
  Object.defineProperty(storage, "kv", { value: recorded });
}

function note(where: Statement["where"], text: string, explain: () => readonly string[] | null): string {
  const sql = text.replace(/\s+/g, " ").trim();
  const key = `${where} ${sql}`;
  const known = record.get(key);
  const rows = known?.rows ?? { read: 0, written: 0 };
  record.set(key, { where, sql, count: (known?.count ?? 0) + 1, rows, plan: known ? known.plan : explain() });
  return key;
}
