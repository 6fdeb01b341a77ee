/**
 * @module Connects or reconnects a project: proves what was given, asks where a person has to decide, and stores
 * all of it or nothing.
 */

import { createId } from "../../shared/ids.ts";
import { maskKey } from "../../shared/keys.ts";
import { PERMISSIONS } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import { ApiError } from "../http/api-error.ts";
import type { StripeCredential } from "../stripe/client.ts";
import { probeCredential, type ProbeRequest, type ProbeResult, type Proof } from "../stripe/probe.ts";
import type { SecretField } from "../vault/vault.ts";
import { refuseNow, requireOpen, revokeStatement, useStatement } from "../invitations/store.ts";
import { forgetCustomers, forgetCustomersStatement } from "../outbox/events.ts";
import { describeChange, describeEnd } from "./connection-events.ts";
import { refOf } from "./credential.ts";
import { ensureEndpoint, mayHaveEndpoint, removeEndpoint } from "./endpoint.ts";
import { nextCheckAt, writeConnectionStatement } from "./health.ts";
import { endFlowStatement } from "./oauth-flows.ts";
import {
  auditOperation,
  findOwnRow,
  isManaged,
  type Answers,
  type NewCredential,
  type Operation,
  type OperationResult,
} from "./operation.ts";
import { recordGrantOf, revokeGrantOf } from "./revoke-grant.ts";
import { createRow, deleteRowStatement, runConnectBatch, type ConnectionRow } from "./store.ts";

/**
 * Proves a credential and stores it. Fails with `mode_differs`, `publishable_key_missing`, `account_differs`,
 * `account_unknown`, `connection_changed`, `invitation_…`, or what `proveCredential` fails with; then nothing has changed.
 */
export async function connectProject(
  op: Operation,
  given: NewCredential,
  answers: Answers,
): Promise<OperationResult> {
  const [previous, proven] = await Promise.all([findOwnRow(op), proveCredential(op, given)]);
  requireWithoutStripe(op.app.profile, given, answers, previous);
  const proof = identifyAccount(given, proven);
  await requireInvitation(op);
  if (!previous) return { row: await storeConnection(op, given, proof, null), leftBehind: [] };
  if (isSameAccount(previous, given, proof, answers.replaceAccount)) {
    return reconnect(op, given, proof, previous);
  }
  requirePublishableKey(op.app.profile, given, null);
  return replaceConnection(op, given, proof, previous);
}

/**
 * Stores a proven credential: the row, its secrets and the audit row in one batch, then the managed endpoint. The same
 * batch uses up the invitation that led here, and ends any other. Fails with `invitation_…` if it ended meanwhile.
 * @param replaced the connection whose place this one takes in the directory
 */
export async function storeConnection(
  op: Operation,
  given: NewCredential,
  proof: Proof,
  previous: ConnectionRow | null,
  replaced?: ConnectionRow,
): Promise<ConnectionRow> {
  const { db } = op.services;
  if (replaced) await forgetCustomers(db, op.app.id, replaced.id);
  const { row, events } = describeChange(op, previous, describeRow(op, given, proof, previous), true);
  await runConnectBatch(
    op.services,
    [
      ...(replaced
        ? [deleteRowStatement(db, replaced.id), forgetCustomersStatement(db, op.app.id, replaced.id)]
        : []),
      writeConnectionStatement(op, row),
      endInvitationStatement(op),
      ...(await sealStatements(op, given, row, previous)),
      ...(given.method === "oauth" ? [endFlowStatement(db, given.stateHash)] : []),
      ...(given.method === "oauth"
        ? auditOperation(op, "finishOauth", given.account)
        : auditOperation(op, "connect", row.label)),
    ],
    [...(replaced ? describeEnd(op, replaced, "replaced") : []), ...events],
  ).catch(async (error: unknown) => {
    const { invitation } = op.person;
    throw (invitation && (await refuseNow(db, invitation.id, op.services.now(), error))) ?? error;
  });
  op.storage.deletePendingTokens(); // those of a credential that this one replaces
  if (row.last_event_at === null) op.storage.deleteEvents(); // a new secret has yet to prove itself
  return ensureEndpoint(op, row, credentialOf(given), proof.endpoints);
}

/** What a connection loses at Stripe when another takes its place, it loses before the batch could say no. */
async function requireInvitation({ person, services: { db, now } }: Operation): Promise<void> {
  if (person.invitation) await requireOpen(db, person.invitation.id, now());
}

/** A link that waits while somebody else connects has nothing left to do, and must not replace what they connected. */
function endInvitationStatement({ app, project, person, services }: Operation): D1PreparedStatement {
  const { db, now } = services;
  if (person.invitation) return useStatement(db, person.invitation.id, now());
  return revokeStatement(db, app.id, project, now());
}

/**
 * Checks what needs no answer of Stripe's. Fails with `mode_differs` where other data is asked for (by the caller,
 * else by the connection that is there, else by the profile), and with `publishable_key_missing`.
 */
