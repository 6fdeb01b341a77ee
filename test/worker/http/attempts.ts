/**
 * @module Reads and sets what the Worker has counted against its budgets.
 */

import type { D1Database } from "@cloudflare/workers-types";
import type { World } from "../world.ts";

/** Sets every count whose name contains `part`, in whatever window it is. */
export async function setCounts(world: World, part: string, count: number): Promise<void> {
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
  await DB.prepare("UPDATE attempts SET count = ?2 WHERE instr(scope, ?1) > 0").bind(part, count).run();
}

/** Sums every count whose name contains `part`. */
export async function sumCounts(world: World, part: string): Promise<number> {
  const { DB } = await world.harness.getWorker<{ DB: D1Database }>().getEnv();
  const sum = DB.prepare("SELECT TOTAL(count) AS count FROM attempts WHERE instr(scope, ?1) > 0").bind(part);
  return (await sum.first<number>("count")) ?? 0;
}
