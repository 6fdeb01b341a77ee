/**
 * @module What each of Stripe's objects tells, worked by hand: one customer in November 2026.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Dispute, Invoice, Subscription } from "../../worker/billing/objects.ts";
import type { Signal } from "../../worker/billing/signal.ts";
import {
  nextSignalAt,
  signalsBetween,
  signalsOf,
  signalsOfEvent,
  type SignalContext,
  type StripeObject,
} from "../../worker/billing/signals.ts";
import { at, makeDispute, makeInvoice, makeItem, makeSubscription } from "./objects.ts";
import { printSignal, SignalLedger } from "./signal-ledger.ts";

const NOW = at("2026-11-30");
const SINCE = at("2026-10-15");
const DAY = 24 * 3600;

const invoice = (changes: Partial<Invoice> = {}): StripeObject & Invoice => ({
  ...makeInvoice(changes),
  object: "invoice",
});
const subscription = (changes: Partial<Subscription> = {}): StripeObject & Subscription => ({
  ...makeSubscription(changes),
  object: "subscription",
});
const dispute = (changes: Partial<Dispute> = {}): StripeObject & Dispute => ({
  ...makeDispute(changes),
  object: "dispute",
});

/** When it was finalized is the default: 1 November. */
const settled = (changes: Partial<Invoice["status_transitions"]>): Invoice["status_transitions"] => ({
  finalized_at: at("2026-11-01"),
  paid_at: null,
  voided_at: null,
  marked_uncollectible_at: null,
  ...changes,
});

const OPEN = { status: "open", attempted: true, attempt_count: 1 } as const;
const NEXT = at("2026-11-04");
const TRIAL = { status: "trialing", trial_start: at("2026-11-01"), trial_end: at("2026-11-15") } as const;
const OVER = { status: "canceled", canceled_at: at("2026-11-20"), ended_at: at("2026-11-20") } as const;
const FIRST = { created: at("2026-11-15"), status_transitions: settled({ finalized_at: at("2026-11-15") }) };

interface Known {
  readonly subscription?: Subscription;
  readonly invoices?: readonly Invoice[];
  readonly causes?: readonly string[];
  readonly disputes?: readonly Dispute[];
  readonly now?: number;
  readonly since?: number;
}

function contextOf({ invoices = [], causes = [], disputes = [], now = NOW, since = SINCE, ...known }: Known) {
  return {
    at: now,
    since,
    findSubscription: () => known.subscription ?? null,
    findInvoice: (id) => invoices.find((one) => one.id === id) ?? null,
    listInvoices: () => invoices,
    findCustomer: (charge) => (charge === "ch_1" ? "cus_ada" : null),
    listDisputes: () => disputes,
    knows: (cause) => causes.includes(cause),
  } satisfies SignalContext;
}

/** What is claimed, the object, what it tells, and what is known beside it. */
type Case = readonly [title: string, object: StripeObject, told: readonly string[], known?: Known];

const trialing = subscription(TRIAL);

