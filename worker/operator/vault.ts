/**
 * @module The operator's endpoint of the vault: moves sealed secrets to the active key encryption key.
 */

import type { Hono } from "hono";
import type { RotationAnswer } from "../../shared/schema/apps.ts";
import { emptyBody } from "../../shared/schema/connections.ts";
import { auditStatements, initiatorOf } from "../audit/audit.ts";
import { mount } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { readBody } from "../http/body.ts";

/** Clients and proxies commonly give up after 30 seconds. What is left, the next call moves. */
const ROTATION_SECONDS = 20;

export function mountVault(worker: Hono<WorkerEnv>): void {
  mount(worker, "rotateSecrets", async (c) => {
    await readBody(c, emptyBody);
    const services = c.get("services");
    const rotation = await services.vault.rotate(services.now() + ROTATION_SECONDS);
    const subject = { detail: String(rotation.rotated) };
    await services.db.batch(auditStatements(services, initiatorOf(c), "rotateSecrets", subject));
    return c.json({ object: "rotation", ...rotation } satisfies RotationAnswer);
  });
}
