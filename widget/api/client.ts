/**
 * @module Talks to the Worker: five calls, one kind of answer, and no way to fail but by a named code.
 *
 * Requests are built from the same table the Worker mounts its routes from. The token travels in a header,
 * the key in the body; neither ever stands in an address.
 */

import { CURRENT_PROJECT, ENDPOINTS } from "../../shared/api.ts";
import type { ClientErrorCode, ErrorBody } from "../../shared/errors.ts";
import type { ConnectBody } from "../../shared/schema/connections.ts";
import type { Call } from "../controller/events.ts";
import type { Failure, Result } from "../controller/state.ts";
import type { Session } from "./session.ts";

/** Sends one call. Null means it was aborted, and nobody waits for it any more. */
export type Send = (call: Call, body?: ConnectBody, signal?: AbortSignal) => Promise<Result | null>;

/** The calls that wait for Stripe, which the Worker gives a while. */
const STRIPE_TIMEOUT_MS = 20_000;
const TIMEOUT_MS = 10_000;

const CALLS = {
  load: { endpoint: ENDPOINTS.readConnection, timeoutMs: TIMEOUT_MS },
  connect: { endpoint: ENDPOINTS.connect, timeoutMs: STRIPE_TIMEOUT_MS },
  demo: { endpoint: ENDPOINTS.connectDemo, timeoutMs: TIMEOUT_MS },
  check: { endpoint: ENDPOINTS.checkConnection, timeoutMs: STRIPE_TIMEOUT_MS },
  disconnect: { endpoint: ENDPOINTS.disconnect, timeoutMs: TIMEOUT_MS },
};

/**
 * Creates the client of one element.
 * @param base returns the base address of the Worker, with or without a trailing slash
 */
export function createSend(base: () => string, session: Session): Send {
  return async (call, body, signal) => {
    const api = base().replace(/\/+$/, "");
    const first = await attempt(api, session, false, call, body, signal);
    const expired = first && !first.ok && first.failure.code === "unauthenticated";
    if (!expired) return first;
    const second = await attempt(api, session, true, call, body, signal);
    // A page that cannot renew the token is told what the Worker said, not that it has no session.
    return second && !second.ok && second.failure.code === "no_session" ? first : second;
  };
}

async function attempt(
  api: string,
  session: Session,
  renew: boolean,
  call: Call,
  body?: ConnectBody,
  signal?: AbortSignal,
): Promise<Result | null> {
  const token = await session.readToken(renew);
  if (signal?.aborted) return null;
  if (!token) return fail("no_session");
  try {
    return readAnswer(await request(api, token, call, body, signal));
  } catch {
    return signal?.aborted ? null : fail("network");
  }
}

interface Answer {
  readonly ok: boolean;
  /** Undefined when it was not JSON. */
  readonly body: unknown;
}

async function request(
  api: string,
  token: string,
  call: Call,
  body: ConnectBody | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { endpoint, timeoutMs } = CALLS[call];
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await fetch(api + endpoint.path.replace(":project", CURRENT_PROJECT), {
    method: endpoint.method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(endpoint.method === "GET" || endpoint.method === "DELETE"
      ? {}
      : { body: JSON.stringify(body ?? {}) }),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const text = await response.text();
  return { ok: response.ok, body: parse(text) };
}

function readAnswer({ ok, body }: Answer): Result {
  if (ok && isConnectionAnswer(body)) return { ok: true, answer: body };
  if (!ok && isErrorBody(body)) {
    const { code, message, request_id } = body.error;
    return { ok: false, failure: { code, message, requestId: request_id ?? null } };
  }
  return fail("unreadable_answer");
}

function fail(code: ClientErrorCode): Result & { readonly failure: Failure } {
  return { ok: false, failure: { code, message: null, requestId: null } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A look at the outline only: the Worker parses its own answers with the schema in its tests. */
function isConnectionAnswer(body: unknown): body is Extract<Result, { ok: true }>["answer"] {
  return isObject(body) && isObject(body["profile"]) && isObject(body["may"]) && "connection" in body;
}

function isErrorBody(body: unknown): body is ErrorBody {
  return isObject(body) && isObject(body["error"]) && typeof body["error"]["code"] === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
