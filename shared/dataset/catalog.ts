/**
 * @module What the example account sells: three plans, each monthly and yearly, in US dollars and euros.
 */

import type { SeededRandom } from "./random.ts";

const PLANS = [
  { name: "Starter", monthly: 900, features: ["priority-email"] },
  { name: "Pro", monthly: 2900, features: ["priority-email", "api-access", "exports"] },
  { name: "Team", monthly: 9900, features: ["priority-email", "api-access", "exports", "sso", "audit-log"] },
] as const;

const FEATURE_NAMES = {
  "priority-email": "Priority e-mail",
  "api-access": "API access",
  exports: "Exports",
  sso: "Single sign-on",
  "audit-log": "Audit log",
} as const;

const YEAR_IN_MONTHS_PAID = 10; // the usual two months free
const CURRENCIES = ["usd", "eur"] as const;

const COUPONS = [
  { name: "Launch week", percent_off: 20, amount_off: null, duration: "once", code: "LAUNCH20" },
  { name: "Friends of the house", percent_off: 10, amount_off: null, duration: "forever", code: "FRIENDS10" },
  { name: "Five off", percent_off: null, amount_off: 500, duration: "repeating", code: "FIVEOFF" },
] as const;

export type DatasetCatalog = ReturnType<typeof createCatalog>;
export type DatasetProduct = DatasetCatalog["products"][number];
export type DatasetPrice = DatasetCatalog["prices"][number];
export type DatasetCoupon = DatasetCatalog["coupons"][number];

/** Creates products, prices, coupons, promotion codes and entitlement features, all older than any customer. */
export function createCatalog(random: SeededRandom, created: number, livemode: boolean) {
  const features = Object.entries(FEATURE_NAMES).map(([lookup_key, name]) => ({
    id: random.id("feat_", 24),
    object: "entitlements.feature",
    active: true,
    livemode,
    lookup_key,
    metadata: {},
    name,
  }));
  const products = PLANS.map((plan) => createProduct(random, plan, created, livemode));
  const prices = products.flatMap((product, index) => createPrices(random, product, PLANS[index], livemode));
  const coupons = COUPONS.map((coupon) => createCoupon(random, coupon, created, livemode));
  const promotion_codes = coupons.map((coupon, index) => ({
    id: random.id("promo_1", 23),
    object: "promotion_code",
    active: true,
    code: COUPONS[index]?.code ?? coupon.id,
    created,
    customer: null,
    expires_at: null,
    livemode,
    max_redemptions: null,
    metadata: {},
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: 0,
  }));
  return { features, products, prices, coupons, promotion_codes };
}

function createProduct(
  random: SeededRandom,
  plan: (typeof PLANS)[number],
  created: number,
  livemode: boolean,
) {
  return {
    id: random.id("prod_", 14),
    object: "product",
    active: true,
    created,
    default_price: null,
    description: null,
    images: [],
    livemode,
    marketing_features: [],
    metadata: { features: plan.features.join(",") },
    name: plan.name,
    tax_code: null,
    type: "service",
    updated: created,
    url: null,
  };
}

function createPrices(
  random: SeededRandom,
  product: ReturnType<typeof createProduct>,
  plan: (typeof PLANS)[number] | undefined,
  livemode: boolean,
) {
  const monthly = plan?.monthly ?? 0;
  return CURRENCIES.flatMap((currency) =>
    (["month", "year"] as const).map((interval) => {
      const unit_amount = interval === "month" ? monthly : monthly * YEAR_IN_MONTHS_PAID;
      return {
        id: random.id("price_1", 23),
        object: "price",
        active: true,
        billing_scheme: "per_unit",
        created: product.created,
        currency,
        livemode,
        lookup_key: `${product.name.toLowerCase()}_${interval}_${currency}`,
        metadata: {},
        nickname: `${product.name} ${interval === "month" ? "monthly" : "yearly"}`,
        product: product.id,
        recurring: {
          interval,
          interval_count: 1,
          meter: null,
          trial_period_days: null,
          usage_type: "licensed",
        },
        tax_behavior: "unspecified",
        tiers_mode: null,
        transform_quantity: null,
        type: "recurring",
        unit_amount,
        unit_amount_decimal: String(unit_amount),
      };
    }),
  );
}

function createCoupon(
  random: SeededRandom,
  coupon: (typeof COUPONS)[number],
  created: number,
  livemode: boolean,
) {
  return {
    id: random.id("", 8),
    object: "coupon",
    amount_off: coupon.amount_off,
    created,
    currency: coupon.amount_off === null ? null : "usd",
    duration: coupon.duration,
    duration_in_months: coupon.duration === "repeating" ? 3 : null,
    livemode,
    max_redemptions: null,
    metadata: {},
    name: coupon.name,
    percent_off: coupon.percent_off,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  };
}
