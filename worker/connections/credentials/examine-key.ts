/**
 * @module Asks Stripe what a credential may do of what a profile wants, and turns what cannot be stored into refusals.
 */

import type { KeyKind } from "../../../shared/keys.ts";
import { permissionEntry } from "../../../shared/permissions.ts";
import type { Profile } from "../../../shared/profile.ts";
import type { Services } from "../../context.ts";
import { ApiError } from "../../http/api-error.ts";
import type { StripeCredential } from "../../stripe/client.ts";
import { probeCredential, type ProbeResult, type Proof } from "../../stripe/probe.ts";

/** Examines a credential, new or stored. Only a restricted key can do more than it should. */
export function examineFor(
  { settings, fetch, random }: Services,
  profile: Profile,
  credential: StripeCredential,
  kind: KeyKind | null,
): Promise<ProbeResult> {
  const excess = kind === "restricted" ? profile.excess_check : [];
  return probeCredential(
    { apiUrl: settings.stripeApiUrl, credential, fetch, random },
    { permissions: profile.permissions, excess, endpoints: false },
  );
}

/** Returns what a new credential may do. Refuses one that Stripe does not know, or whose every permission it refuses. */
export async function proveCredential(
  services: Services,
  profile: Profile,
  credential: StripeCredential,
  kind: KeyKind | null,
): Promise<Proof> {
  const examination = await examineFor(services, profile, credential, kind);
  switch (examination.verdict) {
    case "usable":
      return examination.proof;
    case "powerless":
      throw new ApiError("permissions_missing", {
        param: "api_key",
        values: { permissions: namePermissions(profile) },
      });
    case "refused":
      throw new ApiError(examination.code, {
        param: "api_key",
        ...(examination.stripe && { stripe: examination.stripe }),
      });
    case "silent":
      throw refuseSilence(examination);
  }
}

/** Turns Stripe's silence into a refusal that says to try again, or whom to tell. */
export function refuseSilence({ reason, stripe }: Extract<ProbeResult, { verdict: "silent" }>): ApiError {
  const trace = stripe && { stripe };
  if (reason === "unexpected") return new ApiError("stripe_unexpected", { ...trace });
  return new ApiError(reason === "busy" ? "stripe_busy" : "stripe_unavailable", {
    retryAfterSeconds: 2,
    ...trace,
  });
}

/** "Customers Write, and Products Read", or "Customers, Subscriptions, and Invoices Read": the required rows. */
function namePermissions(profile: Profile): string {
  const required = profile.permissions.filter((row) => row.required);
  const list = new Intl.ListFormat("en");
  const name = (access: "read" | "write"): string[] => {
    const rows = required.filter((row) => row.access === access);
    if (rows.length === 0) return [];
    const labels = rows.map(({ permission }) => permissionEntry(permission).label);
    return [`${list.format(labels)} ${access === "write" ? "Write" : "Read"}`];
  };
  return [...name("write"), ...name("read")].join("; ");
}
