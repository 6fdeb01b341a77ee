/**
 * @module Checks a connection again with the key it has, so that a permission granted in Stripe turns green.
 */

import type { App } from "../apps/store.ts";
import { ApiError } from "../http/api-error.ts";
import type { ProbeResult, Finding } from "../stripe/probe.ts";
import { withCredential } from "./credentials/credential.ts";
import { examineFor, refuseSilence } from "./credentials/examine-key.ts";
import {
  findConnection,
  runFenced,
  writeConnectionStatements,
  type CheckedConnection,
  type ConnectionRecord,
} from "./store.ts";
import type { Writing } from "./writing.ts";

/**
 * Probes Stripe again and stores what it finds. Refuses with `not_connected`, `stripe_unavailable`,
 * `stripe_busy`, `stripe_unexpected`, `secret_unreadable` or `connection_changed`, and then leaves everything as it was.
 */
export async function checkConnection(
  writing: Writing,
  app: App,
  project: string,
): Promise<CheckedConnection> {
  const { services, audit } = writing;
  const { db, now } = services;
  const found = await findConnection(db, app.id, project);
  if (!found) throw new ApiError("not_connected");
  const { record } = found;
  const result =
    record.method === "demo"
      ? { findings: found.findings, changes: {} }
      : await examineStored(writing, app, record, found.findings);
  const checked: ConnectionRecord = {
    ...record,
    ...result.changes,
    version: record.version + 1,
    checkedAt: now(),
  };
  const missing = result.findings
    .filter(({ status }) => status === "missing")
    .map(({ permission }) => permission);
  await runFenced(db, [
    ...writeConnectionStatements(db, checked, result.findings, record),
    ...audit("checkConnection", {
      app: app.id,
      project,
      connection: record.id,
      detail: checked.problem ?? missing.join(" "),
    }),
  ]);
  return { record: checked, findings: result.findings, webhook: found.webhook };
}

/** A credential that Stripe refuses changes no finding: a single 401 proves neither revocation nor a lost permission. */
async function examineStored(
  { services }: Writing,
  app: App,
  record: ConnectionRecord,
  before: readonly Finding[],
): Promise<{ findings: readonly Finding[]; changes: Partial<ConnectionRecord> }> {
  const { settings, now } = services;
  const examination = await withCredential(services, record, (credential) =>
    examineFor(services, app.profile, credential, record.keyKind),
  ).catch(readRevocation);
  if (!examination) {
    const found = await findConnection(services.db, app.id, record.project);
    if (found?.record.version !== record.version) throw new ApiError("connection_changed"); // disconnected meanwhile
    throw new ApiError("secret_unreadable", { reason: `${record.id} has no sealed key` });
  }
  switch (examination.verdict) {
    case "usable":
    case "powerless": {
      const { account, editKeyPath, findings, excess, accountPreview } = examination.proof;
      return {
        findings,
        changes: {
          problem: null,
          refusedAt: null,
          excess,
          accountPreview,
          ...(account.kind === "identified" &&
            record.accountId === null && { accountId: account.id, accountName: account.name }),
          ...(editKeyPath !== null &&
            record.method === "key" && { editKeyUrl: settings.dashboardUrl + editKeyPath }),
        },
      };
    }
    case "refused":
      return {
        findings: before,
        changes: { problem: examination.code, refusedAt: record.refusedAt ?? now() },
      };
    case "silent":
      throw refuseSilence(examination);
  }
}

/** Stripe may say that access is gone before anything is asked with it: where a token is to be refreshed. */
function readRevocation(error: unknown): ProbeResult {
  if (!(error instanceof ApiError) || error.code !== "access_revoked") throw error;
  return { verdict: "refused", code: "access_revoked", stripe: error.details.stripe ?? null };
}
