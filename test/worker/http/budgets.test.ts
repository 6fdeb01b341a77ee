/**
 * @module Budgets, with the clock in hand: whose share a use comes out of, and that no stranger can empty another's.
 * Thousands of uses take SQLite in this process; `limits.test.ts` holds the same statements to D1.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { beforeEach, test } from "node:test";
import type { D1Database } from "@cloudflare/workers-types";
import type { Services } from "../../../worker/context.ts";
import { ApiError } from "../../../worker/http/api-error.ts";
import * as budgets from "../../../worker/auth/budgets.ts";
import { openSqlite } from "./sqlite.ts";

const HOUR = 3600;
const START = 500_000 * HOUR;
const { consumeTry, consumeSession, consumeUpdate, refundTry } = budgets;

let db: D1Database;
beforeEach(() => {
  db = openSqlite();
});

const sessionKeys = [new Uint8Array(randomBytes(32))] as const;
/** What counting needs of the services, at `now`. */
const at = (now = START): Services =>
  ({ db, now: () => now, settings: { sessionKeys } }) as unknown as Services;

/** A target of an app of its own, whose other parts are told. */
function createTarget(changes: Partial<budgets.BudgetTarget> = {}): budgets.BudgetTarget {
  const app = `app-${randomBytes(6).toString("hex")}`;
  return { app, project: "p", user: null, ip: null, connected: false, ...changes };
}

/** Runs `count` uses, a hundred at a time, and returns how many were let through. */
async function countAllowed(count: number, use: (index: number) => Promise<unknown>): Promise<number> {
  let allowed = 0;
  for (let done = 0; done < count; done += 100) {
    const uses = Array.from({ length: Math.min(100, count - done) }, (_, index) => use(done + index));
    const results = await Promise.allSettled(uses);
    allowed += results.filter(({ status }) => status === "fulfilled").length;
  }
  return allowed;
}

async function readRefusal(use: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await use.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ApiError, "it was let through");
  return error;
}

/** One use of every endpoint that counts. */
const USES: Readonly<Record<string, (services: Services, target: budgets.BudgetTarget) => Promise<number>>> =
  {
    connect: consumeTry,
    check: budgets.consumeCheck,
    demo: budgets.consumeDemo,
    finish: budgets.consumeFinish,
    update: consumeUpdate,
    session: consumeSession,
    open: budgets.consumeOpenSession,
    resume: budgets.consumeResume,
  };

for (const [kind, use] of Object.entries(USES)) {
  test(`budgets · ${kind}: each of its shares that is full refuses, says until when, and is empty in its next window`, async () => {
    const target = createTarget({ user: "ada@example.com", ip: "2001:db8:a:b::1" });
    await use(at(), target);
    const { results } = await db
      .prepare("SELECT scope, window_end FROM attempts WHERE scope LIKE ?1 AND window_end > ?2 AND count = 1")
      .bind(`${kind} %`, START)
      .all<{ scope: string; window_end: number }>();
    assert.ok(results.length > 0);
    for (const { scope, window_end } of results) {
      await use(at(), target);
      assert.ok(!/ada|2001|db8/.test(scope), "a person's id or address is kept as it is");
      const set = db.prepare("UPDATE attempts SET count = ?1 WHERE scope = ?2 AND window_end = ?3");
      await set.bind(1_000_000, scope, window_end).run();
      const { code, details } = await readRefusal(use(at(), target));
      assert.deepEqual([code, details.reason], ["rate_limited", scope]);
      assert.equal(details.retryAfterSeconds, window_end - START);
      await use(at(window_end), target);
      await set.bind(0, scope, window_end).run();
    }
  });
}

test("budgets · of fifty tries of a project at once exactly twenty go through, and of its next hour twenty more", async () => {
  const target = createTarget();
  assert.equal(await countAllowed(50, () => consumeTry(at(), target)), 20);
  assert.equal(await countAllowed(50, () => consumeTry(at(START + HOUR), target)), 20);
});

test("budgets · a refused use costs nobody anything", async () => {
  const target = createTarget({ ip: "203.0.113.7" });
  await countAllowed(60, () => consumeTry(at(), target));
  assert.equal(await countAllowed(30, (index) => consumeTry(at(), { ...target, project: `p${index}` })), 10);
});

test("budgets · a refund gives every share its use back, so questions asked at once cost nothing", async () => {
  const target = createTarget({ user: "ada", ip: "203.0.113.7" });
  await consumeTry(at(), target);
  const ask = async (): Promise<void> => {
    const consumedAt = await consumeTry(at(), target);
    await refundTry(at(START + HOUR), target, consumedAt); // it was answered in the next window
  };
  await countAllowed(20, ask);
  assert.equal(await countAllowed(25, () => consumeTry(at(), target)), 19);
  for (let index = 0; index < 25; index += 1) await refundTry(at(), target, START);
  assert.equal(
    await countAllowed(25, () => consumeTry(at(), target)),
    20,
    "more was given back than was there",
  );
});