const STATES: readonly Case[] = [
  // Invoices
  ["a draft tells nothing", invoice({ status: "draft" }), []],
  ["an open invoice before its first attempt tells nothing", invoice({ status: "open" }), []],
  [
    "an open invoice that will be tried again: retrying, since it was finalized",
    invoice({ ...OPEN, next_payment_attempt: NEXT }),
    ["11-01 payment_failed retrying 1 failed next 11-04"],
  ],
  [
    "tried three times, and to be tried again: the same cause with more attempts",
    invoice({ ...OPEN, attempt_count: 3, next_payment_attempt: at("2026-11-10") }),
    ["11-01 payment_failed retrying 3 failed next 11-10"],
  ],
  [
    "tried four times and no more: Stripe retried, and gave up within two weeks",
    invoice({ ...OPEN, attempt_count: 4 }),
    ["11-01 payment_failed retrying 4 failed", "11-15 payment_failed exhausted 4 failed"],
  ],
  [
    "given up, seen before two weeks have passed: by then at the latest",
    invoice({ ...OPEN, attempt_count: 4 }),
    ["11-01 payment_failed retrying 4 failed", "11-08 payment_failed exhausted 4 failed"],
    { now: at("2026-11-08") },
  ],
  ["tried once and no more may be a bank debit under way, and tells nothing", invoice(OPEN), []],
  [
    "open, with nothing left to pay, is about to be paid",
    invoice({ ...OPEN, next_payment_attempt: NEXT, amount_remaining: 0 }),
    [],
  ],
  ["sent by e-mail, and not paid yet, tells nothing", invoice({ status: "open", due_date: NOW + DAY }), []],
  ["paid at once tells nothing", invoice(), []],
  [
    "paid at the second attempt: it failed, and recovered when it was paid",
    invoice({ attempt_count: 2, status_transitions: settled({ paid_at: at("2026-11-04") }) }),
    ["11-01 payment_failed retrying 1 failed", "11-04 recovered"],
  ],
  [
    "paid outside of Stripe after two failures: recovered",
    invoice({
      attempt_count: 2,
      amount_paid: 0,
      status_transitions: settled({ paid_at: at("2026-11-05") }),
    }),
    ["11-01 payment_failed retrying 1 failed", "11-05 recovered"],
  ],
  [
    "paid at the fourth attempt: three failed",
    invoice({ attempt_count: 4, status_transitions: settled({ paid_at: at("2026-11-12") }) }),
    ["11-01 payment_failed retrying 3 failed", "11-12 recovered"],
  ],
  [
    "paid by hand after a failure that is known, which counts as no attempt: recovered",
    invoice({ attempt_count: 1, status_transitions: settled({ paid_at: at("2026-11-05") }) }),
    ["11-01 payment_failed retrying 1 failed", "11-05 recovered"],
    { causes: ["payment_failed:in_1:retrying"] },
  ],
  [
    "paid by hand after Stripe gave up at once: recovered, and it was never retried",
    invoice({ attempt_count: 1, status_transitions: settled({ paid_at: at("2026-11-05") }) }),
    ["11-05 recovered"],
    { causes: ["payment_failed:in_1:exhausted"] },
  ],
  [
    "another invoice's failure makes no recovery",
    invoice({ attempt_count: 1 }),
    [],
    { causes: ["payment_failed:in_2:retrying"] },
  ],
  ["an invoice of nothing tells nothing, however often", invoice({ total: 0, attempt_count: 2 }), []],
  [
    "paid from the balance, with nothing due, tells nothing",
    invoice({ amount_due: 0, attempt_count: 2 }),
    [],
  ],
  [
    "written off after two attempts: Stripe gave up when it was marked",
    invoice({
      status: "uncollectible",
      attempt_count: 2,
      status_transitions: settled({ marked_uncollectible_at: at("2026-11-09") }),
    }),
    ["11-01 payment_failed retrying 2 failed", "11-09 payment_failed exhausted 2 failed"],
  ],
  [
    "written off before any attempt tells nothing",
    invoice({ status: "uncollectible", attempt_count: 0 }),
    [],
  ],
  [
    "void after two attempts: it failed, and will not be tried again",
    invoice({ status: "void", attempt_count: 2 }),
    ["11-01 payment_failed retrying 2 failed"],
  ],
  ["void before any attempt tells nothing", invoice({ status: "void", attempt_count: 0 }), []],
  [
    "void after the one failure that is known: its next attempt is off",
    invoice({ status: "void", attempt_count: 1 }),
    ["11-01 payment_failed retrying 1 failed"],
    { causes: ["payment_failed:in_1:retrying"] },
  ],
  [
    "a failure that belongs to no subscription is told all the same",
    invoice({ ...OPEN, parent: null, next_payment_attempt: NEXT }),
    ["11-01 payment_failed retrying 1 failed next 11-04"],
  ],
  [
    "a failure from before is not told",
    invoice({
      ...OPEN,
      created: at("2026-09-01"),
      status_transitions: settled({ finalized_at: at("2026-09-01") }),
      next_payment_attempt: NEXT,
    }),
    [],
  ],
  [
    "a failure from before that was paid since: the recovery alone",
    invoice({
      attempt_count: 2,
      status_transitions: settled({ finalized_at: at("2026-10-10"), paid_at: at("2026-10-20") }),
    }),
    ["10-20 recovered"],
  ],
  // Subscriptions that run or lapsed
  ["an active subscription tells nothing", subscription(), []],
  ["past_due tells nothing beside its invoice", subscription({ status: "past_due" }), []],
  ["incomplete may still be paid, and tells nothing", subscription({ status: "incomplete" }), []],
  [
    "canceled at once by the customer: lapsed when it ended",
    subscription({ ...OVER, cancellation_details: { reason: "cancellation_requested" } }),
    ["11-20 subscription_lapsed canceled cancellation_requested"],
  ],
  [
    "canceled for want of payment",
    subscription({ ...OVER, cancellation_details: { reason: "payment_failed" } }),
    ["11-20 subscription_lapsed canceled payment_failed"],
  ],
  [
    "canceled for a dispute",
    subscription({ ...OVER, cancellation_details: { reason: "payment_disputed" } }),
    ["11-20 subscription_lapsed canceled payment_disputed"],
  ],
  [
    "canceled, and Stripe does not say why",
    subscription(OVER),
    ["11-20 subscription_lapsed canceled unknown"],
  ],
  [
    "canceled at the period's end: scheduled when it was asked for, lapsed when it ended",
    subscription({
      ...OVER,
      canceled_at: at("2026-11-03"),
      cancel_at_period_end: true,
      cancellation_details: { reason: "cancellation_requested" },
    }),
    ["11-03 cancellation_scheduled", "11-20 subscription_lapsed canceled cancellation_requested"],
  ],
  [
    "canceled at once, and ended some seconds after",
    subscription({ ...OVER, ended_at: at("2026-11-20T00:01") }),
    ["11-20T00:01 subscription_lapsed canceled unknown"],
  ],
  ["canceled before is not told", subscription({ ...OVER, canceled_at: 1, ended_at: at("2026-10-14") }), []],
  [
    "the first payment was never made: lapsed after 23 hours",
    subscription({ status: "incomplete_expired", created: at("2026-11-05") }),
    ["11-05T23:00 subscription_lapsed incomplete_expired first_payment_failed"],
  ],
  [
    "the first payment was never made, and Stripe says when it ended",
    subscription({ status: "incomplete_expired", created: at("2026-11-05"), ended_at: at("2026-11-06") }),
    ["11-06 subscription_lapsed incomplete_expired first_payment_failed"],
  ],
  [
    "unpaid, seen so for the first time: since its period began, as far as it says",
    subscription({ status: "unpaid", latest_invoice: "in_1" }),
    ["11-01 subscription_lapsed unpaid payment_failed"],
  ],
  [
    "paused as its trial ended without a payment method: lapsed, and ended unpaid",
    subscription({ ...TRIAL, status: "paused" }),
    [
      "11-12 trial_ending",
      "11-15 subscription_lapsed paused trial_ended_unpaid",
      "11-15 trial_ended_unpaid paused",
    ],
  ],
  [
    "paused for want of payment",
    subscription({
      status: "paused",
      status_details: { paused: { subscription: { type: "final_payment_failure" } } },
    }),
    ["11-30 subscription_lapsed paused payment_failed"],
  ],
  [
    "paused at somebody's wish is no lapse",
    subscription({
      status: "paused",
      status_details: { paused: { subscription: { type: "pause_requested" } } },
    }),
    [],
  ],
  [
    "paused after a trial that was paid is no unpaid trial",
    subscription({
      ...TRIAL,
      status: "paused",
      status_details: { paused: { subscription: { type: "pause_requested" } } },
    }),
    ["11-12 trial_ending"],
  ],
  [
    "collection that is paused is no lapse",
    subscription({ pause_collection: { behavior: "void", resumes_at: null } }),
    [],
  ],
  // Cancellations to come
  [
    "to be canceled at the period's end: scheduled when it was asked for",
    subscription({ cancel_at_period_end: true, canceled_at: at("2026-11-10") }),
    ["11-10 cancellation_scheduled"],
  ],
  [
    "to be canceled on a day",
    subscription({ cancel_at: at("2027-01-01"), canceled_at: at("2026-11-10") }),
    ["11-10 cancellation_scheduled"],
  ],
  [
    "made for a fixed time: scheduled as it was made",
    subscription({ cancel_at: at("2027-01-01"), created: at("2026-11-02") }),
    ["11-02 cancellation_scheduled"],
  ],
  // Trials
  ["a trial with more than three days to go tells nothing", trialing, [], { now: at("2026-11-12") - 1 }],
  ["a trial with three days to go is ending", trialing, ["11-12 trial_ending"], { now: at("2026-11-12") }],
  [
    "a trial of two days is ending as it begins",
    subscription({ ...TRIAL, trial_end: at("2026-11-03") }),
    ["11-01 trial_ending"],
    { now: at("2026-11-01") },
  ],
  [
    "a trial that ended and goes on as active was ending",
    subscription({ ...TRIAL, status: "active" }),
    ["11-12 trial_ending"],
  ],
  [
    "canceled early in its trial: ended unpaid, and it was never about to end",
    subscription({ ...TRIAL, ...OVER, canceled_at: at("2026-11-05"), ended_at: at("2026-11-05") }),
    ["11-05 subscription_lapsed canceled unknown", "11-05 trial_ended_unpaid canceled"],
  ],
  [
    "ended by Stripe with its trial, for want of a payment method",
    subscription({ ...TRIAL, ...OVER, canceled_at: at("2026-11-15"), ended_at: at("2026-11-15") }),
    [
      "11-12 trial_ending",
      "11-15 subscription_lapsed canceled trial_ended_unpaid",
      "11-15 trial_ended_unpaid canceled",
    ],
  ],
  [
    "asked for in the trial, and ended with it: canceled as wished, and unpaid",
    subscription({
      ...TRIAL,
      ...OVER,
      canceled_at: at("2026-11-05"),
      ended_at: at("2026-11-15"),
      cancellation_details: { reason: "cancellation_requested" },
    }),
    [
      "11-05 cancellation_scheduled",
      "11-12 trial_ending",
      "11-15 subscription_lapsed canceled cancellation_requested",
      "11-15 trial_ended_unpaid canceled",
    ],
  ],
  [
    "the same, where Stripe was told to cancel for want of a payment method, and gives another reason",
    subscription({
      ...TRIAL,
      ...OVER,
      canceled_at: at("2026-11-15"),
      ended_at: at("2026-11-15T00:10"),
      trial_settings: { end_behavior: { missing_payment_method: "cancel" } },
      cancellation_details: { reason: "cancellation_requested" },
    }),
    [
      "11-12 trial_ending",
      "11-15T00:10 subscription_lapsed canceled trial_ended_unpaid",
      "11-15T00:10 trial_ended_unpaid canceled",
    ],
  ],
  [
    "asked for in the trial, whatever would happen without a payment method",
    subscription({
      ...TRIAL,
      ...OVER,
      canceled_at: at("2026-11-05"),
      ended_at: at("2026-11-15"),
      trial_settings: { end_behavior: { missing_payment_method: "cancel" } },
      cancellation_details: { reason: "cancellation_requested" },
    }),
    [
      "11-05 cancellation_scheduled",
      "11-12 trial_ending",
      "11-15 subscription_lapsed canceled cancellation_requested",
      "11-15 trial_ended_unpaid canceled",
    ],
  ],
  [
    "canceled five days after its trial, with no invoice known, is no unpaid trial",
    subscription({ ...TRIAL, ...OVER }),
    ["11-12 trial_ending", "11-20 subscription_lapsed canceled unknown"],
  ],
  [
    "the first invoice after the trial failed",
    invoice({ ...FIRST, ...OPEN, next_payment_attempt: at("2026-11-18") }),
    ["11-15 payment_failed retrying 1 failed next 11-18", "11-15 trial_ended_unpaid payment_failed"],
    { subscription: trialing },
  ],
  [
    "the same, as the subscription is seen and the invoice is known",
    subscription({ ...TRIAL, status: "past_due" }),
    ["11-12 trial_ending", "11-15 trial_ended_unpaid payment_failed"],
    { invoices: [invoice({ ...FIRST, ...OPEN, next_payment_attempt: at("2026-11-18") })] },
  ],
  ["the first invoice after the trial was paid at once", invoice(FIRST), [], { subscription: trialing }],
  [
    "the first invoice failed and was paid since: the trial had ended unpaid",
    invoice({
      ...FIRST,
      attempt_count: 2,
      status_transitions: settled({ finalized_at: at("2026-11-15"), paid_at: at("2026-11-18") }),
    }),
    ["11-15 payment_failed retrying 1 failed", "11-15 trial_ended_unpaid payment_failed", "11-18 recovered"],
    { subscription: trialing },
  ],
  [
    "a renewal after a paid trial that fails is no unpaid trial",
    invoice({
      ...OPEN,
      created: at("2026-11-22"),
      status_transitions: settled({ finalized_at: at("2026-11-22") }),
      next_payment_attempt: at("2026-11-25"),
    }),
    ["11-22 payment_failed retrying 1 failed next 11-25"],
    { subscription: trialing },
  ],
  [
    "an invoice made an hour late belongs to the trial by the end of its period",
    invoice({
      ...FIRST,
      ...OPEN,
      created: at("2026-11-15T01:00"),
      period_end: at("2026-11-15"),
      next_payment_attempt: at("2026-11-18"),
    }),
    ["11-15 payment_failed retrying 1 failed next 11-18", "11-15 trial_ended_unpaid payment_failed"],
    { subscription: trialing },
  ],
  [
    "the first invoice, sent by e-mail, is overdue",
    invoice({ ...FIRST, status: "open", due_date: at("2026-11-29") }),
    ["11-29 trial_ended_unpaid overdue"],
    { subscription: subscription({ ...TRIAL, status: "active" }) },
  ],
  [
    "a draft is not overdue, whatever its date",
    invoice({ ...FIRST, status: "draft", due_date: at("2026-11-29") }),
    [],
    { subscription: subscription({ ...TRIAL, status: "active" }) },
  ],
  [
    "the first invoice, sent by e-mail, is not due yet",
    invoice({ ...FIRST, status: "open", due_date: at("2026-11-29") }),
    [],
    { subscription: subscription({ ...TRIAL, status: "active" }), now: at("2026-11-28") },
  ],
  [
    "the first invoice, sent by e-mail, was paid a day late",
    invoice({
      ...FIRST,
      due_date: at("2026-11-20"),
      status_transitions: settled({ paid_at: at("2026-11-21") }),
    }),
    ["11-20 trial_ended_unpaid overdue"],
    { subscription: subscription({ ...TRIAL, status: "active" }) },
  ],
  [
    "the first invoice, sent by e-mail, was paid in time",
    invoice({
      ...FIRST,
      due_date: at("2026-11-20"),
      status_transitions: settled({ paid_at: at("2026-11-19") }),
    }),
    [],
    { subscription: subscription({ ...TRIAL, status: "active" }) },
  ],
  [
    "the first invoice was written off without an attempt",
    invoice({
      ...FIRST,
      status: "uncollectible",
      status_transitions: settled({ marked_uncollectible_at: at("2026-11-24") }),
    }),
    ["11-24 trial_ended_unpaid uncollectible"],
    { subscription: subscription({ ...TRIAL, status: "active" }) },
  ],
  [
    "a set-up fee that failed in the trial does not end it",
    invoice({ ...OPEN, next_payment_attempt: NEXT }),
    ["11-01 payment_failed retrying 1 failed next 11-04"],
    { subscription: trialing },
  ],
  // Disputes and charges
  ["a dispute was opened", dispute(), ["11-10 dispute_opened fraudulent"]],
  [
    "an inquiry is a dispute",
    dispute({ status: "warning_needs_response" }),
    ["11-10 dispute_opened fraudulent"],
  ],
  ["under review is not closed", dispute({ status: "under_review" }), ["11-10 dispute_opened fraudulent"]],
  ...["won", "lost", "warning_closed", "prevented"].map((status): Case => [
    `a dispute that is ${status} was opened, and closed when the evidence was due, as far as it says`,
    dispute({ status }),
    ["11-10 dispute_opened fraudulent", `11-19 dispute_closed ${status} fraudulent`],
  ]),
  [
    "a dispute that is lost before the evidence is due was closed by now",
    dispute({ status: "lost" }),
    ["11-10 dispute_opened fraudulent", "11-15 dispute_closed lost fraudulent"],
    { now: at("2026-11-15") },
  ],
  [
    "a charge that failed tells nothing: its invoice does",
    { id: "ch_1", object: "charge", status: "failed", disputed: false },
    [],
  ],
  [
    "a charge tells whose the disputes of it are",
    { id: "ch_1", object: "charge", disputed: true },
    ["11-10 dispute_opened fraudulent"],
    { disputes: [dispute()] },
  ],
  [
    "a charge that is not disputed tells nothing",
    { id: "ch_1", object: "charge", disputed: false },
    [],
    { disputes: [dispute()] },
  ],
  ["a customer tells nothing", { id: "cus_ada", object: "customer" }, []],
];

