/**
 * @module The ledger's truth: after any script of changes, faults, crashes, and lost, doubled or reordered webhooks, it
 * equals the local Stripe's own state, by each means of freshness alone and together.
 *
 * The ledger is the Worker's; what it runs on is not (see storage.ts). test/worker/ledger holds the whole Worker to the
 * same. `PROPERTY_RUNS=20 npm test -- test/ledger` tries twenty times as many scripts.
 */

import * as fc from "fast-check";
import { test } from "node:test";
import { propertyParameters } from "../property-runs.ts";
import { holdToPromptTruth, holdToTruth } from "./hold-to-truth.ts";
import { arbitraryScript, OLD_VERSIONS } from "./script.ts";

const RUNS = 250;
const TOLD_RUNS = 60;
/** Half of the accounts send what they tell in the shapes of an older API version. */
const VERSIONS = [...OLD_VERSIONS.map(() => null), ...OLD_VERSIONS];

for (const means of ["lists", "events", "webhooks", "webhooks and events"] as const) {
  test(`truth · by ${means}, whatever happens`, { timeout: 3_600_000 }, async () => {
    const script = arbitraryScript(means === "lists" ? [null] : VERSIONS);
    await fc.assert(
      fc.asyncProperty(script, (one) => holdToTruth(means, one)),
      propertyParameters(RUNS),
    );
  });
}

for (const means of ["events", "webhooks", "webhooks and events"] as const) {
  test(`truth · by ${means} within minutes, where everything is told`, { timeout: 3_600_000 }, async () => {
    const script = arbitraryScript(VERSIONS);
    await fc.assert(
      fc.asyncProperty(script, (one) => holdToPromptTruth(means, one)),
      propertyParameters(TOLD_RUNS),
    );
  });
}
