/**
 * @module What subscriptions add to MRR: cases worked by hand from Stripe's definition, with the arithmetic in the name.
 *
 * Amounts are in minor units. A case names what is shown of its parts as far as it matters.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { measureMrr, sumMrr, type PricingLookup, type SubscriptionMrr } from "../../worker/billing/mrr.ts";
import type {
  Coupon,
  Discount,
  Price,
  Recurrence,
  Subscription,
  SubscriptionItem,
  Tier,
} from "../../worker/billing/objects.ts";
import { propertyParameters } from "../property-runs.ts";

type Every = `${number} ${Recurrence["interval"]}`;

/** A licensed item of one unit, in euros. */
function item(unit_amount: number | null, every: Every = "1 month", more: Partial<Price> = {}) {
  const [count, interval] = every.split(" ") as [string, Recurrence["interval"]]; // as the type of `every` says
  const price: Price = {
    ...{ id: "price_1", product: "prod_1", currency: "eur", nickname: null, type: "recurring" },
    ...{ billing_scheme: "per_unit", unit_amount, unit_amount_decimal: null, tiers_mode: null },
    transform_quantity: null,
    recurring: { interval, interval_count: Number(count), usage_type: "licensed" },
    ...more,
  };
  return { id: "si_1", price, quantity: 1, current_period_start: 0, current_period_end: 0 };
}

function times(quantity: number, one: SubscriptionItem): SubscriptionItem {
  return { ...one, quantity };
}

function decimal(unit_amount_decimal: string, every: Every = "1 month"): SubscriptionItem {
  return item(null, every, { unit_amount_decimal });
}

function packs(unit: number, divide_by: number, round: "up" | "down"): SubscriptionItem {
  return item(unit, "1 month", { transform_quantity: { divide_by, round } });
}

function tiered(id: string, tiers_mode: Price["tiers_mode"], every: Every = "1 month"): SubscriptionItem {
  return item(null, every, { id, billing_scheme: "tiered", tiers_mode });
}

function metered(more: Partial<Price> = {}): SubscriptionItem {
  const recurring: Recurrence = { interval: "month", interval_count: 1, usage_type: "metered" };
  const { quantity: _none, ...rest } = item(5, "1 month", { recurring, ...more });
  return rest;
}

function oneTime(unit: number): SubscriptionItem {
  return item(unit, "1 month", { type: "one_time", recurring: null });
}

function withDiscounts(one: SubscriptionItem, ...discounts: string[]): SubscriptionItem {
  return { ...one, discounts };
}

function subscription(items: readonly SubscriptionItem[], more: Partial<Subscription> = {}): Subscription {
  return {
    ...{ id: "sub_1", customer: "cus_1", status: "active", created: 0, start_date: 0, currency: "eur" },
    ...{
      trial_start: null,
      trial_end: null,
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
    },
    ...{ ended_at: null, pause_collection: null, discounts: [], latest_invoice: null, metadata: {} },
    default_payment_method: null,
    items: { data: items },
    ...more,
  };
}

function just(...items: SubscriptionItem[]): Subscription {
  return subscription(items);
}

function off(discounts: string | readonly string[], ...items: SubscriptionItem[]): Subscription {
  return subscription(items, { discounts: typeof discounts === "string" ? [discounts] : discounts });
}

function having(status: Subscription["status"], more: Partial<Subscription> = {}): Subscription {
  return subscription([item(1000)], { status, ...more });
}

function inCurrency(currency: string, unit: number, every: Every): Subscription {
  return subscription([item(unit, every, { currency })], { currency });
}

function tier(up_to: number | null, unit_amount: number | null, flat_amount: number | null = null): Tier {
  return { up_to, unit_amount, flat_amount };
}

