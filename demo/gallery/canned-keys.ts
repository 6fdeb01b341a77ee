/**
 * @module Keys for scenes, made at run time: nothing in the repository looks like a real one.
 */

/** Returns a key of the right form, `rk_test_…abcd` by default. */
export function makeKey(prefix = "rk_test", ending = "abcd"): string {
  return `${prefix}_${"4eC39HqLyjWDarjtT1zdp7dc".repeat(2)}${ending}`;
}

/** Returns a signing secret of the right form. */
export function makeSecret(): string {
  return `whsec_${"a1B2".repeat(8)}`;
}
