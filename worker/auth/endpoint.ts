/**
 * @module Mounts an endpoint from the one table, so that its credential check cannot be forgotten.
 */

import type { Context, Hono } from "hono";
import { ENDPOINTS, type Endpoint, type EndpointName } from "../../shared/api.ts";
import { authenticate } from "./authenticate.ts";
import type { WorkerEnv } from "../context.ts";

type Handler = (c: Context<WorkerEnv>) => Response | Promise<Response>;

/** Serves `name` with `handler`, which runs only for a caller that the table lets in. */
export function mount(worker: Hono<WorkerEnv>, name: EndpointName, handler: Handler): void {
  const endpoint: Endpoint = ENDPOINTS[name];
  worker.on(endpoint.method, endpoint.path, async (c) => {
    c.set("caller", await authenticate(c, endpoint));
    return handler(c);
  });
}
