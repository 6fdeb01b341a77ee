/**
 * @module The objects of one account in one mode, newest first, as Stripe lists them.
 *
 * Objects are never changed in place: a write puts a new object in the old one's place, so that an event or
 * an earlier answer keeps showing what was true then.
 */

import type { Dataset } from "../../shared/dataset/index.ts";

export interface StripeObject {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

/** Objects of one kind, found by id or by their place in the list. */
export class Collection {
  readonly #objects: StripeObject[];
  #places: Map<string, number> | null = null;

  constructor(objects: readonly StripeObject[]) {
    this.#objects = [...objects];
  }

  get objects(): readonly StripeObject[] {
    return this.#objects;
  }

  /** Returns the place of `id`, or -1. */
  placeOf(id: string): number {
    this.#places ??= new Map(this.#objects.map((object, place) => [object.id, place]));
    return this.#places.get(id) ?? -1;
  }

  find(id: string): StripeObject | undefined {
    return this.#objects[this.placeOf(id)];
  }

  /** Puts `object` in the place of the one with its id, or before all others. */
  save(object: StripeObject): void {
    const place = this.placeOf(object.id);
    if (place >= 0) {
      this.#objects[place] = object;
      return;
    }
    this.#objects.unshift(object);
    this.#places = null;
  }

  remove(id: string): void {
    const place = this.placeOf(id);
    if (place < 0) return;
    this.#objects.splice(place, 1);
    this.#places = null;
  }
}

/** All collections of one account and mode; one that was never filled is empty. */
export class Store {
  readonly #collections = new Map<string, Collection>();
  /** Webhook endpoint → its signing secret, which no read shows. */
  readonly endpointSecrets = new Map<string, string>();

  constructor(dataset: Dataset) {
    for (const [name, objects] of Object.entries(dataset)) {
      this.#collections.set(name, new Collection(objects as readonly StripeObject[])); // a Dataset holds only such lists
    }
  }

  collection(name: string): Collection {
    let collection = this.#collections.get(name);
    if (!collection) this.#collections.set(name, (collection = new Collection([])));
    return collection;
  }

  /** Returns every object that is stored, by collection; empty collections say nothing. */
  export(): Record<string, readonly StripeObject[]> {
    const filled = [...this.#collections].filter(([, { objects }]) => objects.length > 0);
    return Object.fromEntries(filled.map(([name, { objects }]) => [name, objects]));
  }
}
