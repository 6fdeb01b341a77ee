/**
 * @module For each product, keys to try its step with: the right one, and those people paste by mistake.
 */

import { PERMISSIONS } from "../../shared/permissions.ts";
import type { PermissionRequest } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import { PRODUCTS, type ProductName } from "../products.ts";
import type { KeyOptions, LocalKey, LocalStripe } from "../stripe/index.ts";

const PARITYRAIL_READS = ["customer_read", "subscription_read", "invoice_read"];

/**
 * Creates the keys of every product on `account` (`acct_…`), and one on another account, or finds those of an earlier
 * start by their names at the local Stripe: product and label. ParityRail's page has a key of every kind; the others
 * have those that matter to their step.
 */
export function createProductKeys(stripe: LocalStripe, account: string) {
  const createFor =
    (product: ProductName): CreateKey =>
    (label, outcome, options, state = "active") => {
      const name = `${PRODUCTS[product].label}: ${label}`;
      const made = { account, mode: "test", kind: "restricted", name, ...options } as const;
      const key = stripe.findKey({ ...made, state }) ?? stripe.createKey(made);
      return { ...key, label, outcome };
    };
  return {
    parityrail: createParityRailKeys(stripe, createFor("parityrail")),
    dropfix: createKeys("dropfix", createFor("dropfix")),
    clearsync: createKeys("clearsync", createFor("clearsync")),
    engage: createKeys("engage", createFor("engage")),
    billstack: createKeys("billstack", createFor("billstack")),
  };
}

/** Stripe's names of what a profile asks for: `customer_read`. */
export function permissionsOf(requests: readonly PermissionRequest[]): string[] {
  return requests.map(({ permission, access }) => `${PERMISSIONS[permission].identifier}_${access}`);
}

/** `outcome` says what the visitor will see, `state` what an earlier start has made of the key. */
type CreateKey = (
  label: string,
  outcome: string,
  options: Partial<KeyOptions>,
  state?: "active" | "revoked" | "expired",
) => LocalKey & { label: string; outcome: string };

const CONNECTS = "Connects, all green";
const ONE_IS_RED = "Connects, one row is red";
const SECRET_CONNECTS = "Connects, though it can do everything";
const STOPPED = "Stopped before it is sent";

function createParityRailKeys(stripe: LocalStripe, create: CreateKey) {
  const granted = { permissions: PARITYRAIL_READS };
  const partly = { permissions: PARITYRAIL_READS.slice(0, 2) };
  const name = "Other Company Ltd.";
  const { id: account } = stripe.findAccount(name) ?? stripe.createAccount({ name });
  const other = { ...granted, account };
  const keys = {
    good: create("All three permissions", CONNECTS, granted),
    missing_invoices: create("Invoices missing", ONE_IS_RED, partly),
    no_permissions: create("No permission at all", "Refused: it may read nothing", {}),
    revoked: create("Deleted in Stripe", "Refused by Stripe", granted, "revoked"),
    expired: create("Expired", "Refused: rolled or timed out", granted, "expired"),
    ip_restricted: create("Only from other IP addresses", "Refused from this address", granted),
    publishable: create("Publishable key", STOPPED, { kind: "publishable" }),
    secret: create("Secret key", SECRET_CONNECTS, { kind: "secret" }),
    live: create("Live key", "Connects in live mode", { ...granted, mode: "live" }),
    other_account: create("Another account’s key", "Asks before it replaces another account", other),
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
  const first = permissions[0] ? PERMISSIONS[permissions[0].permission].label : "";
  const publishable = { kind: "publishable" } as const;
  return {
    good: create(`All permissions (${mode})`, CONNECTS, { mode, permissions: all }),
    missing_one: create(`${first} missing`, ONE_IS_RED, { mode, permissions: all.slice(1) }),
    other_mode: create(`A ${other} key`, "Asks, where other data was asked for", {
      mode: other,
      permissions: all,
    }),
    secret: create(`Secret key (${mode})`, SECRET_CONNECTS, { mode, kind: "secret" }),
    publishable: create(`Publishable key (${mode})`, STOPPED, { mode, ...publishable }),
    publishable_other: create(`Publishable key (${other})`, "Of the other mode", {
      mode: other,
      ...publishable,
    }),
  };
}