for (const [title, object, told, known = {}] of STATES) {
  test(`signals · state · ${title}`, () => {
    assert.deepEqual(signalsOf(object, contextOf(known)).map(printSignal), told);
  });
}

/** What is claimed, how the object was, how it is, and what is told when a read shows it on 30 November. */
type Change = readonly [title: string, before: StripeObject, after: StripeObject, told: readonly string[]];

const scheduled = subscription({ cancel_at_period_end: true, canceled_at: at("2026-11-10") });
const given = { ...OPEN, attempt_count: 4 };

const CHANGES: readonly Change[] = [
  ["a cancellation taken back", scheduled, subscription(), ["11-30 cancellation_taken_back"]],
  [
    "a cancellation that came true is not taken back",
    scheduled,
    { ...scheduled, status: "canceled", ended_at: at("2026-11-29") },
    ["11-10 cancellation_scheduled", "11-29 subscription_lapsed canceled unknown"],
  ],
  [
    "a cancellation that was not waited for is not taken back",
    scheduled,
    subscription({ ...OVER, canceled_at: at("2026-11-20"), cancel_at_period_end: false }),
    ["11-20 subscription_lapsed canceled unknown"],
  ],
  [
    "a cancellation that was taken back, and scheduled again, between two looks",
    scheduled,
    { ...scheduled, canceled_at: at("2026-11-20") },
    ["11-20 cancellation_scheduled"],
  ],
  [
    "unpaid since the last look",
    subscription({ status: "past_due" }),
    subscription({ status: "unpaid", latest_invoice: "in_1" }),
    ["11-30 subscription_lapsed unpaid payment_failed"],
  ],
  [
    "unpaid still, and a new draft is the latest invoice: the same time of being unpaid",
    subscription({ status: "unpaid", latest_invoice: "in_1" }),
    subscription({ status: "unpaid", latest_invoice: "in_2" }),
    [],
  ],
  [
    "given up since the last look, rather than two weeks after the first attempt",
    invoice({ ...OPEN, attempt_count: 3, next_payment_attempt: at("2026-11-20") }),
    invoice(given),
    ["11-01 payment_failed retrying 4 failed", "11-30 payment_failed exhausted 4 failed"],
  ],
  [
    "a customer who pays by hand failed since the last look, rather than as the invoice was sent",
    invoice({ status: "open", collection_method: "send_invoice" }),
    invoice({ ...OPEN, collection_method: "send_invoice", next_payment_attempt: at("2026-12-02") }),
    ["11-30 payment_failed retrying 1 failed next 12-02"],
  ],
  [
    "a dispute lost since the last look",
    dispute(),
    dispute({ status: "lost" }),
    ["11-10 dispute_opened fraudulent", "11-30 dispute_closed lost fraudulent"],
  ],
  [
    "an inquiry closed and then a dispute won: each was closed",
    dispute({ status: "warning_closed" }),
    dispute({ status: "won" }),
    ["11-10 dispute_opened fraudulent", "11-30 dispute_closed won fraudulent"],
  ],
  ["nothing that changed", subscription(), subscription(), []],
];

