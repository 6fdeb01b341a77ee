/**
 * @module The product's side of the demo page: what it keeps up to date by asking its own backend, and its buttons.
 *
 * It asks for the ledger's state every second while it is seen, and for the rest only where that has changed.
 */

import type { TemplateResult } from "lit";
import type { ConnectionAnswer, StatusAnswer } from "../../shared/schema/connections.ts";
import type { CustomerList, CustomerView } from "../../shared/schema/customers.ts";
import type { SyncAnswer } from "../../shared/schema/sync.ts";
import type { LiveAnswer } from "../host/product.ts";
import type { ProductName } from "../products.ts";
import { createBackend, LOADING, type Backend, type Reading } from "./backend.ts";
import { isFilling, turnPage, type Paged, type SideActions, type SideState } from "./state.ts";
import { createState } from "./first-state.ts";
import type { Tab } from "./tabs.ts";
import { renderSide } from "./view.ts";

const LOOK_MS = 1_000;
/** While the account is read for the first time, each state of that is worth seeing. */
const FIRST_LOOK_MS = 200;
const PAGE_SIZE = 10;
const FEED_SIZE = 6;

interface SideOptions {
  readonly workerUrl: string;
  /** Called whenever there is something new to render. */
  readonly onChange: () => void;
  readonly copy: (text: string, what: string) => void;
}

/** The parts of the state that are read from the backend. */
type ReadingName = {
  [Name in keyof SideState]: SideState[Name] extends Reading<unknown> ? Name : never;
}[keyof SideState];

/** Does nothing until it is shown. */
export class ProductSide {
  readonly #options: SideOptions;
  readonly #actions: SideActions = this.#createActions();
  /** Name of a reading → how often it was asked for: only the newest answer counts. */
  readonly #asked = new Map<string, number>();
  #state: SideState;
  #backend: Backend;
  #isSeen = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #look: Promise<void> | null = null;
  #isListening = false;
  #stopListening: () => void = () => undefined;

  constructor(options: SideOptions, product: ProductName) {
    this.#options = options;
    this.#state = createState(product);
    this.#backend = createBackend(product);
  }

  render(): TemplateResult {
    return renderSide(this.#state, this.#actions);
  }

  /** Shows a tab and keeps it up to date; null when the person looks at something else. */
  show(tab: Tab | null): void {
    this.#isSeen = tab !== null;
    clearTimeout(this.#timer);
    if (tab === null) return this.#stopListening();
    this.#update({ tab });
    if (!this.#isListening) this.#listen();
    if (tab === "signals") void this.#loadSignals();
    this.look();
  }

  /** Begins anew: for another product, or for another project of the same. */
  begin(product: ProductName): void {
    this.#backend = createBackend(product);
    this.#update({ ...createState(product), tab: this.#state.tab });
    if (this.#isSeen) this.#listen();
    this.look();
  }

  #listen(): void {
    this.#stopListening();
    this.#isListening = true;
    const end = this.#backend.listen((received) => {
      this.#update({ received });
      void this.#loadEvents();
    });
    this.#stopListening = () => {
      this.#isListening = false;
      end();
    };
  }

