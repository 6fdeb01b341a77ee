/**
 * @module `GET …/stripe/{path}`: an app's backend reads from Stripe, what the profile allows and nothing else.
 */

import type { Hono } from "hono";
import { mount, projectOf } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { callObject, readOutcome } from "./call-object.ts";
import { allowRead } from "./proxy-rule.ts";
import { findRow, requestOf } from "./routes.ts";

/** Of the path as it came: what stands behind `stripe` is held to the profile's paths byte for byte. */
const STRIPE_PATH = /^\/v1\/projects\/[^/]+\/stripe(\/.*)$/;

export function mountProxy(worker: Hono<WorkerEnv>): void {
  mount(worker, "readStripe", async (c) => {
    const { pathname, searchParams } = new URL(c.req.url);
    const read = allowRead(projectOf(c).app.profile, STRIPE_PATH.exec(pathname)?.[1] ?? "", searchParams);
    const row = await findRow(c);
    if (!row) throw new ApiError("not_connected");
    const outcome = await callObject(c.env, row.id, (object) => object.readStripe(requestOf(c), read));
    const { json, requestId } = readOutcome(outcome);
    return c.body(json, 200, {
      "Content-Type": "application/json",
      ...(requestId !== null && { "Stripe-Request-Id": requestId }),
    });
  });
}
