/**
 * @module Lists: paging, filters and expanding, as Stripe's API reference describes them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createWorld, dataOf, NOW, type StripeWorld } from "./world.ts";

async function idsOf(world: StripeWorld, path: string): Promise<string[]> {
  return dataOf(await world.ask(path)).map(({ id }) => id);
}

test("list · answers object, data, has_more and url, ten objects unless told, newest first", async () => {
  await using world = await createWorld();
  const answer = await world.ask("/v1/customers");
  const { data, ...rest } = answer.body;
  assert.deepEqual(rest, { object: "list", has_more: true, url: "/v1/customers" });
  assert.equal((data as unknown[]).length, 10);
  const created = dataOf(answer).map((customer) => customer.created);
  assert.deepEqual(
    created,
    created.toSorted((one, other) => other - one),
  );
});

test("list · takes a limit between 1 and 100, and bends any other into it", async () => {
  await using world = await createWorld({ customers: 130 });
  for (const [limit, expected] of [
    [1, 1],
    [100, 100],
    [1000, 100],
    [0, 1],
    [-5, 1],
  ] as const) {
    assert.equal((await idsOf(world, `/v1/customers?limit=${limit}`)).length, expected);
  }
});

test("list · starting_after walks through everything once", async () => {
  await using world = await createWorld({ customers: 57 });
  const seen: string[] = [];
  for (let more = true; more;) {
    const after = seen.length > 0 ? `&starting_after=${seen.at(-1)}` : "";
    const answer = await world.ask(`/v1/customers?limit=10${after}`);
    seen.push(...dataOf(answer).map(({ id }) => id));
    more = answer.body.has_more === true;
  }
  assert.equal(seen.length, 57);
  assert.equal(new Set(seen).size, 57);
});

test("list · ending_before walks back to the newest, each page newest first", async () => {
  await using world = await createWorld({ customers: 25 });
  const all = await idsOf(world, "/v1/customers?limit=100");
  const page = await world.ask(`/v1/customers?limit=10&ending_before=${all[15]}`);
  assert.deepEqual([dataOf(page).map(({ id }) => id), page.body.has_more], [all.slice(5, 15), true]);
  const rest = await world.ask(`/v1/customers?limit=10&ending_before=${all[5]}`);
  assert.deepEqual([dataOf(rest).map(({ id }) => id), rest.body.has_more], [all.slice(0, 5), false]);
  assert.equal((await world.ask("/v1/customers?ending_before=cus_none")).status, 400);
});

test("list · created takes a moment or any of gt, gte, lt, lte", async () => {
  await using world = await createWorld();
  const all = dataOf(await world.ask("/v1/customers?limit=100"));
  const middle = all[20]?.created ?? 0;
  const expected: Record<string, (created: number) => boolean> = {
    "[gt]": (created) => created > middle,
    "[gte]": (created) => created >= middle,
    "[lt]": (created) => created < middle,
    "[lte]": (created) => created <= middle,
    "": (created) => created === middle,
  };
  for (const [operator, fits] of Object.entries(expected)) {
    const ids = await idsOf(world, `/v1/customers?limit=100&created${operator}=${middle}`);
    assert.deepEqual(
      ids,
      all.filter(({ created }) => fits(created)).map(({ id }) => id),
      operator,
    );
  }
});

test("subscriptions · leave out canceled ones unless asked for", async () => {
  await using world = await createWorld();
  const statuses = async (query: string): Promise<Set<unknown>> => {
    const answer = await world.ask(`/v1/subscriptions?limit=100${query}`);
    return new Set(dataOf(answer).map(({ status }) => status));
  };
  const all = await statuses("&status=all");
  assert.equal(all.size, 8);
  all.delete("canceled");
  assert.deepEqual(await statuses(""), all);
  assert.deepEqual([...(await statuses("&status=ended"))].toSorted(), ["canceled", "incomplete_expired"]);
  assert.deepEqual([...(await statuses("&status=past_due"))], ["past_due"]);
});

test("subscriptions · are found by the current period of any of their items", async () => {
  await using world = await createWorld();
  const all = dataOf(await world.ask("/v1/subscriptions?limit=100&status=all"));
  for (const field of ["current_period_start", "current_period_end"]) {
    const at = (subscription: (typeof all)[number]): number =>
      (subscription.items as { data: Record<string, number>[] }).data[0]?.[field] ?? 0;
    const middle = at(all[20] ?? assert.fail());
    const expected = all.filter((subscription) => at(subscription) >= middle).map(({ id }) => id);
    const path = `/v1/subscriptions?limit=100&status=all&${field}[gte]=${middle}`;
    assert.deepEqual(await idsOf(world, path), expected);
  }
});

test("invoices · are found by status, customer and subscription", async () => {
  await using world = await createWorld();
  const all = dataOf(await world.ask("/v1/invoices?limit=100"));
  for (const status of ["draft", "open", "paid", "uncollectible", "void"]) {
    const expected = all.filter((invoice) => invoice.status === status).map(({ id }) => id);
    assert.ok(expected.length > 0, status);
    const found = await idsOf(world, `/v1/invoices?limit=100&status=${status}`);
    assert.deepEqual(found.slice(0, expected.length), expected);
  }
  const [newest] = all;
  const parent = newest?.parent as { subscription_details: { subscription: string } };
  const { subscription } = parent.subscription_details;
  assert.ok(
    (await idsOf(world, `/v1/invoices?customer=${String(newest?.customer)}`)).includes(newest?.id ?? ""),
  );
  assert.ok((await idsOf(world, `/v1/invoices?subscription=${subscription}`)).includes(newest?.id ?? ""));
});

test("events · are found by type, wildcard or several types, and none is older than 30 days", async () => {
  await using world = await createWorld();
  const types = async (query: string): Promise<string[]> => {
    const answer = await world.ask(`/v1/events?limit=100&${query}`);
    return [...new Set(dataOf(answer).map(({ type }) => String(type)))];
  };
  assert.deepEqual(await types("type=invoice.paid"), ["invoice.paid"]);
  assert.ok((await types("type=invoice.*")).every((type) => type.startsWith("invoice.")));
  const two = ["customer.created", "customer.subscription.created"];
  assert.deepEqual((await types(`types[]=${two[0]}&types[]=${two[1]}`)).toSorted(), two);
  const all = dataOf(await world.ask("/v1/events?limit=100"));
  assert.ok(all.every(({ created }) => created > NOW - 30 * 86_400));
});

test("entitlements · are those of the customer's plan", async () => {
  await using world = await createWorld();
  const [subscription] = dataOf(await world.ask("/v1/subscriptions?status=active&limit=1"));
  const answer = await world.ask(
    `/v1/entitlements/active_entitlements?customer=${String(subscription?.customer)}&expand[]=data.feature`,
  );
  const [entitlement] = dataOf(answer);
  assert.equal((entitlement?.feature as { object: string }).object, "entitlements.feature");
});

test("expand · reaches through lists, hashes and discounts to the object behind an id", async () => {
  await using world = await createWorld();
  const invoices = await world.ask(
    "/v1/invoices?limit=1&expand[]=data.parent.subscription_details.subscription.customer",
  );
  const parent = dataOf(invoices)[0]?.parent as {
    subscription_details: { subscription: { customer: object } };
  };
  assert.equal(typeof parent.subscription_details.subscription.customer, "object");
  const path =
    "/v1/subscriptions?limit=100&expand[]=data.discounts.source.coupon&expand[]=data.latest_invoice";
  const discounted = dataOf(await world.ask(path)).find(
    ({ discounts }) => (discounts as unknown[]).length > 0,
  );
  const [discount] = discounted?.discounts as { source: { coupon: { object: string } } }[];
  assert.equal(discount?.source.coupon.object, "coupon");
  assert.equal((discounted?.latest_invoice as { object: string }).object, "invoice");
});

test("retrieve · answers the very object the list shows", async () => {
  await using world = await createWorld();
  for (const path of ["customers", "subscriptions", "invoices", "prices", "products", "coupons", "events"]) {
    const [listed] = dataOf(await world.ask(`/v1/${path}?limit=1`));
    assert.deepEqual((await world.ask(`/v1/${path}/${listed?.id}`)).body, listed, path);
  }
});
