/**
 * @module How a customer's MRR moves between two moments: cases worked by hand, and the sum that always holds.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { compareMrr, type MovementKind } from "../../worker/billing/movements.ts";
import type { MrrTotal } from "../../worker/billing/mrr.ts";
import { propertyParameters } from "../property-runs.ts";

type Amounts = Readonly<Record<string, number>>;

/** What is claimed, amounts before and after, currencies once had, and each movement with its amount. */
type Case = readonly [
  name: string,
  before: Amounts,
  after: Amounts,
  everHad: readonly string[],
  ...(readonly [currency: string, kind: MovementKind, amount: number])[],
];

function totals(amounts: Amounts, unknownParts = 0): MrrTotal[] {
  return Object.entries(amounts).map(([currency, monthly]) => ({ currency, monthly, unknownParts }));
}

const CASES: readonly Case[] = [
  ["nothing and nothing", {}, {}, []],
  ["0 and 0", { eur: 0 }, { eur: 0 }, ["eur"]],
  ["1000 and 1000", { eur: 1000 }, { eur: 1000 }, []],
  ["nothing to 1000 is new: +1000", {}, { eur: 1000 }, [], ["eur", "new", 1000]],
  [
    "0 to 1000, never had, such as after a trial, is new",
    { eur: 0 },
    { eur: 1000 },
    [],
    ["eur", "new", 1000],
  ],
  ["0 to 1000, once had, is reactivated", { eur: 0 }, { eur: 1000 }, ["eur"], ["eur", "reactivated", 1000]],
  ["nothing to 1000, once had, is reactivated", {}, { eur: 1000 }, ["eur"], ["eur", "reactivated", 1000]],
  ["0 to 1000, having had dollars, is new", {}, { eur: 1000 }, ["usd"], ["eur", "new", 1000]],
  ["1000 to 1500 is an expansion of 500", { eur: 1000 }, { eur: 1500 }, ["eur"], ["eur", "expansion", 500]],
  ["1000 to 1001 is an expansion of 1", { eur: 1000 }, { eur: 1001 }, [], ["eur", "expansion", 1]],
  ["1500 to 1000 is a contraction: −500", { eur: 1500 }, { eur: 1000 }, [], ["eur", "contraction", -500]],
  ["1000 to 1 is a contraction: −999", { eur: 1000 }, { eur: 1 }, [], ["eur", "contraction", -999]],
  ["1000 to 0 is churned: −1000", { eur: 1000 }, { eur: 0 }, ["eur"], ["eur", "churned", -1000]],
  ["1000 to nothing is churned: −1000", { eur: 1000 }, {}, [], ["eur", "churned", -1000]],
  [
    "from dollars to euros is churned and new, and not an exchange",
    { usd: 1000 },
    { eur: 1100 },
    [],
    ["eur", "new", 1100],
    ["usd", "churned", -1000],
  ],
  [
    "back to dollars is churned and reactivated",
    { eur: 1000, usd: 0 },
    { eur: 0, usd: 1100 },
    ["usd", "eur"],
    ["eur", "churned", -1000],
    ["usd", "reactivated", 1100],
  ],
  [
    "each currency moves on its own, and one stays",
    { eur: 1000, jpy: 500, usd: 700 },
    { eur: 1200, jpy: 500, usd: 400 },
    [],
    ["eur", "expansion", 200],
    ["usd", "contraction", -300],
  ],
];

for (const [name, before, after, everHad, ...expected] of CASES) {
  test(`movements · ${name}`, () => {
    const { movements } = compareMrr(totals(before), totals(after), new Set(everHad));
    assert.deepEqual(
      movements,
      expected.map(([currency, kind, amount]) => ({
        ...{ currency, kind, amount, before: before[currency] ?? 0, after: after[currency] ?? 0 },
        isProvisional: false,
      })),
    );
  });
}

