/**
 * @module November 2026 of twenty customers, played on the local Stripe: what happens to each, and what is told of it.
 *
 * The table is worked by hand. The local Stripe tries a payment again after three days, and gives up at the fourth.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { createLocalStripe, type Live } from "../../demo/stripe/index.ts";
import type { StripeObject } from "../../worker/billing/signals.ts";
import { propertyParameters } from "../property-runs.ts";
import { at } from "./objects.ts";
import { printSignal, SignalLedger, type TestEvent } from "./signal-ledger.ts";

type Deed =
  | "subscribes"
  | `tries for ${number} days`
  | "renews and pays"
  | "renews and fails"
  | "fails again"
  | "pays"
  | "pays at the trial's end"
  | "fails at the trial's end"
  | "schedules the end"
  | "takes it back"
  | "is canceled"
  | "is canceled unpaid"
  | "disputes"
  | "wins"
  | "loses"
  | "is deleted";

interface Row {
  readonly name: string;
  readonly story: readonly `${string} ${Deed}`[];
  readonly told: readonly string[];
  /** Where a look once a day shows less or another day. */
  readonly daily?: readonly string[];
  /** Where a first look at the month's end shows less or another day. */
  readonly atEnd?: readonly string[];
}

const ROWS: readonly Row[] = [
  { name: "Ada", story: ["10-05 subscribes", "11-05 renews and pays"], told: [] },
  {
    name: "Ben",
    story: ["10-06 subscribes", "11-06 renews and fails", "11-09 pays"],
    told: ["11-06 payment_failed retrying 1 failed", "11-09 recovered"],
  },
  {
    name: "Cleo",
    story: ["10-26 subscribes", "11-26 renews and fails", "11-29 fails again"],
    told: ["11-26 payment_failed retrying 2 failed next 12-02"],
  },
  {
    name: "Dan",
    story: [
      "10-02 subscribes",
      "11-02 renews and fails",
      "11-05 fails again",
      "11-08 fails again",
      "11-11 fails again",
    ],
    told: [
      "11-02 payment_failed retrying 4 failed",
      "11-11 payment_failed exhausted 4 failed",
      "11-11 subscription_lapsed unpaid payment_failed",
    ],
    // Stripe retries for two weeks, as it recommends; an unpaid subscription is so since its period began.
    atEnd: [
      "11-02 payment_failed retrying 4 failed",
      "11-02 subscription_lapsed unpaid payment_failed",
      "11-16 payment_failed exhausted 4 failed",
    ],
  },
  {
    name: "Eve",
    story: [
      "10-03 subscribes",
      "11-03 renews and fails",
      "11-06 fails again",
      "11-09 fails again",
      "11-12 fails again",
      "11-20 pays",
    ],
    told: [
      "11-03 payment_failed retrying 4 failed",
      "11-12 payment_failed exhausted 4 failed",
      "11-12 subscription_lapsed unpaid payment_failed",
      "11-20 recovered",
    ],
    atEnd: ["11-03 payment_failed retrying 4 failed", "11-20 recovered"],
  },
  {
    name: "Fay",
    story: [
      "10-04 subscribes",
      "11-04 renews and fails",
      "11-07 fails again",
      "11-10 fails again",
      "11-13 fails again",
      "11-15 is canceled unpaid",
    ],
    told: [
      "11-04 payment_failed retrying 4 failed",
      "11-13 payment_failed exhausted 4 failed",
      "11-13 subscription_lapsed unpaid payment_failed",
      "11-15 subscription_lapsed canceled payment_failed",
    ],
    atEnd: [
      "11-04 payment_failed retrying 4 failed",
      "11-15 subscription_lapsed canceled payment_failed",
      "11-18 payment_failed exhausted 4 failed",
    ],
  },
  {
    name: "Gus",
    story: ["10-25 tries for 14 days", "11-08 pays at the trial's end"],
    told: ["11-05 trial_ending"],
  },
  {
    name: "Hal",
    story: ["11-01 tries for 14 days", "11-15 fails at the trial's end", "11-18 pays"],
    told: [
      "11-12 trial_ending",
      "11-15 payment_failed retrying 1 failed",
      "11-15 trial_ended_unpaid payment_failed",
      "11-18 recovered",
    ],
  },
  {
    name: "Ivy",
    story: ["11-02 tries for 14 days", "11-04 is canceled"],
    told: ["11-04 subscription_lapsed canceled cancellation_requested", "11-04 trial_ended_unpaid canceled"],
  },
  {
    name: "Jon",
    story: ["11-03 tries for 14 days", "11-05 schedules the end", "11-17 is canceled"],
    told: [
      "11-05 cancellation_scheduled",
      "11-14 trial_ending",
      "11-17 subscription_lapsed canceled cancellation_requested",
      "11-17 trial_ended_unpaid canceled",
    ],
    // The local Stripe cancels as of now, and forgets when it was asked to.
    atEnd: [
      "11-14 trial_ending",
      "11-17 subscription_lapsed canceled cancellation_requested",
      "11-17 trial_ended_unpaid canceled",
    ],
  },
  {
    name: "Kim",
    story: ["10-10 subscribes", "11-10 renews and pays", "11-12 schedules the end"],
    told: ["11-12 cancellation_scheduled"],
  },
  {
    name: "Lea",
    story: ["10-30 subscribes", "11-12 schedules the end", "11-14 takes it back"],
    told: ["11-12 cancellation_scheduled", "11-14 cancellation_taken_back"],
    atEnd: [],
  },
  {
    name: "Max",
    story: ["10-30 subscribes", "11-02 schedules the end", "11-04 takes it back", "11-20 schedules the end"],
    told: ["11-02 cancellation_scheduled", "11-04 cancellation_taken_back", "11-20 cancellation_scheduled"],
    atEnd: ["11-20 cancellation_scheduled"],
  },
  {
    name: "Noa",
    story: ["10-14 subscribes", "11-01 schedules the end", "11-14 is canceled"],
    told: ["11-01 cancellation_scheduled", "11-14 subscription_lapsed canceled cancellation_requested"],
    atEnd: ["11-14 subscription_lapsed canceled cancellation_requested"],
  },
  {
    name: "Oli",
    story: ["10-31 subscribes", "11-08 disputes", "11-25 loses"],
    told: ["11-08 dispute_opened fraudulent", "11-25 dispute_closed lost fraudulent"],
    // As its evidence was due.
    atEnd: ["11-08 dispute_opened fraudulent", "11-17 dispute_closed lost fraudulent"],
  },
  {
    name: "Pia",
    story: ["10-31 subscribes", "11-09 disputes", "11-22 wins"],
    told: ["11-09 dispute_opened fraudulent", "11-22 dispute_closed won fraudulent"],
    atEnd: ["11-09 dispute_opened fraudulent", "11-18 dispute_closed won fraudulent"],
  },
  {
    name: "Quin",
    story: ["11-20 tries for 2 days", "11-22 pays at the trial's end"],
    told: ["11-20 trial_ending"],
  },
  {
    name: "Rex",
    story: ["11-10 tries for 30 days", "11-16 pays at the trial's end"],
    told: ["11-16 trial_ending"],
    // Lists do not show that it was ended at once.
    daily: ["11-13 trial_ending"],
    atEnd: ["11-13 trial_ending"],
  },
  {
    name: "Sue",
    story: ["09-15 subscribes", "10-15 renews and fails", "10-18 pays", "11-18 is deleted"],
    told: ["11-18 subscription_lapsed canceled cancellation_requested"],
  },
  {
    name: "Tom",
    story: [
      "10-21 subscribes",
      "11-11 disputes",
      "11-19 wins",
      "11-21 renews and fails",
      "11-24 pays",
      "11-27 is canceled",
    ],
    told: [
      "11-11 dispute_opened fraudulent",
      "11-19 dispute_closed won fraudulent",
      "11-21 payment_failed retrying 1 failed",
      "11-24 recovered",
      "11-27 subscription_lapsed canceled cancellation_requested",
    ],
    atEnd: [
      "11-11 dispute_opened fraudulent",
      "11-20 dispute_closed won fraudulent",
      "11-21 payment_failed retrying 1 failed",
      "11-24 recovered",
      "11-27 subscription_lapsed canceled cancellation_requested",
    ],
  },
];

