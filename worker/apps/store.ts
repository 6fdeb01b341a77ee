/**
 * @module The apps table: the products that embed the step, and the origins their pages may call from.
 */

import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";
import type { AppId } from "../../shared/ids.ts";
import type { Profile } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import { readProfile, writeProfile } from "./own-profile.ts";
import { ApiError } from "../http/api-error.ts";

export interface App {
  readonly id: AppId;
  readonly name: string;
  readonly profile: Profile;
  readonly origins: readonly string[];
  /** Its pages may open sessions without a backend. */
  readonly openSessions: boolean;
  readonly secretHash: string;
  /** Unix seconds. */
  readonly createdAt: number;
}

interface AppRow {
  id: AppId;
  name: string;
  profile: string;
  profile_data: string | null;
  open_sessions: number;
  secret_hash: string;
  created_at: number;
  origins: string;
}

const SELECT = `SELECT apps.*, (SELECT json_group_array(origin) FROM app_origins WHERE app_id = apps.id) AS origins
  FROM apps`;

/** Finds an app by its id. */
export async function findApp(db: D1Database, id: string): Promise<App | null> {
  const row = await db.prepare(`${SELECT} WHERE id = ?1`).bind(id).first<AppRow>();
  return row && readRow(row);
}

/** Lists all apps, oldest first. One deployment has a handful. */
export async function listApps(db: D1Database): Promise<App[]> {
  const { results } = await db.prepare(`${SELECT} ORDER BY created_at, id`).all<AppRow>();
  return results.map(readRow);
}

/** Tells whether any app allows `origin`. A CORS preflight carries no credential, so it can ask no more. */
export async function isKnownOrigin(db: D1Database, origin: string): Promise<boolean> {
  return (
    (await db
      .prepare("SELECT 1 AS known FROM app_origins WHERE origin = ?1 LIMIT 1")
      .bind(origin)
      .first()) !== null
  );
}

/** Returns the statements that write a new app with its origins. */
export function insertAppStatements(db: D1Database, app: App): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `INSERT INTO apps (id, name, profile, profile_data, open_sessions, secret_hash, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
      )
      .bind(
        ...[app.id, app.name, app.profile.name, writeProfile(app.profile)],
        ...[app.openSessions ? 1 : 0, app.secretHash, app.createdAt],
      ),
    originsStatement(db, app.id, app.origins),
  ];
}

/** What may change of an app. A field left out stays as it is, whoever else writes it meanwhile. */
export type AppChanges = Partial<Pick<App, "name" | "profile" | "origins" | "openSessions" | "secretHash">>;

/** Returns the statements that write `changes` to an app, and nothing else of it. */
export function updateAppStatements(db: D1Database, id: AppId, changes: AppChanges): D1PreparedStatement[] {
  const { name, profile, secretHash, origins, openSessions } = changes;
  return [
    db
      .prepare(
        `UPDATE apps SET name = COALESCE(?2, name), profile = COALESCE(?3, profile),
           profile_data = CASE WHEN ?3 IS NULL THEN profile_data ELSE ?4 END,
           open_sessions = COALESCE(?5, open_sessions), secret_hash = COALESCE(?6, secret_hash) WHERE id = ?1`,
      )
      .bind(
        ...[id, name ?? null, profile?.name ?? null, profile ? writeProfile(profile) : null],
        ...[openSessions === undefined ? null : Number(openSessions), secretHash ?? null],
      ),
    ...(origins
      ? [db.prepare("DELETE FROM app_origins WHERE app_id = ?1").bind(id), originsStatement(db, id, origins)]
      : []),
  ];
}

function originsStatement(db: D1Database, id: AppId, origins: readonly string[]): D1PreparedStatement {
  return db
    .prepare("INSERT INTO app_origins (origin, app_id) SELECT DISTINCT value, ?1 FROM json_each(?2)")
    .bind(id, JSON.stringify(origins));
}

function readRow(row: AppRow): App {
  const profile = row.profile_data === null ? PROFILES[row.profile] : readProfile(row.profile_data);
  if (!profile)
    throw new ApiError("misconfigured", {
      reason: `${row.id} names a profile that is not here or not sound`,
    });
  return {
    id: row.id,
    name: row.name,
    profile,
    openSessions: row.open_sessions === 1,
    origins: JSON.parse(row.origins) as string[], // json_group_array of a TEXT column
    secretHash: row.secret_hash,
    createdAt: row.created_at,
  };
}
