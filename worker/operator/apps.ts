/**
 * @module What the operator does with apps: create, list, read, change, roll the secret.
 *
 * A page that is no longer trusted, or a secret that was stolen, may have made links that are good for a day. They work
 * on the Worker's own page, without origin or secret, so they end with either.
 */

import type { Context, Hono } from "hono";
import { createId } from "../../shared/ids.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import type { Profile } from "../../shared/profile.ts";
import { createAppBody, updateAppBody, type AppAnswer } from "../../shared/schema/apps.ts";
import { emptyBody } from "../../shared/schema/connections.ts";
import {
  createAppSecret,
  findStoredApp,
  insertAppStatements,
  listApps,
  updateAppStatements,
  type AppFields,
  type StoredApp,
} from "../apps/store.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { mount } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { MAX_APP_BODY_BYTES, readBody } from "../http/body.ts";
import { revokeAllStatement } from "../invitations/store.ts";

/** Mounts the operator's endpoints of apps. */
export function mountApps(worker: Hono<WorkerEnv>): void {
  mount(worker, "createApp", async (c) => {
    const body = await readBody(c, createAppBody, MAX_APP_BODY_BYTES);
    const services = c.get("services");
    const { db, now, random } = services;
    const id = createId("app", random);
    const { secret, hash } = await createAppSecret(id, random);
    const fields: AppFields = {
      name: body.name,
      profile: findProfile(body.profile),
      openSessions: body.open_sessions ?? false,
      openProjectTtlDays: body.open_project_ttl_days ?? null,
      origins: body.origins,
      secretHash: hash,
    };
    const audit = auditStatements(services, initiatorOf(c), "createApp", { app: id });
    await db.batch([...insertAppStatements(db, id, now(), fields), ...audit]);
    return c.json({ ...viewApp(await readApp(c, id)), secret }, 201);
  });

  mount(worker, "listApps", async (c) => {
    const apps = await listApps(c.get("services").db);
    return c.json({ object: "list", data: apps.map(viewApp) });
  });

  mount(worker, "readApp", async (c) => c.json(viewApp(await readApp(c))));

  mount(worker, "updateApp", async (c) => {
    const body = await readBody(c, updateAppBody, MAX_APP_BODY_BYTES);
    const services = c.get("services");
    const { id, origins } = await readApp(c);
    const isNarrowed = origins.some((origin) => body.origins?.includes(origin) === false);
    const changes: Partial<AppFields> = {
      ...(body.name !== undefined && { name: body.name }),
      ...(body.profile !== undefined && { profile: findProfile(body.profile) }),
      ...(body.origins && { origins: body.origins }),
      ...(body.open_sessions !== undefined && { openSessions: body.open_sessions }),
      ...(body.open_project_ttl_days !== undefined && { openProjectTtlDays: body.open_project_ttl_days }),
    };
    const detail = Object.keys(body).join(" ");
    const audit = auditStatements(services, initiatorOf(c), "updateApp", { app: id, detail });
    await services.db.batch([
      ...updateAppStatements(services.db, id, changes),
      ...(isNarrowed ? [revokeAllStatement(services.db, id, services.now())] : []),
      ...audit,
    ]);
    return c.json(viewApp(await readApp(c)));
  });

  mount(worker, "rollAppSecret", async (c) => {
    await readBody(c, emptyBody);
    const services = c.get("services");
    const app = await readApp(c);
    const { secret, hash } = await createAppSecret(app.id, services.random);
    const audit = auditStatements(services, initiatorOf(c), "rollAppSecret", { app: app.id });
    await services.db.batch([
      ...updateAppStatements(services.db, app.id, { secretHash: hash }),
      revokeAllStatement(services.db, app.id, services.now()),
      ...audit,
    ]);
    return c.json({ ...viewApp(app), secret });
  });
}

async function readApp(c: Context<WorkerEnv>, id = c.req.param("app") ?? ""): Promise<StoredApp> {
  const app = await findStoredApp(c.get("services").db, id);
  if (!app) throw new ApiError("not_found");
  return app;
}

/** A name has been held to the list of built-in profiles by the schema. */
function findProfile(given: string | Profile): Profile {
  const profile = typeof given === "string" ? PROFILES[given] : given;
  if (!profile) throw new ApiError("parameter_invalid", { param: "profile" });
  return profile;
}

function viewApp(app: StoredApp): AppAnswer {
  return {
    id: app.id,
    object: "app",
    name: app.name,
    profile: app.profileName,
    profile_data: app.profileData,
    origins: [...app.origins],
    open_sessions: app.openSessions,
    open_project_ttl_days: app.openProjectTtlDays,
    created_at: app.createdAt,
  };
}
