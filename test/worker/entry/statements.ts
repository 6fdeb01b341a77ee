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
  /** SQLite's own words; null for one of D1, which the test asks itself, and for one that plans nothing. */
  readonly plan: readonly string[] | null;
}

/** What SQLite plans for; the rest makes and drops tables. */
const PLANNED = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;

const record = new Map<string, Statement>();
const wrapped = new WeakMap<object, Bindings>();

export function readStatements(): Statement[] {
  return [...record.values()];
}

export function clearStatements(): void {
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
  const { sql } = storage;
  const exec: SqlStorage["exec"] = (query, ...values) => {
    note("object", query, () => {
      if (!PLANNED.test(query)) return null;
      const rows = sql.exec<{ detail: string }>(
        `EXPLAIN QUERY PLAN ${query}`,
        ...(values as SqlStorageValue[]),
      );
      return rows.toArray().map(({ detail }) => detail);
    });
    return sql.exec(query, ...values);
  };
  Object.defineProperty(storage, "sql", { value: { exec } });
}

function note(where: Statement["where"], text: string, explain: () => readonly string[] | null): void {
  const sql = text.replace(/\s+/g, " ").trim();
  const key = `${where} ${sql}`;
  const known = record.get(key);
  record.set(key, { where, sql, count: (known?.count ?? 0) + 1, plan: known ? known.plan : explain() });
}
