/**
 * @module Talks to the Worker: a few calls, one kind of answer, and no failure without a named code.
 *
 * The token travels in a header, the key in the body; neither ever stands in an address.
 */

import type { ENDPOINTS } from "../../shared/api.ts";
import type { ErrorBody } from "../../shared/errors.ts";
import type { ConnectionAnswer } from "../../shared/schema/connections.ts";
import type { StartOauthBody } from "../../shared/schema/oauth.ts";
import type { Receipt } from "../../shared/schema/receipt.ts";
import type { SyncAnswer, SyncSummary } from "../../shared/schema/sync.ts";
import { failureOf, type Call, type Reply, type Result } from "../controller/state.ts";
import { PRIVATE, Session, type SessionSources, type Token } from "./session.ts";
import { createWarn, type Warn } from "./warn.ts";

type Route<Name extends keyof typeof ENDPOINTS> = readonly [
  (typeof ENDPOINTS)[Name]["method"],
  (typeof ENDPOINTS)[Name]["path"],
];

const CONNECTION = "/v1/projects/:project/connection";

/** Rows of the table of endpoints, held to it by their types: the table itself is for the Worker. */
const ROUTES: {
  load: Route<"readConnection">;
  connect: Route<"connect">;
  demo: Route<"connectDemo">;
  check: Route<"checkConnection">;
  disconnect: Route<"disconnect">;
  finish_oauth: Route<"finishOauth">;
  revoke_grant: Route<"finishOauth">;
  update: Route<"updateConnection">;
  refresh: Route<"readConnection">;
  start_oauth: Route<"startOauth">;
  read_sync: Route<"readSync">;
  invite: Route<"createInvitation">;
  revoke_invitation: Route<"revokeInvitation">;
  read_receipt: Route<"readReceipt">;
} = {
  load: ["GET", CONNECTION],
  connect: ["PUT", CONNECTION],
  demo: ["POST", `${CONNECTION}/demo`],
  check: ["POST", `${CONNECTION}/check`],
  disconnect: ["DELETE", CONNECTION],
  finish_oauth: ["POST", `${CONNECTION}/oauth/finish`],
  revoke_grant: ["POST", `${CONNECTION}/oauth/finish`],
  update: ["PATCH", CONNECTION],
  refresh: ["GET", CONNECTION],
  start_oauth: ["POST", `${CONNECTION}/oauth`],
  read_sync: ["GET", "/v1/projects/:project/sync"],
  invite: ["POST", `${CONNECTION}/invitation`],
  revoke_invitation: ["DELETE", `${CONNECTION}/invitation`],
  read_receipt: ["GET", `${CONNECTION}/receipt`],
};

const READ_TIMEOUT_MS = 10_000;
/** For what may wait for Stripe, which the Worker gives a while. */
const STRIPE_TIMEOUT_MS = 20_000;
const PROBE_TIMEOUT_MS = 3_000;

/** Of calls that nobody aborts. */
const NEVER = new AbortController().signal;

/** The client of one element. `onOtherSubject`: the page means another project or person than the one that is shown. */
export class Client {
  /** What the product says is asked for in this language. */
  language = "en";
  readonly warn: Warn = createWarn();
  readonly #sources: () => SessionSources;
  readonly #session: Session;
  readonly #onOtherSubject: () => void;
  #shown: Token | null = null;

  constructor(sources: () => SessionSources, onOtherSubject: () => void) {
    this.#sources = sources;
    this.#session = new Session(sources, this.warn);
    this.#onOtherSubject = onOtherSubject;
  }

  /** The project that is shown; null before the first load. */
  get project(): string | null {
    return this.#shown?.project ?? null;
  }

