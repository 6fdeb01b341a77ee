/**
 * @module Recurly Engage's step: another account, a key with two writes, access that is taken back, and a pop-up.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { world } from "../world.ts";
import {
  askedBy,
  createOwnAccount,
  disconnect,
  openProduct,
  seesNoBarrier,
  seesRow,
  goToStripe,
  sayYes,
} from "./product-visit.ts";

test("another account at Engage · is a question: Go back gives its access back, Replace takes it", async () => {
  const visit = await openProduct(world, "engage");
  const { stripe, platform, account } = world.demo;
  const other = stripe.createAccount({ name: "Lighthouse Ltd" });
  await goToStripe(visit);
  await sayYes(visit);
  await visit.seesConnected();
  for (const answer of ["Go back", "Replace"]) {
    await visit.button("Reconnect").click();
    await goToStripe(visit);
    await sayYes(visit, "Lighthouse Ltd");
    await visit.sees("That is a different Stripe account. Replace the connection, or go back?");
    await visit.button(answer).click();
    await visit.seesConnected();
    await visit.sees(answer === "Replace" ? /Lighthouse Ltd/ : /Acme Inc\./);
    assert.equal(stripe.isConnected(platform.clientId, other.id), answer === "Replace");
  }
  assert.ok(!stripe.isConnected(platform.clientId, account.id), "the replaced access is given back");
  await disconnect(visit);
  await visit.close();
});

test("an API key at Engage · is the other way, warns of a secret key, and proves each write", async () => {
  const visit = await openProduct(world, "engage");
  const account = createOwnAccount(world);
  await visit.button("Paste an API key instead").click();
  await visit.paste(visit.keyField, account.whole("secret").key);
  await visit.sees(/This is a secret key, which can do everything in the account/);
  const before = world.demo.stripe.snapshot(account.id);
  const lacking = askedBy("engage", "subscription_write");
  const key = account.restricted([...lacking, "subscription_read"]);
  await visit.connect(key.key);
  await visit.sees("Grant write access to Subscriptions in your restricted key");
  await visit.sees(/Without subscriptions, 1-Click actions cannot change one\./);
  await seesRow(visit, "Customers", "Write");
  world.demo.stripe.editKey(key.id, askedBy("engage"));
  await visit.button("Re-check").click();
  await visit.sees("Now granted: Subscriptions.");
  assert.equal(world.demo.stripe.snapshot(account.id), before, "no probe changes anything");
  await seesNoBarrier(visit);
  await disconnect(visit);
  await visit.button("Connect with Stripe").waitFor();
  await visit.close();
});

test("access taken back in Stripe · is first said calmly, and connecting again mends it", async () => {
  const visit = await openProduct(world, "engage");
  const { stripe, platform, account } = world.demo;
  await goToStripe(visit);
  await sayYes(visit);
  await visit.seesConnected();
  stripe.revokeAccess(platform.clientId, account.id);
  await visit.button("Re-check").click();
  await visit.sees(/We ask again in a few minutes/);
  await visit.button("Connect with Stripe again").click();
  await sayYes(visit);
  await visit.button("Re-check").waitFor();
  assert.ok(stripe.isConnected(platform.clientId, account.id));
  await disconnect(visit);
  await visit.close();
});

test("a pop-up, where the page asks for one · finishes in the page that opened it", async () => {
  const visit = await openProduct(world, "engage");
  await visit.button("Connect with Stripe").waitFor();
  await visit.page.evaluate(() =>
    document.querySelector("parityrail-connect")?.setAttribute("oauth-popup", ""),
  );
  const opened = visit.context.waitForEvent("page");
  await visit.button("Connect with Stripe").click();
  const popup = await opened;
  const closed = popup.waitForEvent("close");
  await sayYes({ page: popup });
  await closed;
  await visit.seesConnected();
  await disconnect(visit);
  await visit.close();
});
