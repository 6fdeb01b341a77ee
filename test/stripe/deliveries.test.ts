/**
 * @module What an account's webhook endpoints are told of its changes: at once, or when a test says so; in any API version.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { startLocalStripe, signPayload, type StripeObject } from "../../demo/stripe/index.ts";
import { createWorld, dataOf, NOW, type StripeWorld } from "./world.ts";

const SECRET = "whsec_known";

interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: { readonly event: StripeObject; readonly body: string; readonly signature: string }[];
}

async function listen(): Promise<Receiver> {
  const received: Receiver["received"] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const event = JSON.parse(body) as StripeObject; // the local Stripe sent it
      received.push({ event, body, signature: String(request.headers["stripe-signature"]) });
      response.writeHead(200).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

test("deliveries · of every change go at once to each endpoint that wants its type", async () => {
  await using world = await createWorld();
  await using receiver = await listen();
  const { stripe, account } = world;
  const { url } = receiver;
  stripe.registerEndpoint(account.id, "test", { url, secret: SECRET, events: ["customer.updated"] });
  stripe.registerEndpoint(account.id, "live", { url, secret: SECRET });
  const { id } = stripe.live(account.id, "test").createCustomer();
  await world.ask(`/v1/customers/${id}`, { method: "POST", body: "name=Ada" });
  await stripe.settleDeliveries(account.id);
  assert.deepEqual(
    receiver.received.map(({ event, signature, body }) => [
      event.type,
      signature === signPayload(body, [SECRET], NOW, "test"),
    ]),
    [["customer.updated", true]],
  );
});

test("deliveries · that are held can be dropped, doubled, delayed and reordered; each is signed when it is sent", async () => {
  let now = NOW;
  const stripe = await startLocalStripe({ port: 0, now: () => now });
  await using receiver = await listen();
  const account = stripe.createAccount({ customers: 1 });
  stripe.registerEndpoint(account.id, "test", { url: receiver.url, secret: SECRET });
  stripe.holdDeliveries(account.id, true);
  const live = stripe.live(account.id, "test");
  const names = ["one", "two", "three"];
  for (const name of names) live.createCustomer({ name });
  const [one, two, three] = stripe.takeDeliveries(account.id);
  assert.deepEqual(stripe.takeDeliveries(account.id), []);
  assert.equal(receiver.received.length, 0);
  now += 3600;
  for (const delivery of [three, one, one]) assert.equal((await delivery?.send())?.status, 200);
  assert.notEqual(two, undefined);
  const sent = receiver.received.map(({ event }) => (event.data as { object: StripeObject }).object.name);
  assert.deepEqual(sent, ["three", "one", "one"]);
  assert.ok(receiver.received.every(({ signature }) => signature.startsWith(`t=${now},`)));
  live.createCustomer({ name: "four" });
  stripe.holdDeliveries(account.id, false);
  await stripe.settleDeliveries(account.id);
  assert.equal(receiver.received.length, 4);
  await stripe.close();
});

/** Returns the newest event's object, as the account's version shows it. */
async function newestObject(world: StripeWorld, type: string): Promise<Record<string, unknown>> {
  const [event] = dataOf(await world.ask(`/v1/events?limit=1&type=${type}`));
  return (event?.data as { object: Record<string, unknown> }).object;
}

/** API version → which of these fields its events have. */
const SUBSCRIPTION_ERAS = {
  "2020-08-27": ["current_period_end", "discount", "items.price", "items.plan", "plan", "quantity"],
  "2024-06-20": ["current_period_end", "discount", "discounts", "items.price"],
  "2025-03-31.basil": ["discounts", "items.current_period_end", "items.price"],
  "2026-10-28.endive": ["discounts", "items.current_period_end", "items.price"],
} as const;

for (const [version, expected] of Object.entries(SUBSCRIPTION_ERAS)) {
  test(`eras · a subscription of ${version} has the fields of its time`, async () => {
    await using world = await createWorld();
    const { stripe, account } = world;
    stripe.setAccountVersion(account.id, version);
    const live = stripe.live(account.id, "test");
    const discounted = live
      .objects("subscriptions")
      .find(({ discounts }) => (discounts as unknown[]).length > 0);
    live.updateMetadata("subscriptions", discounted?.id ?? "", { a: "b" });
    const object = await newestObject(world, "customer.subscription.updated");
    const [item] = (object.items as { data: Record<string, unknown>[] }).data;
    const names = ["current_period_end", "discount", "discounts", "plan", "quantity"].filter(
      (name) => name in object,
    );
    const inside = ["current_period_end", "price", "plan"].filter((name) => item && name in item);
    assert.deepEqual(
      [...names, ...inside.map((name) => `items.${name}`)].toSorted(),
      [...expected].toSorted(),
    );
    if ("discount" in object) {
      const { coupon } = object.discount as { coupon: { object: string } };
      assert.equal(coupon.object, "coupon");
    }
  });
}

test("eras · an invoice and its charge name each other before basil, and not since", async () => {
  await using world = await createWorld();
  const { stripe, account } = world;
  const live = stripe.live(account.id, "test");
  const { id: customer } = live.createCustomer();
  for (const [version, isOld] of [
    ["2020-08-27", true],
    ["2024-06-20", true],
    ["2025-03-31.basil", false],
  ] as const) {
    stripe.setAccountVersion(account.id, version);
    const subscription = live.subscribe(customer);
    const invoice = await newestObject(world, "invoice.paid");
    const charge = await newestObject(world, "charge.succeeded");
    const old = [invoice.subscription, invoice.charge, invoice.paid, charge.invoice];
    assert.deepEqual(
      old,
      isOld ? [subscription.id, charge.id, true, invoice.id] : Array(4).fill(undefined),
      version,
    );
    assert.equal("parent" in invoice, !isOld, version);
    const code = live.createPromotionCode(live.objects("coupons")[0]?.id ?? "");
    const told = await newestObject(world, "promotion_code.created");
    assert.deepEqual([told.id, "coupon" in told, "promotion" in told], [code.id, true, false], version);
  }
});

test("eras · an endpoint's own version wins over the account's, and the API answers in the pinned one", async () => {
  await using world = await createWorld();
  await using receiver = await listen();
  const { stripe, account } = world;
  stripe.setAccountVersion(account.id, "2020-08-27");
  const options = { url: receiver.url, secret: SECRET };
  stripe.registerEndpoint(account.id, "test", { ...options, apiVersion: "2026-10-28.endive" });
  stripe.registerEndpoint(account.id, "test", options);
  const live = stripe.live(account.id, "test");
  const [one] = live.objects("subscriptions");
  live.updateMetadata("subscriptions", one?.id ?? "", { a: "b" });
  await stripe.settleDeliveries(account.id);
  const seen = receiver.received.map(({ event }) => {
    const { object } = event.data as { object: StripeObject };
    return `${String(event.api_version)} ${"plan" in object}`;
  });
  assert.deepEqual(seen.toSorted(), ["2020-08-27 true", "2026-10-28.endive false"]);
  assert.equal("plan" in (await world.ask(`/v1/subscriptions/${one?.id}`)).body, false);
});
