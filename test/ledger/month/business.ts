/**
 * @module A business in an account of the local Stripe: what its customers, its staff and their banks do in a month.
 *
 * Renewals, ends of trials and further tries of failed payments come when the account's own objects say; the rest
 * comes at random moments, at the rates below.
 */

import type { Live, StripeObject } from "../../../demo/stripe/index.ts";
import { createRandom } from "../../../shared/dataset/random.ts";
import type { ResourceName } from "../../../shared/resources.ts";
import { Agenda } from "./agenda.ts";

/** What happens in 30 days; docs/scaling.md tells of them. */
export const RATES = {
  /** Of payments that are due, how many fail at first. */
  failing: 0.05,
  /** Of further tries, how many succeed; after the fourth failure the subscription is canceled. */
  recovering: 0.4,
  /** Of customers. */
  newCustomers: 0.02,
  newTrials: 0.005,
  editedCustomers: 0.05,
  /** Of subscriptions that run. */
  canceledAtOnce: 0.01,
  canceledAtPeriodEnd: 0.02,
  changedPlans: 0.01,
  editedSubscriptions: 0.02,
  /** Of charges. */
  refunds: 0.01,
  disputes: 0.001,
} as const;

/** What a product may want to know of, each in its own time. */
export const KINDS = [
  "failed payments",
  "new objects",
  "renewals",
  "cancellations",
  "other changes",
] as const;
export type Kind = (typeof KINDS)[number];

/** Something that happened, and the objects that tell of it. */
export interface Occurrence {
  readonly kind: Kind;
  readonly objects: readonly (readonly [resource: ResourceName, object: StripeObject | undefined])[];
}

type Act = () => Occurrence[];

const MONTH_SECONDS = 30 * 24 * 3600;
/** Stripe finalizes and charges a renewal's invoice about an hour after it drafts it. */
const INVOICE_SECONDS = 3600;
const MAX_DRAWN = 1_000_000;

export class Business {
  /** Whether Stripe tells of nothing that happens: the time before there is anybody to tell. */
  isSilent = false;
  readonly #live: Live;
  readonly #now: () => number;
  readonly #random = createRandom(7);
  readonly #agenda = new Agenda<Act>();
  readonly #customers: string[];
  readonly #subscriptions: string[];
  readonly #price: string;

