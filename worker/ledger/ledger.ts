/**
 * @module A connection's ledger: its own copy of the Stripe objects that the profile asks for and the key may read.
 *
 * A turn reads what is due, five requests at a time, until nothing is or its time is up; the object's alarm calls the
 * next one. What an answer says and how far the reading has come are one commit, so a turn may end anywhere. A turn runs
 * beside the connection's own verbs: they abort it, and an answer that was on its way then is dropped.
 */

import { RESOURCES } from "../../shared/resources.ts";
import type {
  CatalogAnswer,
  CatalogQuery,
  CustomerList,
  CustomerView,
  ListCustomersQuery,
  TraitsAnswer,
  TraitsQuery,
} from "../../shared/schema/customers.ts";
import type { MetricsAnswer, MrrAnswer, MrrQuery } from "../../shared/schema/metrics.ts";
import type { ListSignalsQuery, SignalList } from "../../shared/schema/signals.ts";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import { CustomerAnswers } from "./customer-answers.ts";
import { Derivation } from "./derive.ts";
import { DerivedStorage } from "./derived-storage.ts";
import { Door } from "./door.ts";
import { takeEvent, type StripeEvent } from "./events.ts";
import { Metrics } from "./metrics.ts";
import { describeChange, recordSyncChanges, type OutgoingChange } from "./outgoing.ts";
import { Pace } from "./pace.ts";
import { SignalRecorder } from "./signals.ts";
import { Schedule } from "./schedule.ts";
import type { Source } from "./source.ts";
import { LedgerStorage } from "./storage.ts";
import { Turn, type TurnEnd, type TurnTools } from "./turn.ts";
import { viewLedger } from "./view.ts";

/** Events of one change come within seconds: what they leave in doubt is read at once. */
const GATHER_SECONDS = 10;

/** An alarm has 30 seconds of CPU (Cloudflare's limits): the next one goes on. */
const DERIVE_MS = 5_000;
const DERIVED_AT_ONCE = 100;

/** By the name of the endpoint that asks. `customers` are those that the user stands for whom it asks for. */
export interface LedgerAnswers {
  listCustomers(query: ListCustomersQuery, customers: readonly string[] | null): CustomerList | null;
  readCustomer(id: string): CustomerView | null;
  readTraits(query: TraitsQuery, customers: readonly string[] | null): TraitsAnswer;
  readCatalog(query: CatalogQuery): CatalogAnswer | null;
  readMrr(query: MrrQuery): MrrAnswer | null;
  listSignals(query: ListSignalsQuery): SignalList | null;
}

export class Ledger {
  readonly #storage: LedgerStorage;
  readonly #derivation: Derivation;
  readonly #signals: SignalRecorder;
  readonly #customers: CustomerAnswers;
  readonly #metrics: Metrics;
  /** What is answered from the ledger alone; null where what was asked for is not there. */
  readonly answers: LedgerAnswers;
  /** Where customers are found by what the app knows of a user. */
  readonly customerIndex: {
    readonly findByMetadata: (user: string) => string[];
    readonly findByEmail: (email: string) => string[];
  };
  readonly #door: Door;
  readonly #schedule: Schedule;
  readonly #pace: Pace;
  readonly #now: () => number;

