/**
 * @module Reads a JSON body: counted while it streams, then held to a schema that knows every field.
 */

import type { Context } from "hono";
import type * as z from "zod";
import { ApiError } from "./api-error.ts";

/** Enough for a key, a signing secret and a list of origins; a paste of a whole file is refused. */
export const MAX_BODY_BYTES = 8 * 1024;
/** Enough for a whole profile with its help in a dozen languages. */
export const MAX_APP_BODY_BYTES = 256 * 1024;
/** What is read and dropped beyond that: who is answered while still sending often loses the answer. */
const MAX_DROPPED_BYTES = 4 * 1024 * 1024;

/**
 * Returns the request's body as `schema` types it. An absent body reads as `{}`.
 * Fails with `media_type_unsupported`, `body_too_large`, `invalid_json`, `parameter_unknown`,
 * `parameter_missing` or `parameter_invalid`.
 */
export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
  limit = MAX_BODY_BYTES,
): Promise<z.output<Schema>> {
  const text = await readText(c.req.raw, limit);
  if (text !== "" && !/^application\/json\s*(;|$)/i.test(c.req.header("Content-Type") ?? "")) {
    throw new ApiError("media_type_unsupported");
  }
  const body = text === "" ? {} : parseObject(text);
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw describeIssue(result.error.issues[0], body);
}

/**
 * Returns a body as it was signed, byte for byte; one that is longer than `limit` or no UTF-8 reads as empty, which
 * nobody signs.
 */
export async function readSignedBody(c: Context, limit: number): Promise<string> {
  const bytes = await readBytes(c.req.raw, limit);
  try {
    return bytes ? new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) : "";
  } catch {
    return "";
  }
}

async function readText(request: Request, limit: number): Promise<string> {
  const bytes = await readBytes(request, limit);
  if (!bytes) throw new ApiError("body_too_large", { values: { limit } });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new ApiError("invalid_json");
  }
}

/**
 * Returns a body's bytes, or null if there are more than `limit`: counted where no Content-Length says how many.
 * Fails with `invalid_json` if the client leaves.
 */
async function readBytes(request: Request, limit: number): Promise<ArrayBuffer | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    // workerd takes no more than a Content-Length says, and drops one that stands beside chunks.
    if (Number(request.headers.get("Content-Length") ?? Infinity) <= limit)
      return await request.arrayBuffer();
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength;
      if (length > MAX_DROPPED_BYTES) break;
      if (length <= limit) chunks.push(chunk);
    }
  } catch {
    throw new ApiError("invalid_json", { reason: "client_closed" }); // nobody reads this answer
  }
  return length > limit ? null : new Blob(chunks).arrayBuffer();
}

function parseObject(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text, refuseHidden);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError("invalid_json"); // the parser's own message quotes the input
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new ApiError("invalid_json");
  return value;
}

/** A field of this name passes every schema of a table unseen. */
function refuseHidden(name: string, value: unknown): unknown {
  if (name === "__proto__") throw new ApiError("parameter_unknown");
  return value;
}

/** Returns the error that tells what is wrong with a body or a query. */
export function describeIssue(issue: z.core.$ZodIssue | undefined, body: object): ApiError {
  if (!issue) return new ApiError("parameter_invalid");
  if (issue.code === "unrecognized_keys") {
    return new ApiError("parameter_unknown", namedParam([...issue.path, issue.keys[0] ?? ""]));
  }
  if (issue.path.length > 0 && readPath(body, issue.path) === undefined) {
    return new ApiError("parameter_missing", namedParam(issue.path));
  }
  const param = namedParam(issue.path);
  return new ApiError("parameter_invalid", {
    ...param,
    fix: `${param.param ?? "The request"}: ${issue.message}.`,
  });
}

/** A language, in whatever case: `pt-BR`. */
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,4}){1,2}$/i;

/**
 * A field's name is echoed only if it is words of small letters, or a language: somebody may have pasted a secret where
 * a name goes, and those have a prefix, or digits and capitals.
 */
function namedParam(path: readonly PropertyKey[]): { param?: string } {
  const plain = path.every(
    (name) =>
      typeof name === "number" ||
      LANGUAGE.test(String(name)) ||
      (/^[a-z][a-z_]{0,31}$/.test(String(name)) &&
        !/^(sk|rk|rkcs|pk|ek|mk|whsec|prs|pro|ses|rsm|inv)_/.test(String(name))),
  );
  return plain && path.length > 0 ? { param: path.join(".") } : {};
}

function readPath(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[name] : undefined, // an object has string-keyed fields
    value,
  );
}