  /** @param customers how many the account began with */
  constructor(live: Live, now: () => number, customers: number) {
    this.#live = live;
    this.#now = now;
    this.#customers = live.objects("customers").map(({ id }) => id);
    const subscriptions = live.objects("subscriptions");
    this.#subscriptions = subscriptions.map(({ id }) => id);
    for (const subscription of subscriptions) this.#expectEnd(subscription);
    for (const invoice of live.objects("invoices")) this.#expectTry(invoice);
    const monthly = live.objects("prices").filter(isMonthly);
    this.#price = monthly[0]?.id ?? "";
    const running = customers * 0.9;
    this.#repeat(RATES.newCustomers * customers, () => this.#welcome(0));
    this.#repeat(RATES.newTrials * customers, () => this.#welcome(14));
    this.#repeat(RATES.editedCustomers * customers, () => this.#editCustomer());
    this.#repeat(RATES.canceledAtOnce * running, () => this.#withRunning((id) => this.#cancel(id, true)));
    this.#repeat(RATES.canceledAtPeriodEnd * running, () =>
      this.#withRunning((id) => this.#cancel(id, false)),
    );
    this.#repeat(RATES.changedPlans * running, () => this.#withRunning((id) => this.#changePlan(id)));
    this.#repeat(RATES.editedSubscriptions * running, () => this.#withRunning((id) => this.#edit(id)));
    this.#repeat(RATES.refunds * customers, () => this.#refund());
    this.#repeat(RATES.disputes * customers, () => this.#dispute());
  }

  /** When something happens next, unix seconds. */
  get nextAt(): number {
    return this.#agenda.nextAt;
  }

  /** Lets happen what is next. */
  happen(): Occurrence[] {
    return this.#agenda.take()?.() ?? [];
  }

  /** Lets customers subscribe to a second thing in the course of a month, until so many charges are made in one. */
  grow(count: number): void {
    for (let number = 0; number < count; number += 1) {
      const at = this.#now() + Math.floor((number * MONTH_SECONDS) / count);
      this.#agenda.add(at, () => {
        this.#subscribe(this.#random.pick(this.#customers), 0);
        return [];
      });
    }
  }

  get #options(): { readonly silent: boolean } {
    return { silent: this.isSilent };
  }

  /** Has something happen so many times in 30 days, at moments that do not depend on each other. */
  #repeat(perMonth: number, act: Act): void {
    if (perMonth <= 0) return;
    const drawn = this.#random.integer(1, MAX_DRAWN) / MAX_DRAWN;
    const at = this.#now() + Math.ceil((-Math.log(drawn) * MONTH_SECONDS) / perMonth);
    this.#agenda.add(at, () => {
      this.#repeat(perMonth, act);
      return act();
    });
  }

  #isDrawn(share: number): boolean {
    return this.#random.integer(1, MAX_DRAWN) <= share * MAX_DRAWN;
  }

  /** A customer comes and pays. */
  #welcome(trialDays: number): Occurrence[] {
    const name = `Customer ${this.#customers.length}`;
    const { id } = this.#live.createCustomer({ name }, this.#options);
    this.#live.attachPaymentMethod(id, this.#options);
    this.#customers.push(id);
    const subscription = this.#subscribe(id, trialDays);
    const objects = [
      ["customers", this.#live.find("customers", id)],
      ["subscriptions", this.#live.find("subscriptions", subscription.id)],
      ["invoices", this.#live.find("invoices", subscription.latest_invoice)],
    ] as const;
    return [{ kind: "new objects", objects: [...objects, ...(trialDays > 0 ? [] : this.#newestPayment())] }];
  }

  #subscribe(customer: string, trialDays: number): StripeObject {
    const subscription = this.#live.subscribe(customer, { trialDays, price: this.#price, ...this.#options });
    this.#subscriptions.push(subscription.id);
    this.#expectEnd(subscription);
    return subscription;
  }

  /** Puts on the agenda what comes when a subscription's period or trial ends. */
  #expectEnd({ id, status, items, trial_end }: StripeObject): void {
    const isTrial = status === "trialing";
    if (!isTrial && status !== "active" && status !== "past_due") return;
    const end = isTrial ? Number(trial_end) : periodEndOf(items);
    this.#agenda.add(Math.max(this.#now() + 1, end + INVOICE_SECONDS), () => this.#beginPeriod(id));
  }

  #beginPeriod(id: string): Occurrence[] {
    const found = this.#live.find("subscriptions", id);
    const status = found?.status;
    if (found?.cancel_at_period_end === true && (status === "active" || status === "trialing"))
      return this.#cancel(id, true);
    const paid = !this.#isDrawn(RATES.failing);
    const options = { paid: paid && status !== "past_due", ...this.#options };
    if (status === "trialing") this.#live.endTrial(id, options);
    else if (status === "active" || status === "past_due") this.#live.renew(id, options);
    else return [];
    const renewed = this.#live.find("subscriptions", id);
    if (renewed) this.#expectEnd(renewed);
    const invoice = this.#live.find("invoices", renewed?.latest_invoice);
    if (invoice) this.#expectTry(invoice);
    if (invoice?.status === "paid") {
      return [
        { kind: "new objects", objects: [["invoices", invoice], ...this.#newestPayment()] },
        { kind: "renewals", objects: [["subscriptions", renewed]] },
      ];
    }
    const charge = this.#live.newest("charges");
    const objects = [
      ["charges", charge],
      ["invoices", invoice],
      ["subscriptions", renewed],
    ] as const;
    return [{ kind: "failed payments", objects }];
  }

  #expectTry({ id, status, next_payment_attempt: at }: StripeObject): void {
    if (status !== "open" || typeof at !== "number") return;
    this.#agenda.add(Math.max(this.#now() + 1, at), () => this.#tryAgain(id));
  }

  #tryAgain(id: string): Occurrence[] {
    const invoice = this.#live.find("invoices", id);
    const subscription = String(readSubscription(invoice));
    const before = this.#live.find("subscriptions", subscription);
    if (invoice?.status !== "open" || (before?.status !== "past_due" && before?.status !== "active"))
      return [];
    const isPaid = this.#isDrawn(RATES.recovering);
    if (isPaid) this.#live.pay(id, this.#options);
    else if (before.latest_invoice === id) this.#live.failPayment(subscription, this.#options);
    else return []; // a newer one is tried instead
    const tried = this.#live.find("invoices", id);
    if (tried) this.#expectTry(tried);
    if (!isPaid && tried?.next_payment_attempt === null) {
      this.#live.cancelNow(subscription, "payment_failed", this.#options);
    }
    const objects = [
      ["invoices", tried],
      ["charges", this.#live.newest("charges")],
    ] as const;
    const after = this.#live.find("subscriptions", subscription);
    return [
      {
        kind: isPaid ? "other changes" : "failed payments",
        objects: [...objects, ["subscriptions", after]],
      },
    ];
  }

  /** Does something to a subscription that runs. */
  #withRunning(act: (id: string) => Occurrence[]): Occurrence[] {
    for (let tried = 0; tried < 20; tried += 1) {
      const id = this.#random.pick(this.#subscriptions);
      const found = this.#live.find("subscriptions", id);
      if (found?.status === "active" && found.cancel_at_period_end !== true) return act(id);
    }
    return [];
  }

  #cancel(id: string, isAtOnce: boolean): Occurrence[] {
    if (isAtOnce) this.#live.cancelNow(id, undefined, this.#options);
    else this.#live.cancelAtPeriodEnd(id, this.#options);
    return [{ kind: "cancellations", objects: [["subscriptions", this.#live.find("subscriptions", id)]] }];
  }

  #changePlan(id: string): Occurrence[] {
    const object = this.#live.changePrice(id, undefined, this.#options);
    return [{ kind: "other changes", objects: [["subscriptions", object]] }];
  }

  #edit(id: string): Occurrence[] {
    const note = { note: String(this.#now()) };
    const object = this.#live.updateMetadata("subscriptions", id, note, this.#options);
    return [{ kind: "other changes", objects: [["subscriptions", object]] }];
  }

  #editCustomer(): Occurrence[] {
    const id = this.#random.pick(this.#customers);
    const object = this.#live.updateCustomer(id, { name: `Name at ${this.#now()}` }, this.#options);
    return [{ kind: "other changes", objects: [["customers", object]] }];
  }

  /** The charge before the newest, so that it is one that was just paid. */
  #refund(): Occurrence[] {
    const charge = this.#live.newest("charges");
    if (charge?.status !== "succeeded" || charge.refunded === true || charge.disputed === true) return [];
    this.#live.refund(charge.id, this.#options);
    return [{ kind: "other changes", objects: [["charges", this.#live.find("charges", charge.id)]] }];
  }

  #dispute(): Occurrence[] {
    const charge = this.#live.newest("charges");
    if (charge?.status !== "succeeded" || charge.refunded === true || charge.disputed === true) return [];
    const dispute = this.#live.dispute(charge.id, this.#options);
    return [{ kind: "new objects", objects: [["disputes", dispute]] }];
  }

  /** The payment that was just made, or failed: its charge and its intent. */
  #newestPayment(): Occurrence["objects"] {
    return [
      ["charges", this.#live.newest("charges")],
      ["payment_intents", this.#live.newest("payment_intents")],
    ];
  }
}

function isMonthly({ recurring, unit_amount: amount, active }: StripeObject): boolean {
  const { interval, interval_count: count } = (recurring ?? {}) as Record<string, unknown>; // a price's own
  return active !== false && interval === "month" && count === 1 && typeof amount === "number" && amount > 0;
}

function periodEndOf(items: unknown): number {
  const { data } = items as { data: { current_period_end: number }[] }; // every subscription has a list
  return data[0]?.current_period_end ?? 0;
}

function readSubscription(invoice: StripeObject | undefined): unknown {
  const { parent } = (invoice ?? {}) as { parent?: { subscription_details?: { subscription?: unknown } } }; // an invoice's own
  return parent?.subscription_details?.subscription;
}