const SINCE = at("2026-11-01");
const END = at("2026-11-30");
const DAY = 24 * 3600;
const NOON = 12 * 3600;
const LISTED = ["subscriptions", "invoices", "charges", "disputes"] as const;

interface Look {
  readonly at: number;
  readonly place: number;
  readonly objects: readonly StripeObject[];
}

interface Month {
  readonly events: readonly TestEvent[];
  /** At noon of each day. */
  readonly looks: readonly Look[];
  /** Customer → name. */
  readonly names: ReadonlyMap<string, string>;
}

/** Plays all stories, day by day, at nine in the morning. */
async function playMonth(): Promise<Month> {
  let now = at("2026-09-01");
  const stripe = createLocalStripe({ now: () => now });
  stripe.setRateLimits(false);
  const account = stripe.createAccount({ seed: 7, customers: 1 });
  const { key } = stripe.createKey({ account: account.id, mode: "test", kind: "secret" });
  const live = stripe.live(account.id, "test");
  const people = new Map(ROWS.map(({ name }) => [name, live.createCustomer({ name }).id]));
  const looks: Look[] = [];
  const listEvents = eventReader(stripe.fetch, key);
  for (let day = now; day <= END; day += DAY) {
    const date = new Date(day * 1000).toISOString().slice(5, 10);
    now = day + 9 * 3600;
    for (const { name, story } of ROWS) {
      const deeds = story.filter((one) => one.startsWith(date)).map((one) => one.slice(6));
      for (const deed of deeds) carryOut(live, String(people.get(name)), deed as Deed); // behind the date
    }
    now = day + NOON;
    await listEvents();
    const objects = LISTED.flatMap((resource) => live.objects(resource));
    if (day >= SINCE) looks.push({ at: now, place: (await listEvents()).length - 0.5, objects });
  }
  const names = new Map([...people].map(([name, id]) => [id, name]));
  return { events: await listEvents(), looks, names };
}

