/**
 * @module Keys and tokens for tests, made at run time: nothing in the repository looks like a real one.
 */

export { makeKey } from "../../demo/gallery/canned-keys.ts";

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
