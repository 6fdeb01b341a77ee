/**
 * @module What a subscription adds to monthly recurring revenue (MRR) by Stripe's definition, taken apart by item
 * (docs.stripe.com/billing/subscriptions/analytics/glossary).
 *
 * Rounding: every number follows from the numbers shown beside it. What is billed for an item each period is computed
 * exactly and rounded to the minor unit, as on an invoice; so is each discount; so is the month's share of the rest.
 * Halves go up. A total is the sum of rounded parts, so that items, subscriptions and customers add up.
 *
 * Discounts: an item's come first, then the subscription's, in their order, each off what is left. An `amount_off` of
 * a subscription comes off each invoice once. The items with the shortest period are on every invoice, so it is spread
 * over them, in proportion to what is left of each. What exceeds them is lost, as Stripe carries nothing to a later
 * invoice. Metered items take no share, because their amount is not in the subscription.
 *
 * Not seen here: discounts of the customer, and amounts of `currency_options`.
 */

import type { Coupon, Discount, Price, Recurrence, Subscription, SubscriptionItem, Tier } from "./objects.ts";

/** What a subscription refers to and does not carry. */
export interface PricingLookup {
  /** Tiers in rising order; null where they are not known. */
  tiersOf(price: string): readonly Tier[] | null;
  /** Null where it is not known. */
  discountOf(id: string): Discount | null;
}

/** Why a part adds nothing. A status takes precedence over what the item itself is. */
export type MrrExclusion = "metered" | "one_time" | "free" | Exclude<Subscription["status"], CountedStatus>;

/**
 * What is not known of a part. `currency`: the price is shown in another currency than the subscription is billed in.
 * `amount` and `quantity`: Stripe shows none, or one that cannot be read.
 */
export type MrrGap = "tiers" | "discount" | "currency" | "amount" | "quantity";

/** What one item adds. `billed` and `discount` are amounts of one period; `monthly` is of a month; minor units. */
export type MrrPart = {
  readonly item: string;
  readonly price: string;
  /** Null where usage is metered. */
  readonly quantity: number | null;
  /** Null for a one-time price. */
  readonly recurring: Recurrence | null;
  /** The subscription's. */
  readonly currency: string;
} & (
  | {
      readonly outcome: "counted";
      readonly billed: number;
      readonly discount: number;
      readonly monthly: number;
    }
  | {
      readonly outcome: "excluded";
      readonly reason: MrrExclusion;
      readonly billed: number | null;
      readonly discount: number | null;
      readonly monthly: 0;
    }
  | {
      readonly outcome: "unknown";
      readonly missing: MrrGap;
      readonly billed: number | null;
      readonly discount: null;
      readonly monthly: null;
    }
);

export interface MrrTotal {
  readonly currency: string;
  /** Minor units. The sum of the parts that are known. */
  readonly monthly: number;
  /** How many parts are missing from it. */
  readonly unknownParts: number;
}

export interface SubscriptionMrr {
  readonly subscription: string;
  readonly customer: string;
  readonly status: Subscription["status"];
  /** Not null where Stripe collects nothing for now. It stays in MRR, because its status stays active. */
  readonly pauseCollection: Subscription["pause_collection"];
  readonly parts: readonly MrrPart[];
  /** One for each currency: a subscription has one, unless it has no items. */
  readonly totals: readonly MrrTotal[];
}

type CountedStatus = "active" | "past_due";

/** An item on its way to a part. Amounts are of one period, in minor units; `left` is what discounts left of it. */
type Line = { readonly item: SubscriptionItem } & (
  | {
      readonly kind: "billed";
      readonly recurring: Recurrence;
      readonly billed: bigint;
      readonly left: bigint;
    }
  | { readonly kind: "excluded"; readonly reason: MrrExclusion; readonly billed: 0n | null }
  | { readonly kind: "unknown"; readonly missing: MrrGap; readonly billed: bigint | null }
);

type BilledLine = Extract<Line, { kind: "billed" }>;

/** Stripe does not publish those of weeks and days: facts/stripe.md, section 9. */
const PERIODS_A_YEAR = { day: 365, week: 52, month: 12, year: 1 } as const;
const MONTHS_A_YEAR = 12;

/** The most that Stripe allows in a decimal amount. */
const DECIMAL_PLACES = 12;
const ONE = 10n ** BigInt(DECIMAL_PLACES);
const HUNDRED_PERCENT = 100n * ONE;
const DECIMAL = new RegExp(`^(\\d+)(?:\\.(\\d{1,${DECIMAL_PLACES}})0*)?$`);

