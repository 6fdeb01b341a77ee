/**
 * @module What is to happen when: a queue that gives the earliest first, and of one second what was added first.
 */

interface Entry<Item> {
  /** Unix seconds. */
  readonly at: number;
  readonly order: number;
  readonly item: Item;
}

/** A binary heap: a month of a large account has hundreds of thousands of entries. */
export class Agenda<Item> {
  readonly #heap: Entry<Item>[] = [];
  #added = 0;

  /** When the earliest is; `Infinity` for nothing. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Infinity;
  }

  add(at: number, item: Item): void {
    const heap = this.#heap;
    this.#added += 1;
    let place = heap.push({ at, order: this.#added, item }) - 1;
    while (place > 0) {
      const above = (place - 1) >>> 1;
      if (!this.#isBefore(place, above)) break;
      this.#swap(above, place);
      place = above;
    }
  }

  /** Takes the earliest out. */
  take(): Item | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first?.item;
    heap[0] = last;
    for (let place = 0; ;) {
      const left = 2 * place + 1;
      const least = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(least, place)) return first.item;
      this.#swap(least, place);
      place = least;
    }
  }

  #isBefore(place: number, other: number): boolean {
    const [one, two] = [this.#heap[place], this.#heap[other]];
    if (!one || !two) return one !== undefined;
    return one.at < two.at || (one.at === two.at && one.order < two.order);
  }

  #swap(one: number, other: number): void {
    const [left, right] = [this.#heap[one], this.#heap[other]];
    if (!left || !right) return;
    this.#heap[one] = right;
    this.#heap[other] = left;
  }
}
