/**
 * @module A small ledger for tests of signals: it keeps the newest of each object and takes what arrives as the
 * connection's own ledger does, with the same calls.
 */

import type { Dispute, Invoice, Subscription } from "../../worker/billing/objects.ts";
import { rewind } from "../../worker/billing/rewind.ts";
import { compareSignals, type Signal } from "../../worker/billing/signal.ts";
import { writeSignals, type SignalBook, type WrittenSignal } from "../../worker/billing/signal-book.ts";
import {
  nextSignalAt,
  signalsBetween,
  signalsOf,
  signalsOfEvent,
  type SignalContext,
  type StripeObject,
} from "../../worker/billing/signals.ts";

/** An event as Stripe tells it, with its place among all: events of one second have an order too. */
export interface TestEvent {
  readonly type: string;
  readonly created: number;
  readonly place: number;
  readonly object: StripeObject;
  readonly previous?: Readonly<Record<string, unknown>>;
}

interface Kept {
  readonly place: number;
  readonly object: StripeObject;
}

export class SignalLedger {
  readonly #kept = new Map<string, Kept>();
  readonly #signals = new Map<string, Signal>();
  readonly #since: number;

  constructor(since = 0) {
    this.#since = since;
  }

  /** In order of time. */
  get signals(): Signal[] {
    return [...this.#signals.values()].toSorted(compareSignals);
  }

  takeEvent({ type, created, place, object, previous }: TestEvent): WrittenSignal[] {
    const known = this.#kept.get(object.id);
    if (!known || known.place < place) this.#kept.set(object.id, { place, object });
    const before = previous ? rewind(object, previous) : null;
    const context = this.contextAt(created);
    return writeSignals(this.#book, signalsOfEvent({ type, before, after: object }, context), context);
  }

  /** Takes what a read shows; its place is behind all events before it. */
  takeRead(object: StripeObject, at: number, place: number): WrittenSignal[] {
    const known = this.#kept.get(object.id);
    if (known && known.place > place) return [];
    this.#kept.set(object.id, { place, object });
    const context = this.contextAt(at);
    const sightings = known ? signalsBetween(known.object, object, context) : signalsOf(object, context);
    return writeSignals(this.#book, sightings, context);
  }

  /** Looks again at what was due after `from` and until now. */
  tick(from: number, now: number): WrittenSignal[] {
    const context = this.contextAt(now);
    return [...this.#kept.values()].flatMap(({ object }) => {
      const due = nextSignalAt(object, from);
      if (due === null || due > now) return [];
      return writeSignals(this.#book, signalsBetween(object, object, context), context);
    });
  }

  contextAt(at: number): SignalContext {
    return {
      at,
      since: this.#since,
      findSubscription: (id) => this.#find(id) as Subscription | null,
      findInvoice: (id) => this.#find(id) as Invoice | null,
      listInvoices: (subscription) =>
        this.#list<Invoice>("invoice").filter(
          ({ parent }) => parent?.subscription_details?.subscription === subscription,
        ),
      findCustomer: (charge) => (this.#find(charge)?.customer ?? null) as string | null,
      listDisputes: (charge) => this.#list<Dispute>("dispute").filter((one) => one.charge === charge),
      knows: (cause) => this.#signals.has(cause),
    };
  }

  get #book(): SignalBook {
    return {
      find: (cause) => this.#signals.get(cause) ?? null,
      save: (signal) => void this.#signals.set(signal.cause, signal),
    };
  }

  #find(id: string): StripeObject | null {
    return this.#kept.get(id)?.object ?? null;
  }

  // An object of this name has these fields: the tests make it so.
  #list<T>(kind: string): T[] {
    return [...this.#kept.values()].flatMap(({ object }) => (object.object === kind ? [object as T] : []));
  }
}

/** A signal as a line to read: day and time, type, and what it says. */
export function printSignal({ at, type, outcome, reason, attempts, next_attempt }: Signal): string {
  const day = new Date(at * 1000).toISOString().slice(5, 16).replace("T00:00", "");
  const tries = attempts === null ? [] : [`${attempts} failed`];
  const next =
    next_attempt === null ? [] : [`next ${new Date(next_attempt * 1000).toISOString().slice(5, 10)}`];
  return [day, type, ...[outcome, reason].filter((word) => word !== null), ...tries, ...next].join(" ");
}
