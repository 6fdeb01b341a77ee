/**
 * @module The operator's door to the vault: moves sealed secrets to the active ring key, a page at a time.
 */

import type { Hono } from "hono";
import { rewrapBody } from "../../shared/schema/apps.ts";
import { auditStatement } from "../audit/store.ts";
import { readBody } from "../http/body.ts";
import type { WorkerEnv } from "../context.ts";
import { mount } from "../auth/endpoint.ts";

const PAGE_SIZE = 100;

export function mountVault(worker: Hono<WorkerEnv>): void {
  mount(worker, "rewrapSecrets", async (c) => {
    const { limit, after } = await readBody(c, rewrapBody);
    const { vault } = c.get("services");
    const page = await vault.rewrapPage(limit ?? PAGE_SIZE, after);
    await auditStatement(c, "rewrapSecrets", { detail: String(page.rewrapped) }).run();
    return c.json({ object: "rewrap", ...page });
  });
}