  /** Looks how far the ledger is and, where it went on, reads what is shown. */
  look(): void {
    if (!this.#isSeen || this.#look) return;
    clearTimeout(this.#timer);
    this.#look = this.#followLedger().finally(() => {
      this.#look = null;
      const isReady = this.#state.statuses.at(-1)?.status === "ready";
      if (this.#isSeen) this.#timer = setTimeout(() => this.look(), isReady ? LOOK_MS : FIRST_LOOK_MS);
    });
  }

  async #followLedger(): Promise<void> {
    const { sync: before } = this.#state;
    await this.#followStatus();
    const sync = await this.#load("sync", (backend) => backend.read<SyncAnswer>("sync"));
    if (sync?.is === "failed" && sync.code === "not_connected") return this.#forget();
    if (sync?.is !== "ready") return;
    const { connection } = this.#state;
    if (!connection || connection.webhook.status === "waiting") await this.#loadConnection();
    const known = before.is === "ready" ? before.body : null;
    const isNew = known?.last_change !== sync.body.last_change || known.status !== sync.body.status;
    if (isNew) await this.#loadAll();
    if (isNew || isUnderWay(this.#state.events)) await this.#loadEvents();
  }

  /** Keeps each status for scripts that it sees. */
  async #followStatus(): Promise<void> {
    const backend = this.#backend;
    const answer = await backend.read<StatusAnswer>("status");
    if (backend !== this.#backend || answer.is !== "ready") return;
    const { sync_status: status } = answer.body;
    const { statuses } = this.#state;
    if (status === statuses.at(-1)?.status) return;
    const before = status === "none" ? [] : statuses;
    this.#update({ statuses: [...before, { status, at: Date.now() }] });
    await this.#loadConnection();
  }

  async #loadConnection(): Promise<void> {
    const backend = this.#backend;
    const answer = await backend.read<ConnectionAnswer>("connection");
    if (backend === this.#backend && answer.is === "ready")
      this.#update({ connection: answer.body.connection });
  }

  async #loadAll(): Promise<void> {
    await Promise.all([
      this.#loadCustomers(),
      this.#loadMrr(),
      this.#load("metrics", (backend) => backend.read("metrics")),
      this.#load("feed", (backend) => backend.read("signals", { limit: String(FEED_SIZE) })),
      this.#state.tab === "signals" ? this.#loadSignals() : null,
    ]);
    await Promise.all([this.#loadSelected(), this.#loadNames()]);
  }

  async #loadCustomers(): Promise<void> {
    const { filter, cursors } = this.#state;
    const list = await this.#load("customers", (backend) =>
      backend.read("customers", {
        limit: String(PAGE_SIZE),
        ...(filter.status && { status: filter.status }),
        ...(filter.email && { email: filter.email }),
        ...startAfter(cursors),
      }),
    );
    if (list?.is === "ready" && !this.#state.selected && !isFilling(this.#state)) await this.#pickCustomer();
  }

  /** Begins with somebody who pays, whom every button does something to. */
  async #pickCustomer(): Promise<void> {
    const backend = this.#backend;
    const paying = await backend.read<CustomerList>("customers", { status: "active", limit: "1" });
    const { customers, selected } = this.#state;
    if (backend !== this.#backend || selected) return;
    const found = [paying, customers].flatMap((reading) => (reading.is === "ready" ? reading.body.data : []));
    this.#update({ selected: found[0] ?? null });
  }

  #loadMrr() {
    const { days, currency } = this.#state;
    const query = { days: String(days), ...(currency && { currency }) };
    return this.#load("mrr", (backend) => backend.read("mrr", query));
  }

  async #loadSignals(): Promise<void> {
    const { signalType: type, signalCursors } = this.#state;
    const query = { limit: String(PAGE_SIZE), ...(type && { type }), ...startAfter(signalCursors) };
    await this.#load("signals", (backend) => backend.read("signals", query));
    await this.#loadNames();
  }

