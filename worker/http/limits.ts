/**
 * @module The budget of tries to connect, counted exactly in D1 and closed when it cannot be counted.
 *
 * Whoever can call connect can learn whether a key works, so a thief of keys would like to call it often.
 * A person needs a handful of tries; these numbers leave room for several and none for a list.
 */

import type { D1Database } from "@cloudflare/workers-types";
import { keyedDigestHex } from "../crypto/digest.ts";
import { ApiError } from "./api-error.ts";

interface Budget {
  readonly scope: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Tries per project: a person who fails twenty times needs another kind of help. */
const PROJECT_TRIES = { limit: 20, windowSeconds: 3600 };
/** Tries per IP address of a page: an office behind one address onboards together at most this fast. */
const ADDRESS_TRIES = { limit: 30, windowSeconds: 600 };
/** Tries per app: a stolen app secret or a rogue page meets this wall. */
const APP_TRIES = { limit: 600, windowSeconds: 3600 };
/** Re-checks per project, and demo datasets: each re-check costs the customer's Stripe account a handful of reads. */
const PROJECT_CHECKS = { limit: 60, windowSeconds: 3600 };

/** New projects of script-tag pages, per IP address: a household tries a few times, a machine many. */
const ADDRESS_OPENINGS = { limit: 20, windowSeconds: 3600 };
/** Projects found again, per IP address: every reload of a page is one. */
const ADDRESS_RESUMES = { limit: 120, windowSeconds: 3600 };
/** New projects per app: a popular site, and an end to a flood from many addresses. */
const APP_OPENINGS = { limit: 2000, windowSeconds: 3600 };
/** Sessions per app: more than one a second all hour long, and an end to a backend that asks in a loop. */
const APP_SESSIONS = { limit: 6000, windowSeconds: 3600 };

export interface TryTarget {
  readonly app: string;
  readonly project: string;
  /** The caller's address if it is a browser's; a backend's address says nothing of the person. */
  readonly address: string | null;
  /** Keys the hash of the address: of a bare hash, four billion guesses find an IPv4 address. */
  readonly hashKey: Uint8Array<ArrayBuffer>;
}

/**
 * Takes one try to connect out of every budget it belongs to. Refuses with `rate_limited` or `unavailable`.
 * A try that its own project or address no longer has costs the app nothing: one person cannot stop the rest.
 */
export async function consumeTry(db: D1Database, now: number, target: TryTarget): Promise<void> {
  await spend(db, now, await listOwnBudgets(target), listSharedBudgets(target));
}

/** Gives back a try, taken at `now`, that turned out to ask nobody whether a key works. */
export async function refundTry(db: D1Database, now: number, target: TryTarget): Promise<void> {
  const windows = listWindows([...(await listOwnBudgets(target)), ...listSharedBudgets(target)], now);
  await db
    .prepare(
      `UPDATE attempts SET count = count - 1 WHERE (scope, window_end) IN
         (SELECT value ->> 'scope', value ->> 'end' FROM json_each(?1))`,
    )
    .bind(windows)
    .run();
}

async function listOwnBudgets(target: TryTarget): Promise<Budget[]> {
  const own: Budget[] = [{ scope: `connect:${target.app}:${target.project}`, ...PROJECT_TRIES }];
  if (target.address === null) return own;
  return [...own, { scope: `connect-ip:${await hashAddress(target, target.address)}`, ...ADDRESS_TRIES }];
}

function listSharedBudgets({ app }: TryTarget): Budget[] {
  return [{ scope: `connect:${app}`, ...APP_TRIES }];
}

/** Takes one demo dataset out of the project's budget. Refuses with `rate_limited` or `unavailable`. */
export async function consumeDemo(db: D1Database, now: number, app: string, project: string): Promise<void> {
  await spend(db, now, [{ scope: `demo:${app}:${project}`, ...PROJECT_CHECKS }]);
}

/** Takes one re-check out of the project's budget. Refuses with `rate_limited` or `unavailable`. */
export async function consumeCheck(db: D1Database, now: number, app: string, project: string): Promise<void> {
  await spend(db, now, [{ scope: `check:${app}:${project}`, ...PROJECT_CHECKS }]);
}

/** Takes one session out of the app's budget. Refuses with `rate_limited` or `unavailable`. */
export async function consumeSession(db: D1Database, now: number, app: string): Promise<void> {
  await spend(db, now, [{ scope: `session:${app}`, ...APP_SESSIONS }]);
}

/** Takes one open session out of the budgets of its address and app. Refuses with `rate_limited` or `unavailable`. */
export async function consumeOpenSession(
  db: D1Database,
  now: number,
  target: Omit<TryTarget, "project" | "address"> & { readonly address: string; readonly isNew: boolean },
): Promise<void> {
  const hash = await hashAddress(target, target.address);
  const [own, shared] = target.isNew
    ? ([`open-ip:${hash}`, [{ scope: `open:${target.app}`, ...APP_OPENINGS }]] as const)
    : ([`resume-ip:${hash}`, []] as const);
  const budget = target.isNew ? ADDRESS_OPENINGS : ADDRESS_RESUMES;
  await spend(db, now, [{ scope: own, ...budget }], shared);
}

/** Counts a try in `budgets` and, if all of those had room, in the `shared` ones: in one transaction. */
async function spend(
  db: D1Database,
  now: number,
  budgets: readonly Budget[],
  shared: readonly Budget[] = [],
): Promise<void> {
  const own = listWindows(budgets, now);
  const count = db.prepare(
    `INSERT INTO attempts (scope, window_end, count)
     SELECT value ->> 'scope', value ->> 'end', 1 FROM json_each(?1) WHERE NOT EXISTS (
       SELECT 1 FROM attempts JOIN json_each(?2) ON scope = value ->> 'scope' AND window_end = value ->> 'end'
       WHERE count > value ->> 'limit')
     ON CONFLICT (scope, window_end) DO UPDATE SET count = count + 1 RETURNING scope, count`,
  );
  const forget = db.prepare("DELETE FROM attempts WHERE window_end < ?1").bind(now);
  const results = await db
    .batch<{
      scope: string;
      count: number;
    }>([count.bind(own, "[]"), count.bind(listWindows(shared, now), own), forget])
    .catch(() => {
      throw new ApiError("unavailable", { retryAfterSeconds: 5, reason: "the try could not be counted" });
    });
  const spent = new Map(results.flatMap((result) => result.results).map((row) => [row.scope, row.count]));
  for (const budget of [...budgets, ...shared]) {
    const counted = spent.get(budget.scope);
    if (counted === undefined || counted > budget.limit) {
      throw new ApiError("rate_limited", {
        retryAfterSeconds: windowEnd(budget, now) - now,
        reason: budget.scope,
        audited: counted === budget.limit + 1, // the first one over; a flood leaves no flood of rows
      });
    }
  }
}

/** The windows that `now` falls into, as the statement reads them. */
function listWindows(budgets: readonly Budget[], now: number): string {
  return JSON.stringify(
    budgets.map((budget) => ({ scope: budget.scope, end: windowEnd(budget, now), limit: budget.limit })),
  );
}

function windowEnd({ windowSeconds }: Budget, now: number): number {
  return (Math.floor(now / windowSeconds) + 1) * windowSeconds;
}

/** One household or one server has a whole IPv6 /64, so that is what counts as an address. */
function hashAddress({ app, hashKey }: Pick<TryTarget, "app" | "hashKey">, address: string): Promise<string> {
  const isIpv6 = address.split(":").length > 2;
  const place = isIpv6 ? expandGroups(address).slice(0, 4).join(":") : address;
  return keyedDigestHex(hashKey, `${app} ${place}`);
}

/** `2001:db8::1` → its eight groups. */
function expandGroups(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0);
  return [...before, ...Array.from({ length: zeros }, () => "0"), ...after].map((group) =>
    group.replace(/^0+(?=.)/, ""),
  );
}
