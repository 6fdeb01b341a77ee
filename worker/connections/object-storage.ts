/**
 * @module What a connection's object keeps of its own: Stripe's events, access that waits, and when to wake.
 *
 * An object that no connection was ever connected in holds nothing: its tables are made with the first write.
 */

import { randomText, type ConnectionId, type RandomBytes } from "../../shared/ids.ts";
import type { Mode } from "../../shared/keys.ts";
import type { VerifiedEvent } from "../stripe/event-signature.ts";

/** Access that an account gave on Stripe's own page and that no stored connection works with yet, or any more. */
export interface Grant {
  /** The flow it came from (SHA-256 of the state, hex), or the connection's id after a disconnect. */
  readonly id: string;
  /** `acct_…` */
  readonly account: string;
  readonly mode: Mode;
  /** A Stripe App's tokens, sealed; null with Connect. */
  readonly sealed_tokens: string | null;
  /** Unix seconds: when the alarm revokes it. */
  readonly revoke_at: number;
  /** Unix seconds: when the alarm stops trying. */
  readonly expires_at: number;
}

/** What keeps tables of its own in the object. */
export interface Room {
  createTables(): void;
  /** Removes everything. */
  drop(): void;
}

/** Whose connection it is. */
export interface Owner {
  /** `app_…` */
  readonly app: string;
  readonly project: string;
}

/** Stripe lists 30 days of events (docs.stripe.com/api/events); whoever holds a signing secret can sign more. */
const MAX_EVENTS = 10_000;
const EVENT_TTL_SECONDS = 30 * 24 * 3600;
/** Whoever holds a signing secret can ask for checks, each of which costs the account a handful of reads. */
const CHECK_PAUSE_SECONDS = 60;

const TABLES = `
  CREATE TABLE IF NOT EXISTS events (
    id          TEXT PRIMARY KEY,
    type        TEXT NOT NULL,
    object_id   TEXT,
    created     INTEGER NOT NULL,
    pushed      INTEGER NOT NULL, -- 1: Stripe sent it; 0: a poll found it
    received_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS events_by_arrival ON events (pushed, received_at);
  CREATE TABLE IF NOT EXISTS grants (
    id            TEXT PRIMARY KEY,
    account       TEXT NOT NULL,
    mode          TEXT NOT NULL,
    sealed_tokens TEXT,
    revoke_at     INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
  );`;

/** A connection's own SQLite. All calls but those of the alarm are synchronous and durable before the next answer. */
export class ObjectStorage {
  readonly #storage: DurableObjectStorage;
  readonly #rooms: readonly Room[];
  readonly #now: () => number;

  /**
   * @param rooms live and end with the connection
   * @param now unix seconds
   */
  constructor(storage: DurableObjectStorage, rooms: readonly Room[], now: () => number) {
    this.#storage = storage;
    this.#rooms = rooms;
    this.#now = now;
  }

  /** Returns the connection's id; null for an object that was never given anything to do. */
  readId(): ConnectionId | null {
    return this.#storage.kv.get<ConnectionId>("id") ?? null;
  }

  isInUse(): boolean {
    return this.readId() !== null;
  }

