/**
 * @module Reads and sets what the Worker has counted against its budgets.
 */

import type { World } from "../world.ts";

/** Sets every count whose name contains `part`, in whatever window it is. */
export async function setCounts(world: World, part: string, count: number): Promise<void> {
  const set = world.db.prepare("UPDATE attempts SET count = ?2 WHERE instr(scope, ?1) > 0");
  await set.bind(part, count).run();
}

/** Sums every count whose name contains `part`. */
export async function sumCounts(world: World, part: string): Promise<number> {
  const sum = world.db.prepare("SELECT TOTAL(count) AS count FROM attempts WHERE instr(scope, ?1) > 0");
  return (await sum.bind(part).first<number>("count")) ?? 0;
}

/** Moves the Worker's clock to the start of an hour, so that no budget's window ends during a test file. */
export async function startHour(world: World): Promise<void> {
  const { now } = await world.advanceClock(0);
  await world.advanceClock(3600 - (now % 3600));
}
