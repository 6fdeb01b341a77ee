/**
 * @module Objects of one kind in the order they were created, so that a page of a list costs what is on it and not
 * what the account holds.
 */

import { readField, type StripeObject } from "./objects.ts";

const HOLES_KEPT = 64; // below that, closing them up is not worth it

/** A field and the value it must have, as text. */
export interface Where {
  /** A path such as `parent.subscription_details.subscription`. */
  readonly field: string;
  readonly value: string;
}

/** Which page of a collection; all bounds are included. */
export interface PageQuery {
  readonly limit: number;
  readonly where?: readonly Where[];
  /** Unix seconds. */
  readonly since?: number;
  readonly until?: number;
  /** The page begins behind this object, among the older ones. */
  readonly after?: string;
  /** The page ends before this object, among the newer ones. */
  readonly before?: string;
  readonly fits?: (object: StripeObject) => boolean;
}

export interface Page {
  /** Newest first. */
  readonly data: StripeObject[];
  readonly hasMore: boolean;
}

/** How a collection differs from what it began with. */
export interface CollectionChanges {
  /** New or changed objects, oldest first. */
  readonly saved: readonly StripeObject[];
  /** Ids. */
  readonly removed: readonly string[];
}

/**
 * A place in `#entries` stays an object's own until the holes of removed ones are closed up; indexes hold such
 * places, each list in order.
 */
export class Collection {
  /** Oldest first; null where one was removed. */
  #entries: (StripeObject | null)[] = [];
  /** `created` of each entry, also of removed ones. */
  #created: number[] = [];
  readonly #places = new Map<string, number>();
  readonly #removed = new Set<string>();
  /** Ids of what was saved since the beginning. */
  readonly #saved = new Set<string>();
  readonly #onChange: () => void;
  /** Field → value → places; a field's index is made when it is first asked for. */
  readonly #indexes = new Map<string, Map<string, number[]>>();

  constructor(newestFirst: readonly StripeObject[], onChange: () => void = () => undefined) {
    this.#fill(newestFirst.toReversed());
    this.#onChange = onChange;
  }