for (const [title, before, after, told] of CHANGES) {
  test(`signals · between · ${title}`, () => {
    assert.deepEqual(signalsBetween(before, after, contextOf({})).map(printSignal), told);
  });
}

/** What is claimed, the event's type and day, how the object was if it says, how it is, and what is told. */
type Told = readonly [
  title: string,
  type: string,
  day: string,
  before: StripeObject | null,
  after: StripeObject,
  told: readonly string[],
];

const EVENTS: readonly Told[] = [
  [
    "the first failure is of its event's second",
    "invoice.payment_failed",
    "2026-11-01T01:00",
    null,
    invoice({ ...OPEN, next_payment_attempt: NEXT }),
    ["11-01T01:00 payment_failed retrying 1 failed next 11-04"],
  ],
  [
    "a later failure does not say when the first was",
    "invoice.payment_failed",
    "2026-11-04",
    null,
    invoice({ ...OPEN, attempt_count: 2, next_payment_attempt: at("2026-11-10") }),
    ["11-01 payment_failed retrying 2 failed next 11-10"],
  ],
  [
    "the failure of the only attempt: given up, and never retried",
    "invoice.payment_failed",
    "2026-11-01T01:00",
    null,
    invoice(OPEN),
    ["11-01T01:00 payment_failed exhausted 1 failed"],
  ],
  [
    "a bank debit is under way: the same state, and no failure",
    "invoice.updated",
    "2026-11-01T01:00",
    invoice({ status: "open" }),
    invoice(OPEN),
    [],
  ],
  [
    "given up at the event's second",
    "invoice.updated",
    "2026-11-12",
    invoice({ ...OPEN, attempt_count: 3, next_payment_attempt: at("2026-11-12") }),
    invoice(given),
    ["11-01 payment_failed retrying 4 failed", "11-12 payment_failed exhausted 4 failed"],
  ],
  [
    "paid by hand, by what it was before: recovered is told once the failure is known",
    "invoice.updated",
    "2026-11-03",
    invoice({ ...OPEN, next_payment_attempt: NEXT }),
    invoice({ status_transitions: settled({ paid_at: at("2026-11-03") }) }),
    ["11-01 payment_failed retrying 1 failed next 11-04"],
  ],
  [
    "a cancellation taken back tells both, though the first event was lost",
    "customer.subscription.updated",
    "2026-11-12",
    scheduled,
    subscription(),
    ["11-10 cancellation_scheduled", "11-12 cancellation_taken_back"],
  ],
  [
    "unpaid at the event's second",
    "customer.subscription.updated",
    "2026-11-12",
    subscription({ status: "past_due", latest_invoice: "in_1" }),
    subscription({ status: "unpaid", latest_invoice: "in_1" }),
    ["11-12 subscription_lapsed unpaid payment_failed"],
  ],
  [
    "a trial is ending when Stripe says so, some seconds early or late",
    "customer.subscription.trial_will_end",
    "2026-11-11T23:59",
    null,
    trialing,
    ["11-11T23:59 trial_ending"],
  ],
  [
    "a trial that is ended at once is ending then, and not three days before",
    "customer.subscription.updated",
    "2026-11-05",
    trialing,
    subscription({ ...TRIAL, status: "active", trial_end: at("2026-11-05") }),
    ["11-05 trial_ending"],
  ],
  [
    "a trial that is made longer is not ending",
    "customer.subscription.updated",
    "2026-11-05",
    trialing,
    subscription({ ...TRIAL, trial_end: at("2026-11-29") }),
    [],
  ],
  [
    "a trial that is made longer in its last days was ending, and will be again",
    "customer.subscription.updated",
    "2026-11-14",
    trialing,
    subscription({ ...TRIAL, trial_end: at("2026-11-29") }),
    ["11-12 trial_ending"],
  ],
  [
    "a dispute was closed at the event's second",
    "charge.dispute.closed",
    "2026-11-25",
    null,
    dispute({ status: "won" }),
    ["11-10 dispute_opened fraudulent", "11-25 dispute_closed won fraudulent"],
  ],
  [
    "a pause is of its event's second",
    "customer.subscription.paused",
    "2026-11-25",
    null,
    subscription({
      status: "paused",
      status_details: { paused: { subscription: { type: "first_payment_failure" } } },
    }),
    ["11-25 subscription_lapsed paused first_payment_failed"],
  ],
  [
    "an event that is older than what is told tells nothing",
    "customer.subscription.updated",
    "2026-10-14",
    subscription({ cancel_at_period_end: true, canceled_at: at("2026-10-13") }),
    subscription(),
    [],
  ],
];

