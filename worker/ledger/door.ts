/**
 * @module The one door into the ledger: whatever arrives, by list, event or single read, is brought to one shape,
 * compared by Stripe's time, and written if it is newer.
 *
 * Nothing of Stripe's says when an object last changed, so for every content a span is kept in which it was true: the
 * second of an event, or the duration of a read. Where two spans overlap and the contents differ, neither is surely
 * the newer one: the object is read once more, later than both.
 */

import { RESOURCES, type Resource, type ResourceName } from "../../shared/resources.ts";
import type { Derivation } from "./derive.ts";
import { rewind } from "../billing/rewind.ts";
import { isObjectOf, toPinnedShape } from "./shape.ts";
import type { SignalRecorder } from "./signals.ts";
import { separateDetails } from "./details.ts";
import type { LedgerStorage } from "./storage.ts";
import type { ObjectRow, ObjectWrite, ChangeSource, StripeObject } from "./tables.ts";

/** When what arrives was true, Stripe's unix seconds, and how it came. */
export interface Arrival {
  readonly source: ChangeSource;
  readonly from: number;
  readonly to: number;
  /** Of an event that only says that the object was made: anything else of the same second is newer. */
  readonly isCreation?: boolean;
  /** What an event says that its fields were before. */
  readonly previous?: Fields | null;
  /** Of a list: reads are left to look at what it leaves out. */
  readonly hasSpare?: boolean;
  /** Of an event: what is known is what was there before it. */
  readonly follows?: boolean;
  /** Nothing says whether it is newer than what is known. */
  readonly isDoubtful?: boolean;
}

/** A whole run over a resource's list: what it showed unchanged was true at some moment between its two ends. */
export interface Pass {
  readonly began_at: number;
  readonly ended_at: number;
}

type Fields = Readonly<Record<string, unknown>>;

export type FindPass = (row: ObjectRow) => Pass | undefined;

/** Our clock and Stripe's may differ by this much, and Stripe's times are cut to the second. */
const CLOCK_SKEW_SECONDS = 1;
/** A read for what is in doubt comes after this many seconds: events of one change arrive together. */
export const DOUBT_SECONDS = 3;
/** Stripe finalizes a renewal's invoice, and charges it, about an hour after the period's end. */
const RENEWAL_SECONDS = 3_700;
/** What is overdue, and did not change by itself, is looked at again this often. */
const OVERDUE_SECONDS = 6 * 3600;
/** Places within a second, where Stripe tells whole seconds only: the first and the last, and from one to the next. */
const WITHIN_SECOND = 0.4;
const STEP_WITHIN_SECOND = 0.001;
/** What lists leave out of an object is read again this often, and this often at least. */
const WHOLE_SECONDS = 20 * 3600;
const MAX_WHOLE_SECONDS = 7 * 24 * 3600;
const ENDED: ReadonlySet<unknown> = new Set(["canceled", "incomplete_expired"]);

/** Returns the span in which an answer to a request was true. */
export function spanOf(sentAt: number, answeredAt: number): { from: number; to: number } {
  return { from: sentAt - CLOCK_SKEW_SECONDS, to: answeredAt + CLOCK_SKEW_SECONDS };
}

export class Door {
  readonly #storage: LedgerStorage;
  readonly #derivation: Derivation;
  readonly #signals: SignalRecorder;
  readonly #now: () => number;

  constructor(storage: LedgerStorage, derivation: Derivation, signals: SignalRecorder, now: () => number) {
    this.#storage = storage;
    this.#derivation = derivation;
    this.#signals = signals;
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
    const { object: kind } = RESOURCES[resource];
    // Once each: who reads page by page may be shown one twice.
    const right = objects.filter(
      (one) => isObjectOf(one, kind) && !this.#isOwnerGone(resource, one, arrival),
    );
    const arrived = new Map(right.map((one) => [one.id, one]));
    const known = this.#storage.findObjects(resource, [...arrived.keys()]);
    const inTime = this.#limit(arrival);
    let placed = inTime;
    const writes = [...arrived.values()].flatMap((object) => {
      const before = known.get(object.id);
      const pass = before && findPass(before);
      if (arrival.source === "event") placed = placeEvent(object, before, inTime, pass); // it has one object
      const shaped = this.#keepDetails(resource, toPinnedShape(object), inTime);
      return this.#judge(resource, shaped, before, placed, pass) ?? [];
    });
    if (writes.length > 0) this.#write(resource, writes, placed);
    return writes.length;
  }

