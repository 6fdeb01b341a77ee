/**
 * @module The alarm of a connection whose ledger cannot be read: whatever fails, and however often, it rings again
 * within five minutes, and not without end; and where it is lost, the watchdog finds the connection.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { World } from "../world.ts";
import {
  connectLedger,
  createLedgerWorld,
  expectTruth,
  readAll,
  readSync,
  settle,
  type Connected,
} from "./ledger-world.ts";

const RESOURCES = ["customers", "subscriptions", "invoices", "charges"] as const;
const FAILURES = 20;
const FIVE_MINUTES = 300;

let world: World;
before(async () => {
  world = await createLedgerWorld();
});
after(() => world.close());

/** Connects an account with enough payments that its reads allow a look every five minutes. */
async function connect(): Promise<Connected> {
  const sync = { reads_per_month: 100_000 };
  const connected = await connectLedger(world, { resources: RESOURCES, customers: 120, sync });
  await settle(world, connected);
  return connected;
}

/** What may fail: begins, and returns what ends it. */
const CAUSES: Readonly<Record<string, (connected: Connected) => Promise<() => Promise<unknown>>>> = {
  "D1 is out of reach": async () => {
    await world.db.prepare("ALTER TABLE connections RENAME TO away").run();
    return () => world.db.prepare("ALTER TABLE away RENAME TO connections").run();
  },
  "D1 takes nothing": async () => {
    await world.db
      .prepare(
        "CREATE TRIGGER full BEFORE UPDATE ON connections BEGIN SELECT RAISE(ABORT, 'database is full'); END",
      )
      .run();
    return () => world.db.prepare("DROP TRIGGER full").run();
  },
  "the key does not open": async ({ id }) => {
    const set = "UPDATE sealed_secrets SET sealed =";
    await world.db.prepare(`${set} 'x' || sealed WHERE connection_id = ?1`).bind(id).run();
    return () => world.db.prepare(`${set} substr(sealed, 2) WHERE connection_id = ?1`).bind(id).run();
  },
  "Stripe is down": async () => {
    world.stripe.setFault({ kind: "reset_before" });
    return async () => world.stripe.setFault(null);
  },
  "Stripe is busy": async () => {
    world.stripe.setFault({ kind: "rate_limit", reason: "global-rate" });
    return async () => world.stripe.setFault(null);
  },
  "Stripe answers what nobody knows": async () => {
    world.stripe.setFault({ kind: "bad_request" });
    return async () => world.stripe.setFault(null);
  },
};

for (const [cause, begin] of Object.entries(CAUSES)) {
  test(`alarm · ${cause} twenty times in a row: it looks again within five minutes of the end of it`, async () => {
    const connected = await connect();
    await world.advanceClock(3_600);
    const end = await begin(connected);
    const rings: number[] = [];
    for (let failures = 0; failures < FAILURES; failures += 1) {
      await world.advanceClock(FIVE_MINUTES);
      await readAll(world, connected);
      rings.push((await world.readRest(connected.id)).alarm ?? Infinity);
    }
    await end();
    assert.ok(Math.max(...rings) <= FIVE_MINUTES, `it rang again in ${rings.join(", ")} seconds`);
    const next = rings.at(-1) ?? Infinity;
    const { now } = await world.advanceClock(next + 1);
    await readAll(world, connected);
    const { last_success_at } = await readSync(connected);
    assert.ok(
      (last_success_at ?? 0) >= now,
      `it was last read ${now - (last_success_at ?? 0)} seconds before`,
    );
  });

  test(`alarm · ${cause}: it does not ring without end`, async () => {
    const connected = await connect();
    await world.advanceClock(3_600);
    const end = await begin(connected);
    const before = await world.countAlarms();
    for (let calls = 0; calls < 10; calls += 1) await readAll(world, connected);
    for (let reads = 0; reads < 100; reads += 1) await world.advanceClock(0); // as long as a loop would need
    const rung = (await world.countAlarms()) - before;
    await end();
    assert.ok(rung <= 30, `it rang ${rung} times`);
  });
}

test("watchdog · a connection whose alarm is lost is found, and its ledger read on", async () => {
  const connected = await connect();
  const live = world.stripe.live(connected.account, "test");
  for (let seed = 0; seed < 10; seed += 1) live.random(seed);
  await world.advanceClock(27 * 3600); // without the alarm
  await world.harness.getWorker().scheduled({ cron: "*/5 * * * *" });
  const { now } = await world.advanceClock(0);
  assert.ok(((await readSync(connected)).last_success_at ?? 0) >= now - 60);
  await settle(world, connected);
  await expectTruth(world, connected);
});
