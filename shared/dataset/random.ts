/**
 * @module A seeded source of randomness: the same seed gives the same numbers and ids. Never for secrets.
 */

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Enough for 29 years, after which ids begin anew. */
const TIME_LETTERS = 5;

export type SeededRandom = ReturnType<typeof createRandom>;

/** Creates an id; see `id` below. */
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
    /**
     * Returns an id in Stripe's style: `prefix` and `length` letters and digits. Stripe's ids begin with the time, so
     * that newer ones sort behind older ones, as in docs.stripe.com/api. @param created unix seconds; null for no order
     */
    id(prefix: string, length: number, created: number | null): string {
      // From codes, since what is glued letter by letter takes ten times the memory.
      const codes = Array.from({ length }, () => LETTERS.charCodeAt(draw() % LETTERS.length));
      let time = created ?? 0;
      for (let place = created === null ? -1 : TIME_LETTERS - 1; place >= 0; place -= 1) {
        codes[place] = LETTERS.charCodeAt(time % LETTERS.length);
        time = Math.floor(time / LETTERS.length);
      }
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
