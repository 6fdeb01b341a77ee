/**
 * @module SQLite in this process with D1's interface, as far as statements and batches go, and the Worker's tables.
 */

import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { URL } from "node:url";
import type { D1Database } from "@cloudflare/workers-types";

const MIGRATIONS = new URL("../../../worker/migrations/", import.meta.url);

/** Opens an empty database with the Worker's tables. */
export function openSqlite(): D1Database {
  const sqlite = new DatabaseSync(":memory:");
  for (const file of readdirSync(MIGRATIONS).sort())
    sqlite.exec(readFileSync(new URL(file, MIGRATIONS), "utf8"));
  const prepare = (sql: string, values: (string | number | null)[] = []) => {
    // D1 numbers its parameters as SQLite does; here ?1 may stand in a statement several times.
    const all = () => ({ results: sqlite.prepare(sql).all(...values) });
    return {
      bind: (...bound: (string | number | null)[]) => prepare(sql, bound),
      all: async () => all(),
      run: async () => all(),
      first: async (column?: string) => {
        const [row] = all().results;
        return (column === undefined ? row : row?.[column]) ?? null;
      },
      now: all,
    };
  };
  const batch = async (statements: { now(): object }[]) => {
    sqlite.exec("BEGIN");
    try {
      const results = statements.map((statement) => statement.now());
      sqlite.exec("COMMIT");
      return results;
    } catch (error) {
      sqlite.exec("ROLLBACK");
      throw error;
    }
  };
  const exec = async (sql: string) => sqlite.exec(sql);
  return { prepare, batch, exec } as unknown as D1Database; // what the tests use of it
}
