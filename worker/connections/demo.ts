/**
 * @module Connects the demo dataset: real generated data, counted, and no Stripe account.
 */

import { DEMO_DATASET, generateDataset } from "../../shared/dataset/index.ts";
import { createId } from "../../shared/ids.ts";
import type { App } from "../apps/store.ts";
import { ApiError } from "../http/api-error.ts";
import type { Finding } from "../stripe/probe.ts";
import { NO_WEBHOOK } from "../webhooks/store.ts";
import {
  findConnection,
  runFenced,
  writeConnectionStatements,
  type CheckedConnection,
  type ConnectionRecord,
} from "./store.ts";
import type { Writing } from "./writing.ts";

/** Makes a connection of method `demo`. Refuses with `demo_unavailable` over a real connection. */
export async function connectDemo(
  { services, audit }: Writing,
  app: App,
  project: string,
): Promise<CheckedConnection> {
  const { db, now, random } = services;
  if (!app.profile.demo) throw new ApiError("demo_unavailable");
  const previous = (await findConnection(db, app.id, project))?.record ?? null;
  if (previous && previous.method !== "demo") throw new ApiError("demo_unavailable");

  const dataset = generateDataset({ ...DEMO_DATASET, now: now() });
  const record: ConnectionRecord = {
    id: previous?.id ?? createId("con", random),
    app: app.id,
    project,
    method: "demo",
    mode: "test",
    label: "Demo dataset",
    keyKind: null,
    publishableLabel: null,
    accountId: null,
    accountName: null,
    editKeyUrl: null,
    hasWebhookSecret: false,
    problem: null,
    refusedAt: null,
    excess: [],
    accountPreview: null,
    demo: {
      customers: dataset.customers.length,
      subscriptions: dataset.subscriptions.length,
      invoices: dataset.invoices.length,
    },
    version: (previous?.version ?? 0) + 1,
    connectedAt: now(),
    checkedAt: now(),
  };
  // The dataset is ours, so everything in it may be read.
  const findings = app.profile.permissions.map(({ permission, access }): Finding => ({
    permission,
    access,
    status: "granted",
  }));
  await runFenced(db, [
    ...writeConnectionStatements(db, record, findings, previous),
    ...audit("connectDemo", { app: app.id, project, connection: record.id }),
  ]);
  return { record, findings, webhook: NO_WEBHOOK };
}
