/**
 * @module What one customer was promised: whole bodies, and the rules for several subscriptions, items and discounts.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { KnownCustomer } from "../../worker/billing/main-subscription.ts";
import type { Invoice, Price, Subscription, SubscriptionItem } from "../../worker/billing/objects.ts";
import { promisedPlanOf } from "../../worker/billing/promised-plan.ts";
import { at, makeCustomer, makeDiscount, makeInvoice, makeItem, makeKnown } from "./objects.ts";
import { makePrice, makeSubscription } from "./objects.ts";

const NOW = at("2026-11-15");
const CURRENT = { start: at("2026-11-01"), end: at("2026-12-01") };
const PRO = { id: "prod_pro", name: "Pro" };
const METERED = { interval: "month", interval_count: 1, usage_type: "metered" } as const;

function planOf(changes: Partial<KnownCustomer>) {
  const { plan } = promisedPlanOf(makeKnown(changes));
  assert.ok(plan);
  return plan;
}

/** Ids of the subscriptions, the promised one first, whichever way round Stripe lists them. */
function rank(subscriptions: readonly Subscription[], changes: Partial<KnownCustomer> = {}): string[] {
  const rankOf = (list: readonly Subscription[]) =>
    promisedPlanOf(makeKnown({ ...changes, subscriptions: list })).subscriptions.map(({ id }) => id);
  const ranked = rankOf(subscriptions);
  assert.deepEqual(rankOf(subscriptions.toReversed()), ranked);
  return ranked;
}

function itemOf(price: Partial<Price>, changes: Partial<SubscriptionItem> = {}): SubscriptionItem {
  const made = makePrice({
    ...price,
    ...(price.unit_amount && { unit_amount_decimal: `${price.unit_amount}` }),
  });
  return makeItem({ id: `si_${made.id}`, price: made, ...changes });
}

test("promised plan · a customer without subscriptions has none, and no error", () => {
  assert.deepEqual(promisedPlanOf(makeKnown()), {
    customer: "cus_ada",
    plan: null,
    entitlements: [],
    last_payment: null,
    subscriptions: [],
    updated_at: NOW,
  });
});

test("promised plan · an active subscription of three seats, discounted and set to cancel, is told whole", () => {
  const known = makeKnown({
    customer: makeCustomer({ id: "cus_bo" }),
    subscriptions: [
      makeSubscription({
        items: { data: [makeItem({ quantity: 3 })] },
        discounts: ["di_friends"],
        cancel_at: CURRENT.end,
        cancel_at_period_end: true,
        canceled_at: at("2026-11-10"),
      }),
    ],
    invoices: [makeInvoice({ total: 7830 })],
    entitlements: [
      { id: "ent_2", lookup_key: "sso" },
      { id: "ent_1", lookup_key: "api-access" },
    ],
    discountOf: () => makeDiscount(),
  });
  assert.deepEqual(promisedPlanOf(known), {
    customer: "cus_bo",
    plan: {
      subscription: "sub_pro",
      status: "active",
      product: PRO,
      price: "price_pro",
      nickname: "Pro monthly",
      amount: 8700,
      currency: "usd",
      interval: "month",
      interval_count: 1,
      quantity: 3,
      trial: { status: "none" },
      current_period: CURRENT,
      cancel_at: CURRENT.end,
      canceled_at: at("2026-11-10"),
      discount: {
        coupon: { id: "FRIENDS", name: "Friends of the house" },
        percent_off: 10,
        amount_off: null,
        currency: null,
        duration: "forever",
        end: null,
      },
      payment_problem: null,
      other_items: [],
    },
    entitlements: ["api-access", "sso"],
    last_payment: { at: at("2026-11-01"), amount: 7830, currency: "usd" },
    subscriptions: [
      {
        id: "sub_pro",
        status: "active",
        product: PRO,
        price: "price_pro",
        quantity: 3,
        created: at("2026-06-01"),
        ended_at: null,
      },
    ],
    updated_at: NOW,
  });
});

test("promised plan · a trial tells how far it is paid, by the invoices of its own subscription", () => {
  const trial_start = at("2026-10-18");
  const trial_end = at("2026-11-01");
  const { trial } = planOf({
    subscriptions: [makeSubscription({ status: "past_due", trial_start, trial_end })],
    invoices: [
      makeInvoice({ id: "in_1", status: "open", attempted: true, attempt_count: 1 }),
      makeInvoice({ id: "in_2", parent: null }),
    ],
  });
  assert.deepEqual(trial, {
    status: "ended",
    start: trial_start,
    end: trial_end,
    payment: "unpaid",
    reason: "payment_failed",
    invoice: "in_1",
  });
});

