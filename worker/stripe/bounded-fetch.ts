/**
 * @module The only way out to Stripe: no redirect is followed, every answer is bounded in size and in time, and
 * nothing counts as an answer but a JSON object.
 */

/** A page of 100 invoices with ten lines each is smaller. An endless answer must not fill the Worker. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** No answer came: no connection, no time, too many bytes, or a body that is no JSON object. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  /** Null where not even headers came. */
  readonly head: AnswerHead | null;

  constructor(reason: string, head: AnswerHead | null = null) {
    super(reason);
    this.head = head;
  }
}

/** What comes before a body. */
export interface AnswerHead {
  readonly status: number;
  /** Request-Id as it came. */
  readonly requestId: string | null;
}

export interface Reply extends AnswerHead {
  /** Stripe-Rate-Limited-Reason; null where no limit was exceeded. */
  readonly limit: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends one request and reads its answer. Throws `NoAnswer`; anything else it throws is a mistake of our own. */
export async function fetchBounded(send: typeof fetch, url: string | URL, init: RequestInit): Promise<Reply> {
  // A key must not travel to another host. What `send` throws at once, before there is a promise, is our mistake.
  const pending = send(url, { ...init, redirect: "manual" });
  const response = await pending.catch(() => {
    throw new NoAnswer("no connection, or no time");
  });
  const { status, headers } = response;
  const head = { status, requestId: headers.get("Request-Id") };
  const text = await readText(response.body, head, init.signal ?? null);
  const body = parseJson(text);
  if (!isObject(body)) throw new NoAnswer("no JSON object", head);
  return { ...head, limit: headers.get("Stripe-Rate-Limited-Reason"), body };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Waits for `pending` for at most `ms` milliseconds, then throws `NoAnswer`, whatever `pending` does. */
export async function withTimeout<T>(pending: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer("no time")), ms);
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function readText(
  body: Response["body"],
  head: AnswerHead,
  signal: AbortSignal | null,
): Promise<string> {
  if (!body) return "";
  const reader = body.getReader();
  // In workerd an abort does not reach a body whose headers have come: a trickle would go on for ever.
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new NoAnswer("the connection broke", head);
    });
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      stop();
      throw new NoAnswer("too many bytes", head);
    }
    text += decoder.decode(value, { stream: true });
  }
}
