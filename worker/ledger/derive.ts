/**
 * @module Derives each customer's promised plan and MRR from the ledger's objects.
 *
 * A commit derives the customers that it is about before it ends. While a first fill goes on nobody is derived, and
 * everybody when it is over; whom something was unknown of is marked in a table until it is known.
 */

import { compareMrr, reconstructMrr, type DatedMovement } from "../billing/movements.ts";
import { findDiscount, rankSubscriptions, type KnownCustomer } from "../billing/main-subscription.ts";
import { measureMrr, sumMrr, type MrrTotal } from "../billing/mrr.ts";
import { nextSignalAt } from "../billing/signals.ts";
import { promisedPlanOf, type PromisedPlan } from "../billing/promised-plan.ts";
import type { ResourceName } from "../../shared/resources.ts";
import { nameError, writeLine } from "../http/log.ts";
import type { DerivedStorage } from "./derived-storage.ts";
import type { CustomerRow } from "./derived-tables.ts";
import { readKnownCustomer, type ReadCustomer } from "./known.ts";
import type { SignalRecorder } from "./signals.ts";
import type { LedgerStorage } from "./storage.ts";
import { PROMISED_PLAN, type ChangeSource, type Job, type ObjectWrite } from "./tables.ts";

/** What is kept of a customer: `product.name` is joined when it is shown, since many customers have one product. */
export interface StoredCustomer extends Omit<PromisedPlan, "updated_at"> {
  readonly email: string | null;
  readonly name: string | null;
}

/** A customer's MRR as it was last compared. */
export interface CustomerMrr {
  readonly totals: readonly MrrTotal[];
  /** Currencies in which there ever was some. */
  readonly everHad: readonly string[];
}

/** What a promised plan follows from. */
const SOURCES: ReadonlySet<ResourceName> = new Set([
  "customers",
  "subscriptions",
  "invoices",
  "entitlements",
]);
/** What history follows from, and MRR. */
const HISTORY: ReadonlySet<Job["resource"]> = new Set(["customers", "subscriptions", "invoices", "coupons"]);
/** A fill that may never end keeps nobody waiting. */
const STOPPED: ReadonlySet<Job["problem"]> = new Set(["permission_missing", "stripe_unexpected"]);
/** A customer with whom a rule fails is tried again after this long. */
const RETRY_SECONDS = 6 * 3600;
/** A detail that does not come within this is done without. */
const DETAIL_SECONDS = 60;
/** What a fill leaves unknown is asked for at once, and known so soon after it. */
const SOON_SECONDS = 3600;
/** What of a customer is no part of what was promised. */
const PERSONAL: ReadonlySet<string> = new Set(["email", "name"]);
/** A commit derives so many customers itself; a list that shows more of them leaves marks. */
const AT_ONCE = 150;

export class Derivation {
  readonly #objects: LedgerStorage;
  readonly #derived: DerivedStorage;
  readonly #signals: SignalRecorder;
  readonly #now: () => number;
  /** Customers that the commit under way is about. */
  #touched = new Set<string>();
  #source: ChangeSource = "fill";
  #isDetailNew = false;

  constructor(objects: LedgerStorage, derived: DerivedStorage, signals: SignalRecorder, now: () => number) {
    this.#objects = objects;
    this.#derived = derived;
    this.#signals = signals;
    this.#now = now;
  }

