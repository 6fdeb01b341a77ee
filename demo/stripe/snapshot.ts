/**
 * @module All data of an account as one text, equal if and only if the data is equal.
 */

import type { Accounts } from "./accounts.ts";
import { isRecord } from "./fields.ts";

/** Prints an account's test and live data as JSON with sorted keys. */
export function printSnapshot(accounts: Accounts, id: string): string {
  const account = accounts.find(id);
  if (!account) throw new Error(`there is no account ${id}`);
  const { stores } = account;
  return JSON.stringify({ live: stores.live().export(), test: stores.test().export() }, sortKeys);
}

function sortKeys(_name: string, value: unknown): unknown {
  if (!isRecord(value) || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
