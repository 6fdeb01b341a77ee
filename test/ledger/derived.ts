/**
 * @module What is derived, held to what the same objects give when they are derived from nothing.
 */

import { isDeepStrictEqual } from "node:util";
import type { MovementRow } from "../../worker/ledger/derived-tables.ts";
import type { Account } from "./account.ts";

interface Derived {
  /** Causes. */
  readonly signals: ReadonlySet<string>;
  readonly customers: ReadonlyMap<string, object>;
  readonly tallies: ReadonlyMap<string, number>;
}

/** Reads what is derived. When something changed is the ledger's own, so it is left out. */
function readDerived({ disk }: Account): Derived {
  const customers = disk
    .run("SELECT * FROM customers")
    .map(({ updated_at: _at, change: _change, ...row }) => {
      const mrr = JSON.parse(String(row.mrr)) as { totals: unknown }; // written by the ledger
      return [String(row.id), { ...row, mrr: mrr.totals }] as const; // what there ever was, only who saw it knows
    });
  const tallies = disk.run("SELECT name, count FROM tallies WHERE count <> 0");
  return {
    signals: new Set(disk.run("SELECT cause FROM signals").map(({ cause }) => String(cause))),
    customers: new Map(customers),
    tallies: new Map(tallies.map(({ name, count }) => [String(name), Number(count)])),
  };
}

/** Returns, in words, where what is derived differs from what is derived anew. Leaves the account with the latter. */
export async function findFaultsOfDerived(account: Account): Promise<string[]> {
  await account.wake();
  const before = readDerived(account);
  const sums = findWrongSums(account);
  account.deriveAnew();
  await account.wake();
  const after = readDerived(account);
  const ids = new Set([...before.customers.keys(), ...after.customers.keys()]);
  return [
    ...sums,
    ...findWrongSums(account),
    ...[...account.listKept("customers").keys()].flatMap((id) =>
      after.customers.has(id) ? [] : [`no ${id}`],
    ),
    ...[...ids].flatMap((id) => {
      const [was, is] = [before.customers.get(id), after.customers.get(id)];
      return isDeepStrictEqual(was, is) ? [] : [`${id}: ${JSON.stringify(was)} is ${JSON.stringify(is)}`];
    }),
    ...[...after.signals].flatMap((cause) => (before.signals.has(cause) ? [] : [`${cause} was not told`])),
    ...(isDeepStrictEqual(before.tallies, after.tallies) ? [] : ["the tallies differ"]),
  ];
}

/** The movements of a currency add up to its MRR, each customer's to theirs, and those of the days to both. */
function findWrongSums({ disk }: Account): string[] {
  const movements = disk.run("SELECT * FROM movements") as unknown as MovementRow[]; // the table's columns
  const mrr = disk.run("SELECT name, count FROM tallies WHERE name GLOB 'mrr:*'");
  const days = disk.run("SELECT currency, SUM(amount) AS amount FROM movement_days GROUP BY currency");
  const currencies = new Set([
    ...movements.map(({ currency }) => currency),
    ...mrr.map(({ name }) => String(name).slice("mrr:".length)),
  ]);
  return [...currencies].flatMap((currency) => {
    const own = movements.filter((one) => one.currency === currency);
    const sum = own.reduce((total, { amount }) => total + amount, 0);
    const now = Number(mrr.find(({ name }) => name === `mrr:${currency}`)?.count ?? 0);
    const byDay = Number(days.find((one) => one.currency === currency)?.amount ?? 0);
    return sum === now && sum === byDay ? [] : [`${currency}: ${sum} moved, ${byDay} by day, ${now} now`];
  });
}
