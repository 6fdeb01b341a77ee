/**
 * @module A seeded source of randomness: the same seed gives the same numbers and ids. Never for secrets.
 */

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LETTERS_PER_DRAW = 5; // 62^5 fits into the 32 bits of one draw

export interface SeededRandom {
  /** Returns a whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** Returns one entry; throws if there is none. */
  pick<Entry>(list: readonly Entry[]): Entry;
  /** Returns an id in Stripe's style: `prefix` and `length` letters and digits. */
  id(prefix: string, length: number): string;
  /** Returns a copy of `list` in random order. */
  shuffle<Entry>(list: readonly Entry[]): Entry[];
}

/** Creates the source for `seed` (mulberry32, good enough for fixtures). */
export function createRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const integer = (low: number, high: number): number => low + (draw() % (high - low + 1));
  return {
    integer,
    pick(list) {
      const picked = list[integer(0, list.length - 1)];
      if (picked === undefined) throw new Error("there is nothing to pick from");
      return picked;
    },
    id(prefix, length) {
      let text = "";
      while (text.length < length) {
        let bits = draw();
        for (let letter = 0; letter < LETTERS_PER_DRAW && text.length < length; letter += 1) {
          text += LETTERS.charAt(bits % LETTERS.length);
          bits = Math.floor(bits / LETTERS.length);
        }
      }
      return prefix + text;
    },
    shuffle: (list) =>
      list
        .map((entry) => ({ entry, order: draw() }))
        .toSorted((one, other) => one.order - other.order)
        .map(({ entry }) => entry),
  };
}