for (const [title, type, day, before, after, told] of EVENTS) {
  test(`signals · event · ${title}`, () => {
    const context = contextOf({ now: at(day) });
    assert.deepEqual(signalsOfEvent({ type, before, after }, context).map(printSignal), told);
  });
}

test("signals · each says what it came from", () => {
  const [failed, trial] = signalsOf(
    invoice({ ...FIRST, ...OPEN, next_payment_attempt: at("2026-11-18") }),
    contextOf({ subscription: trialing }),
  );
  const shared = {
    customer: "cus_ada",
    subscription: "sub_pro",
    invoice: "in_1",
    amount: 2900,
    currency: "usd",
  };
  const none = { charge: null, dispute: null };
  assert.deepEqual(failed, {
    ...{ type: "payment_failed", cause: "payment_failed:in_1:retrying" },
    ...{ at: at("2026-11-15"), timing: "inferred", ...shared, ...none },
    ...{ outcome: "retrying", reason: null, attempts: 1, next_attempt: at("2026-11-18"), ends_at: null },
  } satisfies Signal);
  assert.deepEqual(trial, {
    ...{ type: "trial_ended_unpaid", cause: `trial_ended_unpaid:sub_pro:${TRIAL.trial_end}` },
    ...{ at: at("2026-11-15"), timing: "inferred", ...shared, ...none },
    ...{
      outcome: null,
      reason: "payment_failed",
      attempts: null,
      next_attempt: null,
      ends_at: TRIAL.trial_end,
    },
  } satisfies Signal);
  const [opened] = signalsOf(dispute(), contextOf({}));
  assert.deepEqual(opened, {
    ...{ type: "dispute_opened", cause: "dispute_opened:du_1", at: at("2026-11-10"), timing: "told" },
    ...{ customer: "cus_ada", subscription: null, invoice: null, charge: "ch_1", dispute: "du_1" },
    ...{ amount: 2900, currency: "usd", outcome: null, reason: "fraudulent" },
    ...{ attempts: null, next_attempt: null, ends_at: null },
  } satisfies Signal);
});

