/**
 * @module The product's side of the demo page: it can be used by everybody, holds no secret, and stays light.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findLeaks, listViolations, readEverything, readSidewaysScroll } from "./page/probe.ts";
import { choose, FEW_CUSTOMERS, openTab, press, rowsOf, seesReady } from "./products/product-side.ts";
import { askedBy, createOwnAccount, openProduct } from "./products/product-visit.ts";
import { type Visit, world } from "./world.ts";

const TABS = ["Customers", "Revenue", "Signals", "Events sent", "Sync"] as const;
const account = createOwnAccount(world, "Pilot House", FEW_CUSTOMERS);

/** Opens the product's side of a connection that has been read and that hears of what happens. */
async function openSide(): Promise<Visit> {
  const visit = await openProduct(world, "parityrail");
  await visit.connect(account.restricted(askedBy("parityrail")).key);
  await openTab(visit, "Customers");
  await seesReady(visit);
  await press(visit, "Have Stripe send webhooks", "Stripe sends events from now on");
  return visit;
}

async function seesNoBarrierHere({ page }: Visit, where: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await listViolations(page), [], `${where}, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  assert.ok((await readSidewaysScroll(page)) <= 0, `${where} scrolls sideways at 320 px`);
  await page.setViewportSize({ width: 1280, height: 1000 });
}

test("nothing connected · the side says so, leads to the step, and axe finds nothing", async () => {
  const visit = await world.open("#customers");
  await visit.page.getByRole("heading", { name: "Stripe is not connected yet" }).waitFor();
  await seesNoBarrierHere(visit, "nothing connected");
  await visit.page.getByRole("main").getByRole("link", { name: "Connect Stripe" }).click();
  await visit.keyField.waitFor();
  await visit.button("Connect demo dataset").click();
  await visit.seesConnected();
  await openTab(visit, "Customers");
  await visit.page.getByText("The demo dataset stands still.").waitFor();
  await visit.page.getByRole("table", { name: "Customers" }).waitFor();
  await visit.close();
});

test("every tab · axe finds nothing, light or dark, and nothing scrolls sideways at 320 px", async () => {
  const visit = await openSide();
  await press(visit, "Dispute", "A payment is disputed");
  await visit.page.getByText(/Signature verified, answered 204/).waitFor();
  for (const tab of TABS) {
    await openTab(visit, tab);
    await visit.page
      .getByRole("region", { name: tab === "Sync" ? "The ledger" : "Signals" })
      .first()
      .waitFor();
    await seesNoBarrierHere(visit, tab);
  }
  await visit.close();
});

test("every button · says what happened at Stripe, or why nothing did, and the page raises no error", async () => {
  const visit = await openSide();
  const complaints: string[] = [];
  visit.page.on("pageerror", (error) => complaints.push(String(error)));
  visit.page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await visit.page.reload();
  await choose(visit, "Status", "Active");
  await rowsOf(visit, "Customers", /(Starter|Pro) monthly.*Active/)
    .getByRole("button")
    .first()
    .click();
  for (const [button, outcome] of [
    ["Pay it", "This customer has no open invoice to pay."],
    ["Fail a payment", "A payment failed"],
    ["Pay it", "The open invoice is paid"],
    ["End the trial", "This customer is not in a trial."],
    ["Upgrade", /Moved to (Pro|Team) monthly/],
    ["Take it back", "There is no cancellation to take back."],
    ["Cancel", "Canceled at the end of the period"],
    ["Take it back", "The cancellation is taken back"],
    ["Dispute", "A payment is disputed"],
    ["Apply a coupon", /“Friends of the house” applies/],
    ["+ 1 day", /✓ 1 day ahead: /],
    ["+ 1 month", /✓ 31 days ahead: \d+ subscriptions? falls? due/],
  ] as const) {
    await press(visit, button, outcome);
  }
  await world.demo.stripe.settleDeliveries(account.id);
  assert.deepEqual(complaints, []);
  await visit.close();
});

test("a list · has one page in the document, and turns it", async () => {
  const visit = await openSide();
  const rows = visit.page.getByRole("table", { name: "Customers" }).getByRole("rowheader");
  assert.equal(await rows.count(), 10);
  const first = await rows.first().textContent();
  await visit.page.getByRole("button", { name: "Next", exact: true }).click();
  await visit.page.getByText("Page 2", { exact: true }).waitFor();
  await rows
    .filter({ hasNotText: first ?? "" })
    .nth(9)
    .waitFor();
  assert.equal(await rows.count(), 10);
  await visit.page.getByRole("button", { name: "Previous", exact: true }).click();
  await rows.filter({ hasText: first ?? "" }).waitFor();
  await visit.close();
});

test("Copy as curl · copies the backend's request with a placeholder; the app secret is nowhere in the page", async () => {
  const visit = await openSide();
  await visit.page.getByRole("button", { name: "Copy as curl" }).click();
  await visit.page.getByText("Copied: the request").waitFor();
  const copied = await visit.page.evaluate(() => navigator.clipboard.readText());
  assert.match(
    copied,
    /^curl -sS "http.*\/v1\/projects\/demo-[0-9a-f]+\/customers\?limit=10" \\\n {2}-H "Authorization: Bearer \$APP_SECRET"$/,
  );
  const { secret } = world.demo.apps.parityrail;
  assert.deepEqual(
    findLeaks([...(await readEverything(visit.page)), { where: "copied", text: copied }], secret),
    [],
  );
  await visit.close();
});

test("the picture · its library comes when it is first drawn, and not with the page", async () => {
  const visit = await world.open();
  const loaded: string[] = [];
  visit.page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await visit.page.reload();
  await visit.button("Connect demo dataset").click();
  await visit.seesConnected();
  const scripts = (): string[] => loaded.filter((path) => /(chart-drawing|side)-.*\.js$/.test(path));
  assert.deepEqual(scripts(), []);
  await openTab(visit, "Revenue");
  await visit.page.getByRole("img", { name: /^From .* to .* won and .* lost\.$/ }).waitFor();
  assert.equal(scripts().length, 2);
  await visit.close();
});

test("a backend that does not answer · is said, and the side goes on when it does", async () => {
  const visit = await world.open();
  await visit.page.route("**/api/product/**", (route) => route.abort());
  await visit.page.getByRole("link", { name: "What your product sees" }).click();
  await visit.page.getByRole("alert").getByText("The demo’s backend did not answer.").waitFor();
  await visit.page.unroute("**/api/product/**");
  await visit.page.getByRole("heading", { name: "Stripe is not connected yet" }).waitFor();
  await visit.close();
});
