/**
 * @module The operator's endpoint of the vault: moves sealed secrets to the active key encryption key.
 */

import type { Hono } from "hono";
import type { RotationAnswer } from "../../shared/schema/apps.ts";
import { emptyBody } from "../../shared/schema/connections.ts";
import { auditStatement } from "../audit/store.ts";
import { mount } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { readBody } from "../http/body.ts";

/** Clients and proxies commonly give up after 30 seconds. What is left, the next call moves. */
const ROTATION_SECONDS = 20;

export function mountVault(worker: Hono<WorkerEnv>): void {
  mount(worker, "rotateSecrets", async (c) => {
    await readBody(c, emptyBody);
    const { vault, now } = c.get("services");
    const rotation = await vault.rotate(now() + ROTATION_SECONDS);
    await auditStatement(c, "rotateSecrets", { detail: String(rotation.rotated) }).run();
    return c.json({ object: "rotation", ...rotation } satisfies RotationAnswer);
  });
}
