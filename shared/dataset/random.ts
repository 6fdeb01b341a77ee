/**
 * @module A seeded source of randomness: the same seed gives the same numbers and ids. Never for secrets.
 */

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export type SeededRandom = ReturnType<typeof createRandom>;

/** Creates an id: `prefix` and `length` letters and digits. */
export type CreateId = SeededRandom["id"];

/** Creates the source for `seed` (mulberry32, good enough for fixtures). */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const integer = (low: number, high: number): number => low + (draw() % (high - low + 1));
  return {
    /** Returns a whole number from `low` to `high`, both included. */
    integer,
    /** Returns one entry; throws if there is none. */
    pick<Entry>(list: readonly Entry[]): Entry {
      const picked = list[integer(0, list.length - 1)];
      if (picked === undefined) throw new Error("there is nothing to pick from");
      return picked;
    },
    /** Returns an id in Stripe's style: `prefix` and `length` letters and digits. */
    id(prefix: string, length: number): string {
      // From codes, since what is glued letter by letter takes ten times the memory.
      const codes = Array.from({ length }, () => LETTERS.charCodeAt(draw() % LETTERS.length));
      return prefix + String.fromCharCode(...codes);
    },
    /** Returns a copy of `list` in random order. */
    shuffle: <Entry>(list: readonly Entry[]): Entry[] =>
      list
        .map((entry) => ({ entry, order: draw() }))
        .toSorted((one, other) => one.order - other.order)
        .map(({ entry }) => entry),
  };
}
