/**
 * @module Proves what a credential may do: one harmless call for each permission, and the account, all at once.
 *
 * Stripe has no introspection for keys. A read is proved by a list of one: 200 granted, 403 missing. A write is
 * proved by an empty change to an object that cannot exist: 404 granted, 403 missing, and nothing is changed. It
 * needs no read beside it. 401 means the key is refused; a clear answer of another kind proves nothing; everything
 * else is unknown and never called missing.
 */

import { PERMISSIONS, type Access, type PermissionName } from "../../shared/permissions.ts";
import type { PermissionRequest } from "../../shared/profile.ts";
import type { AccountPreview } from "../../shared/schema/connections.ts";
import { PREVIEW_PERMISSIONS, readAccount, readAccountPreview, type AccountFinding } from "./account.ts";
import type { KeyRefusal, Silence, StripeAnswer, StripeTrace } from "./answers.ts";
import { createStripeClient, type StripeCall, type StripeClientOptions } from "./client.ts";
import { LIST_ENDPOINTS, readEndpoints, type FoundEndpoint } from "./webhook-endpoints.ts";

export type CheckStatus = "granted" | "missing" | "unknown" | "unchecked";

export interface Finding {
  readonly permission: PermissionName;
  readonly access: Access;
  readonly status: CheckStatus;
}

/** What Stripe told of a credential it knows. */
export interface Proof {
  readonly permissions: readonly Finding[];
  readonly account: AccountFinding;
  /** Path of the Dashboard page that edits this very key, from Stripe's own 403. */
  readonly editKeyPath: string | null;
  /** Rows it has and should not have. */
  readonly excess: readonly PermissionName[];
  readonly accountPreview: AccountPreview;
  /** The account's webhook endpoints; null where nobody asked or Stripe did not list them. */
  readonly endpoints: readonly FoundEndpoint[] | null;
}

/**
 * `powerless`: Stripe knows the key and refuses every permission that can be proved. `usable`: it knows the key,
 * and at least one is granted, or none can be proved.
 */
export type ProbeResult =
  | { readonly verdict: "usable" | "powerless"; readonly proof: Proof }
  | { readonly verdict: "refused"; readonly code: KeyRefusal; readonly stripe: StripeTrace | null }
  | { readonly verdict: "silent"; readonly reason: Silence; readonly stripe: StripeTrace | null };

export interface ProbeRequest {
  readonly permissions: readonly PermissionRequest[];
  /** Rows that should not be there. */
  readonly excess: readonly PermissionName[];
  /** Lists the account's webhook endpoints too. */
  readonly endpoints: boolean;
}

/** By method and path without query, as `GET /v1/customers`: rows that share a call share its answer. */
type Answers = ReadonlyMap<string, StripeAnswer>;

const ACCOUNT: StripeCall = { method: "GET", path: "/v1/account", object: "account" };
/** A Worker may have six connections that wait for headers; a seventh queues behind them (Workers' limits). */
const MAX_PARALLEL = 6;
/** No object: a write probe is answered by an error, and a 200 would be no answer of Stripe's. */
const NOTHING = "";

/** Probes a credential for what is asked. Changes nothing at Stripe. */
export async function probeCredential(
  options: Omit<StripeClientOptions, "allowed">,
  { permissions, excess, endpoints }: ProbeRequest,
): Promise<ProbeResult> {
  const unasked = excess.filter((name) => !isIncluded(name, permissions));
  const calls = planCalls(permissions, unasked, endpoints);
  const ask = createStripeClient({ ...options, allowed: new Set(calls.keys()) });
  const answers = new Map<string, StripeAnswer>();
  const askAll = async (queue: [key: string, call: StripeCall][]): Promise<void> => {
    const askNext = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) answers.set(next[0], await ask(next[1]));
    };
    await Promise.all(Array.from({ length: MAX_PARALLEL }, askNext));
  };
  await askAll([...calls]);
  // One 401 beside answers is no verdict: a key that is really refused is refused again.
  if (hasOutcome(answers, "answered")) {
    await askAll([...calls].filter(([key]) => answers.get(key)?.outcome === "refused"));
  }
  return judge(permissions, unasked, answers);
}

