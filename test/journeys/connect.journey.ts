/**
 * @module The guide's main path: create the key in Stripe's Dashboard, copy it, paste it, connect, go on.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import type { Page } from "playwright";
import { openCreateKey } from "./products/product-visit.ts";
import { type Visit, world } from "./world.ts";

const REQUIRED = ["Customers", "Subscriptions", "Invoices"];

test("the form · says in ParityRail's words what the key is for and what it can never do", async () => {
  const visit = await world.open();
  await visit.element.getByRole("heading", { name: "Restricted API key" }).waitFor();
  await visit.sees(
    "ParityRail reads your Stripe account to see each customer’s plan, status, and trial. The key you create here can only read — it can never change anything in your Stripe account.",
  );
  assert.equal(await visit.keyField.getAttribute("placeholder"), "rk_test_…");
  assert.equal(await visit.secretField.getAttribute("placeholder"), "whsec_…");
  await visit.element.getByText("What ParityRail never accesses").click();
  for (const sentence of [
    "It never reads raw payment methods, card numbers, or bank details.",
    "It never creates, modifies, reads, or issues any of these.",
    "It never changes subscriptions, customers, prices, or any other Stripe object.",
  ]) {
    await visit.sees(sentence);
  }
  await visit.close();
});

test("the guide · names every permission with its access and its reason, required and optional apart", async () => {
  const visit = await world.open();
  await visit.element.getByRole("button", { name: /^Show me how/ }).click();
  await visit.element.getByRole("heading", { name: "Create the key in Stripe" }).waitFor();
  const rows: Readonly<Record<string, string>> = {
    Customers: "List and retrieve customers, their email, and metadata for identity mapping.",
    Subscriptions: "Read subscription status, items, price, quantity, and trial to derive the promise.",
    Invoices: "Read the latest invoice to tell a paid trial apart from an unpaid one.",
    "Checkout Sessions": "Only relevant to checkout-session events.",
    Entitlements: "Only if you use Stripe Entitlements and enable entitlement fetching for the project.",
  };
  for (const [label, why] of Object.entries(rows)) {
    const row = visit.element.getByRole("listitem").filter({ hasText: why }).last();
    await row.getByText(label, { exact: true }).waitFor();
    await row.getByText("Read", { exact: true }).waitFor();
  }
  await visit.sees(/^Optionally also grant these/);
  await visit.sees("Providing this key to a third-party application");
  await visit.sees("Choose your own");
  await visit.close();
});

test("the whole way · from Create key in Stripe to Continue", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  const dashboard = await openCreateKey(visit);
  const key = await createKey(dashboard);
  await dashboard.close();

  await visit.page.bringToFront();
  await visit.keyField.focus();
  await visit.page.keyboard.press("ControlOrMeta+V");
  await visit.sees("A restricted test key. It reads test data.");
  await visit.paste(visit.secretField, `whsec_${randomBytes(16).toString("hex")}`);
  await visit.keyField.focus();
  await holdConnecting(visit, async () => {
    await visit.button("Test & connect").click();
    await visit.button("Testing connection…").waitFor();
  });

  await visit.element.getByRole("status").getByText("Stripe connected (test mode)").waitFor();
  await visit.element.getByRole("heading", { name: "Stripe connected", exact: true }).waitFor();
  await visit.sees(`rk_test_…${key.slice(-4)}`);
  await visit.sees("Test mode");
  assert.equal(await visit.keyField.count(), 0);
  await visit.element.getByRole("heading", { name: "Key permissions" }).waitFor();
  for (const label of REQUIRED) {
    await visit.element
      .getByRole("listitem")
      .filter({ hasText: label })
      .getByText("Read", { exact: true })
      .waitFor();
  }
  await visit.button("Continue").click();
  await visit.page.getByText("would go on to step 3").waitFor();
  await visit.close();
});

test("a live key · is read as live while it is typed, and connects in live mode", async () => {
  const visit = await world.open();
  await visit.keyField.waitFor();
  await visit.element.getByRole("radio", { name: "Live" }).check();
  await visit.element.locator('a[href*="/apikeys/create?"]:not([href*="/test/"])').first().waitFor();
  await visit.paste(visit.keyField, world.demo.keys.parityrail.live.key);
  await visit.sees("A restricted live key. It reads your real, paying customers.");
  await visit.connect(world.demo.keys.parityrail.live.key);
  await visit.sees("Stripe connected (live mode)");
  await visit.sees("Live mode");
  await visit.sees(`rk_live_…${world.demo.keys.parityrail.live.key.slice(-4)}`);
  await visit.close();
});

test("the page around it · receives ready, connected and continue, in this order, once each", async () => {
  const visit = await world.open();
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.button("Continue").click();
  await visit.page.getByText("would go on to step 3").waitFor();
  const names = await visit.page.getByRole("list", { name: "Events" }).locator("code").allTextContents();
  assert.deepEqual(names.toReversed(), ["parityrail-ready", "parityrail-connected", "parityrail-continue"]);
  await visit.close();
});

/** Does what the guide says, checks what the link has filled in, copies the key and returns it. */
async function createKey(dashboard: Page): Promise<string> {
  await dashboard.getByRole("radio", { name: "Providing this key to a third-party application" }).check();
  assert.equal(await dashboard.getByLabel("Key name").inputValue(), "parityrail");
  for (const label of REQUIRED) {
    const row = dashboard.getByRole("group", { name: label, exact: true });
    assert.ok(await row.getByRole("radio", { name: "Read" }).isChecked(), label);
  }
  const none = dashboard.getByRole("group", { name: "Charges and Refunds", exact: true });
  assert.ok(await none.getByRole("radio", { name: "None" }).isChecked());
  await dashboard.getByRole("button", { name: "Create key" }).click();
  await dashboard.getByRole("button", { name: "Copy" }).click();
  await dashboard.getByRole("status").filter({ hasText: "Copied" }).waitFor();
  const key = await dashboard.getByLabel("API key").inputValue();
  assert.match(key, /^rk_test_/);
  return key;
}

/** Keeps the answer back while `during` looks at the moment in between. */
async function holdConnecting(visit: Visit, during: () => Promise<void>): Promise<void> {
  const { promise: seen, resolve: letGo } = Promise.withResolvers<void>();
  await visit.page.route("**/v1/projects/current/connection", async (route) => {
    if (route.request().method() === "PUT") await seen;
    await route.continue();
  });
  await during();
  letGo();
}
