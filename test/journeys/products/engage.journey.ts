/**
 * @module Recurly Engage's step: Stripe's own page, with every way it may end.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Visit, world } from "../world.ts";
import { disconnect, openProduct, seesNoBarrier, seesRow, goToStripe, sayYes } from "./product-visit.ts";

const NOT_COMPLETED = "Stripe did not complete the connection. Nothing was saved: start again.";
const NOT_VALID = "This way back from Stripe is not valid. Start again from the page where you connect.";

/** Leaves, and returns the address of the way back that Stripe would open, which nobody has opened yet. */
async function keepWayBack(visit: Visit): Promise<string> {
  await goToStripe(visit);
  return world.demo.stripe.consent(visit.page.url(), { account: world.demo.account.id, allow: true });
}

async function seesRefusal(visit: Visit, sentence: string): Promise<void> {
  await visit.element.getByRole("alert").filter({ hasText: sentence }).waitFor();
  assert.ok(!visit.page.url().includes("parityrail_oauth"), "the address is clean");
  await visit.button("Connect with Stripe").waitFor();
}

test("Connect on Stripe's page · Engage comes back connected, with an endpoint made, and gives it all back", async () => {
  const visit = await openProduct(world, "engage");
  await visit.sees(/Manage subscriptions, trials, coupons, and usage-based workflows/);
  await visit.sees("You say yes on Stripe’s own page and come back here. Nothing is pasted.");
  await seesNoBarrier(visit);
  await goToStripe(visit);
  await sayYes(visit);
  await visit.seesConnected();
  assert.equal(visit.page.url(), `${world.demo.url}/?product=engage`);
  await seesRow(visit, "Customers", "Write");
  await visit.sees("The endpoint was made in your Stripe account for you.");
  await visit.sees(/a webhook is created to sync subscription events in real time/);
  await seesNoBarrier(visit);

  const { clientId } = world.demo.platform;
  assert.ok(world.demo.stripe.isConnected(clientId, world.demo.account.id));
  await disconnect(visit);
  assert.ok(!world.demo.stripe.isConnected(clientId, world.demo.account.id));
  await visit.button("Connect with Stripe").waitFor();
  await visit.close();
});

test("Deny on Stripe's page · says that nothing was connected, and the next try works", async () => {
  const visit = await openProduct(world, "engage");
  await goToStripe(visit);
  await visit.page.getByRole("button", { name: "Deny" }).click();
  await seesRefusal(visit, "Access was not granted in Stripe, so nothing was connected. You can try again.");
  await goToStripe(visit);
  await sayYes(visit);
  await visit.seesConnected();
  await disconnect(visit);
  await visit.close();
});

test("a state that is forged · ends on a page that leads nowhere, and nothing is connected", async () => {
  const visit = await openProduct(world, "engage");
  const back = new URL(await keepWayBack(visit));
  back.searchParams.set("state", back.searchParams.get("state")?.split("").reverse().join("") ?? "");
  const answer = await visit.page.goto(back.href);
  assert.equal(answer?.status(), 400);
  await visit.page.getByText(NOT_VALID).waitFor();
  await visit.page.goto(`${world.demo.url}/?product=engage`);
  await visit.button("Connect with Stripe").waitFor();
  await visit.close();
});

test("a state that is replayed · leads nowhere the second time, and the first connection stays", async () => {
  const visit = await openProduct(world, "engage");
  const back = await keepWayBack(visit);
  await visit.page.goto(back);
  await visit.seesConnected();
  const answer = await visit.page.goto(back);
  assert.equal(answer?.status(), 400);
  await visit.page.getByText(NOT_VALID).waitFor();
  await visit.page.goto(`${world.demo.url}/?product=engage`);
  await visit.seesConnected();
  await disconnect(visit);
  await visit.close();
});

test("a ticket that is replayed, or brought by another browser · connects nothing", async () => {
  const visit = await openProduct(world, "engage");
  const tickets: string[] = [];
  visit.page.on("request", (request) => {
    const ticket = new URL(request.url()).searchParams.get("parityrail_oauth");
    if (ticket) tickets.push(ticket);
  });
  await visit.page.goto(await keepWayBack(visit));
  await visit.seesConnected();
  await disconnect(visit);
  const marked = `?product=engage&parityrail_oauth=${tickets[0] ?? ""}`;
  assert.equal(tickets.length, 1);
  await visit.page.goto(`${world.demo.url}/${marked}`);
  await seesRefusal(visit, NOT_COMPLETED);

  const other = await world.open(marked);
  await seesRefusal(other, NOT_COMPLETED);
  await other.close();
  await visit.close();
});

test("back after ten minutes · says that nothing was saved, and the next try works", async () => {
  const visit = await openProduct(world, "engage");
  const back = await keepWayBack(visit);
  letFlowsExpire();
  await visit.page.goto(back);
  await seesRefusal(visit, NOT_COMPLETED);
  await visit.page.goto(await keepWayBack(visit));
  await visit.seesConnected();
  await disconnect(visit);
  await visit.close();
});

/** Ten minutes pass for whoever is under way. */
function letFlowsExpire(): void {
  assert.ok(world.runSql("UPDATE oauth_flows SET expires_at = expires_at - 600"));
}
