/**
 * @module The only way out to Stripe: listed calls, bounded in size, never following a redirect.
 */

/** A list of one object is far smaller; an endless answer must not fill the Worker. */
const MAX_ANSWER_BYTES = 512 * 1024;

/** The answer was too large to be what was asked for. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

/**
 * Wraps `send` so that it does only what `allowed` lists (`GET /v1/customers`): a profile that only reads cannot
 * write, even if the key could. A redirect is handed back as it is, so that a key never travels to another host.
 */
export function createBoundedFetch(send: typeof fetch, allowed: ReadonlySet<string>): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? "GET";
    if (!allowed.has(`${method} ${url.pathname}`)) throw new Error(`Not allowed: ${method} ${url.pathname}`);
    const response = await send(url, { ...init, redirect: "manual" });
    const body = await readBounded(response, init?.signal ?? null);
    return new Response(body, { status: response.status, headers: copyHeaders(response.headers) });
  };
}

/** What stripe-node reads. It writes a Stripe-Notice header to the console, where nothing of Stripe's belongs. */
function copyHeaders(headers: Headers): Headers {
  const copied = new Headers();
  for (const name of ["Content-Type", "Request-Id"]) {
    const value = headers.get(name);
    if (value !== null) copied.set(name, value);
  }
  return copied;
}

async function readBounded(response: Response, signal: AbortSignal | null): Promise<Blob | null> {
  if (!response.body) return null;
  const reader = response.body.getReader();
  // In workerd an abort no longer reaches a body once the headers are there: a trickle would hold us for good.
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.byteLength;
      if (length > MAX_ANSWER_BYTES) {
        stop();
        throw new AnswerTooLarge();
      }
      chunks.push(part.value);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  signal?.throwIfAborted();
  return new Blob(chunks);
}
