/**
 * @module Reads a request's query, held to a schema that knows every parameter.
 */

import type { Context } from "hono";
import type * as z from "zod";
import { ApiError } from "./api-error.ts";
import { describeIssue } from "./body.ts";

/** Returns the query as `schema` types it. Fails with `parameter_unknown`, `parameter_missing` or `parameter_invalid`. */
export function readQuery<Schema extends z.ZodType<Readonly<Record<string, unknown>>>>(
  c: Context,
  schema: Schema,
): z.output<Schema> {
  const query = c.req.query();
  const result = schema.safeParse(query);
  if (!result.success) throw describeIssue(result.error.issues[0], query);
  // JavaScript reads no text at all as 0.
  const empty = Object.keys(query).find((name) => query[name] === "" && result.data[name] === 0);
  if (empty !== undefined) throw new ApiError("parameter_invalid", { param: empty });
  return result.data;
}
