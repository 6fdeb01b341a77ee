/**
 * @module How a connection is, from what the last check found: the worst that is true of it.
 */

import { HEALTH, type HealthDetail } from "../../../shared/health.ts";
import type { Profile } from "../../../shared/profile.ts";
import type { Health } from "../../../shared/schema/connections.ts";
import type { CheckedConnection } from "../store.ts";

/** A second refusal counts only when it comes this long after the first: a hiccup of Stripe's is over by then. */
export const REFUSAL_SETTLES_SECONDS = 120;

/** Judges a connection. `webhookFailed`: the Worker could not make its endpoint in the account. */
export function judgeHealth(profile: Profile, found: CheckedConnection, webhookFailed: boolean): Health {
  const detail =
    judgeRefusal(found) ??
    (isPermissionMissing(profile, found) ? "permission_missing" : null) ??
    (webhookFailed ? "webhook_endpoint_failed" : null);
  if (detail === null) return { status: "healthy", detail, message: null };
  return { detail, ...HEALTH[detail] };
}

/** Expiry and an IP policy Stripe says in so many words; the rest it must say twice, minutes apart. */
function judgeRefusal({ record }: CheckedConnection): HealthDetail | null {
  const { problem, refusedAt, checkedAt } = record;
  switch (problem) {
    case null:
    case "key_expired":
    case "key_ip_restricted":
      return problem;
    case "key_rejected":
    case "access_revoked":
      return refusedAt !== null && checkedAt - refusedAt >= REFUSAL_SETTLES_SECONDS
        ? problem
        : "refused_once";
  }
}

function isPermissionMissing({ permissions }: Profile, { findings }: CheckedConnection): boolean {
  return permissions.some(
    ({ permission, access, required }) =>
      required &&
      findings.some(
        (found) => found.permission === permission && found.access === access && found.status === "missing",
      ),
  );
}
