/**
 * @module The apps table: the products that embed the step, with their profiles, secrets, and the origins their
 * pages may call from.
 */

import { isId, randomText, type AppId, type RandomBytes } from "../../shared/ids.ts";
import { PERMISSIONS } from "../../shared/permissions.ts";
import { profile as profileSchema, type Profile } from "../../shared/profile.ts";
import { PROFILES } from "../../shared/profiles/index.ts";
import { RESOURCES, type ResourceName } from "../../shared/resources.ts";
import { digestHex, isEqualSecret } from "../crypto/digest.ts";
import { ApiError } from "../http/api-error.ts";

/** An app as it is stored, which the operator can see and mend whatever is stored. */
export interface StoredApp {
  readonly id: AppId;
  readonly name: string;
  readonly profileName: string;
  /** The app's own profile as it was given; null for a built-in one. */
  readonly profileData: unknown;
  /** Null where what is stored is no sound profile any more. */
  readonly profile: Profile | null;
  readonly origins: readonly string[];
  /** Its pages may open sessions without a backend. */
  readonly openSessions: boolean;
  /** An open project that nobody visits for so long is disconnected; null: never. */
  readonly openProjectTtlDays: number | null;
  readonly secretHash: string;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** An app that can be worked for. */
export interface App extends StoredApp {
  readonly profile: Profile;
}

interface AppRow {
  id: AppId;
  name: string;
  profile: string;
  profile_data: string | null;
  open_sessions: number;
  open_project_ttl_days: number | null;
  secret_hash: string;
  created_at: number;
  origins: string;
}

const SELECT = `SELECT apps.*, (SELECT json_group_array(origin) FROM app_origins WHERE app_id = apps.id) AS origins
  FROM apps`;

/** Finds an app by its id. Fails with `misconfigured` if its profile is not sound. */
export async function findApp(db: D1Database, id: string): Promise<App | null> {
  const stored = await findStoredApp(db, id);
  return stored && requireProfile(stored);
}

/** Finds an app by its id, whatever its profile is. */
export async function findStoredApp(db: D1Database, id: string): Promise<StoredApp | null> {
  const row = await db.prepare(`${SELECT} WHERE id = ?1`).bind(id).first<AppRow>();
  return row && readRow(row);
}

/** Lists all apps, oldest first. One deployment has a handful. */
export async function listApps(db: D1Database): Promise<StoredApp[]> {
  const { results } = await db.prepare(`${SELECT} ORDER BY created_at, id`).all<AppRow>();
  return results.map(readRow);
}

const SECRET_LENGTH = 52; // 5 bits a character: 260 bits

/** Makes an app secret, `prs_<app>_<secret>`. Only its hash is kept, so it can be shown this once. */
export async function createAppSecret(
  id: AppId,
  random: RandomBytes,
): Promise<{ secret: string; hash: string }> {
  const secret = `prs_${id.slice("app_".length)}_${randomText(SECRET_LENGTH, random)}`;
  return { secret, hash: await digestHex(secret) };
}

/** Returns the app that `secret` belongs to, or null. The id finds the row, the secret is compared by its digest. */
export async function findAppBySecret(db: D1Database, secret: string): Promise<App | null> {
  const [, name = "", text = ""] = secret.split("_");
  const id = `app_${name}`;
  if (!isId("app", id) || text.length !== SECRET_LENGTH) return null;
  const stored = await findStoredApp(db, id);
  if (!stored || !(await isEqualSecret(await digestHex(secret), stored.secretHash))) return null;
  return requireProfile(stored);
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

/** What can be written of an app. A field left out of a change stays as it is, whoever else writes it meanwhile. */
export type AppFields = Omit<App, "id" | "createdAt" | "profileName" | "profileData">;

/** Returns the statements that write a new app with its origins. */
export function insertAppStatements(
  db: D1Database,
  id: AppId,
  createdAt: number,
  fields: AppFields,
): D1PreparedStatement[] {
  const columns = { id, created_at: createdAt, ...writeColumns(fields) };
  const names = Object.keys(columns);
  return [
    db
      .prepare(`INSERT INTO apps (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`)
      .bind(...Object.values(columns)),
    originsStatement(db, id, fields.origins),
  ];
}

/** Returns the statements that write `changes` to an app, and nothing else of it. */
export function updateAppStatements(
  db: D1Database,
  id: AppId,
  changes: Partial<AppFields>,
): D1PreparedStatement[] {
  const columns = writeColumns(changes);
  const assignments = Object.keys(columns).map((name) => `${name} = ?`);
  return [
    ...(assignments.length > 0
      ? [
          db
            .prepare(`UPDATE apps SET ${assignments.join(", ")} WHERE id = ?`)
            .bind(...Object.values(columns), id),
        ]
      : []),
    ...(changes.origins
      ? [
          db.prepare("DELETE FROM app_origins WHERE app_id = ?1").bind(id),
          originsStatement(db, id, changes.origins),
        ]
      : []),
  ];
}

function writeColumns(fields: Partial<AppFields>): Record<string, string | number | null> {
  const { name, profile, secretHash, openSessions, openProjectTtlDays } = fields;
  return {
    ...(name !== undefined && { name }),
    ...(profile && { profile: profile.name, profile_data: writeProfile(profile) }),
    ...(openSessions !== undefined && { open_sessions: Number(openSessions) }),
    ...(openProjectTtlDays !== undefined && { open_project_ttl_days: openProjectTtlDays }),
    ...(secretHash !== undefined && { secret_hash: secretHash }),
  };
}

function originsStatement(db: D1Database, id: AppId, origins: readonly string[]): D1PreparedStatement {
  return db
    .prepare("INSERT INTO app_origins (origin, app_id) SELECT DISTINCT value, ?1 FROM json_each(?2)")
    .bind(id, JSON.stringify(origins));
}

function readRow(row: AppRow): StoredApp {
  return {
    id: row.id,
    name: row.name,
    profileName: row.profile,
    profileData: row.profile_data === null ? null : parseJson(row.profile_data),
    profile: row.profile_data === null ? (PROFILES[row.profile] ?? null) : readProfile(row.profile_data),
    openSessions: row.open_sessions === 1,
    openProjectTtlDays: row.open_project_ttl_days,
    origins: JSON.parse(row.origins) as string[], // json_group_array of a TEXT column
    secretHash: row.secret_hash,
    createdAt: row.created_at,
  };
}

function requireProfile(stored: StoredApp): App {
  const { id, profile } = stored;
  if (profile) return { ...stored, profile };
  throw new ApiError("misconfigured", { reason: `${id} names a profile that is not here or not sound` });
}

/** Nothing is stored of a built-in profile but its name. */
function writeProfile(profile: Profile): string | null {
  return PROFILES[profile.name] === profile ? null : JSON.stringify(profile);
}

/** Returns the profile that is stored, or null if it is not sound any more. */
function readProfile(text: string): Profile | null {
  const parsed = profileSchema.safeParse(dropUnknownPermissions(parseJson(text)));
  return parsed.success ? parsed.data : null;
}

/** A permission that the catalogue renamed or dropped since takes its own row away, and what it reads, not the app. */
function dropUnknownPermissions(stored: unknown): unknown {
  if (!isFields(stored)) return stored;
  const { permissions, excess_check: excess, sync, translations } = stored;
  const isKnown = (name: unknown): boolean => typeof name === "string" && Object.hasOwn(PERMISSIONS, name);
  const rows = Array.isArray(permissions)
    ? permissions.filter((row) => isFields(row) && isKnown(row.permission))
    : null;
  const isReadable = (name: unknown): boolean => {
    const resource =
      typeof name === "string" && Object.hasOwn(RESOURCES, name) ? RESOURCES[name as ResourceName] : null;
    return rows?.some(({ permission }) => permission === resource?.permission) ?? true;
  };
  return {
    ...stored,
    ...(rows && { permissions: rows }),
    ...(Array.isArray(excess) && { excess_check: excess.filter(isKnown) }),
    ...(rows &&
      isFields(translations) && {
        translations: Object.fromEntries(
          Object.entries(translations).map(([language, said]) => [language, dropLostRows(said, rows)]),
        ),
      }),
    ...(isFields(sync) &&
      Array.isArray(sync.resources) && { sync: { ...sync, resources: sync.resources.filter(isReadable) } }),
  };
}

/** Takes away what a translation says of permissions that are not among `rows`. */
function dropLostRows(translation: unknown, rows: readonly { readonly permission?: unknown }[]): unknown {
  if (!isFields(translation) || !isFields(translation.permissions)) return translation;
  const asked = new Set(rows.map(({ permission }) => permission));
  const kept = Object.entries(translation.permissions).filter(([name]) => asked.has(name));
  return { ...translation, permissions: Object.fromEntries(kept) };
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
