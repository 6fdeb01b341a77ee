/**
 * @module What did not arrive: three days of lost webhooks are caught up with by the next poll, and what no event tells of
 * is found within a day.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, type Means } from "./account.ts";
import { findUntruths } from "./truth.ts";

const HOUR = 3600;
const RESOURCES = ["customers", "subscriptions", "invoices", "charges", "products", "prices"] as const;
const CHANGES_AN_HOUR = 3;

/** Opens an account that is read, and that webhooks have told of until now where there are any. */
async function open(means: Means): Promise<Account> {
  const account = new Account({ means, resources: RESOURCES, customers: 30 });
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

for (const isAsleep of [true, false]) {
  test(`lost · 72 hours of webhooks, ${isAsleep ? "in which nobody looks" : "with a look an hour"}: the next poll finds all of it`, async () => {
    const account = await open("webhooks and events");
    for (let hour = 0; hour < 72; hour += 1) {
      for (let count = 0; count < CHANGES_AN_HOUR; count += 1)
        account.live.random(hour * 7_919 + count * 104_729);
      account.stripe.takeDeliveries(account.id);
      if (isAsleep) account.tick(HOUR);
      else await account.pass(HOUR);
    }
    assert.equal(isAsleep && findTold(account).length === 0, false, "something was missed");
    await account.pass(isAsleep ? 10 : HOUR + 10); // and what that left in doubt
    assert.deepEqual(findTold(account), []);
    account.close();
  });
}

for (const means of ["webhooks and events", "webhooks", "events", "lists"] as const) {
  test(`lost · changes that no event tells of are found within a day, by ${means}`, async () => {
    const account = await open(means);
    for (let count = 0; count < 20; count += 1) account.live.random(count * 104_729, { silent: true });
    assert.notDeepEqual(findAll(account), []);
    await account.pass(24 * HOUR);
    assert.deepEqual(findAll(account), []);
    account.close();
  });
}