function planCalls(
  permissions: readonly PermissionRequest[],
  excess: readonly PermissionName[],
  endpoints: boolean,
): Map<string, StripeCall> {
  const calls: (StripeCall | null)[] = [ACCOUNT];
  if (endpoints) calls.push(LIST_ENDPOINTS); // before the row's own read, whose list of one it replaces
  for (const { permission, access } of permissions) {
    if (access === "write") calls.push(writeCall(permission));
    if (access === "read" || PREVIEW_PERMISSIONS.includes(permission)) calls.push(readCall(permission));
  }
  calls.push(...excess.map(readCall));
  const planned = new Map<string, StripeCall>();
  for (const call of calls) if (call && !planned.has(keyOf(call))) planned.set(keyOf(call), call);
  return planned;
}

function readCall(name: PermissionName): StripeCall | null {
  const { probe } = PERMISSIONS[name];
  if (probe === null) return null;
  const object = probe.includes("limit=") ? "list" : probe.slice("/v1/".length); // a list, the balance, the account
  return { method: "GET", path: probe, object };
}

function writeCall(name: PermissionName): StripeCall | null {
  const { writeProbe } = PERMISSIONS[name];
  if (writeProbe === undefined) return null;
  return { method: "POST", path: writeProbe, object: NOTHING, params: {}, intent: null };
}

function keyOf({ method, path }: StripeCall): string {
  return `${method} ${path.split("?")[0]}`;
}

function judge(
  permissions: readonly PermissionRequest[],
  excess: readonly PermissionName[],
  answers: Answers,
): ProbeResult {
  const all = [...answers.values()];
  const refused = all.find((answer) => answer.outcome === "refused");
  if (refused) return { verdict: "refused", code: refused.code, stripe: refused.stripe };

  const findAnswer = (call: StripeCall | null) => (call ? answers.get(keyOf(call)) : undefined);
  const findings = permissions.map(({ permission, access }): Finding => {
    const status =
      access === "read"
        ? statusOf(findAnswer(readCall(permission)), "unchecked")
        : statusOf(findAnswer(writeCall(permission)), "granted");
    return { permission, access, status };
  });
  const isFound = (status: CheckStatus) => findings.some((finding) => finding.status === status);
  // Where nothing but "no such object" comes back, something else than Stripe may be speaking.
  const isKnown = hasOutcome(answers, "answered") || hasOutcome(answers, "forbidden");
  if (!isKnown || (!isFound("granted") && isFound("unknown"))) {
    const silences = all.filter((answer) => answer.outcome === "silent");
    // One that may pass is a reason to try again, whatever else was answered.
    const silent = silences.find(({ reason }) => reason !== "unexpected") ?? silences[0];
    return { verdict: "silent", reason: silent?.reason ?? "unexpected", stripe: silent?.stripe ?? null };
  }

  const forbidden = all.filter((answer) => answer.outcome === "forbidden");
  const accountInText = forbidden.find(({ account }) => account !== null)?.account ?? null;
  const listed = answers.get(keyOf(LIST_ENDPOINTS));
  return {
    verdict: isFound("missing") && !isFound("granted") ? "powerless" : "usable",
    proof: {
      permissions: findings,
      account: readAccount(findAnswer(ACCOUNT), accountInText),
      editKeyPath: forbidden.find(({ editKeyPath }) => editKeyPath !== null)?.editKeyPath ?? null,
      excess: excess.filter((name) => findAnswer(readCall(name))?.outcome === "answered"),
      accountPreview: readAccountPreview((name) => findAnswer(readCall(name))),
      endpoints: listed?.outcome === "answered" ? readEndpoints(listed) : null,
    },
  };
}

/** @param absent what a 404 means: the right to change an object that is not there, or nothing at all */
function statusOf(answer: StripeAnswer | undefined, absent: CheckStatus): CheckStatus {
  switch (answer?.outcome) {
    case undefined:
      return "unchecked";
    case "answered":
      return "granted";
    case "forbidden":
      return "missing";
    case "absent":
      return absent;
    case "refused":
      return "unknown";
    case "silent":
      return answer.reason === "unexpected" ? "unchecked" : "unknown";
  }
}

/** Tells whether what is asked for brings `name` with it, so that having it says nothing. */
function isIncluded(name: PermissionName, requests: readonly PermissionRequest[]): boolean {
  const { identifier } = PERMISSIONS[name];
  return requests.some(({ permission }) => {
    const entry = PERMISSIONS[permission];
    return entry.identifier === identifier || entry.implies?.includes(identifier);
  });
}

function hasOutcome(answers: Answers, outcome: StripeAnswer["outcome"]): boolean {
  return [...answers.values()].some((answer) => answer.outcome === outcome);
}
