/**
 * @module Talks to the Worker: a few calls, one kind of answer, and no way to fail but by a named code.
 *
 * The token travels in a header, the key in the body; neither ever stands in an address.
 */

import type { ENDPOINTS } from "../../shared/api.ts";
import type { ClientErrorCode, ErrorBody } from "../../shared/errors.ts";
import type { ConnectionAnswer } from "../../shared/schema/connections.ts";
import type { Call } from "../controller/events.ts";
import type { Reply, Result } from "../controller/state.ts";
import type { Session } from "./session.ts";

/** Sends one call. Null means it was aborted, and nobody waits for it any more. */
export type Send = (call: Call, body: object | null, signal: AbortSignal) => Promise<Result | null>;

/** Asks one endpoint; `read` returns the answer that its body is, or null where it is none. */
export type Ask = <Answer>(
  route: readonly [method: string, path: string],
  body: object | null,
  signal: AbortSignal,
  read: (body: object) => Answer | null,
) => Promise<Reply<Answer> | null>;

/** One row of the table of endpoints. */
export type Route<Name extends keyof typeof ENDPOINTS> = readonly [
  (typeof ENDPOINTS)[Name]["method"],
  (typeof ENDPOINTS)[Name]["path"],
];

const CONNECTION = "/v1/projects/:project/connection";

/** The rows of the table of endpoints, held to it by their types: the table itself is for the Worker. */
const ROUTES: {
  load: Route<"readConnection">;
  connect: Route<"connect">;
  demo: Route<"connectDemo">;
  check: Route<"checkConnection">;
  disconnect: Route<"disconnect">;
  finish: Route<"finishOauth">;
  give_back: Route<"finishOauth">;
  update: Route<"updateConnection">;
  peek: Route<"readConnection">;
} = {
  load: ["GET", CONNECTION],
  connect: ["PUT", CONNECTION],
  demo: ["POST", `${CONNECTION}/demo`],
  check: ["POST", `${CONNECTION}/check`],
  disconnect: ["DELETE", CONNECTION],
  finish: ["POST", `${CONNECTION}/oauth/finish`],
  give_back: ["POST", `${CONNECTION}/oauth/finish`],
  update: ["PATCH", CONNECTION],
  peek: ["GET", CONNECTION],
};

const READ_TIMEOUT_MS = 10_000;
/** For what may wait for Stripe, which the Worker gives a while. */
const STRIPE_TIMEOUT_MS = 20_000;

/** Creates what sends the calls of one element. */
export function createSend(ask: Ask): Send {
  return (call, body, signal) => ask(ROUTES[call], body, signal, readConnection);
}

/**
 * Creates the client of one element.
 * @param api returns the base address of the Worker, with or without a trailing slash
 */
export function createAsk(api: () => string, session: Session): Ask {
  return async (route, body, signal, read) => {
    const attempt = async (renew: boolean) => {
      const token = await session.readToken(renew);
      if (signal.aborted) return null;
      if (!token) return fail("no_session");
      try {
        return readReply(await request(api(), token, route, body, signal), read);
      } catch {
        return signal.aborted ? null : fail("network");
      }
    };
    const first = await attempt(false);
    if (!first || first.ok || first.failure.code !== "unauthenticated") return first;
    const second = await attempt(true);
    // A page that cannot renew the token is told what the Worker said, not that it has no session.
    return second && !second.ok && second.failure.code === "no_session" ? first : second;
  };
}

async function request(
  api: string,
  token: string,
  [method, path]: readonly [method: string, path: string],
  body: object | null,
  signal: AbortSignal,
): Promise<unknown> {
  // `current` is the project of the session: shared/api.ts.
  const response = await fetch(api.replace(/\/+$/, "") + path.replace(":project", "current"), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: method.startsWith("P") ? JSON.stringify(body ?? {}) : null,
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.any([
      signal,
      AbortSignal.timeout(method === "GET" ? READ_TIMEOUT_MS : STRIPE_TIMEOUT_MS),
    ]),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readReply<Answer>(body: unknown, read: (body: object) => Answer | null): Reply<Answer> {
  const error = (body ?? {}) as Partial<ErrorBody>; // every field is looked at before it is used
  const answer = read(error);
  if (answer) return { ok: true, answer };
  const { code, message, request_id } = error.error ?? {};
  if (typeof code !== "string" || typeof message !== "string") return fail("unreadable_answer");
  return { ok: false, failure: { code, message, requestId: request_id ?? null } };
}

/** Looks at the outline only: the Worker's tests hold its answers to the schema. */
function readConnection(body: object): ConnectionAnswer | null {
  const answer = body as Partial<ConnectionAnswer>; // likewise
  const whole = answer.profile && answer.may && answer.connection !== undefined;
  return whole ? (answer as ConnectionAnswer) : null; // its three fields are there
}

function fail(code: ClientErrorCode): Reply<never> {
  return { ok: false, failure: { code, message: null, requestId: null } };
}
