/**
 * @module Events in another order than things happened, which Stripe does not rule out (docs.stripe.com/webhooks).
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Account } from "./account.ts";

test("events · an object whose deletion is told before its creation is not there, and nothing changed", async () => {
  const account = new Account({ means: "webhooks", resources: ["invoices", "coupons"] });
  await account.wake();
  const { last_change: before } = account.ledger.view(account.source);
  account.stripe.takeDeliveries(account.id);
  const { id } = account.live.createCoupon();
  account.tick(2);
  account.live.updateMetadata("coupons", id, { note: "changed" });
  account.tick(2);
  account.live.deleteCoupon(id);
  const told = account.stripe.takeDeliveries(account.id).map(({ event }) => event);
  assert.equal(told.length, 3);
  for (const event of told.toReversed()) account.receive(event);
  assert.ok(!account.listKept("coupons").has(id));
  assert.equal(account.ledger.view(account.source).last_change, before);
});
