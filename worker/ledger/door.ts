/**
 * @module The one door into the ledger: whatever arrives, by list, event or single read, is brought to one shape,
 * compared by Stripe's time, and written if it is newer.
 *
 * Nothing of Stripe's says when an object last changed, so for every content a span is kept in which it was true: the
 * second of an event, or the duration of a read. Where two spans overlap and the contents differ, neither is surely
 * the newer one: the object is read once more, later than both.
 */

import { RESOURCES, type Resource, type ResourceName } from "../../shared/resources.ts";
import { toPinnedShape } from "./shape.ts";
import type { LedgerStorage, ObjectRow, ObjectWrite, ChangeSource, StripeObject } from "./storage.ts";

/** When what arrives was true, Stripe's unix seconds, and how it came. */
export interface Arrival {
  readonly source: ChangeSource;
  readonly from: number;
  readonly to: number;
  /** Of an event that only says that the object was made: anything else of the same second is newer. */
  readonly isCreation?: boolean;
}

/** A whole run over a resource's list: what it showed unchanged was true at some moment between its two ends. */
export interface Pass {
  readonly began_at: number;
  readonly ended_at: number;
}

export type FindPass = (row: ObjectRow) => Pass | undefined;

/** Our clock and Stripe's may differ by this much, and Stripe's times are cut to the second. */
const CLOCK_SKEW_SECONDS = 1;
/** A read for what is in doubt comes after this many seconds: events of one change arrive together. */
export const DOUBT_SECONDS = 3;
/** Stripe finalizes a renewal's invoice, and charges it, about an hour after the period's end. */
const RENEWAL_SECONDS = 3_700;
/** What is overdue, and did not change by itself, is looked at again this often. */
const OVERDUE_SECONDS = 6 * 3600;
const ENDED: ReadonlySet<unknown> = new Set(["canceled", "incomplete_expired"]);

/** Returns the span in which an answer to a request was true. */
export function spanOf(sentAt: number, answeredAt: number): { from: number; to: number } {
  return { from: sentAt - CLOCK_SKEW_SECONDS, to: answeredAt + CLOCK_SKEW_SECONDS };
}

export class Door {
  readonly #storage: LedgerStorage;
  readonly #now: () => number;

  constructor(storage: LedgerStorage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  /**
   * Takes objects of one resource. Returns how many were written. To be called within one commit.
   * @param findPass returns the last run over the resource's list that showed an object, if any did
   */
  take(
    resource: ResourceName,
    objects: readonly StripeObject[],
    arrival: Arrival,
    findPass: FindPass = () => undefined,
  ): number {
    const known = this.#storage.findObjects(
      resource,
      objects.map(({ id }) => id),
    );
    const writes = objects.flatMap((object) => {
      const before = known.get(object.id);
      return this.#judge(resource, toPinnedShape(object), before, arrival, before && findPass(before)) ?? [];
    });
    if (writes.length > 0) this.#write(resource, writes, arrival);
    return writes.length;
  }

  /** Takes the news that an object is gone. Of one that was never there it is kept for what comes too late. */
  takeDeleted(resource: ResourceName, id: string, arrival: Arrival): number {
    const before = this.#storage.findObjects(resource, [id]).get(id);
    if (before && (before.deleted === 1 || arrival.to < before.known_from)) return 0;
    if (resource === "customers") this.#dropCustomerLists(id, arrival);
    if (!before) {
      this.#storage.writeTombstone(resource, id, arrival); // what is older may come yet: that it was made
      return 0;
    }
    const { object } = RESOURCES[resource];
    const write = this.#describe(resource, { id, object, deleted: true }, before, arrival, null);
    this.#write(resource, [write], arrival);
    return 1;
  }

