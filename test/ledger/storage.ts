/**
 * @module The storage of a Durable Object, as far as the ledger uses it, over SQLite in this process.
 *
 * It is real SQLite with real transactions. It leaves out what only the platform has: output gates (an answer waits until
 * what was written is durable), eviction, alarms that ring, limits of size and time, and refused functions. The tests
 * that run in workerd cover those.
 */

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { deserialize, serialize } from "node:v8";

/** What outlives a crash: a database in memory, and what it was asked. */
export class Disk {
  readonly db = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();

  constructor() {
    this.db.exec("CREATE TABLE kv (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID");
  }

  /** Runs one statement or, without values, several. */
  run(sql: string, values: readonly unknown[] = []): Record<string, unknown>[] {
    if (values.length === 0 && /;\s*\S/.test(sql)) {
      this.db.exec(sql);
      return [];
    }
    const statement = this.#statements.get(sql) ?? this.db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement.all(...(values as SQLInputValue[])); // SQLite refuses what it cannot keep
  }
}

/** Thrown where an instance that has crashed goes on: it must leave nothing behind. */
class Crashed extends Error {
  override readonly name = "Crashed";
}

/** Opens the storage for one instance of the object. `end` is the crash: from then on every call throws. */
export function openStorage(disk: Disk): {
  readonly storage: DurableObjectStorage;
  readonly end: () => void;
} {
  let isEnded = false;
  let depth = 0;
  const run = (sql: string, ...values: unknown[]) => {
    if (isEnded) throw new Crashed();
    return disk.run(sql, values);
  };
  const storage = {
    sql: {
      exec(sql: string, ...values: unknown[]) {
        const rows = run(sql, ...values);
        return {
          toArray: () => rows,
          one() {
            const [row] = rows;
            if (!row || rows.length > 1) throw new Error(`expected one row, got ${rows.length}: ${sql}`);
            return row;
          },
        };
      },
    },
    kv: {
      get(key: string): unknown {
        const [row] = run("SELECT value FROM kv WHERE key = ?", key);
        return row && deserialize(row.value as Uint8Array); // written by `put`
      },
      put: (key: string, value: unknown): void =>
        void run("INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)", key, serialize(value)),
      delete: (key: string): boolean => run("DELETE FROM kv WHERE key = ? RETURNING key", key).length > 0,
      list: ({ prefix = "" }: { prefix?: string } = {}) =>
        run("SELECT key, value FROM kv WHERE substr(key, 1, ?) = ? ORDER BY key", prefix.length, prefix).map(
          ({ key, value }) => [key, deserialize(value as Uint8Array)], // written by `put`
        ),
    },
    transactionSync<T>(write: () => T): T {
      const name = `level_${depth}`;
      run(`SAVEPOINT ${name}`);
      depth += 1;
      try {
        const value = write();
        run(`RELEASE ${name}`);
        return value;
      } catch (error) {
        disk.run(`ROLLBACK TO ${name}`);
        disk.run(`RELEASE ${name}`);
        throw error;
      } finally {
        depth -= 1;
      }
    },
    // Nothing rings here: whoever drives the clock asks the ledger when it wants to read.
    setAlarm: () => Promise.resolve(),
    deleteAlarm: () => Promise.resolve(),
  };
  return {
    storage: storage as unknown as DurableObjectStorage, // what the ledger uses of it
    end: () => void (isEnded = true),
  };
}