const TIERS: Readonly<Record<string, readonly Tier[]>> = {
  stairs: [tier(10, 500), tier(20, 400, 1000), tier(null, 300, 2000)],
  base: [tier(5, 0, 2000), tier(null, 150)],
  fine: [
    { ...tier(1000, null), unit_amount_decimal: "0.25" },
    { ...tier(null, null), unit_amount_decimal: "0.125", flat_amount_decimal: "10.5" },
  ],
  closed: [tier(10, 500)],
  garbled: [{ ...tier(null, null), unit_amount_decimal: "half" }],
};

function coupon(more: Partial<Coupon>): Coupon {
  return {
    ...{ id: "co", name: null, duration: "forever", duration_in_months: null },
    ...{ percent_off: null, amount_off: null, currency: more.amount_off === undefined ? null : "eur" },
    ...more,
  };
}

const COUPONS: Readonly<Record<string, Coupon>> = {
  "10%": coupon({ percent_off: 10 }),
  "20%": coupon({ percent_off: 20 }),
  "25%": coupon({ percent_off: 25 }),
  "50%": coupon({ percent_off: 50 }),
  "12.5%": coupon({ percent_off: 12.5 }),
  "33.33%": coupon({ percent_off: 33.33 }),
  "100%": coupon({ percent_off: 100 }),
  "50% once": coupon({ percent_off: 50, duration: "once" }),
  "50% for 3 months": coupon({ percent_off: 50, duration: "repeating", duration_in_months: 3 }),
  "100": coupon({ amount_off: 100 }),
  "200": coupon({ amount_off: 200 }),
  "300": coupon({ amount_off: 300 }),
  "400": coupon({ amount_off: 400 }),
  "500": coupon({ amount_off: 500 }),
  "800": coupon({ amount_off: 800 }),
  "1000": coupon({ amount_off: 1000 }),
  "1200": coupon({ amount_off: 1200 }),
  "5000": coupon({ amount_off: 5000 }),
  "300 once": coupon({ amount_off: 300, duration: "once" }),
  "300 for 3 months": coupon({ amount_off: 300, duration: "repeating", duration_in_months: 3 }),
  "300 dollars": coupon({ amount_off: 300, currency: "usd" }),
  "50% of prod_2": coupon({ percent_off: 50, applies_to: { products: ["prod_2"] } }),
  "1200 of prod_2": coupon({ amount_off: 1200, applies_to: { products: ["prod_2"] } }),
  "nothing said": coupon({}),
};

const PRICING: PricingLookup = {
  tiersOf: (price) => TIERS[price] ?? null,
  discountOf: (id): Discount | null => {
    const found = COUPONS[id];
    return found ? { id, start: 0, end: null, coupon: found } : null;
  },
};

interface Shown {
  billed?: number | null;
  discount?: number | null;
  monthly?: number | null;
  reason?: string;
  missing?: string;
}

/** What is claimed, the subscription, what it adds a month, and what is shown of each of its parts. */
type Case = readonly [name: string, subscription: Subscription, monthly: number, ...parts: Shown[]];

const FEBRUARY = { current_period_start: 1_801_440_000, current_period_end: 1_803_859_200 }; // 28 days
const MARCH = { current_period_start: 1_803_859_200, current_period_end: 1_806_537_600 }; // 31 days
const LEAP_YEAR = { current_period_start: 1_830_297_600, current_period_end: 1_861_920_000 }; // 366 days

