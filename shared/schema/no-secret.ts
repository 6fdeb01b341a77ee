/**
 * @module Keys and tokens do not belong into names and texts, which are stored, signed and shown.
 */

const SECRET_LIKE =
  /(?<![A-Za-z0-9])(?:(?:rk|rkcs|sk|pk|ek)_(?:test|live|org)_|whsec_|pr[os]_[a-z0-9]{16}|(?:ses|rsm)_ey)[A-Za-z0-9]/;

/** Tells whether `text` may be kept as a name or id; `HOLDS_SECRET` says why not. */
export function isNoSecret(text: string): boolean {
  return !SECRET_LIKE.test(text);
}

export const HOLDS_SECRET = "must not hold a key or token";
