/**
 * @module Everything one running local Stripe knows: what the API and the Dashboard share.
 */

import type { Accounts } from "../accounts.ts";
import type { FaultBoard } from "../faults.ts";
import type { Keys } from "../keys.ts";
import type { Platforms } from "../oauth/platforms.ts";
import type { RequestLog } from "../request-log.ts";
import type { Dialect } from "./failures.ts";
import type { Idempotency } from "./idempotency.ts";
import type { RateLimits } from "./rate-limits.ts";

export interface World {
  readonly accounts: Accounts;
  readonly keys: Keys;
  readonly platforms: Platforms;
  readonly faults: FaultBoard;
  readonly log: RequestLog;
  readonly limits: RateLimits;
  readonly idempotency: Idempotency;
  /** Unix seconds. */
  readonly now: () => number;
  /** Milliseconds of a steady clock, for the limiter. */
  readonly clock: () => number;
  readonly allowLocalWebhooks: boolean;
  /** Ends all waiting when the server closes. */
  readonly closing: AbortSignal;
  /** Origin of API and Dashboard, known once the server listens. */
  url: string;
  dialect: Dialect;
  latencyMs: number;
}