test("signals · each says how its time is known", () => {
  const timingOf = (signals: readonly Signal[]) => signals.map(({ type, timing }) => `${type} ${timing}`);
  const seen = contextOf({});
  const paused = subscription({
    status: "paused",
    status_details: { paused: { subscription: { type: "final_payment_failure" } } },
  });
  const event = (type: string, before: StripeObject | null, after: StripeObject) =>
    timingOf(signalsOfEvent({ type, before, after }, seen));
  assert.deepEqual(timingOf(signalsOf(paused, seen)), ["subscription_lapsed guessed"]);
  assert.deepEqual(timingOf(signalsBetween(subscription(), paused, seen)), ["subscription_lapsed seen"]);
  assert.deepEqual(event("customer.subscription.paused", null, paused), ["subscription_lapsed told"]);
  assert.deepEqual(event("customer.subscription.updated", subscription(), paused), [
    "subscription_lapsed told",
  ]);
  assert.deepEqual(event("customer.subscription.updated", paused, paused), ["subscription_lapsed guessed"]);
  assert.deepEqual(timingOf(signalsOf(subscription({ ...TRIAL, status: "active" }), seen)), [
    "trial_ending inferred",
  ]);
  assert.deepEqual(timingOf(signalsBetween(scheduled, subscription(), seen)), [
    "cancellation_taken_back seen",
  ]);
});

