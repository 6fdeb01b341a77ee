/**
 * @module What an account that consented over OAuth is asked with: the platform's own key, named for that account.
 */

import type { Services } from "../http/context.ts";
import { Refusal } from "../http/refusal.ts";
import type { StripeCredential } from "../stripe/client.ts";

/** The part of a connection that says whose access it is. */
export interface GrantedAccess {
  readonly id: string;
  readonly accountId: string | null;
}

/** Hands the access to `use`. Refuses with `oauth_unavailable` where OAuth is no longer set up. */
export async function withPlatformCredential<T>(
  { settings }: Services,
  { accountId }: GrantedAccess,
  use: (credential: StripeCredential) => Promise<T>,
): Promise<T | null> {
  if (!settings.oauth || accountId === null) throw new Refusal("oauth_unavailable");
  return use({ bearer: settings.oauth.secret, account: accountId });
}
