/**
 * @module `npm run bench`: how heavy the element is and how long connecting takes, beside their budgets.
 */

import process from "node:process";
import { ALTERNATIVES } from "./alternatives.ts";
import { LATENCY_MS, measureConnectLatency, ROUNDS, type ConnectLatency } from "./connect-latency.ts";
import { ELEMENT_BUDGET_GZIP_BYTES, measureElement, type Size } from "./element-size.ts";
import { printTable } from "./table.ts";

/** What connecting may take beside its round trips to Stripe, as a part of one that is measured in turns with it. */
const OWN_TIME_RATIO = 0.5;

const element = measureElement();
const latencies = await measureConnectLatency();
const met =
  element.gzip <= ELEMENT_BUDGET_GZIP_BYTES &&
  latencies.every(({ connect, plain, waves }) => connect / plain <= waves + OWN_TIME_RATIO);

process.stdout.write(`\n${printSizes(element)}\n\n${printLatencies(latencies)}\n\n`);
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
