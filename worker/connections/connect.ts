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
import type { Proof } from "../stripe/examine.ts";
import { Secret } from "../vault/secret.ts";
import type { SecretField } from "../vault/store.ts";
import { examineFor, refuseSilence } from "./examine-key.ts";
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

/** What was pasted, read. A signing secret is new, to be removed (null), or as it was (undefined). */
export interface Credentials {
  readonly key: ReadKey;
  readonly webhookSecret: string | null | undefined;
}

/** Reads key and signing secret as the element did. Refuses with `key_…` or `webhook_secret_invalid`. */
export function readCredentials(profile: Profile, body: ConnectBody): Credentials {
  const key = readKey(body.api_key);
  if (!key.ok) throw new Refusal(`key_${key.problem}`, { param: "api_key" });
  if (profile.credentials[key.kind] === "refuse") {
    throw new Refusal("key_secret_not_accepted", { param: "api_key" });
  }
  if (body.webhook_secret === null) return { key, webhookSecret: null };
  const read = readWebhookSecret(body.webhook_secret ?? "");
  if (!read.ok) throw new Refusal("webhook_secret_invalid", { param: "webhook_secret" });
  if (read.secret !== null && profile.webhook.kind !== "pasted") {
    throw new Refusal("parameter_invalid", {
      param: "webhook_secret",
      fix: "This app's profile takes no signing secret.",
    });
  }
  return { key, webhookSecret: read.secret ?? undefined }; // blank means: as it was
}

/** Examines the key at Stripe. Refuses one that Stripe does not know, or whose every permission it refuses. */
async function proveKey(services: Services, profile: Profile, key: ReadKey): Promise<Proof> {
  const examination = await examineFor(services, profile, key.key);
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

/**
 * Stores a proven key over whatever was there. Refuses with `account_differs`, `account_unknown`,
 * `connection_changed`, or what `proveKey` refuses with.
 */
export async function storeConnection(
  writing: Writing,
  app: App,
  project: string,
  { key, webhookSecret }: Credentials,
  mayReplace: boolean,
): Promise<CheckedConnection> {
  const { services, audit } = writing;
  const { db, vault, now, random } = services;
  const [proof, found] = await Promise.all([
    proveKey(services, app.profile, key),
    findConnection(db, app.id, project),
  ]);
  const previous = found?.record ?? null;
  const sameAccount = isSameAccount(previous, key, proof, mayReplace);
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
 * Tells whether the new key is surely of the account that was connected, whose signing secret then stays.
 * A different account is a question to the person, and so is one Stripe would not name; if it did not answer
 * just now, that is a reason to try again, never to swap in silence. Test and live data of one business may
 * have different account ids, so only equal modes are compared.
 */
function isSameAccount(
  previous: ConnectionRecord | null,
  key: ReadKey,
  { account }: Proof,
  mayReplace: boolean,
): boolean {
  if (!previous || previous.accountId === null || previous.mode !== key.mode) return false;
  if (account.kind === "identified" && account.id === previous.accountId) return true;
  if (mayReplace) return false;
  switch (account.kind) {
    case "identified":
      throw new Refusal("account_differs", { param: "api_key" });
    case "anonymous":
      throw new Refusal("account_unknown", { param: "api_key" });
    case "unknown":
      throw new Refusal("stripe_unavailable", { retryAfterSeconds: 2 });
  }
}

/** "Customers, Subscriptions, and Invoices": the required rows in the profile's order. */
function namePermissions(profile: Profile): string {
  const labels = profile.permissions
    .filter(({ required }) => required)
    .map(({ permission }) => permissionEntry(permission).label);
  return new Intl.ListFormat("en").format(labels);
}
