/**
 * @module What can be the matter with a connection, how bad it is, and the one sentence of what to do.
 *
 * A single 401 is no verdict: Stripe must refuse a key twice, minutes apart, before it counts as gone. What
 * Stripe says in so many words (expired, an IP policy) counts at once.
 */

interface HealthEntry {
  /** Works, but not wholly; does not work until somebody mends it; the account took the access back. */
  readonly status: "degraded" | "needs_attention" | "revoked";
  /** What it is and what to do, for the person. */
  readonly message: string;
}

export const HEALTH = {
  permission_missing: {
    status: "degraded",
    message: "A required permission is missing. Grant it in Stripe, then re-check.",
  },
  webhook_endpoint_failed: {
    status: "degraded",
    message: "The webhook endpoint could not be made in Stripe. Re-check to try again.",
  },
  refused_once: {
    status: "degraded",
    message:
      "Stripe refused the key just now. That can pass: re-check in a few minutes, or paste a new key of the same account.",
  },
  key_rejected: {
    status: "needs_attention",
    message:
      "Stripe no longer accepts this key: it was probably deleted in Stripe. Paste a new key of the same account.",
  },
  key_expired: {
    status: "needs_attention",
    message: "This key was rolled or has timed out in Stripe. Paste the new key of the same account.",
  },
  key_ip_restricted: {
    status: "needs_attention",
    message:
      "This key only works from certain IP addresses. Remove the IP restriction from the key in Stripe, then re-check.",
  },
  access_revoked: {
    status: "revoked",
    message: "The Stripe account took the access back. Connect it again, or disconnect.",
  },
} as const satisfies Record<string, HealthEntry>;

/** What is the matter with a connection that is not healthy. */
export type HealthDetail = keyof typeof HEALTH;
