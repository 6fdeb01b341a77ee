/**
 * @module One seeded generator of a believable Stripe account: the same data every time, in any size.
 *
 * The local Stripe answers from it, and a demo connection counts it. Pure: no clock, no platform, no real
 * person's data.
 */

import { createCatalog, type Catalog } from "./catalog.ts";
import { createAftermath } from "./aftermath.ts";
import { createPromotionCode, createTaxRate } from "./offers.ts";
import { createRandom, type SeededRandom } from "./random.ts";
import {
  addMonths,
  createSubscription,
  DAY_SECONDS,
  HOUR_SECONDS,
  monthsOf,
  STORY_BLOCK,
  type Story,
} from "./subscriptions.ts";

/** The API version of every object and event in the example data. */
export const DATASET_API_VERSION = "2026-10-28.endive";

/** The moment the example data ends by default: 1 November 2026, 00:00 UTC. */
export const DATASET_EPOCH = 1_793_491_200;

/** The data set of demo mode. */
export const DEMO_DATASET = { seed: 51, customers: 250 } as const;

/** How many items of a subscription are shown inside it (docs.stripe.com/api/subscriptions/object: `items`). */
export const ITEMS_SHOWN = 10;

const EVENTS_KEPT_SECONDS = 30 * DAY_SECONDS; // docs.stripe.com/api/events

const CUSTOMERS_PER_LOADED_SUBSCRIPTION = 50; // one has all add-ons, another the one with tiers

const FIRST_NAMES =
  "Ada Amara Anouk Arjun Beatriz Bilal Chen Chidi Clara Dmitri Elif Fatima Finn Freya Giulia Hana Hugo Ines Ivan Kaito Lars Leila Linh Maren Mateo Mei Nadia Niamh Olena Oscar Priya Rafael Rosa Sanna Tariq Yara Yusuf".split(
    " ",
  );
const LAST_NAMES =
  "Abadi Almeida Andersen Baker Bauer Castillo Costa Dubois Eriksen Ferrari Fischer Haddad Ito Jansen Kaya Kim Kowalski Lindqvist Martin Mbeki Moreau Nakamura Nguyen Okafor Patel Petrov Ricci Rossi Santos Silva Tanaka Weber".split(
    " ",
  );
const COUNTRIES = ["US", "DE", "FR", "GB", "NL", "ES", "IT", "SE", "CA", "JP"];

interface DatasetOptions {
  readonly seed: number;
  readonly customers: number;
  /** The moment the data ends, in unix seconds: nothing in it was created later. */
  readonly now?: number;
  readonly livemode?: boolean;
}

/** Objects in the shapes of `DATASET_API_VERSION`, each list newest first. */
export type Dataset = ReturnType<typeof generateDataset>;

/** Generates the data of one account. A hundred thousand customers take a few seconds. */
export function generateDataset(options: DatasetOptions) {
  const { seed, customers: count, now = DATASET_EPOCH, livemode = false } = options;
  const random = createRandom(seed);
  const began = addMonths(now, -36);
  const { offers, addOns, ...catalog } = createCatalog(random, began, livemode);
  let block: Story[] = [];
  let loaded = 0; // how many subscriptions have add-ons
  const accounts = Array.from({ length: count }, (_, index) => {
    if (block.length === 0) block = random.shuffle(STORY_BLOCK);
    const wantsAddOns = index >= (loaded * CUSTOMERS_PER_LOADED_SUBSCRIPTION) / 2;
    const more = wantsAddOns ? addOns.slice(0, loaded % 2 === 0 ? addOns.length : 1) : [];
    return block.splice(-1).map((story) => {
      const account = createSubscriber(random, { offers, more, catalog, index, story, now, livemode });
      if ((account.subscribed?.subscription.items.data.length ?? 0) > 1) loaded += 1;
      return account;
    });
  }).flat();
  const subscribed = accounts.flatMap((account) => account.subscribed ?? []);
  const payments = subscribed.flatMap((account) => account.payments);
  const aftermath = createAftermath(random, accounts, now);
  return {
    ...catalog,
    customers: newestFirst(accounts.map(({ customer }) => customer)),
    subscriptions: newestFirst(subscribed.map(({ subscription }) => subscription)),
    /** Stripe has no list of them; a subscription's `discounts` expand to them. */
    discounts: subscribed.flatMap(({ discounts }) => discounts),
    invoices: newestFirst(subscribed.flatMap(({ invoices }) => invoices)),
    charges: newestFirst(aftermath.charges),
    payment_intents: newestFirst(payments.map(({ intent }) => intent)),
    invoice_payments: newestFirst(payments.map(({ invoicePayment }) => invoicePayment)),
    refunds: newestFirst(aftermath.refunds),
    disputes: newestFirst(aftermath.disputes),
    payment_methods: newestFirst(aftermath.cards),
    setup_intents: newestFirst(aftermath.setups),
    checkout_sessions: newestFirst(aftermath.sessions),
    credit_notes: newestFirst(aftermath.creditNotes),
    subscription_schedules: newestFirst(aftermath.schedules),
    promotion_codes: catalog.coupons.map(({ id }, index) =>
      createPromotionCode(random.id, id, `WELCOME${index + 1}`, { created: began, livemode }),
    ),
    tax_rates: [7, 19].map((rate) => createTaxRate(random.id, "VAT", rate, { created: began, livemode })),
    events: newestFirst(accounts.flatMap(({ events }) => events)),
  };
}

