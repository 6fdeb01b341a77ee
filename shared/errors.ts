/**
 * @module Every error the API can answer with: code → status, sentence for the person, how to fix it.
 *
 * A code is never renamed: hosts switch on it. A message is safe to show: it holds nothing the caller sent
 * and nothing Stripe wrote (Stripe's 401 repeats what was pasted).
 */

import type { IdentityProblem } from "./identities.ts";
import {
  ENTER_A_KEY,
  ENTER_A_RESTRICTED_KEY,
  FOUND_INSTEAD,
  WEBHOOK_SECRET_PROBLEM,
  type KeyProblem,
} from "./keys.ts";

export interface ErrorEntry {
  /** HTTP status. */
  readonly status: number;
  /** One or two sentences for the person. `{…}` is filled in where it is thrown. */
  readonly message: string;
  /** What to do, for the developer who calls the API. */
  readonly fix?: string;
}

/** Problem of a paste → its whole sentence: what was pasted, and what to enter. */
export const KEY_PROBLEMS = {
  empty: ENTER_A_KEY,
  unrecognized: ENTER_A_KEY,
  ...(Object.fromEntries(
    Object.entries(FOUND_INSTEAD).map(([problem, found]) => [
      problem,
      `${found} ${problem === "secret_not_accepted" ? ENTER_A_RESTRICTED_KEY : ENTER_A_KEY}`,
    ]),
  ) as Record<keyof typeof FOUND_INSTEAD, string>), // fromEntries forgets the names
} as const;

type KeyErrors = { readonly [Problem in KeyProblem as `key_${Problem}`]: ErrorEntry };

const keyErrors = Object.fromEntries(
  Object.entries(KEY_PROBLEMS).map(([problem, message]) => [`key_${problem}`, { status: 400, message }]),
) as unknown as KeyErrors; // fromEntries forgets the names, which the mapped type restores

