/**
 * @module Whatever order a story arrives in, and by whatever means, the same signals stand there in the end.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { createLocalStripe } from "../../demo/stripe/index.ts";
import { rewind } from "../../worker/billing/rewind.ts";
import { SIGNAL_TYPES } from "../../shared/schema/signals.ts";
import {
  collectSignals,
  createSignal,
  mergeSignals,
  TIMINGS,
  type Signal,
} from "../../worker/billing/signal.ts";
import type { StripeObject } from "../../worker/billing/signals.ts";
import { propertyParameters } from "../property-runs.ts";
import { at, makeDispute, makeInvoice, makeItem, makeSubscription } from "./objects.ts";
import { printSignal, SignalLedger, type TestEvent } from "./signal-ledger.ts";

const START = at("2026-11-01");
const TRIAL_END = at("2026-11-15");
const END_OF_TIME = at("2027-02-01");

const TRIALING: StripeObject = {
  ...makeSubscription({
    status: "trialing",
    created: START,
    trial_start: START,
    trial_end: TRIAL_END,
    items: { data: [makeItem({ current_period_start: START, current_period_end: TRIAL_END })] },
  }),
  object: "subscription",
};
const INVOICE: StripeObject = {
  ...makeInvoice({ status: "open", created: TRIAL_END }),
  collection_method: "charge_automatically",
  object: "invoice",
};

interface Step {
  readonly type: string;
  readonly on: string;
  /** The object's fields from now on; each as it was is told, unless `isBare`. */
  readonly becomes: Readonly<Record<string, unknown>>;
  readonly isBare?: boolean;
}

interface Script {
  readonly title: string;
  readonly objects: readonly StripeObject[];
  readonly steps: readonly Step[];
  readonly expected: readonly string[];
  /** What lists show of it where they see the end alone, if that is less. */
  readonly byEndAlone?: readonly string[];
}

const firstFailure = { attempted: true, attempt_count: 1, next_payment_attempt: at("2026-11-18") };
const secondFailure = { attempt_count: 2, next_payment_attempt: at("2026-11-23") };
const scheduled = {
  cancel_at: at("2026-12-15"),
  cancel_at_period_end: true,
  canceled_at: at("2026-11-19"),
  cancellation_details: { reason: "cancellation_requested" },
};
const takenBack = {
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { reason: null },
};
const paid = (day: string, attempt_count: number) => ({
  status: "paid",
  amount_paid: 2900,
  amount_remaining: 0,
  attempt_count,
  next_payment_attempt: null,
  status_transitions: {
    finalized_at: TRIAL_END,
    paid_at: at(day),
    voided_at: null,
    marked_uncollectible_at: null,
  },
});

const BEGINNING: readonly Step[] = [
  { type: "2026-11-01 customer.subscription.created", on: "sub_pro", becomes: {}, isBare: true },
  { type: "2026-11-12 customer.subscription.trial_will_end", on: "sub_pro", becomes: {}, isBare: true },
  { type: "2026-11-15 invoice.payment_failed", on: "in_1", becomes: firstFailure, isBare: true },
];
const SECOND_FAILURE: Step = {
  type: "2026-11-18 invoice.payment_failed",
  on: "in_1",
  becomes: secondFailure,
  isBare: true,
};
const SCHEDULES: Step = {
  type: "2026-11-19 customer.subscription.updated",
  on: "sub_pro",
  becomes: scheduled,
};
const TAKES_BACK: Step = {
  type: "2026-11-20 customer.subscription.updated",
  on: "sub_pro",
  becomes: takenBack,
};

