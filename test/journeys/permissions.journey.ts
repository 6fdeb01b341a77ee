/**
 * @module The checklist lives: what is granted, taken away or not answered in Stripe shows, with its way out.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright";
import { world } from "./world.ts";

const FIX = "Grant read access to Invoices in your restricted key";

function createKey(permissions: readonly string[]) {
  const { stripe, account } = world.demo;
  return stripe.createKey({
    account: account.id,
    mode: "test",
    kind: "restricted",
    permissions,
    name: "mine",
  });
}

test("a missing permission · is granted in the Dashboard, and turns green on the way back", async () => {
  const visit = await world.open();
  const key = createKey(["customer_read", "subscription_read"]);
  await visit.connect(key.key);
  await visit.sees(FIX);
  await visit.sees("Without invoices, a paid trial looks like an unpaid one.");

  const opened = visit.context.waitForEvent("page");
  await visit.element.getByRole("link", { name: /Edit key in Stripe/ }).click();
  const dashboard = await opened;
  await dashboard.getByRole("heading", { name: "Edit mine" }).waitFor();
  await grantRead(dashboard, "Invoices");
  await dashboard.close();
  await visit.page.bringToFront();
  await visit.page.evaluate(() => window.dispatchEvent(new FocusEvent("focus"))); // a headless window always has it
  await visit.element.getByText(FIX).waitFor({ state: "detached" });
  const events = visit.page.getByRole("list", { name: "Events" }).locator("code");
  await events.getByText("parityrail-permissions-changed").waitFor();
  await visit.close();
});

test("a missing permission · stays red after Re-check while nothing was changed, and tells the page nothing", async () => {
  const visit = await world.open();
  await visit.connect(createKey(["customer_read", "subscription_read"]).key);
  const { stripe } = world.demo;
  const before = stripe.requests.length;
  await visit.button("Re-check").click();
  await visit.button("Re-check").waitFor();
  await visit.sees(FIX);
  assert.ok(stripe.requests.length > before);
  const events = await visit.page.getByRole("list", { name: "Events" }).locator("code").allTextContents();
  assert.ok(!events.includes("parityrail-permissions-changed"));
  await visit.close();
});

test("an optional permission · is only noted while it is not granted, and green once it is", async () => {
  const visit = await world.open();
  const required = ["customer_read", "subscription_read", "invoice_read"];
  const key = createKey(required);
  await visit.connect(key.key);
  const row = visit.element.getByRole("listitem").filter({ hasText: "Entitlements" });
  await row.getByText("Not granted").waitFor();
  assert.equal(await visit.element.getByText(/Grant read access/).count(), 0);
  world.demo.stripe.editKey(key.id, [...required, "entitlement_read"]);
  await visit.button("Re-check").click();
  await row.getByText("Read", { exact: true }).waitFor();
  await visit.close();
});

test("Stripe in trouble · is never called a missing permission, and the next check is right again", async () => {
  const visit = await world.open();
  await visit.connect(world.demo.keys.parityrail.good.key);
  const { stripe } = world.demo;
  stripe.setFault({ kind: "error_500" }, { path: /invoices/ });
  try {
    await visit.button("Re-check").click();
    await visit.element
      .getByRole("listitem")
      .filter({ hasText: "Invoices" })
      .getByText(/Unknown|did not answer/)
      .waitFor();
    assert.equal(await visit.element.getByText(/Grant read access/).count(), 0);
  } finally {
    stripe.setFault(null);
  }
  await visit.button("Re-check").click();
  const row = visit.element.getByRole("listitem").filter({ hasText: "Invoices" });
  await row.getByText("Read", { exact: true }).waitFor();
  await visit.close();
});

test("a key deleted in the Dashboard · is said to be refused, which may pass, and a new one goes on", async () => {
  const visit = await world.open();
  const key = createKey(["customer_read", "subscription_read", "invoice_read"]);
  await visit.connect(key.key);
  world.demo.stripe.revokeKey(key.id);
  await visit.button("Re-check").click();
  await visit.element.getByRole("heading", { name: "Stripe refused this key" }).waitFor();
  await visit.sees(/We ask again in a few minutes before we call it revoked/);
  await visit.button("Paste a new key").click();
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.close();
});

async function grantRead(dashboard: Page, label: string): Promise<void> {
  await dashboard
    .getByRole("group", { name: label, exact: true })
    .getByRole("radio", { name: "Read" })
    .check();
  await dashboard.getByRole("button", { name: "Save" }).click();
  await dashboard.getByText("The key’s permissions were saved.").waitFor();
}
