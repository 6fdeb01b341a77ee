/**
 * @module What a merchant does to what is sold: products, prices, coupons and promotion codes.
 */

import { createPromotionCode } from "../../shared/dataset/offers.ts";
import { Changes, type ChangeOptions } from "./changes.ts";
import type { Scope } from "./events.ts";
import type { StripeObject } from "./objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const NEW_PRODUCT = { object: "product", active: true, name: "New", description: null } as const;

const NEW_PRICE = {
  object: "price",
  active: true,
  billing_scheme: "per_unit",
  currency: "usd",
  lookup_key: null,
  nickname: "New monthly",
  recurring: { interval: "month", interval_count: 1, meter: null, usage_type: "licensed" },
  tiers_mode: null,
  type: "recurring",
  unit_amount: 1900,
  unit_amount_decimal: "1900",
} as const;

const NEW_COUPON = {
  object: "coupon",
  amount_off: null,
  currency: null,
  duration: "once",
  duration_in_months: null,
  name: "New",
  percent_off: 15,
  times_redeemed: 0,
  valid: true,
} as const;

/** Creates the controls; of several fields that belong together, `fields` has to give all. */
export function createCatalogControl(scope: Scope) {
  const { random } = scope.account;
  const create = (collection: string, draft: StripeObject, options?: ChangeOptions): StripeObject => {
    const made = { created: scope.world.now(), livemode: scope.mode === "live", metadata: {} };
    return new Changes(scope, options).create(collection, { ...made, ...draft });
  };
  const update = (collection: string) => (id: string, fields: Fields, options?: ChangeOptions) =>
    new Changes(scope, options).update(collection, new Changes(scope).require(collection, id), fields);
  const remove = (collection: string) => (id: string, options?: ChangeOptions) =>
    new Changes(scope, options).remove(collection, new Changes(scope).require(collection, id));
  return {
    createProduct: (fields: Fields = {}, options?: ChangeOptions): StripeObject =>
      create(
        "products",
        { id: random.id("prod_", 14, scope.world.now()), ...NEW_PRODUCT, ...fields },
        options,
      ),
    updateProduct: update("products"),
    /** For products without prices only: Stripe refuses any other. */
    deleteProduct: remove("products"),
    /** A monthly price in dollars, unless `fields` say otherwise. */
    createPrice: (product: string, fields: Fields = {}, options?: ChangeOptions): StripeObject =>
      create(
        "prices",
        { id: random.id("price_1", 23, scope.world.now()), ...NEW_PRICE, product, ...fields },
        options,
      ),
    /** Subscriptions show the price as it is, without an event of their own. */
    updatePrice: update("prices"),
    createCoupon: (fields: Fields = {}, options?: ChangeOptions): StripeObject =>
      create("coupons", { id: random.id("", 8, null), ...NEW_COUPON, ...fields }, options),
    deleteCoupon: remove("coupons"),
    createPromotionCode(coupon: string, fields: Fields = {}, options?: ChangeOptions): StripeObject {
      const code = createPromotionCode(random.id, coupon, random.id("CODE", 6, null).toUpperCase(), {
        created: scope.world.now(),
        livemode: scope.mode === "live",
      });
      return create("promotion_codes", { ...code, ...fields }, options);
    },
    updatePromotionCode: update("promotion_codes"),
  };
}
