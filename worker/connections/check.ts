/**
 * @module Checks a connection again with the credential it has, when somebody asks and by the object's own alarm.
 */

import { ApiError } from "../http/api-error.ts";
import { commitEvents } from "../outbox/events.ts";
import type { Finding, ProbeResult } from "../stripe/probe.ts";
import { createSilenceError, probe } from "./connect.ts";
import { describeChange } from "./connection-events.ts";
import { openCredential } from "./credential.ts";
import { ensureEndpoint } from "./endpoint.ts";
import { isRefusedOnce, nextCheckAt, writeConnectionStatement } from "./health.ts";
import { auditOperation, findOwnRow, type Operation, type OperationResult } from "./operation.ts";
import { postponeCheck, type ConnectionRow } from "./store.ts";

/**
 * Probes Stripe again and stores what it finds. Fails with `not_connected`, `connection_changed`,
 * `stripe_unavailable`, `stripe_busy`, `stripe_unexpected`, `oauth_…` or `secret_unreadable`; then nothing has changed.
 */
export async function checkConnection(op: Operation): Promise<OperationResult> {
  const before = await findOwnRow(op);
  if (!before) throw new ApiError("not_connected");
  const { db, now } = op.services;
  if (before.method === "demo") {
    const due_at = nextCheckAt(op.services, before);
    await postponeCheck(db, op.id, due_at);
    return { row: { ...before, due_at }, leftBehind: [] };
  }
  const { credential, result } = await probeStored(op, before);
  const found: ConnectionRow = { ...before, ...readResult(op, before, result), checked_at: now() };
  const isNamed = found.account_id !== before.account_id;
  const next: ConnectionRow = { ...found, due_at: nextCheckAt(op.services, found) };
  const { row, events } = describeChange(op, before, next, isNamed);
  const changed = row.refusal !== before.refusal || nameMissing(row) !== nameMissing(before);
  const statements = [
    writeConnectionStatement(op, row),
    // What the alarm finds every day is worth a row only where it is something new.
    ...(op.initiator.actor !== "system" || changed || isRefusedOnce(before)
      ? auditOperation(op, "checkConnection", row.refusal ?? nameMissing(row))
      : []),
  ];
  await commitEvents(op.services, statements, events);
  if (!credential || result.verdict === "refused" || result.verdict === "silent")
    return { row, leftBehind: [] };
  return { row: await ensureEndpoint(op, row, credential, result.proof.endpoints), leftBehind: [] };
}

async function probeStored(op: Operation, row: ConnectionRow) {
  try {
    const credential = await openCredential(op, row);
    return { credential, result: await probe(op, credential, row.key_kind, row.method) };
  } catch (error) {
    // Stripe may say that access is gone before anything is asked with it: where a token is refreshed.
    if (!(error instanceof ApiError) || error.code !== "access_revoked") throw error;
    const refused = { verdict: "refused", code: "access_revoked", stripe: null, request: null } as const;
    return { credential: null, result: refused };
  }
}

/** A credential that Stripe refuses changes no permission: a single 401 proves neither revocation nor a lost permission. */
function readResult(op: Operation, before: ConnectionRow, result: ProbeResult): Partial<ConnectionRow> {
  switch (result.verdict) {
    case "usable":
    case "powerless": {
      const { account, accountRequest, editKeyPath, permissions, excess, accountPreview } = result.proof;
      const named = account.kind === "identified" && before.account_id === null;
      return {
        permissions,
        excess,
        account_preview: accountPreview,
        evidence: { account: accountRequest, refusal: null },
        refusal: null,
        refused_at: null,
        ...(named && { account_id: account.id, account_name: account.name }),
        ...(editKeyPath !== null &&
          before.method === "key" && { edit_key_url: op.services.settings.dashboardUrl + editKeyPath }),
      };
    }
    case "refused":
      return {
        refusal: result.code,
        refused_at: before.refused_at ?? op.services.now(),
        evidence: { account: before.evidence.account, refusal: result.request },
      };
    case "silent":
      throw createSilenceError(result);
  }
}

function nameMissing({ permissions }: ConnectionRow): string {
  return permissions
    .filter(({ status }: Finding) => status === "missing")
    .map(({ permission }) => permission)
    .join(" ");
}