/** Follows one customer's euros through moments, and returns what moved between each two. */
function follow(...amounts: number[]): (readonly [MovementKind, number])[] {
  let everHad: ReadonlySet<string> = new Set();
  return amounts.slice(1).flatMap((amount, index) => {
    const compared = compareMrr(totals({ eur: amounts[index] ?? 0 }), totals({ eur: amount }), everHad);
    everHad = compared.everHad;
    return compared.movements.map((movement) => [movement.kind, movement.amount] as const);
  });
}

test("movements · up and down on the same day is two movements if looked at between: +500, −500", () => {
  assert.deepEqual(follow(1000, 1500, 1000), [
    ["expansion", 500],
    ["contraction", -500],
  ]);
});

test("movements · up and down on the same day is none if only the ends are looked at", () => {
  assert.deepEqual(follow(1000, 1000), []);
});

test("movements · a new customer who leaves on the same day is new and churned", () => {
  assert.deepEqual(follow(0, 1000, 0), [
    ["new", 1000],
    ["churned", -1000],
  ]);
});

test("movements · a customer is new once, and reactivated each time after", () => {
  assert.deepEqual(follow(0, 1000, 0, 800, 0, 0, 900), [
    ["new", 1000],
    ["churned", -1000],
    ["reactivated", 800],
    ["churned", -800],
    ["reactivated", 900],
  ]);
});

test("movements · a subscription that ends while another begins is one expansion: 400 + 600 to 600 + 700", () => {
  const before = [...totals({ eur: 400 }), ...totals({ eur: 600 })];
  const after = [...totals({ eur: 600 }), ...totals({ eur: 700 }), ...totals({ eur: 0 })];
  const { movements } = compareMrr(before, after, new Set());
  assert.deepEqual(movements, [
    { currency: "eur", kind: "expansion", amount: 300, before: 1000, after: 1300, isProvisional: false },
  ]);
});

test("movements · what was or is unknown makes a movement provisional, in its currency", () => {
  const before = [...totals({ eur: 1000 }, 1), ...totals({ jpy: 5, usd: 500 })];
  const after = [...totals({ eur: 1500, usd: 700 }), ...totals({ jpy: 6 }, 1)];
  const { movements } = compareMrr(before, after, new Set());
  assert.deepEqual(
    movements.map(({ currency, isProvisional }) => [currency, isProvisional]),
    [
      ["eur", true],
      ["jpy", true],
      ["usd", false],
    ],
  );
});

test("movements · the currencies ever had are those before, and those of either moment above zero", () => {
  const { everHad } = compareMrr(totals({ eur: 5, gbp: 0 }), totals({ usd: 7, chf: 0 }), new Set(["jpy"]));
  assert.deepEqual([...everHad].toSorted(), ["eur", "jpy", "usd"]);
});

const someTotals = fc.array(
  fc.record({
    currency: fc.constantFrom("eur", "jpy", "kwd", "usd"),
    monthly: fc.oneof(fc.constant(0), fc.nat(100_000)),
    unknownParts: fc.nat(1),
  }),
  { maxLength: 6 },
);

function amountOf(all: readonly MrrTotal[], currency: string): number {
  return all.filter((one) => one.currency === currency).reduce((sum, { monthly }) => sum + monthly, 0);
}

test("movements · before and all movements are what is after, in each currency, through any moments", () => {
  const property = fc.property(fc.array(someTotals, { minLength: 2, maxLength: 12 }), (moments) => {
    let everHad: ReadonlySet<string> = new Set();
    const all = moments.slice(1).flatMap((after, index) => {
      const compared = compareMrr(moments[index] ?? [], after, everHad);
      everHad = compared.everHad;
      return compared.movements;
    });
    for (const currency of ["eur", "jpy", "kwd", "usd"]) {
      const own = all.filter((movement) => movement.currency === currency);
      const moved = own.reduce((sum, { amount }) => sum + amount, 0);
      assert.equal(amountOf(moments[0] ?? [], currency) + moved, amountOf(moments.at(-1) ?? [], currency));
      assert.ok(own.filter(({ kind }) => kind === "new").length <= 1);
      for (const { kind, amount } of own) {
        assert.equal(amount > 0, kind === "new" || kind === "expansion" || kind === "reactivated");
      }
    }
  });
  fc.assert(property, propertyParameters(300));
});
