/**
 * @module `npm run bench`: how heavy the element is, how long connecting takes, how fast a ledger fills, how many
 * events it takes in and how long customers take to be read, beside their budgets.
 *
 * `npm run bench -- 10000` fills from an account of so many customers.
 */

import process from "node:process";
import { ALTERNATIVES } from "./alternatives.ts";
import { LATENCY_MS, measureConnectLatency, ROUNDS, type ConnectLatency } from "./connect-latency.ts";
import { measureCustomerReads, READ_RATIO, type CustomerReads } from "./customers.ts";
import { ELEMENT_BUDGET_GZIP_BYTES, measureElement, type Size } from "./element-size.ts";
import { LIMITED_LATENCY_MS, LIMITED_RATIO, measureLimitedFill, type LimitedFill } from "./fill/limited.ts";
import { FILL_ROUNDS, measureFillRates, type FillRates } from "./fill/rates.ts";
import { printTable } from "./table.ts";
import {
  AT_A_TIME,
  EVENTS,
  INTAKE_RATIO,
  INTAKE_ROUNDS,
  measureWebhookIntake,
  type WebhookIntake,
} from "./webhook-intake.ts";

/** What connecting may take beside its round trips to Stripe, as a part of one that is measured in turns with it. */
const OWN_TIME_RATIO = 0.5;
/** About six objects to each; the sync engine takes most of the benchmark's time. */
const DEFAULT_CUSTOMERS = 10_000;
/** A quarter of Stripe's limits reads about 625 objects of one list a second. */
const LIMITED_CUSTOMERS = 4000;
/** Of whom pages are read; fewer where fewer are asked for. */
const READ_CUSTOMERS = 10 * DEFAULT_CUSTOMERS;

const customers = Number(process.argv[2] ?? DEFAULT_CUSTOMERS);
if (!Number.isInteger(customers) || customers < 1) throw new Error("customers: a number from 1 on");

const element = measureElement();
const latencies = await measureConnectLatency();
const fills = await measureFillRates(customers);
const limited = await measureLimitedFill(Math.min(customers, LIMITED_CUSTOMERS));
const intake = await measureWebhookIntake();
const reads = await measureCustomerReads(Math.min(10 * customers, READ_CUSTOMERS));
const met =
  element.gzip <= ELEMENT_BUDGET_GZIP_BYTES &&
  latencies.every(({ connect, plain, waves }) => connect / plain <= waves + OWN_TIME_RATIO) &&
  fills.rates.every(({ ratio, budget }) => budget === null || ratio >= budget) &&
  limited.seconds / limited.floorSeconds <= LIMITED_RATIO &&
  intake.ratio >= INTAKE_RATIO &&
  reads.reads.every(({ ratio }) => ratio <= READ_RATIO);

const tables = [printSizes(element), printLatencies(latencies), printFills(fills), printLimited(limited)];
process.stdout.write(`\n${[...tables, printIntake(intake), printReads(reads)].join("\n\n")}\n\n`);
process.stdout.write(met ? "All budgets are met.\n" : "A budget is exceeded.\n");
process.exitCode = met ? 0 : 1;

function printSizes({ raw, gzip, brotli }: Size): string {
  const later = `other languages; budget ${ELEMENT_BUDGET_GZIP_BYTES.toLocaleString("en-US")} gzip`;
  return printTable(
    ["What a page loads first (bytes)", "minified", "gzip -9", "brotli", "and later"],
    [
      ["<parityrail-connect>, Lit and English included", raw, gzip, brotli, later],
      ...ALTERNATIVES.map((other) => [other.name, other.raw, other.gzip, other.brotli, other.later]),
    ],
  );
}

function printLatencies(latencies: readonly ConnectLatency[]): string {
  return printTable(
    [
      `PUT connection, Stripe ${LATENCY_MS} ms away (median of ${ROUNDS})`,
      ...["calls", "waves", "ms", "one plain request", "ratio", "budget"],
    ],
    latencies.map(({ product, calls, waves, connect, plain }) => [
      ...[product, calls, waves, Math.round(connect), Math.round(plain)],
      ...[`${(connect / plain).toFixed(2)} ×`, `${(waves + OWN_TIME_RATIO).toFixed(2)} ×`],
    ]),
  );
}

function printFills({ objects, rates }: FillRates): string {
  return printTable(
    [
      `${objects.toLocaleString("en-US")} objects of one Stripe into (median of ${FILL_ROUNDS})`,
      ...["seconds", "objects a second", "ratio", "budget"],
    ],
    rates.map(({ name, seconds, rate, ratio, budget }) => [
      ...[name, seconds.toFixed(1), Math.round(rate)],
      ...[`${ratio.toFixed(2)} ×`, budget === null ? "–" : `${budget.toFixed(2)} ×`],
    ]),
  );
}

function printLimited({ objects, seconds, wholeSeconds, floorSeconds }: LimitedFill): string {
  return printTable(
    [
      `The ledger, Stripe ${LIMITED_LATENCY_MS} ms away, a quarter of its rate limits`,
      ...["objects", "seconds", "the limits alone", "ratio", "budget"],
    ],
    [
      [
        ...["until every list is read", objects, seconds.toFixed(1), floorSeconds.toFixed(1)],
        ...[`${(seconds / floorSeconds).toFixed(2)} ×`, `${LIMITED_RATIO.toFixed(2)} ×`],
      ],
      ["and every subscription of more than ten items", "", wholeSeconds.toFixed(1), "", "", "–"],
    ],
  );
}

function printIntake({ rate, bareRate, ratio }: WebhookIntake): string {
  return printTable(
    [
      `${EVENTS.toLocaleString("en-US")} events, ${AT_A_TIME} at a time (median of ${INTAKE_ROUNDS})`,
      ...["events a second", "a bare route and object", "ratio", "budget"],
    ],
    [
      [
        ...["webhook intake", Math.round(rate), Math.round(bareRate)],
        ...[`${ratio.toFixed(2)} ×`, `${INTAKE_RATIO.toFixed(2)} ×`],
      ],
    ],
  );
}

function printReads({ customers: count, reads: measured }: CustomerReads): string {
  return printTable(
    [
      `${count.toLocaleString("en-US")} customers, 95th percentiles`,
      ...["ms", "a bare route and object", "ratio", "budget"],
    ],
    measured.map(({ name, p95, bareP95, ratio }) => [
      ...[name, p95.toFixed(1), bareP95.toFixed(1)],
      ...[`${ratio.toFixed(2)} ×`, `${READ_RATIO.toFixed(2)} ×`],
    ]),
  );
}
