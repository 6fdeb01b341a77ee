/**
 * @module Stripe's error answers, word for word, as far as they are publicly known.
 *
 * Sources: captures of real answers quoted in public code and issues (PostHog, stripe-cli, stripe-node #2246,
 * keyhacks) and Stripe's documentation of error codes.
 */

import type { Mode } from "../../shared/keys.ts";
import { PERMISSIONS } from "../../shared/permissions.ts";
import type { Dialect } from "./world.ts";

const INVALID = "invalid_request_error";

/** As a header's value: Stripe does not send this header here. */
export const NO_HEADER = "";

type Fields = Readonly<Record<string, string>>;

/** An answer other than 200. */
export class StripeError extends Error {
  readonly status: number;
  readonly error: Fields;
  readonly headers: Fields;
  /** Whether the error carries `request_log_url`: not after failed authentication, nor without a request id. */
  readonly logged: boolean;

  constructor(
    status: number,
    error: Fields & { readonly message: string },
    headers: Fields = { "stripe-should-retry": "false" },
  ) {
    super(error.message);
    this.status = status;
    const page = error.code?.replaceAll("_", "-");
    this.error = page ? { ...error, doc_url: `https://stripe.com/docs/error-codes/${page}` } : error;
    this.headers = headers;
    this.logged = status !== 401 && headers["request-id"] === undefined;
  }
}

const invalid = (status: number, message: string, fields: Fields = {}): StripeError =>
  new StripeError(status, { ...fields, message, type: INVALID });

const unauthorized = (message: string, fields: Fields = {}): StripeError => invalid(401, message, fields);

export const keyMissing = (): StripeError =>
  unauthorized(
    "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
  );

/** Repeats what looks like a key masked, anything else as it was sent. */
export const keyInvalid = (pasted: string): StripeError =>
  unauthorized(`Invalid API Key provided: ${hideMiddle(pasted, 4)}`);

export const keyExpired = (key: string): StripeError =>
  unauthorized(`Expired API Key provided: ${hideMiddle(key, 6)}`, { code: "api_key_expired" });

export const keyPublishable = (): StripeError =>
  unauthorized(
    "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
    { code: "secret_key_required" },
  );

export const ipNotAllowed = (): StripeError =>
  unauthorized("The API key provided does not allow requests from your IP address.");

interface DeniedKey {
  readonly key: string;
  /** `mk_…` */
  readonly id: string;
  readonly mode: Mode;
}

/** The 403 for `permission` (`customer_read`). Stripe changed its text in 2026; the old one was seen until spring. */
export function permissionMissing(
  { dialect, url }: { readonly dialect: Dialect; readonly url: string },
  { key, id, mode }: DeniedKey,
  account: string,
  permission: string,
): StripeError {
  if (dialect === "old") {
    const message = `The provided key '${hideMiddle(key, 6)}' does not have the required permissions for this endpoint on account '${account}'. Having the 'rak_${permission}' permission would allow this request to continue.`;
    return invalid(403, message);
  }
  const masked = `${prefixOf(key)}...${key.slice(-4)}`;
  const editPath = encodeURIComponent(`${mode === "test" ? "/test" : ""}/apikeys/${id}/edit`);
  const message = `Permission denied. The provided key '${masked}' does not have the required permissions for this endpoint on account '${account}'. Enabling "${labelOf(permission)}" ('${permission}') permissions on this key would allow this request to continue. You can edit permissions at ${url}/b/${account}?destination=${editPath}`;
  return invalid(403, message, { code: "more_permissions_required" });
}

function labelOf(permission: string): string {
  const [, identifier = "", access] = /^(.*)_(read|write)$/.exec(permission) ?? [];
  const label = Object.values(PERMISSIONS).find((entry) => entry.identifier === identifier)?.label;
  const other = identifier === "accounts_kyc_basic" ? "Basic Business Contact Information" : identifier;
  return `${label ?? other} ${access === "write" ? "Write" : "Read"}`;
}

export const accountNotAccessible = (key: string, account: string): StripeError =>
  invalid(
    403,
    `The provided key '${prefixOf(key)}***${key.slice(-4)}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
    { code: "account_invalid" },
  );

export const connectPermissionsMissing = (): StripeError =>
  invalid(
    403,
    "You passed a restricted API key with the Stripe-Account header, but the restricted API key does not have any Connect permissions.",
  );

export const onlyPlatforms = (): StripeError =>
  badRequest(
    "Only Stripe Connect platforms can work with other accounts. If you specified a client_id parameter, make sure it's correct.",
  );

export const contextMissing = (): StripeError =>
  badRequest(
    "You passed an organization API key without the Stripe-Context header. Name the account to act on.",
  );

export const urlUnrecognized = (method: string, path: string): StripeError =>
  invalid(
    404,
    `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  );

/**
 * @param param `id` when the id stood in the path, which is a 404; the parameter's name otherwise, a 400
 * @param elsewhere the mode that does have such an object
 */
export function objectMissing(noun: string, id: string, param: string, elsewhere: Mode | null): StripeError {
  const own = elsewhere === "live" ? "test" : "live";
  const hint = elsewhere
    ? `; a similar object exists in ${elsewhere} mode, but a ${own} mode key was used to make this request.`
    : "";
  const fields = { code: "resource_missing", param };
  return invalid(param === "id" ? 404 : 400, `No such ${noun}: '${id}'${hint}`, fields);
}

/** A 400 about the request's form. */
export const badRequest = (message: string, fields: Fields = {}): StripeError =>
  invalid(400, message, fields);

export const idempotencyMismatch = (key: string): StripeError =>
  new StripeError(400, {
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    type: "idempotency_error",
  });

export const idempotencyInProgress = (key: string): StripeError =>
  new StripeError(
    409,
    {
      code: "idempotency_key_in_use",
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
      type: "idempotency_error",
    },
    {},
  );

/** @param reason goes into the header; without it the 429 is not the limiter's. */
export const rateLimited = (reason: string | null): StripeError =>
  new StripeError(
    429,
    {
      code: "rate_limit",
      message:
        "Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.",
      type: INVALID,
    },
    reason === null ? {} : { "stripe-rate-limited-reason": reason },
  );

/** Stripe assigns no request id to it, and asks for a retry. */
export const lockTimedOut = (): StripeError =>
  new StripeError(
    429,
    {
      code: "lock_timeout",
      message:
        "This object can't be accessed right now because another API request or Stripe process currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate.",
      type: INVALID,
    },
    { "request-id": NO_HEADER, "stripe-should-retry": "true" },
  );

export const internalError = (): StripeError =>
  new StripeError(
    500,
    {
      message:
        "Sorry, something went wrong. We've already been notified of the problem, but if you need any help, you can reach us at https://support.stripe.com/contact.",
      type: "api_error",
    },
    {},
  );

function prefixOf(key: string): string {
  return /^[a-z]+_(?:org_)?(?:test|live)_/.exec(key)?.[0] ?? "";
}

function hideMiddle(key: string, shown: number): string {
  const prefix = prefixOf(key);
  const hidden = key.length - prefix.length - shown;
  if (prefix === "" || hidden <= 0) return key;
  return prefix + "*".repeat(hidden) + key.slice(-shown);
}
