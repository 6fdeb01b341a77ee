/**
 * @module Lists the example data as Stripe would, so that a demo connection has a ledger like any other.
 */

import { DEMO_DATASET, generateDataset } from "../../shared/dataset/index.ts";
import { RESOURCE_NAMES, RESOURCES, type Resource } from "../../shared/resources.ts";
import type { AskStripe } from "../stripe/client.ts";
import type { StripeObject } from "./tables.ts";

/** Returns what answers the ledger's requests for lists. @param now when the data ends, unix seconds */
export function openDemoLists(now: number): AskStripe {
  const dataset: Readonly<Record<string, readonly object[]>> = generateDataset({ ...DEMO_DATASET, now });
  return async ({ path }) => {
    const { pathname, searchParams } = new URL(path, "https://api.stripe.com");
    const name = RESOURCE_NAMES.find((one) => (RESOURCES[one] as Resource).path === pathname);
    if (!name) return { outcome: "absent", stripe: null };
    const customer = searchParams.get("customer");
    const objects = ((dataset[name] ?? []) as readonly StripeObject[]).filter(
      (object) => customer === null || object.customer === customer,
    ); // the data set holds Stripe's objects
    const start = objects.findIndex(({ id }) => id === searchParams.get("starting_after")) + 1;
    const data = objects.slice(start, start + Number(searchParams.get("limit")));
    const body = { object: "list", data, has_more: start + data.length < objects.length };
    return { outcome: "answered", body };
  };
}
