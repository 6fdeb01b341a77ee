/**
 * @module What every way of filling a store from Stripe is given, and what it gives back.
 */

import type { LocalStripe } from "../../../demo/stripe/index.ts";
import type { Mode } from "../../../shared/keys.ts";

/** What is filled: each list by its name in Stripe's paths and in the sync engine's tables; the longest first. */
export const LISTS = ["invoices", "charges", "customers", "subscriptions", "prices", "products"] as const;

export type ListName = (typeof LISTS)[number];

export interface Source {
  /** Origin of the local Stripe. */
  readonly url: string;
  /** An API key that may read every list. */
  readonly key: string;
}

export interface Filled {
  readonly seconds: number;
  /** Objects in the store afterwards, as the store itself counts them. */
  readonly counts: Readonly<Record<ListName, number>>;
}

/** One way of filling. Every fill begins with an empty store. */
export interface Way {
  readonly name: string;
  /** How many times the sync engine's rate it must reach; null for what is only compared with. */
  readonly budget: number | null;
  fill(source: Source): Promise<Filled>;
  close(): Promise<void>;
}

export function countObjects({ counts }: Filled): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Creates an account with `customers`, about six objects to each, and a key to it. */
export function createSource(stripe: LocalStripe, mode: Mode, customers: number): Source {
  const account = stripe.createAccount({ customers }).id;
  return { url: stripe.url, key: stripe.createKey({ account, mode, kind: "secret" }).key };
}
