/**
 * @module Recurly Engage's fifteen traits: whole bodies of three customers, and each trait in at least three states.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { KnownCustomer } from "../../worker/billing/main-subscription.ts";
import type { Card, Coupon, Customer, Subscription, SubscriptionItem } from "../../worker/billing/objects.ts";
import { traitsOf, type Traits } from "../../worker/billing/traits.ts";
import {
  at,
  makeCustomer,
  makeDiscount,
  makeItem,
  makeKnown,
  makePrice,
  makeSubscription,
} from "./objects.ts";

const VISA: Card = { brand: "visa", country: "US", exp_month: 8, exp_year: 2027, wallet: null };

function withSubscriptions(...subscriptions: Partial<Subscription>[]): KnownCustomer {
  return makeKnown({ subscriptions: subscriptions.map(makeSubscription) });
}

function withItem(changes: Partial<SubscriptionItem>): KnownCustomer {
  return withSubscriptions({ items: { data: [makeItem(changes)] } });
}

function withCustomer(changes: Partial<Customer>): KnownCustomer {
  return makeKnown({ customer: makeCustomer(changes) });
}

function withCoupon(coupon: Partial<Coupon>, end: number | null = null): KnownCustomer {
  const subscriptions = [makeSubscription({ discounts: ["di_friends"] })];
  return makeKnown({ subscriptions, discountOf: () => makeDiscount({ end }, coupon) });
}

function inInterval(interval: "day" | "week" | "month" | "year"): KnownCustomer {
  return withItem({
    price: makePrice({ recurring: { interval, interval_count: 1, usage_type: "licensed" } }),
  });
}

test("traits · a customer with nothing has status NONE, false flags, and null for the rest", () => {
  assert.deepEqual(traitsOf(makeKnown(), null), {
    subscription_status: "NONE",
    delinquent: false,
    current_period_start: null,
    current_period_end: null,
    canceled_at: null,
    cancel_at_period_end: false,
    trial_start: null,
    trial_end: null,
    subscription_plan: null,
    recurring_interval: null,
    coupon: null,
    payment_card_brand: null,
    payment_card_country: null,
    payment_card_expiration: null,
    payment_card_wallet_type: null,
  });
});

test("traits · a customer with everything has all fifteen, with the names and values of Engage's table", () => {
  const known = makeKnown({
    customer: makeCustomer({ delinquent: true }),
    subscriptions: [
      makeSubscription({
        status: "past_due",
        trial_start: at("2026-06-01T09:30"),
        trial_end: at("2026-06-15T09:30"),
        canceled_at: at("2026-11-10T23:59"),
        cancel_at_period_end: true,
        discounts: ["di_friends"],
      }),
    ],
    discountOf: () => makeDiscount(),
  });
  assert.deepEqual(traitsOf(known, { ...VISA, wallet: { type: "apple_pay" } }), {
    subscription_status: "past_due",
    delinquent: true,
    current_period_start: "2026-11-01T00:00:00Z",
    current_period_end: "2026-12-01T00:00:00Z",
    canceled_at: "2026-11-10T23:59:00Z",
    cancel_at_period_end: true,
    trial_start: "2026-06-01T09:30:00Z",
    trial_end: "2026-06-15T09:30:00Z",
    subscription_plan: "Pro",
    recurring_interval: "month",
    coupon: "Friends of the house",
    payment_card_brand: "visa",
    payment_card_country: "US",
    payment_card_expiration: "2027-08-31",
    payment_card_wallet_type: "apple_pay",
  });
});

test("traits · a customer who left has those of the most recent subscription", () => {
  const known = withSubscriptions(
    { id: "sub_1", status: "canceled", ended_at: at("2026-03-01"), canceled_at: at("2026-02-20") },
    {
      id: "sub_2",
      status: "canceled",
      ended_at: at("2026-09-01"),
      canceled_at: at("2026-09-01"),
      items: { data: [makeItem({ price: makePrice({ product: "prod_old", nickname: "Starter monthly" }) })] },
    },
  );
  const traits = traitsOf(known, null);
  assert.deepEqual(
    [traits.subscription_status, traits.subscription_plan, traits.canceled_at],
    ["canceled", "Starter monthly", "2026-09-01T00:00:00Z"],
  );
});

type State<Name extends keyof Traits> = readonly [string, KnownCustomer, Card | null, Traits[Name]];

const NOBODY = makeKnown();
const SUBSCRIBED = withSubscriptions({});
const STATUSES = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "canceled",
  "unpaid",
  "paused",
] as const;
const FIRST_PERIOD = {
  current_period_start: at("2026-01-31T12:00"),
  current_period_end: at("2026-02-28T12:00"),
};

const STATES: { readonly [Name in keyof Traits]: readonly State<Name>[] } = {
  subscription_status: [
    ["without a subscription", NOBODY, null, "NONE"],
    ...STATUSES.map((status) => [status, withSubscriptions({ status }), null, status] as const),
    ["of two", withSubscriptions({ status: "canceled", id: "sub_1" }, { status: "paused" }), null, "paused"],
  ],
  delinquent: [
    ["a payment failed", withCustomer({ delinquent: true }), null, true],
    ["none failed", withCustomer({ delinquent: false }), null, false],
    ["nothing billed yet", withCustomer({ delinquent: null }), null, false],
  ],
  current_period_start: [
    ["without a subscription", NOBODY, null, null],
    ["by default", SUBSCRIBED, null, "2026-11-01T00:00:00Z"],
    ["another", withItem(FIRST_PERIOD), null, "2026-01-31T12:00:00Z"],
  ],
  current_period_end: [
    ["without a subscription", NOBODY, null, null],
    ["by default", SUBSCRIBED, null, "2026-12-01T00:00:00Z"],
    ["another", withItem(FIRST_PERIOD), null, "2026-02-28T12:00:00Z"],
  ],
  canceled_at: [
    ["without a subscription", NOBODY, null, null],
    ["never", SUBSCRIBED, null, null],
    ["asked for", withSubscriptions({ canceled_at: at("2026-11-10T08:05") }), null, "2026-11-10T08:05:00Z"],
  ],
  cancel_at_period_end: [
    ["without a subscription", NOBODY, null, false],
    ["stays", SUBSCRIBED, null, false],
    ["leaves", withSubscriptions({ cancel_at_period_end: true }), null, true],
    ["has left so", withSubscriptions({ status: "canceled", cancel_at_period_end: true }), null, true],
  ],
  trial_start: [
    ["without a subscription", NOBODY, null, null],
    ["without a trial", SUBSCRIBED, null, null],
    ["in 2026", withSubscriptions({ trial_start: at("2026-06-01") }), null, "2026-06-01T00:00:00Z"],
  ],
  trial_end: [
    ["without a subscription", NOBODY, null, null],
    ["without a trial", SUBSCRIBED, null, null],
    ["in 2026", withSubscriptions({ trial_end: at("2026-06-15") }), null, "2026-06-15T00:00:00Z"],
  ],
  subscription_plan: [
    ["without a subscription", NOBODY, null, null],
    ["the product's name", SUBSCRIBED, null, "Pro"],
    ["an unknown product", withItem({ price: makePrice({ product: "prod_x" }) }), null, "Pro monthly"],
    ["no name at all", withItem({ price: makePrice({ product: "prod_x", nickname: null }) }), null, null],
  ],
  recurring_interval: [
    ["without a subscription", NOBODY, null, null],
    ["day", inInterval("day"), null, "day"],
    ["week", inInterval("week"), null, "week"],
    ["month", inInterval("month"), null, "month"],
    ["year", inInterval("year"), null, "year"],
    [
      "a price without one",
      withItem({ price: makePrice({ type: "one_time", recurring: null }) }),
      null,
      null,
    ],
  ],
  coupon: [
    ["without a subscription", NOBODY, null, null],
    ["without a discount", SUBSCRIBED, null, null],
    ["its name", withCoupon({ name: "Launch week" }), null, "Launch week"],
    ["its id where it has no name", withCoupon({ name: null }), null, "FRIENDS"],
    ["over", withCoupon({}, at("2026-11-14")), null, null],
  ],
  payment_card_brand: [
    ["no card", SUBSCRIBED, null, null],
    ["visa", SUBSCRIBED, VISA, "visa"],
    ["amex, without a subscription", NOBODY, { ...VISA, brand: "amex" }, "amex"],
    ["not told", SUBSCRIBED, { ...VISA, brand: null }, "unknown"],
  ],
  payment_card_country: [
    ["no card", SUBSCRIBED, null, null],
    ["Germany", SUBSCRIBED, { ...VISA, country: "DE" }, "DE"],
    ["not told", SUBSCRIBED, { ...VISA, country: null }, null],
  ],
  payment_card_expiration: [
    ["no card", SUBSCRIBED, null, null],
    ["August", SUBSCRIBED, VISA, "2027-08-31"],
    ["December", SUBSCRIBED, { ...VISA, exp_month: 12 }, "2027-12-31"],
    ["February of a leap year", SUBSCRIBED, { ...VISA, exp_month: 2, exp_year: 2028 }, "2028-02-29"],
  ],
  payment_card_wallet_type: [
    ["no card", SUBSCRIBED, null, null],
    ["no wallet", SUBSCRIBED, VISA, null],
    ["Apple Pay", SUBSCRIBED, { ...VISA, wallet: { type: "apple_pay" } }, "apple_pay"],
    ["Google Pay", SUBSCRIBED, { ...VISA, wallet: { type: "google_pay" } }, "google_pay"],
  ],
};

function readNames(): (keyof Traits)[] {
  return Object.keys(STATES) as (keyof Traits)[]; // exactly these, by its type
}

for (const name of readNames()) {
  for (const [state, known, card, expected] of STATES[name]) {
    test(`traits · ${name} · ${state}`, () => assert.equal(traitsOf(known, card)[name], expected));
  }
}

test("traits · each of the fifteen is told in at least three states", () => {
  assert.equal(readNames().length, 15);
  assert.deepEqual(readNames().toSorted(), Object.keys(traitsOf(NOBODY, null)).toSorted());
  for (const name of readNames()) assert.ok(STATES[name].length >= 3, name);
});
