/**
 * @module Reads and sets what the Worker has counted against its budgets.
 */

import type { D1Database } from "@cloudflare/workers-types";
import type { World } from "../world.ts";

/** Sets every count whose name is like `scope`, in whatever window it is. */
export async function setCounts(world: World, scope: string, count: number): Promise<void> {
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
  await DB.prepare("UPDATE attempts SET count = ?2 WHERE scope LIKE ?1").bind(scope, count).run();
}

/** Sums every count whose name is like `scope`. */
export async function sumCounts(world: World, scope: string): Promise<number> {
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
  const sum = DB.prepare("SELECT TOTAL(count) AS count FROM attempts WHERE scope LIKE ?1").bind(scope);
  return (await sum.first<number>("count")) ?? 0;
}
