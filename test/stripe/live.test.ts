/**
 * @module An account that lives: each change leaves the events Stripe leaves, and the whole stays whole.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Live, StripeObject } from "../../demo/stripe/index.ts";
import { RESOURCE_NAMES } from "../../shared/resources.ts";
import { createWorld, dataOf, NOW, type StripeWorld } from "./world.ts";

const liveOf = (world: StripeWorld): Live => world.stripe.live(world.account.id, "test");

/** Runs `change` and returns the types of the events it left, the oldest first. */
async function eventsOf(world: StripeWorld, change: () => unknown): Promise<string[]> {
  const list = async () =>
    dataOf(await world.ask("/v1/events?limit=100")).map(({ id, type }) => ({ id, type }));
  const before = new Set((await list()).map(({ id }) => id));
  change();
  const after = await list();
  return after.flatMap(({ id, type }) => (before.has(id) ? [] : [String(type)])).toReversed();
}

function findWith(live: Live, name: Parameters<Live["objects"]>[0], fields: object): StripeObject {
  const fits = (object: StripeObject) =>
    Object.entries(fields).every(([field, value]) => object[field] === value);
  return live.objects(name).find(fits) ?? assert.fail(`no ${name} with ${JSON.stringify(fields)}`);
}

test("subscribe · creates, bills and activates", async () => {
  await using world = await createWorld();
  const live = liveOf(world);
  const customer = live.createCustomer({ email: "new@example.com" });
  let made: StripeObject | undefined;
  const price = findWith(live, "prices", { nickname: "Pro monthly", currency: "usd" });
  const events = await eventsOf(
    world,
    () => (made = live.subscribe(customer.id, { price: price.id, quantity: 3 })),
  );
  assert.equal(made?.status, "active");
  assert.deepEqual(events, [
    "customer.subscription.created",
    "invoice.created",
    "invoice.updated",
    "invoice.finalized",
    "customer.subscription.updated",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice_payment.paid",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "customer.subscription.updated",
    "entitlements.active_entitlement_summary.updated",
  ]);
  const invoice = findWith(live, "invoices", { id: made?.latest_invoice });
  assert.deepEqual([invoice.status, invoice.total, invoice.amount_paid], ["paid", 8700, 8700]);
});

test("renew · unpaid leaves an open invoice that is tried again, and the subscription past due; paying mends it", async () => {
  await using world = await createWorld();
  const live = liveOf(world);
  const customer = live.createCustomer();
  const { id } = live.subscribe(customer.id);
  const events = await eventsOf(world, () => live.renew(id, { paid: false }));
  for (const type of ["charge.failed", "payment_intent.payment_failed", "invoice.payment_failed"]) {
    assert.ok(events.includes(type), type);
  }
  const failed = findWith(live, "subscriptions", { id });
  const invoice = findWith(live, "invoices", { id: failed.latest_invoice });
  assert.deepEqual([failed.status, invoice.status, invoice.attempt_count], ["past_due", "open", 1]);
  assert.ok(Number(invoice.next_payment_attempt) > NOW);
  live.failPayment(id);
  assert.equal(findWith(live, "invoices", { id: invoice.id }).attempt_count, 2);
  live.pay(invoice.id);
  assert.equal(findWith(live, "subscriptions", { id }).status, "active");
  assert.equal(findWith(live, "customers", { id: customer.id }).delinquent, false);
  const intents = live.objects("payment_intents").filter((intent) => intent.customer === customer.id);
  assert.equal(intents.length, 2, "one an invoice, however often it is tried");
});

test("updated · tells what was before, of a hash only what differs", async () => {
  await using world = await createWorld();
  const live = liveOf(world);
  const { id } = live.createCustomer({ name: "Ada", metadata: { plan: "pro", team: "one" } });
  live.updateCustomer(id, { name: "Bo" });
  live.updateMetadata("customers", id, { plan: "basic", more: "1" });
  const [second, first] = dataOf(await world.ask("/v1/events?limit=2&type=customer.updated"));
  const previous = (event: Record<string, unknown> | undefined) =>
    (event?.data as { previous_attributes: unknown }).previous_attributes;
  assert.deepEqual(previous(first), { name: "Ada" });
  assert.deepEqual(previous(second), { metadata: { plan: "pro", more: null } });
});

test("silent · changes without a word", async () => {
  await using world = await createWorld();
  const live = liveOf(world);
  const { id } = live.createCustomer();
  assert.deepEqual(
    await eventsOf(world, () => live.updateCustomer(id, { name: "Bo" }, { silent: true })),
    [],
  );
  assert.equal((await world.ask(`/v1/customers/${id}`)).body.name, "Bo");
  assert.deepEqual(await eventsOf(world, () => live.random(1, { silent: true })), []);
});

/** What an event tells of an object for good: its first ten items, no tiers, and prices as they were. */
function withoutPrices({ tiers: _tiers, ...object }: StripeObject): Record<string, unknown> {
  if (object.object !== "subscription") return object;
  const items = (object.items as { data: StripeObject[] }).data.slice(0, 10);
  return {
    ...object,
    items: items.map(({ price, ...item }) => ({ ...item, price: (price as StripeObject).id })),
  };
}

test("random · does the same for the same seed, and everything it can in a few thousand changes", async () => {
  await using world = await createWorld();
  await using twin = await createWorld();
  const run = ({ stripe, account }: StripeWorld): string[] => {
    const live = stripe.live(account.id, "test");
    return Array.from({ length: 1500 }, (_, seed) => live.random(seed));
  };
  const done = run(world);
  assert.deepEqual(run(twin), done);
  assert.equal(world.stripe.snapshot(world.account.id), twin.stripe.snapshot(twin.account.id));
  assert.equal(new Set(done.map((change) => change.split(" ")[0])).size, 32);
});

test("random · leaves nothing dangling, and events whose last word on each object is its state", async () => {
  await using world = await createWorld();
  const live = liveOf(world);
  for (let seed = 0; seed < 800; seed += 1) live.random(seed);
  const told = new Map<string, StripeObject>();
  for (let after = ""; ;) {
    const page = await world.ask(`/v1/events?limit=100${after}`);
    for (const { data } of dataOf(page)) {
      const { object } = data as { object: StripeObject };
      if (!told.has(object.id)) told.set(object.id, object);
    }
    if (page.body.has_more !== true) break;
    after = `&starting_after=${dataOf(page).at(-1)?.id}`;
  }
  for (const name of RESOURCE_NAMES) {
    if (name === "entitlements") continue; // their event tells of all that a customer has
    for (const object of live.objects(name)) {
      const event = told.get(object.id);
      if (event) assert.deepEqual(withoutPrices(event), withoutPrices(object), `${name} ${object.id}`);
    }
  }
  const customers = new Set(live.objects("customers").map(({ id }) => id));
  const running = live.objects("subscriptions").filter(({ status }) => status === "active");
  assert.ok(running.every(({ customer }) => customers.has(String(customer))));
});