  /** Sends one call. Null means it was aborted, or was meant for another project than the page means now. */
  async send(call: Call, body: object | null, signal: AbortSignal): Promise<Result | null> {
    if (call === "load") this.#shown = null;
    if (call !== "invite") return this.#request(ROUTES[call], body, signal, readConnection);
    const made = await this.#request(ROUTES.invite, body, signal, (answer) =>
      "url" in answer ? answer : null,
    );
    // The link stands in what is read of the connection.
    if (made?.ok) return this.send("refresh", null, signal);
    // Looks that cannot be handed on, such as a gradient, stay behind.
    const isAboutLooks = made?.failure.code === "parameter_invalid" && body;
    return isAboutLooks ? this.send("invite", null, signal) : made;
  }

  /** Asks what the key can do, and how that is known. Null as for `send`. */
  readReceipt(): Promise<Reply<Receipt> | null> {
    return this.#request(
      ROUTES.read_receipt,
      null,
      NEVER,
      (answer) => ("entries" in answer ? (answer as Receipt) : null), // its outline, as with a connection
    );
  }

  /** Asks the connection's own object how far its account is read. Null as for `send`. */
  readSync(signal: AbortSignal): Promise<Reply<SyncSummary> | null> {
    return this.#request(ROUTES.read_sync, null, signal, readSync);
  }

  /** Asks for the address of Stripe's own page. */
  startOauth(body: StartOauthBody): Promise<Reply<string> | null> {
    return this.#request(ROUTES.start_oauth, body, NEVER, ({ url }: { readonly url?: unknown }) =>
      typeof url === "string" ? url : null,
    );
  }

  /** Looks whether the page's sources, which have changed, still mean what is shown. */
  async checkSubject(): Promise<void> {
    if (this.#shown) this.#isOther(await this.#session.read(false));
  }

  /** Drops the session and whom it was for. */
  drop(): void {
    this.#session.drop();
    this.#shown = null;
  }

  async #request<Answer>(
    route: readonly [method: string, path: string],
    body: object | null,
    signal: AbortSignal,
    read: (body: object) => Answer | null,
  ): Promise<Reply<Answer> | null> {
    const attempt = async (renew: boolean): Promise<Reply<Answer> | null> => {
      const token = await this.#session.read(renew);
      if (signal.aborted || this.#isOther(token)) return null;
      if (!token) return { ok: false, failure: failureOf("no_session") };
      this.#shown = token;
      const { api } = this.#sources();
      try {
        const answer = await fetchJson(api, token.text, route, body, signal, this.language);
        return readReply(answer, read);
      } catch (error) {
        return signal.aborted ? null : { ok: false, failure: failureOf(await this.#explain(api, error)) };
      }
    };
    const first = await attempt(false);
    if (!first || first.ok || first.failure.code !== "unauthenticated") return first;
    const second = await attempt(true);
    // A page that cannot renew its token hears what the Worker said, not that it has no session.
    const cannotRenew = second && !second.ok && second.failure.code === "no_session";
    return this.#judgeRefusal(cannotRenew ? first : second);
  }

  /** A key typed for one project is never sent to another. */
  #isOther(token: Token | null): boolean {
    if (!token || !this.#shown || token.subject === this.#shown.subject) return false;
    this.#onOtherSubject();
    return true;
  }

  /** A fresh token that is refused is the page's mistake: reloading the page does not help the person. */
  #judgeRefusal<Answer>(reply: Reply<Answer> | null): Reply<Answer> | null {
    if (!reply || reply.ok || reply.failure.code !== "unauthenticated") return reply;
    const { api } = this.#sources();
    if (!this.#shown?.isFresh) {
      this.warn("The session has expired. Use session-url or fetchSession.");
      return reply;
    }
    this.warn(
      `${api} refused a session that has not expired. Create it at this Worker, and list ${location.origin} among the app's origins.`,
    );
    return { ok: false, failure: failureOf("no_session", reply.failure.requestId) };
  }

  /** Tells a network that fails from a browser that may not send or read the request. */
  async #explain(api: string, error: unknown): Promise<"no_answer" | "network" | "request_blocked"> {
    if (error instanceof DOMException && error.name === "TimeoutError") return "no_answer";
    let isForbidden = false;
    const hear = ({ effectiveDirective }: SecurityPolicyViolationEvent) =>
      (isForbidden ||= effectiveDirective === "connect-src");
    document.addEventListener("securitypolicyviolation", hear);
    // Any answer to a request that needs no permission shows that the network is fine.
    const isReachable =
      !api.startsWith(location.origin) &&
      (await fetch(`${api}/parityrail-connect.js`, {
        method: "HEAD",
        mode: "no-cors",
        cache: "no-store", // the script itself may be in the cache
        signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      }).then(
        () => true,
        () => false,
      ));
    document.removeEventListener("securitypolicyviolation", hear);
    if (!isForbidden && !isReachable) return "network";
    this.warn(
      `This page may not ${isForbidden ? "ask" : "read"} ${api}. List it in connect-src, and ${location.origin} among the app's origins.`,
    );
    return "request_blocked";
  }
}

async function fetchJson(
  api: string,
  token: string,
  [method, path]: readonly [method: string, path: string],
  body: object | null,
  signal: AbortSignal,
  language: string,
): Promise<unknown> {
  // `current` is the project of the session: shared/api.ts.
  const response = await fetch(api + path.replace(":project", "current"), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      "accept-language": language,
      "content-type": "application/json",
    },
    body: method.startsWith("P") ? JSON.stringify(body ?? {}) : null,
    ...PRIVATE,
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
  const fields = (body ?? {}) as Partial<ErrorBody>; // every field is checked before it is used
  const answer = read(fields);
  if (answer) return { ok: true, answer };
  const { code, message, request_id } = fields.error ?? {};
  if (typeof code !== "string" || typeof message !== "string")
    return { ok: false, failure: failureOf("unreadable_answer") };
  return { ok: false, failure: { code, message, requestId: request_id ?? null } };
}

/** Checks the outline only: the Worker's tests hold its answers to the schema. */
function readConnection(body: object): ConnectionAnswer | null {
  const answer = body as Partial<ConnectionAnswer>; // every field is checked
  const isWhole = answer.profile && answer.may && answer.connection !== undefined;
  return isWhole ? (answer as ConnectionAnswer) : null; // its three fields are there
}

/** Takes what a connection shows of the answer, so that a connection stays what its schema says. */
function readSync(body: object): SyncSummary | null {
  const answer = body as Partial<SyncAnswer>; // `object` tells what it is; its fields are held to the schema like the above
  if (answer.object !== "sync") return null;
  const { status, means, progress, problem, resume_at, filled_at, last_success_at } = answer as SyncAnswer;
  return { status, means, progress, problem, resume_at, filled_at, last_success_at };
}
