/**
 * @module What the customers add up to, and what one customer's share of it consists of.
 */

import { PLAN_STATUSES } from "../../shared/schema/customers.ts";
import type {
  CustomerMrrAnswer,
  MetricsAnswer,
  MrrAnswer,
  MrrQuery,
  MrrSeries,
} from "../../shared/schema/metrics.ts";
import { measureMrr, sumMrr, type MrrTotal } from "../billing/mrr.ts";
import type { MovementKind } from "../billing/movements.ts";
import type { Recurrence } from "../billing/objects.ts";
import type { DerivedStorage } from "./derived-storage.ts";
import type { MovementDay } from "./derived-tables.ts";
import { readKnownCustomer } from "./known.ts";
import { DAY_SECONDS } from "./reads.ts";
import type { LedgerStorage } from "./storage.ts";

type ByStatus = MetricsAnswer["customers"]["by_status"];

const TRIAL_DAYS = 90;
const MOVEMENT_DAYS = 30;

export class Metrics {
  readonly #objects: LedgerStorage;
  readonly #derived: DerivedStorage;
  readonly #now: () => number;

  constructor(objects: LedgerStorage, derived: DerivedStorage, now: () => number) {
    this.#objects = objects;
    this.#derived = derived;
    this.#now = now;
  }

  /** @param isComplete whether the account was read whole once */
  read(isComplete: boolean): MetricsAnswer {
    const now = this.#now();
    const tallies = this.#derived.readTallies();
    const count = (name: string) => tallies.get(name) ?? 0;
    const ended = this.#countTrials(now);
    const decided = ended.paid + ended.unpaid;
    const today = Math.floor(now / DAY_SECONDS);
    return {
      object: "metrics",
      as_of: now,
      is_complete: isComplete,
      customers: {
        total: count("customers"),
        by_status: Object.fromEntries(
          PLAN_STATUSES.map((name) => [name, count(`status:${name}`)]),
        ) as ByStatus, // all of them
        payment_retrying: count("payment:retrying"),
        payment_exhausted: count("payment:exhausted"),
      },
      trials: {
        running: count("trial:running"),
        ended,
        conversion: decided === 0 ? null : ended.paid / decided,
      },
      mrr: this.#listCurrencies(tallies).map((currency) => ({
        currency,
        amount: count(`mrr:${currency}`),
        customers: count(`paying:${currency}`),
        unknown_parts: count(`unknown:${currency}`),
        last_30_days: addUp(this.#derived.listMovementDays(currency, today - MOVEMENT_DAYS + 1)),
      })),
    };
  }

  /** Returns a series, or what a customer's MRR consists of; null for a customer who is not there. */
  readMrr({ customer, currency, days }: MrrQuery): MrrAnswer | null {
    return customer === undefined ? this.#readSeries(currency, days) : this.#takeApart(customer);
  }

  #readSeries(asked: string | undefined, days: number): MrrSeries {
    const tallies = this.#derived.readTallies();
    const currencies = this.#listCurrencies(tallies);
    const currency = asked ?? currencies[0] ?? null;
    const today = Math.floor(this.#now() / DAY_SECONDS);
    const moved = currency === null ? [] : this.#derived.listMovementDays(currency, today - days + 1);
    // What is there now, less what came after the day.
    let amount = tallies.get(`mrr:${currency ?? ""}`) ?? 0;
    const series = Array.from({ length: days }, (_, back) => {
      const day = today - back;
      const movements = addUp(moved.filter((one) => one.day === day));
      const entry = { date: toDate(day), amount, movements };
      amount -= Object.values(movements).reduce((sum, one) => sum + one, 0);
      return entry;
    });
    return {
      object: "mrr_series",
      currency,
      currencies,
      days: currency === null ? [] : series.toReversed(),
      observed_from: this.#objects.read<number>("begun_at"),
    };
  }

  #takeApart(customer: string): CustomerMrrAnswer | null {
    const known = readKnownCustomer(this.#objects, customer, this.#now());
    if (!known) return null;
    const measured = known.subscriptions.map((one) => measureMrr(one, known));
    return {
      object: "customer_mrr",
      customer,
      totals: sumMrr(measured.flatMap(({ totals }) => totals)).map(describeTotal),
      subscriptions: measured.map(({ subscription, status, pauseCollection, parts, totals }) => ({
        subscription,
        status,
        is_collection_paused: pauseCollection !== null,
        parts: parts.map((part) => ({
          ...part,
          recurring: part.recurring && describeInterval(part.recurring),
        })),
        totals: totals.map(describeTotal),
      })),
      movements: this.#derived.listMovements(customer).map((row) => {
        const { at, currency, kind, amount, before, after, provisional, reconstructed } = row;
        const marks = { is_provisional: provisional === 1, is_reconstructed: reconstructed === 1 };
        return { at, currency, kind, amount, before, after, ...marks };
      }),
    };
  }

  /** Lists the currencies that anybody pays in, the most customers first. */
  #listCurrencies(tallies: ReadonlyMap<string, number>): string[] {
    return [...withPrefix(tallies, "paying:")]
      .toSorted(([one, count], [other, counted]) => counted - count || (one < other ? -1 : 1))
      .map(([currency]) => currency);
  }

  #countTrials(now: number): MetricsAnswer["trials"]["ended"] {
    const count = (payment: string) =>
      this.#derived.countTrials(now - TRIAL_DAYS * DAY_SECONDS, now, payment);
    return { paid: count("paid"), unpaid: count("unpaid"), not_yet_billed: count("not_yet_billed") };
  }
}

function withPrefix(tallies: ReadonlyMap<string, number>, prefix: string): Map<string, number> {
  const found = [...tallies].filter(([name, count]) => name.startsWith(prefix) && count !== 0);
  return new Map(found.map(([name, count]) => [name.slice(prefix.length), count]));
}

function addUp(days: readonly MovementDay[]): Record<MovementKind, number> {
  const sums = { new: 0, expansion: 0, contraction: 0, churned: 0, reactivated: 0 };
  for (const { kind, amount } of days) sums[kind] += amount;
  return sums;
}

function describeInterval({ interval, interval_count, usage_type }: Recurrence) {
  return { interval, interval_count, usage_type };
}

function describeTotal({ currency, monthly, unknownParts }: MrrTotal) {
  return { currency, monthly, unknown_parts: unknownParts };
}

function toDate(day: number): string {
  return new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, "2026-11-21".length);
}