test("signals · a cancellation says when it will end: on its day, else with the last period", () => {
  const endOf = (changes: Partial<Subscription>) =>
    signalsOf(subscription({ canceled_at: at("2026-11-10"), ...changes }), contextOf({}))[0]?.ends_at;
  const items = [makeItem(), makeItem({ id: "si_year", current_period_end: at("2027-06-01") })];
  assert.equal(endOf({ cancel_at: at("2027-01-01") }), at("2027-01-01"));
  assert.equal(endOf({ cancel_at_period_end: true }), at("2026-12-01"));
  assert.equal(endOf({ cancel_at_period_end: true, items: { data: items } }), at("2027-06-01"));
});

test("nextSignalAt · a trial's last three days, then nothing more", () => {
  assert.equal(nextSignalAt(trialing, at("2026-11-02")), at("2026-11-12"));
  assert.equal(nextSignalAt(trialing, at("2026-11-12")), null);
  assert.equal(nextSignalAt(subscription({ ...TRIAL, ...OVER }), at("2026-11-02")), null);
  assert.equal(nextSignalAt(subscription(), at("2026-11-02")), null);
});

test("nextSignalAt · when an invoice that was sent is overdue", () => {
  const sent = invoice({ status: "open", due_date: at("2026-11-29") });
  assert.equal(nextSignalAt(sent, NOW - 2 * DAY), at("2026-11-29"));
  assert.equal(nextSignalAt(sent, at("2026-11-29")), null);
  assert.equal(nextSignalAt({ ...sent, status: "paid" }, NOW - 2 * DAY), null);
  assert.equal(nextSignalAt(invoice(OPEN), NOW), null);
  assert.equal(nextSignalAt(dispute(), NOW), null);
});

