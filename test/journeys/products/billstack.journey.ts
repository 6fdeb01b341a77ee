/**
 * @module BillStack's step: two keys, a signing secret that may come later, test first and live after.
 */

import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { type Visit, world } from "../world.ts";
import {
  askedBy,
  createOwnAccount,
  disconnect,
  openProduct,
  publishableField,
  secretField,
  seesNoBarrier,
  seesNoMore,
  seesRow,
  submit,
} from "./product-visit.ts";

async function enterKeys(visit: Visit, key: string, publishable: string): Promise<void> {
  await visit.paste(visit.keyField, key);
  await visit.paste(publishableField(visit), publishable);
}

test("BillStack · two keys and a placeholder connect, the real secret replaces it later, and an event proves it", async () => {
  const visit = await openProduct(world, "billstack");
  const account = createOwnAccount(world);
  await visit.sees(/Link your existing Stripe account to BillStack by providing your API keys\./);
  await visit.sees(/you can use a placeholder webhook secret and update it later/);
  await seesNoBarrier(visit);
  await enterKeys(visit, account.whole("secret").key, account.whole("publishable").key);
  await visit.paste(secretField(visit), "whsec_placeholder");
  await visit.sees(/That is a placeholder/);
  await submit(visit);
  await visit.seesConnected();
  await visit.sees("The signing secret is still a placeholder.");
  for (const label of ["Customers", "Products", "Prices", "Subscriptions", "Invoices"])
    await seesRow(visit, label, "Read");
  await seesNoBarrier(visit);

  const signingSecret = `whsec_${randomBytes(24).toString("hex")}`;
  await visit.button("Set up: Events").click();
  const url = await visit.element.getByText(/\/v1\/webhooks\/stripe\/con_/).textContent();
  await visit.paste(
    visit.element.getByRole("textbox", { name: "Paste its signing secret:" }),
    signingSecret.slice(0, 20),
  );
  await visit.sees("Its end is missing: copy it again from Stripe.");
  await visit.paste(visit.element.getByRole("textbox", { name: "Paste its signing secret:" }), signingSecret);
  await visit.button("Save").click();
  await visit.sees("Signing secret saved. Waiting for the first event…");
  await world.demo.stripe.sendTo(url ?? "", signingSecret, { type: "invoice.paid", mode: "test" });
  await visit.button("Re-check").click();
  await visit.sees(/^Last event /);

  await disconnect(visit);
  await visit.keyField.waitFor();
  await visit.close();
});

test("the publishable key of the other mode at BillStack · is said before anything is sent", async () => {
  const visit = await openProduct(world, "billstack");
  const account = createOwnAccount(world);
  await enterKeys(visit, account.whole("secret").key, account.whole("publishable", "live").key);
  await visit.sees(/The two keys are of different modes: both must be test keys, or both live keys\./);
  await visit.paste(publishableField(visit), account.whole("secret").key);
  await visit.sees(/Publishable keys start with pk_/);
  await visit.paste(publishableField(visit), account.whole("publishable").key);
  await submit(visit);
  await visit.seesConnected();
  await visit.close();
});

test("no publishable key at BillStack · leads to its field, and nothing is sent", async () => {
  const visit = await openProduct(world, "billstack");
  await visit.paste(visit.keyField, createOwnAccount(world).whole("secret").key);
  await submit(visit);
  await visit.sees(/Enter the publishable key too/);
  await seesNoMore(visit, "Stripe connected");
  await visit.close();
});

test("test first, live after at BillStack · live keys are a question, before and after the disconnect", async () => {
  const visit = await openProduct(world, "billstack");
  const account = createOwnAccount(world);
  const enter = async (mode: "test" | "live"): Promise<void> => {
    await enterKeys(
      visit,
      account.restricted(askedBy("billstack"), mode).key,
      account.whole("publishable", mode).key,
    );
    await submit(visit);
  };
  await enter("test");
  await visit.seesConnected();
  await visit.button("Reconnect").click();
  await enter("live");
  await visit.button("Go back").click();
  await visit.button("Cancel").click();
  await visit.seesConnected();
  await visit.sees("Test mode");
  await disconnect(visit);
  await enter("live");
  await visit.button("Connect live data").click();
  await visit.sees("Stripe connected (live mode)");
  await visit.close();
});
