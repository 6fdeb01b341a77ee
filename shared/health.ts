/**
 * @module What can be the matter with a connection, how bad it is, and what to do.
 *
 * A single 401 is no verdict: Stripe must refuse a key twice, minutes apart, before it counts as gone. What
 * Stripe says in so many words (expired, an IP policy) counts at once.
 */

interface HealthEntry {
  /** Works, but not wholly; does not work until somebody mends it; the account took the access back. */
  readonly status: "degraded" | "needs_attention" | "revoked";
  /** What it is, for the person. */
  readonly title: string;
  /** What to do. */
  readonly message: string;
}

export const HEALTH = {
  permission_missing: {
    status: "degraded",
    title: "A required permission is missing",
    message: "Grant it in Stripe, then re-check.",
  },
  webhook_endpoint_failed: {
    status: "degraded",
    title: "No webhook endpoint yet",
    message: "The webhook endpoint could not be made in Stripe. Re-check to try again.",
  },
  refused_once: {
    status: "degraded",
    title: "Stripe refused this key",
    message: "We ask again in a few minutes before we call it revoked. What was read so far is kept.",
  },
  key_rejected: {
    status: "needs_attention",
    title: "Stripe no longer accepts this key",
    message:
      "It was probably deleted or rolled in Stripe. Nothing is lost: paste a new key of the same account.",
  },
  key_expired: {
    status: "needs_attention",
    title: "This key has expired",
    message: "It was rolled or timed out in Stripe. Nothing is lost: paste a new key of the same account.",
  },
  key_ip_restricted: {
    status: "needs_attention",
    title: "This key only works from certain IP addresses",
    message: "Remove the IP restriction from the key in Stripe, then re-check. Or paste a new key.",
  },
  access_revoked: {
    status: "revoked",
    title: "Stripe took the access back",
    message: "Somebody ended it in the Stripe account. Nothing is lost: connect the same account again.",
  },
} as const satisfies Record<string, HealthEntry>;

/** What is the matter with a connection that is not healthy. */
export type HealthDetail = keyof typeof HEALTH;
