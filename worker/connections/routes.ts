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
import { auditDisconnectStatement, auditStatement } from "../audit/store.ts";
import { projectOf } from "../auth/authenticate.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../context.ts";
import { mount } from "../auth/endpoint.ts";
import { refundTry, consumeCheck, consumeDemo, consumeTry, type TryTarget } from "../http/limits.ts";
import { writeLine } from "../http/log.ts";
import { clientIp, publicUrlOf } from "../http/client-ip.ts";
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
import type { Writing } from "./writing.ts";

export function mountConnections(worker: Hono<WorkerEnv>): void {
  mount(worker, "readConnection", async (c) => {
    const { app, project } = projectOf(c);
    return answer(c, app, await findConnection(c.get("services").db, app.id, project));
  });

  mount(worker, "connect", async (c) => {
    const { app, project } = projectOf(c);
    const body = await readBody(c, connectBody);
    const credentials = readCredentials(app.profile, body); // a paste that is no key costs no try
    const { db, now } = c.get("services");
    const triedAt = now();
    const answers = { replaceAccount: body.replace_account === true, mode: body.mode ?? null };
    try {
      const spent = spendTryOf(c, app, project, triedAt);
      const [found] = await Promise.all([findConnection(db, app.id, project), spent]);
      const writing = openWriting(c);
      const url = publicUrlOf(c);
      return answer(c, app, await connectProject(writing, app, project, credentials, answers, found, url));
    } catch (error) {
      if (error instanceof ApiError && error.code === "mode_differs") {
        await returnTryOf(c, app, project, triedAt);
      } else if (error instanceof ApiError) await auditRefusal(c, app.id, project, error);
      throw error;
    }
  });

  mount(worker, "updateConnection", async (c) => {
    const { app, project } = projectOf(c);
    const body = await readBody(c, updateConnectionBody);
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
    const { db, now } = c.get("services");
    await consumeCheck(db, now(), app.id, project);
    const checked = await checkConnection(openWriting(c), app, project);
    return answer(c, app, await ensureEndpoint(c.get("services"), app, checked, publicUrlOf(c)));
  });

  mount(worker, "connectDemo", async (c) => {
    const { app, project } = projectOf(c);
    await readBody(c, emptyBody);
    const { db, now } = c.get("services");
    await consumeDemo(db, now(), app.id, project);
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

/** Takes one try to connect out of the budgets of the caller, the project and the app. */
export async function spendTryOf(
  c: Context<WorkerEnv>,
  app: App,
  project: string,
  now = c.get("services").now(),
): Promise<void> {
  await consumeTry(c.get("services").db, now, targetOf(c, app, project));
}

/** The mode is a question to the person and costs no try. That it cannot be given back must not hide the question. */
async function returnTryOf(c: Context<WorkerEnv>, app: App, project: string, now: number): Promise<void> {
  await refundTry(c.get("services").db, now, targetOf(c, app, project)).catch(() =>
    writeLine({ event: "return_failed", request_id: c.get("requestId") }),
  );
}

function targetOf(c: Context<WorkerEnv>, app: App, project: string): TryTarget {
  const hashKey = c.get("services").settings.sessionKey;
  return { app: app.id, project, address: browserAddressOf(c), hashKey };
}

/** A refused try may be somebody testing stolen keys. That it cannot be noted must not hide the refusal. */
export async function auditRefusal(
  c: Context<WorkerEnv>,
  app: string,
  project: string,
  { code, details }: ApiError,
): Promise<void> {
  if (details.audited === false) return;
  await auditStatement(c, "connect_refused", { app, project, detail: code })
    .run()
    .catch(() => writeLine({ event: "audit_failed", request_id: c.get("requestId") }));
}

/** What a verb that changes a connection needs of this request. */
export function openWriting(c: Context<WorkerEnv>): Writing {
  return {
    services: c.get("services"),
    audit: (action, subject) => auditStatement(c, action, subject),
    auditDisconnect: (app, project) => auditDisconnectStatement(c, app, project),
  };
}

/** A browser's address, as Cloudflare saw it. An app's backend calls for many people from one address. */
function browserAddressOf(c: Context<WorkerEnv>): string | null {
  return c.get("caller").kind === "session" ? clientIp(c) : null;
}
