/**
 * @module What an event says of the ledger's objects, whether Stripe sent it or a poll found it.
 *
 * An event holds the whole object as it was at the event's second, in the API version of whom it was made for. Some
 * tell of an object that holds no state of its own here: then what they concern is read.
 */

import { RESOURCE_NAMES, RESOURCES, type ResourceName } from "../../shared/resources.ts";
import { DOUBT_SECONDS, type Door, type FindPass } from "./door.ts";
import type { LedgerStorage } from "./storage.ts";
import type { StripeObject } from "./tables.ts";

/** One of Stripe's events, as far as it is read. */
export interface StripeEvent {
  /** `evt_…` */
  readonly id: string;
  readonly type: string;
  /** Unix seconds, Stripe's. */
  readonly created: number;
  /** What it happened to; its id is empty where Stripe gives it none. */
  readonly object: StripeObject | null;
  /** What it changed, as that was before; null where it does not say. */
  readonly previous: Readonly<Record<string, unknown>> | null;
}

const BY_OBJECT: ReadonlyMap<string, ResourceName> = new Map(
  RESOURCE_NAMES.map((name) => [RESOURCES[name].object, name]),
);

/** Takes an event. To be called within the commit that records it. */
export function takeEvent(
  storage: LedgerStorage,
  door: Door,
  { type, created, object, previous }: StripeEvent,
  synced: readonly ResourceName[],
  findPass: (resource: ResourceName) => FindPass,
): void {
  if (!object) return;
  const arrival = {
    source: "event",
    from: created,
    to: created,
    isCreation: type.endsWith(".created"),
    previous,
  } as const;
  const resource = BY_OBJECT.get(object.object);
  if (resource === undefined) return requestConcerned(storage, door, synced, created, object);
  if (!synced.includes(resource) || object.id === "") return; // of an upcoming invoice
  // A subscription that is over is still there, and says so.
  const isGone = type.endsWith(".deleted") && resource !== "subscriptions";
  if (isGone || type === "payment_method.detached") return door.takeDeleted(resource, object.id, arrival);
  door.take(resource, [object], arrival, findPass(resource));
}

/** A discount changes whom it is given to, and a summary of entitlements the customer's list. */
function requestConcerned(
  storage: LedgerStorage,
  door: Door,
  synced: readonly ResourceName[],
  created: number,
  told: StripeObject,
): void {
  const { object, customer, subscription } = told;
  const request = (resource: ResourceName, concerned: unknown): void => {
    if (typeof concerned === "string" && synced.includes(resource))
      storage.requestRead(resource, concerned, created + DOUBT_SECONDS);
  };
  if (object === "entitlements.active_entitlement_summary") request("entitlements", customer);
  if (object === "discount") {
    door.takeDiscount(told);
    request("customers", customer);
    request("subscriptions", subscription);
  }
}
