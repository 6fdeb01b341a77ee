/**
 * @module What can keep a connection's data from being read, and the one sentence for the person.
 */

export const SYNC_PROBLEMS = {
  permission_missing:
    "The key may not read everything. Grant the missing permission in Stripe, and it is read.",
  key_refused:
    "Stripe refuses the key. What was read is kept; reading goes on with a new key of the same account.",
  rate_limited: "Stripe asked us to slow down.",
  stripe_unavailable: "Stripe does not answer just now.",
  stripe_unexpected: "Stripe answered in a way we do not know.",
  reads_used_up: "The reads that Stripe allows are used up for today.",
} as const satisfies Record<string, string>;

/** Why something is not read. */
export type SyncProblem = keyof typeof SYNC_PROBLEMS;

/** What a read of Stripe's API was for. */
export const READ_PURPOSES = ["probe", "fill", "poll", "refetch", "reconcile", "proxy"] as const;
export type ReadPurpose = (typeof READ_PURPOSES)[number];
