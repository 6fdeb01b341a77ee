/**
 * @module Asks Stripe what a key may read of what a profile wants, and says what to do when Stripe is silent.
 */

import type { Profile } from "../../shared/profile.ts";
import type { Services } from "../http/context.ts";
import { Refusal } from "../http/refusal.ts";
import { examineKey, type Examination } from "../stripe/examine.ts";

/** Examines a key, new or stored, for the permissions of `profile`. */
export function examineFor(
  { settings, fetch, random }: Services,
  profile: Profile,
  key: string,
): Promise<Examination> {
  return examineKey(
    { apiUrl: settings.stripeApiUrl, credential: { bearer: key, account: null }, fetch, random },
    profile.permissions,
  );
}

/** Turns Stripe's silence into a refusal that says to try again, or whom to tell. */
export function refuseSilence({ reason, stripe }: Extract<Examination, { verdict: "silent" }>): Refusal {
  const trace = stripe && { stripe };
  if (reason === "unexpected") return new Refusal("stripe_unexpected", { ...trace });
  return new Refusal(reason === "busy" ? "stripe_busy" : "stripe_unavailable", {
    retryAfterSeconds: 2,
    ...trace,
  });
}
