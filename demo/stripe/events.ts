/**
 * @module Events: what happened to an object, recorded in the account's API version and sent to its endpoints in theirs.
 *
 * docs.stripe.com/api/events: an event's body never changes after it was made, and is kept for 30 days.
 */

import { createEvent } from "../../shared/dataset/index.ts";
import type { Mode } from "../../shared/keys.ts";
import { renderAs } from "./eras.ts";
import { EVENTS_KEPT_SECONDS } from "./lists.ts";
import { isRecord, type StripeObject } from "./objects.ts";
import { showObject } from "./show.ts";
import { deliver, type PendingDelivery } from "./webhooks.ts";
import { requireAccount, type Account, type Store, type World } from "./world.ts";

/** One account in one mode. */
export interface Scope {
  readonly world: World;
  readonly account: Account;
  readonly mode: Mode;
  readonly store: Store;
}

export function openScope(world: World, accountId: string, mode: Mode): Scope {
  const account = requireAccount(world, accountId);
  return { world, account, mode, store: account.stores[mode]() };
}

/**
 * Records that `type` happened to `object` and puts it in the outbox for every endpoint that asked for it.
 * @param old what the object was before, where the event tells what changed
 */
export function recordEvent(scope: Scope, type: string, object: StripeObject, old?: StripeObject): void {
  const event = draftEvent(scope, type, object, old);
  saveEvent(scope, event);
  const { outbox } = scope.account;
  for (const endpoint of listEndpoints(scope, type)) outbox.add(prepareDelivery(scope, endpoint, event));
}

/** An event before anybody's API version. */
export interface DraftedEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  /** As the API shows them. */
  readonly object: StripeObject;
  readonly old: StripeObject | undefined;
}

export function draftEvent(
  scope: Scope,
  type: string,
  object: StripeObject,
  old?: StripeObject,
): DraftedEvent {
  const { account, store, world } = scope;
  const id = account.random.id("evt_1", 23, world.now());
  const shownOld = old && showObject(store, old);
  return { id, type, created: world.now(), object: showObject(store, object), old: shownOld };
}

export function saveEvent(scope: Scope, event: DraftedEvent): void {
  const events = scope.store.collection("events");
  events.removeBefore(scope.world.now() - EVENTS_KEPT_SECONDS);
  events.save(renderEvent(scope, event, scope.account.apiVersion));
}

/** Returns the enabled endpoints that want events of `type`. */
export function listEndpoints({ store }: Scope, type: string): StripeObject[] {
  return store
    .collection("webhook_endpoints")
    .objects.filter(
      ({ status, enabled_events: events }) =>
        status === "enabled" && Array.isArray(events) && (events.includes("*") || events.includes(type)),
    );
}

/** Prepares sending an event to one endpoint, in its API version, signed with its secret when it is sent. */
export function prepareDelivery(scope: Scope, endpoint: StripeObject, event: DraftedEvent): PendingDelivery {
  const version = String(endpoint.api_version ?? scope.account.apiVersion);
  const body = renderEvent(scope, event, version);
  const secret = scope.store.endpointSecrets.get(endpoint.id) ?? "";
  return { event: body, send: () => deliver(scope.world, String(endpoint.url), secret, body) };
}

function renderEvent(
  { store, mode }: Scope,
  { id, type, created, object, old }: DraftedEvent,
  version: string,
) {
  const livemode = mode === "live";
  const rendered = renderAs(version, object, store);
  const previous = old && diffFields(renderAs(version, old, store), rendered);
  const data = { object: rendered, ...(previous && { previous_attributes: previous }) };
  return { ...createEvent(id, type, created, { livemode }), api_version: version, data };
}

/** Returns the old values of what differs; of a hash only the keys that do, of a list the whole. */
function diffFields(old: Fields, now: Fields): Record<string, unknown> {
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  const changed = [...names].filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  return Object.fromEntries(
    changed.map((name) => {
      const [one, other] = [old[name], now[name]];
      const isDeep = isHash(one) && isHash(other);
      return [name, isDeep ? diffFields(one, other) : (one ?? null)];
    }),
  );
}

type Fields = Readonly<Record<string, unknown>>;

const isHash = (value: unknown): value is Fields =>
  isRecord(value) && !Array.isArray(value) && value.object !== "list";