test("nextSignalAt · looking again then tells it, and looking twice tells it once", () => {
  const ledger = new SignalLedger();
  ledger.takeRead(trialing, at("2026-11-02"), 1);
  const sent = invoice({ ...FIRST, status: "open", due_date: at("2026-11-29") });
  ledger.takeRead(sent, at("2026-11-16"), 2);
  assert.deepEqual(ledger.signals.map(printSignal), []);
  assert.equal(ledger.tick(at("2026-11-02"), at("2026-11-13")).length, 1);
  assert.equal(ledger.tick(at("2026-11-16"), at("2026-11-30")).length, 1);
  assert.equal(ledger.tick(at("2026-11-02"), at("2026-11-30")).length, 0);
  assert.deepEqual(ledger.signals.map(printSignal), [
    "11-12 trial_ending",
    "11-29 trial_ended_unpaid overdue",
  ]);
});

test("writeSignals · a failure that is heard of after the payment brings the recovery", () => {
  const ledger = new SignalLedger();
  const paid = invoice({ status_transitions: settled({ paid_at: at("2026-11-05") }) });
  ledger.takeRead(paid, at("2026-11-06"), 2);
  assert.deepEqual(ledger.signals, []);
  const failed = invoice({ ...OPEN, next_payment_attempt: NEXT });
  const event = { type: "invoice.payment_failed", created: at("2026-11-01"), place: 1, object: failed };
  const written = ledger.takeEvent(event);
  assert.deepEqual(
    written.map(({ signal, isNew }) => [printSignal(signal), isNew]),
    [
      ["11-01 payment_failed retrying 1 failed next 11-04", true],
      ["11-01 payment_failed retrying 1 failed", false],
      ["11-05 recovered", true],
    ],
  );
  assert.deepEqual(ledger.takeEvent(event), [], "nothing is new the second time");
});