test("promised plan · what is not known is null: product, nickname, and the amount where usage or tiers decide", () => {
  const describe = (price: Partial<Price>, changes: Partial<SubscriptionItem> = {}) => {
    const { product, nickname, amount, quantity } = planOf({
      subscriptions: [makeSubscription({ items: { data: [itemOf(price, changes)] } })],
    });
    return { product, nickname, amount, quantity };
  };
  const name = null;
  const unknown = { product: { id: "prod_new", name }, nickname: null, amount: 500, quantity: 1 };
  assert.deepEqual(describe({ product: "prod_new", nickname: null, unit_amount: 500 }), unknown);
  const { quantity: _, ...unmetered } = makeItem({ price: makePrice({ recurring: METERED }) });
  const metered = planOf({ subscriptions: [makeSubscription({ items: { data: [unmetered] } })] });
  assert.deepEqual([metered.amount, metered.quantity], [null, null]);
  const tiered = { billing_scheme: "tiered", tiers_mode: "volume", unit_amount: null } as const;
  assert.equal(describe({ ...tiered, unit_amount_decimal: null }).amount, null);
});

test("promised plan · the amount of tiers is that of the whole quantity", () => {
  const price = { billing_scheme: "tiered", unit_amount: null, unit_amount_decimal: null } as const;
  const tiers = [
    { up_to: 5, unit_amount: 1000, flat_amount: 200 },
    { up_to: null, unit_amount: 700, flat_amount: null },
  ];
  const amountOf = (tiers_mode: "volume" | "graduated") =>
    planOf({
      subscriptions: [
        makeSubscription({ items: { data: [itemOf({ ...price, tiers_mode }, { quantity: 8 })] } }),
      ],
      tiersOf: (id) => (id === "price_pro" ? tiers : null),
    }).amount;
  assert.equal(amountOf("graduated"), 7300); // 5 × 1000 + 200, and 3 × 700
  assert.equal(amountOf("volume"), 5600); // 8 × 700
});

test("promised plan · an interval of several is told as Stripe does", () => {
  const recurring = { interval: "week", interval_count: 2, usage_type: "licensed" } as const;
  const plan = planOf({ subscriptions: [makeSubscription({ items: { data: [itemOf({ recurring })] } })] });
  assert.deepEqual([plan.interval, plan.interval_count, plan.amount], ["week", 2, 2900]);
});

test("promised plan · what cancels at the period's end does so at that of its main item, where Stripe names no time", () => {
  const [stays, ends] = [false, true].map((cancel_at_period_end) =>
    planOf({ subscriptions: [makeSubscription({ cancel_at_period_end })] }),
  );
  const named = planOf({
    subscriptions: [makeSubscription({ cancel_at: at("2026-11-20"), cancel_at_period_end: true })],
  });
  assert.deepEqual(
    [stays?.cancel_at, ends?.cancel_at, named.cancel_at],
    [null, CURRENT.end, at("2026-11-20")],
  );
});

test("several subscriptions · the status decides first, whatever they cost", () => {
  const statuses = [
    "active",
    "trialing",
    "past_due",
    "unpaid",
    "paused",
    "incomplete",
    "canceled",
    "incomplete_expired",
  ] as const;
  const subscriptions = statuses.map((status, index) => {
    // The later in the order, the dearer and the newer.
    const items = { data: [itemOf({ unit_amount: 1000 * (index + 1) })] };
    return makeSubscription({ id: `sub_${status}`, status, items, created: at("2026-06-01") + index });
  });
  assert.deepEqual(
    rank(subscriptions),
    statuses.map((status) => `sub_${status}`),
  );
});

test("several subscriptions · of those that have ended, the one that ended last, though it cost less", () => {
  const ended = (id: string, ended_at: number | null, unit_amount: number) =>
    makeSubscription({ id, status: "canceled", ended_at, items: { data: [itemOf({ unit_amount })] } });
  assert.deepEqual(
    rank([
      ended("sub_march", at("2026-03-01"), 9900),
      ended("sub_july", at("2026-07-01"), 900),
      ended("sub_unknown", null, 99_900),
    ]),
    ["sub_july", "sub_march", "sub_unknown"],
  );
});

test("several subscriptions · an expired first payment comes after what was canceled before it", () => {
  const old = makeSubscription({ id: "sub_old", status: "canceled", ended_at: at("2026-03-01") });
  const expired = { status: "incomplete_expired", ended_at: at("2026-07-01") } as const;
  assert.deepEqual(rank([makeSubscription({ id: "sub_expired", ...expired }), old]), [
    "sub_old",
    "sub_expired",
  ]);
});

