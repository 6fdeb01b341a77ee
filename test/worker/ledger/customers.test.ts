/**
 * @module What is answered of customers: lists that stay whole while customers come and go, one of them, their traits,
 * the catalog, and what they add up to.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EndpointName } from "../../../shared/api.ts";
import {
  catalogAnswer,
  customer as customerAnswer,
  customerListAnswer,
  traitsAnswer,
  type CustomerView,
} from "../../../shared/schema/customers.ts";
import { customerMrrAnswer, metricsAnswer, mrrSeriesAnswer } from "../../../shared/schema/metrics.ts";
import { readLogText } from "../http/logs.ts";
import type { World } from "../world.ts";
import {
  connectLedger,
  createLedgerWorld,
  createProfile,
  readAll,
  settle,
  type Connected,
} from "./ledger-world.ts";

const RESOURCES = [
  ...(["customers", "subscriptions", "invoices", "entitlements", "products", "prices"] as const),
  ...(["coupons", "promotion_codes", "payment_methods"] as const),
];

type Query = Readonly<Record<string, string>>;

let world: World;
let connected: Connected;
before(async () => {
  world = await createLedgerWorld({ TEST_ALARMS: "off" });
  connected = await connectLedger(world, { means: "events", customers: 60, resources: RESOURCES });
  await settle(world, connected);
});
after(() => world.close());

async function ask(name: EndpointName, query: Query = {}, params: Query = {}): Promise<unknown> {
  const response = await connected.project.call(name, undefined, { query, params });
  assert.equal(response.status, 200);
  return response.json();
}

async function fail(name: EndpointName, query: Query, params: Query = {}): Promise<unknown[]> {
  const response = await connected.project.call(name, undefined, { query, params });
  const { error } = (await response.json()) as { error: { code: string; param?: string } }; // an error
  return [response.status, error.code, error.param];
}

/** Reads a list page by page, as a product does. */
async function listAll(query: Query = {}, between = () => Promise.resolve()): Promise<CustomerView[]> {
  const all: CustomerView[] = [];
  for (;;) {
    const last = all.at(-1)?.id;
    const page = { ...query, limit: "30", ...(last !== undefined && { starting_after: last }) };
    const { data, has_more } = customerListAnswer.parse(await ask("listCustomers", page));
    all.push(...data);
    if (!has_more) return all;
    await between();
  }
}

function liveCustomers() {
  return world.stripe.live(connected.account, "test").objects("customers");
}

test("customers · are all listed, once, the newest first", async () => {
  const all = await listAll();
  assert.deepEqual(new Set(all.map(({ id }) => id)), new Set(liveCustomers().map(({ id }) => id)));
  assert.equal(all.length, liveCustomers().length);
  const ages = all.map(({ created }) => created);
  assert.deepEqual(
    ages,
    ages.toSorted((one, other) => other - one),
  );
});

test("customers · a list stays whole while customers come, change and go", async () => {
  const live = world.stripe.live(connected.account, "test");
  const before = new Set(liveCustomers().map(({ id }) => id));
  const gone = new Set<string>();
  const listed = await listAll({}, async () => {
    live.createCustomer();
    const [other] = liveCustomers().slice(-3);
    if (other) live.deleteCustomer(other.id);
    gone.add(other?.id ?? "");
    await settle(world, connected);
  });
  const ids = listed.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, "nobody twice");
  const missed = [...before].filter((id) => !gone.has(id) && !ids.includes(id));
  assert.deepEqual(missed, []);
});

test("customers · filters show those who are so, and all of them", async () => {
  const all = await listAll();
  const plans = all.flatMap(({ plan }) => plan ?? []);
  const [product, price] = [plans[0]?.product.id ?? "", plans[0]?.price ?? ""];
  const since = all.map(({ updated_at }) => updated_at).toSorted()[Math.floor(all.length / 2)] ?? 0;
  const filters: [Query, (customer: CustomerView) => boolean][] = [
    [{ status: "active" }, ({ plan }) => plan?.status === "active"],
    [{ status: "canceled" }, ({ plan }) => plan?.status === "canceled"],
    [{ status: "none" }, ({ plan }) => plan === null],
    [{ product }, ({ plan }) => plan?.product.id === product],
    [{ price }, ({ plan }) => plan?.price === price],
    [{ trial: "running" }, ({ plan }) => plan?.trial.status === "running"],
    [{ trial: "ended" }, ({ plan }) => plan?.trial.status === "ended"],
    [
      { trial_payment: "unpaid" },
      ({ plan }) =>
        plan?.trial.status !== undefined && plan.trial.status !== "none" && plan.trial.payment === "unpaid",
    ],
    [{ updated_since: String(since) }, ({ updated_at }) => updated_at >= since],
    [{ status: "active", product }, ({ plan }) => plan?.status === "active" && plan.product.id === product],
  ];
  for (const [query, isSo] of filters) {
    const shown = await listAll(query);
    assert.deepEqual(
      shown.map(({ id }) => id),
      all.filter(isSo).map(({ id }) => id),
      JSON.stringify(query),
    );
    assert.ok(shown.length > 0, `nobody is ${JSON.stringify(query)}`);
  }
});

