/**
 * @module Sends an account's events to its webhook endpoints, signed as Stripe signs them.
 *
 * `Stripe-Signature: t=<unix>,v1=<hex>`: HMAC-SHA-256 of `t.body` with the endpoint's whole secret, one `v1` for
 * every active secret; test events carry a meaningless `v0` beside it (docs.stripe.com/webhooks).
 */

import { createHmac } from "node:crypto";
import { createEvent } from "../../shared/dataset/index.ts";
import type { Mode } from "../../shared/keys.ts";
import { randomId, requireAccount, type Store, type StripeObject, type World } from "./world.ts";

const DELIVERY_TIMEOUT_MS = 10_000;
const SHOWN_ANSWER_CHARACTERS = 2000;

/** The outcome of one delivery. `status` is null when there was no answer. */
export interface Delivery {
  readonly url: string;
  /** `evt_…` */
  readonly event: string;
  readonly status: number | null;
  /** What was answered, as far as Stripe's Dashboard would show it. */
  readonly text: string;
}

/** Records an event and delivers it to every enabled endpoint of the account and mode that asked for its type. */
export function sendEvent(world: World, account: string, mode: Mode, type: string): Promise<Delivery[]> {
  const store = requireAccount(world, account).stores[mode]();
  const event = recordEvent(world, store, mode, type);
  const wanted = store
    .collection("webhook_endpoints")
    .objects.filter(
      ({ status, enabled_events: events }) =>
        status === "enabled" && Array.isArray(events) && (events.includes("*") || events.includes(type)),
    );
  return Promise.all(wanted.map((endpoint) => deliverTo(world, store, endpoint, event)));
}

/** Records an event and delivers it to one endpoint, as "Send test event" does. */
export function sendTestEvent(world: World, store: Store, endpoint: StripeObject, mode: Mode) {
  const events = Array.isArray(endpoint.enabled_events) ? endpoint.enabled_events.map(String) : [];
  const type = events.find((name) => name !== "*") ?? "customer.created";
  return deliverTo(world, store, endpoint, recordEvent(world, store, mode, type));
}

/** Sends an event to an address whose secret was pasted. */
export function sendTo(world: World, url: string, secret: string, type: string, mode: Mode) {
  return deliver(world, url, secret, draftEvent(world, mode, type));
}

function recordEvent(world: World, store: Store, mode: Mode, type: string) {
  const event = draftEvent(world, mode, type);
  store.collection("events").save(event);
  return event;
}

function deliverTo(world: World, store: Store, { id, url, api_version }: StripeObject, event: DraftedEvent) {
  return deliver(world, String(url), store.endpointSecrets.get(id) ?? "", { ...event, api_version });
}

type DraftedEvent = Omit<ReturnType<typeof createEvent>, "api_version"> & { readonly api_version?: unknown };

function draftEvent(world: World, mode: Mode, type: string) {
  const subject = { id: randomId("cus_", 14), object: type.split(".").at(-2) ?? type };
  return createEvent(randomId("evt_1", 23), type, world.now(), { ...subject, livemode: mode === "live" });
}

async function deliver(world: World, url: string, secret: string, event: DraftedEvent): Promise<Delivery> {
  const body = JSON.stringify(event, null, 2);
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signPayload(body, [secret], world.now(), event.livemode ? "live" : "test"),
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      body,
      redirect: "manual", // a 3xx counts as failed
      signal: AbortSignal.any([world.closing, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
    });
    const text = (await answer.text()).slice(0, SHOWN_ANSWER_CHARACTERS);
    return { url, event: event.id, status: answer.status, text };
  } catch {
    return { url, event: event.id, status: null, text: "" };
  }
}

/** Returns the header that signs `body` at `at`, unix seconds. */
export function signPayload(body: string, secrets: readonly string[], at: number, mode: Mode): string {
  const macs = secrets.map((secret) => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex"));
  const fake = macs
    .slice(0, mode === "test" ? 1 : 0)
    .map((mac) => `v0=${mac.split("").toReversed().join("")}`);
  return [`t=${at}`, ...macs.map((mac) => `v1=${mac}`), ...fake].join(",");
}