  get changes(): CollectionChanges {
    const saved = this.#entries.filter((entry) => entry !== null).filter(({ id }) => this.#saved.has(id));
    return { saved, removed: [...this.#removed] };
  }

  /** Makes the changes of an earlier collection that began the same. */
  replay({ saved, removed }: CollectionChanges): void {
    for (const id of removed) {
      this.remove(id);
      this.#removed.add(id); // also what came and went between
    }
    for (const object of saved) this.save(object);
  }

  get size(): number {
    return this.#places.size;
  }

  /** All objects, newest first: for what looks at all of them anyway. */
  get objects(): readonly StripeObject[] {
    return this.#entries.filter((entry) => entry !== null).toReversed();
  }

  find(id: string): StripeObject | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : (this.#entries[place] ?? undefined);
  }

  /** Returns the objects whose field has the value, newest first. */
  findBy(field: string, value: string): StripeObject[] {
    return this.page({ where: [{ field, value }], limit: Infinity }).data;
  }

  /** Puts `object` in the place of the one with its id, or before all others of its second. */
  save(object: StripeObject): void {
    this.#saved.add(object.id);
    this.#onChange();
    const place = this.#places.get(object.id);
    if (place === undefined) return this.#add(object);
    const old = this.#entries[place] ?? null;
    this.#entries[place] = object;
    this.#reindex(place, old, object);
  }

  /** Tells whether an object with this id was here once. */
  hasRemoved(id: string): boolean {
    return this.#removed.has(id);
  }

  remove(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#onChange();
    const old = this.#entries[place] ?? null;
    this.#entries[place] = null;
    this.#places.delete(id);
    this.#removed.add(id);
    this.#reindex(place, old, null);
    const holes = this.#entries.length - this.#places.size;
    if (holes > HOLES_KEPT && holes > this.#places.size) {
      this.#fill(this.#entries.filter((entry) => entry !== null));
    }
  }

  /** Forgets what was created before `moment`, as soon as it is most of all. */
  removeBefore(moment: number): void {
    const old = lowerBound(this.#created, moment);
    if (old <= HOLES_KEPT || old < this.#created.length / 2) return;
    this.#fill(this.#entries.slice(old).filter((entry) => entry !== null));
  }

  /** Returns one page; `after` and `before` must be ids of this collection. */
  page({ limit, where = [], since = -Infinity, until = Infinity, after, before, fits }: PageQuery): Page {
    const low = Math.max(lowerBound(this.#created, since), this.#placeOf(before, -1) + 1);
    const high = Math.min(lowerBound(this.#created, until + 1), this.#placeOf(after, Infinity));
    const places = this.#narrow(where);
    const first = places ? lowerBound(places, low) : low;
    const end = places ? lowerBound(places, high) : high;
    const found: StripeObject[] = [];
    const others = where.length > 1 ? where : [];
    const isUpward = before !== undefined;
    for (let step = 0; step < end - first && found.length <= limit; step += 1) {
      const index = isUpward ? first + step : end - 1 - step;
      const entry = this.#entries[places?.[index] ?? index];
      if (!entry || !others.every(({ field, value }) => fieldText(entry, field) === value)) continue;
      if (!fits || fits(entry)) found.push(entry);
    }
    const data = found.slice(0, limit);
    return { data: isUpward ? data.toReversed() : data, hasMore: found.length > limit };
  }

  /**
   * Returns an object drawn at random, of those whose field has the value if one is given.
   * @param draw returns a whole number from 0 up to, but not including, its argument
   */
  pick(draw: (max: number) => number, where?: Where): StripeObject | undefined {
    const places = where && this.#index(where.field).get(where.value);
    if (where ? !places?.length : this.size === 0) return undefined;
    const drawn = draw(places?.length ?? this.#entries.length);
    for (let step = 0; ; step += 1) {
      const index = (drawn + step) % this.#entries.length; // a hole counts for the next object
      const entry = this.#entries[places?.[drawn] ?? index];
      if (entry) return entry;
    }
  }

  #fill(oldestFirst: StripeObject[]): void {
    this.#entries = oldestFirst;
    this.#created = oldestFirst.map(createdAt);
    this.#places.clear();
    for (const [place, { id }] of oldestFirst.entries()) this.#places.set(id, place);
    this.#indexes.clear();
  }

  #add(object: StripeObject): void {
    const created = createdAt(object);
    const place = lowerBound(this.#created, created + 1);
    if (place < this.#entries.length) {
      const inOrder = this.#entries.toSpliced(place, 0, object);
      this.#fill(inOrder.filter((entry) => entry !== null)); // rare: nobody creates in the past
      return;
    }
    this.#entries.push(object);
    this.#created.push(created);
    this.#places.set(object.id, place);
    this.#reindex(place, null, object);
  }

  #placeOf(id: string | undefined, none: number): number {
    return id === undefined ? none : (this.#places.get(id) ?? none);
  }

  /** Returns the shortest list of places that holds all objects of `where`; undefined for all. */
  #narrow(where: readonly Where[]): readonly number[] | undefined {
    const lists = where.map(({ field, value }) => this.#index(field).get(value) ?? []);
    return lists.toSorted((one, other) => one.length - other.length)[0];
  }

  #index(field: string): Map<string, number[]> {
    const known = this.#indexes.get(field);
    if (known) return known;
    const index = new Map<string, number[]>();
    for (const [place, entry] of this.#entries.entries()) {
      if (entry) listIn(index, fieldText(entry, field)).push(place);
    }
    this.#indexes.set(field, index);
    return index;
  }

  #reindex(place: number, old: StripeObject | null, now: StripeObject | null): void {
    for (const [field, index] of this.#indexes) {
      const before = old && fieldText(old, field);
      const after = now && fieldText(now, field);
      if (before === after) continue;
      if (before !== null) {
        const places = listIn(index, before);
        places.splice(lowerBound(places, place), 1);
      }
      if (after !== null) {
        const places = listIn(index, after);
        places.splice(lowerBound(places, place), 0, place);
      }
    }
  }
}

function listIn(index: Map<string, number[]>, value: string): number[] {
  const list = index.get(value) ?? [];
  index.set(value, list);
  return list;
}

const createdAt = ({ created }: StripeObject): number => (typeof created === "number" ? created : 0);

const fieldText = (object: StripeObject, field: string): string => String(readField(object, field));

/** Returns the first index of `sorted` whose value is at least `bound`. */
function lowerBound(sorted: readonly number[], bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
