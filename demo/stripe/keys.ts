/**
 * @module API keys: of every kind, with any set of permissions, revoked, expired or blocked; and who may use them.
 *
 * Shape: modern keys have 107 characters and begin with `51` and a piece of the account's id.
 */

import type { Mode } from "../../shared/keys.ts";
import { PERMISSIONS } from "../../shared/permissions.ts";
import {
  accountNotAccessible,
  connectPermissionsMissing,
  contextMissing,
  ipNotAllowed,
  keyExpired,
  keyInvalid,
  keyMissing,
  keyPublishable,
} from "./errors.ts";
import { randomId } from "./objects.ts";
import type { Account, World } from "./world.ts";

const KEY_LENGTH = 107;

export interface KeyOptions {
  readonly account: string;
  readonly mode: Mode;
  readonly kind: keyof typeof PREFIXES;
  /** Stripe's identifiers with access: `customer_read`. A secret key has all of them anyway. */
  readonly permissions?: readonly string[];
  readonly name?: string;
  /** False for tokens and platforms' keys, which the Dashboard does not list. */
  readonly listed?: boolean;
  /** Unix seconds; default never. */
  readonly expiresAt?: number;
}

export interface LocalKey {
  /** `mk_…`, the Dashboard's id of the key. */
  readonly id: string;
  /** The key itself. */
  readonly key: string;
}

export interface KeyRecord extends LocalKey, Omit<Required<KeyOptions>, "permissions"> {
  permissions: ReadonlySet<string>;
  state: "active" | "expired" | "revoked";
  ipBlocked: boolean;
}

/** Kind of key → how it begins, before its mode. */
const PREFIXES = { restricted: "rk_", secret: "sk_", publishable: "pk_", organization: "sk_org_" } as const;

export class Keys {
  readonly #byId = new Map<string, KeyRecord>();
  readonly #byValue = new Map<string, KeyRecord>();
  readonly #now: () => number;
  readonly #onChange: () => void;

  constructor(now: () => number, onChange: () => void = () => undefined) {
    this.#now = now;
    this.#onChange = onChange;
  }

  /** All keys, oldest first. */
  get records(): readonly KeyRecord[] {
    return [...this.#byId.values()];
  }

  create(options: KeyOptions): KeyRecord {
    const { account, mode, kind, permissions = [] } = options;
    const prefix = `${PREFIXES[kind]}${mode}_51${account.replace("acct_1", "")}`;
    const record: KeyRecord = {
      name: "Untitled key",
      listed: true,
      expiresAt: Infinity,
      ...options,
      id: randomId("mk_1", 23),
      key: randomId(prefix, KEY_LENGTH - prefix.length),
      permissions: readPermissions(permissions),
      state: "active",
      ipBlocked: false,
    };
    this.add(record);
    return record;
  }

  /** Adds a key that was created earlier. */
  add(record: KeyRecord): void {
    this.#byId.set(record.id, record);
    this.#byValue.set(record.key, record);
    this.#onChange();
  }

  edit(id: string, permissions: readonly string[]): void {
    this.require(id).permissions = readPermissions(permissions);
  }

  /** Creates a key with the old one's permissions; the old one has expired. */
  roll(id: string): KeyRecord {
    const old = this.require(id);
    old.state = "expired";
    return this.create({ ...old, permissions: [...old.permissions] });
  }

  findByValue(value: string): KeyRecord | undefined {
    return this.#byValue.get(value);
  }

  /** Returns the key that `pasted` is, if it works; fails with Stripe's 401. */
  authenticate(pasted: string | null): KeyRecord {
    if (pasted === null) throw keyMissing();
    const record = this.findByValue(pasted);
    if (!record || record.state === "revoked") throw keyInvalid(pasted);
    if (record.state === "expired" || record.expiresAt <= this.#now()) throw keyExpired(pasted);
    if (record.kind === "publishable") throw keyPublishable();
    if (record.ipBlocked) throw ipNotAllowed();
    return record;
  }

  find(id: string): KeyRecord | undefined {
    return this.#byId.get(id);
  }

  /** Returns the key `id`, or throws: a test that names another key is wrong. */
  require(id: string): KeyRecord {
    const record = this.#byId.get(id);
    if (!record) throw new Error(`there is no key ${id}`);
    return record;
  }

  /** Lists an account's keys, after creating the two standard keys of every account if they do not exist. */
  listWithStandard(account: string, mode: Mode): KeyRecord[] {
    for (const kind of ["secret", "publishable"] as const) {
      if (this.list(account, mode).some((key) => key.kind === kind)) continue;
      this.create({ account, mode, kind, name: kind === "secret" ? "Secret key" : "Publishable key" });
    }
    return this.list(account, mode);
  }

  /** Returns an account's keys that still work, newest first. */
  list(account: string, mode: Mode): KeyRecord[] {
    const own = (key: KeyRecord): boolean =>
      key.account === account && key.mode === mode && key.state === "active" && key.listed;
    return [...this.#byId.values()].filter(own).toReversed();
  }
}

/** Returns the key from `Authorization: Bearer key` or from Basic's user name. */
export function readAuthorization(header: string | null): string | null {
  const [, scheme = "", credentials = ""] = /^(\S+)\s+(.*?)\s*$/.exec(header ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return credentials || null;
  if (scheme.toLowerCase() !== "basic") return null;
  return Buffer.from(credentials, "base64").toString("utf8").split(":")[0] || null;
}

/** Returns the account to act on: the key's own, or the one that an organization key or a platform names. */
export function findActingAccount(
  { accounts, platforms }: World,
  { key, kind, account: own }: KeyRecord,
  headers: Headers,
): Account {
  const named = headers.get("stripe-context") ?? headers.get("stripe-account");
  if (kind === "organization" && named === null) throw contextMissing();
  const id = named ?? own;
  const account = accounts.get(id);
  const isConnected = () =>
    [...platforms.values()].some(({ secretKey, connected }) => secretKey === key && connected.has(id));
  if (account && (kind === "organization" || id === own || isConnected())) return account;
  throw kind === "restricted" ? connectPermissionsMissing() : accountNotAccessible(key, id);
}

/** Tells whether `record` may do `permission` (`customer_read`). Write includes read; some rows imply others. */
export function isAllowed(record: KeyRecord, permission: string): boolean {
  if (record.kind !== "restricted") return true;
  if (record.permissions.has(permission)) return true;
  const [, identifier = "", access] = /^(.*)_(read|write)$/.exec(permission) ?? [];
  const implying = Object.values(PERMISSIONS)
    .filter(({ implies }) => implies?.includes(identifier))
    .map((entry) => entry.identifier);
  if (access === "write") {
    const sections = implying.filter((name) => name.startsWith("bucket_")); // a whole section, at its level
    return sections.some((name) => record.permissions.has(`${name}_write`));
  }
  const unlocking = [identifier, ...implying];
  return unlocking.some(
    (name) => record.permissions.has(`${name}_read`) || record.permissions.has(`${name}_write`),
  );
}

function readPermissions(permissions: readonly string[]): Set<string> {
  const wrong = permissions.find((permission) => !/^[a-z0-9_]+_(read|write)$/.test(permission));
  if (wrong !== undefined) throw new Error(`"${wrong}" is not a permission such as customer_read`);
  return new Set(permissions.map((permission) => permission.replace(/^rak_/, "")));
}