export const ERRORS = {
  ...keyErrors,

  // Stripe said no
  key_rejected: {
    status: 422,
    message:
      "Stripe rejected the API key. Check that the secret or restricted key is correct, belongs to the right account, and has not been revoked.",
    fix: "Stripe answered 401. Create the key again in Stripe and send the new one.",
  },
  key_expired: {
    status: 422,
    message:
      "This key has expired: it was rolled or timed out in Stripe. Copy the new one from Stripe and paste it here.",
    fix: "Stripe answered 401 api_key_expired.",
  },
  key_ip_restricted: {
    status: 422,
    message:
      "This key only works from certain IP addresses. Remove the IP restriction from the key in Stripe, then try again.",
    fix: "Stripe answered 401 for our IP address. Workers have no fixed egress address to allow.",
  },
  access_revoked: {
    status: 422,
    message: "The Stripe account does not give this access, or took it back. Connect it again.",
    fix: "Stripe answered 403 account_invalid for the platform's key and this account.",
  },
  permissions_missing: {
    status: 422,
    message:
      "The Stripe API key does not have the required permissions. Grant {permissions}, then reconnect.",
    fix: "Stripe answered 403 to every permission the profile asks for.",
  },
  account_differs: {
    status: 409,
    message: "This key belongs to a different Stripe account. Replace the connection, or go back?",
    fix: "Send replace_account: true to replace the connection, or use a key of the same account.",
  },
  account_unknown: {
    status: 409,
    message: "Stripe did not say which account this key belongs to. Replace the connection, or go back?",
    fix: "Send replace_account: true to replace the connection.",
  },
  mode_differs: {
    status: 409,
    message: "This key reads {given} data, and {asked} data was asked for. Connect {given} data, or go back?",
    fix: "Send mode with the key's own mode to connect it, or use a key of the other mode.",
  },

  // OAuth
  oauth_unavailable: {
    status: 409,
    message: "Connecting with Stripe’s own page is not set up here. Paste a key instead.",
    fix: "The app's profile has no method oauth, or the Worker lacks STRIPE_CONNECT_CLIENT_ID or STRIPE_CONNECT_SECRET.",
  },
  oauth_denied: {
    status: 422,
    message: "Access was not granted in Stripe, so nothing was connected. You can try again.",
    fix: "The person pressed Deny: Stripe answered access_denied.",
  },
  oauth_state_invalid: {
    status: 400,
    message: "This way back from Stripe is not valid. Start again from the page where you connect.",
    fix: "The state or ticket is forged, was used before, or belongs to another project, person, browser or origin.",
  },
  oauth_expired: {
    status: 422,
    message: "Coming back from Stripe took too long. Start again.",
    fix: "A state is good for ten minutes, and Stripe's code for five.",
  },
  oauth_refused: {
    status: 422,
    message: "Stripe did not complete the connection. Nothing was saved: start again.",
    fix: "Stripe refused the code (invalid_grant: used, expired or of another mode): see stripe.code.",
  },
  oauth_misconfigured: {
    status: 502,
    message: "Connecting with Stripe’s own page is not set up correctly. Tell the people who run this.",
    fix: "Stripe answered with an error that only the deployment can mend: see stripe.code. Check client id, secret, mode and redirect URI.",
  },

  // Invitations
  invitation_invalid: {
    status: 404,
    message: "This link is not complete. Copy all of it from the message it came in, or ask for a new one.",
    fix: "The token is not one this Worker signed. It is all that stands behind # in the link.",
  },
  invitation_expired: {
    status: 410,
    message: "This link has expired. Ask for a new one.",
    fix: "An invitation is good for 24 hours. Make another with POST /v1/projects/{project}/connection/invitation.",
  },
  invitation_used: {
    status: 410,
    message: "This link has been used: Stripe was connected with it. There is nothing left to do here.",
    fix: "An invitation connects once, and what it opened may then only read. Make another to connect again.",
  },
  invitation_opened: {
    status: 409,
    message: "This link was opened in another browser already. Go on there, or ask for a new one.",
    fix: "An invitation belongs to the first browser that opens it. Make another for this one.",
  },
  invitation_revoked: {
    status: 410,
    message:
      "This link is no longer good: it was taken back, a newer one was made, or Stripe was connected without it. Ask the person who sent it.",
    fix: "Revoked by an admin, by a newer invitation, or by a connection that somebody else made.",
  },

  // Stripe did not answer
  stripe_unavailable: {
    status: 503,
    message: "Stripe did not answer. Nothing was saved: try again in a moment.",
    fix: "Retry. Stripe timed out, was unreachable or answered with a 5xx.",
  },
  stripe_busy: {
    status: 503,
    message:
      "Stripe is busy: too many requests for this account just now. Nothing was saved: try again in a moment.",
    fix: "Retry after the seconds in Retry-After. Stripe answered 429.",
  },
  stripe_unexpected: {
    status: 502,
    message:
      "Stripe refused for a reason we do not know. Nothing was saved. Tell the people who run this, with the request id.",
    fix: "Stripe answered with a 4xx that is no 401, 403 or 429: see stripe.status and stripe.code.",
  },

  // Reading for an app's backend
  read_not_allowed: {
    status: 403,
    message: "The app's profile does not read this from Stripe.",
    fix: "GET a list or a single object of what the profile syncs or asks permission for, by Stripe's own path.",
  },
  reads_used_up: {
    status: 429,
    message: "The reads that Stripe allows are used up for today. Try again tomorrow.",
    fix: "Wait the seconds in Retry-After. GET …/sync says in reads what they went for.",
  },
  demo_not_in_stripe: {
    status: 409,
    message: "The demo dataset is not in Stripe. Connect an account to read from it.",
    fix: "Connect with PUT /v1/projects/{project}/connection, or read the demo dataset from the ledger.",
  },

  // The request
  invalid_json: {
    status: 400,
    message: "The request could not be read.",
    fix: "Send one JSON object in UTF-8.",
  },
  parameter_unknown: {
    status: 400,
    message: "The request has a field this endpoint does not know.",
    fix: "Remove the field named in param.",
  },
  parameter_missing: {
    status: 400,
    message: "The request lacks a field this endpoint needs.",
    fix: "Send the field named in param.",
  },
  parameter_invalid: {
    status: 400,
    message: "A field of the request has a value this endpoint does not take.",
    fix: "Correct the field named in param.",
  },
  webhook_secret_invalid: { status: 400, message: WEBHOOK_SECRET_PROBLEM },
  publishable_key_missing: {
    status: 400,
    message: "Enter the publishable key too: it starts with pk_.",
    fix: "The app's profile requires publishable_key.",
  },
  publishable_key_invalid: {
    status: 400,
    message: "Publishable keys start with pk_.",
    fix: "Send a pk_ key.",
  },
  publishable_key_mode_differs: {
    status: 400,
    message: "The two keys are of different modes: both must be test keys, or both live keys.",
    fix: "Take both keys from the same page in Stripe.",
  },
  webhook_refused: {
    status: 400,
    message: "The event was not accepted.",
    fix: "Connection, signature, time or mode is not right. Which of them is in the log only.",
  },
  body_too_large: {
    status: 413,
    message: "The request is too large.",
    fix: "This endpoint takes at most {limit} bytes.",
  },
  identities_invalid: {
    status: 400,
    message: "The file was not taken, and nothing has changed: some of its lines are wrong.",
    fix: "Correct the lines named in lines, and send the whole file again.",
  },
  media_type_unsupported: {
    status: 415,
    message: "The request could not be read.",
    fix: "Send Content-Type: application/json.",
  },

  // The caller
  unauthenticated: {
    status: 401,
    message: "This page is no longer signed in. Reload it and try again.",
    fix: "The app secret or session token is missing, wrong, expired, or not for this project or origin. Create a session with POST /v1/sessions.",
  },
  admin_required: {
    status: 403,
    message: "Connecting Stripe requires the admin role on this project. Ask an admin to do it.",
    fix: "Create the session with role admin.",
  },
  rate_limited: {
    status: 429,
    message: "Too many tries. Wait a moment, then try again.",
    fix: "Wait the seconds in Retry-After.",
  },

  // The resource
  not_found: { status: 404, message: "There is nothing here.", fix: "Check the method, path and ids." },
  customer_not_found: {
    status: 404,
    message: "There is no such customer.",
    fix: "Use the id of one of the connection's customers, cus_…, as GET /v1/projects/{project}/customers lists them.",
  },
  not_connected: {
    status: 404,
    message: "Stripe is not connected yet.",
    fix: "Connect with PUT /v1/projects/{project}/connection.",
  },
  demo_unavailable: {
    status: 409,
    message: "There is no demo dataset here.",
    fix: "The app's profile has demo mode off, or a real connection is there: disconnect it first.",
  },
  connection_changed: {
    status: 409,
    message: "The connection was changed by somebody else meanwhile. Look again, then retry.",
    fix: "Read the connection and retry.",
  },
  endpoint_url_refused: {
    status: 400,
    message: "Events are not sent to this address.",
    fix: "An endpoint is https on port 443 at a public host name, without user name, password or fragment, and not this service itself.",
  },
  endpoints_full: {
    status: 409,
    message: "There are as many event endpoints as an app may have.",
    fix: "Delete one, or have one endpoint take more types: an app may have 16.",
  },
  endpoint_disabled: {
    status: 409,
    message: "This event endpoint is disabled.",
    fix: "Enable it with PATCH /v1/event_endpoints/{endpoint}.",
  },

  upload_superseded: {
    status: 409,
    message: "The file was not taken: another one was sent meanwhile, or the connection ended.",
    fix: "Send one file at a time, and this one again if it is the newest.",
  },

  // Us
  unavailable: {
    status: 503,
    message: "This is not available just now. Try again in a moment.",
    fix: "Retry after the seconds in Retry-After.",
  },
  misconfigured: {
    status: 500,
    message: "This service is not set up yet.",
    fix: "A setting of the Worker is missing or too weak; its log names it.",
  },
  secret_unreadable: {
    status: 503,
    message: "The stored key could not be opened. Paste the key again, or tell the people who run this.",
    fix: "The sealed key does not open: its KEK is missing, or the row was altered. The log names the row.",
  },
  internal: {
    status: 500,
    message: "Something went wrong on our side. Look again in a moment, then retry.",
    fix: "Report the request id.",
  },
} as const satisfies Record<string, ErrorEntry>;