test("several subscriptions · of one status, the higher monthly amount, which need not be the price's", () => {
  const monthly = makeSubscription({ id: "sub_monthly", items: { data: [itemOf({ unit_amount: 2900 })] } });
  const yearly = makeSubscription({
    id: "sub_yearly",
    created: at("2026-08-01"),
    items: { data: [itemOf({ unit_amount: 29_000 })] },
  });
  const monthlyAmountOf = ({ id }: Subscription) => (id === "sub_yearly" ? 2417 : 2900);
  assert.deepEqual(rank([yearly, monthly], { monthlyAmountOf }), ["sub_monthly", "sub_yearly"]);
});

test("several subscriptions · of one amount the newer, and of one second the lower id", () => {
  const later = at("2026-08-01");
  assert.deepEqual(
    rank([
      makeSubscription({ id: "sub_a" }),
      makeSubscription({ id: "sub_c", created: later }),
      makeSubscription({ id: "sub_b", created: later }),
    ]),
    ["sub_b", "sub_c", "sub_a"],
  );
});

test("several subscriptions · the plan is the first one's, and the others are listed in short", () => {
  const team = itemOf({ id: "price_team", product: "prod_team", unit_amount: 9900 }, { quantity: 4 });
  const { plan, subscriptions } = promisedPlanOf(
    makeKnown({
      subscriptions: [
        makeSubscription({ id: "sub_1", status: "canceled", ended_at: at("2026-09-01") }),
        makeSubscription({ id: "sub_2", status: "past_due", items: { data: [team] } }),
      ],
    }),
  );
  assert.deepEqual([plan?.subscription, plan?.price, plan?.status], ["sub_2", "price_team", "past_due"]);
  const created = at("2026-06-01");
  assert.deepEqual(subscriptions, [
    {
      id: "sub_2",
      status: "past_due",
      product: { id: "prod_team", name: null },
      price: "price_team",
      quantity: 4,
      created,
      ended_at: null,
    },
    {
      id: "sub_1",
      status: "canceled",
      product: PRO,
      price: "price_pro",
      quantity: 1,
      created,
      ended_at: at("2026-09-01"),
    },
  ]);
});

test("several subscriptions · one without items promises nothing and is left out", () => {
  const empty = makeSubscription({ id: "sub_empty", items: { data: [] } });
  assert.deepEqual(rank([empty, makeSubscription({ status: "unpaid" })]), ["sub_pro"]);
});

test("several subscriptions · their order never depends on Stripe's", () => {
  const some = fc.record({
    status: fc.constantFrom<Subscription["status"]>("active", "trialing", "canceled", "incomplete_expired"),
    created: fc.integer({ min: 1, max: 3 }),
    ended_at: fc.option(fc.integer({ min: 1, max: 3 })),
    amount: fc.integer({ min: 1, max: 3 }),
  });
  const lists = fc.array(some, { maxLength: 7 }).map((list) =>
    list.map(({ amount, ...changes }, index) =>
      makeSubscription({
        id: `sub_${index}`,
        ...changes,
        items: { data: [itemOf({ unit_amount: amount })] },
      }),
    ),
  );
  const shuffled = lists.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(fc.property(shuffled, ([list, other]) => assert.deepEqual(rank(other), rank(list))));
});

test("several items · a licensed one is the main one, before a metered one that costs more", () => {
  const usage = itemOf({ id: "price_usage", unit_amount: 99_900, recurring: METERED });
  const items = { data: [usage, itemOf({ unit_amount: 2900 })] };
  const plan = planOf({ subscriptions: [makeSubscription({ items })] });
  assert.equal(plan.price, "price_pro");
  assert.deepEqual(plan.other_items, [
    {
      product: PRO,
      price: "price_usage",
      nickname: "Pro monthly",
      amount: null,
      currency: "usd",
      interval: "month",
      interval_count: 1,
      quantity: 1,
    },
  ]);
});

test("several items · of licensed ones the higher monthly amount, without what comes off the whole, then the lower id", () => {
  const data = ["price_b", "price_a", "price_big"].map((id) =>
    itemOf({ id, unit_amount: id === "price_big" ? 4000 : 1000 }, { discounts: ["di_2"] }),
  );
  const seen: (readonly string[])[] = [];
  const plan = planOf({
    subscriptions: [makeSubscription({ items: { data }, discounts: ["di_1"] })],
    monthlyAmountOf: ({ items, discounts }) => {
      const [first] = items.data;
      if (items.data.length === 1) seen.push([...discounts, ...(first?.discounts ?? [])]);
      return first?.price.unit_amount ?? 0;
    },
  });
  assert.equal(plan.price, "price_big");
  assert.deepEqual(
    plan.other_items.map(({ price }) => price),
    ["price_a", "price_b"],
  );
  assert.deepEqual(seen, [[], [], []]);
});

