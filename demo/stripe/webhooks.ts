/**
 * @module Sends an account's events to its webhook endpoints, signed as Stripe signs them, or wrongly on purpose.
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

/** What happened; fields that are not given are made up. */
export interface EventDraft {
  /** `customer.created` */
  readonly type: string;
  readonly object?: Readonly<Record<string, unknown>>;
  /** `evt_…`; default a new one. */
  readonly id?: string;
  /** When it happened, unix seconds; default now. */
  readonly created?: number;
}

export interface Signing {
  /** When it claims to be signed, unix seconds; default now. */
  readonly at?: number;
  /** Signs with this instead of the endpoint's secret; several as while a secret is rolled. */
  readonly secretOverride?: string | readonly string[];
  /** Changes the body after it was signed: by a blank at its end, or as the function says. */
  readonly tamper?: boolean | ((body: string) => string);
  /** How often the same event is sent, one after another; default 1. */
  readonly repeat?: number;
}

export interface EventOptions extends EventDraft, Signing {}

/** The outcome of one delivery. `status` is null when there was no answer. */
export interface Delivery {
  readonly url: string;
  /** `evt_…` */
  readonly event: string;
  readonly status: number | null;
  /** What was answered, as far as Stripe's Dashboard would show it. */
  readonly text: string;
}

type DraftedEvent = ReturnType<typeof createEvent>;

/** Records an event and delivers it to every enabled endpoint of the account and mode that asked for its type. */
export async function sendEvent(
  world: World,
  account: string,
  mode: Mode,
  options: EventOptions,
): Promise<Delivery[]> {
  const store = requireAccount(world, account).stores[mode]();
  const event = draftEvent(world, mode, options);
  store.collection("events").save(event);
  const wanted = store
    .collection("webhook_endpoints")
    .objects.filter((endpoint) => wants(endpoint, event.type));
  const sent = wanted.map((endpoint) => deliverTo(world, store, endpoint, event, options));
  return (await Promise.all(sent)).flat();
}

/** Records an event and delivers it to one endpoint, as "Send test event" does. */
export function sendTestEvent(
  world: World,
  store: Store,
  endpoint: StripeObject,
  mode: Mode,
): Promise<Delivery[]> {
  const events = Array.isArray(endpoint.enabled_events) ? endpoint.enabled_events.map(String) : [];
  const type = events.find((name) => name !== "*") ?? "customer.created";
  const event = draftEvent(world, mode, { type });
  store.collection("events").save(event);
  return deliverTo(world, store, endpoint, event, {});
}

/** Sends an event to an address whose secret was pasted. */
export function sendTo(
  world: World,
  url: string,
  secret: string,
  draft: EventDraft & { readonly mode: Mode },
  signing: Signing = {},
): Promise<Delivery[]> {
  return deliver(world, { url, secret, mode: draft.mode }, draftEvent(world, draft.mode, draft), signing);
}

function draftEvent(world: World, mode: Mode, draft: EventDraft): DraftedEvent {
  const { type, id = randomId("evt_1", 23), created = world.now() } = draft;
  const subject = draft.object ?? { id: randomId("cus_", 14), object: type.split(".").at(-2) ?? type };
  return createEvent(id, type, created, { ...subject, livemode: mode === "live" });
}

function deliverTo(
  world: World,
  store: Store,
  { id, url, api_version }: StripeObject,
  event: DraftedEvent,
  signing: Signing,
): Promise<Delivery[]> {
  const mode = event.livemode ? "live" : "test";
  const target = { url: String(url), secret: store.endpointSecrets.get(id) ?? "", mode } as const;
  return deliver(world, target, { ...event, api_version }, signing);
}

async function deliver(
  world: World,
  { url, secret, mode }: { readonly url: string; readonly secret: string; readonly mode: Mode },
  event: Pick<DraftedEvent, "id"> & Readonly<Record<string, unknown>>,
  { at = world.now(), secretOverride = secret, tamper = false, repeat = 1 }: Signing,
): Promise<Delivery[]> {
  const body = JSON.stringify(event, null, 2);
  const signature = signPayload(body, [secretOverride].flat(), at, mode);
  const deliveries: Delivery[] = [];
  for (let count = 0; count < repeat; count += 1) {
    const sent = tamper === true ? `${body} ` : tamper ? tamper(body) : body;
    const answer = await post(world, url, sent, signature);
    deliveries.push({ url, event: event.id, ...answer });
  }
  return deliveries;
}

async function post(
  world: World,
  url: string,
  body: string,
  signature: string,
): Promise<Pick<Delivery, "status" | "text">> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signature,
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      body,
      redirect: "manual", // a 3xx counts as failed
      signal: AbortSignal.any([world.closing, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
    });
    return { status: answer.status, text: (await answer.text()).slice(0, SHOWN_ANSWER_CHARACTERS) };
  } catch {
    return { status: null, text: "" };
  }
}

function wants({ enabled_events: events, status }: StripeObject, type: string): boolean {
  return status === "enabled" && Array.isArray(events) && (events.includes("*") || events.includes(type));
}

/** Returns the header that signs `body` at `at`, unix seconds. */
export function signPayload(body: string, secrets: readonly string[], at: number, mode: Mode): string {
  const macs = secrets.map((secret) => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex"));
  const fake =
    mode === "test" ? macs.slice(0, 1).map((mac) => `v0=${mac.split("").toReversed().join("")}`) : [];
  return [`t=${at}`, ...macs.map((mac) => `v1=${mac}`), ...fake].join(",");
}