  /** @param now unix seconds */
  constructor(storage: DurableObjectStorage, now: () => number, isUnpaced: boolean) {
    this.#storage = new LedgerStorage(storage);
    const derived = new DerivedStorage(storage.sql);
    this.#signals = new SignalRecorder(this.#storage, derived, now);
    this.#derivation = new Derivation(this.#storage, derived, this.#signals, now);
    const customers = (this.#customers = new CustomerAnswers(this.#storage, derived, now));
    const metrics = (this.#metrics = new Metrics(this.#storage, derived, now));
    this.customerIndex = {
      findByMetadata: (user) => derived.listByUser(user).map(({ id }) => id),
      findByEmail: (email) => derived.listByEmail(email).map(({ id }) => id),
    };
    this.answers = {
      listCustomers: (query, ids) => customers.list(query, ids),
      readCustomer: (id) => customers.find(id),
      readTraits: (query, ids) => customers.listTraits(query, ids),
      readCatalog: (query) => customers.listCatalog(query),
      readMrr: (query) => metrics.readMrr(query),
      listSignals: (query) => customers.listSignals(query),
    };
    this.#storage.follow(this.#derivation);
    this.#door = new Door(this.#storage, this.#derivation, this.#signals, now);
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
      this.#storage.compactChanges();
      return true;
    });
    if (!isNew) return null;
    const readAt = this.#storage.readNextRefetch();
    const gathered = readAt === null ? null : Math.max(readAt, this.#now() + GATHER_SECONDS);
    const times = [gathered, this.#derivation.readNextAt()].filter((at) => at !== null);
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** Brings the plan in line with the connection, as it has to be before a turn. */
  align(source: Source): void {
    this.#storage.commit(() => {
      this.#schedule.align(source);
      this.#derivation.align(source.metadataKey);
      this.#recordSync(source);
    });
  }

  /** Reads what is due. */
  async turn(source: Source, tools: TurnTools): Promise<TurnEnd> {
    const parts = { storage: this.#storage, door: this.#door, schedule: this.#schedule, pace: this.#pace };
    const takeFound = (event: StripeEvent) => this.#takeEvent(event);
    const end = await new Turn({ ...parts, now: this.#now, takeEvent: takeFound }, source, tools).run();
    if (tools.signal.aborted) return end;
    this.#storage.commit(() => this.#storage.compactChanges());
    await this.#derive(tools.signal);
    if (!tools.signal.aborted) this.#storage.commit(() => this.#recordSync(source));
    return end;
  }

  /** Derives who is marked or due, until nobody is or the time is up. */
  async #derive(signal: AbortSignal): Promise<void> {
    const endsAt = Date.now() + DERIVE_MS;
    while (!signal.aborted && Date.now() < endsAt) {
      if (this.#storage.commit(() => this.#derivation.catchUp(DERIVED_AT_ONCE)) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 0)); // somebody may be waiting to read
    }
  }

  /** Returns when there is something to read, unix seconds; null for never. */
  readNextAt(source: Source): number | null {
    if (source.isRefused || source.sync.resources.length === 0) return null;
    const times = [this.#schedule.readNextAt(source), this.#derivation.readNextAt()];
    const known = times.filter((at) => at !== null);
    return known.length > 0 ? Math.min(...known) : null;
  }

  /** Counts requests that something else than the ledger made. */
  countProbes(count: number): void {
    if (count > 0) this.#storage.commit(() => this.#schedule.count("probe", count));
  }

  /** Tells whether reads are left of those of any 30 days. */
  hasReads(source: Source): boolean {
    return !this.#schedule.isUsedUp(source);
  }

  /** Counts a read for the app's backend. Returns false where the ledger has ended. */
  countProxied(): boolean {
    if (!this.#storage.hasTables()) return false;
    this.#storage.commit(() => this.#schedule.count("proxy", 1));
    return true;
  }

  /** Counts how many of these customers are there. */
  countCustomers(ids: readonly string[]): number {
    return this.#storage.countExisting("customers", ids);
  }

  /** Tells whether the app is to be told of something behind a number. */
  hasOutgoing(after: number): boolean {
    return this.#storage.listOutgoing(after, 1).length > 0;
  }

  /** Lists what the app is told of, in order of number, behind `after`. */
  listOutgoing(after: number, limit: number): OutgoingChange[] {
    const changes = this.#storage.listOutgoing(after, limit);
    return changes.map((change) => describeChange(change, this.#customers));
  }

  view(source: Source): SyncAnswer {
    return viewLedger(this.#storage, this.#schedule, source, this.#now());
  }

  /** Tells what the customers add up to. */
  readMetrics(source: Source): MetricsAnswer {
    return this.#metrics.read(this.view(source).filled_at !== null && !this.#derivation.isBehind());
  }

  #recordSync(source: Source): void {
    recordSyncChanges(this.#storage, source, { now: this.#now(), isDerived: !this.#derivation.isBehind() });
  }

  #takeEvent(event: StripeEvent): void {
    const synced = this.#storage.readSynced();
    takeEvent(this.#storage, this.#door, event, synced, (name) => this.#schedule.passFinder(name));
    const isSynced = synced.some((name) => RESOURCES[name].object === event.object?.object);
    if (isSynced) this.#signals.takeEvent(event);
  }
}
