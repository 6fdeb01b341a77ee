/**
 * @module Who is asking? Reads the key from the header and says, as Stripe would, what is wrong with it.
 */

import type { Account } from "../accounts.ts";
import type { KeyRecord, Keys } from "../keys.ts";
import type { World } from "./world.ts";
import {
  accountNotAccessible,
  connectPermissionsMissing,
  contextMissing,
  ipNotAllowed,
  keyExpired,
  keyInvalid,
  keyMissing,
  keyPublishable,
} from "./failures.ts";

/** Returns the key from `Authorization: Bearer key` or from Basic's user name. */
export function readAuthorization(header: string | null): string | null {
  const [, scheme = "", credentials = ""] = /^(\S+)\s+(.*?)\s*$/.exec(header ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return credentials || null;
  if (scheme.toLowerCase() !== "basic") return null;
  return Buffer.from(credentials, "base64").toString("utf8").split(":")[0] || null;
}

/** Returns the key that `pasted` is, if it works; otherwise fails with Stripe's 401. */
export function authenticate(keys: Keys, pasted: string | null): KeyRecord {
  if (pasted === null) throw keyMissing();
  const record = keys.findByValue(pasted);
  if (!record || record.state === "revoked") throw keyInvalid(pasted);
  if (record.state === "expired") throw keyExpired(pasted);
  if (record.kind === "publishable") throw keyPublishable();
  if (record.ipBlocked) throw ipNotAllowed();
  return record;
}

/** Returns the account to act on: the key's own, or the one that an organization key or a platform's names. */
export function findActingAccount(
  { accounts, platforms }: Pick<World, "accounts" | "platforms">,
  record: KeyRecord,
  headers: Headers,
): Account {
  const named = headers.get("stripe-context") ?? headers.get("stripe-account");
  if (record.kind === "organization" && named === null) throw contextMissing();
  const id = named ?? record.account;
  const account = accounts.find(id);
  if (account && (record.kind === "organization" || id === record.account)) return account;
  if (account && platforms.mayActFor(record.key, id)) return account;
  if (record.kind === "restricted") throw connectPermissionsMissing();
  throw accountNotAccessible(record.key, id);
}
