/**
 * @module What stands around a subscription: promotion codes, checkout sessions, credit notes, tax rates, schedules.
 *
 * Shapes: API version 2026-10-28.endive; a promotion code names its coupon inside `promotion`.
 */

import type { CreateId } from "./random.ts";

const SESSION_SECONDS = 86_400; // docs.stripe.com/api/checkout/sessions: open for a day

interface Made {
  readonly created: number;
  readonly livemode: boolean;
}

export function createPromotionCode(createId: CreateId, coupon: string, code: string, made: Made) {
  return {
    id: createId("promo_1", 23, made.created),
    object: "promotion_code",
    active: true,
    code,
    created: made.created,
    customer: null,
    expires_at: null,
    livemode: made.livemode,
    max_redemptions: null,
    metadata: {},
    promotion: { coupon, type: "coupon" },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: 0,
  };
}

export function createTaxRate(createId: CreateId, name: string, percentage: number, made: Made) {
  return {
    id: createId("txr_1", 23, made.created),
    object: "tax_rate",
    active: true,
    country: "DE",
    created: made.created,
    description: null,
    display_name: name,
    inclusive: false,
    jurisdiction: "DE",
    livemode: made.livemode,
    metadata: {},
    percentage,
    tax_type: "vat",
  };
}

interface Bought extends Made {
  /** Null where nobody finished. */
  readonly customer: string | null;
  readonly subscription: string | null;
  readonly invoice: string | null;
  readonly currency: string;
  readonly amount: number;
}

export function createCheckoutSession(createId: CreateId, bought: Bought) {
  const { created, livemode, customer, subscription, invoice, currency, amount } = bought;
  const isDone = subscription !== null;
  return {
    id: createId(`cs_${livemode ? "live" : "test"}_a1`, 56, null),
    object: "checkout.session",
    amount_subtotal: amount,
    amount_total: amount,
    cancel_url: "https://example.com/cancel",
    client_reference_id: null,
    created,
    currency,
    customer,
    expires_at: created + SESSION_SECONDS,
    invoice,
    livemode,
    metadata: {},
    mode: "subscription",
    payment_intent: null,
    payment_status: isDone ? "paid" : "unpaid",
    status: isDone ? "complete" : "expired",
    subscription,
    success_url: "https://example.com/success",
  };
}

interface Credited extends Made {
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
}

export function createCreditNote(createId: CreateId, invoice: Credited, amount: number, created: number) {
  const { id, customer, currency, livemode } = invoice;
  return {
    id: createId("cn_1", 23, created),
    object: "credit_note",
    amount,
    created,
    currency,
    customer,
    invoice: id,
    livemode,
    memo: null,
    metadata: {},
    reason: "order_change",
    status: "issued",
    subtotal: amount,
    total: amount,
    type: "post_payment",
  };
}

interface Scheduled extends Made {
  readonly id: string;
  readonly customer: string;
  readonly price: string;
  readonly start: number;
  readonly end: number;
}

export function createSchedule(createId: CreateId, scheduled: Scheduled) {
  const { id: subscription, customer, price, start, end, created, livemode } = scheduled;
  const items = [{ metadata: {}, price, quantity: 1 }];
  return {
    id: createId("sub_sched_1", 23, created),
    object: "subscription_schedule",
    canceled_at: null,
    completed_at: null,
    created,
    current_phase: { end_date: end, start_date: start },
    customer,
    end_behavior: "release",
    livemode,
    metadata: {},
    phases: [{ end_date: end, items, start_date: start }],
    released_at: null,
    released_subscription: null,
    status: "active",
    subscription,
  };
}