  /** Takes the whole list of what a customer has of a resource: what is not in it is gone. */
  takeOfCustomer(
    resource: ResourceName,
    customer: string,
    objects: readonly StripeObject[],
    arrival: Arrival,
  ): number {
    const listed = new Set(objects.map(({ id }) => id));
    const gone = this.#storage
      .listOfCustomer(resource, customer)
      .filter(({ id, known_to }) => !listed.has(id) && known_to < arrival.from);
    let written = this.take(resource, objects, arrival);
    for (const { id } of gone) written += this.takeDeleted(resource, id, arrival);
    return written;
  }

  /** Returns what is to be written of an object; null for nothing. */
  #judge(
    resource: ResourceName,
    arrived: StripeObject,
    before: ObjectRow | undefined,
    arrival: Arrival,
    pass: Pass | undefined,
  ): ObjectWrite | null {
    const known = before && spanOfRow(before, pass);
    if (known && arrival.to < known.from) return null; // older
    const kept = before && before.deleted === 0 ? parseObject(before) : null;
    const { object, isWhole } = completeFrom(arrived, kept);
    const isSame = kept !== null && isEqual(kept, object);
    const isNewer = !known || arrival.from > known.to;
    if (!isWhole) this.#requestRead(resource, object.id, arrival.to);
    if (before && isSame) {
      // A run over a whole list confirms all it shows at once; see `Pass`.
      if (arrival.source !== "sweep" && arrival.source !== "fill") this.#confirm(before, object, arrival);
      return null;
    }
    if (!isNewer) {
      this.#requestRead(resource, object.id, Math.max(arrival.to, known.to));
      // Until then: a deletion stands, and so does what came after the creation.
      if (before?.deleted === 1 || arrival.isCreation || arrival.source !== "event") return null;
    }
    return this.#describe(resource, object, before, arrival, kept);
  }

  #describe(
    resource: ResourceName,
    object: StripeObject,
    before: ObjectRow | undefined,
    { to }: Arrival,
    kept: StripeObject | null,
  ): ObjectWrite {
    const deleted = object.deleted === true ? 1 : 0;
    const { created, customer, status } = object;
    const owner = readId(customer) ?? before?.customer ?? null;
    if (resource === "subscriptions" && owner !== null) this.#requestCustomerLists(owner, to);
    return {
      id: object.id,
      customer: owner,
      created: typeof created === "number" ? created : (before?.created ?? 0),
      status: typeof status === "string" ? status : null,
      due: deleted === 1 ? null : this.#dueOf(object),
      deleted,
      object,
      kind: deleted === 1 ? "deleted" : !before || before.deleted === 1 ? "created" : "updated",
      fields: kept && listChangedFields(kept, object),
    };
  }

  #write(resource: ResourceName, writes: readonly ObjectWrite[], { source, from, to }: Arrival): void {
    this.#storage.writeObjects(resource, writes, { source, from, to, at: this.#now() });
  }

  #confirm(before: ObjectRow, object: StripeObject, { from, to }: Arrival): void {
    if (from <= before.known_from) return;
    this.#storage.confirmObject(before, from, Math.max(to, before.known_to), this.#dueOf(object));
  }

  /** What a customer may use follows their subscriptions. */
  #requestCustomerLists(customer: string, after: number): void {
    for (const name of this.#storage.read<readonly ResourceName[]>("by_subscription") ?? []) {
      // Before its first fill has begun, that will read it.
      if (this.#storage.hasBegun(name)) this.#storage.requestRead(name, customer, after + DOUBT_SECONDS);
    }
  }

  #dropCustomerLists(customer: string, arrival: Arrival): void {
    for (const [name, { perCustomer }] of Object.entries<Resource>(RESOURCES)) {
      if (perCustomer === undefined) continue;
      this.takeOfCustomer(name as ResourceName, customer, [], arrival); // a key of the table
    }
  }

  #requestRead(resource: ResourceName, id: string, after: number): void {
    this.#storage.requestRead(resource, id, after + DOUBT_SECONDS);
  }

  /** Returns when an object will change by itself. */
  #dueOf(object: StripeObject): number | null {
    const now = this.#now();
    if (object.object === "invoice" && object.status === "open") {
      const next = object.next_payment_attempt;
      return typeof next === "number" && next > now ? next + RENEWAL_SECONDS : now + OVERDUE_SECONDS;
    }
    if (object.object !== "subscription" || ENDED.has(object.status)) return null;
    const times = [
      object.trial_end,
      object.cancel_at,
      ...listItems(object).map((item) => item.current_period_end),
    ];
    const coming = times.filter((at): at is number => typeof at === "number" && at + RENEWAL_SECONDS > now);
    return coming.length > 0 ? Math.min(...coming) + RENEWAL_SECONDS : now + OVERDUE_SECONDS;
  }
}

