/**
 * @module ClearSync's step: a key from the element's own link, and an endpoint that comes and goes by itself.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { world } from "../world.ts";
import {
  askedBy,
  createOwnAccount,
  disconnect,
  openCreateKey,
  openProduct,
  seesNoBarrier,
  seesRow,
  type OwnAccount,
} from "./product-visit.ts";

const ENDPOINTS_ROW = "Webhook Endpoints and Event Destinations";

/** Returns the webhook endpoints that an account has at Stripe, read with its own secret key. */
async function listEndpoints({ whole }: OwnAccount): Promise<{ id: string; enabled_events: string[] }[]> {
  const answer = await fetch(`${world.demo.stripe.url}/v1/webhook_endpoints`, {
    headers: { authorization: `Bearer ${whole("secret").key}` },
  });
  assert.equal(answer.status, 200);
  const { data } = (await answer.json()) as { data: { id: string; enabled_events: string[] }[] }; // a list of Stripe's
  return data;
}

test("ClearSync · a key by the element's own link, all filled in, connects and imports", async () => {
  const visit = await openProduct(world, "clearsync");
  await visit.sees(/to synchronize your subscription and billing information with HubSpot/);
  await visit.element.getByRole("button", { name: /Show me how/ }).click();
  await visit.sees("ClearSync Integration");
  await visit.sees("https://www.clearsync.ai");
  await seesNoBarrier(visit);
  const dashboard = await openCreateKey(visit);
  await dashboard.getByRole("radio", { name: "Providing this key to a third-party application" }).check();
  assert.equal(await dashboard.getByLabel("Key name").inputValue(), "ClearSync Integration");
  for (const label of ["Charges and Refunds", "Payment Methods", "Coupons", "Connect"]) {
    const row = dashboard.getByRole("group", { name: label, exact: true });
    assert.ok(await row.getByRole("radio", { name: "Read" }).isChecked(), label);
  }
  const endpoints = dashboard.getByRole("group", { name: ENDPOINTS_ROW, exact: true });
  assert.ok(await endpoints.getByRole("radio", { name: "Write" }).isChecked());
  await dashboard.getByRole("button", { name: "Create key" }).click();
  const key = await dashboard.getByLabel("API key").inputValue();
  await dashboard.close();

  await visit.connect(key);
  await seesRow(visit, "Payment Methods", "Read");
  await seesRow(visit, ENDPOINTS_ROW, "Write");
  await seesRow(visit, "Connect", "Not checked");
  await visit.sees(/nothing proves this permission beforehand/);
  await visit.sees("Your Stripe data import begins.");
  await seesNoBarrier(visit);
  await disconnect(visit);
  await visit.close();
});

test("ClearSync's endpoint · is made, hears an event, has no twin after a reconnect, and goes with the connection", async () => {
  const account = createOwnAccount(world);
  const visit = await openProduct(world, "clearsync");
  await visit.connect(account.restricted(askedBy("clearsync")).key);
  await visit.sees("The endpoint was made in your Stripe account for you.");
  await visit.sees("Waiting for the first event…");
  const [made, ...more] = await listEndpoints(account);
  assert.ok(made?.enabled_events.includes("customer.subscription.updated"));
  assert.equal(more.length, 0);

  const sent = await world.demo.stripe.sendEvent(account.id, "test", { type: "customer.created" });
  assert.deepEqual(
    sent.map(({ status }) => status),
    [200],
  );
  await visit.button("Re-check").click();
  await visit.sees(/^Last event today/);

  await visit.button("Reconnect").click();
  const second = account.restricted(askedBy("clearsync"));
  await visit.connect(second.key);
  await visit.sees(`rk_test_…${second.key.slice(-4)}`);
  assert.equal((await listEndpoints(account)).length, 1);
  const again = await world.demo.stripe.sendEvent(account.id, "test", { type: "invoice.paid" });
  assert.deepEqual(
    again.map(({ status }) => status),
    [200],
  );

  await visit.button("Disconnect").click();
  await visit.sees(/the webhook endpoint or access in your Stripe account is removed there/);
  await visit.button("Disconnect").last().click();
  await visit.sees("Stripe disconnected");
  assert.deepEqual(await listEndpoints(account), []);
  await visit.close();
});

test("ClearSync's key revoked first · the disconnect ends clean, and says what is still in Stripe and where", async () => {
  const account = createOwnAccount(world);
  const visit = await openProduct(world, "clearsync");
  const key = account.restricted(askedBy("clearsync"));
  await visit.connect(key.key);
  world.demo.stripe.revokeKey(key.id);
  await disconnect(visit);
  await visit.sees("The webhook endpoint of the previous connection is still in its Stripe account.");
  const link = visit.element.getByRole("link", { name: /Remove the endpoint in Stripe/ });
  assert.match((await link.getAttribute("href")) ?? "", /\/webhooks/);
  assert.equal((await listEndpoints(account)).length, 1);
  const answered = await world.demo.stripe.sendEvent(account.id, "test", { type: "customer.created" });
  assert.notEqual(answered[0]?.status, 200);
  await seesNoBarrier(visit);
  await visit.button("Close").click();
  await link.waitFor({ state: "detached" });
  await visit.close();
});

test("no right to write endpoints · ClearSync's row says so, nothing is made, and the grant makes it", async () => {
  const account = createOwnAccount(world);
  const visit = await openProduct(world, "clearsync");
  const key = account.restricted(askedBy("clearsync", "webhook_write"));
  await visit.tryKey(key.key);
  await visit.sees(`Grant write access to ${ENDPOINTS_ROW} in your restricted key`);
  await visit.sees(/Without its webhook endpoint, ClearSync hears of no changes\./);
  await visit.sees("The endpoint could not be made in Stripe yet.");
  assert.equal(await visit.element.getByText("The endpoint was made in your Stripe account").count(), 0);
  assert.deepEqual(await listEndpoints(account), []);
  world.demo.stripe.editKey(key.id, askedBy("clearsync"));
  await visit.button("Re-check").last().click();
  await visit.sees("The endpoint was made in your Stripe account for you.");
  assert.equal((await listEndpoints(account)).length, 1);
  await visit.close();
});
