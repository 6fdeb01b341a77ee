/**
 * @module What can be wrong with a CSV of identities, and the one sentence for whoever made it.
 *
 * The file maps the app's own users to Stripe's customers: UTF-8, RFC 4180, a header with `user` and `customer`.
 */

export const IDENTITY_PROBLEMS = {
  // The file
  empty: "The file is empty. To empty the map, send the header user,customer alone.",
  compressed: "The file is compressed, or a spreadsheet. Send it as plain CSV.",
  utf16: "The file is UTF-16. Save it as UTF-8.",
  line_ends: "Lines have to end in LF or CRLF, not in CR alone.",
  separator: "The columns have to be separated by commas.",
  column_missing: "The first line has to be a header that names the columns user and customer.",
  column_twice: "The header names a column twice.",
  column_unknown: "The header has a column that is neither user nor customer. Leave it out.",
  quotes:
    "A quote is not as RFC 4180 has it: quotes stand around a whole field, and those within it are doubled. What comes after this line was not read.",
  row_too_long: "The line is too long. What comes after it was not read.",
  // A row
  fields: "The row has to have one user and one customer, as the header says.",
  not_utf8: "The row has bytes that are not UTF-8, or the mark U+FFFD that stands for such bytes.",
  user_missing: "The user is missing.",
  user_too_long: "The user has more than 500 characters.",
  user_spaces: "The user begins or ends with a space.",
  user_invalid: "The user has control characters.",
  user_secret: "The user holds a key or token.",
  customer_missing: "The customer is missing.",
  customer_invalid: "The customer is no id of a Stripe customer: they begin with cus_.",
  user_conflict: "The user has another customer on a line before. A user has one.",
} as const satisfies Record<string, string>;

export type IdentityProblem = keyof typeof IDENTITY_PROBLEMS;

export const MAX_IDENTITY_ROWS = 250_000;
export const MAX_IDENTITY_BYTES = 64 * 1024 * 1024;
/** UTF-16 code units. */
export const MAX_USER_LENGTH = 500;
/** So many wrong lines are listed; all are counted. */
export const MAX_LISTED_LINES = 100;

/** By what a customer was found for a user. */
export type FoundBy = "csv" | "metadata" | "email";
