/**
 * @module Reads a request's query, held to a schema that knows every parameter.
 */

import type { Context } from "hono";
import type * as z from "zod";
import { describeIssue } from "./body.ts";

/** Returns the query as `schema` types it. Fails with `parameter_unknown`, `parameter_missing` or `parameter_invalid`. */
export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const query = c.req.query();
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  throw describeIssue(result.error.issues[0], query);
}