const INTERVALS: readonly Case[] = [
  ["1000 a month", just(item(1000)), 1000, { billed: 1000, discount: 0, monthly: 1000 }],
  ["3000 a quarter ÷ 3 = 1000", just(item(3000, "3 month")), 1000, { billed: 3000 }],
  ["1000 a quarter ÷ 3 = 333.33", just(item(1000, "3 month")), 333],
  ["6000 a half-year ÷ 6 = 1000", just(item(6000, "6 month")), 1000],
  ["120000 a year ÷ 12 = 10000, as Stripe's own example has it", just(item(120_000, "1 year")), 10_000],
  ["1000 a year ÷ 12 = 83.33", just(item(1000, "1 year")), 83, { billed: 1000, monthly: 83 }],
  ["1006 a year ÷ 12 = 83.83", just(item(1006, "1 year")), 84],
  ["1002 a year ÷ 12 = 83.5, and halves go up", just(item(1002, "1 year")), 84],
  ["240000 in 2 years ÷ 24 = 10000", just(item(240_000, "2 year")), 10_000],
  ["1000 a week × 52 ÷ 12 = 4333.33", just(item(1000, "1 week")), 4333],
  ["1000 in 2 weeks × 52 ÷ 24 = 2166.67", just(item(1000, "2 week")), 2167],
  ["100 a day × 365 ÷ 12 = 3041.67", just(item(100, "1 day")), 3042],
  ["700 in 7 days × 365 ÷ 84 = 3041.67, and not 700 × 52 ÷ 12 = 3033", just(item(700, "7 day")), 3042],
  ["a period of 28 days changes nothing: 1000", just({ ...item(1000), ...FEBRUARY }), 1000],
  ["a period of 31 days changes nothing: 1000", just({ ...item(1000), ...MARCH }), 1000],
  ["a year of 366 days changes nothing: 12000 ÷ 12", just({ ...item(12_000, "1 year"), ...LEAP_YEAR }), 1000],
];

const QUANTITIES: readonly Case[] = [
  ["3 × 1000 = 3000", just(times(3, item(1000))), 3000, { billed: 3000 }],
  ["7 × 1000 a year ÷ 12 = 583.33", just(times(7, item(1000, "1 year"))), 583, { billed: 7000 }],
  ["0 × 1000 = 0 is free", just(times(0, item(1000))), 0, { billed: 0, monthly: 0, reason: "free" }],
  ["3 × 0.5 = 1.5, billed as 2", just(times(3, decimal("0.5"))), 2, { billed: 2 }],
  ["100 × 12.345 = 1234.5, billed as 1235", just(times(100, decimal("12.345"))), 1235],
  ["1000000 × 0.0001 = 100", just(times(1_000_000, decimal("0.0001"))), 100],
  ["10¹² × 0.000000000001 = 1", just(times(1e12, decimal("0.000000000001"))), 1],
  ["100.5 a year is billed as 101, ÷ 12 = 8.42", just(decimal("100.5", "1 year")), 8, { billed: 101 }],
  ["41.5 a year is billed as 42, ÷ 12 = 3.5", just(decimal("41.5", "1 year")), 4, { billed: 42 }],
  ["0.4 a day is billed as 0, and free", just(decimal("0.4", "1 day")), 0, { billed: 0, reason: "free" }],
  [
    "the whole number counts once where Stripe shows its decimal too",
    just(item(1000, "1 month", { unit_amount_decimal: "1000" })),
    1000,
  ],
  ["25 ÷ 10 up = 3, × 500 = 1500", just(times(25, packs(500, 10, "up"))), 1500],
  ["25 ÷ 10 down = 2, × 500 = 1000", just(times(25, packs(500, 10, "down"))), 1000],
  ["20 ÷ 10 up = 2, × 500 = 1000", just(times(20, packs(500, 10, "up"))), 1000],
  ["1 ÷ 10 up = 1, × 500 = 500", just(times(1, packs(500, 10, "up"))), 500],
  ["9 ÷ 10 down = 0 is free", just(times(9, packs(500, 10, "down"))), 0, { reason: "free" }],
];