function carryOut(live: Live, customer: string, deed: Deed): void {
  const mine = (resource: (typeof LISTED)[number]): StripeObject[] =>
    live.objects(resource).filter((one) => one.customer === customer);
  const [subscription] = mine("subscriptions");
  const id = String(subscription?.id);
  const price = live.objects("prices").find(({ nickname }) => nickname === "Pro monthly")?.id;
  const [days] = /\d+/.exec(deed) ?? [];
  if (deed.startsWith("tries")) {
    live.subscribe(customer, { ...(price && { price }), trialDays: Number(days) });
    return;
  }
  const charges = new Set(mine("charges").map((one) => one.id));
  const dispute = live.objects("disputes").find((one) => charges.has(String(one.charge)));
  const deeds: Readonly<Record<string, () => unknown>> = {
    subscribes: () => live.subscribe(customer, { ...(price && { price }) }),
    "renews and pays": () => live.renew(id, { paid: true }),
    "renews and fails": () => live.renew(id, { paid: false }),
    "fails again": () => live.failPayment(id),
    pays: () => live.pay(String(subscription?.latest_invoice)),
    "pays at the trial's end": () => live.endTrial(id, { paid: true }),
    "fails at the trial's end": () => live.endTrial(id, { paid: false }),
    "schedules the end": () => live.cancelAtPeriodEnd(id),
    "takes it back": () => live.takeBack(id),
    "is canceled": () => live.cancelNow(id),
    "is canceled unpaid": () => live.cancelNow(id, "payment_failed"),
    disputes: () => live.dispute(String(mine("charges")[0]?.id)),
    wins: () => live.closeDispute(String(dispute?.id), { won: true }),
    loses: () => live.closeDispute(String(dispute?.id), { won: false }),
    "is deleted": () => live.deleteCustomer(customer),
  };
  const act = deeds[deed] ?? assert.fail(deed);
  act();
}

