/**
 * @module One key of every kind a person may paste, to try the connect step with.
 */

import type { LocalStripe } from "./index.ts";

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
