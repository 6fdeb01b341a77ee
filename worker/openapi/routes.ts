/**
 * @module `GET /openapi.json`: the document, written with the first request of an isolate.
 */

import type { Hono } from "hono";
import { etag } from "hono/etag";
import { ENDPOINTS } from "../../shared/api.ts";
import { mount } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { createDocument } from "./document.ts";

/** A deployment may change it. */
const CACHED_SECONDS = 300;

export function mountOpenapi(worker: Hono<WorkerEnv>): void {
  let text: string | undefined;
  worker.use(ENDPOINTS.readOpenapi.path, etag());
  mount(worker, "readOpenapi", (c) => {
    text ??= JSON.stringify(createDocument());
    c.header("Cache-Control", `public, max-age=${CACHED_SECONDS}`);
    c.header("Content-Type", "application/json");
    return c.body(text);
  });
}
