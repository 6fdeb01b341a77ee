/**
 * @module Rate limits of two kinds: exact budgets counted in D1, and the platform's limits in front of D1.
 */

import { ApiError } from "./api-error.ts";

/** So many uses in a fixed window of time, counted under one name. */
export interface Budget {
  readonly scope: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Each use writes at most as many rows as this removes, so the table cannot grow for ever. */
const MAX_ROWS_REMOVED = 20;
/** The period of the limits in wrangler.toml. */
const PLATFORM_PERIOD_SECONDS = 60;

const FULL = `SELECT scope, window_end FROM attempts
  JOIN json_each(?1) ON scope = value ->> 'scope' AND window_end = value ->> 'end' WHERE count >= value ->> 'limit'`;

/**
 * Counts one use in every budget, or in none if one of them is full: a refused use costs nobody anything.
 * Fails with `rate_limited`, or with `unavailable` if the use cannot be counted.
 */
export async function consume(db: D1Database, now: number, budgets: readonly Budget[]): Promise<void> {
  const windows = writeWindows(budgets, now);
  const [full, firstRefusals] = await db
    .batch<{ scope: string; window_end: number }>([
      db.prepare(FULL).bind(windows),
      db
        .prepare(
          `INSERT INTO attempts (scope, window_end, count) SELECT 'refused ' || scope, window_end, 1 FROM (${FULL})
           WHERE true ON CONFLICT DO NOTHING RETURNING scope, window_end`,
        )
        .bind(windows),
      db
        .prepare(
          `INSERT INTO attempts (scope, window_end, count)
           SELECT value ->> 'scope', value ->> 'end', 1 FROM json_each(?1) WHERE NOT EXISTS (${FULL})
           ON CONFLICT (scope, window_end) DO UPDATE SET count = count + 1`,
        )
        .bind(windows),
      db
        .prepare(
          `DELETE FROM attempts WHERE rowid IN
             (SELECT rowid FROM attempts WHERE window_end <= ?1 ORDER BY window_end LIMIT ${MAX_ROWS_REMOVED})`,
        )
        .bind(now),
    ])
    .catch(() => {
      throw new ApiError("unavailable", { retryAfterSeconds: 5, reason: "the use could not be counted" });
    });
  const refused = full?.results.toSorted((one, other) => other.window_end - one.window_end)[0];
  if (!refused) return;
  throw new ApiError("rate_limited", {
    retryAfterSeconds: refused.window_end - now,
    reason: refused.scope,
    audited: firstRefusals?.results.length !== 0, // one audit row a budget and window, however long the flood
  });
}

/**
 * Counts one request in a limit of the platform, which costs no call to D1. Fails with `rate_limited`.
 *
 * The platform counts per location and approximately, so this only keeps floods off; the exact budgets stand
 * behind it, and a limit that is absent or fails lets everything pass.
 * developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit
 */
export async function consumePlatformLimit(limit: RateLimit | undefined, key: string): Promise<void> {
  const outcome = await limit?.limit({ key }).catch(() => null);
  if (outcome?.success === false) {
    throw new ApiError("rate_limited", {
      retryAfterSeconds: PLATFORM_PERIOD_SECONDS,
      reason: "platform limit",
      audited: false,
    });
  }
}

/** The windows that `now` falls into, as the statements read them. */
function writeWindows(budgets: readonly Budget[], now: number): string {
  return JSON.stringify(
    budgets.map(({ scope, limit, windowSeconds }) => ({
      scope,
      limit,
      end: (Math.floor(now / windowSeconds) + 1) * windowSeconds,
    })),
  );
}
