/**
 * @module A ledger whose Stripe is a function: for answers that the local Stripe would never give.
 */

import { RESOURCES, type ResourceName } from "../../shared/resources.ts";
import { ObjectStorage } from "../../worker/connections/object-storage.ts";
import type { StripeEvent } from "../../worker/ledger/events.ts";
import { Ledger } from "../../worker/ledger/ledger.ts";
import type { Source } from "../../worker/ledger/source.ts";
import type { StripeAnswer } from "../../worker/stripe/answers.ts";
import { Disk, openStorage } from "./storage.ts";

export type Answers = (path: string) => StripeAnswer | Promise<StripeAnswer>;

const START = 1_800_000_000;

export class AnsweredLedger {
  readonly disk = new Disk();
  readonly ledger: Ledger;
  /** Paths of the requests so far, with their queries. */
  readonly asked: string[] = [];
  readonly #storage: ObjectStorage;
  #source: Source;
  #now = START;

  constructor(resources: readonly ResourceName[], answers: Partial<Source> = {}) {
    const { storage } = openStorage(this.disk);
    this.ledger = new Ledger(storage, () => this.#now, true);
    this.#storage = new ObjectStorage(storage, [this.ledger], () => this.#now);
    void this.#storage.begin("con_a", "https://worker.invalid", START);
    this.#source = {
      sync: { resources: [...resources], days: null, freshness_seconds: 300, reads_per_month: 10_000 },
      metadataKey: null,
      mode: "test",
      isDemo: false,
      mayRead: () => true,
      isGranted: () => true,
      checkedAt: START,
      connectedAt: START,
      asksEvents: false,
      hasSecret: false,
      lastEventAt: null,
      isRefused: false,
      ...answers,
    };
  }

  get now(): number {
    return this.#now;
  }

  get view() {
    return this.ledger.view(this.#source);
  }

  tick(seconds: number): void {
    this.#now += seconds;
  }

  /** The connection is another from now on. */
  change(changes: Partial<Source>): void {
    this.#source = { ...this.#source, ...changes };
  }

  /** Has the profile ask for other resources. */
  want(resources: readonly ResourceName[]): void {
    this.change({ sync: { ...this.#source.sync, resources: [...resources] } });
  }

  /** Reads once what is due. Returns how the turn ended. */
  async turn(answer: Answers, signal = new AbortController().signal) {
    this.ledger.align(this.#source);
    return this.ledger.turn(this.#source, {
      ask: async ({ path }) => {
        this.asked.push(path);
        return answer(path);
      },
      signal,
      recordEvent: (event: StripeEvent) => this.#storage.recordEvent(event, "polled"),
      publish: () => Promise.resolve(),
    });
  }

  /** Lets time pass, with a turn whenever something is due and a check each time one is asked for. */
  async pass(seconds: number, answer: Answers): Promise<void> {
    const end = this.#now + seconds;
    for (;;) {
      const isAsked = (await this.turn(answer)) === "look_at_credential";
      if (isAsked) this.tick(60); // as often as the object makes one
      if (isAsked) this.change({ checkedAt: this.#now });
      const next = this.ledger.readNextAt(this.#source) ?? end;
      if (this.#now >= end || next >= end) break;
      this.#now = Math.max(next, this.#now + 1);
    }
    this.#now = Math.max(end, this.#now);
  }

  receive(event: Omit<StripeEvent, "previous">): void {
    const whole = { previous: null, ...event };
    this.ledger.receive(whole, () => this.#storage.recordEvent(whole, "pushed"));
  }

  count(table: string): number {
    return Number(this.disk.run(`SELECT COUNT(*) AS count FROM ${table}`)[0]?.count);
  }
}

export function list(data: readonly unknown[], has_more = false): StripeAnswer {
  return { outcome: "answered", body: { object: "list", data, has_more } };
}

export function createObject(resource: ResourceName, id: string, fields: object = {}) {
  return { id, object: RESOURCES[resource].object, created: START - 1000, ...fields };
}
