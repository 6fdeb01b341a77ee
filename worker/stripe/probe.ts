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
import type { StripeRequest } from "../../shared/schema/receipt.ts";
import { PREVIEW_PERMISSIONS, readAccount, readAccountPreview, type AccountFinding } from "./account.ts";
import { readTrace, type KeyRefusal, type Silence, type StripeAnswer, type StripeTrace } from "./answers.ts";
import { createStripeClient, type StripeCall, type StripeClientOptions } from "./client.ts";
import { LIST_ENDPOINTS, readEndpoints, type FoundEndpoint } from "./webhook-endpoints.ts";

export type CheckStatus = "granted" | "missing" | "unknown" | "unchecked";

export interface Finding {
  readonly permission: PermissionName;
  readonly access: Access;
  readonly status: CheckStatus;
  /** What found it; null where nothing was asked. */
  readonly request: StripeRequest | null;
}

/** What Stripe told of a credential it knows. */
export interface Proof {
  readonly permissions: readonly Finding[];
  readonly account: AccountFinding;
  /** Path of the Dashboard page that edits this very key, from Stripe's own 403. */
  readonly editKeyPath: string | null;
  /** The rows that should not be there, and were asked about. */
  readonly excess: readonly Finding[];
  /** The look-up of the account. */
  readonly accountRequest: StripeRequest | null;
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
  | {
      readonly verdict: "refused";
      readonly code: KeyRefusal;
      readonly stripe: StripeTrace | null;
      /** What was refused; null where nothing was asked with the credential. */
      readonly request: StripeRequest | null;
    }
  | { readonly verdict: "silent"; readonly reason: Silence; readonly stripe: StripeTrace | null };

export interface ProbeRequest {
  readonly permissions: readonly PermissionRequest[];
  /** Rows that should not be there. */
  readonly excess: readonly PermissionName[];
  /** Lists the account's webhook endpoints too. */
  readonly endpoints: boolean;
}

/** A call that deletes proves nothing. */
type ProbeCall = StripeCall & { readonly method: StripeRequest["method"] };

interface Asked {
  readonly answer: StripeAnswer;
  /** Null where there was no time to send it. */
  readonly request: StripeRequest | null;
}

/** By method and path without query, as `GET /v1/customers`: rows that share a call share its answer. */
type Answers = ReadonlyMap<string, Asked>;

const ACCOUNT: ProbeCall = { method: "GET", path: "/v1/account", object: "account" };
/** A Worker may have six connections that wait for headers; a seventh queues behind them (Workers' limits). */
const MAX_PARALLEL = 6;
/** No object: a write probe is answered by an error, and a 200 would be no answer of Stripe's. */
const NOTHING = "";

/** Probes a credential for what is asked. Changes nothing at Stripe. @param now unix seconds */
export async function probeCredential(
  { now, ...options }: Omit<StripeClientOptions, "allowed"> & { readonly now: () => number },
  probes: ProbeRequest,
): Promise<ProbeResult> {
  const calls = planCalls(probes);
  const ask = createStripeClient({ ...options, allowed: new Set(calls.keys()) });
  const answers = new Map<string, Asked>();
  const askAll = async (queue: [key: string, call: ProbeCall][]): Promise<void> => {
    const askNext = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [key, call] = next;
        const answer = await ask(call);
        // Where there is no time to ask again, what was asked before stays the last request.
        const request = describeRequest(call, answer, now()) ?? answers.get(key)?.request ?? null;
        answers.set(key, { answer, request });
      }
    };
    await Promise.all(Array.from({ length: MAX_PARALLEL }, askNext));
  };
  await askAll([...calls]);
  // One 401 beside answers is no verdict: a key that is really refused is refused again.
  if (hasOutcome(answers, "answered")) {
    await askAll([...calls].filter(([key]) => answers.get(key)?.answer.outcome === "refused"));
  }
  return judge(probes, answers);
}

/** Lists what `probeCredential` sends: method and path without query, `GET /v1/customers`. */
export function listProbes(probes: ProbeRequest): string[] {
  return [...planCalls(probes).keys()];
}

