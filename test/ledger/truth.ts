/**
 * @module The truth that a ledger is held to: the local Stripe's own objects.
 */

import { isDeepStrictEqual } from "node:util";
import type { Live } from "../../demo/stripe/index.ts";
import type { ResourceName } from "../../shared/resources.ts";

/** Returns, in words, where what is kept of a resource is not what the account has; nothing where all is true. */
export function findUntruths(
  live: Live,
  resource: ResourceName,
  kept: ReadonlyMap<string, object>,
): string[] {
  const real = new Map(live.objects(resource).map((object) => [object.id, object]));
  return [...new Set([...kept.keys(), ...real.keys()])].flatMap((id) =>
    describeDifference(`${resource} ${id}`, kept.get(id), real.get(id)),
  );
}

function describeDifference(name: string, kept: object | undefined, real: object | undefined): string[] {
  if (!kept) return [`${name} is not in the ledger`];
  if (!real) return [`${name} is no longer there`];
  const [one, other] = [kept, JSON.parse(JSON.stringify(real)) as object] as Record<string, unknown>[]; // JSON objects
  const fields = new Set([...Object.keys(kept), ...Object.keys(real)]);
  return [...fields]
    .filter((field) => !isDeepStrictEqual(one?.[field], other?.[field]))
    .map((field) => `${name} ${field}: ${JSON.stringify(one?.[field])} is ${JSON.stringify(other?.[field])}`);
}
