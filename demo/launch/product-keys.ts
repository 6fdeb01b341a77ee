/**
 * @module For each product, keys to try its step with: the right one, and those people paste by mistake.
 */

import { permissionEntry } from "../../shared/permissions.ts";
import type { PermissionRequest } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import type { ProductName } from "../products.ts";
import type { KeyOptions, LocalStripe } from "../stripe/index.ts";

const PARITYRAIL_READS = ["customer_read", "subscription_read", "invoice_read"];

/**
 * Creates the keys of every product on `account` (`acct_…`), and one on another account. ParityRail's page has a key
 * of every kind; the others have those that matter to their step. A key's label is its name at the local Stripe too.
 */
export function createProductKeys(stripe: LocalStripe, account: string) {
  const create = (label: string, options: Partial<KeyOptions>) => {
    const key = stripe.createKey({ account, mode: "test", kind: "restricted", name: label, ...options });
    return { label, ...key };
  };
  return {
    parityrail: createParityRailKeys(stripe, create),
    dropfix: createKeys("dropfix", create),
    clearsync: createKeys("clearsync", create),
    engage: createKeys("engage", create),
    billstack: createKeys("billstack", create),
  };
}

/** Stripe's names of what a profile asks for: `customer_read`. */
export function permissionsOf(requests: readonly PermissionRequest[]): string[] {
  return requests.map(({ permission, access }) => `${permissionEntry(permission).identifier}_${access}`);
}

type CreateKey = (label: string, options: Partial<KeyOptions>) => { label: string; id: string; key: string };

function createParityRailKeys(stripe: LocalStripe, create: CreateKey) {
  const granted = { permissions: PARITYRAIL_READS };
  const { id: other } = stripe.createAccount({ name: "Other Company Ltd." });
  const keys = {
    good: create("All three permissions", granted),
    missing_invoices: create("Invoices missing", { permissions: PARITYRAIL_READS.slice(0, 2) }),
    no_permissions: create("No permission at all", {}),
    revoked: create("Deleted in Stripe", granted),
    expired: create("Expired", granted),
    ip_restricted: create("Only from other IP addresses", granted),
    publishable: create("Publishable key", { kind: "publishable" }),
    secret: create("Secret key", { kind: "secret" }),
    live: create("Live key", { ...granted, mode: "live" }),
    other_account: create("Another account’s key", { ...granted, account: other }),
  };
  stripe.revokeKey(keys.revoked.id);
  stripe.expireKey(keys.expired.id);
  stripe.blockIp(keys.ip_restricted.id, true);
  return keys;
}

function createKeys(product: ProductName, create: CreateKey) {
  const { mode: asked = "either", permissions = [] } = PROFILES[product] ?? {};
  const mode = asked === "live" ? "live" : "test";
  const other = mode === "live" ? "test" : "live";
  const all = permissionsOf(permissions);
  const first = permissions[0] ? permissionEntry(permissions[0].permission).label : "";
  return {
    good: create(`All permissions (${mode})`, { mode, permissions: all }),
    missing_one: create(`${first} missing`, { mode, permissions: all.slice(1) }),
    other_mode: create(`A ${other} key`, { mode: other, permissions: all }),
    secret: create(`Secret key (${mode})`, { mode, kind: "secret" }),
    publishable: create(`Publishable key (${mode})`, { mode, kind: "publishable" }),
    publishable_other: create(`Publishable key (${other})`, { mode: other, kind: "publishable" }),
  };
}
