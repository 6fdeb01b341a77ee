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
  const allowed = resources.flatMap((name) => {
    const { path }: Resource = RESOURCES[name];
    return [`GET ${path}`, `GET ${path}/{id}`];
  });
  if (resources.includes("subscriptions")) allowed.push("GET /v1/subscription_items");
  if (withEvents) allowed.push("GET /v1/events");
  return createStripeClient({ ...options, allowed: new Set(allowed), maxAttempts: 1, attemptMs: ATTEMPT_MS });
}
