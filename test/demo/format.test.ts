/**
 * @module Amounts, days and times on the product's side are written as people write them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatAmount,
  formatDate,
  formatDistance,
  formatLength,
  formatName,
  formatShortAmount,
} from "../../demo/product/format.ts";

for (const [amount, currency, written] of [
  [4900, "usd", "$49"],
  [4950, "usd", "$49.50"],
  [6800, "jpy", "¥6,800"],
  [1_234_567, "krw", "₩1,234,567"],
  [1234, "kwd", "KWD 1.234"],
  [-16_500, "eur", "-€165"],
  [100_000, "isk", "ISK 1,000"],
  [0, "usd", "$0"],
] as const) {
  test(`formatAmount · ${amount} of ${currency} is ${written}`, () => {
    assert.equal(formatAmount(amount, currency).replaceAll("\u00a0", " "), written);
  });
}

test("formatAmount · shows the sign of a movement", () => {
  assert.equal(formatAmount(900, "usd", true), "+$9");
  assert.equal(formatAmount(0, "usd", true), "$0");
});

test("formatShortAmount · is as short as an axis needs it", () => {
  assert.equal(formatShortAmount(850_000, "usd"), "$8.5K");
  assert.equal(formatShortAmount(-100_000, "jpy"), "-¥100K");
  assert.equal(formatShortAmount(0, "usd"), "$0");
});

test("formatDate · takes the Worker's day as UTC, wherever the person is", () => {
  assert.equal(formatDate("2026-11-21"), "Nov 21");
});

test("formatDistance · says how far a time is, to the unit that fits", () => {
  const now = Math.floor(Date.now() / 1000);
  assert.equal(formatDistance(now), "now");
  assert.equal(formatDistance(now - 7200), "2 hours ago");
  assert.equal(formatDistance(now + 3 * 86_400), "in 3 days");
});

test("formatLength · writes seconds as the largest unit", () => {
  assert.equal(formatLength(300), "5 minutes");
  assert.equal(formatLength(1), "1 second");
});

test("formatName · makes words of a name", () => {
  assert.equal(formatName("trial_ended_unpaid"), "Trial ended unpaid");
});