const SCRIPTS: readonly Script[] = [
  {
    title: "a trial, two failures, a cancellation taken back, and paid",
    objects: [TRIALING, INVOICE],
    steps: [
      ...BEGINNING,
      SECOND_FAILURE,
      SCHEDULES,
      TAKES_BACK,
      { type: "2026-11-23 invoice.paid", on: "in_1", becomes: paid("2026-11-23", 3), isBare: true },
    ],
    expected: [
      "11-12 trial_ending",
      "11-15 payment_failed retrying 2 failed",
      "11-15 trial_ended_unpaid payment_failed",
      "11-19 cancellation_scheduled",
      "11-20 cancellation_taken_back",
      "11-23 recovered",
    ],
    byEndAlone: [
      "11-12 trial_ending",
      "11-15 payment_failed retrying 2 failed",
      "11-15 trial_ended_unpaid payment_failed",
      "11-23 recovered",
    ],
  },
  {
    title: "the same, told by what each update changed",
    objects: [TRIALING, INVOICE],
    steps: [
      ...BEGINNING.slice(0, 2),
      { type: "2026-11-15 invoice.updated", on: "in_1", becomes: firstFailure },
      { type: "2026-11-18 invoice.updated", on: "in_1", becomes: secondFailure },
      SCHEDULES,
      TAKES_BACK,
      { type: "2026-11-23 invoice.updated", on: "in_1", becomes: paid("2026-11-23", 3) },
    ],
    expected: [
      "11-12 trial_ending",
      "11-15 payment_failed retrying 2 failed",
      "11-15 trial_ended_unpaid payment_failed",
      "11-19 cancellation_scheduled",
      "11-20 cancellation_taken_back",
      "11-23 recovered",
    ],
    byEndAlone: [
      "11-12 trial_ending",
      "11-15 payment_failed retrying 2 failed",
      "11-15 trial_ended_unpaid payment_failed",
      "11-23 recovered",
    ],
  },
  {
    title: "paid by hand after one failure, which Stripe counts as no attempt",
    objects: [TRIALING, INVOICE],
    steps: [
      ...BEGINNING,
      SCHEDULES,
      TAKES_BACK,
      { type: "2026-11-21 invoice.updated", on: "in_1", becomes: paid("2026-11-21", 1) },
      { type: "2026-11-21 customer.subscription.updated", on: "sub_pro", becomes: { status: "active" } },
    ],
    expected: [
      "11-12 trial_ending",
      "11-15 payment_failed retrying 1 failed",
      "11-15 trial_ended_unpaid payment_failed",
      "11-19 cancellation_scheduled",
      "11-20 cancellation_taken_back",
      "11-21 recovered",
    ],
    byEndAlone: ["11-12 trial_ending"],
  },
  {
    title: "Stripe gives up: unpaid, and canceled",
    objects: [TRIALING, INVOICE],
    steps: [
      ...BEGINNING,
      SECOND_FAILURE,
      {
        type: "2026-11-23 invoice.updated",
        on: "in_1",
        becomes: { attempt_count: 3, next_payment_attempt: null },
      },
      {
        type: "2026-11-23 customer.subscription.updated",
        on: "sub_pro",
        becomes: { status: "unpaid", latest_invoice: "in_1" },
      },
      {
        type: "2026-11-28 customer.subscription.deleted",
        on: "sub_pro",
        becomes: {
          status: "canceled",
          canceled_at: at("2026-11-28"),
          ended_at: at("2026-11-28"),
          cancellation_details: { reason: "payment_failed" },
        },
        isBare: true,
      },
    ],
    expected: [
      "11-12 trial_ending",
      "11-15 payment_failed retrying 3 failed",
      "11-15 trial_ended_unpaid payment_failed",
      "11-23 payment_failed exhausted 3 failed",
      "11-23 subscription_lapsed unpaid payment_failed",
      "11-28 subscription_lapsed canceled payment_failed",
    ],
    byEndAlone: [
      "11-12 trial_ending",
      "11-15 payment_failed retrying 3 failed",
      "11-15 trial_ended_unpaid payment_failed",
      // When it was, the state does not say: by the look at the latest.
      "11-28T00:01 payment_failed exhausted 3 failed",
      "11-28 subscription_lapsed canceled payment_failed",
    ],
  },
  {
    title: "one attempt, given up at once, disputed and lost",
    objects: [
      TRIALING,
      INVOICE,
      {
        ...makeDispute({ created: at("2026-11-20"), evidence_details: { due_by: at("2026-11-29") } }),
        object: "dispute",
      },
      { id: "ch_1", object: "charge", customer: "cus_ada", disputed: false },
    ],
    steps: [
      ...BEGINNING.slice(0, 2),
      {
        type: "2026-11-15 invoice.payment_failed",
        on: "in_1",
        becomes: { attempted: true, attempt_count: 1 },
        isBare: true,
      },
      { type: "2026-11-17 invoice.paid", on: "in_1", becomes: paid("2026-11-17", 1), isBare: true },
      { type: "2026-11-20 charge.updated", on: "ch_1", becomes: { disputed: true } },
      { type: "2026-11-20 charge.dispute.created", on: "du_1", becomes: {}, isBare: true },
      { type: "2026-12-20 charge.dispute.closed", on: "du_1", becomes: { status: "lost" }, isBare: true },
    ],
    expected: [
      "11-12 trial_ending",
      "11-15 payment_failed exhausted 1 failed",
      "11-15 trial_ended_unpaid payment_failed",
      "11-17 recovered",
      "11-20 dispute_opened fraudulent",
      "12-20 dispute_closed lost fraudulent",
    ],
    byEndAlone: [
      "11-12 trial_ending",
      "11-20 dispute_opened fraudulent",
      // When it was, the state does not say: as the evidence was due.
      "11-29 dispute_closed lost fraudulent",
    ],
  },
];

