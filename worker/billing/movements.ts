/**
 * @module How a customer's monthly recurring revenue (MRR) moved between two moments, in the words of Stripe's own
 * report.
 *
 * A customer's subscriptions are summed first: one that ends while another begins is an expansion or a contraction, and
 * not a churn. For each currency, what was before plus its movement is what is after.
 */

import { sumMrr, type MrrTotal } from "./mrr.ts";

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