test("customers · are found by id and by e-mail address, in any case", async () => {
  const listed = (await listAll()).find(({ email }) => email !== null);
  assert.ok(listed);
  assert.deepEqual(customerAnswer.parse(await ask("readCustomer", {}, { customer: listed.id })), listed);
  const found = await ask("listCustomers", { email: listed.email?.toUpperCase() ?? "" });
  assert.ok(customerListAnswer.parse(found).data.some(({ id }) => id === listed.id));
  assert.deepEqual(
    customerListAnswer.parse(await ask("listCustomers", { email: "nobody@example.com" })).data,
    [],
  );
});

test("customers · of one e-mail address are all told", async () => {
  const live = world.stripe.live(connected.account, "test");
  const twins = [live.createCustomer(), live.createCustomer()].map(({ id }) => id);
  for (const id of twins) live.updateCustomer(id, { email: "Twin@example.com" });
  await settle(world, connected);
  const { data } = customerListAnswer.parse(await ask("listCustomers", { email: "twin@example.com" }));
  assert.deepEqual(data.map(({ id }) => id).toSorted(), twins.toSorted());
});

test("customers · are found by the app's own id of a user: by its CSV, else by the metadata that the profile names", async () => {
  const { project } = connected;
  const live = world.stripe.live(connected.account, "test");
  const [mapped, named, other] = liveCustomers().map(({ id }) => id);
  assert.ok(mapped && named && other);
  for (const id of [named, other]) live.updateMetadata("customers", id, { app_user: "u_2" });
  await settle(world, connected);
  const profile = createProfile("events", RESOURCES);
  const body = { profile: { ...profile, identities: { metadata_key: "app_user", email: true } } };
  await world.call("updateApp", {
    token: world.secrets.OPERATOR_TOKEN,
    params: { app: project.app.id },
    body,
  });
  await readAll(world, connected);
  const uploaded = await world.call("replaceIdentities", {
    token: project.app.secret,
    params: { project: project.id },
    body: `user,customer\nu_1,${mapped}\n`,
  });
  assert.equal(uploaded.status, 200);
  const find = async (user: string) =>
    customerListAnswer.parse(await ask("listCustomers", { user })).data.map(({ id }) => id);
  assert.deepEqual(await find("u_1"), [mapped]);
  assert.deepEqual((await find("u_2")).toSorted(), [named, other].toSorted()); // told, not guessed
  assert.deepEqual(await find("u_3"), []);
  const { data } = traitsAnswer.parse(await ask("readTraits", { user: "u_1" }));
  assert.deepEqual(
    data.map(({ stripe_id }) => stripe_id),
    [mapped],
  );
});

test("customers · a plan has the name of its product, also once that is another", async () => {
  const [listed] = await listAll({ status: "active" });
  const product = listed?.plan?.product;
  assert.ok(listed && product);
  const live = world.stripe.live(connected.account, "test");
  const real = live.objects("products").find(({ id }) => id === product.id);
  assert.equal(product.name, real?.name);
  live.updateProduct(product.id, { name: "A new name" });
  await settle(world, connected);
  const again = customerAnswer.parse(await ask("readCustomer", {}, { customer: listed.id }));
  assert.equal(again.plan?.product.name, "A new name");
});

test("customers · what asks for nobody, or for nonsense, is told so", async () => {
  assert.deepEqual(await fail("readCustomer", {}, { customer: "cus_nobody" }), [
    404,
    "customer_not_found",
    undefined,
  ]);
  const invalid = [400, "parameter_invalid"];
  assert.deepEqual(await fail("listCustomers", { limit: "0" }), [...invalid, "limit"]);
  assert.deepEqual(await fail("listCustomers", { status: "happy" }), [...invalid, "status"]);
  assert.deepEqual(await fail("listCustomers", { starting_after: "cus_nobody" }), [
    ...invalid,
    "starting_after",
  ]);
  assert.deepEqual(await fail("listCustomers", { color: "red" }), [400, "parameter_unknown", "color"]);
  assert.deepEqual(await fail("readTraits", {}), [...invalid, undefined]);
  assert.deepEqual(await fail("readCatalog", { resource: "charges" }), [...invalid, "resource"]);
  assert.deepEqual(await fail("readMrr", { customer: "cus_nobody" }), [...invalid, "customer"]);
});

