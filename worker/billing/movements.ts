/**
 * @module How a customer's monthly recurring revenue (MRR) moved between two moments, in the words of Stripe's own
 * report.
 *
 * A customer's subscriptions are summed first: one that ends while another begins is an expansion or a contraction, and
 * not a churn. For each currency, what was before plus its movement is what is after.
 */

import { measureMrr, sumMrr, type MrrTotal, type PricingLookup } from "./mrr.ts";
import type { Subscription } from "./objects.ts";

/** `new`: never had MRR in the currency before. `reactivated`: once had some, and was at zero. */
export type MovementKind = "new" | "expansion" | "contraction" | "churned" | "reactivated";

/** A movement of one customer in one currency; minor units. */
export interface MrrMovement {
  readonly currency: string;
  readonly kind: MovementKind;
  /** `after - before`: below zero for a contraction or a churn. */
  readonly amount: number;
  readonly before: number;
  readonly after: number;
  /** Tells that some part was unknown before or after: what moved may be only what is known. */
  readonly isProvisional: boolean;
}

export interface MrrComparison {
  /** At most one for each currency, sorted by currency. */
  readonly movements: readonly MrrMovement[];
  /** The currencies in which the customer had MRR at any time up to the later moment, for the next comparison. */
  readonly everHad: ReadonlySet<string>;
}

/** A movement, and when it was: unix seconds. */
export interface DatedMovement extends MrrMovement {
  readonly at: number;
}

export interface MrrHistory {
  /** The oldest first. */
  readonly movements: readonly DatedMovement[];
  readonly totals: readonly MrrTotal[];
  readonly everHad: ReadonlySet<string>;
}

/**
 * Reconstructs how a customer's MRR came to be what it is at `now`, by when subscriptions began to be paid for and when
 * they ended. Stripe tells no past prices, so each counts with what it costs now, or cost in the end.
 */
export function reconstructMrr(
  subscriptions: readonly Subscription[],
  pricing: PricingLookup,
  now: number,
): MrrHistory {
  const spans = subscriptions.flatMap((subscription) => {
    const span = paidSpanOf(subscription, now);
    return span
      ? [{ ...span, totals: measureMrr({ ...subscription, status: "active" }, pricing).totals }]
      : [];
  });
  const times = [...new Set(spans.flatMap(({ from, to }) => [from, ...(to === null ? [] : [to])]))];
  let totals: readonly MrrTotal[] = [];
  let everHad: ReadonlySet<string> = new Set();
  const movements = times
    .toSorted((one, other) => one - other)
    .flatMap((at) => {
      const after = spans.filter(({ from, to }) => from <= at && (to === null || at < to));
      const before = totals;
      totals = sumMrr(after.flatMap((span) => span.totals));
      const compared = compareMrr(before, totals, everHad);
      everHad = compared.everHad;
      return compared.movements.map((movement) => ({ ...movement, at }));
    });
  return { movements, totals, everHad };
}

/** Returns from when to when a subscription counted; `to` is null where it still does. Null where it never did. */
function paidSpanOf(subscription: Subscription, now: number): { from: number; to: number | null } | null {
  const { status, start_date, trial_end, ended_at, items } = subscription;
  if (status === "incomplete" || status === "incomplete_expired" || status === "trialing") return null;
  const from = Math.max(start_date, trial_end ?? 0);
  if (status === "active" || status === "past_due") return { from: Math.min(from, now), to: null };
  // Unpaid or paused: since a moment in the period that it is in.
  const to = ended_at ?? Math.max(0, ...items.data.map((item) => item.current_period_start));
  return from < to ? { from, to } : null;
}

/** Returns a customer's movements between two moments. `everHad` are the currencies of any MRR before the earlier. */
export function compareMrr(
  before: readonly MrrTotal[],
  after: readonly MrrTotal[],
  everHad: ReadonlySet<string>,
): MrrComparison {
  const earlier = new Map(sumMrr(before).map((total) => [total.currency, total]));
  const later = new Map(sumMrr(after).map((total) => [total.currency, total]));
  const hadBefore = new Set([...everHad, ...listPaid(earlier)]);
  const movements = [...new Set([...earlier.keys(), ...later.keys()])].toSorted().flatMap((currency) => {
    const nothing = { currency, monthly: 0, unknownParts: 0 };
    const [was, is] = [earlier.get(currency) ?? nothing, later.get(currency) ?? nothing];
    return was.monthly === is.monthly ? [] : [describeMovement(was, is, hadBefore.has(currency))];
  });
  return { movements, everHad: new Set([...hadBefore, ...listPaid(later)]) };
}

function describeMovement(was: MrrTotal, is: MrrTotal, hadSome: boolean): MrrMovement {
  return {
    currency: is.currency,
    kind: nameMovement(was.monthly, is.monthly, hadSome),
    amount: is.monthly - was.monthly,
    before: was.monthly,
    after: is.monthly,
    isProvisional: was.unknownParts + is.unknownParts > 0,
  };
}

function nameMovement(before: number, after: number, hadSome: boolean): MovementKind {
  if (before === 0) return hadSome ? "reactivated" : "new";
  if (after === 0) return "churned";
  return after > before ? "expansion" : "contraction";
}

function listPaid(totals: ReadonlyMap<string, MrrTotal>): string[] {
  return [...totals.values()].filter(({ monthly }) => monthly > 0).map(({ currency }) => currency);
}
