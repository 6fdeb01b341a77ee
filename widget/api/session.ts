/**
 * @module Where the element gets its session token: an attribute, an address of the page's own backend, or a
 * function the page hands over.
 */

/** Asks the page for a session token. */
export type FetchSession = () => Promise<string>;

export interface SessionSources {
  readonly token: string | null;
  /** Same-origin address that answers POST with `{"token": "…"}`. */
  readonly url: string | null;
  readonly fetchSession: FetchSession | null;
}

export interface Session {
  /** Returns a token, or null where none can be had. `renew` asks for another than the last one. */
  readToken(renew: boolean): Promise<string | null>;
}

const SESSION_TIMEOUT_MS = 10_000;

/** Tells whether the page has said where a token comes from. */
export function hasSource(sources: SessionSources): boolean {
  return Boolean(sources.token || sources.url || sources.fetchSession);
}

/** Creates the session of one element. The token stays in memory. `sources` is read anew for every call. */
export function createSession(sources: () => SessionSources): Session {
  let given: string | null = null;
  let token: string | null = null;
  return {
    async readToken(renew) {
      const { token: attribute, url, fetchSession } = sources();
      if (attribute !== given) {
        // The page set another one: nothing is newer.
        given = attribute;
        token = attribute;
        if (token) return token;
      }
      if (token && !renew) return token;
      if (fetchSession) token = await settle(fetchSession);
      else if (url) token = await settle(() => fetchToken(url));
      else token = null;
      return token;
    },
  };
}

/** Whatever the page's function does, the outcome is a token or none. */
async function settle(fetchSession: FetchSession): Promise<string | null> {
  try {
    const token = await fetchSession();
    return typeof token === "string" && token !== "" ? token : null;
  } catch {
    return null;
  }
}

async function fetchToken(url: string): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    cache: "no-store",
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(SESSION_TIMEOUT_MS),
  });
  const body: { token: string } = await response.json();
  return response.ok ? body.token : "";
}
