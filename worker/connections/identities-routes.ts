/**
 * @module The endpoints of a project's identities: a CSV that replaces the map, look-ups, and pages of the map.
 */

import type { Context, Hono } from "hono";
import { randomText } from "../../shared/ids.ts";
import { identitiesQuery, type IdentitiesAnswer } from "../../shared/schema/identities.ts";
import { consumeBudgets } from "../auth/budgets.ts";
import { mount } from "../auth/endpoint.ts";
import type { WorkerEnv } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { readQuery } from "../http/query.ts";
import { readUpload } from "../identities/upload.ts";
import { callObject, type ConnectionMethods } from "./call-object.ts";
import { findRow, requestOf, targetOf } from "./routes.ts";
import type { ConnectionRow } from "./store.ts";

/** Of no charset, or of the one that the file has to be in. */
const CSV = /^text\/csv\s*(?:;\s*charset="?utf-8"?\s*)?(?:;\s*header="?present"?\s*)?$/i;

export function mountIdentities(worker: Hono<WorkerEnv>): void {
  mount(worker, "replaceIdentities", async (c) => {
    if (!CSV.test(c.req.header("Content-Type") ?? "") || c.req.header("Content-Encoding") !== undefined) {
      throw new ApiError("media_type_unsupported", {
        fix: "Send Content-Type: text/csv, in UTF-8 and uncompressed.",
      });
    }
    const row = await findRow(c);
    if (!row) throw new ApiError("not_connected");
    await consumeBudgets(c.get("services"), "identities", targetOf(c, row));
    return c.json(await replaceIdentities(c, row));
  });

  mount(worker, "readIdentities", async (c) => {
    const query = readQuery(c, identitiesQuery);
    const row = await findRow(c);
    const request = requestOf(c);
    const answer =
      row && (await callObject(c.env, row.id, (object) => object.readIdentities(request, query)));
    if (!answer) throw new ApiError("not_connected");
    return c.json(answer);
  });
}

/** Hands the body's rows to the connection's object, which takes all of them or none. */
async function replaceIdentities(c: Context<WorkerEnv>, { id }: ConnectionRow): Promise<IdentitiesAnswer> {
  const upload = randomText(26, c.get("services").random);
  const call = <T>(ask: (object: ConnectionMethods) => Promise<T>) => callObject(c.env, id, ask);
  if (!(await call((object) => object.beginUpload(upload)))) throw new ApiError("not_connected");
  try {
    const rows = await readUpload(c.req.raw, async (batch) =>
      requireCurrent(await call((object) => object.stageRows(upload, batch))),
    );
    const request = requestOf(c);
    return requireCurrent(await call((object) => object.finishUpload(request, upload, rows)));
  } catch (error) {
    // What cannot be removed now, the object's alarm removes.
    await call((object) => object.discardUpload(upload)).catch(() => undefined);
    throw error;
  }
}

function requireCurrent<T>(answer: T | null): T {
  if (answer === null) throw new ApiError("upload_superseded");
  return answer;
}
