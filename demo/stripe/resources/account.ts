/**
 * @module The two endpoints that answer with one object and no list: the account and its balance.
 */

import type { Mode } from "../../../shared/keys.ts";
import type { Account } from "../accounts.ts";

/** Returns the account object. It has no `livemode`: only the key's prefix tells the mode. */
export function readAccount({ id, name, created }: Account) {
  return {
    id,
    object: "account",
    business_profile: { mcc: null, name, support_email: null, support_url: null, url: "https://example.com" },
    charges_enabled: true,
    country: "US",
    created,
    default_currency: "usd",
    details_submitted: true,
    email: "owner@example.com",
    payouts_enabled: true,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      dashboard: { display_name: name, timezone: "Etc/UTC" },
    },
    type: "standard",
  };
}

export function readBalance(mode: Mode) {
  const funds = [{ amount: 1_254_300, currency: "usd", source_types: { card: 1_254_300 } }];
  return { object: "balance", available: funds, livemode: mode === "live", pending: funds };
}