  /**
   * Makes the tables, and arms the alarm, so that whatever is cut off from here on is looked at.
   * @param publicUrl the origin this request came to, for the alarm, which has no request
   */
  async begin(id: ConnectionId, publicUrl: string, alarmAt: number): Promise<void> {
    if (!this.isInUse()) {
      this.#storage.sql.exec(TABLES);
      this.#storage.kv.put("id", id);
    }
    for (const room of this.#rooms) room.createTables();
    if (this.readPublicUrl() !== publicUrl) this.#storage.kv.put("public_url", publicUrl);
    await this.arm(alarmAt);
  }

  /** Records whose connection it is, for what is told of it after its row is gone. */
  recordOwner(owner: Owner): void {
    if (!this.readOwner()) this.#storage.kv.put("owner", owner);
  }

  readOwner(): Owner | null {
    return this.#storage.kv.get<Owner>("owner") ?? null;
  }

  /** Number of the last change that was handed over to the outbox; 0 before one. */
  readHandedOver(): number {
    return this.#storage.kv.get<number>("handed_over") ?? 0;
  }

  writeHandedOver(number: number): void {
    this.#storage.kv.put("handed_over", number);
  }

  /** Returns what tells this ledger's changes from those of one before it, which an object that lost its storage had. */
  readSeed(random: RandomBytes): string {
    const known = this.#storage.kv.get<string>("event_seed");
    if (known !== undefined) return known;
    const seed = randomText(26, random);
    this.#storage.kv.put("event_seed", seed);
    return seed;
  }

  /** Sets the alarm. `at` is in unix seconds of the clock that was passed in; null is never. */
  async arm(at: number | null): Promise<void> {
    if (at === null) return this.#storage.deleteAlarm();
    await this.#storage.setAlarm(Date.now() + Math.max(0, at - this.#now()) * 1000);
  }

  /** Sets the alarm, unless it is set for an earlier time. `at` as in `arm`. */
  async armBy(at: number): Promise<void> {
    const set = await this.#storage.getAlarm();
    if (set === null || set > Date.now() + (at - this.#now()) * 1000) await this.arm(at);
  }

  /** Removes what belongs to a connection that is gone, and keeps the grants that are still to be revoked. */
  clearAllButGrants(): void {
    this.#storage.sql.exec("DELETE FROM events");
    this.deletePendingTokens();
    for (const name of ["check_due", "owner", "handed_over", "event_seed"]) this.#storage.kv.delete(name);
    for (const room of this.#rooms) room.drop();
  }

  /** Removes everything, the alarm with it: at once, since without one nobody would come back for the rest. */
  async clear(): Promise<void> {
    for (const room of this.#rooms) room.drop();
    await this.#storage.deleteAll();
  }

  /** Records an event, once however often and by whichever way it comes. Returns whether it is a new one. */
  recordEvent({ id, type, object, created }: VerifiedEvent, way: "pushed" | "polled"): boolean {
    const pushed = way === "pushed" ? 1 : 0;
    const isKnown = this.#storage.sql.exec("SELECT 1 FROM events WHERE id = ?", id).toArray().length > 0;
    if (isKnown && pushed === 0) return false;
    this.#storage.sql.exec(
      `INSERT INTO events (id, type, object_id, created, pushed, received_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET pushed = 1, received_at = excluded.received_at WHERE pushed = 0`,
      ...[id, type, object?.id || null, created, pushed, this.#now()],
    );
    return !isKnown;
  }

  /** Deletes the events that came by a former signing secret. */
  deleteEvents(): void {
    if (this.isInUse()) this.#storage.sql.exec("DELETE FROM events WHERE pushed = 1");
  }

  /** Deletes events that Stripe itself no longer lists, and the oldest beyond a bound. */
  pruneEvents(): void {
    const { sql } = this.#storage;
    for (const pushed of [0, 1]) {
      sql.exec(
        "DELETE FROM events WHERE pushed = ? AND received_at < ?",
        ...[pushed, this.#now() - EVENT_TTL_SECONDS],
      );
      sql.exec(
        `DELETE FROM events WHERE pushed = ?1 AND received_at <
           (SELECT received_at FROM events WHERE pushed = ?1 ORDER BY received_at DESC LIMIT 1 OFFSET ?2)`,
        ...[pushed, MAX_EVENTS],
      );
    }
  }

  /** Returns when Stripe last sent an event, by this object's own record. */
  readLastEventAt(): number | null {
    if (!this.isInUse()) return null;
    return this.#storage.sql
      .exec<{ at: number | null }>("SELECT MAX(received_at) AS at FROM events WHERE pushed = 1")
      .one().at;
  }

  writeGrant(grant: Grant): void {
    this.#storage.sql.exec(
      `INSERT OR REPLACE INTO grants (id, account, mode, sealed_tokens, revoke_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      grant.id,
      grant.account,
      grant.mode,
      grant.sealed_tokens,
      grant.revoke_at,
      grant.expires_at,
    );
  }

  findGrant(id: string): Grant | null {
    const rows = this.#storage.sql.exec("SELECT * FROM grants WHERE id = ?", id).toArray();
    return (rows[0] as unknown as Grant | undefined) ?? null; // the table's own columns
  }

  listGrants(): Grant[] {
    if (!this.isInUse()) return [];
    return this.#storage.sql.exec("SELECT * FROM grants").toArray() as unknown as Grant[]; // likewise
  }

  deleteGrant(id: string): void {
    this.#storage.sql.exec("DELETE FROM grants WHERE id = ?", id);
  }

  /** A sealed pair of tokens that D1 has yet to take. */
  readPendingTokens(): string | null {
    return this.#storage.kv.get<string>("pending_tokens") ?? null;
  }

  writePendingTokens(sealed: string): void {
    this.#storage.kv.put("pending_tokens", sealed);
  }

  deletePendingTokens(): void {
    this.#storage.kv.delete("pending_tokens");
  }

  /** Returns from when on a check that was asked for may be made, unix seconds; null where nobody asked. */
  readRequestedCheck(): number | null {
    return this.#storage.kv.get<number>("check_due") ?? null;
  }

  /** Asks for a check, at once or a minute after the last one. Returns when, unix seconds. */
  requestCheck(): number {
    const pauseEnd = (this.#storage.kv.get<number>("check_started") ?? 0) + CHECK_PAUSE_SECONDS;
    const due = this.readRequestedCheck() ?? Math.max(this.#now(), pauseEnd);
    this.#storage.kv.put("check_due", due);
    return due;
  }

  /** Records that a check begins: it is what was asked for until now. */
  beginCheck(): void {
    this.#storage.kv.delete("check_due");
    this.#storage.kv.put("check_started", this.#now());
  }

  /** The origin that the last request came to. */
  readPublicUrl(): string | null {
    return this.#storage.kv.get<string>("public_url") ?? null;
  }
}