/** Returns the span of what is known of a row; an unchanged one was last seen by the last run over its list. */
function spanOfRow(
  { known_from, known_to }: ObjectRow,
  pass: Pass | undefined,
): { from: number; to: number } {
  if (!pass || known_from >= pass.began_at) return { from: known_from, to: known_to };
  return { from: pass.began_at, to: pass.ended_at };
}

/**
 * Adds what lists and events leave out, as far as it is known: items beyond the tenth, and a price's tiers, which
 * never change. What is not known, or may have changed, takes a read of its own.
 */
function completeFrom(
  arrived: StripeObject,
  kept: StripeObject | null,
): { readonly object: StripeObject; readonly isWhole: boolean } {
  if (arrived.object === "price") {
    if (!lacksTiers(arrived)) return { object: arrived, isWhole: true };
    return kept?.tiers === undefined
      ? { object: arrived, isWhole: false }
      : { object: { ...arrived, tiers: kept.tiers }, isWhole: true };
  }
  if (arrived.object !== "subscription") return { object: arrived, isWhole: true };
  const { items } = arrived as { items?: { has_more?: unknown } }; // checked
  const [shown, known] = [listItems(arrived), listItems(kept)];
  const knownPrices = new Map(known.map((item) => [item.id, item.price]));
  let isWhole = true;
  const data = shown.map((item) => {
    if (!isFields(item.price) || !lacksTiers(item.price)) return item;
    const before = knownPrices.get(item.id);
    if (isFields(before) && before.id === item.price.id && before.tiers !== undefined) {
      return { ...item, price: { ...item.price, tiers: before.tiers } };
    }
    isWhole = false;
    return item;
  });
  if (items?.has_more !== true) {
    const isAsShown = data.every((item, index) => item === shown[index]);
    return { object: isAsShown ? arrived : { ...arrived, items: { ...items, data } }, isWhole };
  }
  // Those behind the tenth stay as they are known until they have been read.
  const beyond = known.filter(({ id }) => !shown.some((item) => item.id === id));
  const has_more = beyond.length === 0;
  return {
    object: { ...arrived, items: { ...items, data: [...data, ...beyond], has_more } },
    isWhole: false,
  };
}

function lacksTiers(price: Readonly<Record<string, unknown>>): boolean {
  return price.billing_scheme === "tiered" && price.tiers === undefined;
}

function listItems(subscription: StripeObject | null): Readonly<Record<string, unknown>>[] {
  const { items } = (subscription ?? {}) as { items?: { data?: unknown } }; // checked
  return Array.isArray(items?.data) ? items.data.filter(isFields) : [];
}

function parseObject({ json }: ObjectRow): StripeObject {
  return JSON.parse(json) as StripeObject; // written by `Door`
}

function readId(value: unknown): string | null {
  if (typeof value === "string") return value;
  return isFields(value) && typeof value.id === "string" ? value.id : null;
}

function listChangedFields(before: StripeObject, after: StripeObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isEqual(before[name], after[name]));
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether two JSON values are equal, whatever the order of their fields. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  const [left, right] = [one, other] as [Record<string, unknown>, Record<string, unknown>]; // or arrays, by number
  return names.every((name) => Object.hasOwn(right, name) && isEqual(left[name], right[name]));
}
