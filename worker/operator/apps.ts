/**
 * @module The operator's door to apps: create, list, read, change, roll the secret.
 */

import type { Context, Hono } from "hono";
import { createId } from "../../shared/ids.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import type { Profile } from "../../shared/profile.ts";
import { createAppBody, updateAppBody, type AppAnswer } from "../../shared/schema/apps.ts";
import { emptyBody } from "../../shared/schema/connections.ts";
import { auditStatement } from "../audit/store.ts";
import { MAX_APP_BODY_BYTES, readBody } from "../http/body.ts";
import type { WorkerEnv } from "../context.ts";
import { mount } from "../auth/endpoint.ts";
import { ApiError } from "../http/api-error.ts";
import { createAppSecret } from "../apps/secret.ts";
import {
  findApp,
  insertAppStatements,
  listApps,
  updateAppStatements,
  type App,
  type AppChanges,
} from "../apps/store.ts";

export function mountApps(worker: Hono<WorkerEnv>): void {
  mount(worker, "createApp", async (c) => {
    const body = await readBody(c, createAppBody, MAX_APP_BODY_BYTES);
    const { db, now, random } = c.get("services");
    const id = createId("app", random);
    const { secret, hash } = await createAppSecret(id, random);
    const app: App = {
      id,
      name: body.name,
      profile: findProfile(body.profile),
      openSessions: body.open_sessions ?? false,
      origins: body.origins,
      secretHash: hash,
      createdAt: now(),
    };
    await db.batch([...insertAppStatements(db, app), auditStatement(c, "createApp", { app: id })]);
    return c.json({ ...viewApp(app), secret }, 201);
  });

  mount(worker, "listApps", async (c) => {
    const apps = await listApps(c.get("services").db);
    return c.json({ object: "list", data: apps.map(viewApp) });
  });

  mount(worker, "readApp", async (c) => c.json(viewApp(await readApp(c))));

  mount(worker, "updateApp", async (c) => {
    const body = await readBody(c, updateAppBody, MAX_APP_BODY_BYTES);
    const { db } = c.get("services");
    const { id } = await readApp(c);
    const changes: AppChanges = {
      ...(body.name !== undefined && { name: body.name }),
      ...(body.profile !== undefined && { profile: findProfile(body.profile) }),
      ...(body.origins && { origins: body.origins }),
      ...(body.open_sessions !== undefined && { openSessions: body.open_sessions }),
    };
    await db.batch([
      ...updateAppStatements(db, id, changes),
      auditStatement(c, "updateApp", { app: id, detail: Object.keys(body).join(" ") }),
    ]);
    return c.json(viewApp(await readApp(c)));
  });

  mount(worker, "rollAppSecret", async (c) => {
    await readBody(c, emptyBody);
    const { db, random } = c.get("services");
    const app = await readApp(c);
    const { secret, hash } = await createAppSecret(app.id, random);
    await db.batch([
      ...updateAppStatements(db, app.id, { secretHash: hash }),
      auditStatement(c, "rollAppSecret", { app: app.id }),
    ]);
    return c.json({ ...viewApp(app), secret });
  });
}

async function readApp(c: Context<WorkerEnv>): Promise<App> {
  const app = await findApp(c.get("services").db, c.req.param("app") ?? "");
  if (!app) throw new ApiError("not_found");
  return app;
}

/** A name has been held to the list of built-in profiles by the schema. */
function findProfile(given: string | Profile): Profile {
  const profile = typeof given === "string" ? PROFILES[given] : given;
  if (!profile) throw new ApiError("parameter_invalid", { param: "profile" });
  return profile;
}

function viewApp(app: App): AppAnswer {
  return {
    id: app.id,
    object: "app",
    name: app.name,
    profile: app.profile.name,
    profile_data: PROFILES[app.profile.name] === app.profile ? null : app.profile,
    origins: [...app.origins],
    open_sessions: app.openSessions,
    created_at: app.createdAt,
  };
}
