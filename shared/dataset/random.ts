/**
 * @module A seeded source of randomness: the same seed gives the same numbers, names and ids everywhere.
 *
 * Never for secrets: whoever knows the seed knows everything it makes.
 */

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LETTERS_A_DRAW = 5; // 62^5 fits into the 32 bits of one draw

export interface SeededRandom {
  /** Returns a whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** Returns one entry; throws if there is none. */
  pick<Entry>(list: readonly Entry[]): Entry;
  /** Returns an id in Stripe's style: `prefix` and `length` letters and digits. */
  id(prefix: string, length: number): string;
  /** Returns a copy of `list` in another order. */
  shuffle<Entry>(list: readonly Entry[]): Entry[];
}

/** Creates the source for `seed` (mulberry32, which passes what a fixture needs). */
export function createRandom(seed: number): SeededRandom {
  const draw = createDraw(seed);
  const integer = (low: number, high: number): number => low + (draw() % (high - low + 1));
  return {
    integer,
    pick: (list) => {
      const picked = list[integer(0, list.length - 1)];
      if (picked === undefined) throw new Error("there is nothing to pick from");
      return picked;
    },
    id: (prefix, length) => prefix + drawText(draw, length),
    shuffle: (list) =>
      list
        .map((entry) => ({ entry, order: draw() }))
        .toSorted((one, other) => one.order - other.order)
        .map(({ entry }) => entry),
  };
}

function createDraw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function drawText(draw: () => number, length: number): string {
  let text = "";
  while (text.length < length) {
    let bits = draw();
    for (let letter = 0; letter < LETTERS_A_DRAW && text.length < length; letter++) {
      text += LETTERS.charAt(bits % LETTERS.length);
      bits = Math.floor(bits / LETTERS.length);
    }
  }
  return text;
}