const TIERED: readonly Case[] = [
  ["graduated, 5 × 500 = 2500", just(times(5, tiered("stairs", "graduated"))), 2500],
  ["graduated, 10 × 500 = 5000", just(times(10, tiered("stairs", "graduated"))), 5000],
  ["graduated, 10 × 500 + 1 × 400 + 1000 = 6400", just(times(11, tiered("stairs", "graduated"))), 6400],
  [
    "graduated, 10 × 500 + (10 × 400 + 1000) + (5 × 300 + 2000) = 13500",
    just(times(25, tiered("stairs", "graduated"))),
    13_500,
  ],
  [
    "graduated, 13500 a year ÷ 12 = 1125",
    just(times(25, tiered("stairs", "graduated", "1 year"))),
    1125,
    { billed: 13_500 },
  ],
  ["volume, 5 × 500 = 2500", just(times(5, tiered("stairs", "volume"))), 2500],
  ["volume, 10 × 500 = 5000", just(times(10, tiered("stairs", "volume"))), 5000],
  ["volume, 11 × 400 + 1000 = 5400", just(times(11, tiered("stairs", "volume"))), 5400],
  ["volume, 25 × 300 + 2000 = 9500", just(times(25, tiered("stairs", "volume"))), 9500],
  ["graduated, 2000 for the first 5 + 2 × 150 = 2300", just(times(7, tiered("base", "graduated"))), 2300],
  ["volume, 7 × 150 = 1050", just(times(7, tiered("base", "volume"))), 1050],
  ["graduated, 0 units pay the first flat amount, 2000", just(times(0, tiered("base", "graduated"))), 2000],
  ["volume, 0 units pay the first flat amount, 2000", just(times(0, tiered("base", "volume"))), 2000],
  [
    "0 units without a flat amount are free",
    just(times(0, tiered("stairs", "volume"))),
    0,
    { reason: "free" },
  ],
  ["graduated, 1000 × 0.25 + 4 × 0.125 + 10.5 = 261", just(times(1004, tiered("fine", "graduated"))), 261],
  [
    "graduated, 250 + 2 × 0.125 + 10.5 = 260.75, billed as 261",
    just(times(1002, tiered("fine", "graduated"))),
    261,
  ],
  ["volume, 1004 × 0.125 + 10.5 = 136", just(times(1004, tiered("fine", "volume"))), 136],
];