interface Look {
  readonly at: number;
  readonly place: number;
  readonly objects: readonly StripeObject[];
}

/** Returns a script's events, and how everything stood after each. */
function play({ objects, steps }: Script): { readonly events: TestEvent[]; readonly looks: Look[] } {
  const current = new Map(objects.map((object) => [object.id, object]));
  const seen = new Set<string>();
  const events: TestEvent[] = [];
  const looks: Look[] = [];
  for (const [place, { type, on, becomes, isBare = false }] of steps.entries()) {
    const [day = "", name = ""] = type.split(" ");
    const old = current.get(on) ?? assert.fail(on);
    const object = { ...old, ...becomes };
    const previous = Object.fromEntries(Object.keys(becomes).map((field) => [field, old[field] ?? null]));
    const created = at(day);
    events.push({ type: name, created, place, object, ...(isBare ? {} : { previous }) });
    current.set(on, object);
    seen.add(on);
    const shown = [...current.values()].filter(({ id }) => seen.has(id));
    looks.push({ at: created + 60, place: place + 0.5, objects: shown });
  }
  return { events, looks };
}

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= 1) return yield items;
  for (const [index, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

/** Every choice of some of them, in their order. */
function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
}

function takeEvents(events: readonly TestEvent[]): Signal[] {
  const ledger = new SignalLedger();
  for (const event of events) ledger.takeEvent(event);
  ledger.tick(START, END_OF_TIME);
  return ledger.signals;
}

function takeLooks(
  looks: readonly Look[],
  order: (objects: readonly StripeObject[]) => readonly StripeObject[],
) {
  const ledger = new SignalLedger();
  for (const { at: when, place, objects } of looks) {
    for (const object of order(objects)) ledger.takeRead(object, when, place);
  }
  ledger.tick(START, END_OF_TIME);
  return ledger.signals;
}

for (const script of SCRIPTS) {
  const { title, expected, byEndAlone = expected } = script;

  test(`signals · order · ${title} · every order of events gives the same`, () => {
    const { events } = play(script);
    assert.equal(events.length, 7);
    const usual = takeEvents(events);
    assert.deepEqual(usual.map(printSignal), expected);
    let orders = 0;
    for (const order of permutations(events)) {
      orders += 1;
      assert.deepEqual(takeEvents(order), usual, order.map(({ place }) => place).join());
    }
    assert.equal(orders, 5040);
  });

  test(`signals · order · ${title} · polled, however cut and with what was seen before`, () => {
    const { events } = play(script);
    const usual = takeEvents(events);
    for (const cuts of subsets([1, 2, 3, 4, 5, 6])) {
      const ends = [...cuts, events.length];
      // Each poll begins one event early, and is listed newest first.
      const polls = ends.map((end, index) =>
        events.slice(Math.max(0, (ends[index - 1] ?? 0) - 1), end).toReversed(),
      );
      assert.deepEqual(takeEvents(polls.flat()), usual, cuts.join());
    }
  });

  test(`signals · order · ${title} · looked at now and then, all that lists can know`, () => {
    const { looks, events } = play(script);
    const told = new Map(takeEvents(events).map((signal) => [signal.cause, signal]));
    const [last, ...others] = looks.toReversed();
    const alone = takeLooks(last ? [last] : [], (objects) => objects);
    assert.deepEqual(alone.map(printSignal).toSorted(), byEndAlone.toSorted());
    for (const chosen of subsets(others.toReversed())) {
      const some = [...chosen, ...(last ? [last] : [])];
      const signals = takeLooks(some, (objects) => objects);
      assert.deepEqual(
        takeLooks(some, (objects) => objects.toReversed()),
        signals,
      );
      for (const { cause, at: when, timing } of signals) {
        const { at: truth } = told.get(cause) ?? assert.fail(`${cause} is no signal of events`);
        if (timing !== "guessed" && timing !== "seen") assert.equal(when, truth, cause);
        if (timing === "seen") assert.ok(when > truth, cause);
      }
      const causes = new Set(signals.map(({ cause }) => cause));
      assert.ok(
        alone.every(({ cause }) => causes.has(cause)),
        "a look more never tells less",
      );
    }
    const all = takeLooks(looks, (objects) => objects).map(({ cause }) => cause);
    const missing = [...told.keys()].filter((cause) => !all.includes(cause));
    assert.deepEqual(
      missing,
      script.title.startsWith("one attempt") ? ONE_ATTEMPT : [],
      "looked at after each",
    );
  });

  test(`signals · order · ${title} · events and looks together, in any order`, () => {
    const { events, looks } = play(script);
    const usual = takeEvents(events);
    const arrivals = [...events, ...looks];
    fc.assert(
      fc.property(fc.shuffledSubarray(arrivals, { minLength: arrivals.length }), (order) => {
        const ledger = new SignalLedger();
        for (const one of order) {
          if ("type" in one) ledger.takeEvent(one);
          else for (const object of one.objects) ledger.takeRead(object, one.at, one.place);
        }
        assert.deepEqual(ledger.signals, usual);
      }),
      propertyParameters(200),
    );
  });
}

/** After one attempt the state says nothing: a bank debit that is under way looks the same. */
const ONE_ATTEMPT = [
  "payment_failed:in_1:exhausted",
  "trial_ended_unpaid:sub_pro:1794700800",
  "recovered:in_1",
];

const arbitrarySignal: fc.Arbitrary<Signal> = fc
  .record({
    type: fc.constantFrom(...SIGNAL_TYPES.slice(0, 2)),
    key: fc.constantFrom("a", "b"),
    at: fc.nat({ max: 3 }),
    timing: fc.constantFrom(...TIMINGS),
    customer: fc.constantFrom(null, "cus_1", "cus_2"),
    reason: fc.constantFrom(null, "unknown", "payment_failed", "overdue"),
    attempts: fc.constantFrom(null, 1, 2),
    next_attempt: fc.constantFrom(null, 10, 20),
    ends_at: fc.constantFrom(null, 5, 6),
    amount: fc.constantFrom(null, 0, 100),
  })
  .map(({ type, key, at: when, timing, ...fields }) =>
    createSignal(type, [key], { at: when, timing }, fields),
  );

test("mergeSignals · the order of sightings, how they are grouped, and repeating them change nothing", () => {
  const sameCause = fc
    .tuple(arbitrarySignal, arbitrarySignal, arbitrarySignal)
    .map(([one, ...others]) => [
      one,
      ...others.map((other) => ({ ...other, type: one.type, cause: one.cause })),
    ]);
  fc.assert(
    fc.property(sameCause, ([a, b, c]) => {
      if (!a || !b || !c) return;
      assert.deepEqual(mergeSignals(a, b), mergeSignals(b, a));
      assert.deepEqual(mergeSignals(mergeSignals(a, b), c), mergeSignals(a, mergeSignals(b, c)));
      assert.deepEqual(mergeSignals(a, a), a);
    }),
    propertyParameters(2000),
  );
});

test("collectSignals · the same for any order, one for each cause", () => {
  const shuffled = fc
    .array(arbitrarySignal, { maxLength: 10 })
    .chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 })),
    );
  fc.assert(
    fc.property(shuffled, ([some, again]) => {
      assert.deepEqual(collectSignals(again), collectSignals(some));
      assert.equal(new Set(collectSignals(some).map(({ cause }) => cause)).size, collectSignals(some).length);
    }),
    propertyParameters(500),
  );
});

