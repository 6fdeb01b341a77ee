/**
 * @module What the example account sells: three plans, each monthly and yearly, in US dollars and euros,
 * and monthly add-ons in dollars, one of them priced by tiers.
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

const ADD_ONS = [
  "Audit log",
  "Backups",
  "Branding",
  "Data export",
  "Forms",
  "Phone line",
  "Reports",
  "Sandbox",
  "Translations",
  "Webhooks",
];
const ADD_ON_AMOUNT = 500;

export type Catalog = ReturnType<typeof createCatalog>;
/** What a plan costs; an add-on's price may have tiers instead of an amount. */
export type Price = Catalog["offers"][number];
export type AddOn = Catalog["addOns"][number];
export type Coupon = Catalog["coupons"][number];

/** Creates products, prices, coupons and entitlement features. `prices` are `offers` and `addOns`. */
export function createCatalog(random: SeededRandom, created: number, livemode: boolean) {
  const features = Object.entries(FEATURES).map(([lookup_key, name]) => ({
    id: random.id("feat_", 24, null),
    object: "entitlements.feature",
    active: true,
    livemode,
    lookup_key,
    name,
  }));
  const coupons = COUPONS.map((coupon) => ({
    id: random.id("", 8, null),
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
  const plans = PLANS.map((plan) => ({ plan, id: random.id("prod_", 14, created) }));
  const base = { active: true, created, livemode } as const;
  const offers = plans.flatMap(({ plan, id: product }) =>
    OFFERS.map(({ currency, interval }) => {
      const unit_amount = interval === "month" ? plan.monthly : plan.monthly * MONTHS_PAID_PER_YEAR;
      return {
        id: random.id("price_1", 23, base.created),
        object: "price",
        ...base,
        billing_scheme: "per_unit",
        currency,
        lookup_key: `${plan.name.toLowerCase()}_${interval}_${currency}`,
        metadata: {},
        nickname: `${plan.name} ${interval === "month" ? "monthly" : "yearly"}`,
        product,
        recurring: { interval, interval_count: 1, meter: null, usage_type: "licensed" },
        tax_behavior: "unspecified",
        tiers_mode: null,
        type: "recurring",
        unit_amount,
        unit_amount_decimal: String(unit_amount),
      };
    }),
  );
  const extras = random.id("prod_", 14, created);
  const products = [
    ...plans.map(({ plan, id }) => createProduct(base, id, plan.name, plan.features)),
    createProduct(base, extras, "Add-ons", []),
  ];
  const addOns = createAddOns(random, { ...base, product: extras });
  return { features, products, prices: [...offers, ...addOns], coupons, offers, addOns };
}

interface Base {
  readonly active: true;
  readonly created: number;
  readonly livemode: boolean;
}

function createProduct(base: Base, id: string, name: string, features: readonly string[]) {
  return {
    id,
    object: "product",
    ...base,
    description: null,
    images: [],
    metadata: { features: features.join(",") },
    name,
    type: "service",
    updated: base.created,
  };
}

/** Creates the prices of the add-ons; the first is graduated, and shows its tiers when they are expanded. */
function createAddOns(random: SeededRandom, base: Base & { readonly product: string }) {
  return ["Seats", ...ADD_ONS].map((nickname, index) => ({
    id: random.id("price_1", 23, base.created),
    object: "price",
    ...base,
    billing_scheme: index === 0 ? "tiered" : "per_unit",
    currency: "usd" as const,
    lookup_key: null,
    metadata: {},
    nickname,
    recurring: { interval: "month" as const, interval_count: 1, meter: null, usage_type: "licensed" },
    tax_behavior: "unspecified",
    tiers_mode: index === 0 ? "graduated" : null,
    type: "recurring",
    unit_amount: index === 0 ? null : ADD_ON_AMOUNT,
    unit_amount_decimal: index === 0 ? null : String(ADD_ON_AMOUNT),
    ...(index === 0 && { tiers: [createTier(5, 0), createTier(20, 400), createTier(null, 300)] }),
  }));
}

function createTier(up_to: number | null, unit_amount: number) {
  const unit_amount_decimal = String(unit_amount);
  return { flat_amount: null, flat_amount_decimal: null, unit_amount, unit_amount_decimal, up_to };
}
