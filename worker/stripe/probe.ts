/**
 * @module Proves what a credential may do: one harmless call for each permission, and the account, all at once.
 *
 * Stripe has no introspection for keys. A read is proved by a list of one: 200 granted, 403 missing. A write is
 * proved by an empty change to an object that cannot exist: 404 granted, 403 missing, and nothing is changed.
 * 401 means the key is refused; a clear answer of another kind proves nothing; everything else is unknown and
 * never called missing.
 */

import { randomText } from "../../shared/ids.ts";
import { permissionEntry, type Access, type PermissionName } from "../../shared/permissions.ts";
import type { PermissionRequest } from "../../shared/profile.ts";
import type { AccountPreview } from "../../shared/schema/connections.ts";
import { readAccount, type AccountFinding } from "./account.ts";
import type { KeyRefusal, Silence, StripeAnswer, StripeTrace } from "./answers.ts";
import { createStripeClient, type StripeClientOptions } from "./client.ts";
import { readAccountPreview } from "./account-preview.ts";

export type CheckStatus = "granted" | "missing" | "unknown" | "unchecked";

export interface Finding {
  readonly permission: PermissionName;
  readonly access: Access;
  readonly status: CheckStatus;
}

/** What Stripe told of a credential it knows. */
export interface Proof {
  readonly findings: readonly Finding[];
  readonly account: AccountFinding;
  /** Path of the Dashboard page that edits this very key, from Stripe's own 403. */
  readonly editKeyPath: string | null;
  /** Rows it has and should not have. */
  readonly excess: readonly PermissionName[];
  readonly accountPreview: AccountPreview;
}

/**
 * `powerless`: Stripe knows the key and refuses every permission that can be proved. `usable`: it knows the key,
 * and at least one is granted, or none can be proved.
 */
export type ProbeResult =
  | { readonly verdict: "usable" | "powerless"; readonly proof: Proof }
  | { readonly verdict: "refused"; readonly code: KeyRefusal; readonly stripe: StripeTrace | null }
  | { readonly verdict: "silent"; readonly reason: Silence; readonly stripe: StripeTrace | null };

/** What to look for: the rows that are asked, and rows that should not be there. */
export interface Wanted {
  readonly permissions: readonly PermissionRequest[];
  readonly excess: readonly PermissionName[];
}

/** A call by its method and path: `GET /v1/customers?limit=1`. */
type Call = `${"GET" | "POST"} ${string}`;
type Answers = ReadonlyMap<Call, StripeAnswer>;

const ACCOUNT: Call = "GET /v1/account";
/** A Worker may have six connections waiting for headers; a seventh would queue behind them. */
const MAX_PARALLEL = 6;

/** Examines a credential for what is wanted. Changes nothing at Stripe. */
export async function probeCredential(
  options: Omit<StripeClientOptions, "allowed">,
  { permissions, excess }: Wanted,
): Promise<ProbeResult> {
  const unasked = excess.filter((name) => !isIncluded(name, permissions));
  const asked = permissions.flatMap((request) => [
    readCall(request.permission),
    ...(request.access === "write" ? [writeCall(request.permission)] : []),
  ]);
  const calls = [...new Set([...asked, ACCOUNT, ...unasked.map(readCall)])].filter((call) => call !== null);
  const allowed = new Set(calls.map((call) => call.split("?")[0] ?? call));
  const ask = createStripeClient({ ...options, allowed });
  // Of this examination alone: Stripe would repeat an older answer under the same idempotency key.
  const idempotencyKey = `probe-${randomText(26, options.random)}`;
  const answers = new Map<Call, StripeAnswer>();
  const askCall = async (call: Call): Promise<void> => {
    const [method, path = ""] = call.split(" ");
    const write = { method: "POST", params: {}, idempotencyKey: `${idempotencyKey}-${path}` } as const;
    answers.set(call, await (method === "POST" ? ask(path, write) : ask(path)));
  };
  await runPooled(calls, MAX_PARALLEL, askCall);
  // One 401 beside answers is no verdict: a key that is really refused is refused again.
  if (hasOutcome(answers, "answered")) {
    const doubted = calls.filter((call) => answers.get(call)?.outcome === "refused");
    await runPooled(doubted, MAX_PARALLEL, askCall);
  }
  return judge(permissions, unasked, answers);
}

function judge(
  requests: readonly PermissionRequest[],
  unasked: readonly PermissionName[],
  answers: Answers,
): ProbeResult {
  const all = [...answers.values()];
  const refused = all.find((answer) => answer.outcome === "refused");
  if (refused) return { verdict: "refused", code: refused.code, stripe: refused.stripe };

  const findings = requests.map(({ permission, access }): Finding => {
    const status = access === "read" ? readStatus(permission, answers) : writeStatus(permission, answers);
    return { permission, access, status };
  });
  const found = (status: CheckStatus) => findings.some((finding) => finding.status === status);
  // Nothing but "not there" is no answer of Stripe's: something between us and it is speaking.
  const isKnown = hasOutcome(answers, "answered") || hasOutcome(answers, "forbidden");
  if (!isKnown || (!found("granted") && found("unknown"))) {
    const silences = all.filter((answer) => answer.outcome === "silent");
    // One that may pass is a reason to try again, whatever else was answered.
    const silent = silences.find(({ reason }) => reason !== "unexpected") ?? silences[0];
    return { verdict: "silent", reason: silent?.reason ?? "unexpected", stripe: silent?.stripe ?? null };
  }
  const forbidden = all.filter((answer) => answer.outcome === "forbidden");
  const accountInText = forbidden.find(({ account }) => account !== null)?.account ?? null;
  return {
    verdict: found("missing") && !found("granted") ? "powerless" : "usable",
    proof: {
      findings,
      account: readAccount(answers.get(ACCOUNT), accountInText),
      editKeyPath: forbidden.find(({ editKeyPath }) => editKeyPath !== null)?.editKeyPath ?? null,
      excess: unasked.filter((name) => readStatus(name, answers) === "granted"),
      accountPreview: readAccountPreview((name) => answers.get(readCall(name) ?? ACCOUNT)),
    },
  };
}

function readCall(name: PermissionName): Call | null {
  const { probe } = permissionEntry(name);
  return probe === null ? null : `GET ${probe}`;
}

function writeCall(name: PermissionName): Call | null {
  const { writeProbe } = permissionEntry(name);
  return writeProbe === undefined ? null : `POST ${writeProbe}`;
}

function readStatus(name: PermissionName, answers: Answers): CheckStatus {
  const call = readCall(name);
  return statusOf(call && answers.get(call), "unchecked");
}

function writeStatus(name: PermissionName, answers: Answers): CheckStatus {
  const call = writeCall(name);
  return statusOf(call && answers.get(call), "granted");
}

/** @param absent what a 404 means: the right to change an object that is not there, or nothing at all */
function statusOf(answer: StripeAnswer | null | undefined, absent: CheckStatus): CheckStatus {
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
  const { identifier } = permissionEntry(name);
  return requests.some(({ permission }) => {
    const entry = permissionEntry(permission);
    return entry.identifier === identifier || entry.implies?.includes(identifier);
  });
}

function hasOutcome(answers: Answers, outcome: StripeAnswer["outcome"]): boolean {
  return [...answers.values()].some((answer) => answer.outcome === outcome);
}

async function runPooled<T>(
  items: readonly T[],
  size: number,
  run: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: size }, lane));
}
