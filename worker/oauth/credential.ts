/**
 * @module What an account that consented on Stripe's page is asked with: with Connect the platform's own key, named
 * for that account; with a Stripe App an access token of the account's.
 */

import type { Services } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import type { StripeCredential } from "../stripe/client.ts";
import { withAccessToken, type TokenOwner } from "./tokens.ts";

/** The part of a connection that says whose access it is. */
export interface GrantedAccess extends TokenOwner {
  readonly accountId: string | null;
}

/**
 * Hands the access to `use`; null where a Stripe App's tokens are gone. Refuses with `oauth_unavailable` where
 * OAuth is no longer set up, or with what refreshing tokens refuses with.
 */
export async function withPlatformCredential<T>(
  services: Services,
  access: GrantedAccess,
  use: (credential: StripeCredential) => Promise<T>,
): Promise<T | null> {
  const { oauth } = services.settings;
  const { accountId } = access;
  if (!oauth || accountId === null) throw new ApiError("oauth_unavailable");
  if (oauth.type === "connect") return use({ apiKey: oauth.secret, account: accountId });
  return withAccessToken(services, oauth, access, (apiKey) => use({ apiKey, account: null }));
}
