/**
 * @module The example data: the same every time, whole, believable, and correct at any size.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { DATASET_EPOCH, DEMO_DATASET, generateDataset, type Dataset } from "../../shared/dataset/index.ts";
import { createWorld } from "./world.ts";

const DEMO = generateDataset(DEMO_DATASET);

const countKeys = <Entry>(entries: readonly Entry[], name: (entry: Entry) => string): string[] =>
  [...new Set(entries.map(name))].toSorted();

function isNewestFirst(list: readonly object[], now: number): boolean {
  const times = list.map((entry) => ("created" in entry ? Number(entry.created) : NaN));
  return times.every((created, index) => created <= (times[index - 1] ?? now));
}

const idsOf = (list: readonly { readonly id: string }[]): Set<string> => new Set(list.map(({ id }) => id));

/** Checks that every payment has its objects, and every reference something to refer to. */
function checkPayments(data: Dataset): void {
  const intents = idsOf(data.payment_intents);
  const charges = idsOf(data.charges);
  const methods = idsOf(data.payment_methods);
  const invoices = idsOf(data.invoices);
  assert.equal(intents.size, data.charges.length);
  assert.ok(data.charges.every(({ payment_intent }) => intents.has(payment_intent)));
  assert.ok(data.payment_intents.every(({ latest_charge }) => charges.has(latest_charge)));
  assert.ok([...data.refunds, ...data.disputes].every(({ charge }) => charges.has(charge)));
  assert.ok([...data.credit_notes, ...data.invoice_payments].every(({ invoice }) => invoices.has(invoice)));
  for (const { invoice_settings } of data.customers) {
    const method = invoice_settings.default_payment_method;
    assert.ok(method === null || methods.has(method));
  }
}

/** Checks what must hold of any data set: references, order, times, uniqueness. */
function checkWhole(data: Dataset, now: number): void {
  const customers = new Set(data.customers.map(({ id }) => id));
  const subscriptions = new Map(data.subscriptions.map((subscription) => [subscription.id, subscription]));
  const invoices = new Set(data.invoices.map(({ id }) => id));
  checkPayments(data);
  for (const list of Object.values(data).filter((entries) => entries.some((entry) => "created" in entry))) {
    assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
    assert.ok(isNewestFirst(list, now));
  }
  assert.ok(data.subscriptions.every(({ customer }) => customers.has(customer)));
  assert.ok(data.subscriptions.every(({ latest_invoice }) => invoices.has(latest_invoice ?? "")));
  for (const invoice of data.invoices) {
    const subscription = subscriptions.get(invoice.parent.subscription_details.subscription);
    assert.equal(subscription?.customer, invoice.customer);
    assert.equal(invoice.amount_paid + invoice.amount_remaining, invoice.amount_due);
  }
}

test("dataset · is the same every time for the same seed, and another for another", () => {
  const print = (seed: number): string => JSON.stringify(generateDataset({ seed, customers: 50 }));
  assert.equal(print(3), print(3));
  assert.notEqual(print(3), print(4));
});

test("dataset · of the demo has 250 customers, nothing dangling and nothing from the future", () => {
  assert.equal(DEMO.customers.length, 250);
  checkWhole(DEMO, DATASET_EPOCH);
});

test("dataset · has subscriptions in every status, and some customers without", () => {
  const statuses = countKeys(DEMO.subscriptions, ({ status }) => status);
  assert.deepEqual(statuses, [
    "active",
    "canceled",
    "incomplete",
    "incomplete_expired",
    "past_due",
    "paused",
    "trialing",
    "unpaid",
  ]);
  assert.ok(DEMO.subscriptions.length < DEMO.customers.length);
});

test("dataset · has invoices in every state: retried, given up, sent, drafted, void, written off", () => {
  const states = countKeys(DEMO.invoices, ({ status, attempted, next_payment_attempt }) =>
    status === "open"
      ? `open ${attempted ? (next_payment_attempt ? "retrying" : "exhausted") : "sent"}`
      : status,
  );
  assert.deepEqual(states, [
    "draft",
    "open exhausted",
    "open retrying",
    "open sent",
    "paid",
    "uncollectible",
    "void",
  ]);
});

