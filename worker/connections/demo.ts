/**
 * @module Connects the demo dataset: real generated data, counted, and no Stripe account.
 */

import { DEMO_DATASET, generateDataset } from "../../shared/dataset/index.ts";
import { ApiError } from "../http/api-error.ts";
import { nextCheckAt } from "./health.ts";
import { auditOperation, findOwnRow, type Operation, type OperationResult } from "./operation.ts";
import { runConnectBatch, writeRowStatement, type ConnectionRow } from "./store.ts";

/** Makes a connection of method `demo`. Fails with `demo_unavailable` over a real connection. */
export async function connectDemo(op: Operation): Promise<OperationResult> {
  const { db, now } = op.services;
  const previous = await findOwnRow(op);
  if (!op.app.profile.demo || (previous && previous.method !== "demo"))
    throw new ApiError("demo_unavailable");

  const { customers, subscriptions, invoices } = generateDataset({ ...DEMO_DATASET, now: now() });
  const connected: ConnectionRow = {
    id: op.id,
    app_id: op.app.id,
    project: op.project,
    method: "demo",
    mode: "test",
    label: "Demo dataset",
    key_kind: null,
    publishable_label: null,
    account_id: null,
    account_name: null,
    edit_key_url: null,
    // The dataset is ours, so everything in it may be read.
    permissions: op.app.profile.permissions.map(({ permission, access }) => ({
      permission,
      access,
      status: "granted",
    })),
    excess: [],
    account_preview: null,
    demo: { customers: customers.length, subscriptions: subscriptions.length, invoices: invoices.length },
    refusal: null,
    refused_at: null,
    has_webhook_secret: 0,
    last_event_at: null,
    endpoint_id: null,
    endpoint_problem: null,
    connected_at: now(),
    checked_at: now(),
    visited_at: now(),
    due_at: null,
  };
  const row: ConnectionRow = { ...connected, due_at: nextCheckAt(op.services, connected) };
  await runConnectBatch(db, [writeRowStatement(db, row), ...auditOperation(op, "connectDemo")]);
  return { row, leftBehind: [] };
}
