/**
 * @module The guide's six troubleshooting rows: each symptom with its sentence, each fix leading on.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { world } from "./world.ts";

const REQUIRED = ["customer_read", "subscription_read", "invoice_read"];

const createKey = (permissions: readonly string[]) =>
  world.demo.stripe.createKey({
    account: world.demo.account.id,
    mode: "test",
    kind: "restricted",
    permissions,
  });

for (const [label, permission] of [
  ["Customers", "customer_read"],
  ["Subscriptions", "subscription_read"],
  ["Invoices", "invoice_read"],
] as const) {
  test(`a red row · ${label} says what to grant, blocks nothing, and turns green after Re-check`, async () => {
    const visit = await world.open();
    const key = createKey(REQUIRED.filter((name) => name !== permission));
    await visit.connect(key.key);
    await visit.sees(`Grant read access to ${label} in your restricted key`);
    assert.ok(await visit.button("Continue").isEnabled());

    world.demo.stripe.editKey(key.id, REQUIRED);
    await visit.button("Re-check").click();
    await visit.element
      .getByRole("listitem")
      .filter({ hasText: `Grant read access to ${label} in your restricted key` })
      .waitFor({ state: "detached" });
    await visit.close();
  });
}

test("a key Stripe does not know · is refused with the guide's sentence, and the next one works", async () => {
  const visit = await world.open();
  await visit.tryKey(world.demo.keys.parityrail.revoked.key);
  await visit.element
    .getByRole("alert")
    .filter({
      hasText:
        "Stripe rejected the API key. Check that the secret or restricted key is correct, belongs to the right account, and has not been revoked.",
    })
    .waitFor();
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.close();
});

test("something that is no key · is named before anything is sent", async () => {
  const visit = await world.open();
  const sent: string[] = [];
  visit.page.on("request", (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
  for (const pasted of [world.demo.keys.parityrail.publishable.key, "rk_test", "hello"]) {
    await visit.paste(visit.keyField, pasted);
    await visit.page.keyboard.press("Tab");
    await visit.sees(/Enter a Stripe restricted key \(rk_…\) or secret key \(sk_…\)/);
    await visit.button("Test & connect").click({ force: true }); // quiet: Playwright counts aria-disabled as disabled
  }
  assert.deepEqual(
    sent.filter((request) => request.startsWith("PUT")),
    [],
  );
  await visit.close();
});

test("a signing secret that is none · is refused with the guide's sentence; blank and right ones are taken", async () => {
  const visit = await world.open();
  await visit.paste(visit.keyField, world.demo.keys.parityrail.good.key);
  await visit.paste(visit.secretField, "not-a-signing-secret");
  await visit.page.keyboard.press("Tab");
  await visit.sees("Webhook signing secrets start with whsec_");
  await visit.button("Test & connect").click({ force: true });
  assert.equal(await visit.element.getByRole("heading", { name: "Stripe connected" }).count(), 0);

  await visit.paste(visit.secretField, `whsec_${"a1B2".repeat(8)}`);
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.close();
});

test("a signing secret in the key's field · moves to its own with one press, and is not lost", async () => {
  const visit = await world.open();
  const secret = `whsec_${"a1B2".repeat(8)}`;
  await visit.paste(visit.keyField, secret);
  await visit.sees(/That is a webhook signing secret, not an API key/);
  await visit.button("Move it to the signing-secret field").click();
  assert.equal(await visit.secretField.inputValue(), secret);
  assert.equal(await visit.keyField.inputValue(), "");
  await visit.close();
});

test("connected to the wrong data · Reconnect takes the other environment's key", async () => {
  const visit = await world.open();
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.sees("Test mode");
  await visit.button("Reconnect").click();
  await visit.sees("Connected, but to the wrong data? Paste a key of the other environment.");
  await visit.paste(visit.keyField, world.demo.keys.parityrail.live.key);
  await visit.sees("A restricted live key. It reads your real, paying customers.");
  await visit.button("Test & connect").click();
  await visit.sees("Stripe connected (live mode)");
  await visit.sees("Live mode");
  await visit.close();
});

test("a key with no permission at all · is refused, and says what to grant", async () => {
  const visit = await world.open();
  await visit.tryKey(world.demo.keys.parityrail.no_permissions.key);
  await visit.sees(/The Stripe API key does not have the required permissions/);
  await visit.sees(/Customers.*Subscriptions.*Invoices/);
  await visit.connect(world.demo.keys.parityrail.good.key);
  await visit.close();
});
