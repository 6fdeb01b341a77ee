/**
 * @module The local Stripe's Dashboard: create, list, edit, roll and delete keys, as in Stripe's own.
 */

import { Hono } from "hono";
import type { World } from "../api/world.ts";

export function createDashboard(_world: World): Hono {
  return new Hono();
}
