/**
 * @module The first fill: everything once, in as many pages as it has, whatever happens on the way.
 */

import { after, before, test } from "node:test";
import { connectLedger, createLedgerWorld, expectTruth, readAll } from "./ledger-world.ts";
import type { World } from "../world.ts";

let world: World;
before(async () => {
  world = await createLedgerWorld();
});
after(() => world.close());

test("fill · every resource is there, object by object", async () => {
  const connected = await connectLedger(world, { customers: 60 });
  await readAll(world, connected);
  await world.advanceClock(5);
  await readAll(world, connected);
  await expectTruth(world, connected);
});
