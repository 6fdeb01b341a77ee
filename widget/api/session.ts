/**
 * @module Where the element gets its session token: an attribute, an address of the page's own backend, a function
 * of the page, or, for pages without a backend, the Worker itself.
 */

import type { OpenSessionAnswer, OpenSessionBody } from "../../shared/schema/sessions.ts";
import { tryStorage } from "../storage.ts";
import type { Warn } from "./warn.ts";

/** Asks the page for a session token. */
export type FetchSession = () => Promise<string>;

export interface SessionSources {
  /** Base address of the Worker the token is for, without a trailing slash. */
  readonly api: string;
  readonly token: string | null;
  /** Same-origin address that answers POST with `{"token": "…"}`. */
  readonly url: string | null;
  readonly fetchSession: FetchSession | null;
  /** Public id of an app whose pages have no backend; used where there is nothing else. */
  readonly app: string | null;
}

export interface Token {
  readonly text: string;
  /** Whom the session acts for: the same text means the same project, person and role at the same Worker. */
  readonly subject: string;
  /** The Worker and the project alone. */
  readonly project: string;
  /** By its own account it has not expired. */
  readonly isFresh: boolean;
}

/** Sends no cookies, follows no redirect, keeps nothing in a cache. */
export const PRIVATE = { credentials: "omit", cache: "no-store", redirect: "error" } as const;

/** No page may keep a person waiting longer than this for a token. */
const SESSION_TIMEOUT_MS = 10_000;

/** What the developer is told of a source that gives no token. */
const SOURCE_RULES = {
  fetchSession: "must resolve to a session token (ses_…)",
  "session-url": `must answer {"token": "ses_…"} on this page's origin, and connect-src must allow 'self'`,
  app: "could not be used: list this page among the app's origins, and the Worker in connect-src",
};

/** Tells whether the page has said where a token comes from. */
export function hasSource(sources: SessionSources): boolean {
  return Boolean(sources.token || sources.url || sources.fetchSession || sources.app);
}

/**
 * The session of one element. The token stays in memory, and only while the page names the same sources. `sources`
 * is read anew for every call.
 */
export class Session {
  readonly #sources: () => SessionSources;
  readonly #warn: Warn;
  #from: SessionSources | null = null;
  #token: string | null = null;
  #pending: Promise<string | null> | null = null;
  #abort = new AbortController();
  /** Counts the sources, so that two functions of the page can be told apart. */
  #generation = 0;

  constructor(sources: () => SessionSources, warn: Warn) {
    this.#sources = sources;
    this.#warn = warn;
  }

  /** Returns a token, or null where none can be had. `renew` asks for another than the last one. */
  async read(renew: boolean): Promise<Token | null> {
    const now = this.#sources();
    if (!isSame(now, this.#from)) {
      this.drop();
      this.#from = now;
      this.#generation += 1;
      this.#token = now.token;
    } else if (renew) this.#token = null;
    if (!this.#token) {
      const pending = (this.#pending ??= this.#fetchToken(now));
      const fetched = await pending;
      if (this.#pending === pending) this.#pending = null;
      // A token of sources that the page no longer names is not used.
      if (!isSame(now, this.#sources())) return this.read(false);
      this.#token ??= fetched;
    }
    return this.#token ? this.#describe(now, this.#token) : null;
  }

  /** Aborts what is under way and deletes the token. */
  drop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#pending = null;
    this.#token = null;
    this.#from = null;
  }

  /**
   * Reads the token's claims, unverified: they only decide whether a form that is open may stay open. What they
   * allow is the Worker's decision. A token of unknown form stands for where it came from.
   */
  #describe({ api, token, url, fetchSession, app }: SessionSources, text: string): Token {
    try {
      const payload = text.split(".")[1] ?? "";
      const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
      const project = JSON.stringify([api, claims.app, claims.sub]);
      const subject = JSON.stringify([project, claims.role, claims.user]);
      return { text, project, subject, isFresh: claims.exp * 1000 > Date.now() };
    } catch {
      const source = fetchSession ? this.#generation : (url ?? token ?? app);
      const project = JSON.stringify([api, source]);
      return { text, project, subject: project, isFresh: fetchSession !== null || url !== null };
    }
  }

  /** Whatever the page's function or backend does, the outcome is a token or none, within ten seconds. */
  async #fetchToken({ api, token, url, fetchSession, app }: SessionSources): Promise<string | null> {
    const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(SESSION_TIMEOUT_MS)]);
    try {
      // A page's own function or backend knows the project, so it comes before an open session.
      if (fetchSession || url) {
        const asked = fetchSession ? fetchSession() : this.#postToBackend(url ?? "", signal);
        const fetched: unknown = await withSignal(asked, signal);
        if (fetched !== null && (typeof fetched !== "string" || !fetched)) throw new TypeError("no token");
        return fetched;
      }
      if (app && !token) return await withSignal(openSession(api, app, this.#warn), signal);
      if (!token) this.#warn("There is no session. Set session-url, session, fetchSession or app.");
      return null;
    } catch (error) {
      if (!this.#abort.signal.aborted)
        this.#explain(error, fetchSession ? "fetchSession" : url ? "session-url" : "app");
      return null;
    }
  }

  async #postToBackend(url: string, signal: AbortSignal): Promise<unknown> {
    const response = await fetch(url, {
      method: "POST",
      mode: "same-origin",
      redirect: "error",
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
    if (response.ok) return (await response.json())?.token;
    this.#warn(
      `session-url answered ${response.status}. It must answer POST with {"token": "ses_…"} for whoever is signed in.`,
    );
    return null;
  }

  #explain(error: unknown, source: keyof typeof SOURCE_RULES): void {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    this.#warn(`${source} ${isLate ? "did not answer in time" : SOURCE_RULES[source]}.`);
  }
}

/** Settles as `promise` does, or rejects when `signal` aborts. */
function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

function isSame(one: SessionSources, other: SessionSources | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other) && one.fetchSession === other?.fetchSession;
}

/** Where there is no storage, the project is found again for as long as the page is there. */
const resumes = new Map<string, string>();

/** Several elements of one page ask once: two new visitors would be two projects. */
const openings = new Map<string, Promise<string | null>>();

/** Opens a session for a page without a backend, and keeps what finds the same project on the next visit. */
function openSession(api: string, app: string, warn: Warn): Promise<string | null> {
  const name = `parityrail-connect:${new URL(api, location.href).origin}:${app}`;
  const opening =
    openings.get(name) ?? requestSession(api, name, app, warn).finally(() => openings.delete(name));
  openings.set(name, opening);
  return opening;
}

async function requestSession(api: string, name: string, app: string, warn: Warn): Promise<string | null> {
  const resume = tryStorage(() => localStorage.getItem(name)) ?? resumes.get(name);
  const body: OpenSessionBody = { app, ...(resume && { resume }) };
  const response = await fetch(`${api}/v1/open_sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...PRIVATE,
    signal: AbortSignal.timeout(SESSION_TIMEOUT_MS),
  });
  if (!response.ok) {
    warn(
      `The Worker answered ${response.status} to app="${app}". Turn its open_sessions on, and list ${location.origin} among its origins.`,
    );
    return null;
  }
  const answer: Partial<OpenSessionAnswer> = await response.json();
  const next = answer.resume;
  if (next) {
    resumes.set(name, next);
    tryStorage(() => localStorage.setItem(name, next));
  }
  return answer.token ?? null;
}