/** Returns what each item of a subscription adds to MRR, why some add nothing, and the sum. */
export function measureMrr(subscription: Subscription, pricing: PricingLookup): SubscriptionMrr {
  const { id, customer, status, currency, items, discounts } = subscription;
  const lines = items.data.flatMap((item) =>
    takeDiscountsOff([billItem(item, currency, pricing)], item.discounts ?? [], pricing),
  );
  const parts = takeDiscountsOff(lines, discounts, pricing).map((line) => describePart(line, subscription));
  const totals = sumMrr(
    parts.map((part) => ({
      currency,
      monthly: part.monthly ?? 0,
      unknownParts: part.outcome === "unknown" ? 1 : 0,
    })),
  );
  return {
    subscription: id,
    customer,
    status,
    pauseCollection: subscription.pause_collection,
    parts,
    totals,
  };
}

/** Adds totals up, such as those of a customer's subscriptions: one for each currency, sorted by currency. */
export function sumMrr(totals: readonly MrrTotal[]): MrrTotal[] {
  const sums = new Map<string, MrrTotal>();
  for (const { currency, monthly, unknownParts } of totals) {
    const sum = sums.get(currency) ?? { currency, monthly: 0, unknownParts: 0 };
    sums.set(currency, {
      currency,
      monthly: sum.monthly + monthly,
      unknownParts: sum.unknownParts + unknownParts,
    });
  }
  return [...sums.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}

function describePart(line: Line, { status, currency }: Subscription): MrrPart {
  const { item } = line;
  const { id: price, recurring } = item.price;
  const shared = { item: item.id, price, quantity: item.quantity ?? null, recurring, currency };
  const billed = line.billed === null ? null : Number(line.billed);
  const discount = line.kind === "billed" ? Number(line.billed - line.left) : null;
  if (!isCounted(status)) {
    return { ...shared, outcome: "excluded", reason: status, billed, discount, monthly: 0 };
  }
  switch (line.kind) {
    case "excluded":
      return { ...shared, outcome: "excluded", reason: line.reason, billed, discount, monthly: 0 };
    case "unknown":
      return { ...shared, outcome: "unknown", missing: line.missing, billed, discount: null, monthly: null };
    case "billed":
      return {
        ...shared,
        outcome: "counted",
        billed: Number(line.billed),
        discount: Number(line.billed - line.left),
        monthly: Number(shareOfMonth(line)),
      };
  }
}

function isCounted(status: Subscription["status"]): status is CountedStatus {
  return status === "active" || status === "past_due";
}

function shareOfMonth({ recurring, left }: BilledLine): bigint {
  const { interval, interval_count } = recurring;
  return divide(left * BigInt(PERIODS_A_YEAR[interval]), BigInt(MONTHS_A_YEAR * interval_count));
}

function billItem(item: SubscriptionItem, currency: string, pricing: PricingLookup): Line {
  const { price, quantity } = item;
  const { recurring } = price;
  if (price.type === "one_time" || recurring === null) {
    return { item, kind: "excluded", reason: "one_time", billed: null };
  }
  if (recurring.usage_type === "metered") return { item, kind: "excluded", reason: "metered", billed: null };
  if (price.currency !== currency) return { item, kind: "unknown", missing: "currency", billed: null };
  if (quantity === undefined) return { item, kind: "unknown", missing: "quantity", billed: null };
  const isTiered = price.billing_scheme === "tiered";
  const exact = isTiered ? chargeTiers(price, quantity, pricing) : chargeUnits(price, quantity);
  if (exact === null) return { item, kind: "unknown", missing: isTiered ? "tiers" : "amount", billed: null };
  const billed = divide(exact, ONE);
  if (billed === 0n) return { item, kind: "excluded", reason: "free", billed };
  return { item, kind: "billed", recurring, billed, left: billed };
}

/** Like the functions below it, returns the amount times `ONE`, and null where it cannot be told. */
function chargeUnits(price: Price, quantity: number): bigint | null {
  const unit = readAmount(price.unit_amount, price.unit_amount_decimal);
  return unit === null ? null : unit * BigInt(transformQuantity(price, quantity));
}

function transformQuantity({ transform_quantity: transform }: Price, quantity: number): number {
  if (transform === null) return quantity;
  const packages = quantity / transform.divide_by;
  return transform.round === "up" ? Math.ceil(packages) : Math.floor(packages);
}

/** A quantity of zero is in the first tier, and pays its flat amount. */
function chargeTiers(price: Price, quantity: number, pricing: PricingLookup): bigint | null {
  const tiers = pricing.tiersOf(price.id);
  if (tiers === null || price.tiers_mode === null) return null;
  let sum = 0n;
  let start = 0;
  for (const tier of tiers) {
    const end = Math.min(tier.up_to ?? quantity, quantity);
    const isLast = end === quantity;
    if (price.tiers_mode === "volume" && !isLast) continue; // the last tier is that of all units
    const amount = chargeTier(tier, end - start);
    if (amount === null) return null;
    sum += amount;
    if (isLast) return sum;
    start = end;
  }
  return null; // there is no tier for so many
}

function chargeTier(tier: Tier, quantity: number): bigint | null {
  const unit = readAmount(tier.unit_amount, tier.unit_amount_decimal ?? "0");
  const flat = readAmount(tier.flat_amount, tier.flat_amount_decimal ?? "0");
  return unit === null || flat === null ? null : unit * BigInt(quantity) + flat;
}

function readAmount(whole: number | null, decimal: string | null): bigint | null {
  if (whole !== null) return BigInt(whole) * ONE;
  return decimal === null ? null : readDecimal(decimal);
}

function readDecimal(text: string): bigint | null {
  const [, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  return whole === undefined ? null : BigInt(whole + fraction.padEnd(DECIMAL_PLACES, "0"));
}

function takeDiscountsOff(lines: readonly Line[], ids: readonly string[], pricing: PricingLookup): Line[] {
  return ids.reduce((rest, id) => takeDiscountOff(rest, pricing.discountOf(id)), [...lines]);
}

function takeDiscountOff(lines: readonly Line[], discount: Discount | null): Line[] {
  if (discount === null) return lines.map(missDiscount);
  const { coupon } = discount;
  if (coupon.duration !== "forever") return [...lines];
  const { products } = coupon.applies_to ?? {};
  const concerned = new Set(
    lines.filter(
      ({ kind, item }) => kind !== "excluded" && (!products || products.includes(item.price.product)),
    ),
  );
  const reductions =
    coupon.amount_off === null ? percentsOff(concerned, coupon) : amountsOff(concerned, coupon);
  return lines.map((line) => {
    if (!concerned.has(line) || line.kind !== "billed") return line;
    if (reductions === null) return missDiscount(line);
    return { ...line, left: line.left - (reductions.get(line) ?? 0n) };
  });
}

function missDiscount(line: Line): Line {
  if (line.kind !== "billed") return line;
  return { item: line.item, kind: "unknown", missing: "discount", billed: line.billed };
}

/** Like `amountsOff`, returns what comes off each line, and null where it cannot be told. */
function percentsOff(lines: ReadonlySet<Line>, { percent_off }: Coupon): Map<Line, bigint> | null {
  const percent = percent_off === null ? null : readDecimal(String(percent_off));
  if (percent === null) return null;
  return new Map(billedOf(lines).map((line) => [line, divide(line.left * percent, HUNDRED_PERCENT)]));
}

function amountsOff(lines: ReadonlySet<Line>, { amount_off, currency }: Coupon): Map<Line, bigint> | null {
  const isUnknown = (line: Line) => line.kind === "unknown" || line.item.price.currency !== currency;
  if ([...lines].some(isUnknown)) return null; // a share of the amount would go to it
  const paying = billedOf(lines).filter(({ left }) => left > 0n);
  const mostOften = Math.max(...paying.map(periodsAYear));
  const sharing = paying.filter((line) => periodsAYear(line) === mostOften);
  const whole = sharing.reduce((sum, { left }) => sum + left, 0n);
  const amount = BigInt(amount_off ?? 0);
  const off = amount < whole ? amount : whole;
  let sum = 0n;
  return new Map(
    sharing.map((line) => {
      const before = divide(off * sum, whole); // rounded sums, so that the shares add up
      sum += line.left;
      return [line, divide(off * sum, whole) - before];
    }),
  );
}

function billedOf(lines: ReadonlySet<Line>): BilledLine[] {
  return [...lines].filter((line) => line.kind === "billed");
}

function periodsAYear({ recurring }: BilledLine): number {
  return PERIODS_A_YEAR[recurring.interval] / recurring.interval_count;
}

/** Rounds to the nearest, and halves up. Nothing here is negative. */
function divide(amount: bigint, by: bigint): bigint {
  return (2n * amount + by) / (2n * by);
}