test("traits · are fifteen, found by id as by e-mail address", async () => {
  const [listed] = await listAll({ status: "active" });
  const byId = traitsAnswer.parse(await ask("readTraits", { stripe_id: listed?.id ?? "" }));
  assert.equal(Object.keys(byId.data[0]?.traits ?? {}).length, 15);
  assert.equal(byId.data[0]?.traits.subscription_status, "active");
  const byEmail = traitsAnswer.parse(await ask("readTraits", { email_address: listed?.email ?? "" }));
  assert.ok(byEmail.data.some(({ stripe_id }) => stripe_id === listed?.id));
  assert.deepEqual(traitsAnswer.parse(await ask("readTraits", { stripe_id: "cus_nobody" })).data, []);
});

test("catalog · shows each kind whole, page by page", async () => {
  const live = world.stripe.live(connected.account, "test");
  for (const resource of ["products", "prices", "coupons", "promotion_codes"] as const) {
    const ids: string[] = [];
    for (let more = true; more;) {
      const last = ids.at(-1);
      const query = { resource, limit: "2", ...(last !== undefined && { starting_after: last }) };
      const { data, has_more } = catalogAnswer.parse(await ask("readCatalog", query));
      ids.push(...data.map(({ id }) => id));
      more = has_more;
    }
    const real = live.objects(resource).map(({ id }) => id);
    assert.deepEqual(ids.toSorted(), real.toSorted(), resource);
  }
});

test("metrics · are what the customers add up to, and a customer's MRR what their items do", async () => {
  const all = await listAll();
  const metrics = metricsAnswer.parse(await ask("readMetrics"));
  assert.equal(metrics.customers.total, all.length);
  assert.equal(metrics.is_complete, true);
  const counted = Map.groupBy(all, ({ plan }) => plan?.status ?? "none");
  assert.deepEqual(
    Object.fromEntries(Object.entries(metrics.customers.by_status).filter(([, count]) => count > 0)),
    Object.fromEntries([...counted].map(([status, list]) => [status, list.length])),
  );
  const sums = new Map<string, number>();
  for (const { id } of all) {
    const mrr = customerMrrAnswer.parse(await ask("readMrr", { customer: id }));
    for (const { currency, monthly } of mrr.totals) {
      const parts = mrr.subscriptions
        .flatMap((one) => one.parts)
        .filter((part) => part.currency === currency);
      assert.equal(
        parts.reduce((sum, part) => sum + (part.monthly ?? 0), 0),
        monthly,
      );
      const moved = mrr.movements.filter((one) => one.currency === currency);
      assert.equal(
        moved.reduce((sum, { amount }) => sum + amount, 0),
        monthly,
        id,
      );
      sums.set(currency, (sums.get(currency) ?? 0) + monthly);
    }
  }
  for (const { currency, amount } of metrics.mrr) assert.equal(amount, sums.get(currency), currency);
  assert.ok(metrics.mrr.some(({ amount }) => amount > 0));
});

test("metrics · the series ends with today's MRR, and each day follows from the one before", async () => {
  const series = mrrSeriesAnswer.parse(await ask("readMrr", { days: "400" }));
  const { mrr } = metricsAnswer.parse(await ask("readMetrics"));
  assert.equal(series.days.at(-1)?.amount, mrr.find(({ currency }) => currency === series.currency)?.amount);
  assert.equal(series.days.length, 400);
  for (const [index, { amount, movements, date }] of series.days.entries()) {
    const before = series.days[index - 1];
    if (!before) continue;
    const moved = Object.values(movements).reduce((sum, one) => sum + one, 0);
    assert.equal(amount, before.amount + moved, date);
  }
});

test("customers · no line of the log names one of them", async () => {
  const all = await listAll();
  const personal = all.flatMap(({ email, name }) => [email, name]).filter((text) => text !== null);
  assert.ok(personal.length > 40);
  const log = await readLogText(world);
  assert.match(log, /listCustomers|customers/);
  assert.deepEqual(
    personal.filter((text) => log.includes(text)),
    [],
  );
});

test("customers · a demo connection has its own, as any other", async () => {
  const project = await world.createProject();
  const { connection } = await project.read("connectDemo", {});
  await readAll(world, { id: connection?.id ?? "" });
  const response = await project.call("listCustomers", undefined, { query: { limit: "100" } });
  assert.equal(customerListAnswer.parse(await response.json()).data.length, 100);
  const metrics = metricsAnswer.parse(await (await project.call("readMetrics")).json());
  assert.equal(metrics.customers.total, 250);
});
