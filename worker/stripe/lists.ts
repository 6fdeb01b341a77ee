/**
 * @module Opens the ledger's way to Stripe: reads of what a profile syncs, one attempt each, and nothing else.
 */

import { RESOURCES, type Resource, type ResourceName } from "../../shared/resources.ts";
import { createStripeClient, type AskStripe, type StripeClientOptions } from "./client.ts";

/** A long page of a busy account takes Stripe some seconds. */
const ATTEMPT_MS = 20_000;

/** @param deadlineMs how long all reads together may take */
export function openLists(
  options: Omit<StripeClientOptions, "allowed" | "maxAttempts" | "attemptMs"> & {
    readonly deadlineMs: number;
  },
  resources: readonly ResourceName[],
  withEvents: boolean,
): AskStripe {
  const allowed = new Set(listLedgerReads(resources, withEvents));
  return createStripeClient({ ...options, allowed, maxAttempts: 1, attemptMs: ATTEMPT_MS });
}

/** Lists what `openLists` lets through: method and path, `GET /v1/customers/{id}`. */
export function listLedgerReads(resources: readonly ResourceName[], withEvents: boolean): string[] {
  const reads = resources.flatMap((name) => {
    const { path }: Resource = RESOURCES[name];
    return [`GET ${path}`, `GET ${path}/{id}`];
  });
  if (resources.includes("subscriptions")) reads.push("GET /v1/subscription_items");
  if (withEvents) reads.push("GET /v1/events");
  return reads;
}