test("budgets · a network's first refusal in a window is audited, and a flood leaves no flood of rows", async () => {
  const target = createTarget();
  await countAllowed(20, () => consumeTry(at(), target));
  const audited = async (now: number) => (await readRefusal(consumeTry(at(now), target))).details.audited;
  assert.deepEqual([await audited(START), await audited(START + 60)], [true, false]);
});

test("budgets · one IPv6 network of a household counts as one address, and its neighbour's as another", async () => {
  const target = createTarget();
  const ip = (index: number) => `2001:db8:1:2::${(index * 7919).toString(16)}`;
  const use = (index: number) => consumeTry(at(), { ...target, project: `p${index}`, ip: ip(index) });
  assert.equal(await countAllowed(40, use), 30);
  await consumeTry(at(), { ...target, project: "q", ip: "2001:db8:1:3::1" });
});

test("budgets · 630 tries from 21 /64s of one /48 leave an app's other visitors theirs", async () => {
  const target = createTarget();
  const use = (index: number) =>
    consumeTry(at(), { ...target, project: `p${index}`, ip: `2001:db8:1:${(index % 21).toString(16)}::1` });
  assert.equal(await countAllowed(630, use), 90);
  await consumeTry(at(), { ...target, project: "elsewhere", ip: "2001:db8:2::1" });
});

test("budgets · strangers who use up an app's tries stop no project that has a connection", async () => {
  const target = createTarget();
  const use = (index: number) => consumeTry(at(), { ...target, project: `p${index}` });
  assert.equal(await countAllowed(1010, use), 1000);
  await readRefusal(consumeTry(at(), { ...target, project: "stranger" }));
  await consumeTry(at(), { ...target, project: "customer", connected: true });
});

test("budgets · 1,000 sessions for one project or one user leave every other project its own", async () => {
  const target = createTarget();
  assert.equal(await countAllowed(1000, () => consumeSession(at(), target)), 600);
  const user = (index: number) => ({ ...target, project: `p${index}`, user: "ada" });
  assert.equal(await countAllowed(1000, (index) => consumeSession(at(), user(index))), 240);
  assert.equal(
    await countAllowed(1000, (index) => consumeSession(at(), { ...target, project: `honest${index}` })),
    1000,
  );
});

test("budgets · 2,200 openings from 110 /64s, of one /48 or of 110, leave new visitors elsewhere theirs", async () => {
  for (const [ip, allowed] of [
    [(index: number) => `2001:db8:1:${index.toString(16)}::1`, 300],
    [(index: number) => `2001:db8:${(index + 16).toString(16)}::1`, 2200],
  ] as const) {
    const target = createTarget();
    const use = (index: number) => budgets.consumeOpenSession(at(), { ...target, ip: ip(index % 110) });
    assert.equal(await countAllowed(2200, use), allowed);
    await budgets.consumeOpenSession(at(), { ...target, ip: "2001:db9::1" });
  }
});

test("budgets · whoever opens project after project leaves a bounded number of audit rows with each use that has one", async () => {
  for (const use of [budgets.consumeDemo, budgets.consumeFinish, consumeUpdate]) {
    const target = createTarget({ ip: "203.0.113.7" });
    const inProject = (index: number) => use(at(), { ...target, project: `p${index % 20}` });
    assert.equal(await countAllowed(400, inProject), 60);
  }
});

test("budgets · what cannot be counted is refused", async () => {
  await db.exec("ALTER TABLE attempts RENAME TO attempts_away");
  const refused = await readRefusal(consumeTry(at(), createTarget())).finally(() =>
    db.exec("ALTER TABLE attempts_away RENAME TO attempts"),
  );
  assert.deepEqual([refused.code, refused.details.retryAfterSeconds], ["unavailable", 5]);
});

test("budgets · counts that are over are deleted, a few with each use", async () => {
  const old = db.prepare(
    `INSERT INTO attempts (scope, window_end, count)
     SELECT 'old' || value, 1, 5 FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22]')`,
  );
  await old.run();
  const left = async () =>
    db.prepare("SELECT COUNT(*) AS n FROM attempts WHERE scope LIKE 'old%'").first<number>("n");
  await consumeTry(at(), createTarget());
  assert.equal(await left(), 2);
  await consumeTry(at(), createTarget());
  assert.equal(await left(), 0);
});