  /** Takes the key of customers' metadata that has the app's own id of the user; null for none. Likewise within a commit. */
  align(metadataKey: string | null): void {
    if (this.#objects.read("metadata_key") === metadataKey) return;
    this.#objects.write("metadata_key", metadataKey);
    this.#derived.markDerived();
  }

  /** Notes whom a write is about. To be called within a commit, which `settle` ends. */
  touch(resource: ResourceName, writes: readonly ObjectWrite[], source: ChangeSource): void {
    if (resource === "coupons") this.noteDetail();
    if (!SOURCES.has(resource)) return;
    this.#source = source;
    for (const { id, customer } of writes) {
      const owner = resource === "customers" ? id : customer;
      if (owner !== null) this.#touched.add(owner);
    }
  }

  /** Notes that something became known that customers may have lacked. Likewise within a commit. */
  noteDetail(): void {
    this.#isDetailNew = true;
  }

  /** Derives whom the commit under way is about, or marks them until the first fill is over. */
  settle(): void {
    if (this.#isDetailNew) this.#derived.markUnknown();
    this.#isDetailNew = false;
    const customers = [...this.#touched];
    this.#touched.clear();
    if (customers.length === 0) return;
    if (this.#isFilling()) return this.#noteEverybody();
    const isFill = this.#source === "fill" || this.#source === "demo";
    if (isFill || customers.length > AT_ONCE) return this.#derived.mark(customers, isFill);
    for (const customer of customers) this.#derive(customer, this.#source);
  }

  /** Forgets whom a commit was about that did not happen. */
  forget(): void {
    this.#touched.clear();
    this.#isDetailNew = false;
  }

  /** Tells whether somebody is marked. */
  isBehind(): boolean {
    return this.#isEverybodyNoted() || this.#derived.listMarked(1).length > 0;
  }

  /** Derives some of those who are marked or due. Returns how many. To be called within a commit. */
  catchUp(limit: number): number {
    if (this.#isFilling()) return 0;
    if (this.#isEverybodyNoted()) {
      this.#derived.markAll();
      this.#objects.write("everybody", false);
    }
    const marked = this.#derived.listMarked(limit);
    for (const { customer, is_first } of marked) {
      this.#derive(customer, is_first === 1 ? "fill" : "read", is_first === 1 ? "first" : null);
    }
    this.#derived.unmark(marked.map(({ customer }) => customer));
    const due = this.#derived.listDueCustomers(this.#now(), limit - marked.length);
    for (const customer of due) this.#derive(customer, "read", "due");
    return marked.length + due.length;
  }

  /** Returns when there is something to derive, unix seconds; null for never. */
  readNextAt(): number | null {
    if (this.#isFilling()) return null;
    return this.isBehind() ? this.#now() : this.#derived.readNextDue();
  }

  /** While a fill goes on, one note stands for a mark of each customer. */
  #noteEverybody(): void {
    if (!this.#isEverybodyNoted()) this.#objects.write("everybody", true);
  }

  #isEverybodyNoted(): boolean {
    return this.#objects.read<boolean>("everybody") === true;
  }

  /** Until everything that history follows from has been read once, nobody can say what is new. */
  #isFilling(): boolean {
    return this.#objects
      .listJobs()
      .some(
        ({ kind, resource, ended_at, problem }) =>
          kind === "fill" && HISTORY.has(resource) && ended_at === null && !STOPPED.has(problem),
      );
  }

  /**
   * Derives a customer whole or, where a rule has a mistake, not at all: that costs one customer their freshness, and the
   * ledger nothing.
   * @param look for signals that no arriving object tells: all of a first fill, or those whose time has come
   */
  #derive(id: string, source: ChangeSource, look: "first" | "due" | null = null): void {
    try {
      this.#objects.commit(() => {
        const known = readKnownCustomer(this.#objects, id, this.#now());
        if (known && look) this.#signals.takeCustomer(known, look === "first");
        this.#deriveCustomer(id, known, source, look === "due");
      });
    } catch (error) {
      writeLine({ event: "derive_failed", reason: nameError(error) });
      this.#derived.postpone(id, this.#now(), this.#now() + RETRY_SECONDS);
    }
  }

  #deriveCustomer(id: string, known: ReadCustomer | null, source: ChangeSource, isDue: boolean): void {
    const before = this.#derived.findCustomer(id);
    if (!known) {
      if (before) this.#remove(before, source);
      return;
    }
    const { updated_at: now, ...plan } = promisedPlanOf(known);
    const { email, name } = known.customer;
    const stored: StoredCustomer = { email, name, ...plan };
    const json = JSON.stringify(stored);
    const due = findDue(stored, known);
    const unknown = known.countUnknown();
    // What a discount takes off comes with the read that was just asked for.
    if (before && unknown > before.unknown && !isDue && this.#objects.showsDiscounts()) {
      const later = Math.min(before.due ?? Infinity, now + DETAIL_SECONDS);
      return this.#derived.writeCustomer({ ...before, unknown, due: later });
    }
    const mrr = this.#moveMrr(known, before);
    const user = this.#findUser(known);
    if (before?.json === json && before.mrr === mrr) {
      const isOther = before.due !== due || before.user !== user || before.unknown !== unknown;
      if (isOther) this.#derived.writeCustomer({ ...before, due, user, unknown });
      return;
    }
    const fields = before && listChangedFields(JSON.parse(before.json) as StoredCustomer, stored); // ours
    const isSame = before && fields?.every((field) => PERSONAL.has(field)) === true && before.mrr === mrr;
    const kind = before ? "updated" : "created";
    const change = isSame
      ? before.change
      : this.#objects.recordChange({ resource: PROMISED_PLAN, id, kind, fields, source, at: now });
    const updated_at = isSame ? before.updated_at : now;
    const row = { ...describeCustomer(known, stored), user, updated_at, due, unknown, change, json, mrr };
    this.#derived.writeCustomer(row);
    this.#tally(before, row);
  }

  #findUser({ customer }: KnownCustomer): string | null {
    const key = this.#objects.read<string>("metadata_key");
    return key === null ? null : (customer.metadata[key] ?? null);
  }