const COUPONED: readonly Case[] = [
  ["1000 − 10 % = 900", off("10%", item(1000)), 900, { billed: 1000, discount: 100, monthly: 900 }],
  ["33.33 % of 1000 = 333.3; 1000 − 333 = 667", off("33.33%", item(1000)), 667, { discount: 333 }],
  ["12.5 % of 1001 = 125.125; 1001 − 125 = 876", off("12.5%", item(1001)), 876, { discount: 125 }],
  ["50 % of 1 = 0.5, taken off as 1", off("50%", item(1)), 0, { discount: 1 }],
  ["1000 − 100 % = 0, and it counts as 0", off("100%", item(1000)), 0, { discount: 1000, monthly: 0 }],
  ["(120000 − 25 %) a year ÷ 12 = 7500", off("25%", item(120_000, "1 year")), 7500, { discount: 30_000 }],
  ["10 % of both: 900 + 1800 = 2700", off("10%", item(1000), item(2000)), 2700, {}, { discount: 200 }],
  ["percent once takes nothing off 1000", off("50% once", item(1000)), 1000, { discount: 0 }],
  ["percent repeating takes nothing off 1000", off("50% for 3 months", item(1000)), 1000, { discount: 0 }],
  ["amount once takes nothing off 1000", off("300 once", item(1000)), 1000, { discount: 0 }],
  ["amount repeating takes nothing off 1000", off("300 for 3 months", item(1000)), 1000, { discount: 0 }],
  ["1000 − 300 = 700", off("300", item(1000)), 700, { discount: 300 }],
  ["(12000 − 1200) a year ÷ 12 = 900", off("1200", item(12_000, "1 year")), 900, { discount: 1200 }],
  ["(3000 − 300) a quarter ÷ 3 = 900", off("300", item(3000, "3 month")), 900],
  ["(1000 − 100) a week × 52 ÷ 12 = 3900", off("100", item(1000, "1 week")), 3900],
  ["300 comes off 4 × 500 once: 1700", off("300", times(4, item(500))), 1700],
  ["5000 off 1000 is 0, and not −4000", off("5000", item(1000)), 0, { discount: 1000, monthly: 0 }],
  ["1000 off 1000 is 0", off("1000", item(1000)), 0],
  ["400 is spread 1 : 3", off("400", item(1000), item(3000)), 3600, { discount: 100 }, { discount: 300 }],
  [
    "100 is spread 1 : 1 : 1, and every unit of it comes off: 33 + 34 + 33",
    off("100", item(100), item(100), item(100)),
    200,
    { discount: 33 },
    { discount: 34 },
    { discount: 33 },
  ],
  [
    "5000 off 1000 + 3000 is 0 of each",
    off("5000", item(1000), item(3000)),
    0,
    { discount: 1000 },
    { discount: 3000 },
  ],
  [
    "500 comes off the invoice of each month, a year's item on it or not: 500 + 12000 ÷ 12 = 1500",
    off("500", item(12_000, "1 year"), item(1000)),
    1500,
    { discount: 0, monthly: 1000 },
    { discount: 500, monthly: 500 },
  ],
  [
    "what exceeds the month's 300 is lost: 0 + 12000 ÷ 12 = 1000",
    off("500", item(300), item(12_000, "1 year")),
    1000,
    { discount: 300 },
    { discount: 0 },
  ],
  [
    "12 months and a year are one period: (12000 − 600) ÷ 12 twice = 1900",
    off("1200", item(12_000, "12 month"), item(12_000, "1 year")),
    1900,
    { discount: 600 },
    { discount: 600 },
  ],
  ["metered items take no share: 1000 − 300", off("300", item(1000), metered()), 700, { discount: 300 }],
  [
    "metered items priced in dollars take no share: 1000 − 300",
    off("300", item(1000), metered({ currency: "usd" })),
    700,
  ],
  ["free items take no share: 1000 − 300", off("300", item(0), item(1000)), 700, {}, { discount: 300 }],
  [
    "a coupon for one product: 1000 + 1000 − 50 % = 1500",
    off("50% of prod_2", item(1000), item(1000, "1 month", { product: "prod_2" })),
    1500,
    { discount: 0 },
    { discount: 500 },
  ],
  [
    "an amount for the product paid by the year: 1000 + (12000 − 1200) ÷ 12 = 1900",
    off("1200 of prod_2", item(1000), item(12_000, "1 year", { product: "prod_2" })),
    1900,
    { discount: 0 },
    { discount: 1200 },
  ],
];

const MORE_DISCOUNTS: readonly Case[] = [
  ["10 %, then 100: 1000 − 100 − 100 = 800", off(["10%", "100"], item(1000)), 800],
  ["100, then 10 %: 1000 − 100 − 90 = 810", off(["100", "10%"], item(1000)), 810],
  ["20 %, then 10 %: 1000 − 200 − 80 = 720", off(["20%", "10%"], item(1000)), 720, { discount: 280 }],
  ["10 % forever beside 50 % once: 900", off(["10%", "50% once"], item(1000)), 900],
  ["300 + 800 off 1000 is 0", off(["300", "800"], item(1000)), 0, { discount: 1000 }],
  [
    "an item's 50 % is of that item: 500 + 1000",
    just(withDiscounts(item(1000), "50%"), item(1000)),
    1500,
    { discount: 500 },
    { discount: 0 },
  ],
  ["an item's 200 is off that item: 800 + 1000", just(withDiscounts(item(1000), "200"), item(1000)), 1800],
  [
    "an item's 500 off 300 leaves the other alone: 0 + 1000",
    just(withDiscounts(item(300), "500"), item(1000)),
    1000,
    { discount: 300 },
    { discount: 0 },
  ],
  [
    "an item's 1200 comes off each year: (12000 − 1200) ÷ 12 + 1000 = 1900",
    just(withDiscounts(item(12_000, "1 year"), "1200"), item(1000)),
    1900,
  ],
  ["an item's once takes nothing off", just(withDiscounts(item(1000), "50% once")), 1000],
  [
    "an item's two: 1000 − 100 − 90 = 810",
    just(withDiscounts(item(1000), "100", "10%")),
    810,
    { discount: 190 },
  ],
  [
    "the item's comes first: (1000 − 100) − 50 % = 450, and not 400",
    off("50%", withDiscounts(item(1000), "100")),
    450,
    { discount: 550 },
  ],
  [
    "an amount is spread by what is left, 500 : 1500: 400 + 1200",
    off("400", withDiscounts(item(1000), "50%"), item(1500)),
    1600,
    { discount: 600 },
    { discount: 300 },
  ],
  [
    "an amount passes by what has nothing left: 0 + (12000 − 1200) ÷ 12 = 900",
    off("1200", withDiscounts(item(1000), "100%"), item(12_000, "1 year")),
    900,
    { discount: 1000 },
    { discount: 1200 },
  ],
];

