/**
 * @module The page's way to its own backend, which asks the Worker and changes the local Stripe.
 */

import type { ReceivedEvent } from "../host/event-receiver.ts";
import type { ActionTarget, LiveAction } from "../host/live-actions.ts";
import type { LiveAnswer } from "../host/product.ts";
import type { BackendAnswer, ProductRead } from "../host/worker-reads.ts";
import type { ProductName } from "../products.ts";

/** What was read, or why it was not. */
export type Reading<Body> =
  | { readonly is: "loading" }
  | { readonly is: "ready"; readonly body: Body; readonly path: string }
  /** `code` is the Worker's, or `no_answer`. */
  | { readonly is: "failed"; readonly code: string; readonly message: string };

export const LOADING = { is: "loading" } as const;

const NO_ANSWER = {
  is: "failed",
  code: "no_answer",
  message: "The demo’s backend did not answer. Is npm start still running?",
} as const;

export type Backend = ReturnType<typeof createBackend>;

/** Creates what asks the backend of one product. */
export function createBackend(product: ProductName) {
  const base = `/api/product/${product}`;
  return {
    async read<Body>(
      name: ProductRead,
      query: Readonly<Record<string, string>> = {},
    ): Promise<Reading<Body>> {
      const answer = await fetch(`${base}/read/${name}?${new URLSearchParams(query)}`).catch(() => null);
      if (!answer?.ok) return NO_ANSWER;
      const { path, status, body } = (await answer.json()) as BackendAnswer; // our own server, same types
      if (status === 200) return { is: "ready", body: body as Body, path }; // as the API's schema of this read says
      const { error } = body as { error: { code: string; message: string } }; // every error of the Worker
      return { is: "failed", code: error.code, message: error.message };
    },
    /** Calls `onEvent` with each signed event that arrives at the backend; returns what ends that. */
    listen(onEvent: (event: ReceivedEvent) => void): () => void {
      const source = new EventSource(`${base}/events`);
      source.addEventListener("message", ({ data }) => onEvent(JSON.parse(String(data)) as ReceivedEvent)); // our own server
      return () => source.close();
    },
    press: (action: LiveAction, target: ActionTarget) => post(`${base}/live/${action}`, target),
    advance: (leap: "day" | "month") => post(`${base}/advance/${leap}`),
    sendEvents: () => post(`${base}/endpoint`),
  };
}

async function post(path: string, body: object = {}): Promise<LiveAnswer> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as LiveAnswer) : { done: false, message: NO_ANSWER.message }; // our own server
}