  #loadEvents() {
    const query = { limit: String(PAGE_SIZE), ...startAfter(this.#state.eventCursors) };
    return this.#load("events", (backend) => backend.read("events", query));
  }

  async #loadSelected(): Promise<void> {
    const { selected } = this.#state;
    if (!selected) return;
    const [fresh] = await Promise.all([
      this.#backend.read<CustomerView>("customer", { id: selected.id }),
      this.#load("traits", (backend) => backend.read("traits", { stripe_id: selected.id })),
      this.#load("parts", (backend) => backend.read("mrr", { customer: selected.id })),
    ]);
    if (fresh.is === "ready" && this.#state.selected?.id === selected.id)
      this.#update({ selected: fresh.body });
  }

  /** Finds out who the customers are that signals name. */
  async #loadNames(): Promise<void> {
    const { feed, signals, names } = this.#state;
    const shown = [feed, signals].flatMap((reading) => (reading.is === "ready" ? reading.body.data : []));
    const ids = new Set(
      shown.flatMap(({ customer }) => (customer === null || names.has(customer) ? [] : [customer])),
    );
    if (ids.size === 0) return;
    const backend = this.#backend;
    const found = await Promise.all([...ids].map((id) => backend.read<CustomerView>("customer", { id })));
    if (backend !== this.#backend) return;
    const known = found.flatMap((one) =>
      one.is === "ready" ? [[one.body.id, one.body.name ?? one.body.email ?? one.body.id] as const] : [],
    );
    this.#update({ names: new Map([...names, ...known]) });
  }

  /** Asks, and takes the answer over unless the side has begun anew or a newer question was asked. */
  async #load<Name extends ReadingName>(
    name: Name,
    read: (backend: Backend) => Promise<SideState[Name]>,
  ): Promise<SideState[Name] | null> {
    const backend = this.#backend;
    const turn = (this.#asked.get(name) ?? 0) + 1;
    this.#asked.set(name, turn);
    const reading = await read(backend);
    if (backend !== this.#backend || this.#asked.get(name) !== turn) return null;
    this.#update({ [name]: reading });
    return reading;
  }

  /** Forgets a connection that is gone. */
  #forget(): void {
    const { product, tab, sync, statuses, connection } = this.#state;
    if (connection) this.#update({ ...createState(product), tab, sync, statuses });
  }

  #update(change: Partial<SideState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onChange();
  }

  #createActions(): SideActions {
    return {
      select: (customer) => {
        this.#update({ selected: customer, traits: LOADING, parts: LOADING });
        void this.#loadSelected();
      },
      filter: (change) => {
        const filter = { ...this.#state.filter, ...change };
        this.#update({ filter, cursors: [], customers: LOADING });
        void this.#loadCustomers();
      },
      turn: (direction) => {
        const { customers, cursors } = this.#state;
        this.#update({ cursors: turnPage(customers, cursors, direction) });
        void this.#loadCustomers();
      },
      filterSignals: (signalType) => {
        this.#update({ signalType, signalCursors: [], signals: LOADING });
        void this.#loadSignals();
      },
      turnSignals: (direction) => {
        const { signals, signalCursors } = this.#state;
        this.#update({ signalCursors: turnPage(signals, signalCursors, direction) });
        void this.#loadSignals();
      },
      turnEvents: (direction) => {
        const { events, eventCursors } = this.#state;
        this.#update({ eventCursors: turnPage(events, eventCursors, direction) });
        void this.#loadEvents();
      },
      choose: ({ currency = this.#state.currency, days = this.#state.days }) => {
        this.#update({ currency, days });
        void this.#loadMrr();
      },
      press: (action) => {
        const { selected } = this.#state;
        if (!selected) return;
        const target = { customer: selected.id, subscription: selected.plan?.subscription ?? null };
        void this.#press(this.#backend.press(action, target));
      },
      advance: (leap) => void this.#press(this.#backend.advance(leap)),
      sendEvents: () => void this.#press(this.#backend.sendEvents()).then(() => this.#loadConnection()),
      copyCurl: (path) => this.#options.copy(writeCurl(this.#options.workerUrl, path), "the request"),
    };
  }

  async #press(answer: Promise<LiveAnswer>): Promise<void> {
    this.#update({ pressedAt: Math.floor(Date.now() / 1000), pressed: null });
    this.#update({ pressed: await answer });
    this.look();
  }
}

/** Tells whether an event that is shown is still on its way to somebody. */
function isUnderWay(events: SideState["events"]): boolean {
  if (events.is !== "ready") return events.is === "loading";
  return events.body.data.some(({ deliveries }) => deliveries.some(({ status }) => status === "pending"));
}

function startAfter(cursors: Paged): { starting_after?: string } {
  const last = cursors.at(-1);
  return last === undefined ? {} : { starting_after: last };
}

function writeCurl(workerUrl: string, path: string): string {
  return `curl -sS "${workerUrl}${path}" \\\n  -H "Authorization: Bearer $APP_SECRET"`;
}
