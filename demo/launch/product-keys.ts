/**
 * @module For each product, keys to try its step with: the right one, and those people paste by mistake.
 */

import { permissionEntry } from "../../shared/permissions.ts";
import type { PermissionRequest, Profile } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import type { ProductName } from "../products.ts";
import type { LocalStripe } from "../stripe/index.ts";

type KeyName = "good" | "missing_one" | "other_mode" | "secret" | "publishable" | "publishable_other";

/** ParityRail's page has a key of every kind; the others have those that matter to their step. */
export type ProductKeys = Readonly<Record<Exclude<ProductName, "parityrail">, Record<KeyName, DemoKey>>> & {
  readonly parityrail: Readonly<Record<DemoKeyName, DemoKey>>;
};

/** Creates the keys of every product on `account` (`acct_…`). */
export function createProductKeys(stripe: LocalStripe, account: string): ProductKeys {
  const keysFor = (name: ProductName) => {
    const profile = PROFILES[name];
    if (!profile) throw new Error(`there is no profile ${name}`);
    return createKeys(stripe, account, profile);
  };
  return {
    parityrail: createDemoKeys(stripe, account),
    dropfix: keysFor("dropfix"),
    clearsync: keysFor("clearsync"),
    engage: keysFor("engage"),
    billstack: keysFor("billstack"),
  };
}

/** Stripe's names of what a profile asks for: `customer_read`. */
export function permissionsOf(requests: readonly PermissionRequest[]): string[] {
  return requests.map(({ permission, access }) => `${permissionEntry(permission).identifier}_${access}`);
}

function createKeys(stripe: LocalStripe, account: string, profile: Profile): Record<KeyName, DemoKey> {
  const mode = profile.mode === "live" ? "live" : "test";
  const other = mode === "live" ? "test" : "live";
  const all = permissionsOf(profile.permissions);
  const name = profile.key_name;
  const restricted = (permissions: readonly string[], of: "test" | "live" = mode) =>
    stripe.createKey({ account, mode: of, kind: "restricted", permissions, name }).key;
  const whole = (kind: "secret" | "publishable", of: "test" | "live") =>
    stripe.createKey({ account, mode: of, kind, name: "Standard key" }).key;
  const [lacking, ...rest] = profile.permissions;
  const label = lacking ? permissionEntry(lacking.permission).label : "";
  return {
    good: { label: `All permissions (${mode})`, key: restricted(all) },
    missing_one: { label: `${label} missing`, key: restricted(permissionsOf(rest)) },
    other_mode: { label: `A ${other} key`, key: restricted(all, other) },
    secret: { label: `Secret key (${mode})`, key: whole("secret", mode) },
    publishable: { label: `Publishable key (${mode})`, key: whole("publishable", mode) },
    publishable_other: { label: `Publishable key (${other})`, key: whole("publishable", other) },
  };
}

const PARITYRAIL_READS = ["customer_read", "subscription_read", "invoice_read"] as const;

export type DemoKeyName =
  | "good"
  | "missing_invoices"
  | "no_permissions"
  | "revoked"
  | "expired"
  | "ip_restricted"
  | "publishable"
  | "secret"
  | "live"
  | "other_account";

/** A key to try, and what it is, for a person. */
export interface DemoKey {
  readonly label: string;
  readonly key: string;
}

/** Creates the keys on `account` (`acct_…`), and one on another account. */
export function createDemoKeys(stripe: LocalStripe, account: string): Record<DemoKeyName, DemoKey> {
  const create = (name: string, permissions: readonly string[], options: { account?: string } = {}) =>
    stripe.createKey({ account, mode: "test", kind: "restricted", permissions, name, ...options });
  const revoked = create("Deleted key", PARITYRAIL_READS);
  stripe.revokeKey(revoked.id);
  const expired = create("Old key", PARITYRAIL_READS);
  stripe.expireKey(expired.id);
  const restricted = create("Office only", PARITYRAIL_READS);
  stripe.blockIp(restricted.id, true);
  const other = stripe.createAccount({ name: "Other Company Ltd." });
  const whole = { account, mode: "test" } as const;
  return {
    good: { label: "All three permissions", key: create("parityrail", PARITYRAIL_READS).key },
    missing_invoices: {
      label: "Invoices missing",
      key: create("No invoices", ["customer_read", "subscription_read"]).key,
    },
    no_permissions: { label: "No permission at all", key: create("Empty", []).key },
    revoked: { label: "Deleted in Stripe", key: revoked.key },
    expired: { label: "Expired", key: expired.key },
    ip_restricted: { label: "Only from other IP addresses", key: restricted.key },
    publishable: {
      label: "Publishable key",
      key: stripe.createKey({ ...whole, kind: "publishable", name: "Publishable key" }).key,
    },
    secret: {
      label: "Secret key",
      key: stripe.createKey({ ...whole, kind: "secret", name: "Secret key" }).key,
    },
    live: {
      label: "Live key",
      key: stripe.createKey({
        account,
        name: "parityrail",
        permissions: PARITYRAIL_READS,
        mode: "live",
        kind: "restricted",
      }).key,
    },
    other_account: {
      label: "Another account’s key",
      key: create("parityrail", PARITYRAIL_READS, { account: other.id }).key,
    },
  };
}