export function requireWithoutStripe(
  profile: Profile,
  given: NewCredential,
  { mode }: Answers,
  previous: ConnectionRow | null,
): void {
  const connected = previous && previous.method !== "demo" ? previous.mode : null;
  const asked = mode ?? connected ?? profile.mode;
  if (asked !== "either" && asked !== given.mode) {
    throw new ApiError("mode_differs", { param: "api_key", values: { given: given.mode, asked } });
  }
  requirePublishableKey(profile, given, previous);
}

function requirePublishableKey(profile: Profile, given: NewCredential, previous: ConnectionRow | null): void {
  if (given.method !== "key" || profile.credentials.publishable !== "required") return;
  const kept = previous?.mode === given.mode && previous.publishable_label !== null;
  if (given.publishableKey === undefined && !kept) {
    throw new ApiError("publishable_key_missing", { param: "publishable_key" });
  }
}

/** Returns what a new credential may do. Fails for one that Stripe does not know, or refuses every permission. */
async function proveCredential(op: Operation, given: NewCredential): Promise<Proof> {
  const result = await probe(
    op,
    credentialOf(given),
    given.method === "key" ? given.kind : null,
    given.method,
  );
  switch (result.verdict) {
    case "usable":
      return result.proof;
    case "powerless":
      throw new ApiError("permissions_missing", {
        param: "api_key",
        values: { permissions: nameRequired(op.app.profile) },
      });
    case "refused":
      throw new ApiError(result.code, {
        param: "api_key",
        ...(result.stripe && { stripe: result.stripe }),
      });
    case "silent":
      throw createSilenceError(result);
  }
}

/** Probes a credential, new or stored, for what the operation's profile wants. */
export function probe(
  { app, services }: Operation,
  credential: StripeCredential,
  kind: ConnectionRow["key_kind"],
  method: ConnectionRow["method"],
): Promise<ProbeResult> {
  const { settings, fetch, random, now, probeDeadlineMs: deadlineMs } = services;
  return probeCredential(
    { apiUrl: settings.stripeApiUrl, credential, fetch, random, now, ...(deadlineMs && { deadlineMs }) },
    describeProbes(app.profile, kind, method),
  );
}

/** Returns what a profile has to know of a credential. */
export function describeProbes(
  profile: Profile,
  kind: ConnectionRow["key_kind"],
  method: ConnectionRow["method"],
): ProbeRequest {
  return {
    permissions: profile.permissions,
    excess: kind === "restricted" ? profile.excess_check : [], // only a restricted key can have too much
    endpoints: isManaged(profile, method),
  };
}

/** Turns Stripe's silence into an error that says to try again, or whom to tell. */
export function createSilenceError({
  reason,
  stripe,
}: Extract<ProbeResult, { verdict: "silent" }>): ApiError {
  const trace = stripe && { stripe };
  if (reason === "unexpected") return new ApiError("stripe_unexpected", { ...trace });
  const code = reason === "busy" ? "stripe_busy" : "stripe_unavailable";
  return new ApiError(code, { retryAfterSeconds: 2, ...trace });
}

/** On Stripe's own page Stripe named the account; its name comes from the account itself. */
function identifyAccount(given: NewCredential, proof: Proof): Proof {
  if (given.method === "key") return proof;
  const { account } = proof;
  const name = account.kind === "identified" && account.id === given.account ? account.name : null;
  return { ...proof, account: { kind: "identified", id: given.account, name } };
}

/**
 * Tells whether a new credential is surely of the account that is connected. Another account is a question to the
 * person, and so is one that Stripe would not name. Test and live data of one business may have different account
 * ids, so only equal modes are compared; another mode was a question before.
 */
