/**
 * @module How long it takes from a change at the local Stripe to the ledger's holding it.
 */

import { isDeepStrictEqual } from "node:util";
import type { StripeObject } from "../../../demo/stripe/index.ts";
import type { ResourceName } from "../../../shared/resources.ts";
import type { Account } from "../account.ts";
import { listChanges } from "../reader.ts";
import type { Kind, Occurrence } from "./business.ts";

/** Seconds. */
export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

interface Wanted {
  readonly kind: Kind;
  readonly at: number;
  /** How many objects the ledger does not hold yet. */
  left: number;
}

/** A state of an object that somebody waits for, or any later one. */
interface Awaited {
  readonly object: StripeObject;
  readonly wanted: Wanted;
}

export class Staleness {
  readonly #account: Account;
  readonly #awaited = new Map<string, Awaited[]>();
  readonly #seconds = new Map<Kind, number[]>();
  #number: number;

  constructor(account: Account) {
    this.#account = account;
    this.#number = this.#lastNumber();
  }

  /** Waits for the objects of what just happened, as they are now. */
  expect({ kind, objects }: Occurrence): void {
    const { resources } = this.#account.options;
    const synced = objects.filter(
      ([name, object]) => object && resources.includes(name) && !isEqual(this.#read(name, object.id), object),
    );
    const wanted: Wanted = { kind, at: this.#account.now, left: synced.length };
    for (const [name, object] of synced) {
      if (!object) continue;
      const key = `${name} ${object.id}`;
      this.#awaited.set(key, [...(this.#awaited.get(key) ?? []), { object, wanted }]);
    }
  }

  /** Looks at what the ledger wrote since the last look. */
  look(): void {
    if (this.#lastNumber() === this.#number) return;
    const changed = new Set<string>();
    for (const { number, resource, id } of listChanges(this.#account, this.#number)) {
      this.#number = number;
      const key = `${resource} ${id}`;
      if (resource !== "sync" && !changed.has(key) && this.#awaited.has(key)) this.#check(resource, id);
      changed.add(key);
    }
  }

  /** Returns how long each kind took. What nobody holds at the end counts as if it were held then. */
  measure(): Map<Kind, Distribution> {
    const unseen = new Set([...this.#awaited.values()].flat().map(({ wanted }) => wanted));
    for (const { kind, at } of unseen) this.#record(kind, at);
    this.#awaited.clear();
    return new Map([...this.#seconds].map(([kind, seconds]) => [kind, describe(seconds)]));
  }

  #check(resource: ResourceName, id: string): void {
    const key = `${resource} ${id}`;
    const awaited = this.#awaited.get(key) ?? [];
    const kept = this.#read(resource, id);
    const held = awaited.findLastIndex(({ object }) => isEqual(kept, object));
    if (held < 0) return;
    for (const { wanted } of awaited.slice(0, held + 1)) {
      wanted.left -= 1;
      if (wanted.left === 0) this.#record(wanted.kind, wanted.at);
    }
    const rest = awaited.slice(held + 1);
    if (rest.length === 0) this.#awaited.delete(key);
    else this.#awaited.set(key, rest);
  }

  #read(resource: ResourceName, id: string): StripeObject | undefined {
    const sql = "SELECT json FROM objects WHERE resource = ? AND id = ?";
    const [row] = this.#account.disk.run(sql, [resource, id]);
    return row && (JSON.parse(String(row.json)) as StripeObject);
  }

  #record(kind: Kind, at: number): void {
    const seconds = this.#seconds.get(kind) ?? [];
    this.#seconds.set(kind, seconds);
    seconds.push(this.#account.now - at);
  }

  #lastNumber(): number {
    const [row] = this.#account.disk.run("SELECT MAX(number) AS last FROM changes");
    return Number(row?.last ?? 0);
  }
}

/** What others do to an object at the same time is no matter: all but the list of items, whose prices may have tiers. */
function isEqual(kept: StripeObject | undefined, object: StripeObject): boolean {
  if (!kept) return false;
  return Object.entries(object).every(([field, value]) =>
    field === "items" ? isSamePlan(kept[field], value) : isDeepStrictEqual(kept[field], value),
  );
}

function isSamePlan(one: unknown, other: unknown): boolean {
  const list = (items: unknown) =>
    (items as { data: { id: string; current_period_end: number; price: { id: string } }[] }).data.map(
      (item) => `${item.id} ${item.current_period_end} ${item.price.id}`,
    ); // every subscription has them
  return isDeepStrictEqual(list(one), list(other));
}

function describe(seconds: readonly number[]): Distribution {
  const sorted = seconds.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), worst: sorted.at(-1) ?? 0 };
}
