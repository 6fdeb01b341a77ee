/**
 * @module The door to a project's connection: look, connect, check, demo, disconnect. All answer alike.
 */

import type { Context, Hono } from "hono";
import { connectBody, emptyBody } from "../../shared/schema/connections.ts";
import type { App } from "../apps/store.ts";
import { auditStatement } from "../audit/store.ts";
import { projectOf } from "../http/authenticate.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../http/context.ts";
import { mount } from "../http/endpoint.ts";
import { spendCheck, spendTry } from "../http/limits.ts";
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
    readCredentials(app.profile, body); // a paste that is no key costs no try
    const { db, now } = c.get("services");
    await spendTry(db, now(), { app: app.id, project, address: addressOf(c) });
    try {
      return answer(c, app, await storeConnection(openWriting(c), app, project, body));
    } catch (error) {
      if (error instanceof Refusal) {
        await auditStatement(c, "connect_refused", { app: app.id, project, detail: error.code }).run();
      }
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
    return answer(c, app, await connectDemo(openWriting(c), app, project));
  });

  mount(worker, "disconnect", async (c) => {
    const { app, project } = projectOf(c);
    await disconnect(openWriting(c), app, project);
    return answer(c, app, null);
  });
}

function answer(c: Context<WorkerEnv>, app: App, found: CheckedConnection | null): Response {
  return c.json(viewAnswer(c.get("services").settings, c.get("caller"), app, found));
}

function openWriting(c: Context<WorkerEnv>): Writing {
  return { services: c.get("services"), audit: (action, subject) => auditStatement(c, action, subject) };
}

/** A browser's address, as Cloudflare saw it. An app's backend calls for many people from one address. */
function addressOf(c: Context<WorkerEnv>): string | null {
  return c.get("caller").kind === "session" ? (c.req.header("CF-Connecting-IP") ?? "unknown") : null;
}