  /** Takes the news that an object is gone. Of one that was never there it is kept for what comes too late. */
  takeDeleted(resource: ResourceName, id: string, told: Arrival): void {
    const arrival = this.#limit(told);
    const before = this.#storage.findObjects(resource, [id]).get(id);
    if (before && (before.deleted === 1 || arrival.to < Math.floor(before.known_from))) return;
    if (resource === "customers") this.#dropCustomerLists(id, arrival);
    if (!before) {
      this.#storage.writeTombstone(resource, id, arrival); // what is older may come yet: that it was made
      return;
    }
    const { object } = RESOURCES[resource];
    // A deleted coupon goes on applying to whom it was given (docs.stripe.com/api/coupons/delete).
    const kept = resource === "coupons" ? parseObject(before) : {};
    const write = this.#describe(resource, { ...kept, id, object, deleted: true }, before, arrival, null);
    this.#write(resource, [write], arrival);
  }

  /** Takes a discount whole, as an event of its own has it. */
  takeDiscount(discount: StripeObject): void {
    if (discount.id !== "" && this.#storage.writeDetail(discount.id, discount)) this.#derivation.noteDetail();
  }

  /** Nothing was true in the future, whatever a clock says: what comes later would be taken for older. */
  #limit(arrival: Arrival): Arrival {
    const latest = this.#now() + CLOCK_SKEW_SECONDS;
    return { ...arrival, from: Math.min(arrival.from, latest), to: Math.min(arrival.to, latest) };
  }

  /** Takes the whole list of what a customer has of a resource: what is not in it is gone. */
  takeOfCustomer(
    resource: ResourceName,
    customer: string,
    objects: readonly StripeObject[],
    arrival: Arrival,
  ): void {
    const listed = new Set(objects.map(({ id }) => id));
    const absent = this.#storage.listOfCustomer(resource, customer).filter(({ id }) => !listed.has(id));
    const gone = absent.filter(({ known_to }) => known_to < arrival.from);
    // The rest was seen at about the same time: nobody can say which came first.
    const latest = Math.max(...absent.map(({ known_to }) => known_to));
    if (gone.length < absent.length) this.#requestRead(resource, customer, Math.max(latest, arrival.to));
    this.take(resource, objects, arrival);
    for (const { id } of gone) this.takeDeleted(resource, id, arrival);
  }

  /** Returns the object without details, which are kept apart; those that are not known are asked for. */
  #keepDetails(resource: ResourceName, arrived: StripeObject, { to }: Arrival): StripeObject {
    const { object, details } = separateDetails(arrived);
    for (const [id, shown] of details) {
      if (shown !== null) {
        if (this.#storage.writeDetail(id, shown)) this.#derivation.noteDetail();
      } else if (this.#canBeShown(id) && this.#storage.requestDetail(id, this.#now()))
        this.#requestRead(resource, object.id, to);
    }
    return object;
  }

  /** Whoever may not read coupons is not shown discounts either. */
  #canBeShown(id: string): boolean {
    return !id.startsWith("di_") || this.#storage.showsDiscounts();
  }

