/**
 * @module Connects or reconnects a project: reads the paste, proves the key, and stores all of it or nothing.
 */

import { createId } from "../../shared/ids.ts";
import { maskKey, readKey, readWebhookSecret, type KeyReading } from "../../shared/keys.ts";
import { permissionEntry } from "../../shared/permissions.ts";
import type { Profile } from "../../shared/profile.ts";
import type { ConnectBody } from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import type { AuditSubject } from "../audit/store.ts";
import type { Services } from "../http/context.ts";
import { Refusal } from "../http/refusal.ts";
import { examineKey, type Examination, type Proof } from "../stripe/examine.ts";
import { Secret } from "../vault/secret.ts";
import type { SecretField } from "../vault/store.ts";
import {
  findConnection,
  runFenced,
  writeConnectionStatements,
  type CheckedConnection,
  type ConnectionRecord,
} from "./store.ts";
import type { Writing } from "./writing.ts";

/** A key that passed every rule that needs no call to Stripe. */
type ReadKey = Extract<KeyReading, { ok: true }>;

/** Reads key and signing secret as the element did. Refuses with `key_…` or `webhook_secret_invalid`. */
export function readCredentials(
  profile: Profile,
  body: ConnectBody,
): { key: ReadKey; webhookSecret: string | null | undefined } {
  const key = readKey(body.api_key);
  if (!key.ok) throw new Refusal(`key_${key.problem}`, { param: "api_key" });
  if (profile.credentials[key.kind] === "refuse") {
    throw new Refusal("key_secret_not_accepted", { param: "api_key" });
  }
  if (body.webhook_secret === undefined || body.webhook_secret === null) {
    return { key, webhookSecret: body.webhook_secret };
  }
  const read = readWebhookSecret(body.webhook_secret);
  if (!read.ok) throw new Refusal("webhook_secret_invalid", { param: "webhook_secret" });
  return { key, webhookSecret: read.secret };
}

/** Examines the key at Stripe. Refuses unless Stripe granted at least one permission. */
export async function proveKey(services: Services, profile: Profile, key: ReadKey): Promise<Proof> {
  const { settings, fetch, random } = services;
  const examination = await examineKey(
    { apiUrl: settings.stripeApiUrl, key: key.key, fetch, random },
    profile.permissions,
  );
  switch (examination.verdict) {
    case "usable":
      return examination.proof;
    case "powerless":
      throw new Refusal("permissions_missing", {
        param: "api_key",
        values: { permissions: namePermissions(profile) },
      });
    case "refused":
      throw new Refusal(examination.code, {
        param: "api_key",
        ...(examination.stripe && { stripe: examination.stripe }),
      });
    case "silent":
      throw refuseSilence(examination);
  }
}

/** Turns Stripe's silence into a refusal that says to try again. */
export function refuseSilence({ reason, stripe }: Extract<Examination, { verdict: "silent" }>): Refusal {
  const details = { retryAfterSeconds: 2, ...(stripe && { stripe }) };
  return new Refusal(reason === "busy" ? "stripe_busy" : "stripe_unavailable", details);
}

/** Stores a proven key over whatever was there. Refuses with `account_differs` or `connection_changed`. */
export async function storeConnection(
  writing: Writing,
  app: App,
  project: string,
  body: ConnectBody,
): Promise<CheckedConnection> {
  const { services, audit } = writing;
  const { db, vault, now, random } = services;
  const { key, webhookSecret } = readCredentials(app.profile, body);
  const [proof, found] = await Promise.all([
    proveKey(services, app.profile, key),
    findConnection(db, app.id, project),
  ]);
  const previous = found?.record ?? null;
  const sameAccount = compareAccounts(previous, key, proof, body.replace_account === true);
  const keepsWebhookSecret =
    webhookSecret === undefined && sameAccount && previous?.hasWebhookSecret === true;
  const account = proof.account.kind === "identified" ? proof.account : null;

  const record: ConnectionRecord = {
    id: previous?.id ?? createId("con", random),
    app: app.id,
    project,
    method: "key",
    mode: key.mode,
    label: maskKey(key.key),
    keyKind: key.kind,
    accountId: account?.id ?? null,
    accountName: account?.name ?? null,
    editKeyUrl: proof.editKeyPath && services.settings.dashboardUrl + proof.editKeyPath,
    hasWebhookSecret: typeof webhookSecret === "string" || keepsWebhookSecret,
    problem: null,
    demo: null,
    version: (previous?.version ?? 0) + 1,
    connectedAt: now(),
    checkedAt: now(),
  };
  const ref = (field: SecretField) => ({ app: app.id, project, connection: record.id, field });
  const subject: AuditSubject = { app: app.id, project, connection: record.id, detail: record.label };
  await runFenced(db, [
    ...writeConnectionStatements(db, record, proof.findings, previous),
    await vault.sealStatement(ref("api_key"), new Secret(key.key)),
    ...(typeof webhookSecret === "string"
      ? [await vault.sealStatement(ref("webhook_secret"), new Secret(webhookSecret))]
      : previous?.hasWebhookSecret && !keepsWebhookSecret
        ? [vault.deleteStatement(record.id, "webhook_secret")]
        : []),
    audit("connect", subject),
  ]);
  return { record, findings: proof.findings };
}

/**
 * Tells whether the new key is of the account that was connected. A different one is a question to the
 * person; an account Stripe would not name just now is a reason to try again, never to swap in silence.
 * Test and live data of one business may have different account ids, so only equal modes are compared.
 */
function compareAccounts(
  previous: ConnectionRecord | null,
  key: ReadKey,
  proof: Proof,
  mayReplace: boolean,
): boolean {
  if (!previous || previous.method === "demo" || previous.accountId === null) return previous !== null;
  if (previous.mode !== key.mode) return false;
  if (proof.account.kind === "unknown" && !mayReplace)
    throw new Refusal("stripe_unavailable", { retryAfterSeconds: 2 });
  if (proof.account.kind !== "identified") return proof.account.kind === "anonymous";
  if (proof.account.id === previous.accountId) return true;
  if (!mayReplace) throw new Refusal("account_differs", { param: "api_key" });
  return false;
}

/** "Customers, Subscriptions, and Invoices": the required rows in the profile's order. */
function namePermissions(profile: Profile): string {
  const labels = profile.permissions
    .filter(({ required }) => required)
    .map(({ permission }) => permissionEntry(permission).label);
  return new Intl.ListFormat("en").format(labels);
}