const STATUSES: readonly Case[] = [
  ["active counts", having("active"), 1000, { monthly: 1000 }],
  ["past due counts", having("past_due"), 1000, { monthly: 1000 }],
  ["a trial does not", having("trialing", { trial_end: 99 }), 0, { reason: "trialing", billed: 1000 }],
  ["unpaid does not", having("unpaid"), 0, { reason: "unpaid" }],
  ["paused does not", having("paused"), 0, { reason: "paused" }],
  ["incomplete does not", having("incomplete"), 0, { reason: "incomplete" }],
  ["incomplete, expired does not", having("incomplete_expired"), 0, { reason: "incomplete_expired" }],
  ["canceled does not", having("canceled", { ended_at: 50 }), 0, { reason: "canceled" }],
  ["a past trial changes nothing", having("active", { trial_start: 1, trial_end: 2 }), 1000],
  [
    "a cancellation at the period's end counts until then",
    having("active", { cancel_at_period_end: true }),
    1000,
  ],
  ["a cancellation at a date counts until then", having("active", { cancel_at: 99, canceled_at: 1 }), 1000],
  [
    "a trial shows what would be billed",
    subscription([item(1000)], { status: "trialing", discounts: ["10%"] }),
    0,
    { billed: 1000, discount: 100, monthly: 0, reason: "trialing" },
  ],
  [
    "the status comes before what the item is, and before what is unknown",
    subscription([metered(), tiered("nowhere", "volume")], { status: "canceled" }),
    0,
    { reason: "canceled" },
    { reason: "canceled", billed: null },
  ],
];

const KINDS: readonly Case[] = [
  ["metered does not count", just(metered()), 0, { billed: null, discount: null, reason: "metered" }],
  [
    "metered by tiers does not need them",
    just(metered({ billing_scheme: "tiered" })),
    0,
    { reason: "metered" },
  ],
  ["a base fee beside usage: 1000 + metered", just(item(1000), metered()), 1000, {}, { reason: "metered" }],
  [
    "one-time does not count: 1000 + 5000 once",
    just(item(1000), oneTime(5000)),
    1000,
    {},
    { reason: "one_time" },
  ],
  ["free does not count", just(item(0)), 0, { billed: 0, reason: "free" }],
  ["a free item beside a paid one: 0 + 1000", just(item(0), item(1000)), 1000, { reason: "free" }, {}],
  [
    "several items: 1000 + 2 × 250 + 12000 ÷ 12 = 2500",
    just(item(1000), times(2, item(250)), item(12_000, "1 year")),
    2500,
    { monthly: 1000 },
    { monthly: 500 },
    { monthly: 1000 },
  ],
  [
    "each part is rounded: 100 a year ÷ 12 = 8.33, 3 × 8 = 24",
    just(item(100, "1 year"), item(100, "1 year"), item(100, "1 year")),
    24,
    { monthly: 8 },
    { monthly: 8 },
    { monthly: 8 },
  ],
];

