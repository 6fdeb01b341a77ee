/**
 * @module `npm run bench`: how heavy the element is and how long connecting takes, beside their budgets.
 */

import process from "node:process";
import { ALTERNATIVES } from "./alternatives.ts";
import { measureConnectLatency, ROUNDS, type ConnectLatency } from "./connect-latency.ts";
import { ELEMENT_BUDGET_GZIP_BYTES, measureElement, type Size } from "./element-size.ts";
import { printTable } from "./table.ts";

/** One round trip to Stripe, and a third of one for everything else. */
const CONNECT_BUDGET_RATIO = 1.3;

const element = measureElement();
const latency = await measureConnectLatency();
const ratio = latency.connect / latency.latency;
const met = element.gzip <= ELEMENT_BUDGET_GZIP_BYTES && ratio <= CONNECT_BUDGET_RATIO;

process.stdout.write(`\n${printSizes(element)}\n\n${printLatency(latency)}\n\n`);
process.stdout.write(met ? "Both budgets are met.\n" : "A budget is exceeded.\n");
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

function printLatency({ latency: away, connect, plain }: ConnectLatency): string {
  const printRatio = (milliseconds: number) => `${(milliseconds / away).toFixed(2)} ×`;
  return printTable(
    [`With Stripe ${away} ms away (median of ${ROUNDS})`, "ms", `of ${away} ms`, "budget"],
    [
      [
        "PUT connection, ParityRail's profile",
        Math.round(connect),
        printRatio(connect),
        `${CONNECT_BUDGET_RATIO} ×`,
      ],
      ["one plain request to the same Stripe", Math.round(plain), printRatio(plain), "–"],
    ],
  );
}
