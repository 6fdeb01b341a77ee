/**
 * @module The local Stripe's API keys: of every kind, with any set of permissions, in any sort of trouble.
 *
 * Shape: modern keys have 107 characters and begin with `51` and a piece of the account's id.
 */

import type { Mode } from "../../shared/keys.ts";
import { PERMISSIONS, permissionEntry, type PermissionName } from "../../shared/permissions.ts";
import { randomId } from "./random-id.ts";

const KEY_LENGTH = 107;

export type LocalKeyKind = "restricted" | "secret" | "publishable" | "organization";

export interface KeyOptions {
  readonly account: string;
  readonly mode: Mode;
  readonly kind: LocalKeyKind;
  /** Stripe's identifiers with access: `customer_read`. A secret key has all of them anyway. */
  readonly permissions?: readonly string[];
  readonly name?: string;
  /** False for what no person made: tokens and platforms' keys are not in the Dashboard's list. */
  readonly listed?: boolean;
}

export interface LocalKey {
  /** `mk_…`, the Dashboard's id of the key. */
  readonly id: string;
  /** The key itself. */
  readonly key: string;
}

export interface KeyRecord extends LocalKey {
  readonly account: string;
  readonly mode: Mode;
  readonly kind: LocalKeyKind;
  readonly name: string;
  readonly created: number;
  readonly listed: boolean;
  permissions: ReadonlySet<string>;
  state: "active" | "expired" | "revoked";
  ipBlocked: boolean;
  /** The whole key was shown to a person. */
  revealed: boolean;
}

const PREFIXES = { restricted: "rk_", secret: "sk_", publishable: "pk_", organization: "sk_org_" } as const;

export class Keys {
  readonly #byId = new Map<string, KeyRecord>();
  readonly #byValue = new Map<string, KeyRecord>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  create(options: KeyOptions): KeyRecord {
    const { account, mode, kind, permissions = [], name = "Untitled key", listed = true } = options;
    const prefix = `${PREFIXES[kind]}${mode}_51${account.replace("acct_1", "")}`;
    const record: KeyRecord = {
      id: randomId("mk_1", 23),
      key: randomId(prefix, KEY_LENGTH - prefix.length),
      account,
      mode,
      kind,
      name,
      created: this.#now(),
      listed,
      permissions: readPermissions(permissions),
      state: "active",
      ipBlocked: false,
      revealed: false,
    };
    this.#byId.set(record.id, record);
    this.#byValue.set(record.key, record);
    return record;
  }

  edit(id: string, permissions: readonly string[]): void {
    this.require(id).permissions = readPermissions(permissions);
  }

  /** Makes a new key with the old one's rights; the old one has expired. */
  roll(id: string): KeyRecord {
    const old = this.require(id);
    old.state = "expired";
    return this.create({ ...old, permissions: [...old.permissions] });
  }

  findByValue(value: string): KeyRecord | undefined {
    return this.#byValue.get(value);
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

  /** Lists an account's keys after making the two standard ones that every account has, if they are not there. */
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

/** Tells whether the Dashboard shows a secret key whole: always in test mode, once in live mode (docs.stripe.com/keys). */
export function canReveal({ kind, mode, revealed }: KeyRecord): boolean {
  return kind === "secret" && (mode === "test" || !revealed);
}

/** Tells whether `record` may do `permission` (`customer_read`). Write includes read; some rows imply others. */
export function isAllowed(record: KeyRecord, permission: string): boolean {
  if (record.kind !== "restricted") return true;
  if (record.permissions.has(permission)) return true;
  const [, identifier = "", access] = /^(.*)_(read|write)$/.exec(permission) ?? [];
  const implying = IMPLIED_BY.get(identifier) ?? [];
  if (access === "write") {
    const sections = implying.filter((name) => name.startsWith("bucket_")); // a whole section, at its level
    return sections.some((name) => record.permissions.has(`${name}_write`));
  }
  const unlocking = [identifier, ...implying];
  return unlocking.some(
    (name) => record.permissions.has(`${name}_read`) || record.permissions.has(`${name}_write`),
  );
}

/** Identifier → those whose read includes its own. */
const IMPLIED_BY: ReadonlyMap<string, readonly string[]> = invertImplications();

function invertImplications(): Map<string, string[]> {
  const inverted = new Map<string, string[]>();
  for (const name of Object.keys(PERMISSIONS) as PermissionName[]) {
    const { identifier, implies = [] } = permissionEntry(name);
    for (const implied of implies) inverted.set(implied, [...(inverted.get(implied) ?? []), identifier]);
  }
  return inverted;
}

function readPermissions(permissions: readonly string[]): Set<string> {
  const wrong = permissions.find((permission) => !/^[a-z0-9_]+_(read|write)$/.test(permission));
  if (wrong !== undefined) throw new Error(`"${wrong}" is not a permission such as customer_read`);
  return new Set(permissions.map((permission) => permission.replace(/^rak_/, "")));
}
