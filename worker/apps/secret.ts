/**
 * @module App secrets: `prs_<app>_<secret>`. The id finds the row, the secret is compared by its digest.
 */

import type { D1Database } from "@cloudflare/workers-types";
import { isId, randomText, type AppId, type RandomBytes } from "../../shared/ids.ts";
import { digestHex, isEqualSecret } from "../crypto/digest.ts";
import { findApp, type App } from "./store.ts";

const SECRET_LENGTH = 52; // 5 bits a character: 260 bits

/** Makes an app secret. Only its hash is kept, so it can be shown this once. */
export async function createAppSecret(
  id: AppId,
  random: RandomBytes,
): Promise<{ secret: string; hash: string }> {
  const secret = `prs_${id.slice("app_".length)}_${randomText(SECRET_LENGTH, random)}`;
  return { secret, hash: await digestHex(secret) };
}

/** Returns the app that `secret` belongs to, or null. */
export async function findAppBySecret(db: D1Database, secret: string): Promise<App | null> {
  const id = `app_${secret.split("_")[1] ?? ""}`;
  if (!isId("app", id)) return null;
  const app = await findApp(db, id);
  return app && (await isEqualSecret(await digestHex(secret), app.secretHash)) ? app : null;
}
