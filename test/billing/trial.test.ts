/**
 * @module The trial of a subscription, told as accounts worked out by hand: a trial of two weeks in June 2026.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Invoice, Subscription } from "../../worker/billing/objects.ts";
import { TRIAL_REASONS, trialOf, type Trial, type TrialReason } from "../../worker/billing/trial.ts";
import { at, makeInvoice, makeSubscription } from "./objects.ts";

const START = at("2026-06-01");
const END = at("2026-06-15");
const NONE: Trial = { status: "none" };

/** The zero invoice that Stripe makes when a trial begins. */
const OPENING = makeInvoice({
  id: "in_0",
  created: START,
  total: 0,
  attempted: true,
  attempt_count: 0,
  billing_reason: "subscription_create",
});
const FIRST = { id: "in_1", created: END, billing_reason: "subscription_cycle" };
const SECOND = { id: "in_2", created: at("2026-07-15"), billing_reason: "subscription_cycle" };
const THIRD = { id: "in_3", created: at("2026-08-15"), billing_reason: "subscription_cycle" };
const FEE = { id: "in_fee", created: START, total: 100, billing_reason: "subscription_create" };
const FAILED = { status: "open", attempted: true, attempt_count: 1 } as const;
const OTHERS = { parent: { subscription_details: { subscription: "sub_other" } } };

type Expected = readonly [TrialReason, invoice: string | null];

interface Account {
  readonly title: string;
  readonly subscription?: Partial<Subscription>;
  readonly invoices?: readonly Partial<Invoice>[];
  readonly now: string;
  readonly expected: Expected;
  /** Where it is not the planned one. */
  readonly end?: number;
}

function holdTrial(
  { title, subscription, invoices = [], now, expected, end }: Account,
  status: "running" | "ended",
) {
  test(`trial · ${status} · ${title}`, () => {
    const [reason, invoice] = expected;
    const account = makeSubscription({ trial_start: START, trial_end: END, ...subscription });
    const made = [OPENING, ...invoices.map(makeInvoice)];
    const trial = {
      status,
      start: START,
      end: end ?? account.trial_end,
      payment: TRIAL_REASONS[reason],
      reason,
      invoice,
    };
    assert.deepEqual(trialOf(account, made, at(now)), trial);
    assert.deepEqual(trialOf(account, made.toReversed(), at(now)), trial, "in the other order");
  });
}

const RUNNING: readonly Account[] = [
  {
    title: "with its zero invoice alone, nothing is billed yet",
    subscription: { status: "trialing" },
    now: "2026-06-10",
    expected: ["no_invoice", null],
  },
  {
    title: "to the last second",
    subscription: { status: "trialing", trial_end: END + 1 },
    now: "2026-06-15",
    expected: ["no_invoice", null],
  },
  {
    title: "with a set-up fee that was paid, it is a paid trial",
    subscription: { status: "trialing" },
    invoices: [FEE],
    now: "2026-06-10",
    expected: ["invoice_paid", "in_fee"],
  },
  {
    title: "with a set-up fee whose payment failed, it is unpaid",
    subscription: { status: "trialing" },
    invoices: [{ ...FEE, ...FAILED }],
    now: "2026-06-10",
    expected: ["payment_failed", "in_fee"],
  },
  {
    title: "added to a subscription that was paid for before, it is not paid by that",
    subscription: { status: "trialing", created: at("2026-03-01") },
    invoices: [{ id: "in_may", created: at("2026-05-01") }],
    now: "2026-06-10",
    expected: ["no_invoice", null],
  },
  {
    title: "extended, it runs until its new end, whatever was made at the old one",
    subscription: { status: "trialing", trial_end: at("2026-06-29") },
    invoices: [{ ...FIRST, total: 0, billing_reason: "subscription_update" }],
    now: "2026-06-20",
    expected: ["no_invoice", null],
  },
  {
    title: "set to cancel at its end, it runs until then",
    subscription: { status: "trialing", cancel_at_period_end: true, canceled_at: at("2026-06-05") },
    now: "2026-06-10",
    expected: ["no_invoice", null],
  },
];
for (const account of RUNNING) holdTrial(account, "running");

