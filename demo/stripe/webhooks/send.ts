/**
 * @module Sends an account's events to its webhook endpoints, signed as Stripe signs them.
 *
 * `Stripe-Signature: t=<unix>,v1=<hex>`: HMAC-SHA-256 of `t.body` with the endpoint's whole secret; test events
 * carry a `v0` beside it, which means nothing (docs.stripe.com/webhooks).
 */

import { createHmac } from "node:crypto";
import { createEvent } from "../../../shared/dataset/index.ts";
import type { Mode } from "../../../shared/keys.ts";
import type { World } from "../api/world.ts";
import { randomId } from "../random-id.ts";
import type { StripeObject } from "../store.ts";

const DELIVERY_TIMEOUT_MS = 10_000;

export interface EventOptions {
  readonly account: string;
  readonly mode: Mode;
  /** `customer.created` */
  readonly type: string;
  /** What happened to; a made-up object if left out. */
  readonly object?: Readonly<Record<string, unknown>>;
}

/** What became of one delivery. `status` is null when nobody answered. */
export interface Delivery {
  readonly url: string;
  readonly event: string;
  readonly status: number | null;
}

/** Returns the header that signs `body` at `at`, unix seconds. */
export function signPayload(body: string, secret: string, at: number): string {
  const mac = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return `t=${at},v1=${mac},v0=${mac.split("").toReversed().join("")}`;
}

/** Notes an event and delivers it to every enabled endpoint of the account and mode that asked for its type. */
export async function sendEvent(world: World, options: EventOptions): Promise<Delivery[]> {
  const { account, mode, type } = options;
  const store = world.accounts.find(account)?.stores[mode]();
  if (!store) throw new Error(`there is no account ${account}`);
  const subject = options.object ?? { id: randomId("cus_", 14), object: type.split(".")[0] };
  const event = createEvent(randomId("evt_1", 23), type, world.now(), {
    ...subject,
    livemode: mode === "live",
  });
  store.collection("events").save(event);
  const wanted = store.collection("webhook_endpoints").objects.filter((endpoint) => takes(endpoint, type));
  return Promise.all(
    wanted.map((endpoint) => {
      const body = JSON.stringify({ ...event, api_version: endpoint.api_version });
      const secret = store.endpointSecrets.get(endpoint.id) ?? "";
      return deliver(world, String(endpoint.url), body, secret, event.id);
    }),
  );
}

/** Delivers one body to one address, as for an endpoint whose secret was pasted. */
export async function deliver(
  world: World,
  url: string,
  body: string,
  secret: string,
  event: string,
): Promise<Delivery> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signPayload(body, secret, world.now()),
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      body,
      redirect: "manual",
      signal: AbortSignal.any([world.closing, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
    });
    await answer.body?.cancel();
    return { url, event, status: answer.status };
  } catch {
    return { url, event, status: null };
  }
}

function takes({ enabled_events: events, status }: StripeObject, type: string): boolean {
  return status === "enabled" && Array.isArray(events) && (events.includes("*") || events.includes(type));
}
