/**
 * @module The door to a project's connection: look, connect, check, demo, disconnect. All answer alike.
 */

import type { Context, Hono } from "hono";
import {
  connectBody,
  emptyBody,
  updateConnectionBody,
  type ConnectionAnswer,
} from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import {
  budgetTargetOf,
  consumeCheck,
  consumeDemo,
  consumeTry,
  consumeUpdate,
  refundTry,
  type BudgetTarget,
} from "../auth/budgets.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../context.ts";
import { mount, projectOf } from "../auth/endpoint.ts";
import { writeLine } from "../http/log.ts";
import { publicUrlOf } from "../services.ts";
import { ApiError } from "../http/api-error.ts";
import { ensureEndpoint } from "../webhooks/managed.ts";
import { checkConnection } from "./check.ts";
import { readCredentials } from "./credentials/read-credentials.ts";
import { connectProject } from "./settle.ts";
import { viewStatus } from "./view/status.ts";
import { updateConnection } from "./update.ts";
import { connectDemo } from "./demo.ts";
import { disconnect } from "./disconnect.ts";
import { findConnection, type CheckedConnection } from "./store.ts";
import { viewAnswer } from "./view/answer.ts";
import { createWriting, type Writing } from "./writing.ts";

export function mountConnections(worker: Hono<WorkerEnv>): void {
  mount(worker, "readConnection", async (c) => {
    const { app, project } = projectOf(c);
    return answer(c, app, await findConnection(c.get("services").db, app.id, project));
  });

  mount(worker, "connect", async (c) => {
    const { app, project } = projectOf(c);
    const body = await readBody(c, connectBody);
    const credentials = readCredentials(app.profile, body); // a paste that is no key costs no try
    const { db } = c.get("services");
    const answers = { replaceAccount: body.replace_account === true, mode: body.mode ?? null };
    const found = await findConnection(db, app.id, project);
    const target = budgetTargetOf(c, isConnected(found));
    let consumedAt = 0;
    try {
      consumedAt = await consumeTry(c.get("services"), target);
      const writing = openWriting(c);
      const url = publicUrlOf(c);
      return answer(c, app, await connectProject(writing, app, project, credentials, answers, found, url));
    } catch (error) {
      if (error instanceof ApiError && error.code === "mode_differs") {
        await returnTryOf(c, target, consumedAt);
      } else if (error instanceof ApiError) await auditRefusal(c, app.id, project, error);
      throw error;
    }
  });

  mount(worker, "updateConnection", async (c) => {
    const { app, project } = projectOf(c);
    const body = await readBody(c, updateConnectionBody);
    const found = await findConnection(c.get("services").db, app.id, project);
    await consumeUpdate(c.get("services"), budgetTargetOf(c, isConnected(found)));
    return answer(c, app, await updateConnection(openWriting(c), app, project, body));
  });

  mount(worker, "readStatus", async (c) => {
    const { app, project } = projectOf(c);
    const found = await findConnection(c.get("services").db, app.id, project);
    return c.json(viewStatus(viewOf(c, app, found).connection));
  });

  mount(worker, "checkConnection", async (c) => {
    const { app, project } = projectOf(c);
    await readBody(c, emptyBody);
    await consumeCheck(c.get("services"), budgetTargetOf(c, false));
    const checked = await checkConnection(openWriting(c), app, project);
    return answer(c, app, await ensureEndpoint(c.get("services"), app, checked, publicUrlOf(c)));
  });

  mount(worker, "connectDemo", async (c) => {
    const { app, project } = projectOf(c);
    await readBody(c, emptyBody);
    await consumeDemo(c.get("services"), budgetTargetOf(c, false));
    return answer(c, app, await connectDemo(openWriting(c), app, project));
  });

  mount(worker, "disconnect", async (c) => {
    const { app, project } = projectOf(c);
    await readBody(c, emptyBody);
    const left = await disconnect(openWriting(c), app, project);
    return c.json({ ...viewOf(c, app, null), ...(left.length > 0 && { left_behind: left }) });
  });
}

/** Answers as every endpoint of a connection does. */
export function answer(c: Context<WorkerEnv>, app: App, found: CheckedConnection | null): Response {
  return c.json(viewOf(c, app, found));
}

function viewOf(c: Context<WorkerEnv>, app: App, found: CheckedConnection | null): ConnectionAnswer {
  return viewAnswer(c.get("services").settings, c.get("caller"), app, found, publicUrlOf(c));
}

/** The demo dataset is no connection to an account. */
export function isConnected(found: CheckedConnection | null): boolean {
  return found !== null && found.record.method !== "demo";
}

/** The mode is a question to the person and costs no try. That it cannot be given back must not hide the question. */
async function returnTryOf(c: Context<WorkerEnv>, target: BudgetTarget, consumedAt: number): Promise<void> {
  await refundTry(c.get("services"), target, consumedAt).catch(() =>
    writeLine({ event: "return_failed", request_id: c.get("requestId") }),
  );
}

/** A refused try may be somebody testing stolen keys. That it cannot be noted must not hide the refusal. */
export async function auditRefusal(
  c: Context<WorkerEnv>,
  app: string,
  project: string,
  { code, details }: ApiError,
): Promise<void> {
  if (details.audited === false) return;
  const services = c.get("services");
  await services.db
    .batch(auditStatements(services, initiatorOf(c), "connect_refused", { app, project, detail: code }))
    .catch(() => writeLine({ event: "audit_failed", request_id: c.get("requestId") }));
}

/** What a verb that changes a connection needs of this request. */
export function openWriting(c: Context<WorkerEnv>): Writing {
  return createWriting(c.get("services"), initiatorOf(c));
}
