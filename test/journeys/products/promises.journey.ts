/**
 * @module What each product promises of the data, seen on its side of the demo page: a button is pressed at Stripe, and
 * what the product has to hear arrives.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PROFILES } from "../../../shared/profiles/index.ts";
import { type Visit, world } from "../world.ts";
import {
  askedBy,
  createOwnAccount,
  goToStripe,
  openProduct,
  publishableField,
  sayYes,
  submit,
  type OwnAccount,
} from "./product-visit.ts";
import { choose, FEW_CUSTOMERS, feedOf, openTab, pick, press, rowsOf, seesReady } from "./product-side.ts";

/** Stripe allows so many payments the reads that a look every five minutes takes. */
const ENOUGH_FOR_FIVE_MINUTES = 250;

const own = (name: string, customers = FEW_CUSTOMERS): OwnAccount => createOwnAccount(world, name, customers);

test("ParityRail · a webhook shows a customer's failed payment within seconds, as a signal and as a signed event", async () => {
  const visit = await openProduct(world, "parityrail");
  await visit.connect(own("Lighthouse").restricted(askedBy("parityrail")).key);
  await openTab(visit, "Customers");
  await seesReady(visit);
  await press(visit, "Have Stripe send webhooks", "Stripe sends events from now on");
  await choose(visit, "Status", "Active");
  const name = await pick(visit, /renews/);
  await press(visit, "Fail a payment", "A payment failed");
  await feedOf(visit).filter({ hasText: "payment_failed" }).filter({ hasText: name }).first().waitFor();
  await choose(visit, "Status", "Past due");
  await rowsOf(visit, "Customers", name).getByText("Past due · retrying").waitFor();

  await visit.page.getByText(/Signature verified, answered 204/).waitFor();
  await openTab(visit, "Events sent");
  const events = visit.page.getByRole("list", { name: "Events" }).getByRole("listitem");
  await events.filter({ hasText: "signal.created" }).filter({ hasText: "delivered" }).first().waitFor();
  await openTab(visit, "Customers");
  await press(visit, "Pay it", "The open invoice is paid");
  await feedOf(visit).filter({ hasText: "recovered" }).filter({ hasText: name }).waitFor();
  await visit.close();
});

test("DropFix · shows the failures and lapses of 30 days at once, and a new one within five minutes without a webhook", async () => {
  const visit = await openProduct(world, "dropfix");
  await visit.connect(own("Quay", ENOUGH_FOR_FIVE_MINUTES).restricted(askedBy("dropfix"), "live").key);
  await openTab(visit, "Signals");
  await seesReady(visit);
  const signals = visit.page.getByRole("list", { name: "Signals", exact: true }).getByRole("listitem");
  for (const type of ["Payment failed", "Subscription lapsed"]) {
    await choose(visit, "Type", type);
    await signals
      .filter({ hasText: type.toLowerCase().replace(" ", "_") })
      .first()
      .waitFor();
  }
  await openTab(visit, "Customers");
  await visit.page.getByText("No webhooks: the Worker looks for payments every 5 minutes").waitFor();
  await choose(visit, "Status", "Active");
  const name = await pick(visit, /renews/);
  await press(visit, "Fail a payment", "A payment failed");
  const failed = feedOf(visit).filter({ hasText: "payment_failed" }).filter({ hasText: name });
  assert.equal(await failed.count(), 0, "nobody has told it");
  const connection = await readConnection(visit);
  await world.advance(300, connection);
  await failed.first().waitFor();
  await world.advance(-300, connection);
  await visit.close();
});

test("ClearSync · its resources are all there, and follow what happens at Stripe", async () => {
  const visit = await openProduct(world, "clearsync");
  await visit.connect(own("Breakwater").restricted(askedBy("clearsync")).key);
  await openTab(visit, "Sync");
  await seesReady(visit);
  const fresh = rowsOf(visit, "Resources", "fresh");
  assert.equal(await fresh.count(), PROFILES["clearsync"]?.sync.resources.length);
  const before = await countOf(visit, "Invoices");
  assert.ok(before > 0);
  await openTab(visit, "Customers");
  await choose(visit, "Status", "Active");
  await pick(visit, /renews/);
  await press(visit, "Fail a payment", "A payment failed");
  await openTab(visit, "Sync");
  await rowsOf(visit, "Resources", "Invoices")
    .getByText(String(before + 1), { exact: true })
    .waitFor();
  await visit.close();
});

test("Engage · the traits of a customer follow a change of plan", async () => {
  own("Pier & Sons");
  const visit = await openProduct(world, "engage");
  await goToStripe(visit);
  await sayYes(visit, "Pier & Sons");
  await visit.seesConnected();
  await openTab(visit, "Customers");
  await seesReady(visit);
  await choose(visit, "Status", "Active");
  const name = await pick(visit, /Starter.*month/);
  const card = visit.page.getByRole("region", { name, exact: true });
  await card.getByText("Starter monthly").waitFor();
  await press(visit, "Upgrade", "Moved to Pro monthly");
  await card.getByText("Pro monthly").waitFor();
  await visit.close();
});

test("BillStack · the status goes from pending through syncing to ready, under the person's eyes", async () => {
  const visit = await openProduct(world, "billstack");
  const account = own("Mole");
  await visit.paste(visit.keyField, account.whole("secret").key);
  await visit.paste(publishableField(visit), account.whole("publishable").key);
  world.demo.stripe.setLatency(60); // so that each state can be seen
  await submit(visit);
  await visit.page.getByRole("link", { name: "What your product sees" }).click();
  await openTab(visit, "Sync");
  const trail = visit.page.getByRole("list", { name: "Status" }).locator("code");
  await trail.filter({ hasText: "ready" }).waitFor();
  world.demo.stripe.setLatency(0);
  const seen = await trail.allTextContents();
  assert.deepEqual(
    seen.filter((status) => status !== "none"),
    ["pending", "syncing", "ready"],
  );
  await visit.close();
});

async function readConnection(visit: Visit): Promise<string> {
  const path = "/api/product/dropfix/read/connection";
  const { body } = (await visit.page.evaluate(async (url) => (await fetch(url)).json(), path)) as {
    body: { connection: { id: string } };
  }; // a BackendAnswer
  return body.connection.id;
}

async function countOf(visit: Visit, resource: string): Promise<number> {
  const cell = rowsOf(visit, "Resources", resource).getByRole("cell").nth(1);
  return Number((await cell.textContent())?.replaceAll(",", ""));
}
