/**
 * @module "+ 1 day" and "+ 1 month": what falls due at the local Stripe happens now, and nothing else does.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { carryOut, findDue } from "../../demo/host/advance.ts";
import { createLocalStripe } from "../../demo/stripe/index.ts";

const NOW = 1_800_000_000;
const DAY = 24 * 3600;

function createLive() {
  const stripe = createLocalStripe({ now: () => NOW });
  const { id } = stripe.createAccount({ customers: 0 });
  const live = stripe.live(id, "test");
  live.createProduct();
  live.createPrice(live.newest("products")?.id ?? "");
  const subscribe = (options: { readonly trialDays?: number } = {}) =>
    live.subscribe(live.createCustomer({ name: "Ada" }).id, options).id;
  return { live, subscribe };
}

const settle = (): Promise<void> => Promise.resolve();

test("advance · a subscription renews when its period is over, and not before", async () => {
  const { live, subscribe } = createLive();
  const id = subscribe();
  assert.deepEqual(findDue(live, NOW + DAY), []);
  const due = findDue(live, NOW + 32 * DAY);
  assert.equal(due.length, 1);
  const invoices = live.objects("invoices").length;
  await carryOut(live, due, settle);
  assert.equal(live.objects("invoices").length, invoices + 1);
  assert.equal(live.find("subscriptions", id)?.status, "active");
});

test("advance · a trial ends with its first payment", async () => {
  const { live, subscribe } = createLive();
  const id = subscribe({ trialDays: 3 });
  assert.deepEqual(findDue(live, NOW + 2 * DAY), []);
  await carryOut(live, findDue(live, NOW + 3 * DAY), settle);
  assert.equal(live.find("subscriptions", id)?.status, "active");
});

test("advance · a canceled subscription ends, and is not renewed", async () => {
  const { live, subscribe } = createLive();
  const id = subscribe();
  live.cancelAtPeriodEnd(id);
  await carryOut(live, findDue(live, NOW + 32 * DAY), settle);
  assert.equal(live.find("subscriptions", id)?.status, "canceled");
});

test("advance · a failed payment is tried again when Stripe would, in vain", async () => {
  const { live, subscribe } = createLive();
  const id = subscribe();
  live.renew(id, { paid: false });
  const invoice = live.find("subscriptions", id)?.latest_invoice;
  assert.deepEqual(findDue(live, NOW + DAY), []);
  await carryOut(live, findDue(live, NOW + 3 * DAY), settle);
  assert.equal(live.find("invoices", invoice)?.attempt_count, 2);
});

test("advance · of many renewals one in twelve fails, and Stripe's events are waited for now and then", async () => {
  const { live, subscribe } = createLive();
  for (let index = 0; index < 24; index += 1) subscribe();
  let waits = 0;
  await carryOut(live, findDue(live, NOW + 32 * DAY), () => {
    waits += 1;
    return Promise.resolve();
  });
  const failed = live.objects("subscriptions").filter(({ status }) => status === "past_due");
  assert.equal(failed.length, 2);
  assert.equal(waits, 2);
});
