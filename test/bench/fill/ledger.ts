/**
 * @module The ledger as a way of filling.
 */

import type { World } from "../../worker/world.ts";
import type { Way } from "./way.ts";

/** How fast it may read: as fast as it can, or a quarter of Stripe's limits as in production. */
export type Pace = "unlimited" | "quarter";

/** What the ledger's rate must be at least, in rates of the sync engine. */
export const LEDGER_RATIO = 6;

/** Prepares fills by the world's Worker, each by a new connection; null as long as there is no ledger. */
export async function startLedger(_world: World, _pace: Pace): Promise<Way | null> {
  return null;
}