const UNKNOWN: readonly Case[] = [
  ["tiers", just(tiered("nowhere", "volume")), 0, { missing: "tiers", billed: null, monthly: null }],
  ["no tier for 11 of 10", just(times(11, tiered("closed", "graduated"))), 0, { missing: "tiers" }],
  ["no tier for 11 of 10, by volume", just(times(11, tiered("closed", "volume"))), 0, { missing: "tiers" }],
  ["a tier's amount cannot be read", just(tiered("garbled", "volume")), 0, { missing: "tiers" }],
  ["how tiers add up", just(tiered("stairs", null)), 0, { missing: "tiers" }],
  [
    "tiers beside 1000 leave 1000",
    just(tiered("nowhere", "graduated"), item(1000)),
    1000,
    { missing: "tiers" },
    {},
  ],
  [
    "a subscription's discount: what is billed is known",
    off("di_?", item(1000)),
    0,
    { billed: 1000, discount: null, monthly: null, missing: "discount" },
  ],
  ["one discount of two", off(["10%", "di_?"], item(1000)), 0, { missing: "discount" }],
  [
    "an item's discount leaves the other item: 1000",
    just(withDiscounts(item(1000), "di_?"), item(1000)),
    1000,
    { missing: "discount" },
    { monthly: 1000 },
  ],
  ["an unknown discount of metered usage", off("di_?", metered()), 0, { reason: "metered" }],
  ["an amount in dollars off euros", off("300 dollars", item(1000)), 0, { missing: "discount" }],
  ["a coupon of neither percent nor amount", off("nothing said", item(1000)), 0, { missing: "discount" }],
  [
    "an amount, part of which would go to an unknown item",
    off("300", item(1000), tiered("nowhere", "volume")),
    0,
    { missing: "discount", billed: 1000 },
    { missing: "tiers" },
  ],
  [
    "a percentage does not depend on an unknown item: 1000 − 10 % = 900",
    off("10%", item(1000), tiered("nowhere", "volume")),
    900,
    { monthly: 900 },
    { missing: "tiers" },
  ],
  ["no amount is shown", just(item(null)), 0, { missing: "amount" }],
  ["the amount cannot be read", just(decimal("1e3")), 0, { missing: "amount" }],
  ["no quantity is shown", just({ ...metered(), price: item(1000).price }), 0, { missing: "quantity" }],
  [
    "dollars are shown of what is billed in euros, and are not converted",
    just(item(1000, "1 month", { currency: "usd" }), item(500)),
    500,
    { missing: "currency", billed: null },
    { monthly: 500 },
  ],
];

const CURRENCIES: readonly Case[] = [
  ["¥1000 is 1000", inCurrency("jpy", 1000, "1 month"), 1000],
  ["¥10000 a year ÷ 12 = 833.33", inCurrency("jpy", 10_000, "1 year"), 833],
  ["10.500 dinars is 10500", inCurrency("kwd", 10_500, "1 month"), 10_500],
  ["10.500 dinars a year ÷ 12 = 0.875", inCurrency("kwd", 10_500, "1 year"), 875],
];

const TABLES: Readonly<Record<string, readonly Case[]>> = {
  intervals: INTERVALS,
  quantities: QUANTITIES,
  tiers: TIERED,
  coupons: COUPONED,
  "several discounts": MORE_DISCOUNTS,
  statuses: STATUSES,
  kinds: KINDS,
  unknown: UNKNOWN,
  currencies: CURRENCIES,
};

function assertAddsUp({ parts, totals }: SubscriptionMrr): void {
  const unknownParts = parts.filter(({ outcome }) => outcome === "unknown").length;
  const monthly = parts.reduce((sum, part) => sum + (part.monthly ?? 0), 0);
  assert.deepEqual(
    totals.map((total) => [total.monthly, total.unknownParts]),
    [[monthly, unknownParts]],
  );
}

for (const [table, cases] of Object.entries(TABLES)) {
  for (const [name, given, monthly, ...shown] of cases) {
    test(`MRR · ${table} · ${name}`, () => {
      const mrr = measureMrr(given, PRICING);
      assert.equal(mrr.totals[0]?.monthly, monthly);
      assert.equal(mrr.totals[0]?.currency, given.currency);
      assertAddsUp(mrr);
      for (const [index, part] of shown.entries()) assert.partialDeepStrictEqual(mrr.parts[index], part);
    });
  }
}

