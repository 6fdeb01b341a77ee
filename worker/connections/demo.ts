/**
 * @module Connects the demo dataset: real generated data, counted, and no Stripe account.
 */

import { DEMO_DATASET, generateDataset } from "../../shared/dataset/index.ts";
import { ApiError } from "../http/api-error.ts";
import { describeChange } from "./connection-events.ts";
import { nextCheckAt, writeConnectionStatement } from "./health.ts";
import { auditOperation, findOwnRow, type Operation, type OperationResult } from "./operation.ts";
import { createRow, runConnectBatch, type ConnectionRow } from "./store.ts";

/** Makes a connection of method `demo`. Fails with `demo_unavailable` over a real connection. */
export async function connectDemo(op: Operation): Promise<OperationResult> {
  const { now } = op.services;
  const previous = await findOwnRow(op);
  if (!op.app.profile.demo || (previous && previous.method !== "demo"))
    throw new ApiError("demo_unavailable");

  const { customers, subscriptions, invoices } = generateDataset({ ...DEMO_DATASET, now: now() });
  const connected: ConnectionRow = {
    ...createRow(op.id, op.app.id, op.project, now()),
    sequence: previous?.sequence ?? 0,
    connected_by: op.person.name,
    method: "demo",
    mode: "test",
    label: "Demo dataset",
    // The dataset is ours, so everything in it may be read.
    permissions: op.app.profile.permissions.map(({ permission, access }) => ({
      permission,
      access,
      status: "granted",
      request: null,
    })),
    demo: { customers: customers.length, subscriptions: subscriptions.length, invoices: invoices.length },
  };
  const next: ConnectionRow = { ...connected, due_at: nextCheckAt(op.services, connected) };
  const { row, events } = describeChange(op, previous, next, true);
  const statements = [writeConnectionStatement(op, row), ...auditOperation(op, "connectDemo")];
  await runConnectBatch(op.services, statements, events);
  return { row, leftBehind: [] };
}