function planCalls({ permissions, excess, endpoints }: ProbeRequest): Map<string, ProbeCall> {
  const calls: (ProbeCall | null)[] = [ACCOUNT];
  if (endpoints) calls.push(LIST_ENDPOINTS); // before the row's own read, whose list of one it replaces
  for (const { permission, access } of permissions) {
    calls.push(findCall(permission, access));
    if (PREVIEW_PERMISSIONS.includes(permission)) calls.push(findCall(permission, "read"));
  }
  calls.push(...listUnasked(excess, permissions).map((name) => findCall(name, "read")));
  const planned = new Map<string, ProbeCall>();
  for (const call of calls) if (call && !planned.has(keyOf(call))) planned.set(keyOf(call), call);
  return planned;
}

/** Returns the call that proves a permission; null where none does. */
function findCall(name: PermissionName, access: Access): ProbeCall | null {
  const { probe, writeProbe } = PERMISSIONS[name];
  if (access === "write") {
    if (writeProbe === undefined) return null;
    return { method: "POST", path: writeProbe, object: NOTHING, params: {}, intent: null };
  }
  if (probe === null) return null;
  const object = probe.includes("limit=") ? "list" : probe.slice("/v1/".length); // a list, the balance, the account
  return { method: "GET", path: probe, object };
}

function keyOf({ method, path }: ProbeCall): string {
  return `${method} ${readPath(path)}`;
}

function readPath(path: string): string {
  return path.split("?")[0] ?? "";
}

function describeRequest(
  { method, path }: ProbeCall,
  answer: StripeAnswer,
  at: number,
): StripeRequest | null {
  if (answer.outcome === "silent" && answer.unsent) return null;
  const trace = readTrace(answer);
  return {
    method,
    path: readPath(path),
    status: trace?.status ?? null,
    request_id: trace?.request_id ?? null,
    at,
  };
}

function judge({ permissions, excess }: ProbeRequest, answers: Answers): ProbeResult {
  for (const { answer, request } of answers.values()) {
    if (answer.outcome === "refused")
      return { verdict: "refused", code: answer.code, stripe: answer.stripe, request };
  }

  const all = [...answers.values()].map(({ answer }) => answer);
  const find = (call: ProbeCall | null) => (call ? answers.get(keyOf(call)) : undefined);
  const findAnswer = (name: PermissionName) => find(findCall(name, "read"))?.answer;
  const describe = (permission: PermissionName, access: Access): Finding => {
    const asked = find(findCall(permission, access));
    const status = statusOf(asked?.answer, access === "read" ? "unchecked" : "granted");
    return { permission, access, status, request: asked?.request ?? null };
  };
  const findings = permissions.map(({ permission, access }) => describe(permission, access));
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
  const listed = find(LIST_ENDPOINTS)?.answer;
  return {
    verdict: isFound("missing") && !isFound("granted") ? "powerless" : "usable",
    proof: {
      permissions: findings,
      account: readAccount(find(ACCOUNT)?.answer, accountInText),
      accountRequest: find(ACCOUNT)?.request ?? null,
      editKeyPath: forbidden.find(({ editKeyPath }) => editKeyPath !== null)?.editKeyPath ?? null,
      excess: listUnasked(excess, permissions).map((name) => describe(name, "read")),
      accountPreview: readAccountPreview(findAnswer),
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

/** Leaves out what comes along with what is asked for, so that having it says nothing. */
function listUnasked(names: readonly PermissionName[], requests: readonly PermissionRequest[]) {
  return names.filter((name) => {
    const { identifier } = PERMISSIONS[name];
    return !requests.some(({ permission }) => {
      const entry = PERMISSIONS[permission];
      return entry.identifier === identifier || entry.implies?.includes(identifier);
    });
  });
}

function hasOutcome(answers: Answers, outcome: StripeAnswer["outcome"]): boolean {
  return [...answers.values()].some(({ answer }) => answer.outcome === outcome);
}
