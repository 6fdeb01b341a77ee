/**
 * @module What may be given after the key: the signing secret that was to come later, and the publishable key.
 */

import { maskKey } from "../../shared/keys.ts";
import type { UpdateConnectionBody } from "../../shared/schema/connections.ts";
import { ApiError } from "../http/api-error.ts";
import { commitEvents } from "../outbox/events.ts";
import { describeChange } from "./connection-events.ts";
import { readAttachments, refOf } from "./credential.ts";
import { writeConnectionStatement } from "./health.ts";
import { auditOperation, findOwnRow, type Operation, type OperationResult } from "./operation.ts";
import type { ConnectionRow } from "./store.ts";

/**
 * Stores what is given over what was there, and asks Stripe nothing: a signing secret proves itself with the first
 * event. Fails with `not_connected`, `webhook_secret_invalid` or `publishable_key_…`.
 */
export async function updateConnection(op: Operation, body: UpdateConnectionBody): Promise<OperationResult> {
  const previous = await findOwnRow(op);
  if (!previous || previous.method === "demo") throw new ApiError("not_connected");
  const { webhookSecret, publishableKey } = readAttachments(op.app.profile, body, previous.mode);
  const { vault } = op.services;
  const changed: ConnectionRow = {
    ...previous,
    ...(webhookSecret !== undefined && {
      has_webhook_secret: webhookSecret === null ? 0 : 1,
      last_event_at: null,
    }),
    ...(publishableKey !== undefined && { publishable_label: maskKey(publishableKey) }),
  };
  const isGiven = webhookSecret !== undefined || publishableKey !== undefined;
  const { row, events } = describeChange(op, previous, changed, isGiven);
  const statements = [
    writeConnectionStatement(op, row),
    ...(typeof webhookSecret === "string"
      ? [await vault.sealStatement(refOf(op, "webhook_secret"), webhookSecret)]
      : []),
    ...(webhookSecret === null ? [vault.deleteStatement(op.id, "webhook_secret")] : []),
    ...(publishableKey === undefined
      ? []
      : [await vault.sealStatement(refOf(op, "publishable_key"), publishableKey)]),
    ...auditOperation(op, "updateConnection"),
  ];
  await commitEvents(op.services, statements, events);
  if (webhookSecret !== undefined) op.storage.deleteEvents();
  return { row, leftBehind: [] };
}
