/**
 * @module An error that ends a request: a code from the one table of errors, and what belongs to this case.
 */

import type { ApiErrorCode, ErrorBody } from "../../shared/errors.ts";

export interface ApiErrorDetails {
  /** The field that is wrong, dotted. Only names this API knows: a made-up name could be a pasted key. */
  param?: string;
  /** Replaces the table's `fix` where this case knows better. */
  fix?: string;
  /** Fills `{name}` in the table's message and fix. Lists are put into words in the caller's language. */
  values?: Readonly<Record<string, string | number | readonly (readonly string[])[]>>;
  lines?: ErrorBody["error"]["lines"];
  stripe?: ErrorBody["error"]["stripe"];
  retryAfterSeconds?: number;
  /** For the log only: why, where the answer must stay dull. */
  reason?: string;
  /** False where a refused try leaves no audit row. */
  audited?: boolean;
}

/** Thrown to end a request with one public error. Anything else that is thrown is a bug. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly details: ApiErrorDetails;

  constructor(code: ApiErrorCode, details: ApiErrorDetails = {}) {
    super(code);
    this.name = "ApiError";
    this.code = code;
    this.details = details;
  }
}
