/**
 * @module Keys and tokens do not belong into names and texts, which are stored, signed and shown.
 */

/** A secret that stands alone is known by its prefix. */
const SECRET_START =
  /(?<![A-Za-z0-9])(?:(?:rk|rkcs|sk|pk|ek)_(?:test|live|org)_|whsec_|pr[os]_[a-z0-9]{16}|(?:ses|rsm|inv)_ey)[A-Za-z0-9]/;
/** Glued to letters it must be long and mixed as well: `network_test_1` and `courses_eye` are ordinary names. */
const SECRET_WITHIN =
  /(?:(?:rk|rkcs|sk|pk|ek)_(?:org_)?(?:test|live)_|whsec_|pr[os]_)(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{20}|(?:ses|rsm|inv)_eyJ[\w-]{8}/;

/** Tells whether `text` may be kept as a name or id. */
export function isNoSecret(text: string): boolean {
  return !SECRET_START.test(text) && !SECRET_WITHIN.test(text);
}

/** Why a text may not be kept. */
export const HOLDS_SECRET = "must not hold a key or token";
