/**
 * @module What the API leaves out unless it is asked: items beyond ten, tiers, deleted objects, events after 30 days.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { startLocalStripe } from "../../demo/stripe/index.ts";
import { RESOURCES, RESOURCE_NAMES } from "../../shared/resources.ts";
import { createWorld, dataOf, errorOf, NOW, type StripeWorld } from "./world.ts";

interface Items {
  readonly data: readonly { readonly id: string; readonly price: { readonly tiers?: unknown } }[];
  readonly has_more: boolean;
}

function findLong(world: StripeWorld) {
  const all = world.stripe.live(world.account.id, "test").objects("subscriptions");
  const long = all.find(({ items }) => (items as Items).data.length === 12);
  return long ?? assert.fail("no subscription has twelve items");
}

const itemsOf = (body: Record<string, unknown>): Items => body.items as Items;

test("items · beyond ten are in no list, single read or event, and all in the list of items (docs.stripe.com/api/subscription_items/list)", async () => {
  await using world = await createWorld();
  const long = findLong(world);
  const single = (await world.ask(`/v1/subscriptions/${long.id}`)).body;
  assert.deepEqual([itemsOf(single).data.length, itemsOf(single).has_more], [10, true]);
  const listed = dataOf(await world.ask(`/v1/subscriptions?customer=${String(long.customer)}`))[0];
  assert.deepEqual(listed, single);
  world.stripe.live(world.account.id, "test").updateMetadata("subscriptions", long.id, { a: "b" });
  const [event] = dataOf(await world.ask("/v1/events?limit=1&type=customer.subscription.updated"));
  assert.equal(itemsOf((event?.data as { object: Record<string, unknown> }).object).data.length, 10);

  const path = `/v1/subscription_items?subscription=${long.id}&limit=7`;
  const first = await world.ask(path);
  assert.equal(first.body.has_more, true);
  const second = await world.ask(`${path}&starting_after=${dataOf(first).at(-1)?.id}`);
  const ids = [...dataOf(first), ...dataOf(second)].map(({ id }) => id);
  assert.deepEqual(
    ids,
    (long.items as Items).data.map(({ id }) => id),
  );
  const denied = world.keyWith("customer_read");
  assert.equal((await world.ask(path, { key: denied.key })).status, 403);
});

test("tiers · are shown only where they are expanded", async () => {
  await using world = await createWorld();
  const long = findLong(world);
  const tiersOf = (items: Items) => items.data.map(({ price }) => price.tiers).filter(Boolean).length;
  const single = `/v1/subscriptions/${long.id}`;
  assert.equal(tiersOf(itemsOf((await world.ask(single)).body)), 0);
  const expanded = await world.ask(`${single}?expand[]=items.data.price.tiers`);
  assert.equal(tiersOf(itemsOf(expanded.body)), 1);
  const list = `/v1/subscriptions?customer=${String(long.customer)}&expand[]=data.items.data.price.tiers`;
  assert.equal(tiersOf(itemsOf(dataOf(await world.ask(list))[0] ?? {})), 1);

  const tiered = async (query: string) =>
    dataOf(await world.ask(`/v1/prices?limit=100${query}`)).filter((price) => "tiers" in price);
  assert.equal((await tiered("")).length, 0);
  const [price] = await tiered("&expand[]=data.tiers");
  assert.equal((price?.tiers as unknown[]).length, 3);
  assert.equal("tiers" in (await world.ask(`/v1/prices/${price?.id}`)).body, false);
  assert.equal("tiers" in (await world.ask(`/v1/prices/${price?.id}?expand[]=tiers`)).body, true);
});

test("a price · is shown inside its subscriptions as it is now, and its change is one event", async () => {
  await using world = await createWorld();
  const [subscription] = dataOf(await world.ask("/v1/subscriptions?limit=1"));
  const id = (itemsOf(subscription ?? {}).data[0]?.price as { id: string }).id;
  world.stripe.live(world.account.id, "test").updatePrice(id, { nickname: "Renamed" });
  const { body } = await world.ask(`/v1/subscriptions/${subscription?.id}`);
  assert.equal((itemsOf(body).data[0]?.price as { nickname?: string }).nickname, "Renamed");
  const [event] = dataOf(await world.ask("/v1/events?limit=1"));
  assert.equal(event?.type, "price.updated");
});

test("every resource · lists something, and the list is what the account holds", async () => {
  await using world = await createWorld();
  const live = world.stripe.live(world.account.id, "test");
  for (const name of RESOURCE_NAMES) {
    const resource: { path: string; query?: string; perCustomer?: string } = RESOURCES[name];
    const objects = live.objects(name);
    assert.ok(objects.length > 0, name);
    const owner = resource.perCustomer ? `&customer=${String(objects[0]?.customer)}` : "";
    const listed = dataOf(await world.ask(`${resource.path}?limit=100&${resource.query ?? ""}${owner}`));
    const expected = objects.filter(({ customer }) => !owner || customer === objects[0]?.customer);
    assert.deepEqual(
      listed.map(({ id }) => id),
      expected.slice(0, 100).map(({ id }) => id),
      name,
    );
  }
  assert.deepEqual(dataOf(await world.ask("/v1/payment_methods?type=card")), []);
});

test("deleted · a customer answers as deleted, anything else is missing (docs.stripe.com/api/customers/retrieve)", async () => {
  await using world = await createWorld();
  const [customer] = dataOf(
    await world.ask("/v1/subscriptions?status=active&limit=1&expand[]=data.customer"),
  );
  const { id } = customer?.customer as { id: string };
  const answer = await world.ask(`/v1/customers/${id}`, { method: "DELETE" });
  assert.deepEqual(answer.body, { id, object: "customer", deleted: true });
  const again = await world.ask(`/v1/customers/${id}`);
  assert.deepEqual([again.status, again.body], [200, { id, object: "customer", deleted: true }]);
  assert.equal((await world.ask(`/v1/customers/${id}`, { method: "DELETE" })).status, 404);
  const events = dataOf(await world.ask("/v1/events?limit=100")).map(({ type }) => type);
  assert.equal(events[0], "customer.deleted");
  assert.ok(events.includes("customer.subscription.deleted"));
  const running = dataOf(await world.ask(`/v1/subscriptions?customer=${id}&status=all`));
  assert.deepEqual([...new Set(running.map(({ status }) => status))], ["canceled"]);
});

test("deleted · products without prices, coupons and draft invoices can be, others not", async () => {
  await using world = await createWorld();
  const live = world.stripe.live(world.account.id, "test");
  const remove = (path: string) => world.ask(path, { method: "DELETE" });
  const [used] = live.objects("products");
  assert.equal((await remove(`/v1/products/${used?.id}`)).status, 400);
  const fresh = live.createProduct();
  const [coupon] = live.objects("coupons");
  const draft = live.objects("invoices").find(({ status }) => status === "draft");
  const paid = live.objects("invoices").find(({ status }) => status === "paid");
  assert.equal((await remove(`/v1/invoices/${paid?.id}`)).status, 400);
  for (const path of [`products/${fresh.id}`, `coupons/${coupon?.id}`, `invoices/${draft?.id}`]) {
    assert.equal((await remove(`/v1/${path}`)).body.deleted, true, path);
    const gone = await world.ask(`/v1/${path}`);
    assert.deepEqual([gone.status, errorOf(gone).code], [404, "resource_missing"], path);
    const [event] = dataOf(await world.ask("/v1/events?limit=1"));
    assert.match(String(event?.type), /\.deleted$/);
  }
});

test("events · are gone after 30 days, from the list and one by one (docs.stripe.com/api/events)", async () => {
  let now = NOW;
  const stripe = await startLocalStripe({ port: 0, now: () => now });
  const account = stripe.createAccount({ customers: 0 });
  const { key } = stripe.createKey({ account: account.id, mode: "test", kind: "secret" });
  const ask = async (path: string) => {
    const answer = await fetch(stripe.url + path, { headers: { authorization: `Bearer ${key}` } });
    return { status: answer.status, body: (await answer.json()) as { data: { id: string }[] } }; // a list, or an error that is not looked at
  };
  stripe.live(account.id, "test").createCustomer();
  const [event] = (await ask("/v1/events")).body.data;
  assert.equal((await ask(`/v1/events/${event?.id}`)).status, 200);
  now += 30 * 86_400;
  assert.deepEqual((await ask("/v1/events")).body.data, []);
  assert.equal((await ask(`/v1/events/${event?.id}`)).status, 404);
  await stripe.close();
});
