/**
 * @module Writes what an arrival told into the signals that are known, and looks again where that tells more.
 */

import { mergeSignals, type Signal } from "./signal.ts";
import { signalsBetween, type SignalContext, type StripeObject } from "./signals.ts";

/** The signals of one connection. */
export interface SignalBook {
  find(cause: string): Signal | null;
  /** Replaces the one with the same cause. */
  save(signal: Signal): void;
}

export interface WrittenSignal {
  readonly signal: Signal;
  /** False where it was known, and something of it was not. */
  readonly isNew: boolean;
}

/**
 * Writes signals, and returns those that are new or changed. That an invoice's payment failed may be heard of after it
 * was paid: then its recovery follows.
 * @param context as the signals were made with
 */
export function writeSignals(
  book: SignalBook,
  signals: readonly Signal[],
  context: SignalContext,
): WrittenSignal[] {
  const written = write(book, signals);
  const again = written.flatMap(({ signal }) => {
    const isFailure = signal.type === "payment_failed" && signal.invoice !== null;
    const invoice = isFailure ? context.findInvoice(signal.invoice) : null;
    if (!invoice) return [];
    const object: StripeObject = { ...invoice, object: "invoice" };
    return signalsBetween(object, object, context);
  });
  return [...written, ...write(book, again)];
}

function write(book: SignalBook, signals: readonly Signal[]): WrittenSignal[] {
  return signals.flatMap((sighting) => {
    const known = book.find(sighting.cause);
    const signal = known ? mergeSignals(known, sighting) : sighting;
    if (known && isSame(known, signal)) return [];
    book.save(signal);
    return [{ signal, isNew: known === null }];
  });
}

function isSame(one: Signal, other: Signal): boolean {
  return (Object.keys(one) as (keyof Signal)[]).every((field) => one[field] === other[field]);
}