  /** Returns what is to be written of an object; null for nothing. */
  #judge(
    resource: ResourceName,
    arrived: StripeObject,
    before: ObjectRow | undefined,
    arrival: Arrival,
    pass: Pass | undefined,
  ): ObjectWrite | null {
    const known = before && (arrival.follows ? ownSpanOf(before) : spanOfRow(before, pass));
    if (known && arrival.to < Math.floor(known.from)) return null; // older
    const kept = before && before.deleted === 0 ? parseObject(before) : null;
    const { object, isWhole } = completeFrom(arrived, kept);
    const isSame = kept !== null && isEqual(kept, object);
    const isNewer = !known || (arrival.from > known.to && arrival.isDoubtful !== true);
    if (!isWhole && !(isSame && isRecent(before, arrival)))
      this.#requestRead(resource, object.id, arrival.to);
    if (before && isSame) {
      // Two changes of one second that end alike: one between them led away from it, and may come yet.
      const isAgain = arrival.previous != null && known !== undefined && known.to >= Math.floor(arrival.from);
      if (isAgain) this.#requestRead(resource, object.id, Math.max(arrival.to, known.to));
      // A run over a whole list confirms all it shows at once; see `Pass`.
      if (arrival.source !== "sweep" && arrival.source !== "fill") this.#confirm(before, object, arrival);
      return null;
    }
    if (!isNewer) {
      if (arrival.isCreation && kept) return null; // whatever else is known came after it
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
    { source, to }: Arrival,
    kept: StripeObject | null,
  ): ObjectWrite {
    const deleted = object.deleted === true ? 1 : 0;
    const { created, customer, status } = object;
    const belongsTo = resource === "disputes" ? object.charge : customer;
    const owner = readId(belongsTo) ?? before?.customer ?? null;
    if (resource === "subscriptions" && owner !== null) this.#requestCustomerLists(owner, to);
    // Of what an event tells, another event brings the payment method.
    if (resource === "customers" && deleted === 0 && source !== "event")
      this.#requestPaymentMethods(object, kept, to);
    return {
      id: object.id,
      customer: owner,
      created: typeof created === "number" ? created : (before?.created ?? 0),
      status: typeof status === "string" ? status : null,
      due: deleted === 1 ? null : this.#dueOf(object),
      deleted,
      object,
      before: kept,
      kind: deleted === 1 ? "deleted" : !before || before.deleted === 1 ? "created" : "updated",
      fields: kept && listChangedFields(kept, object),
    };
  }

  #write(resource: ResourceName, writes: readonly ObjectWrite[], { source, from, to }: Arrival): void {
    this.#storage.writeObjects(resource, writes, { source, from, to, at: this.#now() });
    this.#derivation.touch(resource, writes, source);
    if (source === "event") return; // which tells more than what it wrote
    for (const write of writes) this.#signals.takeRead(write, source, Math.floor(to));
  }

  #confirm(before: ObjectRow, object: StripeObject, { from, to }: Arrival): void {
    if (from <= before.known_from) return;
    this.#storage.confirmObject(before, from, Math.max(to, before.known_to), this.#dueOf(object));
  }

  /** What a customer may use follows their subscriptions. */
  #requestCustomerLists(customer: string, after: number): void {
    for (const name of this.#storage.read<readonly ResourceName[]>("by_subscription") ?? []) {
      // Before its first fill has begun, that will read it.
      if (this.#storage.hasBegun(name))
        this.#storage.requestRead(name, customer, Math.ceil(after) + DOUBT_SECONDS);
    }
  }

  /** A customer names the default payment method, so one that nobody told of is seen there first. */
  #requestPaymentMethods(customer: StripeObject, before: StripeObject | null, after: number): void {
    const id = defaultMethodOf(customer);
    const isKnown = id === null || (before !== null && id === defaultMethodOf(before));
    // Before its first fill has begun, that will read it.
    if (isKnown || !this.#storage.hasBegun("payment_methods")) return;
    if (!this.#storage.findObjects("payment_methods", [id]).has(id))
      this.#requestRead("payment_methods", customer.id, after);
  }

  /** What a customer has goes with them, so what is told of it later, of an earlier time, is no longer there. */
  #isOwnerGone(resource: ResourceName, { customer }: StripeObject, { to }: Arrival): boolean {
    const id = readId(customer);
    if (!("perCustomer" in RESOURCES[resource]) || id === null) return false;
    const owner = this.#storage.findObjects("customers", [id]).get(id);
    return owner?.deleted === 1 && owner.known_from >= Math.floor(to);
  }

  /** Whatever was told of a customer in the second of the deletion came before it. */
  #dropCustomerLists(customer: string, deletion: Arrival): void {
    const arrival = { ...deletion, from: deletion.from + 1, to: deletion.to + 1 };
    for (const [name, { perCustomer }] of Object.entries<Resource>(RESOURCES)) {
      if (perCustomer === undefined) continue;
      this.takeOfCustomer(name as ResourceName, customer, [], arrival); // a key of the table
    }
  }

  #requestRead(resource: ResourceName, id: string, after: number): void {
    this.#storage.requestRead(resource, id, Math.ceil(after) + DOUBT_SECONDS);
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

