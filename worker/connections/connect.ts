/**
 * @module Connects or reconnects a project: proves what was given, asks where a person has to decide, and stores
 * all of it or nothing.
 */

import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { createId } from "../../shared/ids.ts";
import { maskKey, type KeyKind, type Mode } from "../../shared/keys.ts";
import type { Profile } from "../../shared/profile.ts";
import type { App } from "../apps/store.ts";
import { ApiError } from "../http/api-error.ts";
import { oweStatement } from "../oauth/flows.ts";
import type { StripeCredential } from "../stripe/client.ts";
import type { Proof } from "../stripe/probe.ts";
import type { SecretField } from "../vault/store.ts";
import { proveCredential } from "./credentials/examine-key.ts";
import type { PastedCredential } from "./credentials/read-credentials.ts";
import { sealCredential } from "./credentials/seal.ts";
import { forgetEndpointStatement, forgetEventsStatement, NO_WEBHOOK } from "../webhooks/store.ts";
import {
  runFenced,
  writeConnectionStatements,
  type CheckedConnection,
  type ConnectionRecord,
} from "./store.ts";
import type { Writing } from "./writing.ts";

/** The access an account gave on Stripe's own page. */
export interface GrantedCredential {
  readonly method: "oauth";
  readonly mode: Mode;
  /** `acct_…` */
  readonly account: string;
  readonly credential: StripeCredential;
  /** What has to be kept of it: a Stripe App's tokens; nothing for Connect. */
  readonly secrets: Readonly<Partial<Record<SecretField, string>>>;
  /** What else becomes true with the connection, in its own batch, its audit row included. */
  readonly alongside: (record: ConnectionRecord) => readonly D1PreparedStatement[];
}

export type NewCredential = PastedCredential | GrantedCredential;

/** How the person answered what had to be asked. */
export interface Answers {
  readonly replaceAccount: boolean;
  /** The data that is asked for; null where nobody said. */
  readonly mode: Mode | null;
}

/**
 * Refuses with `mode_differs` where another mode than the credential's is asked for: by the caller, else by the
 * connection that is there, else by the profile. Needs no call to Stripe.
 */
export function askForMode(
  profile: Profile,
  credential: NewCredential,
  { mode }: Answers,
  previous: ConnectionRecord | null,
): void {
  const given = describe(credential).mode;
  const before = previous && previous.method !== "demo" ? previous.mode : null;
  const asked = mode ?? before ?? profile.mode;
  if (asked !== "either" && asked !== given) {
    throw new ApiError("mode_differs", { param: "api_key", values: { given, asked } });
  }
}

/**
 * Stores a credential that Stripe proved over whatever was there. Refuses with `account_differs`, `account_unknown`,
 * `publishable_key_missing`, `connection_changed`, or what `proveCredential` refuses with.
 */
export async function storeConnection(
  writing: Writing,
  app: App,
  project: string,
  given: NewCredential,
  answers: Answers,
  found: CheckedConnection | null,
): Promise<CheckedConnection> {
  const { services, audit } = writing;
  const previous = found?.record ?? null;
  const { db, vault } = services;
  const { mode, kind, credential } = describe(given);
  const proof = await proveCredential(services, app.profile, credential, kind);
  const account = accountOf(given, proof);
  const sameAccount = isSameAccount(previous, mode, account, answers.replaceAccount);
  const kept = sameAccount ? previous : null;
  const record = writeRecord(writing, app, project, given, proof, { previous, kept, account });
  await runFenced(db, [
    ...(losesAccess(previous, record) ? [oweStatement(db, app.id, project, services.now())] : []),
    ...writeConnectionStatements(db, record, proof.findings, previous),
    ...(await sealCredential(vault, given, record, previous)),
    ...(previous && !kept ? [forgetEndpointStatement(db, record.id)] : []),
    ...(previous && (!kept || bringsSigningSecret(given)) ? [forgetEventsStatement(db, record.id)] : []),
    ...(given.method === "oauth"
      ? given.alongside(record)
      : audit("connect", { app: app.id, project, connection: record.id, detail: record.label })),
  ]);
  // The endpoint that was made in an account is of no use in another.
  const former = kept && found ? found.webhook : NO_WEBHOOK;
  const webhook = bringsSigningSecret(given) ? { ...former, lastEventAt: null } : former;
  return { record, findings: proof.findings, webhook };
}

