/**
 * @module How the local Stripe feels today: well, slow, busy or down, to see what the element makes of it.
 */

import type { Fault, LocalStripe } from "../stripe/index.ts";

const SLOW_MS = 1_500; // long enough to see each waiting state, short of every timeout

/** Name of each mood → what it does to every answer of the API. */
const MOODS = {
  well: { milliseconds: 0, fault: null },
  slow: { milliseconds: SLOW_MS, fault: null },
  busy: { milliseconds: 0, fault: { kind: "rate_limit", reason: null } },
  down: { milliseconds: 0, fault: { kind: "error_500" } },
} as const satisfies Record<string, { milliseconds: number; fault: Fault | null }>;

export type StripeMood = keyof typeof MOODS;

/** Changes the mood for everybody who uses this local Stripe. Returns false for a mood it does not know. */
export function changeStripeMood(
  stripe: Pick<LocalStripe, "setFault" | "setLatency">,
  mood: string,
): boolean {
  if (!isMood(mood)) return false;
  const { milliseconds, fault } = MOODS[mood];
  stripe.setLatency(milliseconds);
  stripe.setFault(null);
  if (fault) stripe.setFault(fault);
  return true;
}

function isMood(mood: string): mood is StripeMood {
  return Object.hasOwn(MOODS, mood);
}
