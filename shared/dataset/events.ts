/**
 * @module Events and checkout sessions of the example data, told from what its objects say happened.
 *
 * Stripe keeps events for 30 days (docs.stripe.com/api/events), so older happenings leave none.
 */

import { DAY_SECONDS } from "./calendar.ts";
import type { DatasetCustomer } from "./customers.ts";
import type { DatasetInvoice } from "./invoices.ts";
import type { SeededRandom } from "./random.ts";
import type { DatasetSubscription } from "./subscriptions.ts";

const EVENTS_KEPT_SECONDS = 30 * DAY_SECONDS;

/** The API version of every object and event in the example data. */
export const DATASET_API_VERSION = "2026-10-28.endive";

export type DatasetEvent = ReturnType<typeof createEvent>;
export type DatasetCheckoutSession = ReturnType<typeof createCheckoutSession>;

/** Creates the event that says `type` happened to `object` at `created`. */
export function createEvent(
  id: string,
  type: string,
  created: number,
  object: { readonly livemode: boolean },
) {
  return {
    id,
    object: "event",
    api_version: DATASET_API_VERSION,
    created,
    data: { object },
    livemode: object.livemode,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    type,
  };
}

/** Tells the last 30 days of one customer's life in events, in no particular order. */
export function createEvents(
  random: SeededRandom,
  now: number,
  customer: DatasetCustomer,
  subscription: DatasetSubscription | null,
  invoices: readonly DatasetInvoice[],
): DatasetEvent[] {
  const happenings: [string, number | null, { readonly livemode: boolean }][] = [
    ["customer.created", customer.created, customer],
    ...invoices.map((invoice) => invoiceHappening(invoice)),
  ];
  if (subscription) {
    happenings.push(["customer.subscription.created", subscription.created, subscription]);
    happenings.push(["customer.subscription.deleted", subscription.ended_at, subscription]);
  }
  return happenings.flatMap(([type, at, object]) =>
    at !== null && at > now - EVENTS_KEPT_SECONDS
      ? [createEvent(random.id("evt_1", 23), type, at, object)]
      : [],
  );
}

function invoiceHappening(invoice: DatasetInvoice): [string, number | null, { readonly livemode: boolean }] {
  const { finalized_at, paid_at } = invoice.status_transitions;
  if (invoice.status === "paid") return ["invoice.paid", paid_at, invoice];
  return [invoice.attempt_count > 0 ? "invoice.payment_failed" : "invoice.finalized", finalized_at, invoice];
}

/** Creates the checkout session a customer came through: complete with a subscription, otherwise abandoned. */
export function createCheckoutSession(
  random: SeededRandom,
  now: number,
  customer: DatasetCustomer,
  subscription: DatasetSubscription | null,
) {
  const status = subscription ? "complete" : customer.created > now - DAY_SECONDS * 2 ? "open" : "expired";
  return {
    id: random.id(customer.livemode ? "cs_live_a1" : "cs_test_a1", 56),
    object: "checkout.session",
    client_reference_id: customer.metadata.user_id,
    created: customer.created,
    currency: customer.currency,
    customer: customer.id,
    customer_details: { email: customer.email, name: customer.name },
    expires_at: customer.created + DAY_SECONDS * 2,
    invoice: null,
    livemode: customer.livemode,
    metadata: {},
    mode: "subscription",
    payment_status: subscription ? "paid" : "unpaid",
    status,
    subscription: subscription?.id ?? null,
    url: null,
  };
}