/** Tells whether `record` no longer works with the access that an account gave on Stripe's own page. */
export function losesAccess(previous: ConnectionRecord | null, record: ConnectionRecord): boolean {
  if (previous?.method !== "oauth") return false;
  const { method, accountId, mode } = previous;
  return method !== record.method || accountId !== record.accountId || mode !== record.mode;
}

function bringsSigningSecret(given: NewCredential): boolean {
  return given.method === "key" && typeof given.webhookSecret === "string";
}

/** What a new connection takes over, and from where. */
interface Ancestry {
  readonly previous: ConnectionRecord | null;
  /** The connection whose second key and signing secret stay: the previous one, if it is of the same account. */
  readonly kept: ConnectionRecord | null;
  readonly account: Proof["account"];
}

function writeRecord(
  { services: { now, random, settings } }: Writing,
  app: App,
  project: string,
  given: NewCredential,
  proof: Proof,
  { previous, kept, account }: Ancestry,
): ConnectionRecord {
  const { mode, kind } = describe(given);
  const pasted = given.method === "key" ? given : null;
  const publishableLabel = pasted?.publishableKey
    ? maskKey(pasted.publishableKey)
    : (kept?.publishableLabel ?? null);
  if (pasted && app.profile.credentials.publishable === "required" && publishableLabel === null) {
    throw new ApiError("publishable_key_missing", { param: "publishable_key" });
  }

  return {
    id: previous?.id ?? createId("con", random),
    app: app.id,
    project,
    method: given.method,
    mode,
    label: pasted ? maskKey(pasted.key.apiKey) : "Stripe Connect",
    keyKind: kind,
    publishableLabel,
    accountId: account.kind === "identified" ? account.id : null,
    accountName: account.kind === "identified" ? account.name : null,
    editKeyUrl: pasted && proof.editKeyPath && settings.dashboardUrl + proof.editKeyPath,
    hasWebhookSecret:
      typeof pasted?.webhookSecret === "string" ||
      (pasted?.webhookSecret === undefined && kept?.hasWebhookSecret === true),
    problem: null,
    refusedAt: null,
    excess: proof.excess,
    accountPreview: proof.accountPreview,
    demo: null,
    version: (previous?.version ?? 0) + 1,
    connectedAt: now(),
    checkedAt: now(),
  };
}

function describe(given: NewCredential): { mode: Mode; kind: KeyKind | null; credential: StripeCredential } {
  if (given.method === "oauth") return { mode: given.mode, kind: null, credential: given.credential };
  const { mode, kind, apiKey } = given.key;
  return { mode, kind, credential: { apiKey: apiKey, account: null } };
}

/** Over OAuth Stripe named the account; its name comes from the account itself. */
function accountOf(given: NewCredential, { account }: Proof): Proof["account"] {
  if (given.method === "key") return account;
  const name = account.kind === "identified" && account.id === given.account ? account.name : null;
  return { kind: "identified", id: given.account, name };
}

/**
 * Tells whether the new credential is surely of the account that was connected, whose signing secret then stays.
 * A different account is a question to the person, and so is one Stripe would not name; if it did not answer
 * just now, that is a reason to try again, never to swap in silence. Test and live data of one business may
 * have different account ids, so only equal modes are compared; that the mode changes was a question before.
 */
function isSameAccount(
  previous: ConnectionRecord | null,
  mode: Mode,
  account: Proof["account"],
  mayReplace: boolean,
): boolean {
  if (!previous || previous.accountId === null || previous.mode !== mode) return false;
  if (account.kind === "identified" && account.id === previous.accountId) return true;
  if (mayReplace) return false;
  switch (account.kind) {
    case "identified":
      throw new ApiError("account_differs", { param: "api_key" });
    case "anonymous":
      throw new ApiError("account_unknown", { param: "api_key" });
    case "unknown":
      throw new ApiError("stripe_unavailable", { retryAfterSeconds: 2 });
  }
}
