/**
 * @module Every statement on the tables of what is derived. Everything is synchronous.
 */

import type { ListSignalsQuery } from "../../shared/schema/signals.ts";
import type { Signal } from "../billing/signal.ts";
import type { CustomerRow, MovementDay, MovementRow, SignalRow } from "./derived-tables.ts";

const DAY_SECONDS = 24 * 3600;
/** Behind every customer there is. */
const END_OF_TIME = Number.MAX_SAFE_INTEGER;

/** So many customers of one user or e-mail address are told of. */
const SAME_PERSON = 100;

/** Which customers a list shows; what is left out shows all. */
export interface CustomerFilter {
  readonly status?: string | undefined;
  readonly product?: string | undefined;
  readonly price?: string | undefined;
  readonly trial?: string | undefined;
  readonly trial_payment?: string | undefined;
  /** Unix seconds. */
  readonly updated_since?: number | undefined;
}

const CUSTOMER_COLUMNS = [
  ...(["id", "created", "email", "user", "status", "product", "price", "trial", "trial_payment"] as const),
  ...(["trial_end", "updated_at", "due", "unknown", "change", "json", "mrr"] as const),
];
const WRITE_CUSTOMER = `
  INSERT INTO customers (${CUSTOMER_COLUMNS.join(", ")}) VALUES (${CUSTOMER_COLUMNS.map(() => "?").join(", ")})
  ON CONFLICT (id) DO UPDATE SET ${CUSTOMER_COLUMNS.map((name) => `${name} = excluded.${name}`).join(", ")}`;

export class DerivedStorage {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  // Customers

  findCustomer(id: string): CustomerRow | null {
    return this.#one<CustomerRow>("SELECT * FROM customers WHERE id = ?", id);
  }

  writeCustomer(row: CustomerRow): void {
    const columns = CUSTOMER_COLUMNS.map((name) => row[name]);
    this.#sql.exec(WRITE_CUSTOMER, ...columns);
  }

  /** Has a customer who is due looked at later. */
  postpone(id: string, now: number, due: number): void {
    this.#sql.exec("UPDATE customers SET due = ? WHERE id = ? AND due <= ?", due, id, now);
  }

  deleteCustomer(id: string): void {
    this.#sql.exec("DELETE FROM customers WHERE id = ?", id);
  }

