/**
 * @module Events on request, about an object that is there: what the Dashboard's "Send test event" and tests ask for.
 */

import { createEvent } from "../../shared/dataset/index.ts";
import type { Mode } from "../../shared/keys.ts";
import { draftEvent, listEndpoints, openScope, prepareDelivery, saveEvent, type Scope } from "./events.ts";
import { randomId, type StripeObject } from "./objects.ts";
import { RESOURCES } from "./resources.ts";
import { deliver, type Delivery } from "./webhooks.ts";
import type { World } from "./world.ts";

/** Records an event and delivers it to every enabled endpoint of the account and mode that asked for its type. */
export function sendEvent(world: World, account: string, mode: Mode, type: string): Promise<Delivery[]> {
  const scope = openScope(world, account, mode);
  const event = recordSubject(scope, type);
  return Promise.all(listEndpoints(scope, type).map((to) => prepareDelivery(scope, to, event).send()));
}

/** Records an event and delivers it to one endpoint. */
export function sendTestEvent(world: World, account: string, endpoint: StripeObject, mode: Mode) {
  const scope = openScope(world, account, mode);
  const events = Array.isArray(endpoint.enabled_events) ? endpoint.enabled_events.map(String) : [];
  const type = events.find((name) => name !== "*") ?? "customer.created";
  return prepareDelivery(scope, endpoint, recordSubject(scope, type)).send();
}

/** Sends an event about nothing that exists to an address whose secret was pasted. */
export function sendTo(world: World, url: string, secret: string, type: string, mode: Mode) {
  const subject = { ...inventSubject(type), livemode: mode === "live" };
  return deliver(world, url, secret, createEvent(randomId("evt_1", 23), type, world.now(), subject));
}

/** Records an event about the newest object that it can be about. */
function recordSubject(scope: Scope, type: string) {
  const resource = [...RESOURCES.values()].find(({ object }) => object === nameSubject(type));
  const newest = resource && scope.store.collection(resource.collection).page({ limit: 1 }).data[0];
  const event = draftEvent(scope, type, newest ?? inventSubject(type));
  saveEvent(scope, event);
  return event;
}

/** Returns the `object` of what an event is about: `subscription` for `customer.subscription.created`. */
function nameSubject(type: string): string {
  return type.replace(/\.[^.]*$/, "").replace(/^(customer|charge)\./, "");
}

function inventSubject(type: string): StripeObject {
  return { id: randomId("cus_", 14), object: nameSubject(type) };
}
