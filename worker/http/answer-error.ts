/**
 * @module The one place where an error, expected or a bug, becomes a response.
 */

import type { Context } from "hono";
import { ERRORS, type ApiErrorCode, type ErrorBody, type ErrorEntry } from "../../shared/errors.ts";
import { ApiError, type ApiErrorDetails } from "./api-error.ts";
import { findWords } from "./language.ts";
import { nameError } from "./log.ts";

/** Answers an ApiError with its status and body, a silent database with `unavailable`, and anything else with `internal` and nothing of its text. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof ApiError) {
    c.set("outcome", { code: error.code, ...(error.details.reason && { reason: error.details.reason }) });
    return writeError(c, error.code, error.details);
  }
  if (/^D1_(?!.*constraint)/i.test(error.message)) {
    c.set("outcome", { code: "unavailable", reason: "the database did not answer" });
    return writeError(c, "unavailable", { retryAfterSeconds: 5 });
  }
  // A bug's message may quote its input, so only its name and place go into the log.
  c.set("outcome", { code: "internal", reason: nameError(error) });
  return writeError(c, "internal", {});
}

function writeError(c: Context, code: ApiErrorCode, details: ApiErrorDetails): Response {
  const entry: ErrorEntry = ERRORS[code];
  const fix = details.fix ?? entry.fix;
  const { language, texts } = findWords(c);
  const errors: Readonly<Record<string, string>> = texts?.errors ?? {}; // without those that a person never sees
  const message = Object.hasOwn(errors, code) ? errors[code] : undefined;
  const body: ErrorBody = {
    error: {
      code,
      message: fill(message ?? entry.message, details.values, language),
      ...(details.param !== undefined && { param: details.param }),
      ...(fix !== undefined && { fix: fill(fix, details.values) }),
      request_id: c.get("requestId"),
      ...(details.lines && { lines: details.lines }),
      ...(details.stripe && { stripe: details.stripe }),
    },
  };
  const headers = new Headers({ "Content-Type": "application/json", "Cache-Control": "no-store" });
  if (details.retryAfterSeconds !== undefined) headers.set("Retry-After", String(details.retryAfterSeconds));
  if (entry.status === 401) headers.set("WWW-Authenticate", "Bearer");
  return new Response(JSON.stringify(body), { status: entry.status, headers });
}

function fill(text: string, values: ApiErrorDetails["values"] = {}, language = "en"): string {
  return text.replace(/\{([a-z]+)\}/g, (placeholder, name: string) => {
    const value = values[name] ?? placeholder;
    if (typeof value !== "object") return String(value);
    const list = new Intl.ListFormat(language);
    return value.map((words) => list.format(words)).join("; ");
  });
}