  /** Lists customers, the newest first, `limit` behind one; `after` is null for the first ones. */
  listCustomers(
    filter: CustomerFilter,
    after: Pick<CustomerRow, "created" | "id"> | null,
    limit: number,
  ): CustomerRow[] {
    const { updated_since, ...filters } = filter;
    const given = Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [{ sql: `${name} = ?`, value: value as SqlStorageValue }],
    );
    if (updated_since !== undefined) given.push({ sql: "updated_at >= ?", value: updated_since });
    return this.#all<CustomerRow>(
      `SELECT * FROM customers WHERE (created, id) < (?, ?)${given.map(({ sql }) => ` AND ${sql}`).join("")}
       ORDER BY created DESC, id DESC LIMIT ?`,
      ...[after?.created ?? END_OF_TIME, after?.id ?? "", ...given.map(({ value }) => value), limit],
    );
  }

  /** Lists customers of an e-mail address, in any case. */
  listByEmail(email: string): CustomerRow[] {
    return this.#all("SELECT * FROM customers WHERE email = ? LIMIT ?", email.toLowerCase(), SAME_PERSON);
  }

  /** Lists customers whose metadata names a user of the app. */
  listByUser(user: string): CustomerRow[] {
    return this.#all("SELECT * FROM customers WHERE user = ? LIMIT ?", user, SAME_PERSON);
  }

  /** Lists customers who should have changed by themselves. */
  listDueCustomers(now: number, limit: number): string[] {
    const rows = this.#all<{ id: string }>(
      "SELECT id FROM customers WHERE due <= ? ORDER BY due LIMIT ?",
      ...[now, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Returns when the next customer changes by themselves; null for never. */
  readNextDue(): number | null {
    return (
      this.#one<{ due: number }>("SELECT due FROM customers WHERE due > 0 ORDER BY due LIMIT 1")?.due ?? null
    );
  }

  /** Counts main subscriptions' trials that ended in a span, both ends included, by whether they are paid. */
  countTrials(from: number, to: number, payment: string): number {
    const found = this.#one<{ count: number }>(
      "SELECT COUNT(*) AS count FROM customers WHERE trial_end BETWEEN ? AND ? AND trial_payment = ?",
      ...[from, to, payment],
    );
    return found?.count ?? 0;
  }

  // Signals

  findSignal(cause: string): Signal | null {
    const found = this.findSignalRow(cause);
    return found && (JSON.parse(found.json) as Signal); // as it was written
  }

  findSignalRow(cause: string): SignalRow | null {
    return this.#one("SELECT change, json FROM signals WHERE cause = ?", cause);
  }

  /** Returns a signal's place in lists; null where there is none. */
  findSignalPlace(cause: string): { readonly at: number; readonly cause: string } | null {
    return this.#one("SELECT at, cause FROM signals WHERE cause = ?", cause);
  }

  writeSignal(signal: Signal, change: number): void {
    const { cause, type, customer, at } = signal;
    this.#sql.exec(
      "INSERT OR REPLACE INTO signals (cause, type, customer, at, change, json) VALUES (?, ?, ?, ?, ?, ?)",
      ...[cause, type, customer, at, change, JSON.stringify(signal)],
    );
  }

  /** Lists signals, the newest first, `limit` behind one; `after` is null for the first ones. */
  listSignals(
    { type, customer, since }: Pick<ListSignalsQuery, "type" | "customer" | "since">,
    after: { readonly at: number; readonly cause: string } | null,
    limit: number,
  ): SignalRow[] {
    const filters = [
      ...(type === undefined ? [] : [{ sql: "type = ?", value: type }]),
      ...(customer === undefined ? [] : [{ sql: "customer = ?", value: customer }]),
      { sql: "at >= ?", value: since ?? 0 },
    ];
    return this.#all<SignalRow>(
      `SELECT change, json FROM signals WHERE (at, cause) < (?, ?) AND ${filters.map(({ sql }) => sql).join(" AND ")}
       ORDER BY at DESC, cause DESC LIMIT ?`,
      ...[after?.at ?? END_OF_TIME, after?.cause ?? "", ...filters.map(({ value }) => value), limit],
    );
  }

  // Customers who are yet to be derived

  /** Marks customers. @param isFirst what is found of them is history */
  mark(customers: readonly string[], isFirst: boolean): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO underived (customer, is_first) SELECT value, ? FROM json_each(?)",
      ...[isFirst ? 1 : 0, JSON.stringify(customers)],
    );
  }

  /** Marks everybody who is in the ledger, as at first. */
  markAll(): void {
    this.#sql.exec(
      `INSERT OR IGNORE INTO underived (customer, is_first)
       SELECT id, 1 FROM objects WHERE resource = 'customers' AND deleted = 0`,
    );
  }

  /** Marks everybody who was derived, to be derived again. */
  markDerived(): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO underived (customer, is_first) SELECT id, 0 FROM customers WHERE id > ''",
    );
  }

  /** Marks those of whom something is not known. */
  markUnknown(): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO underived (customer, is_first) SELECT id, 0 FROM customers WHERE unknown > 0",
    );
  }

  listMarked(limit: number): { readonly customer: string; readonly is_first: 0 | 1 }[] {
    return this.#all("SELECT customer, is_first FROM underived WHERE customer > '' LIMIT ?", limit);
  }

  unmark(customers: readonly string[]): void {
    this.#sql.exec(
      "DELETE FROM underived WHERE customer IN (SELECT value FROM json_each(?))",
      JSON.stringify(customers),
    );
  }

  // Tallies: what would otherwise be counted over all customers

  addToTally(name: string, count: number): void {
    this.#sql.exec(
      "INSERT INTO tallies (name, count) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET count = count + ?2",
      ...[name, count],
    );
  }

  readTallies(): Map<string, number> {
    const rows = this.#all<{ name: string; count: number }>("SELECT name, count FROM tallies");
    return new Map(rows.map(({ name, count }) => [name, count]));
  }

  // Movements of MRR

  addMovement(row: MovementRow): void {
    const { customer, at, currency, kind, amount, before, after, provisional, reconstructed } = row;
    this.#sql.exec(
      `INSERT INTO movements (customer, at, currency, kind, amount, before, after, provisional, reconstructed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[customer, at, currency, kind, amount, before, after, provisional, reconstructed],
    );
    this.#sql.exec(
      `INSERT INTO movement_days (currency, day, kind, amount, count) VALUES (?1, ?2, ?3, ?4, 1)
       ON CONFLICT (currency, day, kind) DO UPDATE SET amount = amount + ?4, count = count + 1`,
      ...[currency, Math.floor(at / DAY_SECONDS), kind, amount],
    );
  }

  /** Deletes a customer's movements, and takes them out of their days. */
  deleteMovements(customer: string): void {
    this.#sql.exec(
      `INSERT INTO movement_days (currency, day, kind, amount, count)
       SELECT currency, at / ?, kind, -amount, -1 FROM movements WHERE customer = ?
       ON CONFLICT (currency, day, kind)
         DO UPDATE SET amount = amount + excluded.amount, count = count + excluded.count`,
      ...[DAY_SECONDS, customer],
    );
    this.#sql.exec("DELETE FROM movements WHERE customer = ?", customer);
  }

  /** Lists a customer's movements, the oldest first. */
  listMovements(customer: string): MovementRow[] {
    return this.#all("SELECT * FROM movements WHERE customer = ? ORDER BY at", customer);
  }

  /** Lists the movements of a currency by day, from a day on. */
  listMovementDays(currency: string, from: number): MovementDay[] {
    return this.#all(
      "SELECT day, kind, amount, count FROM movement_days WHERE currency = ? AND day >= ? ORDER BY day",
      ...[currency, from],
    );
  }

  #all<Row>(sql: string, ...values: SqlStorageValue[]): Row[] {
    return this.#sql.exec(sql, ...values).toArray() as unknown as Row[]; // the query's own columns
  }

  #one<Row>(sql: string, ...values: SqlStorageValue[]): Row | null {
    return this.#all<Row>(sql, ...values)[0] ?? null;
  }
}
