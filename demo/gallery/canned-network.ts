/**
 * @module A network for scenes: each address under it has canned replies of its own, given in turn.
 */

import { ERRORS, type ApiErrorCode } from "../../shared/errors.ts";
import type { ConnectionAnswer } from "../../shared/schema/connections.ts";
import type { Invitation } from "../../shared/schema/invitations.ts";
import type { StartOauthAnswer } from "../../shared/schema/oauth.ts";
import type { Receipt } from "../../shared/schema/receipt.ts";
import type { SyncAnswer } from "../../shared/schema/sync.ts";

/** `.invalid` never resolves (RFC 6761): what this module does not answer goes nowhere. */
const DOMAIN = "gallery.invalid";

export interface CannedError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** What stands in the sentence's braces. */
  readonly values: Readonly<Record<string, string>>;
}

/** `wait`: never answered. `offline`: the network fails. */
export type CannedReply =
  ConnectionAnswer | Invitation | Receipt | StartOauthAnswer | SyncAnswer | CannedError | "wait" | "offline";

/** Makes an answer of the Worker that refuses with `code`; `values` fill the braces of its sentence. */
export function errorAnswer(code: ApiErrorCode, values: Readonly<Record<string, string>> = {}): CannedError {
  const { status, message } = ERRORS[code];
  return { status, code, message: fillSentence(message, values), values };
}

export function fillSentence(sentence: string, values: CannedError["values"]): string {
  return sentence.replace(/\{([a-z]+)\}/g, (name, key) => values[key] ?? name);
}

/** Returns a reply as a browser receives it. */
export function toResponse(reply: Exclude<CannedReply, string> | { readonly object: string }): Response {
  if (!("code" in reply)) return Response.json(reply);
  const { status, code, message } = reply;
  return Response.json({ error: { code, message, request_id: "req_1" } }, { status });
}

/** Wraps the page's `fetch`. Other addresses than those it hands out are asked as before. */
export function createCannedNetwork() {
  const queues = new Map<string, CannedReply[]>();
  const realFetch = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (input, init) => {
    const { origin, pathname } = new URL(String(input), location.href);
    const queue = queues.get(origin);
    if (!queue) return realFetch(input, init);
    // The signal counts for nothing: what waits would otherwise end as a time-out and show another state.
    const reply = pathname.startsWith("/v1/") ? (queue.shift() ?? "wait") : "offline";
    if (reply === "wait") return new Promise<Response>(() => undefined);
    return reply === "offline"
      ? Promise.reject(new TypeError("Failed to fetch"))
      : Promise.resolve(toResponse(reply));
  };
  return {
    /** Returns an address, `http://0.gallery.invalid`, that gives `replies` in turn and then answers no more. */
    open(replies: readonly CannedReply[]): string {
      const origin = `http://${queues.size}.${DOMAIN}`;
      queues.set(origin, [...replies]);
      return origin;
    },
    /** Tells whether every reply of an address was asked for. */
    isUsedUp: (origin: string): boolean => queues.get(origin)?.length === 0,
  };
}