/** Codes the Worker answers with. */
export type ApiErrorCode = keyof typeof ERRORS;

/**
 * Codes only the element makes: the network failed; nothing came in time; the browser may not send or read the request;
 * there is no session; the answer could not be read.
 */
export type ClientErrorCode =
  "network" | "no_answer" | "request_blocked" | "no_session" | "unreadable_answer";

export type ErrorCode = ApiErrorCode | ClientErrorCode;

/** Codes that no person at the element sees: of endpoints for backends alone, and of mistakes that the element does not make. */
type BackendCode =
  | "body_too_large"
  | "customer_not_found"
  | "demo_not_in_stripe"
  | "endpoint_disabled"
  | "endpoint_url_refused"
  | "endpoints_full"
  | "identities_invalid"
  | "invalid_json"
  | "media_type_unsupported"
  | "not_found"
  | "parameter_invalid"
  | "parameter_missing"
  | "parameter_unknown"
  | "read_not_allowed"
  | "reads_used_up"
  | "upload_superseded"
  | "webhook_refused";

/** Codes of the Worker that a person may see. `key_<problem>` is said of the paste itself, by the element. */
export type SeenApiCode = Exclude<ApiErrorCode, BackendCode | `key_${KeyProblem}`>;

/** The body of every answer that is not 2xx. */
export interface ErrorBody {
  error: {
    code: ApiErrorCode;
    /** For the person. */
    message: string;
    /** The field that is wrong, dotted: `origins.0`. */
    param?: string;
    /** For the developer. */
    fix?: string;
    request_id: string;
    /** Lines of an uploaded file that are wrong: how many, and the first hundred. */
    lines?: { count: number; first: { line: number; problem: IdentityProblem; message: string }[] };
    /** What Stripe answered, without its text. */
    stripe?: { status: number; code?: string; request_id?: string };
  };
}
