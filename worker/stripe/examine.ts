/**
 * @module Proves what a key may read: one list of one object for each permission, and the account, all at once.
 *
 * Stripe has no introspection for keys. 200 means granted, 403 means missing, 401 means the key is refused;
 * everything else is unknown and never called missing.
 */

import { permissionEntry, type Access, type PermissionName } from "../../shared/permissions.ts";
import type { PermissionRequest } from "../../shared/profile.ts";
import type { KeyRefusal, Silence, StripeAnswer, StripeTrace } from "./answers.ts";
import { createStripeClient, type StripeClientOptions } from "./client.ts";

export type CheckStatus = "granted" | "missing" | "unknown" | "unchecked";

export interface Finding {
  readonly permission: PermissionName;
  readonly access: Access;
  readonly status: CheckStatus;
}

/** Whose key it is: an id (with a name where the key may read it), an answer without one, or no answer. */
export type AccountFinding =
  | { readonly kind: "identified"; readonly id: string; readonly name: string | null }
  | { readonly kind: "anonymous" }
  | { readonly kind: "unknown" };

/** What Stripe told of a key it knows. */
export interface Proof {
  readonly findings: readonly Finding[];
  readonly account: AccountFinding;
  /** Path of the Dashboard page that edits this very key, from Stripe's own 403. */
  readonly editKeyPath: string | null;
}

/**
 * `powerless`: Stripe knows the key and refuses every permission asked for. `usable`: it knows the key, and at
 * least one is granted or cannot be asked for.
 */
export type Examination =
  | { readonly verdict: "usable" | "powerless"; readonly proof: Proof }
  | { readonly verdict: "refused"; readonly code: KeyRefusal; readonly stripe: StripeTrace | null }
  | { readonly verdict: "silent"; readonly reason: Silence; readonly stripe: StripeTrace | null };

const ACCOUNT_PATH = "/v1/account";
/** A Worker may have six connections waiting for headers; a seventh would queue behind them. */
const MAX_PARALLEL = 6;
const MAX_NAME_LENGTH = 200;

/** Examines a key for the permissions a profile asks for. Writes nothing at Stripe. */
export async function examineKey(
  options: Omit<StripeClientOptions, "allowed">,
  requests: readonly PermissionRequest[],
): Promise<Examination> {
  // Only reads can be proved by a list; a write is unknown until it has a probe of its own.
  const paths = requests.map(({ permission, access }) =>
    access === "read" ? permissionEntry(permission).probe : null,
  );
  const probes = [...new Set([...paths.filter((path) => path !== null), ACCOUNT_PATH])];
  const allowed = new Set(probes.map((path) => `GET ${path.split("?")[0] ?? path}`));
  const ask = createStripeClient({ ...options, allowed });
  const answers = new Map<string, StripeAnswer>();
  await runPooled(probes, MAX_PARALLEL, async (path) => answers.set(path, await ask(path)));
  // One 401 beside answers is no verdict: a key that is really refused is refused again.
  if (hasOutcome(answers, "answered")) {
    const doubted = probes.filter((path) => answers.get(path)?.outcome === "refused");
    await runPooled(doubted, MAX_PARALLEL, async (path) => answers.set(path, await ask(path)));
  }
  return judge(requests, paths, answers);
}

function judge(
  requests: readonly PermissionRequest[],
  paths: readonly (string | null)[],
  answers: ReadonlyMap<string, StripeAnswer>,
): Examination {
  const all = [...answers.values()];
  const refused = all.find((answer) => answer.outcome === "refused");
  if (refused) return { verdict: "refused", code: refused.code, stripe: refused.stripe };

  const findings = requests.map(({ permission, access }, index): Finding => {
    const answer = answers.get(paths[index] ?? "");
    return { permission, access, status: answer ? readStatus(answer) : "unknown" };
  });
  const granted = findings.some(({ status }) => status === "granted");
  const silent = all.find((answer) => answer.outcome === "silent");
  if (!granted && silent) return { verdict: "silent", reason: silent.reason, stripe: silent.stripe };
  const powerless = findings.length > 0 && findings.every(({ status }) => status === "missing");
  const forbidden = all.filter((answer) => answer.outcome === "forbidden");
  return {
    verdict: powerless ? "powerless" : "usable",
    proof: {
      findings,
      account: readAccount(
        answers.get(ACCOUNT_PATH),
        forbidden.find(({ account }) => account !== null)?.account ?? null,
      ),
      editKeyPath: forbidden.find(({ editKeyPath }) => editKeyPath !== null)?.editKeyPath ?? null,
    },
  };
}

function readStatus(answer: StripeAnswer): CheckStatus {
  switch (answer.outcome) {
    case "answered":
      return "granted";
    case "forbidden":
      return "missing";
    case "absent":
      return "unchecked";
    case "refused":
    case "silent":
      return "unknown";
  }
}

/** A key need not be able to read its account: the 403 names it, as does any other permission's 403. */
function readAccount(answer: StripeAnswer | undefined, fromOtherText: string | null): AccountFinding {
  if (answer?.outcome === "answered" && "id" in answer.body && isAccountId(answer.body.id)) {
    return { kind: "identified", id: answer.body.id, name: readAccountName(answer.body) };
  }
  const id = (answer?.outcome === "forbidden" && answer.account) || fromOtherText;
  if (id) return { kind: "identified", id, name: null };
  return answer?.outcome === "silent" ? { kind: "unknown" } : { kind: "anonymous" };
}

function readAccountName(account: object): string | null {
  const { settings, business_profile: profile } = account as {
    settings?: { dashboard?: { display_name?: unknown } };
    business_profile?: { name?: unknown };
  }; // every step below is checked
  const names = [settings?.dashboard?.display_name, profile?.name];
  const name = names.find((candidate) => typeof candidate === "string" && candidate.trim() !== "");
  return typeof name === "string" ? [...name.trim()].slice(0, MAX_NAME_LENGTH).join("") : null;
}

function isAccountId(value: unknown): value is string {
  return typeof value === "string" && /^acct_[A-Za-z0-9]{1,64}$/.test(value);
}

function hasOutcome(answers: ReadonlyMap<string, StripeAnswer>, outcome: StripeAnswer["outcome"]): boolean {
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