/** Creates the event that says `type` happened to `object` at `created`. */
export function createEvent(
  id: string,
  type: string,
  created: number,
  object: { readonly livemode: boolean },
) {
  return {
    id,
    object: "event",
    api_version: DATASET_API_VERSION,
    created,
    data: { object },
    livemode: object.livemode,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    type,
  };
}

interface Subscriber {
  readonly offers: Catalog["offers"];
  /** Add-ons to subscribe to, where the plan is a running one, monthly and in dollars. */
  readonly more: Catalog["addOns"];
  readonly catalog: Pick<Catalog, "coupons">;
  readonly index: number;
  readonly story: Story;
  readonly now: number;
  readonly livemode: boolean;
}

/** Creates one customer, what they subscribed to, and the events of the last 30 days. */
function createSubscriber(random: SeededRandom, subscriber: Subscriber) {
  const { offers, more, catalog, index, story, now, livemode } = subscriber;
  const { status } = story;
  const interval = status === "active" && random.integer(1, 4) === 1 ? "year" : "month";
  const price = random.pick(offers.filter(({ recurring }) => recurring.interval === interval));
  const earlier = Math.floor(random.integer(...story.earlier) / monthsOf(price));
  const billed = now - random.integer(story.billed[0] * HOUR_SECONDS, story.billed[1] * HOUR_SECONDS);
  const start = addMonths(billed, -earlier * monthsOf(price));
  const customer = createCustomer(random, index, {
    created: start - random.integer(60, HOUR_SECONDS),
    currency: price.currency,
    delinquent: status === "past_due" || status === "unpaid",
    livemode,
  });
  const coupon = random.pick(catalog.coupons);
  const takesMore = status === "active" && interval === "month" && price.currency === "usd";
  const addOns = takesMore ? more : [];
  const plan =
    status === null ? null : { story, status, customer, price, addOns, coupon, start, earlier, now };
  const subscribed = plan && createSubscription(random, plan);
  customer.invoice_settings.default_payment_method = subscribed?.method ?? null;
  const events: ReturnType<typeof createEvent>[] = [];
  const tell = (type: string, at: number | null, object: { readonly livemode: boolean }): void => {
    if (at === null || at <= now - EVENTS_KEPT_SECONDS) return;
    events.push(createEvent(random.id("evt_1", 23, at), type, at, object));
  };
  tell("customer.created", customer.created, customer);
  if (!subscribed) return { customer, subscribed, events };
  const { subscription, invoices } = subscribed;
  const told = { ...subscription, items: showFirst(subscription.items) };
  tell("customer.subscription.created", subscription.created, told);
  tell("customer.subscription.deleted", subscription.ended_at, told);
  for (const invoice of invoices) {
    const unpaid = invoice.attempt_count > 0 ? "invoice.payment_failed" : "invoice.finalized";
    const type = invoice.status === "paid" ? "invoice.paid" : unpaid;
    tell(type, invoice.status_transitions.finalized_at, invoice);
  }
  return { customer, subscribed, events };
}

/** Returns the items of a subscription as lists and events show them: at most ten, without tiers. */
function showFirst<Item extends { readonly price: object }>(items: {
  readonly object: string;
  readonly data: readonly Item[];
  readonly url: string;
}) {
  const data = items.data.slice(0, ITEMS_SHOWN).map((item) => {
    const { tiers: _tiers, ...price } = item.price as { tiers?: unknown }; // a price without is none the worse
    return { ...item, price };
  });
  return { ...items, data, has_more: items.data.length > data.length };
}

/** Addresses are at example.com only (RFC 2606); `index` keeps them apart. */
function createCustomer<Draft extends { readonly created: number }>(
  random: SeededRandom,
  index: number,
  draft: Draft,
) {
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  return {
    id: random.id("cus_", 14, draft.created),
    object: "customer",
    ...draft,
    address: { city: null, country: random.pick(COUNTRIES), line1: null, postal_code: null, state: null },
    balance: 0,
    default_source: null,
    description: null,
    email: `${first}.${last}.${index + 1}@example.com`.toLowerCase(),
    invoice_settings: { default_payment_method: null as string | null },
    metadata: { user_id: `user_${index + 1}` },
    name: `${first} ${last}`,
    phone: null,
  };
}

/** Sorts as Stripe lists, with a fixed order for those of the same second. */
function newestFirst<Entry extends { readonly id: string; readonly created: number }>(
  entries: readonly Entry[],
): Entry[] {
  return entries.toSorted((one, other) => other.created - one.created || (one.id < other.id ? 1 : -1));
}
