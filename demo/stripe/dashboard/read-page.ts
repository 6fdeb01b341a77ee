/**
 * @module Whose page is asked for, and what a form says.
 */

import type { Context } from "hono";
import type { Mode } from "../../../shared/keys.ts";
import type { World } from "../api/world.ts";
import type { PageContext } from "./page.ts";

/** Returns the account that `?account=` names, or the first; null if there is none. */
export function readPage(world: World, context: Context, mode: Mode): PageContext | null {
  const accounts = world.accounts.list();
  const named = context.req.query("account");
  const account = named === undefined ? accounts[0] : world.accounts.find(named);
  return account ? { account, accounts, mode } : null;
}

export async function readBody(context: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text());
}
