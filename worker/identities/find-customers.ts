/**
 * @module The rule by which a user of the app is found among Stripe's customers.
 *
 * The app's own word comes first: its CSV, then the metadata it wrote to Stripe, then the e-mail address. The first of
 * them that knows the user decides, and where it knows several customers, all are told and none is chosen.
 */

import type { FoundBy } from "../../shared/identities.ts";
import type { Profile } from "../../shared/profile.ts";

/** Where customers are looked for. Each function returns ids, `cus_…`, of customers that are not deleted. */
export interface CustomerSources {
  /** The customer that the app's CSV gives the user; null for none. */
  readonly findMapped: (user: string) => string | null;
  /** Customers whose metadata has the user's id under the profile's key. */
  readonly findByMetadata: (user: string) => readonly string[];
  /** @param email in lower case */
  readonly findByEmail: (email: string) => readonly string[];
}

/** What the ledger can be asked. */
export type CustomerIndex = Pick<CustomerSources, "findByMetadata" | "findByEmail">;

/** Whom to find: by either, or by both. */
export interface Person {
  readonly user: string | null;
  readonly email: string | null;
}

export interface CustomerMatch {
  readonly customers: readonly { readonly id: string; readonly by: FoundBy }[];
  /** There are several, and nothing says which it is. */
  readonly ambiguous: boolean;
}

/** Finds the customers that a person is. @param rule by what the profile finds users beside the CSV */
export function findCustomers(
  { user, email }: Person,
  rule: Profile["identities"],
  sources: CustomerSources,
): CustomerMatch {
  const mapped = user === null ? null : sources.findMapped(user);
  if (mapped !== null) return matchAll([mapped], "csv");
  if (user !== null && rule?.metadata_key !== undefined) {
    const found = sources.findByMetadata(user);
    if (found.length > 0) return matchAll(found, "metadata");
  }
  const address = email?.trim().toLowerCase() ?? "";
  if (address === "" || rule?.email !== true) return matchAll([], "email");
  return matchAll(sources.findByEmail(address), "email");
}

function matchAll(found: readonly string[], by: FoundBy): CustomerMatch {
  const ids = [...new Set(found)];
  return { customers: ids.map((id) => ({ id, by })), ambiguous: ids.length > 1 };
}