const ENDED: readonly Account[] = [
  {
    title: "at the very second of its end, with nothing billed yet",
    subscription: { status: "trialing" },
    now: "2026-06-15",
    expected: ["no_invoice", null],
  },
  {
    title: "in its first hour the invoice is a draft",
    invoices: [{ ...FIRST, status: "draft" }],
    now: "2026-06-15T00:30",
    expected: ["draft", "in_1"],
  },
  {
    title: "finalized, and not attempted yet",
    invoices: [{ ...FIRST, status: "open" }],
    now: "2026-06-15T01:00",
    expected: ["not_yet_due", "in_1"],
  },
  {
    title: "and paid",
    invoices: [FIRST],
    now: "2026-06-16",
    expected: ["invoice_paid", "in_1"],
  },
  {
    title: "paid from the customer's balance is paid",
    invoices: [{ ...FIRST, amount_due: 0, amount_paid: 0 }],
    now: "2026-06-16",
    expected: ["invoice_paid", "in_1"],
  },
  {
    title: "with an open invoice that failed and is retried, it is unpaid",
    subscription: { status: "past_due" },
    invoices: [{ ...FIRST, ...FAILED, next_payment_attempt: at("2026-06-18") }],
    now: "2026-06-16",
    expected: ["payment_failed", "in_1"],
  },
  {
    title: "with an open invoice whose retries are used up, it is unpaid, whatever drafts come after it",
    subscription: { status: "unpaid" },
    invoices: [
      { ...FIRST, ...FAILED, attempt_count: 4 },
      { ...SECOND, status: "draft" },
    ],
    now: "2026-07-15",
    expected: ["payment_failed", "in_1"],
  },
  {
    title: "written off is not paid",
    invoices: [{ ...FIRST, status: "uncollectible", attempt_count: 4 }],
    now: "2026-07-01",
    expected: ["uncollectible", "in_1"],
  },
  {
    title: "with nothing but a void invoice, it is not paid",
    invoices: [{ ...FIRST, status: "void" }],
    now: "2026-06-20",
    expected: ["voided", "in_1"],
  },
  {
    title: "with a void duplicate after a paid invoice, it is paid",
    invoices: [FIRST, { ...FIRST, id: "in_dup", created: END + 60, status: "void" }],
    now: "2026-06-20",
    expected: ["invoice_paid", "in_1"],
  },
  {
    title: "with a void invoice made again as a draft, it is not billed yet",
    invoices: [
      { ...FIRST, status: "draft" },
      { ...FIRST, id: "in_dup", created: END + 60, status: "void" },
    ],
    now: "2026-06-15T00:30",
    expected: ["draft", "in_1"],
  },
  {
    title: "with a coupon of 100 %, nothing is owed, which is paid",
    invoices: [{ ...FIRST, total: 0, attempt_count: 0 }],
    now: "2026-06-16",
    expected: ["nothing_owed", "in_1"],
  },
  {
    title: "with a credit after a failed payment, the debt decides",
    subscription: { status: "past_due" },
    invoices: [
      { ...FIRST, ...FAILED },
      { ...SECOND, total: -500, billing_reason: "subscription_update" },
    ],
    now: "2026-07-16",
    expected: ["payment_failed", "in_1"],
  },
  {
    title: "free in its first month and not due in the second, it is paid",
    invoices: [
      { ...FIRST, total: 0 },
      { ...SECOND, status: "open" },
    ],
    now: "2026-07-15T01:00",
    expected: ["nothing_owed", "in_1"],
  },
  {
    title: "sent by e-mail and before its due date, it may still be paid in time",
    invoices: [{ ...FIRST, status: "open", due_date: at("2026-06-29") }],
    now: "2026-06-28",
    expected: ["not_yet_due", "in_1"],
  },
  {
    title: "sent by e-mail, a failed attempt before the due date is no failure",
    invoices: [{ ...FIRST, ...FAILED, due_date: at("2026-06-29") }],
    now: "2026-06-28",
    expected: ["not_yet_due", "in_1"],
  },
  {
    title: "sent by e-mail and at its due date, it is overdue",
    invoices: [{ ...FIRST, status: "open", due_date: at("2026-06-29") }],
    now: "2026-06-29",
    expected: ["overdue", "in_1"],
  },
  {
    title: "with several paid invoices, the latest decides",
    invoices: [FIRST, THIRD, SECOND],
    now: "2026-08-20",
    expected: ["invoice_paid", "in_3"],
  },
  {
    title: "with a renewal that failed, the latest decides",
    subscription: { status: "past_due" },
    invoices: [FIRST, { ...SECOND, ...FAILED }],
    now: "2026-07-16",
    expected: ["payment_failed", "in_2"],
  },
  {
    title: "with a payment after a failed one, the latest decides",
    invoices: [{ ...FIRST, ...FAILED }, SECOND],
    now: "2026-07-16",
    expected: ["invoice_paid", "in_2"],
  },
  {
    title: "the latest decides by its time and not by its id",
    invoices: [
      { ...FIRST, ...FAILED, id: "in_9" },
      { ...SECOND, id: "in_8" },
    ],
    now: "2026-07-16",
    expected: ["invoice_paid", "in_8"],
  },
  {
    title: "with next month's draft after a payment, it stays paid",
    invoices: [FIRST, { ...SECOND, status: "draft" }],
    now: "2026-07-15T00:30",
    expected: ["invoice_paid", "in_1"],
  },
  {
    title: "of two invoices of one second, the higher id decides",
    invoices: [FIRST, { ...FIRST, ...FAILED, id: "in_2" }],
    now: "2026-06-16",
    expected: ["payment_failed", "in_2"],
  },
  {
    title: "a fee that was paid in it does not pay for what comes after",
    invoices: [FEE, { ...FIRST, ...FAILED }],
    now: "2026-06-16",
    expected: ["payment_failed", "in_1"],
  },
  {
    title: "the invoice of another subscription, or of none, proves nothing",
    invoices: [
      { ...FIRST, ...OTHERS },
      { ...SECOND, parent: null },
    ],
    now: "2026-07-16",
    expected: ["no_invoice", null],
  },
  {
    title: "extended, it is judged by invoices after the new end",
    subscription: { trial_end: at("2026-06-29") },
    invoices: [
      { ...FIRST, total: 2900 },
      { ...SECOND, ...FAILED },
    ],
    now: "2026-07-16",
    expected: ["payment_failed", "in_2"],
  },
  {
    title: "without a payment method, paused and never billed",
    subscription: { status: "paused" },
    now: "2026-06-20",
    expected: ["paused", null],
  },
  {
    title: "paused without a payment method, resumed and paid",
    invoices: [{ ...FIRST, created: at("2026-06-25") }],
    now: "2026-06-26",
    expected: ["invoice_paid", "in_1"],
  },
  {
    title: "paused months after it was paid",
    subscription: { status: "paused" },
    invoices: [FIRST],
    now: "2026-09-01",
    expected: ["invoice_paid", "in_1"],
  },
  {
    title: "canceled in the trial, it ends there, unpaid",
    subscription: { status: "canceled", canceled_at: at("2026-06-05"), ended_at: at("2026-06-05") },
    now: "2026-06-10",
    expected: ["canceled", null],
    end: at("2026-06-05"),
  },
  {
    title: "canceled in the trial, whatever was billed afterwards",
    subscription: { status: "canceled", canceled_at: at("2026-06-05"), ended_at: at("2026-06-05") },
    invoices: [{ ...FIRST, created: at("2026-06-15") }],
    now: "2026-06-16",
    expected: ["canceled", null],
    end: at("2026-06-05"),
  },
  {
    title: "canceled at its end",
    subscription: { status: "canceled", canceled_at: at("2026-06-05"), ended_at: END },
    now: "2026-06-20",
    expected: ["canceled", null],
  },
  {
    title: "canceled while the first invoice was a draft",
    subscription: { status: "canceled", canceled_at: END + 60, ended_at: END + 60 },
    invoices: [{ ...FIRST, status: "draft" }],
    now: "2026-06-20",
    expected: ["canceled", null],
  },
  {
    title: "canceled after it was paid",
    subscription: { status: "canceled", canceled_at: at("2026-07-01"), ended_at: at("2026-07-15") },
    invoices: [FIRST],
    now: "2026-08-01",
    expected: ["invoice_paid", "in_1"],
  },
  {
    title: "its first payment never made, the subscription expired in it",
    subscription: { status: "incomplete_expired", ended_at: at("2026-06-02") },
    invoices: [{ ...FEE, status: "void" }],
    now: "2026-06-03",
    expected: ["canceled", null],
    end: at("2026-06-02"),
  },
  {
    title: "over, though Stripe does not tell since when",
    subscription: { status: "canceled" },
    now: "2026-06-03",
    expected: ["canceled", null],
  },
];
for (const account of ENDED) holdTrial(account, "ended");

test("trial · a subscription that never had one has none, whatever was paid", () => {
  assert.deepEqual(trialOf(makeSubscription(), [makeInvoice()], at("2026-11-15")), NONE);
});

test("trial · each reason stands for paid, unpaid or not yet billed, and has an account here", () => {
  assert.deepEqual(TRIAL_REASONS, {
    invoice_paid: "paid",
    nothing_owed: "paid",
    payment_failed: "unpaid",
    overdue: "unpaid",
    uncollectible: "unpaid",
    voided: "unpaid",
    canceled: "unpaid",
    paused: "unpaid",
    not_yet_due: "not_yet_billed",
    draft: "not_yet_billed",
    no_invoice: "not_yet_billed",
  });
  const told = new Set([...RUNNING, ...ENDED].map(({ expected: [reason] }) => reason as string)); // to compare
  assert.deepEqual([...told].toSorted(), Object.keys(TRIAL_REASONS).toSorted());
});
