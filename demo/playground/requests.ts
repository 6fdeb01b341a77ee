/**
 * @module Records what the element sends by wrapping `fetch`. Keys, secrets and tokens are masked first.
 */

import { maskKey } from "../../shared/keys.ts";

export interface WireRequest {
  readonly id: number;
  /** `backend`: the product's own server; `worker`: ParityRail Connect. */
  readonly to: "backend" | "worker";
  readonly method: string;
  readonly path: string;
  /** When it was sent, milliseconds since 1970. */
  readonly at: number;
  /** HTTP status; null while it is open or when no answer came. */
  readonly status: number | null;
  /** How long the answer took; null while it is open. */
  readonly milliseconds: number | null;
  readonly sent: string;
  readonly received: string;
}

/** Calls `onChange` when a request to the session endpoint or the Worker is sent, and again when it has ended. */
export function observeRequests(
  { workerUrl, isSessionPath }: { workerUrl: string; isSessionPath: (path: string) => boolean },
  onChange: (request: WireRequest) => void,
): void {
  const originalFetch = globalThis.fetch.bind(globalThis);
  let count = 0;
  globalThis.fetch = async (input, init) => {
    const { method, url } = new Request(input, init);
    const { origin, pathname: path } = new URL(url);
    const isWorker = origin === workerUrl;
    if (!isWorker && !isSessionPath(path)) return originalFetch(input, init);

    const started = performance.now();
    const open: WireRequest = {
      id: (count += 1),
      to: isWorker ? "worker" : "backend",
      method,
      path,
      at: Date.now(),
      status: null,
      milliseconds: null,
      received: "",
      sent: typeof init?.body === "string" ? maskBody(init.body) : "",
    };
    const end = (status: number | null, received: string) =>
      onChange({ ...open, status, received, milliseconds: Math.round(performance.now() - started) });

    onChange(open);
    try {
      const answer = await originalFetch(input, init);
      // the copy fails when the element aborts the answer
      const copied = answer.clone().text();
      void copied.catch(() => "").then((text) => end(answer.status, maskBody(text)));
      return answer;
    } catch (error) {
      end(null, "");
      throw error;
    }
  };
}

/** Fields that hold something secret, whatever their value looks like. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(["api_key", "webhook_secret", "token"]);

const WHOLE_KEY = /^(?:rk|rkcs|sk|pk)_(?:test|live)_[A-Za-z0-9]{10,}$/;
const SECRET_INSIDE =
  /\b(?:(?:rk|rkcs|sk|pk)_(?:test|live)|whsec|prs|pro)_[A-Za-z0-9+/=_-]{8,}|\bses_[A-Za-z0-9._-]{40,}/g;

/** Returns `text` as indented JSON without its secrets; of a body that is not JSON only its length. */
export function maskBody(text: string): string {
  if (text === "") return "";
  try {
    return JSON.stringify(JSON.parse(text, maskField), null, 2);
  } catch {
    return `(${text.length} characters that are not JSON)`;
  }
}

function maskField(field: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return SECRET_FIELDS.has(field) ? maskSecret(value) : value.replace(SECRET_INSIDE, maskSecret);
}

function maskSecret(secret: string): string {
  if (WHOLE_KEY.test(secret)) return maskKey(secret);
  return secret === "" ? "" : `(${secret.length} characters, hidden)`;
}
