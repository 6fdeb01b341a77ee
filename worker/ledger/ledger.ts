/**
 * @module A connection's ledger: its own copy of the Stripe objects that the profile asks for and the key may read.
 *
 * A turn reads what is due, five requests at a time, until nothing is or its time is up; the object's alarm calls the
 * next one. What an answer says and how far the reading has come are one commit, so a turn may end anywhere. A turn runs
 * beside the connection's own verbs: they abort it, and an answer that was on its way then is dropped.
 */

import type { SyncAnswer } from "../../shared/schema/sync.ts";
import { Door } from "./door.ts";
import { takeEvent, type StripeEvent } from "./events.ts";
import { recordSyncChanges, type OutgoingChange } from "./outgoing.ts";
import { Pace } from "./pace.ts";
import { Schedule } from "./schedule.ts";
import type { Source } from "./source.ts";
import { LedgerStorage } from "./storage.ts";
import { Turn, type TurnEnd, type TurnTools } from "./turn.ts";
import { viewLedger } from "./view.ts";

/** Events of one change come within seconds: what they leave in doubt is read at once. */
const GATHER_SECONDS = 10;

/** Events make changes without a turn: every so many of them, old ones are deleted. */
const COMPACTED_EVERY = 250;

export class Ledger {
  readonly #storage: LedgerStorage;
  readonly #door: Door;
  readonly #schedule: Schedule;
  readonly #pace: Pace;
  readonly #now: () => number;

  /** @param now unix seconds */
  constructor(storage: DurableObjectStorage, now: () => number, isUnpaced: boolean) {
    this.#storage = new LedgerStorage(storage);
    this.#door = new Door(this.#storage, now);
    this.#schedule = new Schedule(this.#storage, now);
    this.#pace = new Pace(isUnpaced);
    this.#now = now;
  }

  /** Makes the tables, if they are not there. */
  createTables(): void {
    this.#storage.createTables();
  }

  /** Removes everything. */
  drop(): void {
    this.#storage.dropTables();
    this.#schedule.forget();
  }

  /**
   * Takes an event that Stripe sent, once `record` has recorded it as a new one: both or neither. Returns when something
   * has to be read because of events, unix seconds; null for nothing.
   */
  receive(event: StripeEvent, record: () => boolean): number | null {
    const isNew = this.#storage.commit(() => {
      if (!record()) return false;
      this.#takeEvent(event);
      if (this.#storage.readLastChange() % COMPACTED_EVERY === 0) this.#storage.compactChanges();
      return true;
    });
    const at = isNew ? this.#storage.readNextRefetch() : null;
    return at === null ? null : Math.max(at, this.#now() + GATHER_SECONDS);
  }

  /** Brings the plan in line with the connection, as it has to be before a turn. */
  align(source: Source): void {
    this.#storage.commit(() => {
      this.#schedule.align(source);
      this.#recordSync(source);
    });
  }

  /** Reads what is due. */
  async turn(source: Source, tools: TurnTools): Promise<TurnEnd> {
    const parts = { storage: this.#storage, door: this.#door, schedule: this.#schedule, pace: this.#pace };
    const takeFound = (event: StripeEvent) => this.#takeEvent(event);
    const end = await new Turn({ ...parts, now: this.#now, takeEvent: takeFound }, source, tools).run();
    if (tools.signal.aborted) return end;
    this.#storage.commit(() => {
      this.#storage.compactChanges();
      this.#recordSync(source);
    });
    return end;
  }

  /** Returns when there is something to read, unix seconds; null for never. */
  readNextAt(source: Source): number | null {
    return source.isRefused ? null : this.#schedule.readNextAt(source);
  }

  /** Counts requests that something else than the ledger made. */
  countProbes(count: number): void {
    if (count > 0) this.#storage.commit(() => this.#schedule.count("probe", count));
  }

  /** Lists what the app is told of, in order of number, behind `after`. */
  listOutgoing(after: number, limit: number): OutgoingChange[] {
    return this.#storage.listOutgoing(after, limit);
  }

  /** The newest change's number; 0 before one. */
  readLastChange(): number {
    return this.#storage.readLastChange();
  }

  view(source: Source): SyncAnswer {
    return viewLedger(this.#storage, this.#schedule, source, this.#now());
  }

  #recordSync(source: Source): void {
    recordSyncChanges(this.#storage, source, this.#now());
  }

  #takeEvent(event: StripeEvent): void {
    const synced = this.#storage.readSynced();
    takeEvent(this.#storage, this.#door, event, synced, (name) => this.#schedule.passFinder(name));
  }
}
