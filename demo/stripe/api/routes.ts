/**
 * @module Which endpoint is meant? Method and path → resource and what to do with it.
 */

import { RESOURCES, resourceAt, type Resource } from "../resources/table.ts";
import { UPDATES } from "../resources/updates.ts";
import { WRITES, type Write } from "../resources/writes.ts";

export type Endpoint =
  | { readonly action: "list"; readonly resource: Resource; readonly customer?: string }
  | { readonly action: "retrieve"; readonly resource: Resource; readonly id: string }
  | {
      readonly action: "write";
      readonly resource: Resource;
      readonly write: Write;
      readonly id: string | null;
    }
  | { readonly action: "balance" }
  | { readonly action: "account"; readonly id: string | null }
  | { readonly action: "accounts" };

/** Finds the endpoint of a request, or `null` if Stripe has none there. */
export function findEndpoint(method: string, path: string): Endpoint | null {
  const tail = /^\/v1\/(.+)$/.exec(path)?.[1];
  if (tail === undefined) return null;
  return method === "GET" ? findReading(tail) : findWrite(method, tail);
}

function findReading(tail: string): Endpoint | null {
  if (tail === "balance") return { action: "balance" };
  if (tail === "account") return { action: "account", id: null };
  if (tail === "accounts") return { action: "accounts" };
  const account = /^accounts\/([^/]+)$/.exec(tail)?.[1];
  if (account !== undefined) return { action: "account", id: account };
  const customer = /^customers\/([^/]+)\/payment_methods$/.exec(tail)?.[1];
  if (customer !== undefined) return { action: "list", resource: resourceAt("payment_methods"), customer };
  const listed = RESOURCES.get(tail);
  if (listed) return { action: "list", resource: listed };
  const { resource, id } = splitId(tail);
  return resource && id ? { action: "retrieve", resource, id } : null;
}

function findWrite(method: string, tail: string): Endpoint | null {
  const listed = RESOURCES.get(tail);
  const { resource, id } = listed ? { resource: listed, id: null } : splitId(tail);
  if (!resource) return null;
  const pattern = `${method} ${resource.path}${id === null ? "" : "/{id}"}`;
  const write = WRITES[pattern] ?? UPDATES[pattern];
  return write ? { action: "write", resource, write, id } : null;
}

function splitId(tail: string): { readonly resource: Resource | undefined; readonly id: string } {
  const slash = tail.lastIndexOf("/");
  return { resource: RESOURCES.get(tail.slice(0, Math.max(0, slash))), id: tail.slice(slash + 1) };
}