function isSameAccount(
  previous: ConnectionRow,
  given: NewCredential,
  { account }: Proof,
  mayReplace: boolean,
): boolean {
  if (previous.account_id === null || previous.mode !== given.mode) return false;
  if (account.kind === "identified" && account.id === previous.account_id) return true;
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

/** Another credential of the same account: id, signing secret and data stay. */
async function reconnect(
  op: Operation,
  given: NewCredential,
  proof: Proof,
  previous: ConnectionRow,
): Promise<OperationResult> {
  const leftBehind = losesEndpoint(op, given, previous) ? await removeEndpoint(op, previous) : [];
  const losesGrant = previous.method === "oauth" && given.method !== "oauth";
  if (losesGrant) recordGrantOf(op, previous);
  const row = await storeConnection(op, given, proof, previous);
  return { row, leftBehind: [...leftBehind, ...(losesGrant ? await revokeGrantOf(op, previous) : [])] };
}

/** Another account, or other data: a new connection with a new id and an empty object; this one ends. */
async function replaceConnection(
  op: Operation,
  given: NewCredential,
  proof: Proof,
  previous: ConnectionRow,
): Promise<OperationResult> {
  const leftBehind = await removeEndpoint(op, previous); // while its credential is still stored
  recordGrantOf(op, previous);
  const id = createId("con", op.services.random);
  const row = await op.replaceWith(id, { given, proof, replaced: previous });
  return { row, leftBehind: [...leftBehind, ...(await revokeGrantOf(op, previous))] };
}

/** Tells whether there may be an endpoint that the profile does not want for the new credential. */
function losesEndpoint({ app }: Operation, given: NewCredential, previous: ConnectionRow): boolean {
  return mayHaveEndpoint(previous) && !isManaged(app.profile, given.method);
}

function describeRow(
  op: Operation,
  given: NewCredential,
  proof: Proof,
  previous: ConnectionRow | null,
): ConnectionRow {
  const { id, app, project, services } = op;
  const { now, settings } = services;
  const { account } = proof;
  const pasted = given.method === "key" ? given : null;
  // The endpoint of a profile that no longer wants one has been removed, and its secret is of no use.
  const kept =
    previous && losesEndpoint(op, given, previous)
      ? ({ ...previous, has_webhook_secret: 0, endpoint_id: null } as const)
      : previous;
  const newSecret = typeof pasted?.webhookSecret === "string";
  const keepsSecret = pasted?.webhookSecret === undefined && kept?.has_webhook_secret === 1;
  const row: ConnectionRow = {
    ...createRow(id, app.id, project, now()),
    method: given.method,
    mode: given.mode,
    label: pasted ? maskKey(pasted.apiKey) : "Stripe Connect",
    key_kind: pasted?.kind ?? null,
    publishable_label: pasted?.publishableKey
      ? maskKey(pasted.publishableKey)
      : (kept?.publishable_label ?? null),
    account_id: account.kind === "identified" ? account.id : null,
    account_name: account.kind === "identified" ? account.name : null,
    edit_key_url: pasted && proof.editKeyPath && settings.dashboardUrl + proof.editKeyPath,
    permissions: proof.permissions,
    excess: proof.excess,
    account_preview: proof.accountPreview,
    evidence: { account: proof.accountRequest, refusal: null },
    has_webhook_secret: newSecret || keepsSecret ? 1 : 0,
    last_event_at: keepsSecret ? (kept?.last_event_at ?? null) : null,
    endpoint_id: kept?.endpoint_id ?? null,
    // The intent is stored before Stripe is asked, so that no endpoint can be made unknown.
    endpoint_problem: isManaged(app.profile, given.method) && !kept?.endpoint_id ? "pending" : null,
    sequence: previous?.sequence ?? 0,
    connected_by: op.person.name,
    invited_by: op.person.invitation?.invitedBy ?? null,
  };
  return { ...row, due_at: nextCheckAt(services, row) };
}

/** A new secret is sealed, one that `row` still has is left alone, and every other one of `previous` is deleted. */
async function sealStatements(
  op: Operation,
  given: NewCredential,
  row: ConnectionRow,
  previous: ConnectionRow | null,
): Promise<D1PreparedStatement[]> {
  const { vault } = op.services;
  const fresh = listSecrets(given);
  const kept: Readonly<Record<SecretField, boolean>> = {
    api_key: false,
    oauth_tokens: false,
    publishable_key: row.publishable_label !== null,
    webhook_secret: row.has_webhook_secret === 1,
  };
  const fields = Object.keys(kept) as SecretField[]; // its own keys
  const statements = fields.map((field) => {
    const secret = fresh[field];
    if (secret !== undefined) return vault.sealStatement(refOf(op, field), secret);
    return previous && !kept[field] ? vault.deleteStatement(op.id, field) : null;
  });
  return (await Promise.all(statements)).filter((statement) => statement !== null);
}

function listSecrets(given: NewCredential): Partial<Record<SecretField, string>> {
  if (given.method === "oauth") return given.tokens === null ? {} : { oauth_tokens: given.tokens };
  return {
    api_key: given.apiKey,
    ...(given.publishableKey !== undefined && { publishable_key: given.publishableKey }),
    ...(typeof given.webhookSecret === "string" && { webhook_secret: given.webhookSecret }),
  };
}

function credentialOf(given: NewCredential): StripeCredential {
  return given.method === "oauth" ? given.credential : { apiKey: given.apiKey, account: null };
}

/** Names the required rows, those to write first: `[["Customers", "Subscriptions", "Invoices Read"]]`. */
function nameRequired(profile: Profile): string[][] {
  const name = (access: "read" | "write"): string[] => {
    const rows = profile.permissions.filter((row) => row.required && row.access === access);
    return rows.map(({ permission }, index) => {
      const word = index < rows.length - 1 ? "" : access === "write" ? " Write" : " Read";
      return PERMISSIONS[permission].label + word;
    });
  };
  return [name("write"), name("read")].filter((names) => names.length > 0);
}
