/**
 * @module Records the signals that arriving objects tell, each once per cause; the rules are in `billing/signals.ts`.
 *
 * An event tells what it changed, also where the ledger knows something newer. A read tells what is different from what
 * was known. A first fill tells what each customer's objects say, once all of them are there. And time alone makes
 * signals too, when a customer is due.
 */

import { rewind } from "../billing/rewind.ts";
import type { Signal } from "../billing/signal.ts";
import { writeSignals } from "../billing/signal-book.ts";
import { signalsBetween, signalsOf, signalsOfEvent, type SignalContext } from "../billing/signals.ts";
import type { Dispute, Invoice } from "../billing/objects.ts";
import type { KnownCustomer } from "../billing/main-subscription.ts";
import { nameError, writeLine } from "../http/log.ts";
import type { DerivedStorage } from "./derived-storage.ts";
import type { StripeEvent } from "./events.ts";
import { readAsKnown } from "./known.ts";
import { toPinnedShape } from "./shape.ts";
import type { LedgerStorage } from "./storage.ts";
import { SIGNAL, type ChangeSource, type ObjectWrite, type StripeObject } from "./tables.ts";

/** Signals from so long before the connection are told. */
const HISTORY_SECONDS = 30 * 24 * 3600;
/** Of these kinds an object tells something. */
const TELLING: ReadonlySet<string> = new Set(["subscription", "invoice", "dispute", "charge"]);

export class SignalRecorder {
  readonly #objects: LedgerStorage;
  readonly #derived: DerivedStorage;
  readonly #now: () => number;

  constructor(objects: LedgerStorage, derived: DerivedStorage, now: () => number) {
    this.#objects = objects;
    this.#derived = derived;
    this.#now = now;
  }

  /** Takes an event, whatever the ledger made of it. To be called within its commit, as are the others here. */
  takeEvent({ type, created, object, previous }: StripeEvent): void {
    if (!object || object.id === "" || !TELLING.has(object.object)) return;
    // Nothing happened in the future, whatever an event says.
    this.#record("event", Math.min(created, this.#now()), (context) => {
      const before = previous && readAsKnown(toPinnedShape(rewind(object, previous)));
      return signalsOfEvent({ type, before, after: readAsKnown(toPinnedShape(object)) }, context);
    });
  }

  /** Takes what a read showed and the ledger wrote. @param at when it was answered, unix seconds */
  takeRead({ object, before, deleted }: ObjectWrite, source: ChangeSource, at: number): void {
    if (deleted === 1 || !TELLING.has(object.object)) return;
    if (source === "fill" || source === "demo") {
      // All but what belongs to no customer waits until the customer is derived.
      const isOwn = object.object === "dispute" || (object.object === "charge" && object.disputed === true);
      if (!isOwn) return;
    }
    this.#record(source, at, (context) => {
      const after = readAsKnown(object);
      return before ? signalsBetween(readAsKnown(before), after, context) : signalsOf(after, context);
    });
  }

  /** Takes all that is known of a customer: for the first time, or again because their time has come. */
  takeCustomer({ subscriptions, invoices }: KnownCustomer, isFirst: boolean): void {
    const objects: StripeObject[] = [
      ...subscriptions.map((one) => ({ ...one, object: "subscription" })),
      ...invoices.map((one) => ({ ...one, object: "invoice" })),
    ];
    this.#record("read", this.#now(), (context) =>
      objects.flatMap((object) =>
        isFirst ? signalsOf(object, context) : signalsBetween(object, object, context),
      ),
    );
  }

  /** A mistake in a rule costs a signal, and not the ledger its truth. */
  #record(source: ChangeSource, at: number, tell: (context: SignalContext) => Signal[]): void {
    const context = this.#contextAt(at);
    const connectedAt = this.#objects.read<number>("begun_at") ?? 0;
    try {
      writeSignals(
        {
          find: (cause) => this.#derived.findSignal(cause),
          save: (signal) => this.#save(signal, signal.at < connectedAt ? "fill" : source),
        },
        tell(context),
        context,
      );
    } catch (error) {
      writeLine({ event: "signal_failed", reason: nameError(error) });
    }
  }

  #save(signal: Signal, source: ChangeSource): void {
    const isKnown = this.#derived.findSignal(signal.cause) !== null;
    const change = this.#objects.recordChange({
      resource: SIGNAL,
      id: signal.cause,
      kind: isKnown ? "updated" : "created",
      fields: null,
      source,
      at: this.#now(),
    });
    this.#derived.writeSignal(signal, change);
  }

  #contextAt(at: number): SignalContext {
    const find = <T>(resource: "subscriptions" | "invoices" | "charges", id: string): T | null => {
      const row = this.#objects.findObjects(resource, [id]).get(id);
      return row?.deleted === 0 ? (readAsKnown(JSON.parse(row.json) as StripeObject) as T) : null; // Stripe's shape
    };
    const list = <T>(resource: "invoices" | "disputes", owner: string): T[] =>
      this.#objects
        .listNewestOfCustomer(resource, owner)
        .map((json) => readAsKnown(JSON.parse(json) as StripeObject) as T); // likewise
    const findSubscription: SignalContext["findSubscription"] = (id) => find("subscriptions", id);
    return {
      at,
      since: (this.#objects.read<number>("begun_at") ?? at) - HISTORY_SECONDS,
      findSubscription,
      findInvoice: (id) => find("invoices", id),
      listInvoices: (subscription) => {
        const customer = findSubscription(subscription)?.customer;
        const invoices = customer === undefined ? [] : list<Invoice>("invoices", customer);
        return invoices.filter(({ parent }) => parent?.subscription_details?.subscription === subscription);
      },
      findCustomer: (charge) => find<{ customer?: string | null }>("charges", charge)?.customer ?? null,
      listDisputes: (charge) => list<Dispute>("disputes", charge),
      knows: (cause) => this.#derived.findSignal(cause) !== null,
    };
  }
}
