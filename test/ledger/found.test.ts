/**
 * @module Scripts that once ended in something untrue, as fast-check shrank them, each with the rule that it broke.
 */

import { test } from "node:test";
import type { Means } from "./account.ts";
import { holdToPromptTruth, holdToTruth } from "./hold-to-truth.ts";
import type { Script, Step } from "./script.ts";

interface Found {
  readonly rule: string;
  readonly means: readonly Means[];
  /** Everything is told, so that it is true within minutes. */
  readonly isTold?: true;
  readonly script: Script;
}

const BILLING = ["customers", "subscriptions", "invoices", "prices", "entitlements"] as const;
const PAYMENTS = [
  ...["customers", "charges", "refunds", "disputes", "payment_intents", "payment_methods"],
] as Script["resources"];
const TOLD = ["events", "webhooks", "webhooks and events"] as const;

const change = (seed: number, silent = false): Step => ({ is: "change", seed, silent });
const pass = (seconds: number, more: Partial<Extract<Step, { is: "pass" }>> = {}): Step => ({
  ...{ is: "pass", seconds, isPunctual: false, meanwhile: [] },
  ...more,
});

const FOUND: readonly Found[] = [
  {
    rule: "a read that is still in doubt is made again",
    means: ["lists", "webhooks"],
    script: {
      ...{ resources: BILLING, lags: [1, 0, 0], version: null },
      steps: [
        pass(0, { meanwhile: [{ at: 1, isAnswered: false, what: { is: "abort" } }] }),
        change(1_315_905_721), // pay
        change(1_202_246_826), // cancelNow
      ],
    },
  },
  {
    rule: "a customer who is deleted takes the subscriptions along",
    means: ["webhooks"],
    script: {
      ...{ resources: BILLING, lags: [1, 0, 0], version: "2020-08-27" },
      steps: [
        pass(0),
        change(1_811_388_718), // deleteCustomer
        pass(397, { meanwhile: [{ at: 0, isAnswered: false, what: { is: "tick", seconds: 3 } }] }),
      ],
    },
  },
  ...[false, true].map((isPunctual): Found => ({
    rule: `payment methods are read once customers can be, ${isPunctual ? "on time" : "late"}`,
    means: ["lists", "events", "webhooks", "webhooks and events"],
    script: {
      ...{ resources: PAYMENTS, lags: [0, 1], version: null },
      steps: [{ is: "withhold", which: 0 }, change(658_893_269), pass(400, { isPunctual })], // attachPaymentMethod
    },
  })),
  {
    rule: "what is made and deleted between two looks is not there",
    means: TOLD,
    isTold: true,
    script: {
      ...{ resources: BILLING, lags: [], version: null },
      steps: [change(143_143_285), change(1_329_167_924)], // createCustomer, deleteCustomer
    },
  },
  {
    rule: "a card that is attached in the second of its customer's deletion is gone with them",
    means: ["events"],
    isTold: true,
    script: {
      ...{ resources: PAYMENTS, lags: [], version: null },
      steps: [change(1_314_142_870), change(598_290_847), change(0)], // attachPaymentMethod, deleteCustomer
    },
  },
  {
    rule: "an invoice of an old API version gains no field of its own",
    means: TOLD,
    isTold: true,
    script: {
      ...{ resources: BILLING, lags: [], version: "2020-08-27" },
      steps: [change(0), change(650_264_878), { is: "tick", seconds: 1 }], // subscribe, createDraftInvoice
    },
  },
  {
    rule: "a customer who subscribes while the customers are read again has their list read too",
    means: ["lists", "events", "webhooks", "webhooks and events"],
    script: {
      ...{ resources: BILLING, lags: [], version: null },
      steps: [
        { is: "withhold", which: 0 },
        pass(0, { meanwhile: [{ at: 0, isAnswered: false, what: { is: "crash" } }] }),
        pass(60),
        change(0, true), // subscribe
      ],
    },
  },
  {
    rule: "a card that was read in the second of its customer's deletion is gone with them",
    means: ["webhooks", "webhooks and events"],
    script: {
      ...{ resources: PAYMENTS, lags: [], version: null },
      steps: [
        ...[change(1_119_475_230), pass(0), change(477_248_078)], // attachPaymentMethod, deleteCustomer
        { is: "deliver", seed: 0, lost: 0, doubled: 0 },
      ],
    },
  },
];

for (const { rule, means: all, isTold, script } of FOUND) {
  for (const means of all) {
    test(`found · ${rule}, by ${means}`, () => (isTold ? holdToPromptTruth : holdToTruth)(means, script));
  }
}
