/**
 * @module A change of an account's objects together with the events that Stripe leaves of it.
 */

import { recordEvent, type Scope } from "./events.ts";
import { isRecord, type StripeObject } from "./objects.ts";

/** `object` → how its events begin, where they do not begin with it. */
const EVENT_PREFIXES: Readonly<Record<string, string>> = {
  dispute: "charge.dispute",
  subscription: "customer.subscription",
};

/** Of these Stripe has no `updated` event (docs.stripe.com/api/events/types). */
const NEVER_UPDATED: readonly string[] = [
  "checkout.session",
  "entitlements.feature",
  "invoice_payment",
  "payment_intent",
  "payment_link",
  "setup_intent",
  "webhook_endpoint",
];

type Fields = Readonly<Record<string, unknown>>;

export interface ChangeOptions {
  /** Leaves no event: a change that nobody is told of. */
  readonly silent?: boolean;
}

/** Changes the objects of one account and mode. */
export class Changes {
  readonly scope: Scope;
  readonly #isSilent: boolean;

  constructor(scope: Scope, { silent = false }: ChangeOptions = {}) {
    this.scope = scope;
    this.#isSilent = silent;
  }

  get now(): number {
    return this.scope.world.now();
  }

  get livemode(): boolean {
    return this.scope.mode === "live";
  }

  readonly createId = (prefix: string, length: number, created: number | null = this.now): string =>
    this.scope.account.random.id(prefix, length, created);

  /** Returns the objects that belong to another one, newest first. */
  listBy(collection: string, field: string, id: string): StripeObject[] {
    return this.scope.store.collection(collection).findBy(field, id);
  }

  find(collection: string, id: unknown): StripeObject | undefined {
    return this.scope.store.collection(collection).find(String(id));
  }

  /** Returns an object, or throws: a test that names another is wrong. */
  require(collection: string, id: string): StripeObject {
    const object = this.find(collection, id);
    if (!object) throw new Error(`there is no ${id} among the ${collection}`);
    return object;
  }

  /** Saves a new object and tells `types`, by default that it was created. */
  create(collection: string, object: StripeObject, types?: readonly string[]): StripeObject {
    this.scope.store.collection(collection).save(object);
    for (const type of types ?? [nameEvent(object, "created")]) this.tell(type, object);
    return object;
  }

  /** Changes fields and tells that and `types`; where nothing changes, nothing is told. */
  update(collection: string, old: StripeObject, fields: Fields, types: readonly string[] = []): StripeObject {
    const object = { ...old, ...fields };
    if (types.length === 0 && JSON.stringify(object) === JSON.stringify(old)) return old;
    this.scope.store.collection(collection).save(object);
    if (!NEVER_UPDATED.includes(object.object)) this.tell(nameEvent(object, "updated"), object, old);
    for (const type of types) this.tell(type, object);
    return object;
  }

  /** Removes an object and tells that it was deleted. */
  remove(collection: string, object: StripeObject, type = nameEvent(object, "deleted")): StripeObject {
    const { store } = this.scope;
    store.collection(collection).remove(object.id);
    if (collection === "customers") store.deletedCustomers.add(object.id);
    this.tell(type, object);
    return { id: object.id, object: object.object, deleted: true };
  }

  tell(type: string, object: StripeObject, old?: StripeObject): void {
    if (!this.#isSilent) recordEvent(this.scope, type, object, old);
  }
}

function nameEvent({ object }: StripeObject, fact: string): string {
  return `${EVENT_PREFIXES[object] ?? object}.${fact}`;
}

/** Returns metadata after a change: merged key by key, an emptied value unsets its key. */
export function mergeMetadata(old: unknown, changes: Fields): Fields {
  const merged = { ...(isRecord(old) ? old : {}), ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, text]) => text !== ""));
}
