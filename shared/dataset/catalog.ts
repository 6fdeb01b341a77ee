/**
 * @module What the example account sells: three plans, each monthly and yearly, in US dollars and euros.
 */

import type { SeededRandom } from "./random.ts";

const PLANS = [
  { name: "Starter", monthly: 900, features: ["priority-email"] },
  { name: "Pro", monthly: 2900, features: ["priority-email", "api-access"] },
  { name: "Team", monthly: 9900, features: ["priority-email", "api-access", "sso"] },
] as const;

const FEATURES = { "priority-email": "Priority e-mail", "api-access": "API access", sso: "Single sign-on" };

const OFFERS = (["usd", "eur"] as const).flatMap((currency) =>
  (["month", "year"] as const).map((interval) => ({ currency, interval })),
);

const MONTHS_PAID_PER_YEAR = 10; // the usual two months free

const COUPONS = [
  { name: "Launch week", percent_off: 20, amount_off: null, duration: "once" },
  { name: "Friends of the house", percent_off: 10, amount_off: null, duration: "forever" },
  { name: "Five off", percent_off: null, amount_off: 500, duration: "repeating" },
] as const;

export type Catalog = ReturnType<typeof createCatalog>;
export type Price = Catalog["prices"][number];
export type Coupon = Catalog["coupons"][number];

/** Creates products, prices, coupons and entitlement features. */
export function createCatalog(random: SeededRandom, created: number, livemode: boolean) {
  const features = Object.entries(FEATURES).map(([lookup_key, name]) => ({
    id: random.id("feat_", 24),
    object: "entitlements.feature",
    active: true,
    livemode,
    lookup_key,
    name,
  }));
  const coupons = COUPONS.map((coupon) => ({
    id: random.id("", 8),
    object: "coupon",
    ...coupon,
    created,
    currency: coupon.amount_off === null ? null : "usd",
    duration_in_months: coupon.duration === "repeating" ? 3 : null,
    livemode,
    metadata: {},
    times_redeemed: 0,
    valid: true,
  }));
  const plans = PLANS.map((plan) => ({ plan, id: random.id("prod_", 14) }));
  const products = plans.map(({ plan, id }) => ({
    id,
    object: "product",
    active: true,
    created,
    description: null,
    images: [],
    livemode,
    metadata: { features: plan.features.join(",") },
    name: plan.name,
    type: "service",
    updated: created,
  }));
  const prices = plans.flatMap(({ plan, id: product }) =>
    OFFERS.map(({ currency, interval }) => {
      const unit_amount = interval === "month" ? plan.monthly : plan.monthly * MONTHS_PAID_PER_YEAR;
      return {
        id: random.id("price_1", 23),
        object: "price",
        active: true,
        billing_scheme: "per_unit",
        created,
        currency,
        livemode,
        lookup_key: `${plan.name.toLowerCase()}_${interval}_${currency}`,
        metadata: {},
        nickname: `${plan.name} ${interval === "month" ? "monthly" : "yearly"}`,
        product,
        recurring: { interval, interval_count: 1, meter: null, usage_type: "licensed" },
        tax_behavior: "unspecified",
        type: "recurring",
        unit_amount,
        unit_amount_decimal: String(unit_amount),
      };
    }),
  );
  return { features, products, prices, coupons };
}
