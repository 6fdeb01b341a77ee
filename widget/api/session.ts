/**
 * @module Where the element gets its session token: an attribute, an address of the page's own backend, a
 * function the page hands over, or for pages without a backend the Worker itself.
 */

import { inTime } from "./in-time.ts";

/** Asks the page for a session token. */
export type FetchSession = () => Promise<string>;

export interface SessionSources {
  /** Base address of the Worker the token is for. */
  readonly api: string;
  readonly token: string | null;
  /** Same-origin address that answers POST with `{"token": "…"}`. */
  readonly url: string | null;
  readonly fetchSession: FetchSession | null;
  /** Public id of an app whose pages have no backend; the last resort of all. */
  readonly app: string | null;
}

export interface Session {
  /** Returns a token, or null where none can be had. `renew` asks for another than the last one. */
  readToken(renew: boolean): Promise<string | null>;
}

/** Tells whether the page has said where a token comes from. */
export function hasSource(sources: SessionSources): boolean {
  return Boolean(sources.token || sources.url || sources.fetchSession || sources.app);
}

/**
 * Creates the session of one element. The token stays in memory, and only as long as the page names the same
 * sources: another address may mean another project. `sources` is read anew for every call.
 */
export function createSession(sources: () => SessionSources): Session {
  let from: SessionSources | null = null;
  let token: string | null = null;
  const readToken = async (renew: boolean): Promise<string | null> => {
    const now = sources();
    if (!isSame(now, from)) {
      from = now;
      token = now.token;
    } else if (renew) token = null;
    if (token) return token;
    const ask = chooseSource(now);
    const fetched = await (ask && settle(ask));
    // What was asked of other sources than those of now is nobody's answer.
    if (!isSame(now, sources())) return readToken(false);
    return (token ??= fetched);
  };
  return { readToken };
}

/** A page's own function or backend knows the project, and goes before the browser's own one. */
function chooseSource({ api, token, url, fetchSession, app }: SessionSources): FetchSession | null {
  if (fetchSession) return fetchSession;
  if (url) return () => fetchToken(url);
  return app && !token
    ? () => import("./open-session.ts").then(({ openSession }) => openSession(api, app))
    : null;
}

function isSame(one: SessionSources, other: SessionSources | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other) && one.fetchSession === other?.fetchSession;
}

/** Whatever the page's function does, also nothing at all, the outcome is a token or none. */
async function settle(fetchSession: FetchSession): Promise<string | null> {
  try {
    const token = await inTime(fetchSession());
    return typeof token === "string" && token ? token : null;
  } catch {
    return null;
  }
}

async function fetchToken(url: string): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    mode: "same-origin",
    redirect: "error",
    credentials: "same-origin",
    cache: "no-store",
    headers: { accept: "application/json" },
  });
  const body: { token: string } = await response.json();
  return response.ok ? body.token : "";
}