  #remove(before: CustomerRow, source: ChangeSource): void {
    const { id } = before;
    const at = this.#now();
    const { totals, everHad } = JSON.parse(before.mrr) as CustomerMrr; // ours
    for (const movement of compareMrr(totals, [], new Set(everHad)).movements) {
      this.#addMovement(id, { ...movement, at }, 0);
    }
    this.#derived.deleteCustomer(id);
    this.#tally(before, null);
    this.#objects.recordChange({ resource: PROMISED_PLAN, id, kind: "deleted", fields: null, source, at });
  }

  /** Returns the customer's MRR as JSON, once what it moved by is recorded. */
  #moveMrr(known: KnownCustomer, before: CustomerRow | null): string {
    const { customer, subscriptions, now } = known;
    const totals = sumMrr(subscriptions.flatMap((one) => measureMrr(one, known).totals));
    if (!before || this.#isHistory(before, now)) {
      this.#derived.deleteMovements(customer.id);
      const history = reconstructMrr(subscriptions, known, now);
      for (const movement of history.movements) this.#addMovement(customer.id, movement, 1);
      return JSON.stringify({ totals, everHad: [...history.everHad] } satisfies CustomerMrr);
    }
    const known_before = JSON.parse(before.mrr) as CustomerMrr; // ours
    const compared = compareMrr(known_before.totals, totals, new Set(known_before.everHad));
    for (const movement of compared.movements) this.#addMovement(customer.id, { ...movement, at: now }, 0);
    return JSON.stringify({ totals, everHad: [...compared.everHad] } satisfies CustomerMrr);
  }

  /** What only becomes known soon after the first fill was so before it. */
  #isHistory({ id, unknown }: CustomerRow, now: number): boolean {
    if (unknown === 0) return false;
    const fills = this.#objects
      .listJobs()
      .filter(({ kind, resource }) => kind === "fill" && HISTORY.has(resource));
    const filledAt = Math.max(...fills.map(({ ended_at }) => ended_at ?? 0));
    if (now > filledAt + SOON_SECONDS) return false;
    return this.#derived.listMovements(id).every(({ reconstructed }) => reconstructed === 1);
  }

  #addMovement(customer: string, movement: DatedMovement, reconstructed: 0 | 1): void {
    const { isProvisional, ...rest } = movement;
    this.#derived.addMovement({ customer, ...rest, provisional: isProvisional ? 1 : 0, reconstructed });
  }

  #tally(before: CustomerRow | null, after: CustomerRow | null): void {
    const difference = new Map<string, number>();
    const add = (row: CustomerRow | null, sign: 1 | -1): void => {
      for (const [name, count] of row ? talliesOf(row) : []) {
        difference.set(name, (difference.get(name) ?? 0) + sign * count);
      }
    };
    add(before, -1);
    add(after, 1);
    for (const [name, count] of difference) if (count !== 0) this.#derived.addToTally(name, count);
  }
}

/** What one customer adds to the tallies: one of the customers of each kind, and the MRR of each currency. */
function talliesOf({ status, trial, json, mrr }: CustomerRow): [name: string, count: number][] {
  const { totals } = JSON.parse(mrr) as CustomerMrr; // ours
  const { plan } = JSON.parse(json) as StoredCustomer; // likewise
  return [
    ["customers", 1],
    [`status:${status}`, 1],
    [`trial:${trial}`, 1],
    [`payment:${plan?.payment_problem?.status ?? "none"}`, 1],
    ...totals.flatMap(({ currency, monthly, unknownParts }): [string, number][] => [
      [`mrr:${currency}`, monthly],
      [`paying:${currency}`, monthly > 0 ? 1 : 0],
      [`unknown:${currency}`, unknownParts],
    ]),
  ];
}

function describeCustomer({ customer }: KnownCustomer, { plan }: StoredCustomer) {
  const trial = plan?.trial.status === undefined || plan.trial.status === "none" ? null : plan.trial;
  return {
    id: customer.id,
    created: customer.created,
    email: customer.email?.toLowerCase() ?? null,
    status: plan?.status ?? "none",
    product: plan?.product.id ?? null,
    price: plan?.price ?? null,
    trial: trial?.status ?? "none",
    trial_payment: trial?.payment ?? null,
    trial_end: trial?.end ?? null,
  } as const;
}

/** Returns when a customer changes by themselves; null for never. */
function findDue({ plan }: StoredCustomer, known: KnownCustomer): number | null {
  const [main] = rankSubscriptions(known);
  const times = [
    plan?.trial.status === "running" ? plan.trial.end : null,
    main ? (findDiscount(main, known)?.end ?? null) : null,
    ...known.subscriptions.map((one) => nextSignalAt({ ...one, object: "subscription" }, known.now)),
    ...known.invoices.map((one) => nextSignalAt({ ...one, object: "invoice" }, known.now)),
  ];
  const coming = times.filter((at): at is number => at !== null && at > known.now);
  return coming.length > 0 ? Math.min(...coming) : null;
}

/** Lists what is different, `email` or `plan.status`. */
function listChangedFields(before: StoredCustomer, after: StoredCustomer): string[] {
  const flatten = ({ plan, ...rest }: StoredCustomer): Record<string, unknown> => ({
    ...rest,
    ...Object.fromEntries(Object.entries(plan ?? {}).map(([name, value]) => [`plan.${name}`, value])),
  });
  const [was, is] = [flatten(before), flatten(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
}
