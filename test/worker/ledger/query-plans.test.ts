/**
 * @module Every statement of the Worker finds its rows by an index, in D1 and in a connection's object alike.
 *
 * The statements are those that the Worker runs on a way through all of its endpoints and all of the ledger's jobs, and
 * that the way leaves none out is held against the source.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENDPOINTS, type EndpointName } from "../../../shared/api.ts";
import { openDatabase } from "../vault-world.ts";
import { walkWorker } from "./every-statement.ts";
import { listWrittenStatements, type Statement } from "./statements.ts";
import { createOauthWorld, type OauthWorld } from "../oauth/journey.ts";

/** What may be read from end to end, and why. */
const SMALL_TABLES: Readonly<Record<string, string>> = {
  apps: "the operator's list of a deployment's apps",
  jobs: "a few for each resource of a profile",
  counts: "one for each resource of a profile",
  tallies: "some for each currency and status",
  grants: "those of one project's people",
  identities: "an upload is compared with all of it, and its customers are counted",
  identities_staged: "likewise",
  staged: "likewise",
  known: "likewise",
};
/** One row of each table, whichever comes first. */
const HEALTH = /^SELECT \(SELECT 1 FROM \w+ LIMIT 1\)/;

let world: OauthWorld;
let statements: Statement[];
let called: ReadonlySet<EndpointName>;
before(async () => {
  world = await createOauthWorld("app", {
    TEST_LEDGER: "on",
    TEST_STATEMENTS: "on",
    ALLOW_PRIVATE_ENDPOINTS: "1",
  });
  ({ statements, called } = await walkWorker(world));
});
after(() => world.close());

test("query plans · the way leads through every endpoint and every statement of the source", () => {
  assert.deepEqual(
    Object.keys(ENDPOINTS).filter((name) => !called.has(name as EndpointName)), // its own keys
    [],
  );
  const written = listWrittenStatements();
  assert.ok(written.length > 60, `${written.length} statements were found in the source`);
  const unseen = written.filter(({ pattern }) => !statements.some(({ sql }) => pattern.test(sql)));
  assert.deepEqual(
    unseen.map(({ file, text }) => `${file}: ${text}`),
    [],
  );
});

test("query plans · no statement reads a table that grows from end to end", async () => {
  const plans = await planAll();
  assert.ok(plans.size > 60, `${plans.size} statements were planned`);
  const scans = [...plans].flatMap(([sql, plan]) => listScans(plan).map((line) => `${line} · ${sql}`));
  assert.deepEqual(scans, []);
});

/** Returns each statement's plan, that of D1's from D1. */
async function planAll(): Promise<Map<string, readonly string[]>> {
  const db = await openDatabase(world);
  const plans = new Map<string, readonly string[]>();
  for (const { where, sql, plan } of statements) {
    if (where === "object") {
      if (plan) plans.set(sql, plan);
    } else if (!HEALTH.test(sql)) {
      const { results } = await db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...Array.from({ length: countParameters(sql) }, () => null))
        .all<{ detail: string }>();
      plans.set(
        sql,
        results.map(({ detail }) => detail),
      );
    }
  }
  return plans;
}

test("query plans · no statement sorts what it finds before it takes the first few", async () => {
  const plans = [...(await planAll())];
  const sorted = plans.filter(
    ([sql, plan]) =>
      sql.includes("LIMIT") && plan.some((line) => line.startsWith("USE TEMP B-TREE FOR ORDER BY")),
  );
  assert.deepEqual(
    sorted.map(([sql]) => sql),
    [],
  );
});

/** What is passed in, as JSON or as constants, is no table. An index that holds all that is asked for is read from end to end too. */
function listScans(plan: readonly string[]): string[] {
  return plan.filter((line) => {
    const [, table, isPassedIn] =
      /^SCAN (\S+)(?: EXISTS)?( VIRTUAL TABLE| VALUES CLAUSE| ROW)?/.exec(line) ?? [];
    return table !== undefined && isPassedIn === undefined && !(table in SMALL_TABLES);
  });
}

function countParameters(sql: string): number {
  const numbered = [...sql.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number));
  return numbered.length > 0 ? Math.max(...numbered) : (sql.match(/\?/g) ?? []).length;
}
