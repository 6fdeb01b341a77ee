/**
 * @module What is derived of customers follows what it depends on: tiers and discounts that come to be known later,
 * coupons, time.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CustomerRow } from "../../worker/ledger/derived-tables.ts";
import type { StoredCustomer } from "../../worker/ledger/derive.ts";
import { Account, type Means } from "./account.ts";
import { findFaultsOfDerived } from "./derived.ts";

const RESOURCES = [...(["customers", "subscriptions", "invoices", "products", "prices", "coupons"] as const)];
const DAY = 24 * 3600;

async function open(means: Means = "events", customers = 60): Promise<Account> {
  const account = new Account({ means, resources: RESOURCES, customers });
  await account.pass(60);
  return account;
}

function listCustomers({ disk }: Account): (CustomerRow & { readonly stored: StoredCustomer })[] {
  const rows = disk.run("SELECT * FROM customers") as unknown as CustomerRow[]; // the table's columns
  return rows.map((row) => ({ ...row, stored: JSON.parse(row.json) as StoredCustomer }));
}

function find(account: Account, id: string) {
  const found = listCustomers(account).find((row) => row.id === id);
  assert.ok(found, id);
  return found;
}

test("derived · after the first fill nothing is unknown, discounts and tiers included", async () => {
  const account = await open();
  const customers = listCustomers(account);
  assert.ok(customers.some(({ stored }) => stored.plan?.discount != null));
  assert.ok(account.readTiers().size > 0);
  assert.deepEqual(
    customers.filter(({ unknown }) => unknown > 0).map(({ id }) => id),
    [],
  );
  assert.deepEqual(await findFaultsOfDerived(account), []);
  account.close();
});

test("derived · without the right to coupons a discount is unknown, and known once they may be read", async () => {
  const account = new Account({ means: "lists", resources: RESOURCES, customers: 60 });
  account.withhold(["coupons"]);
  await account.pass(60);
  await account.pass(2 * DAY); // a check has found what is missing
  const before = listCustomers(account).filter(({ unknown }) => unknown > 0);
  assert.ok(before.length > 0);
  assert.ok(before.every(({ stored }) => stored.plan?.discount === null));
  account.withhold([]);
  await account.pass(3 * DAY);
  assert.deepEqual(
    listCustomers(account).filter(({ unknown }) => unknown > 0),
    [],
  );
  assert.deepEqual(await findFaultsOfDerived(account), []);
  account.close();
});

for (const means of ["events", "webhooks", "lists"] as const) {
  test(`derived · a coupon that is applied and taken away again is followed · by ${means}`, async () => {
    const account = await open(means, 10);
    const active = listCustomers(account).find(
      ({ status, stored }) =>
        status === "active" && stored.plan?.discount === null && (stored.plan?.amount ?? 0) > 0,
    );
    assert.ok(active?.stored.plan);
    const { subscription } = active.stored.plan;
    const coupon = account.live.createCoupon({ percent_off: 20, duration: "forever" });
    await follow(account);
    account.live.applyCoupon(subscription, coupon.id);
    await follow(account);
    assert.equal(find(account, active.id).stored.plan?.discount?.percent_off, 20);
    assert.notEqual(find(account, active.id).mrr, active.mrr);
    account.live.removeCoupons(subscription);
    await follow(account);
    assert.equal(find(account, active.id).stored.plan?.discount, null);
    assert.deepEqual(await findFaultsOfDerived(account), []);
    account.close();
  });
}

/** Lets what happened arrive, by whatever means there is. */
async function follow(account: Account): Promise<void> {
  for (const { event } of account.stripe.takeDeliveries(account.id)) account.receive(event);
  await account.pass(account.options.means === "lists" ? 2 * DAY : 900);
}

test("derived · time alone ends a trial, though nothing arrives", async () => {
  const account = await open("webhooks", 60);
  const trialing = listCustomers(account).find(({ trial }) => trial === "running");
  assert.ok(trialing?.trial_end);
  assert.equal(account.readNextAt() !== null && (account.readNextAt() ?? 0) <= trialing.trial_end, true);
  await account.pass(trialing.trial_end - account.now + 10);
  assert.equal(find(account, trialing.id).trial, "ended");
  account.close();
});

/** Lists what was seen to move since the connection, oldest first. */
function listSeen({ disk }: Account, customer: string): unknown[] {
  const sql = "SELECT kind FROM movements WHERE customer = ? AND reconstructed = 0 ORDER BY at";
  return disk.run(sql, [customer]).map(({ kind }) => kind);
}

for (const means of ["events", "webhooks"] as const) {
  test(`derived · a discount is a contraction, and no churn until its terms are known · by ${means}`, async () => {
    const account = await open(means, 10);
    const { id, subscription, coupon } = discountSomebody(account);
    await follow(account);
    assert.deepEqual(listSeen(account, id), ["contraction"]);
    account.live.deleteCoupon(coupon); // which goes on applying to whom it was given
    account.live.updateMetadata("subscriptions", subscription, { note: "touched" });
    await follow(account);
    assert.equal(find(account, id).stored.plan?.discount?.percent_off, 20);
    assert.deepEqual(listSeen(account, id), ["contraction"]);
    account.close();
  });
}

function discountSomebody(account: Account): { id: string; subscription: string; coupon: string } {
  const active = listCustomers(account).find(
    ({ status, stored }) =>
      status === "active" && stored.plan?.discount === null && (stored.plan?.amount ?? 0) > 0,
  );
  const subscription = active?.stored.plan?.subscription;
  assert.ok(active && subscription);
  const coupon = account.live.createCoupon({ percent_off: 20, duration: "forever" }).id;
  account.live.applyCoupon(subscription, coupon);
  return { id: active.id, subscription, coupon };
}

test("derived · what was before the connection is history, however many turns the first fill takes", async () => {
  const account = new Account({ means: "lists", resources: RESOURCES, customers: 30 });
  account.stripe.setFault({ kind: "error_500" }, { path: /subscriptions/, times: 2 });
  await account.wake();
  assert.equal(listCustomers(account).length, 0, "nobody can say yet what is new");
  await account.pass(600);
  assert.ok(listCustomers(account).length > 0);
  assert.deepEqual(account.disk.run("SELECT * FROM movements WHERE reconstructed = 0"), []);
  account.close();
});

test("derived · a customer with whom a rule fails keeps nobody else from anything, and the alarm from its rest", async () => {
  const account = await open("lists", 10);
  const [one] = listCustomers(account).filter(({ stored }) => stored.plan !== null);
  assert.ok(one);
  account.disk.run(
    "UPDATE objects SET json = json_set(json, '$.items.data[0].quantity', 1.5) WHERE resource = 'subscriptions' AND customer = ?",
    [one.id],
  );
  account.disk.run("UPDATE customers SET due = 1 WHERE id = ?", [one.id]);
  await account.wake(); // fails where it does not come to rest
  assert.equal(find(account, one.id).json, one.json);
  account.close();
});
