/**
 * @module The map of the app's users to Stripe's customers, in a connection's own SQLite.
 *
 * An upload replaces the map whole: its rows are gathered beside the map, and one transaction makes them the map. A
 * newer upload ends an older one, and one that ends in the middle leaves the map as it was.
 */

import type { IdentitiesAnswer } from "../../shared/schema/identities.ts";

const TABLES = `
  CREATE TABLE IF NOT EXISTS identities (user TEXT PRIMARY KEY, customer TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS identities_by_customer ON identities (customer);`;
const STAGING = `
  DROP TABLE IF EXISTS identities_staged;
  CREATE TABLE identities_staged (user TEXT PRIMARY KEY, customer TEXT NOT NULL) WITHOUT ROWID;`;

const IS_THERE = "identities_is_there";
const UPLOAD = "identities_upload";
/** No upload takes longer; what one has left that was cut off is removed after this. */
export const UPLOAD_TTL_SECONDS = 3600;
const CUSTOMERS_AT_ONCE = 5000;

/** The upload under way. */
interface Upload {
  readonly id: string;
  /** Unix seconds. */
  readonly begun_at: number;
}

export interface Identity {
  readonly user: string;
  readonly customer: string;
}

/** How the upload differs from the map. */
export type Differences = Pick<IdentitiesAnswer, "users" | "added" | "removed" | "changed">;

export class Identities {
  readonly #storage: DurableObjectStorage;
  readonly #now: () => number;

  /** @param now unix seconds */
  constructor(storage: DurableObjectStorage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  /** Makes the tables, if they are not there. */
  createTables(): void {
    if (this.#storage.kv.get(IS_THERE) === true) return;
    this.#sql.exec(TABLES);
    this.#storage.kv.put(IS_THERE, true);
  }

  /** Removes everything. */
  drop(): void {
    this.#dropUpload();
    this.#sql.exec("DROP TABLE IF EXISTS identities");
    this.#storage.kv.delete(IS_THERE);
  }

  // Uploads

  /** Begins an upload, which ends any other. Returns when what it may leave is removed, unix seconds. */
  begin(id: string): number {
    this.createTables();
    this.#sql.exec(STAGING);
    const upload: Upload = { id, begun_at: this.#now() };
    this.#storage.kv.put(UPLOAD, upload);
    return upload.begun_at + UPLOAD_TTL_SECONDS;
  }

  /** Tells whether an upload goes on. */
  isCurrent(id: string): boolean {
    return this.#readUpload()?.id === id;
  }

  /** Adds rows, a JSON array of `[user, customer, line]`. Returns the lines whose user has another customer already. */
  stage(rows: string): number[] {
    this.#sql.exec(
      `INSERT INTO identities_staged (user, customer) SELECT value ->> 0, value ->> 1 FROM json_each(?)
       WHERE true ON CONFLICT (user) DO NOTHING`,
      rows,
    );
    return this.#sql
      .exec<{ line: number }>(
        `SELECT value ->> 2 AS line FROM json_each(?) JOIN identities_staged ON user = value ->> 0
         WHERE customer <> value ->> 1`,
        rows,
      )
      .toArray()
      .map(({ line }) => line);
  }

  /** Compares the staged rows with the map. */
  compare(): Differences {
    const count = (sql: string) => this.#sql.exec<{ count: number }>(sql).one().count;
    const users = count("SELECT COUNT(*) AS count FROM identities_staged");
    const before = count("SELECT COUNT(*) AS count FROM identities");
    const kept = count("SELECT COUNT(*) AS count FROM identities_staged JOIN identities USING (user)");
    const changed = count(
      `SELECT COUNT(*) AS count FROM identities_staged AS staged JOIN identities AS known USING (user)
       WHERE staged.customer <> known.customer`,
    );
    return { users, added: users - kept, removed: before - kept, changed };
  }

  /** Makes the staged rows the map, and ends the upload. Writes only what differs. */
  replace({ added, removed, changed }: Differences): void {
    this.#storage.transactionSync(() => {
      if (removed > 0) {
        this.#sql.exec("DELETE FROM identities WHERE user NOT IN (SELECT user FROM identities_staged)");
      }
      if (added + changed > 0) {
        this.#sql.exec(
          `INSERT INTO identities (user, customer) SELECT user, customer FROM identities_staged WHERE true
           ON CONFLICT (user) DO UPDATE SET customer = excluded.customer WHERE customer <> excluded.customer`,
        );
      }
      this.#dropUpload();
    });
  }

  /** Ends an upload and forgets its rows. */
  discard(id: string): void {
    if (this.isCurrent(id)) this.#dropUpload();
  }

  /** Returns when the rows of an upload that was cut off are removed, unix seconds; null where there are none. */
  readStaleAt(): number | null {
    const upload = this.#readUpload();
    return upload && upload.begun_at + UPLOAD_TTL_SECONDS;
  }

  /** Removes the rows of an upload that was cut off. */
  dropStale(): void {
    const staleAt = this.readStaleAt();
    if (staleAt !== null && staleAt <= this.#now()) this.#dropUpload();
  }

  #dropUpload(): void {
    this.#sql.exec("DROP TABLE IF EXISTS identities_staged");
    this.#storage.kv.delete(UPLOAD);
  }

  #readUpload(): Upload | null {
    return this.#storage.kv.get<Upload>(UPLOAD) ?? null;
  }

  // The map

  findCustomer(user: string): string | null {
    if (!this.#isThere()) return null;
    const found = this.#sql.exec<{ customer: string }>(
      "SELECT customer FROM identities WHERE user = ?",
      user,
    );
    return found.toArray()[0]?.customer ?? null;
  }

  /** Lists the map by user, behind `after`. */
  list(after: string, limit: number): Identity[] {
    if (!this.#isThere()) return [];
    return this.#sql
      .exec("SELECT user, customer FROM identities WHERE user > ? ORDER BY user LIMIT ?", after, limit)
      .toArray() as unknown as Identity[]; // the query's own columns
  }

  /** Lists the users of one customer, behind `after`. */
  listUsers(customer: string, after: string, limit: number): Identity[] {
    if (!this.#isThere()) return [];
    return this.#sql
      .exec(
        "SELECT user, customer FROM identities WHERE customer = ? AND user > ? ORDER BY user LIMIT ?",
        ...[customer, after, limit],
      )
      .toArray() as unknown as Identity[]; // the query's own columns
  }

  /** Yields every customer of the map with how many users it has, by id, some thousand at a time. */
  *countUsers(): Generator<{ customer: string; users: number }[]> {
    for (let after = ""; ;) {
      const customers = this.#sql
        .exec<{ customer: string; users: number }>(
          `SELECT customer, COUNT(*) AS users FROM identities WHERE customer > ?
           GROUP BY customer ORDER BY customer LIMIT ?`,
          ...[after, CUSTOMERS_AT_ONCE],
        )
        .toArray();
      const last = customers.at(-1);
      if (!last) return;
      yield customers;
      after = last.customer;
    }
  }

  #isThere(): boolean {
    return this.#storage.kv.get(IS_THERE) === true;
  }
}
