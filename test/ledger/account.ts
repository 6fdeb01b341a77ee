/**
 * @module One Stripe account with its ledger, in this process: what the connection's object does, on a clock of its own.
 */

import { randomBytes } from "node:crypto";
import { setImmediate as nextTick } from "node:timers/promises";
import { createLocalStripe, type LocalKey } from "../../demo/stripe/index.ts";
import { PERMISSIONS, type PermissionName } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import { RESOURCES, type ResourceName } from "../../shared/resources.ts";
import { ObjectStorage } from "../../worker/connections/object-storage.ts";
import type { StripeEvent } from "../../worker/ledger/events.ts";
import { Ledger } from "../../worker/ledger/ledger.ts";
import type { Source } from "../../worker/ledger/source.ts";
import type { StripeObject } from "../../worker/ledger/tables.ts";
import type { AskStripe } from "../../worker/stripe/client.ts";
import { openLists } from "../../worker/stripe/lists.ts";
import { Disk, openStorage } from "./storage.ts";
import { addTiers } from "./truth.ts";

export type Means = "lists" | "events" | "webhooks" | "webhooks and events";

export interface AccountOptions {
  readonly means: Means;
  readonly resources: readonly ResourceName[];
  /** API version of the account's events and of its endpoint; null for the one we pin. */
  readonly version?: string | null;
  readonly sync?: Partial<Profile["sync"]>;
  readonly customers?: number;
  /** How many rounds of the event loop answers take to come, one after the other and then again from the start. */
  readonly lags?: readonly number[];
}

/** What cuts a turn off, or happens beside it. */
export interface Interruption {
  /** Before the turn's so manieth request is sent, or as its answer is on its way. */
  readonly at: number;
  readonly isAnswered: boolean;
  readonly act: () => void;
}

type Instance = ReturnType<typeof openInstance>;

const START = 1_800_000_000;
const MODE = "test";
const CHECK_SECONDS = 24 * 3600;
const CHECK_PAUSE_SECONDS = 60;
/** A turn ends with nothing left to read; more of them in a row, at one time, never end. */
const MAX_TURNS = 100;

export class Account {
  readonly options: AccountOptions;
  readonly stripe;
  readonly id: string;
  readonly disk = new Disk();
  readonly #key: LocalKey;
  #now = START;
  #instance: Instance;
  #turn: { readonly abort: () => void; readonly done: Promise<void> } | null = null;
  #interruptions: readonly Interruption[] = [];
  #asked = 0;
  #lag = 0;
  #withheld: ReadonlySet<PermissionName> = new Set();
  /** What the last check found. */
  #missing: ReadonlySet<PermissionName> = new Set();
  #checkedAt = START;
  #connectedAt = START;
  #checkAt = START + CHECK_SECONDS;
  /** Whether a turn was cut off, so that answers came that no ledger took. */
  isCutOff = false;

  constructor(options: AccountOptions) {
    this.options = options;
    const { means, version = null, customers = 3 } = options;
    this.stripe = createLocalStripe({ now: () => this.#now });
    this.stripe.setRateLimits(false);
    this.id = this.stripe.createAccount({ customers }).id;
    this.#key = this.stripe.createKey({
      kind: "restricted",
      account: this.id,
      mode: MODE,
      permissions: this.#identifiers([]),
    });
    if (version !== null) this.stripe.setAccountVersion(this.id, version);
    this.stripe.holdDeliveries(this.id, true);
    if (means.includes("webhooks")) {
      this.stripe.registerEndpoint(this.id, MODE, { url: "https://worker.invalid", secret: "whsec_1" });
    }
    this.#instance = openInstance(this.disk, () => this.#now);
    void this.#instance.storage.begin("con_a", "https://worker.invalid", this.#now);
  }

  get now(): number {
    return this.#now;
  }

  get live() {
    return this.stripe.live(this.id, MODE);
  }

  get ledger(): Ledger {
    return this.#instance.ledger;
  }