test("several items · period and discount are the main one's", () => {
  const period = { current_period_start: at("2026-01-01"), current_period_end: at("2027-01-01") };
  const data = [
    itemOf({ id: "price_small", unit_amount: 100 }, { discounts: ["di_small"] }),
    itemOf({ id: "price_year", unit_amount: 5000 }, { ...period, discounts: ["di_year"] }),
  ];
  const plan = planOf({
    subscriptions: [makeSubscription({ items: { data } })],
    discountOf: (id) => makeDiscount({ id }, { id }),
  });
  assert.deepEqual(plan.current_period, { start: at("2026-01-01"), end: at("2027-01-01") });
  assert.equal(plan.discount?.coupon.id, "di_year");
});

const DISCOUNTS = [
  makeDiscount({ id: "di_over", end: NOW }, { id: "OVER" }),
  makeDiscount({ id: "di_later", start: NOW + 1 }, { id: "LATER" }),
  makeDiscount({ id: "di_now", start: NOW, end: NOW + 1 }, { id: "NOW", duration: "repeating" }),
  makeDiscount({ id: "di_also" }, { id: "ALSO", percent_off: null, amount_off: 500, currency: "usd" }),
];

test("discounts · the first that has begun and not ended, the subscription's own before the main item's", () => {
  const couponOf = (own: string[], items: string[]) =>
    planOf({
      subscriptions: [
        makeSubscription({ discounts: own, items: { data: [makeItem({ discounts: items })] } }),
      ],
      discountOf: (id) => DISCOUNTS.find((discount) => discount.id === id) ?? null,
    }).discount;
  assert.equal(couponOf([], []), null);
  assert.equal(couponOf(["di_over", "di_later", "di_unknown"], []), null);
  assert.equal(couponOf(["di_over", "di_now"], ["di_also"])?.coupon.id, "NOW");
  assert.deepEqual(couponOf(["di_over"], ["di_also"]), {
    coupon: { id: "ALSO", name: "Friends of the house" },
    percent_off: null,
    amount_off: 500,
    currency: "usd",
    duration: "forever",
    end: null,
  });
});

test("last payment · the newest paid invoice that money was paid for, of any subscription or none", () => {
  const paid = (id: string, paid_at: number | null, changes = {}) => {
    const made = makeInvoice({ id, ...changes });
    return { ...made, status_transitions: { ...made.status_transitions, paid_at } };
  };
  const lastOf = (...invoices: ReturnType<typeof paid>[]) => {
    const { last_payment } = promisedPlanOf(makeKnown({ invoices }));
    assert.deepEqual(
      promisedPlanOf(makeKnown({ invoices: invoices.toReversed() })).last_payment,
      last_payment,
    );
    return last_payment;
  };
  const late = paid("in_late", at("2026-11-12"), { created: at("2026-09-01"), total: 1100, parent: null });
  const free = paid("in_free", at("2026-11-13"), { total: 0 });
  const balance = paid("in_balance", at("2026-11-13"), { amount_paid: 0 });
  const partly = paid("in_partly", null, { created: at("2026-11-14"), status: "open", amount_paid: 100 });
  assert.equal(lastOf(free, balance, partly), null);
  assert.deepEqual(lastOf(paid("in_1", at("2026-11-02")), late, free, balance, partly), {
    at: at("2026-11-12"),
    amount: 1100,
    currency: "usd",
  });
  assert.equal(lastOf(paid("in_1", null), late)?.at, at("2026-11-12"));
  assert.equal(lastOf(paid("in_1", null, { created: at("2026-11-13") }), late)?.at, at("2026-11-13"));
  const twice = [paid("in_1", NOW, { total: 1 }), paid("in_2", NOW, { total: 2 })];
  assert.equal(lastOf(...twice)?.amount, 2);
});

test("promised plan · an open invoice whose payment failed is told with what Stripe does next", () => {
  const problemOf = (changes: Partial<Invoice>) => {
    const invoice = makeInvoice({
      status: "open",
      attempted: true,
      attempt_count: 2,
      amount_remaining: 2900,
      next_payment_attempt: at("2026-11-23"),
      ...changes,
    });
    return (
      promisedPlanOf(makeKnown({ subscriptions: [makeSubscription()], invoices: [invoice] })).plan
        ?.payment_problem ?? null
    );
  };
  const { id: invoice } = makeInvoice();
  const told = { invoice, amount: 2900, currency: "usd", attempts: 2 };
  assert.deepEqual(problemOf({}), { ...told, status: "retrying", next_attempt: at("2026-11-23") });
  assert.deepEqual(problemOf({ next_payment_attempt: null }), {
    ...told,
    status: "exhausted",
    next_attempt: null,
  });
  assert.equal(problemOf({ status: "paid" }), null);
  assert.equal(problemOf({ attempted: false }), null);
  assert.equal(problemOf({ due_date: at("2026-12-01") }), null);
  assert.equal(problemOf({ parent: { subscription_details: { subscription: "sub_other" } } }), null);
});
