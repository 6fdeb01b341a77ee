/**
 * @module What may be given after the key: the signing secret that was to come later, and the publishable key.
 */

import { maskKey } from "../../shared/keys.ts";
import type { UpdateConnectionBody } from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import { ApiError } from "../http/api-error.ts";
import { Secret } from "../vault/secret.ts";
import type { SecretField } from "../vault/store.ts";
import { forgetEventsStatement } from "../webhooks/store.ts";
import { readAttachments } from "./credentials/read-credentials.ts";
import {
  findConnection,
  runFenced,
  writeConnectionStatements,
  type CheckedConnection,
  type ConnectionRecord,
} from "./store.ts";
import type { Writing } from "./writing.ts";

/**
 * Stores what is given over what was there, and asks Stripe nothing: a signing secret proves itself with the first
 * event. Refuses with `not_connected`, `webhook_secret_invalid`, `publishable_key_…` or `connection_changed`.
 */
export async function updateConnection(
  { services, audit }: Writing,
  app: App,
  project: string,
  body: UpdateConnectionBody,
): Promise<CheckedConnection> {
  const { db, vault } = services;
  const found = await findConnection(db, app.id, project);
  if (!found || found.record.method === "demo") throw new ApiError("not_connected");
  const previous = found.record;
  const { webhookSecret, publishableKey } = readAttachments(app.profile, body, previous.mode);
  const record: ConnectionRecord = {
    ...previous,
    ...(webhookSecret !== undefined && { hasWebhookSecret: webhookSecret !== null }),
    ...(publishableKey !== undefined && { publishableLabel: maskKey(publishableKey) }),
    version: previous.version + 1,
  };
  const seal = (field: SecretField, value: string) =>
    vault.sealStatement({ app: app.id, project, connection: record.id, field }, new Secret(value));
  await runFenced(db, [
    ...writeConnectionStatements(db, record, found.findings, previous),
    ...(typeof webhookSecret === "string" ? [await seal("webhook_secret", webhookSecret)] : []),
    ...(webhookSecret === undefined ? [] : [forgetEventsStatement(db, record.id)]),
    ...(webhookSecret === null ? [vault.deleteStatement(record.id, "webhook_secret")] : []),
    ...(publishableKey === undefined ? [] : [await seal("publishable_key", publishableKey)]),
    ...audit("updateConnection", { app: app.id, project, connection: record.id }),
  ]);
  const webhook = webhookSecret === undefined ? found.webhook : { ...found.webhook, lastEventAt: null };
  return { ...found, record, webhook };
}