test("MRR · a part shows what it is made of: (3 × 4000 − 300) ÷ 3 = 3900", () => {
  const given = off("300", { ...times(3, item(4000, "3 month")), id: "si_9" });
  assert.deepEqual(measureMrr(given, PRICING), {
    subscription: "sub_1",
    customer: "cus_1",
    status: "active",
    pauseCollection: null,
    parts: [
      {
        item: "si_9",
        price: "price_1",
        quantity: 3,
        recurring: { interval: "month", interval_count: 3, usage_type: "licensed" },
        currency: "eur",
        outcome: "counted",
        billed: 12_000,
        discount: 300,
        monthly: 3900,
      },
    ],
    totals: [{ currency: "eur", monthly: 3900, unknownParts: 0 }],
  });
});

test("MRR · paused collection counts, and shows", () => {
  const pause_collection = { behavior: "void", resumes_at: null };
  const mrr = measureMrr(having("active", { pause_collection }), PRICING);
  assert.deepEqual(mrr.totals, [{ currency: "eur", monthly: 1000, unknownParts: 0 }]);
  assert.deepEqual(mrr.pauseCollection, pause_collection);
});

test("MRR · a subscription without items adds nothing", () => {
  assert.deepEqual(measureMrr(just(), PRICING).totals, []);
});

test("MRR · currencies of a customer are kept apart: 1000 + 6000 ÷ 12 euros, 700 dollars, 1000 yen", () => {
  const all = [
    just(item(1000)),
    inCurrency("usd", 700, "1 month"),
    inCurrency("jpy", 1000, "1 month"),
    just(item(6000, "1 year"), tiered("nowhere", "volume")),
  ];
  assert.deepEqual(sumMrr(all.flatMap((one) => measureMrr(one, PRICING).totals)), [
    { currency: "eur", monthly: 1500, unknownParts: 1 },
    { currency: "jpy", monthly: 1000, unknownParts: 0 },
    { currency: "usd", monthly: 700, unknownParts: 0 },
  ]);
});

const anyItem = fc
  .record({
    unit: fc.nat(100_000),
    every: fc.constantFrom<Every[]>("1 day", "1 week", "1 month", "3 month", "1 year"),
    quantity: fc.nat(50),
    discounts: fc.subarray(["10%", "33.33%", "300", "50% once"]),
  })
  .map(({ unit, every, quantity, discounts }) =>
    withDiscounts(times(quantity, item(unit, every)), ...discounts),
  );

test("MRR · parts add up to the total, and no discount exceeds what is billed, whatever is subscribed to", () => {
  const discounts = fc.subarray(["10%", "12.5%", "100", "5000", "300 for 3 months"]);
  const property = fc.property(fc.array(anyItem, { minLength: 1, maxLength: 6 }), discounts, (items, ids) => {
    const mrr = measureMrr(subscription(items, { discounts: ids }), PRICING);
    assertAddsUp(mrr);
    for (const part of mrr.parts) {
      assert.ok((part.monthly ?? 0) >= 0);
      assert.ok((part.discount ?? 0) >= 0 && (part.discount ?? 0) <= (part.billed ?? 0));
    }
  });
  fc.assert(property, propertyParameters(200));
});

test("MRR · an amount comes off items of one period to the unit, or takes them to zero", () => {
  const units = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 });
  const property = fc.property(units, (amounts) => {
    const { parts } = measureMrr(off("5000", ...amounts.map((unit) => item(unit))), PRICING);
    const billed = amounts.reduce((sum, unit) => sum + unit, 0);
    const taken = parts.reduce((sum, { discount }) => sum + (discount ?? 0), 0);
    assert.equal(taken, Math.min(5000, billed));
  });
  fc.assert(property, propertyParameters(200));
});
