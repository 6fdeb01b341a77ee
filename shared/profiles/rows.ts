/**
 * @module How a profile writes the permissions it asks for (what it does with each, and what is lost without it), and
 * the events it listens to.
 */

import type { PermissionName } from "../permissions.ts";
import type { PermissionRequest, Profile } from "../profile.ts";
import type { ResourceName } from "../resources.ts";

type CreateRow = (permission: PermissionName, why: string, without?: string) => PermissionRequest;

const createRow =
  (access: PermissionRequest["access"], required: boolean): CreateRow =>
  (permission, why, without) => ({
    permission,
    access,
    required,
    why,
    ...(without !== undefined && { without }),
  });

export const requireRead = createRow("read", true);
export const requireWrite = createRow("write", true);
export const optionalRead = createRow("read", false);

/** Returns Stripe's names of what happens to an object, `invoice.paid`; `facts` has spaces between. */
export function eventsOf(object: string, facts: string): string[] {
  return facts.split(" ").map((fact) => `${object}.${fact}`);
}

/** Returns what most profiles want of the ledger: everything, within five minutes, for Stripe's smallest allocation. */
export function syncAll(...resources: ResourceName[]): Profile["sync"] {
  return { resources, days: null, freshness_seconds: 300, reads_per_month: 10_000 };
}
