/**
 * @module Signals over the API: what happened before the connection stands there at once, what happens after it comes by
 * every means, and each is told once.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signalListAnswer, type SignalView } from "../../../shared/schema/signals.ts";
import type { World } from "../world.ts";
import { connectLedger, createLedgerWorld, pass, settle, type Connected } from "./ledger-world.ts";

const RESOURCES = ["customers", "subscriptions", "invoices", "charges", "disputes"] as const;
const DAY = 24 * 3600;

let world: World;
before(async () => {
  world = await createLedgerWorld({ TEST_ALARMS: "off" });
});
after(() => world.close());

async function listSignals({ project }: Connected, query: Readonly<Record<string, string>> = {}) {
  const all: SignalView[] = [];
  for (;;) {
    const last = all.at(-1)?.id;
    const page = { limit: "5", ...query, ...(last !== undefined && { starting_after: last }) };
    const response = await project.call("listSignals", undefined, { query: page });
    const { data, has_more } = signalListAnswer.parse(await response.json());
    all.push(...data);
    if (!has_more) return all;
  }
}

test("signals · of the last 30 days stand there after the first fill, and older ones do not", async () => {
  const account = world.stripe.createAccount({ name: "Acme Inc.", customers: 20 }).id;
  const live = world.stripe.live(account, "test");
  const [old, recent] = live.objects("subscriptions").filter(({ status }) => status === "active");
  assert.ok(old && recent);
  live.cancelNow(old.id);
  await world.advanceClock(40 * DAY);
  live.cancelNow(recent.id, "payment_failed");
  const connected = await connectLedger(world, { account, resources: RESOURCES });
  await settle(world, connected);
  const lapsed = await listSignals(connected, { type: "subscription_lapsed" });
  const ids = lapsed.map(({ subscription }) => subscription);
  assert.ok(ids.includes(recent.id));
  assert.ok(!ids.includes(old.id));
  assert.equal(lapsed.find(({ subscription }) => subscription === recent.id)?.reason, "payment_failed");
});

for (const means of ["webhooks", "events", "lists"] as const) {
  test(`signals · what happens is told once, and in order of Stripe's time · by ${means}`, async () => {
    const connected = await connectLedger(world, { means, resources: RESOURCES, customers: 3 });
    await settle(world, connected);
    const live = world.stripe.live(connected.account, "test");
    const customer = live.createCustomer().id;
    const { id } = live.subscribe(customer);
    const follow = async (): Promise<void> => {
      for (const { send } of world.stripe.takeDeliveries(connected.account)) {
        await send();
        await send(); // Stripe delivers at least once
      }
      await pass(world, connected, DAY, 3 * 3600);
    };
    await follow();
    live.renew(id, { paid: false });
    await follow();
    live.failPayment(id);
    await follow();
    const invoice = String(live.find("subscriptions", id)?.latest_invoice);
    live.pay(invoice);
    await follow();
    live.cancelAtPeriodEnd(id);
    await follow();
    live.takeBack(id);
    await follow();
    live.cancelNow(id);
    await follow();
    const signals = await listSignals(connected, { customer });
    assert.deepEqual(signals.map(({ type }) => type).toReversed(), [
      ...["payment_failed", "recovered"],
      ...["cancellation_scheduled", "cancellation_taken_back", "subscription_lapsed"],
    ]);
    assert.equal(signals.at(-1)?.invoice, invoice);
    assert.ok((signals.at(-1)?.attempts ?? 0) >= 2);
    const times = signals.map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => other - one),
    );
    const since = String(times[1]);
    assert.equal((await listSignals(connected, { customer, since })).length, 2);
    assert.equal((await listSignals(connected, { customer, type: "recovered" })).length, 1);
  });
}

test("signals · a dispute is told with its customer, opened and closed", async () => {
  const connected = await connectLedger(world, { means: "events", resources: RESOURCES, customers: 5 });
  await settle(world, connected);
  const live = world.stripe.live(connected.account, "test");
  const charge = live
    .objects("charges")
    .find(
      ({ status, refunded, disputed }) => status === "succeeded" && refunded !== true && disputed !== true,
    );
  assert.ok(charge);
  const dispute = live.dispute(charge.id);
  await settle(world, connected);
  live.closeDispute(dispute.id, { won: false });
  await settle(world, connected);
  const signals = (await listSignals(connected)).filter((one) => one.dispute === dispute.id);
  assert.deepEqual(signals.map(({ type, outcome, customer }) => [type, outcome, customer]).toReversed(), [
    ["dispute_opened", null, charge.customer],
    ["dispute_closed", "lost", charge.customer],
  ]);
});
