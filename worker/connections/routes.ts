/**
 * @module The door to a project's connection: look, connect, check, demo, disconnect. All answer alike.
 */

import type { Context, Hono } from "hono";
import { connectBody, emptyBody } from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import { auditDisconnectStatement, auditStatement } from "../audit/store.ts";
import { projectOf } from "../http/authenticate.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../http/context.ts";
import { mount } from "../http/endpoint.ts";
import { spendCheck, spendDemo, spendTry } from "../http/limits.ts";
import { writeLine } from "../http/log.ts";
import { Refusal } from "../http/refusal.ts";
import { checkConnection } from "./check.ts";
import { readCredentials, storeConnection } from "./connect.ts";
import { connectDemo } from "./demo.ts";
import { disconnect } from "./disconnect.ts";
import { findConnection, type CheckedConnection } from "./store.ts";
import { viewAnswer } from "./view.ts";
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
    const { db, now, settings } = c.get("services");
    try {
      const hashKey = settings.sessionKey;
      await spendTry(db, now(), { app: app.id, project, address: addressOf(c), hashKey });
      const mayReplace = body.replace_account === true;
      return answer(c, app, await storeConnection(openWriting(c), app, project, credentials, mayReplace));
    } catch (error) {
      if (error instanceof Refusal) await auditRefusal(c, app.id, project, error);
      throw error;
    }
  });

  mount(worker, "checkConnection", async (c) => {
    const { app, project } = projectOf(c);
    await readBody(c, emptyBody);
    const { db, now } = c.get("services");
    await spendCheck(db, now(), app.id, project);
    return answer(c, app, await checkConnection(openWriting(c), app, project));
  });

  mount(worker, "connectDemo", async (c) => {
    const { app, project } = projectOf(c);
    await readBody(c, emptyBody);
    const { db, now } = c.get("services");
    await spendDemo(db, now(), app.id, project);
    return answer(c, app, await connectDemo(openWriting(c), app, project));
  });

  mount(worker, "disconnect", async (c) => {
    const { app, project } = projectOf(c);
    await readBody(c, emptyBody);
    await disconnect(openWriting(c), app, project);
    return answer(c, app, null);
  });
}

function answer(c: Context<WorkerEnv>, app: App, found: CheckedConnection | null): Response {
  return c.json(viewAnswer(c.get("services").settings, c.get("caller"), app, found));
}

/** A refused try may be somebody testing stolen keys. That it cannot be noted must not hide the refusal. */
async function auditRefusal(
  c: Context<WorkerEnv>,
  app: string,
  project: string,
  { code, details }: Refusal,
): Promise<void> {
  if (details.audited === false) return;
  await auditStatement(c, "connect_refused", { app, project, detail: code })
    .run()
    .catch(() => writeLine({ event: "audit_failed", request_id: c.get("requestId") }));
}

function openWriting(c: Context<WorkerEnv>): Writing {
  return {
    services: c.get("services"),
    audit: (action, subject) => auditStatement(c, action, subject),
    auditDisconnect: (app, project) => auditDisconnectStatement(c, app, project),
  };
}

/** A browser's address, as Cloudflare saw it. An app's backend calls for many people from one address. */
function addressOf(c: Context<WorkerEnv>): string | null {
  return c.get("caller").kind === "session" ? (c.req.header("CF-Connecting-IP") ?? "unknown") : null;
}
