/**
 * @module Whose key it is, from the account itself or from the text of a refusal.
 */

import type { StripeAnswer } from "./answers.ts";

/** An id (with a name where the key may read it), an answer without one, or no answer. */
export type AccountFinding =
  | { readonly kind: "identified"; readonly id: string; readonly name: string | null }
  | { readonly kind: "anonymous" }
  | { readonly kind: "unknown" };

const MAX_NAME_LENGTH = 200;

/** Reads the answer about the account. A key need not be able to read it: its 403 names it, as does any other's. */
export function readAccount(answer: StripeAnswer | undefined, fromOtherText: string | null): AccountFinding {
  if (answer?.outcome === "answered" && "id" in answer.body && isAccountId(answer.body.id)) {
    return { kind: "identified", id: answer.body.id, name: readAccountName(answer.body) };
  }
  const id = (answer?.outcome === "forbidden" && answer.account) || fromOtherText;
  if (id) return { kind: "identified", id, name: null };
  return answer?.outcome === "silent" ? { kind: "unknown" } : { kind: "anonymous" };
}

/** Tells whether `value` is an account's id, `acct_…`. */
export function isAccountId(value: unknown): value is string {
  return typeof value === "string" && /^acct_[A-Za-z0-9]{1,64}$/.test(value);
}

function readAccountName(account: object): string | null {
  const { settings, business_profile: profile } = account as {
    settings?: { dashboard?: { display_name?: unknown } };
    business_profile?: { name?: unknown };
  }; // every step below is checked
  const names = [settings?.dashboard?.display_name, profile?.name];
  const name = names.find((candidate) => typeof candidate === "string" && candidate.trim() !== "");
  return typeof name === "string" ? [...name.trim()].slice(0, MAX_NAME_LENGTH).join("") : null;
}