test("signals · order · whatever happens to an account, every order of its events gives the same", async () => {
  const told = new Set<string>();
  for (let seed = 0; seed < 12; seed += 1) {
    const events = await liveThrough(seed);
    const take = (order: readonly TestEvent[]) => {
      const ledger = new SignalLedger();
      for (const event of order) ledger.takeEvent(event);
      return ledger.signals;
    };
    const usual = take(events);
    for (const { type } of usual) told.add(type);
    const places = fc.shuffledSubarray([...events.keys()], { minLength: events.length });
    fc.assert(
      fc.property(places, (order) => {
        assert.deepEqual(take(order.flatMap((place) => events[place] ?? [])), usual);
      }),
      propertyParameters(10),
    );
  }
  assert.deepEqual([...told].toSorted(), [...SIGNAL_TYPES].toSorted());
});

/** Returns all events of an account to which things happen at random, the oldest first. */
async function liveThrough(seed: number): Promise<TestEvent[]> {
  let now = START;
  const stripe = createLocalStripe({ now: () => now });
  stripe.setRateLimits(false);
  const account = stripe.createAccount({ seed, customers: 3 });
  const { key } = stripe.createKey({ account: account.id, mode: "test", kind: "secret" });
  const live = stripe.live(account.id, "test");
  for (let change = 0; change < 120; change += 1) {
    now += 3600 * (1 + ((seed + change) % 7));
    live.random(seed * 1000 + change);
  }
  const listed: StripeObject[] = [];
  for (let after = ""; ;) {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await stripe.fetch(`http://stripe.invalid/v1/events?limit=100${after}`, { headers });
    const { data, has_more } = (await answer.json()) as { data: StripeObject[]; has_more: boolean }; // a list
    listed.push(...data);
    if (!has_more) break;
    after = `&starting_after=${data.at(-1)?.id}`;
  }
  return listed.toReversed().map(({ type, created, data }, place) => {
    const { object, previous_attributes: previous } = data as {
      object: StripeObject;
      previous_attributes?: Readonly<Record<string, unknown>>;
    }; // as events have
    return { type: String(type), created: Number(created), place, object, ...(previous && { previous }) };
  });
}

test("rewind · of a hash only the named keys go back, of a list all of it", () => {
  const now = {
    id: "x",
    metadata: { a: 1, b: 2 },
    items: { object: "list", data: [1, 2], has_more: false },
    status: "new",
  };
  assert.deepEqual(rewind(now, { metadata: { b: 1 }, items: { object: "list", data: [1] }, status: "old" }), {
    id: "x",
    metadata: { a: 1, b: 1 },
    items: { object: "list", data: [1] },
    status: "old",
  });
});
