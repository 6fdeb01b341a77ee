/**
 * @module What the product's side knows, and what can be done with it.
 */

import type { ReceivedEvent } from "../host/event-receiver.ts";
import type { LiveAction } from "../host/live-actions.ts";
import type { ProductName } from "../products.ts";
import type { Connection, StatusAnswer } from "../../shared/schema/connections.ts";
import type { CustomerList, CustomerView, TraitsAnswer } from "../../shared/schema/customers.ts";
import type { EventAnswer } from "../../shared/schema/events.ts";
import type { CustomerMrrAnswer, MetricsAnswer, MrrSeries } from "../../shared/schema/metrics.ts";
import type { SignalList, SignalView } from "../../shared/schema/signals.ts";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import type { Reading } from "./backend.ts";
import type { Tab } from "./tabs.ts";

export interface CustomerFilter {
  /** Of the promised plan; empty for all. */
  readonly status: string;
  readonly email: string;
}

export const NO_FILTER: CustomerFilter = { status: "", email: "" };

/** The status for scripts, as it changed under the page's eyes. */
export interface StatusChange {
  readonly status: StatusAnswer["sync_status"];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** `GET /v1/events` */
export interface EventList {
  readonly data: readonly EventAnswer[];
  readonly has_more: boolean;
}

/** How a list was paged through: the last entry of each page before the one that is shown. */
export type Paged = readonly string[];

export interface SideState {
  readonly product: ProductName;
  readonly tab: Tab;
  /** Null where nothing is connected. */
  readonly connection: Connection | null;
  readonly sync: Reading<SyncAnswer>;
  readonly metrics: Reading<MetricsAnswer>;
  readonly mrr: Reading<MrrSeries>;
  readonly currency: string | null;
  readonly days: number;
  readonly customers: Reading<CustomerList>;
  readonly filter: CustomerFilter;
  readonly cursors: Paged;
  readonly selected: CustomerView | null;
  /** The newest ones, of every type. */
  readonly feed: Reading<SignalList>;
  /** A page of one type, or of all where it is empty. */
  readonly signals: Reading<SignalList>;
  readonly signalType: SignalView["type"] | "";
  readonly signalCursors: Paged;
  /** Customers that signals name, as far as they are known: id → name. */
  readonly names: ReadonlyMap<string, string>;
  readonly events: Reading<EventList>;
  readonly eventCursors: Paged;
  /** The last signed event that the backend got under the page's eyes. */
  readonly received: ReceivedEvent | null;
  readonly traits: Reading<TraitsAnswer>;
  readonly parts: Reading<CustomerMrrAnswer>;
  /** Oldest first. */
  readonly statuses: readonly StatusChange[];
  /** When a button was last pressed, unix seconds: what changed since is marked. */
  readonly pressedAt: number | null;
  /** What the last button did, and whether it did. */
  readonly pressed: { readonly done: boolean; readonly message: string } | null;
}

export interface SideActions {
  select(customer: CustomerView): void;
  filter(change: Partial<CustomerFilter>): void;
  /** Turns the page of customers. */
  turn(direction: "next" | "previous"): void;
  filterSignals(type: SignalView["type"] | ""): void;
  turnSignals(direction: "next" | "previous"): void;
  turnEvents(direction: "next" | "previous"): void;
  choose(change: { currency?: string; days?: number }): void;
  press(action: LiveAction): void;
  advance(leap: "day" | "month"): void;
  sendEvents(): void;
  copyCurl(path: string): void;
}

/** Returns how the list is paged through after a page was turned. */
export function turnPage(
  reading: Reading<{ readonly data: readonly { readonly id: string }[] }>,
  cursors: Paged,
  direction: "next" | "previous",
): Paged {
  if (direction === "previous") return cursors.slice(0, -1);
  const last = reading.is === "ready" ? reading.body.data.at(-1)?.id : undefined;
  return last === undefined ? cursors : [...cursors, last];
}

/** Tells whether the account is still being read for the first time. */
export function isFilling({ sync }: SideState): boolean {
  return sync.is === "ready" && (sync.body.status === "pending" || sync.body.status === "filling");
}