test("dataset · tells a paid trial from an unpaid one by its latest invoice", () => {
  const invoices = new Map(DEMO.invoices.map((invoice) => [invoice.id, invoice]));
  const trials = DEMO.subscriptions.filter(({ status }) => status === "trialing");
  const kinds = countKeys(trials, ({ latest_invoice }) => {
    const { status, amount_paid } = invoices.get(latest_invoice ?? "") ?? {};
    return `${status} ${(amount_paid ?? 0) > 0}`;
  });
  assert.deepEqual(kinds, ["open false", "paid false", "paid true"]);
  assert.ok(trials.every(({ trial_end }) => (trial_end ?? 0) > DATASET_EPOCH));
});

test("dataset · keeps running periods around now, and ended ones before it", () => {
  for (const { id, status, items, ended_at } of DEMO.subscriptions) {
    const [item] = items.data;
    assert.ok(item && item.current_period_start <= DATASET_EPOCH, id);
    if (status === "active" || status === "past_due") assert.ok(item.current_period_end > DATASET_EPOCH, id);
    if (status === "canceled") assert.ok(ended_at !== null && ended_at < DATASET_EPOCH, id);
  }
});

test("dataset · sells three plans monthly and yearly in two currencies, under its coupons and features", () => {
  assert.deepEqual(DEMO.products.map(({ name }) => name).toSorted(), ["Add-ons", "Pro", "Starter", "Team"]);
  const offers = DEMO.prices.map(({ nickname, currency }) => `${nickname} ${currency}`);
  assert.equal(new Set(offers).size, 12 + 11);
  const tiered = DEMO.prices.filter(({ billing_scheme }) => billing_scheme === "tiered");
  assert.deepEqual(
    tiered.map((price) => "tiers" in price && price.tiers.length),
    [3],
  );
  assert.deepEqual(DEMO.coupons.map(({ duration }) => duration).toSorted(), ["forever", "once", "repeating"]);
  assert.ok(DEMO.features.length > 0);
});

test("dataset · has something of everything that can be read, even for 60 customers", () => {
  const small = generateDataset({ seed: 7, customers: 60 });
  for (const [name, list] of Object.entries(small)) assert.ok(list.length > 0, name);
  const items = small.subscriptions.map((subscription) => subscription.items.data.length);
  assert.deepEqual([items.includes(12), items.includes(2)], [true, true]);
  const twelve = DEMO.subscriptions.filter((subscription) => subscription.items.data.length === 12);
  assert.ok(twelve.length >= 4 && twelve.length <= 6, String(twelve.length));
});

test("dataset · has e-mail addresses at example.com only, one a customer", () => {
  assert.ok(DEMO.customers.every(({ email }) => /^[a-z.]+\.\d+@example\.com$/.test(email)));
  assert.equal(new Set(DEMO.customers.map(({ email }) => email)).size, DEMO.customers.length);
});

test("dataset · follows the moment and the mode it is given", () => {
  const now = DATASET_EPOCH + 12_345_678;
  const live = generateDataset({ seed: 5, customers: 60, now, livemode: true });
  checkWhole(live, now);
  assert.ok([...live.customers, ...live.invoices, ...live.events].every(({ livemode }) => livemode));
});

test("dataset · of any number of customers has exactly that many", () => {
  for (const customers of [0, 1, 2, 33]) {
    assert.equal(generateDataset({ seed: 1, customers }).customers.length, customers);
  }
});

test("dataset · charges what was attempted: succeeded for a paid invoice, failed for an open one", () => {
  assert.deepEqual(
    countKeys(DEMO.charges, ({ status, paid }) => `${status} ${paid}`),
    ["failed false", "succeeded true"],
  );
});

test("dataset · of 5,000 customers is as whole as a small one", () => {
  const data = generateDataset({ seed: 11, customers: 5_000 });
  assert.equal(data.customers.length, 5_000);
  checkWhole(data, DATASET_EPOCH);
});

test("snapshot · is the same for the same seed, and for nothing but reading", async () => {
  await using world = await createWorld();
  await using twin = await createWorld();
  const before = world.stripe.snapshot(world.account.id);
  assert.equal(twin.stripe.snapshot(twin.account.id), before);
  await world.ask("/v1/subscriptions?limit=100&expand[]=data.customer");
  assert.equal(world.stripe.snapshot(world.account.id), before);
});
