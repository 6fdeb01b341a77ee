/**
 * @module Asks Stripe a second time about connections it refused once, so that their health settles unattended.
 */

import { findApp } from "../apps/store.ts";
import { systemInitiator } from "../audit/audit.ts";
import type { Services } from "../context.ts";
import { writeLine } from "../http/log.ts";
import { checkConnection } from "./check.ts";
import { createWriting } from "./writing.ts";
import { REFUSAL_SETTLES_SECONDS } from "./view/health.ts";

/** A cron has a bounded number of calls out, and each check makes several. */
const CHECKS_A_RUN = 20;

/**
 * Checks connections whose first refusal has had its minutes: any of them, so that those that never settle, as
 * without their secret, keep no other out.
 */
export async function checkRefusedConnections(services: Services): Promise<void> {
  const { db, now } = services;
  const { results } = await db
    .prepare(
      `SELECT id, app_id, project FROM connections
       WHERE refused_at <= ?1 AND checked_at < refused_at + ?2 ORDER BY RANDOM() LIMIT ?3`,
    )
    .bind(now() - REFUSAL_SETTLES_SECONDS, REFUSAL_SETTLES_SECONDS, CHECKS_A_RUN)
    .all<{ id: string; app_id: string; project: string }>();
  for (const { id, app_id, project } of results) {
    try {
      const app = await findApp(db, app_id);
      if (app) await checkConnection(createWriting(services, systemInitiator(services.random)), app, project);
    } catch {
      writeLine({ event: "check_failed", connection: id }); // Stripe is silent, or somebody was faster: next time
    }
  }
}