  get source(): Source {
    const { means, resources, sync } = this.options;
    return {
      sync: {
        resources: [...resources],
        days: null,
        freshness_seconds: 300,
        reads_per_month: 10_000,
        ...sync,
      },
      metadataKey: null,
      mode: MODE,
      isDemo: false,
      mayRead: (permission) => !this.#missing.has(permission),
      isGranted: (permission) => !this.#missing.has(permission),
      checkedAt: this.#checkedAt,
      connectedAt: this.#connectedAt,
      asksEvents: means.includes("events"),
      hasSecret: means.includes("webhooks"),
      lastEventAt: this.#instance.storage.readLastEventAt(),
      isRefused: false,
    };
  }

  /** Connects the account anew: what happened until now is history. */
  connect(): void {
    this.#connectedAt = this.#now;
  }

  /** Returns when the ledger reads next, unix seconds; null for never. */
  readNextAt(): number | null {
    const { source } = this;
    this.ledger.align(source);
    return this.ledger.readNextAt(source);
  }

  /** Moves the clock, and nothing else. */
  tick(seconds: number): void {
    this.#now += seconds;
  }

  /** Lets the key lack these permissions from now on. */
  withhold(permissions: readonly PermissionName[]): void {
    this.#withheld = new Set(permissions);
    this.stripe.editKey(this.#key.id, this.#identifiers(permissions));
  }

  /** Does what is due, as the object's alarm would, until nothing is. */
  async wake(interruptions: readonly Interruption[] = []): Promise<void> {
    this.#interruptions = interruptions;
    this.#asked = 0;
    await this.#readDue();
    this.#interruptions = [];
  }

  /** Lets time pass, waking whenever something is due. */
  async pass(seconds: number, interruptions: readonly Interruption[] = []): Promise<void> {
    const end = this.#now + seconds;
    this.#interruptions = interruptions;
    this.#asked = 0;
    for (;;) {
      await this.#readDue();
      const next = Math.min(this.readNextAt() ?? end, this.#checkAt);
      if (next >= end) break;
      this.#now = Math.max(next, this.#now);
    }
    this.#now = Math.max(end, this.#now);
    await this.#readDue();
    this.#interruptions = [];
  }

  async #readDue(): Promise<void> {
    for (let turns = 0; turns < MAX_TURNS; turns += 1) {
      if (this.#checkAt <= this.#now) this.#check();
      if ((this.readNextAt() ?? Infinity) <= this.#now) await this.#readAccount();
      else if (this.#checkAt > this.#now) return;
    }
    throw new Error("the ledger does not come to rest");
  }

  /** Ends the turn under way, as a person's request does; what it still waits for is dropped. */
  abort(): void {
    if (this.#turn) this.isCutOff = true;
    this.#turn?.abort();
    this.#turn = null;
  }

  /** Has all that is derived derived anew, as after a change of its rules. */
  deriveAnew(): void {
    this.disk.run("DELETE FROM kv WHERE key = ?", ["ledger_derived_version"]);
    this.disk.run("DELETE FROM signals"); // which a change of rules keeps: here they are told anew
    this.crash();
    this.ledger.createTables();
  }

  /** Loses everything but the disk. What the lost instance still does leaves no trace. */
  crash(): void {
    this.#instance.end();
    this.abort();
    this.#instance = openInstance(this.disk, () => this.#now);
  }

  /**
   * Hands over an event as the object does once its signature has proven right. Returns when something has to be read
   * because of it, unix seconds; null for nothing.
   */
  receive({ id, type, created, data }: Readonly<Record<string, unknown>>): number | null {
    const { object, previous_attributes: previous = null } = data as {
      object: StripeObject;
      previous_attributes?: StripeEvent["previous"];
    }; // one of the local Stripe's events
    const event = { id, type, created, object, previous } as StripeEvent; // likewise
    const { ledger, storage } = this.#instance;
    return ledger.receive(event, () => storage.recordEvent(event, "pushed"));
  }

  /** Lists what the ledger holds of a resource. */
  listKept(resource: ResourceName): Map<string, StripeObject> {
    const sql = "SELECT id, json FROM objects WHERE resource = ? AND deleted = 0";
    const rows = this.disk.run(sql, [resource]) as { id: string; json: string }[]; // the query's columns
    const tiers = this.readTiers();
    return new Map(rows.map(({ id, json }) => [id, addTiers(JSON.parse(json) as StripeObject, tiers)]));
  }

  /** Reads the tiers that the ledger keeps, by price. */
  readTiers(): Map<unknown, unknown> {
    const rows = this.disk.run(
      "SELECT id AS price, json FROM details WHERE id GLOB 'price_*' AND json IS NOT NULL",
    );
    return new Map(rows.map(({ price, json }) => [price, JSON.parse(String(json))]));
  }

  close(): void {
    this.#instance.end();
    this.disk.db.close();
  }

  #identifiers(without: readonly PermissionName[]): string[] {
    const { means, resources } = this.options;
    const names = new Set<PermissionName>(resources.map((name) => RESOURCES[name].permission));
    if (means.includes("events")) names.add("events");
    return [...names]
      .filter((name) => !without.includes(name))
      .map((name) => `${PERMISSIONS[name].identifier}_read`);
  }

  #readAccount(): Promise<void> {
    if (this.#turn) return this.#turn.done;
    const controller = new AbortController();
    const done = Promise.race([this.#runTurn(controller.signal), untilAborted(controller.signal)]);
    const turn = { abort: () => controller.abort(), done };
    this.#turn = turn;
    return done.finally(() => {
      if (this.#turn === turn) this.#turn = null;
    });
  }

  async #runTurn(signal: AbortSignal): Promise<void> {
    const { source } = this;
    const { ledger, storage } = this.#instance;
    const recordEvent = (event: StripeEvent) => storage.recordEvent(event, "polled");
    const publish = () => Promise.resolve();
    try {
      const end = await ledger.turn(source, {
        ask: this.#open(source, signal),
        signal,
        recordEvent,
        publish,
      });
      if (end === "look_at_credential" && !signal.aborted) this.#requestCheck();
    } catch (error) {
      this.isCutOff = true;
      // As in the object: what could not be read is read at the next alarm.
      if (!(error instanceof Interrupted || signal.aborted)) throw error;
    }
  }

  /** Opens the real way to Stripe, with what this turn is interrupted by. */
  #open(source: Source, signal: AbortSignal): AskStripe {
    const options = {
      apiUrl: new URL(this.stripe.url),
      credential: { apiKey: this.#key.key, account: null },
      fetch: this.#fetch,
      random: (length: number) => new Uint8Array(randomBytes(length)),
      deadlineMs: 60_000,
    };
    const ask = openLists(options, source.sync.resources, source.asksEvents);
    return async (call) => {
      const number = this.#asked;
      this.#asked += 1;
      this.#interrupt(number, false);
      if (signal.aborted) return never();
      const answer = await ask(call);
      this.#interrupt(number, true);
      return answer;
    };
  }

  readonly #fetch: typeof fetch = async (input, init) => {
    const { lags = [] } = this.options;
    const lag = lags[this.#lag % lags.length] ?? 0;
    this.#lag += 1;
    const response = await this.stripe.fetch(input, init);
    for (let ticks = 0; ticks < lag; ticks += 1) await nextTick();
    return response;
  };

  #interrupt(number: number, isAnswered: boolean): void {
    for (const one of this.#interruptions) {
      if (one.at === number && one.isAnswered === isAnswered) one.act();
    }
  }

  #requestCheck(): void {
    this.#checkAt = Math.min(this.#checkAt, Math.max(this.#now, this.#checkedAt + CHECK_PAUSE_SECONDS));
  }

  /** Finds what the key may read, as the object's check does with its probes. */
  #check(): void {
    this.#missing = this.#withheld;
    this.#checkedAt = this.#now;
    this.#checkAt = this.#now + CHECK_SECONDS;
  }
}

/** A mistake of ours in the middle of a turn. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

function openInstance(disk: Disk, now: () => number) {
  const { storage, end } = openStorage(disk);
  const ledger = new Ledger(storage, now, true);
  return { ledger, storage: new ObjectStorage(storage, [ledger], now), end };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
