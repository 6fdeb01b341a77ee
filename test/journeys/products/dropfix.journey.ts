/**
 * @module DropFix's step: live data preferred, a secret key asked to be replaced, Disputes only recommended.
 */

import { test } from "node:test";
import { world } from "../world.ts";
import {
  askedBy,
  createOwnAccount,
  disconnect,
  openProduct,
  seesNoBarrier,
  seesNoMore,
  seesRow,
  submit,
} from "./product-visit.ts";

test("DropFix · says what one gets, connects live data, says what comes next, and lets go again", async () => {
  const visit = await openProduct(world, "dropfix");
  await visit.sees(/Unlock payment failure detection, dunning emails, and accurate MRR from Stripe\./);
  await visit.element.getByRole("columnheader", { name: "Without Stripe" }).waitFor();
  await visit.element.getByRole("cell", { name: "Payment failure signal fires within minutes" }).waitFor();
  await visit.element.getByText("Frequently asked").click();
  await visit.element.getByText("Do I need to set up webhooks too?").click();
  await visit.sees(/No\. DropFix polls every 5 minutes/);
  await visit.element.getByText("How to revoke access").click();
  await visit.sees("Find your DropFix (read-only) key.");
  await seesNoBarrier(visit);

  await visit.connect(world.demo.keys.dropfix.good.key);
  await visit.sees("Stripe connected (live mode)");
  for (const label of ["Customers", "Subscriptions", "Invoices", "Charges", "PaymentIntents", "Disputes"])
    await seesRow(visit, label, "Read");
  await visit.sees("What happens next");
  await visit.sees(/DropFix polls your Stripe account every 5 minutes for new events/);
  await seesNoBarrier(visit);

  await disconnect(visit);
  await visit.keyField.waitFor();
  await visit.close();
});

test("a test key at DropFix · is a question: Go back connects nothing, Connect test data connects", async () => {
  const visit = await openProduct(world, "dropfix");
  const { key } = world.demo.keys.dropfix.other_mode;
  await visit.paste(visit.keyField, key);
  await visit.sees(/This is a test key; live data was asked for\./);
  await submit(visit);
  await visit.sees(/This key reads test data, and live data was asked for/);
  await visit.button("Go back").click();
  await visit.keyField.waitFor();

  await visit.tryKey(key);
  await visit.button("Connect test data").click();
  await visit.sees("Stripe connected (test mode)");
  await visit.sees("Test mode");
  await visit.close();
});

test("a secret key at DropFix · connects with a warning, and is replaced by a restricted one", async () => {
  const visit = await openProduct(world, "dropfix");
  const account = createOwnAccount(world);
  await visit.paste(visit.keyField, account.whole("secret", "live").key);
  await visit.sees(
    /This is a secret key, which can do everything in the account\. A restricted key is safer/,
  );
  await submit(visit);
  await visit.seesConnected();
  await visit.sees(
    /This is a secret key, which can do everything in the account\. DropFix does not need that/,
  );
  await visit.button("Replace with a restricted key").click();
  await visit.connect(account.restricted(askedBy("dropfix"), "live").key);
  await seesNoMore(visit, /This is a secret key/);
  await visit.sees(/rk_live_…/);
  await visit.close();
});

test("Charges missing at DropFix · says what does not work, and is mended at the same key", async () => {
  const visit = await openProduct(world, "dropfix");
  const account = createOwnAccount(world);
  const key = account.restricted(askedBy("dropfix", "charge_read"), "live");
  await visit.connect(key.key);
  await visit.sees("A required permission is missing. Grant it in Stripe, then re-check.");
  await visit.sees("Grant read access to Charges and Refunds in your restricted key");
  await visit.sees(/Without charges, a failed payment has no reason\./);
  world.demo.stripe.editKey(key.id, askedBy("dropfix"));
  await visit.button("Re-check").last().click();
  await seesNoMore(visit, /Grant read access to Charges/);
  await visit.close();
});

test("Disputes not granted at DropFix · is noted calmly: recommended, not asked to be mended", async () => {
  const visit = await openProduct(world, "dropfix");
  const account = createOwnAccount(world);
  await visit.connect(account.restricted(askedBy("dropfix", "dispute_read"), "live").key);
  await seesRow(visit, "Disputes", "Not granted");
  await seesNoMore(visit, /Grant read access to Disputes|A permission is missing/);
  await visit.close();
});

test("a key that can do more than DropFix asks · connects, and is told by name what is too much", async () => {
  const visit = await openProduct(world, "dropfix");
  const account = createOwnAccount(world);
  await visit.connect(account.restricted([...askedBy("dropfix"), "payout_read"], "live").key);
  await visit.sees("This key can do more than DropFix needs: Payouts. A key with less is safer.");
  await visit.close();
});

test("a key deleted in Stripe · is first said to be refused just now, and a new one mends it", async () => {
  const visit = await openProduct(world, "dropfix");
  const account = createOwnAccount(world);
  const key = account.restricted(askedBy("dropfix"), "live");
  await visit.connect(key.key);
  world.demo.stripe.revokeKey(key.id);
  await visit.button("Re-check").click();
  await visit.sees(/We ask again in a few minutes before we call it revoked/);
  await visit.button("Paste a new key").click();
  await visit.connect(account.restricted(askedBy("dropfix"), "live").key);
  await visit.seesConnected();
  await seesNoMore(visit, /We ask again in a few minutes/);
  await visit.close();
});
