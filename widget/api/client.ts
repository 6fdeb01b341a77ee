/**
 * @module Talks to the Worker: five calls, one kind of answer, and no way to fail but by a named code.
 *
 * The token travels in a header, the key in the body; neither ever stands in an address.
 */

import type { ENDPOINTS } from "../../shared/api.ts";
import type { ClientErrorCode, ErrorBody } from "../../shared/errors.ts";
import type { ConnectBody, ConnectionAnswer } from "../../shared/schema/connections.ts";
import type { Call } from "../controller/events.ts";
import type { Result } from "../controller/state.ts";
import type { Session } from "./session.ts";

/** Sends one call. Null means it was aborted, and nobody waits for it any more. */
export type Send = (call: Call, body: ConnectBody | null, signal: AbortSignal) => Promise<Result | null>;

type Route<Name extends keyof typeof ENDPOINTS> = readonly [
  (typeof ENDPOINTS)[Name]["method"],
  (typeof ENDPOINTS)[Name]["path"],
];

const CONNECTION = "/v1/projects/:project/connection";

/** The five rows of the table of endpoints, held to it by their types: the table itself is for the Worker. */
const ROUTES: {
  load: Route<"readConnection">;
  connect: Route<"connect">;
  demo: Route<"connectDemo">;
  check: Route<"checkConnection">;
  disconnect: Route<"disconnect">;
} = {
  load: ["GET", CONNECTION],
  connect: ["PUT", CONNECTION],
  demo: ["POST", `${CONNECTION}/demo`],
  check: ["POST", `${CONNECTION}/check`],
  disconnect: ["DELETE", CONNECTION],
};

const TIMEOUT_MS = 10_000;
/** For the calls that wait for Stripe, which the Worker gives a while. */
const STRIPE_TIMEOUT_MS = 20_000;

/**
 * Creates the client of one element.
 * @param api returns the base address of the Worker, with or without a trailing slash
 */
export function createSend(api: () => string, session: Session): Send {
  return async (call, body, signal) => {
    const first = await attempt(false);
    if (!first || first.ok || first.failure.code !== "unauthenticated") return first;
    const second = await attempt(true);
    // A page that cannot renew the token is told what the Worker said, not that it has no session.
    return second && !second.ok && second.failure.code === "no_session" ? first : second;

    async function attempt(renew: boolean): Promise<Result | null> {
      const token = await session.readToken(renew);
      if (signal.aborted) return null;
      if (!token) return fail("no_session");
      try {
        return readAnswer(await request(api(), token, call, body, signal));
      } catch {
        return signal.aborted ? null : fail("network");
      }
    }
  };
}

async function request(
  api: string,
  token: string,
  call: Call,
  body: ConnectBody | null,
  signal: AbortSignal,
): Promise<unknown> {
  const [method, path] = ROUTES[call];
  const ms = call === "connect" || call === "check" ? STRIPE_TIMEOUT_MS : TIMEOUT_MS;
  // `current` is the project of the session: shared/api.ts.
  const response = await fetch(api.replace(/\/+$/, "") + path.replace(":project", "current"), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: method === "PUT" || method === "POST" ? JSON.stringify(body ?? {}) : null,
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Looks at the outline only: the Worker's tests hold its answers to the schema. */
function readAnswer(body: unknown): Result {
  const answer = (body ?? {}) as Partial<ConnectionAnswer & ErrorBody>; // every field is looked at before it is used
  if (answer.profile && answer.may && answer.connection !== undefined) {
    return { ok: true, answer: answer as ConnectionAnswer }; // its three fields are there
  }
  const { code, message, request_id } = answer.error ?? {};
  if (typeof code !== "string" || typeof message !== "string") return fail("unreadable_answer");
  return { ok: false, failure: { code, message, requestId: request_id ?? null } };
}

function fail(code: ClientErrorCode): Result {
  return { ok: false, failure: { code, message: null, requestId: null } };
}
