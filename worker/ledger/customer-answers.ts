/**
 * @module What is answered about customers: lists, one of them, their traits, and the catalog they chose from.
 */

import type {
  CatalogAnswer,
  CatalogQuery,
  CustomerList,
  CustomerView,
  ListCustomersQuery,
  TraitsAnswer,
  TraitsQuery,
} from "../../shared/schema/customers.ts";
import type { ListSignalsQuery, SignalList, SignalView } from "../../shared/schema/signals.ts";
import type { Signal } from "../billing/signal.ts";
import type { Card } from "../billing/objects.ts";
import { traitsOf } from "../billing/traits.ts";
import type { StoredCustomer } from "./derive.ts";
import type { DerivedStorage } from "./derived-storage.ts";
import type { CustomerRow, SignalRow } from "./derived-tables.ts";
import { readKnownCustomer, type ReadCustomer } from "./known.ts";
import type { LedgerStorage } from "./storage.ts";
import type { StripeObject } from "./tables.ts";

export class CustomerAnswers {
  readonly #objects: LedgerStorage;
  readonly #derived: DerivedStorage;
  readonly #now: () => number;

  constructor(objects: LedgerStorage, derived: DerivedStorage, now: () => number) {
    this.#objects = objects;
    this.#derived = derived;
    this.#now = now;
  }

  /**
   * Lists customers. Returns null where `starting_after` names none.
   * @param customers the only ones that are looked for
   */
  list(query: ListCustomersQuery, customers: readonly string[] | null): CustomerList | null {
    const { limit, starting_after, email, user: _user, ...filter } = query;
    if (email !== undefined || customers !== null) {
      const found = customers
        ? customers.flatMap((id) => this.#derived.findCustomer(id) ?? [])
        : this.#derived.listByEmail(email ?? "");
      return { object: "list", data: this.#show(found), has_more: false };
    }
    const after = starting_after === undefined ? null : this.#derived.findCustomer(starting_after);
    if (starting_after !== undefined && !after) return null;
    const rows = this.#derived.listCustomers(filter, after, limit + 1);
    return {
      object: "list",
      data: this.#show(rows.slice(0, limit)),
      has_more: rows.length > limit,
    };
  }

  /** Returns one customer; null where there is none. */
  find(id: string): CustomerView | null {
    const row = this.#derived.findCustomer(id);
    return row && (this.#show([row])[0] ?? null);
  }

  /** Returns the traits of the customers that an id, an e-mail address or a user stands for. */
  listTraits({ stripe_id, email_address }: TraitsQuery, customers: readonly string[] | null): TraitsAnswer {
    const ids =
      customers ??
      (stripe_id === undefined
        ? this.#derived.listByEmail(email_address ?? "").map(({ id }) => id)
        : [stripe_id]);
    const data = ids.flatMap((id) => {
      const known = readKnownCustomer(this.#objects, id, this.#now());
      if (!known) return [];
      const traits = traitsOf(known, this.#findCard(known));
      return [{ stripe_id: id, email_address: known.customer.email, traits }];
    });
    return { object: "traits", data };
  }

  /** Lists what customers may choose from. Returns null where `starting_after` names nothing. */
  listCatalog({ resource, limit, starting_after }: CatalogQuery): CatalogAnswer | null {
    const after =
      starting_after === undefined
        ? null
        : (this.#objects.findObjects(resource, [starting_after]).get(starting_after) ?? null);
    if (starting_after !== undefined && !after) return null;
    const rows = this.#objects.listNewest(resource, after, limit + 1);
    const data = rows.slice(0, limit).map((json) => this.#addTiers(JSON.parse(json) as StripeObject)); // as it was kept
    return { object: "list", data, has_more: rows.length > limit };
  }

  /** Lists signals. Returns null where `starting_after` names none. */
  listSignals({ limit, starting_after, ...filter }: ListSignalsQuery): SignalList | null {
    const after = starting_after === undefined ? null : this.#derived.findSignalPlace(starting_after);
    if (starting_after !== undefined && !after) return null;
    const rows = this.#derived.listSignals(filter, after, limit + 1);
    return { object: "list", data: rows.slice(0, limit).map(viewSignal), has_more: rows.length > limit };
  }

  /** Returns one signal; null where there is none. */
  findSignal(cause: string): SignalView | null {
    const row = this.#derived.findSignalRow(cause);
    return row && viewSignal(row);
  }

  /** Shows rows with the names of their products. */
  #show(rows: readonly CustomerRow[]): CustomerView[] {
    const stored = rows.map(({ json }) => JSON.parse(json) as StoredCustomer); // ours
    const nameOf = this.#readProductNames(stored);
    const withName = <Item extends { readonly product: { readonly id: string } }>(item: Item) => ({
      ...item,
      product: { id: item.product.id, name: nameOf(item.product.id) },
    });
    return stored.map((one, index) => {
      const { customer: id, plan, subscriptions, entitlements, ...rest } = one;
      const { created = 0, updated_at = 0 } = rows[index] ?? {};
      return {
        object: "customer",
        id,
        created,
        ...rest,
        plan: plan && { ...withName(plan), other_items: plan.other_items.map(withName) },
        entitlements: [...entitlements],
        subscriptions: subscriptions.map(withName),
        updated_at,
      };
    });
  }

  #readProductNames(stored: readonly StoredCustomer[]): (product: string) => string | null {
    const ids = stored.flatMap(({ plan, subscriptions }) => [
      ...subscriptions.map(({ product }) => product.id),
      ...(plan?.other_items.map(({ product }) => product.id) ?? []),
    ]);
    const names = this.#objects.readNames("products", [...new Set(ids)]);
    return (product) => names.get(product) ?? null;
  }

  /** The card they pay with, as far as payment methods are read. */
  #findCard({ customer, subscriptions }: ReadCustomer): Card | null {
    const [current] = subscriptions;
    const method = current?.default_payment_method ?? customer.invoice_settings.default_payment_method;
    if (method === null) return null;
    const row = this.#objects.findObjects("payment_methods", [method]).get(method);
    if (!row || row.deleted === 1) return null;
    return (JSON.parse(row.json) as { card?: Card | null }).card ?? null; // Stripe's shape
  }

  #addTiers(object: StripeObject): StripeObject {
    const tiers = object.object === "price" ? this.#objects.findDetail(object.id) : null;
    return tiers === null ? object : { ...object, tiers };
  }
}

/** Shows a signal as the API and the outgoing events do. */
function viewSignal({ json, change }: SignalRow): SignalView {
  const { cause: id, ...signal } = JSON.parse(json) as Signal; // ours
  return { object: "signal", id, ...signal, change };
}
