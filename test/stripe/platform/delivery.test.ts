/**
 * @module Events on their way out: signed for the endpoint they go to, and only to those that asked.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import Stripe from "stripe";
import { createWorld, NOW } from "../world.ts";

test("delivery · reaches the endpoint that asked for the type, with a signature stripe-node accepts", async () => {
  await using world = await createWorld({ allowLocalWebhooks: true });
  const received: { body: string; signature: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      received.push({ body, signature: String(request.headers["stripe-signature"]) });
      response.writeHead(204).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const url = `http://127.0.0.1:${port}/hook`;
  const body = `url=${encodeURIComponent(url)}&enabled_events[]=customer.created`;
  const made = await world.ask("/v1/webhook_endpoints", { method: "POST", body });
  const target = { account: world.account.id, mode: "test" } as const;
  const sent = await world.stripe.sendEvent({ ...target, type: "customer.created" });
  assert.deepEqual(
    sent.map(({ status }) => status),
    [204],
  );
  assert.deepEqual(await world.stripe.sendEvent({ ...target, type: "invoice.paid" }), []);
  assert.deepEqual(await world.stripe.sendEvent({ ...target, mode: "live", type: "customer.created" }), []);
  const [one] = received;
  const webhooks = new Stripe("sk_test_x").webhooks;
  const event = await webhooks.constructEventAsync(
    one?.body ?? "",
    one?.signature ?? "",
    String(made.body.secret),
    undefined,
    undefined,
    NOW * 1000,
  );
  assert.equal(event.type, "customer.created");
  assert.equal(event.livemode, false);
  server.close();
});

test("delivery · an account has at most sixteen endpoints (docs.stripe.com/webhooks)", async () => {
  await using world = await createWorld();
  const body = "url=https://example.com/hook&enabled_events[]=*";
  const statuses: number[] = [];
  for (let count = 0; count < 17; count += 1) {
    statuses.push((await world.ask("/v1/webhook_endpoints", { method: "POST", body })).status);
  }
  assert.deepEqual([statuses.filter((status) => status === 200).length, statuses.at(-1)], [16, 400]);
});
