/**
 * @module For each product, keys to try its step with: the right one, and those people paste by mistake.
 */

import type { Mode } from "../../shared/keys.ts";
import { permissionEntry } from "../../shared/permissions.ts";
import type { PermissionRequest } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import type { ProductName } from "../products.ts";
import type { LocalStripe } from "../stripe/index.ts";

const PARITYRAIL_READS = ["customer_read", "subscription_read", "invoice_read"];

/** A key to try, and what it is, for a person. */
export interface DemoKey {
  readonly label: string;
  readonly key: string;
}

/**
 * Creates the keys of every product on `account` (`acct_…`), and one on another account. ParityRail's page has a key
 * of every kind; the others have those that matter to their step.
 */
export function createProductKeys(stripe: LocalStripe, account: string) {
  return {
    parityrail: createParityRailKeys(stripe, account),
    dropfix: createKeys(stripe, account, "dropfix"),
    clearsync: createKeys(stripe, account, "clearsync"),
    engage: createKeys(stripe, account, "engage"),
    billstack: createKeys(stripe, account, "billstack"),
  };
}

/** Stripe's names of what a profile asks for: `customer_read`. */
export function permissionsOf(requests: readonly PermissionRequest[]): string[] {
  return requests.map(({ permission, access }) => `${permissionEntry(permission).identifier}_${access}`);
}

function createParityRailKeys(stripe: LocalStripe, account: string) {
  const create = (name: string, permissions: readonly string[], of: { account?: string; mode?: Mode } = {}) =>
    stripe.createKey({ account, mode: "test", kind: "restricted", permissions, name, ...of });
  const createStandard = (kind: "secret" | "publishable", name: string) =>
    stripe.createKey({ account, mode: "test", kind, name });
  const revoked = create("Deleted key", PARITYRAIL_READS);
  stripe.revokeKey(revoked.id);
  const expired = create("Old key", PARITYRAIL_READS);
  stripe.expireKey(expired.id);
  const blocked = create("Office only", PARITYRAIL_READS);
  stripe.blockIp(blocked.id, true);
  const other = stripe.createAccount({ name: "Other Company Ltd." }).id;
  const show = (label: string, { key }: { readonly key: string }): DemoKey => ({ label, key });
  return {
    good: show("All three permissions", create("parityrail", PARITYRAIL_READS)),
    missing_invoices: show("Invoices missing", create("No invoices", PARITYRAIL_READS.slice(0, 2))),
    no_permissions: show("No permission at all", create("Empty", [])),
    revoked: show("Deleted in Stripe", revoked),
    expired: show("Expired", expired),
    ip_restricted: show("Only from other IP addresses", blocked),
    publishable: show("Publishable key", createStandard("publishable", "Publishable key")),
    secret: show("Secret key", createStandard("secret", "Secret key")),
    live: show("Live key", create("parityrail", PARITYRAIL_READS, { mode: "live" })),
    other_account: show("Another account’s key", create("parityrail", PARITYRAIL_READS, { account: other })),
  };
}

function createKeys(stripe: LocalStripe, account: string, product: ProductName) {
  const profile = PROFILES[product];
  if (!profile) throw new Error(`there is no profile ${product}`);
  const mode = profile.mode === "live" ? "live" : "test";
  const other = mode === "live" ? "test" : "live";
  const all = permissionsOf(profile.permissions);
  const [first] = profile.permissions;
  const firstLabel = first ? permissionEntry(first.permission).label : "";
  const restricted = (label: string, permissions: readonly string[], of: Mode): DemoKey => {
    const name = profile.key_name;
    return { label, key: stripe.createKey({ account, mode: of, kind: "restricted", permissions, name }).key };
  };
  const standard = (label: string, kind: "secret" | "publishable", of: Mode): DemoKey => ({
    label: `${label} (${of})`,
    key: stripe.createKey({ account, mode: of, kind, name: "Standard key" }).key,
  });
  return {
    good: restricted(`All permissions (${mode})`, all, mode),
    missing_one: restricted(`${firstLabel} missing`, all.slice(1), mode),
    other_mode: restricted(`A ${other} key`, all, other),
    secret: standard("Secret key", "secret", mode),
    publishable: standard("Publishable key", "publishable", mode),
    publishable_other: standard("Publishable key", "publishable", other),
  };
}
