/**
 * @module What did not arrive: three days of lost webhooks are caught up with by the next poll, and what no event tells of
 * is found within a day.
 */

import assert from "node:assert/strict";
import * as fc from "fast-check";
import { test } from "node:test";
import { propertyParameters } from "../property-runs.ts";
import { Account, type Means } from "./account.ts";
import { findUntruths } from "./truth.ts";

const HOUR = 3600;
const RESOURCES = [
  ...([
    "customers",
    "subscriptions",
    "invoices",
    "charges",
    "products",
    "prices",
    "payment_methods",
  ] as const),
];

/** Opens an account that is read, and that webhooks have told of until now where there are any. */
async function open(means: Means, customers = 30): Promise<Account> {
  const account = new Account({ means, resources: RESOURCES, customers });
  await account.pass(HOUR);
  if (means.includes("webhooks")) {
    account.live.createCustomer();
    for (const { event } of account.stripe.takeDeliveries(account.id)) account.receive(event);
  }
  await account.pass(HOUR);
  assert.deepEqual(findAll(account), []);
  return account;
}

function findAll(account: Account): string[] {
  return RESOURCES.flatMap((name) => findUntruths(account.live, name, account.listKept(name)));
}

/** No event tells that a subscription shows another price: the next look at everything finds that. */
function findTold(account: Account): string[] {
  return findAll(account).filter((text) => !/^subscriptions sub_\w+ items/.test(text));
}

const threeDays = fc.record({
  means: fc.constantFrom("events" as const, "webhooks and events" as const),
  /** Nobody looks meanwhile, as when the Worker is down too: the events of a poll then fill many pages. */
  isAsleep: fc.boolean(),
  /** By hour: what changes, and whether the webhooks of that hour arrive. */
  hours: fc.array(fc.record({ seeds: fc.array(fc.nat(), { maxLength: 5 }), arrives: fc.nat({ max: 3 }) }), {
    minLength: 72,
    maxLength: 72,
  }),
});

test("lost · of 72 hours, whatever is lost, the next poll finds", { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(threeDays, async ({ means, isAsleep, hours }) => {
      const account = await open(means);
      for (const { seeds, arrives } of hours) {
        for (const seed of seeds) account.live.random(seed);
        const deliveries = account.stripe.takeDeliveries(account.id);
        if (arrives === 0) for (const { event } of deliveries) account.receive(event);
        if (isAsleep) account.tick(HOUR);
        else await account.pass(HOUR);
      }
      account.stripe.takeDeliveries(account.id);
      await account.pass(isAsleep ? 10 : HOUR + 10); // and what that left in doubt
      assert.deepEqual(findTold(account), []);
      account.close();
    }),
    propertyParameters(12),
  );
});

for (const means of ["webhooks and events", "webhooks", "events", "lists"] as const) {
  test(`lost · changes that no event tells of are found within a day, by ${means}`, async () => {
    const account = await open(means, 20);
    for (let count = 0; count < 20; count += 1) account.live.random(count * 104_729, { silent: true });
    assert.notDeepEqual(findAll(account), []);
    await account.pass(24 * HOUR);
    assert.deepEqual(findAll(account), []);
    account.close();
  });
}

test("lost · a renewal that fails is a signal at the next look for payments, by lists and with nobody telling it", async () => {
  const resources = ["customers", "subscriptions", "invoices", "charges"] as const;
  const account = new Account({
    means: "lists",
    resources,
    customers: 100,
    sync: { reads_per_month: 40_000 },
  });
  await account.pass(60);
  const paying = account.live.objects("subscriptions").find(({ status }) => status === "active");
  account.live.renew(paying?.id ?? "", { paid: false });
  const invoice = account.live.newest("invoices")?.id;
  const { payments, new_objects: others } = account.ledger.view(account.source).freshness;
  assert.ok(payments < others, "other lists are looked at less often");
  await account.pass(payments);
  const failed = account.ledger.answers.listSignals({ limit: 10, type: "payment_failed" });
  assert.ok(failed?.data.some((signal) => signal.invoice === invoice));
  account.close();
});
