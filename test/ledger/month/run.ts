/**
 * @module `npm run simulate`: a month of accounts of several sizes by each means, as the table of docs/scaling.md.
 *
 * `npm run simulate -- 100 10000` takes these sizes only. The largest takes about two minutes each, and some
 * gigabytes.
 */

import { spawnSync } from "node:child_process";
import process from "node:process";
import { CLEARSYNC } from "../../../shared/profiles/clearsync.ts";
import { DROPFIX } from "../../../shared/profiles/dropfix.ts";
import type { Profile } from "../../../shared/profile.ts";
import type { Means } from "../account.ts";
import { KINDS } from "./business.ts";
import { NEVER_SECONDS } from "../../../worker/ledger/plan.ts";
import { simulateMonth, type Month } from "./simulate.ts";

interface Way {
  readonly name: string;
  readonly means: Means;
  readonly sync: Profile["sync"];
}

const WAYS: readonly Way[] = [
  { name: "webhooks", means: "webhooks and events", sync: CLEARSYNC.sync },
  { name: "events", means: "events", sync: CLEARSYNC.sync },
  { name: "lists, 40,000", means: "lists", sync: DROPFIX.sync },
  { name: "lists, 10,000", means: "lists", sync: { ...DROPFIX.sync, reads_per_month: 10_000 } },
];
const SIZES = [100, 10_000, 100_000];

const READS = ["allocation", "limit", "most", "probes", "fill", "polls", "single reads", "looks at all"];
const SAID = ["first fill", ...KINDS, "said"];

const [first, ...rest] = process.argv.slice(2);
if (first === "one") await simulateOne(Number(rest[0]), Number(rest[1]));
else simulateAll(first === undefined ? SIZES : [first, ...rest].map((text) => Number(text)));

/** Each in a process of its own, which frees what it took. */
function simulateAll(sizes: readonly number[]): void {
  const lines = sizes.flatMap((customers) =>
    WAYS.map(({ name }, way) => {
      const node = [
        "--max-old-space-size=12000",
        import.meta.filename,
        "one",
        String(customers),
        String(way),
      ];
      const { status, stdout } = spawnSync(process.execPath, node, {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
      });
      if (status !== 0) throw new Error(`${customers} by ${name} ended with ${status}`);
      return { head: [count(customers), name], ...(JSON.parse(stdout) as Cells) }; // written below
    }),
  );
  printTable(
    ["customers", "by", ...READS],
    lines.map(({ head, reads }) => [...head, ...reads]),
  );
  printTable(
    ["customers", "by", ...SAID],
    lines.map(({ head, staleness }) => [...head, ...staleness]),
  );
}

interface Cells {
  readonly reads: readonly string[];
  readonly staleness: readonly string[];
}

async function simulateOne(customers: number, way: number): Promise<void> {
  const { name, means, sync } = WAYS[way] ?? {};
  if (name === undefined || !means || !sync) throw new Error(`there is no way ${way}`);
  const started = performance.now();
  const month = await simulateMonth({ means, customers, sync });
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(
    `${count(customers)} by ${name}: ${seconds} s, ${count(month.charges)} charges, ${count(month.changes)} changes\n`,
  );
  process.stdout.write(JSON.stringify(describe(month)));
  if (month.most > month.answer.reads.limit) throw new Error(`${month.most} reads in 30 days`);
}

function describe({ answer: { reads }, most, fill: filled, staleness, claimed }: Month): Cells {
  const { probe, fill, poll, refetch, reconcile } = reads.last_30_days;
  const kinds = KINDS.map((kind) => {
    const found = staleness.get(kind);
    return found ? [found.p50, found.p99, found.worst].map(duration).join(" / ") : "none";
  });
  const said = [claimed.payments, claimed.new_objects, claimed.changes].map(duration).join(" / ");
  return {
    reads: [reads.allocation, reads.limit, most, probe, fill, poll, refetch, reconcile].map(count),
    staleness: [filled.seconds === null ? "goes on" : duration(filled.seconds), ...kinds, said],
  };
}

function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const cells of [heads, heads.map(() => "---"), ...rows]) print(cells);
  process.stdout.write("\n");
}

function print(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function duration(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds >= NEVER_SECONDS) return "never";
  if (seconds < 72 * 3600) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86_400).toFixed(1)} d`;
}
