/**
 * @module Keys and tokens for tests, made at run time: nothing in the repository looks like a real one.
 */

/** Returns a key of the right form, `rk_test_…abcd` by default. */
export function makeKey(prefix = "rk_test", ending = "abcd"): string {
  return `${prefix}_${"4eC39HqLyjWDarjtT1zdp7dc".repeat(2)}${ending}`;
}

/** Returns a session token as the Worker makes it, good for an hour. */
export function makeToken(claims: object): string {
  const all = {
    app: "app_1",
    sub: "a",
    role: "admin",
    user: "u_1",
    exp: Date.now() / 1000 + 3600,
    ...claims,
  };
  return `ses_e30.${btoa(JSON.stringify(all))}.x`;
}
