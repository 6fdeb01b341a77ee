/**
 * @module How a connection is, from what the last check found: the worst that is true of it.
 */

import { HEALTH, type HealthDetail } from "../../shared/health.ts";
import { randomShare, type RandomBytes } from "../../shared/ids.ts";
import type { Profile } from "../../shared/profile.ts";
import type { Health } from "../../shared/schema/connections.ts";
import type { Services } from "../context.ts";
import type { Operation } from "./operation.ts";
import { isOpenProject, writeRowStatement, type ConnectionRow } from "./store.ts";

/** A second refusal counts only when it comes this long after the first: a hiccup of Stripe's is over by then. */
export const REFUSAL_CONFIRMED_SECONDS = 120;

/** Every connection is looked at this often; that its key is refused, the ledger's own reads find sooner. */
const CHECK_EVERY_SECONDS = 24 * 3600;
/** An endpoint that could not be made because Stripe did not answer. */
const ENDPOINT_RETRY_SECONDS = 15 * 60;
/** How late a project with the demo dataset may end: its app's setting counts days. */
const OPEN_DEMO_SECONDS = 24 * 3600;

/** Judges a connection. */
export function judgeHealth(profile: Profile, row: ConnectionRow): Health {
  const failed = row.endpoint_problem !== null && row.endpoint_problem !== "pending";
  const detail =
    judgeRefusal(row) ??
    (isRequiredMissing(profile, row) ? "permission_missing" : null) ??
    (failed ? "webhook_endpoint_failed" : null);
  if (detail === null) return { status: "healthy", detail, title: null, message: null };
  return { detail, ...HEALTH[detail] };
}

/** Returns the statement that writes a row as it is judged now. */
export function writeConnectionStatement(
  { app, services: { db, now } }: Pick<Operation, "app" | "services">,
  row: ConnectionRow,
): D1PreparedStatement {
  return writeRowStatement(db, { ...row, health: judgeHealth(app.profile, row).status, updated_at: now() });
}

/** Judges whether a connection does what the app needs. One refusal that may pass changes nothing. */
export function judgeWork(profile: Profile, row: ConnectionRow): "works" | "degraded" | "revoked" {
  const refusal = judgeRefusal(row);
  if (refusal !== null && refusal !== "refused_once") return "revoked";
  return isRequiredMissing(profile, row) ? "degraded" : "works";
}

/** Tells whether Stripe refused the credential, but not yet twice, minutes apart. */
export function isRefusedOnce(row: ConnectionRow): boolean {
  return judgeRefusal(row) === "refused_once";
}

/** Tells whether the last check found a permission missing that the profile requires. */
export function isRequiredMissing({ permissions }: Profile, row: ConnectionRow): boolean {
  return permissions.some(
    ({ permission, access, required }) =>
      required &&
      row.permissions.some(
        (found) => found.permission === permission && found.access === access && found.status === "missing",
      ),
  );
}

/** Returns when a connection is to be looked at again, with jitter: unix seconds, or null for never. */
export function nextCheckAt({ now, random }: Services, row: ConnectionRow): number | null {
  // The dataset needs no looking after, but its project may have to end.
  if (row.method === "demo") {
    return isOpenProject(row.project) ? now() + spread(OPEN_DEMO_SECONDS, random) : null;
  }
  if (isRefusedOnce(row)) return now() + REFUSAL_CONFIRMED_SECONDS + Math.round(30 * randomShare(random));
  const unfinished = row.endpoint_problem === "unavailable" || row.endpoint_problem === "pending";
  const pause = unfinished ? ENDPOINT_RETRY_SECONDS : CHECK_EVERY_SECONDS;
  return now() + spread(pause, random);
}

/** Returns a pause up to a tenth shorter or longer, so that what began together does not come back together. */
export function spread(seconds: number, random: RandomBytes): number {
  return Math.round(seconds * (0.9 + 0.2 * randomShare(random)));
}

/** Expiry and an IP policy Stripe says in so many words; the rest it must say twice, minutes apart. */
function judgeRefusal({ refusal, refused_at, checked_at }: ConnectionRow): HealthDetail | null {
  switch (refusal) {
    case null:
    case "key_expired":
    case "key_ip_restricted":
      return refusal;
    case "key_rejected":
    case "access_revoked": {
      const confirmed = refused_at !== null && checked_at - refused_at >= REFUSAL_CONFIRMED_SECONDS;
      return confirmed ? refusal : "refused_once";
    }
  }
}