function defaultMethodOf({ invoice_settings: settings }: StripeObject): string | null {
  const { default_payment_method: id } = (settings ?? {}) as { default_payment_method?: unknown }; // Stripe's shape
  return readId(id);
}

/**
 * Gives an event its place within its second, where one change leaves several: before all others if it says that the
 * object was made; right behind what is known if that is what the object was before it; else behind all others, where
 * nothing finds its place any more, so that whatever else comes of that second has the object read.
 */
function placeEvent(
  object: StripeObject,
  before: ObjectRow | undefined,
  arrival: Arrival,
  pass: Pass | undefined,
): Arrival {
  const { from: second, isCreation, previous } = arrival;
  const at = (place: number): Arrival => ({ ...arrival, from: place, to: place });
  if (isCreation) return at(second - WITHIN_SECOND);
  const kept = before?.deleted === 0 ? parseObject(before) : null;
  // What a run has shown since is not what it was before this event, but what became of it again.
  const isSeenSince = pass !== undefined && second + CLOCK_SKEW_SECONDS < pass.began_at;
  const follows = !isSeenSince && kept !== null && previous != null && wasBefore(kept, object, previous);
  // A run over a list takes hours at times, and what it showed unchanged is what this event changed.
  const known = before && (follows ? ownSpanOf(before) : spanOfRow(before, pass));
  if (!known || known.to < second) return follows ? { ...at(second), follows } : at(second + WITHIN_SECOND);
  const isFound = known.from >= second && known.to < second + WITHIN_SECOND;
  if (follows && isFound) return { ...at(known.to + STEP_WITHIN_SECOND), follows };
  return { ...at(previous ? second + WITHIN_SECOND : second), isDoubtful: true };
}

/** Tells whether `kept` is what `object` was before an event that changed the fields of `previous`. */
function wasBefore(kept: StripeObject, object: StripeObject, previous: Fields): boolean {
  return isAlike(kept, completeFrom(toPinnedShape(rewind(object, previous)), kept).object);
}

/**
 * Tells whether an object that a list shows as it is known was read whole of late: then what the list leaves out is not
 * read again, which would take two reads at every look. An event says that something did change.
 */
function isRecent(before: ObjectRow | undefined, { source, from, hasSpare }: Arrival): boolean {
  const seconds = hasSpare === true ? WHOLE_SECONDS : MAX_WHOLE_SECONDS;
  return source !== "event" && before !== undefined && before.known_to > from - seconds;
}

/** Returns the span of what is known of a row; an unchanged one was last seen by the last run over its list. */
function spanOfRow(
  { known_from, known_to }: ObjectRow,
  pass: Pass | undefined,
): { from: number; to: number } {
  if (!pass || known_from >= pass.began_at) return { from: known_from, to: known_to };
  return { from: pass.began_at, to: pass.ended_at };
}

function ownSpanOf({ known_from: from, known_to: to }: ObjectRow): { from: number; to: number } {
  return { from, to };
}

/** Adds the items beyond the tenth, which lists and events leave out, as they are known until they have been read. */
function completeFrom(
  arrived: StripeObject,
  kept: StripeObject | null,
): { readonly object: StripeObject; readonly isWhole: boolean } {
  const { items } = arrived as { items?: { has_more?: unknown } }; // checked
  if (arrived.object !== "subscription" || items?.has_more !== true)
    return { object: arrived, isWhole: true };
  const shown = listItems(arrived);
  const beyond = listItems(kept).filter(({ id }) => !shown.some((item) => item.id === id));
  const has_more = beyond.length === 0;
  return {
    object: { ...arrived, items: { ...items, data: [...shown, ...beyond], has_more } },
    isWhole: false,
  };
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

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether two JSON values are equal, where null is as good as nothing: events tell so of a key that is new. */
function isAlike(one: unknown, other: unknown): boolean {
  if (!isFields(one) || !isFields(other)) return isEqual(one ?? null, other ?? null);
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isAlike(one[name], other[name]));
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
