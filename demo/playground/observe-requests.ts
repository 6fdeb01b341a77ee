/**
 * @module Watches what the element sends, by standing in front of `fetch`. Bodies are masked before they are kept.
 */

import { maskBody } from "./mask-body.ts";

export interface WireRequest {
  readonly id: number;
  /** `backend`: the product's own server; `worker`: ParityRail Connect. */
  readonly to: "backend" | "worker";
  readonly method: string;
  readonly path: string;
  /** When it left, milliseconds since 1970. */
  readonly at: number;
  /** HTTP status; null while it is under way or when no answer came. */
  readonly status: number | null;
  /** How long the answer took; null while it is under way. */
  readonly milliseconds: number | null;
  readonly sent: string;
  readonly received: string;
}

/** Calls `onChange` when a request to the session endpoint or the Worker leaves, and again when it has ended. */
export function observeRequests(
  addresses: { workerUrl: string; isSessionPath: (path: string) => boolean },
  onChange: (request: WireRequest) => void,
): void {
  const originalFetch = globalThis.fetch.bind(globalThis);
  let count = 0;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    const isWorker = origin === addresses.workerUrl;
    if (!isWorker && !addresses.isSessionPath(pathname)) return originalFetch(input, init);

    const started = performance.now();
    const left: WireRequest = {
      ...{ id: (count += 1), to: isWorker ? "worker" : "backend", method: request.method, path: pathname },
      ...{ at: Date.now(), status: null, milliseconds: null },
      ...{ sent: typeof init?.body === "string" ? maskBody(init.body) : "", received: "" },
    };
    const end = (status: number | null, received: string) =>
      onChange({ ...left, status, received, milliseconds: Math.round(performance.now() - started) });

    onChange(left);
    try {
      const answer = await originalFetch(input, init);
      void readCopy(answer).then((text) => end(answer.status, maskBody(text)));
      return answer;
    } catch (error) {
      end(null, "");
      throw error;
    }
  };
}

/** The copy fails when the element gives up on the answer; the element tells the person, not this log. */
function readCopy(answer: Response): Promise<string> {
  return answer
    .clone()
    .text()
    .catch(() => "");
}