/** Reads what is new among the account's events, which Stripe keeps for 30 days; returns all, the oldest first. */
function eventReader(ask: typeof fetch, key: string): () => Promise<TestEvent[]> {
  const events: TestEvent[] = [];
  const known = new Set<unknown>();
  return async () => {
    const fresh: StripeObject[] = [];
    for (let after = ""; ;) {
      const answer = await ask(`http://stripe.invalid/v1/events?limit=100${after}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      const { data, has_more } = (await answer.json()) as { data: StripeObject[]; has_more: boolean }; // a list
      const added = data.filter(({ id }) => !known.has(id));
      fresh.push(...added);
      if (!has_more || added.length < data.length) break;
      after = `&starting_after=${data.at(-1)?.id}`;
    }
    for (const { id, type, created, data } of fresh.toReversed()) {
      known.add(id);
      const { object, previous_attributes: previous } = data as {
        object: StripeObject;
        previous_attributes?: Readonly<Record<string, unknown>>;
      }; // as events have
      const place = events.length;
      const event = { type: String(type), created: Number(created), place, object };
      events.push({ ...event, ...(previous && { previous }) });
    }
    return [...events];
  };
}

/** Returns what is told of each, by name: a line a signal, with its day. */
function printByName(ledger: SignalLedger, { names }: Month): Record<string, string[]> {
  const lines = Object.fromEntries(ROWS.map(({ name }) => [name, [] as string[]]));
  for (const signal of ledger.signals) {
    const name = names.get(String(signal.customer));
    if (name !== undefined) lines[name]?.push(printSignal(signal).replace(/T\d\d:\d\d/, ""));
  }
  return mapLines(lines, (some) => some.toSorted());
}

function mapLines(
  lines: Readonly<Record<string, readonly string[]>>,
  map: (lines: readonly string[]) => string[],
): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lines).map(([name, some]) => [name, map(some)]));
}

function expectedBy(choose: (row: Row) => readonly string[]): Record<string, string[]> {
  return mapLines(Object.fromEntries(ROWS.map((row) => [row.name, choose(row)])), (some) => some.toSorted());
}

const playing = playMonth();

test("signals · a month · twenty customers, of whom each thing is told once, with where it came from", async () => {
  const month = await playing;
  const ledger = new SignalLedger(SINCE);
  for (const event of month.events) ledger.takeEvent(event);
  ledger.tick(SINCE, END + DAY);
  assert.equal(ROWS.length, 20);
  assert.deepEqual(
    printByName(ledger, month),
    expectedBy(({ told }) => told),
  );
  const own = ledger.signals.filter(({ customer }) => month.names.has(String(customer)));
  assert.equal(own.length, ROWS.flatMap(({ told }) => told).length);
  for (const { cause, at: when, subscription, invoice, dispute } of own) {
    assert.ok(subscription ?? invoice ?? dispute, cause);
    assert.equal((when - 9 * 3600) % DAY, 0, `${cause} is of nine o'clock, Stripe's own time`);
  }
});

test("signals · a month · its events in any order tell the same", async () => {
  const month = await playing;
  const places = [...month.events.keys()];
  fc.assert(
    fc.property(fc.shuffledSubarray(places, { minLength: places.length }), (order) => {
      const ledger = new SignalLedger(SINCE);
      for (const event of order.flatMap((place) => month.events[place] ?? [])) ledger.takeEvent(event);
      ledger.tick(SINCE, END + DAY);
      assert.deepEqual(
        printByName(ledger, month),
        expectedBy(({ told }) => told),
      );
    }),
    propertyParameters(20),
  );
});

test("signals · a month · lists looked at once a day tell the same", async () => {
  const month = await playing;
  const ledger = new SignalLedger(SINCE);
  for (const { at: when, place, objects } of month.looks) {
    for (const object of objects) ledger.takeRead(object, when, place);
    ledger.tick(when - DAY, when);
  }
  assert.deepEqual(
    printByName(ledger, month),
    expectedBy(({ told, daily }) => daily ?? told),
  );
});

test("signals · a month · a first look at its end tells what the objects still say, and Stripe's events the rest", async () => {
  const month = await playing;
  const last = month.looks.at(-1) ?? assert.fail("no look");
  const look = (ledger: SignalLedger) => {
    for (const object of last.objects) ledger.takeRead(object, last.at, last.place);
  };
  const alone = new SignalLedger(SINCE);
  look(alone);
  assert.deepEqual(
    printByName(alone, month),
    expectedBy(({ told, atEnd }) => atEnd ?? told),
  );
  const kept = month.events.filter(({ created }) => created >= SINCE);
  for (const event of kept.toReversed()) alone.takeEvent(event);
  assert.deepEqual(
    printByName(alone, month),
    expectedBy(({ told }) => told),
  );
});
