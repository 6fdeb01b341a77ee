/**
 * @module What the operator does with the vault: moves sealed secrets to the active ring key, a page at a time.
 */

import type { Hono } from "hono";
import { rewrapBody } from "../../shared/schema/apps.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../context.ts";
import { mount } from "../auth/endpoint.ts";

const PAGE_SIZE = 100;

export function mountVault(worker: Hono<WorkerEnv>): void {
  mount(worker, "rewrapSecrets", async (c) => {
    const { limit, after } = await readBody(c, rewrapBody);
    const services = c.get("services");
    const { db, vault } = services;
    const page = await vault.rewrapPage(limit ?? PAGE_SIZE, after);
    await db.batch(
      auditStatements(services, initiatorOf(c), "rewrapSecrets", { detail: String(page.rewrapped) }),
    );
    return c.json({ object: "rewrap", ...page });
  });
}
