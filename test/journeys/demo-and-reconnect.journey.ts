/**
 * @module Demo mode, and the ways out of a connection: another account's key, the live key, Disconnect.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { world } from "./world.ts";

test("demo mode · connects the example dataset, says how many customers, and shows all three green", async () => {
  const visit = await world.open();
  await visit.element.getByRole("heading", { name: "Use demo mode" }).waitFor();
  await visit.button("Connect demo dataset").click();
  await visit.sees("Demo mode enabled — 250 fixture customers loaded");
  await visit.sees("Stripe connected");
  for (const label of ["Customers", "Subscriptions", "Invoices"]) {
    const row = visit.element.getByRole("listitem").filter({ hasText: label });
    await row.getByText("Read", { exact: true }).waitFor();
  }
  assert.ok(await visit.button("Continue").isEnabled());
  await visit.close();
});

test("demo mode · says that it is one, and gives way to a real key", async () => {
  const visit = await world.open();
  await visit.button("Connect demo dataset").click();
  await visit.sees("Made-up customers: no Stripe account is read.");
  await visit.button("Use your own Stripe").click();
  await visit.sees("The demo dataset stays until your own account is connected.");
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.sees("Stripe connected (test mode)");
  await visit.close();
});

test("another account's key · is a question first: Go back keeps the connection, Replace makes a new one", async () => {
  const visit = await world.open();
  const { good, other_account: other } = world.demo.keys.parityrail;
  await visit.connect(good.key);
  await visit.button("Reconnect").click();
  await visit.tryKey(other.key);
  await visit.sees(/This key belongs to a different Stripe account/);
  await visit.button("Go back").click();
  await visit.button("Cancel").click();
  await visit.sees(`rk_test_…${good.key.slice(-4)}`);

  await visit.button("Reconnect").click();
  await visit.tryKey(other.key);
  await visit.button("Replace").click();
  await visit.sees(`rk_test_…${other.key.slice(-4)}`);
  await visit.close();
});

test("Disconnect · asks first, says what goes, and leaves the empty form", async () => {
  const visit = await world.open();
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.button("Disconnect").click();
  await visit.button("Keep it").click();
  await visit.sees("Stripe connected");
  await visit.button("Disconnect").click();
  await visit.sees(/are deleted here/);
  await visit.button("Disconnect").last().click();
  await visit.sees("Stripe disconnected");
  await visit.keyField.waitFor();
  assert.equal(await visit.keyField.inputValue(), "");
  await visit.close();
});

test("a secret key · connects, and says that a restricted one is safer", async () => {
  const visit = await world.open();
  await visit.paste(visit.keyField, world.demo.keys.parityrail.secret.key);
  await visit.sees(
    "This is a secret key, which can do everything in the account. A restricted key is safer.",
  );
  await visit.connect(world.demo.keys.parityrail.secret.key);
  await visit.sees(`sk_test_…${world.demo.keys.parityrail.secret.key.slice(-4)}`);
  await visit.close();
});

for (const name of ["expired", "ip_restricted"] as const) {
  test(`a key that is ${name} · is refused with what to do, and the next one works`, async () => {
    const visit = await world.open();
    await visit.tryKey(world.demo.keys.parityrail[name].key);
    const sentences = {
      expired: "This key has expired: it was rolled or timed out in Stripe.",
      ip_restricted: "This key only works from certain IP addresses.",
    };
    await visit.element.getByRole("alert").filter({ hasText: sentences[name] }).waitFor();
    await visit.connect(world.demo.keys.parityrail.good.key);
    await visit.close();
  });
}
