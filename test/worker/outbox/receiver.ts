/**
 * @module Servers of products that take events, well or badly: one process, a path for each, and all that was sent there.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { mock } from "node:test";
import { Webhook } from "standardwebhooks";
import { eventPayload, type EventPayload } from "../../../shared/schema/events.ts";

/** One request as it came. */
export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: EventPayload;
}

/**
 * What a path answers to its nth request, from 1 on. `silent`: nothing at all. `endless`: 200 and a body without end.
 * `reset`: the connection ends instead.
 */
export type Answer =
  { readonly status: number; readonly headers?: Record<string, string> } | "silent" | "endless" | "reset";

export interface Receiver {
  url(path: string): string;
  /** Has a path answer otherwise than 204. */
  answer(path: string, answers: (count: number) => Answer): void;
  received(path: string): readonly Received[];
  /** Waits until a path has had so many requests. */
  wait(path: string, count: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received = new Map<string, Received[]>();
  const answers = new Map<string, (count: number) => Answer>();
  const waiting: { path: string; count: number; go: () => void }[] = [];
  const listOf = (path: string): Received[] => received.get(path) ?? [];

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set
    const body = Buffer.concat(chunks).toString();
    const event = eventPayload.parse(JSON.parse(body));
    const own = [...listOf(path), { headers: request.headers as Record<string, string>, body, event }];
    received.set(path, own);
    const answer = answers.get(path)?.(own.length) ?? { status: 204 };
    if (answer === "reset") request.socket.destroy();
    else if (answer === "endless") Readable.from(pourWithoutEnd()).pipe(response);
    else if (answer !== "silent") response.writeHead(answer.status, answer.headers).end();
    for (const { go } of waiting.filter((one) => one.path === path && one.count <= own.length)) go();
  }

  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    answer: (path, given) => void answers.set(path, given),
    received: listOf,
    async wait(path, count) {
      if (listOf(path).length < count)
        await new Promise<void>((go) => {
          waiting.push({ path, count, go });
        });
      return listOf(path);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function* pourWithoutEnd(): Generator<string> {
  for (;;) yield "x".repeat(65_536);
}

/** Verifies a request as a product would, with the official library. Its clock is that of the request. */
export function verify({ headers, body }: Received, secret: string): EventPayload {
  const now = mock.method(Date, "now", () => Number(headers["webhook-timestamp"]) * 1000);
  try {
    const event = eventPayload.parse(new Webhook(secret).verify(body, { ...headers }));
    assert.equal(headers["webhook-id"], event.id);
    return event;
  } finally {
    now.mock.restore();
  }
}

/** Tells whether a product with this secret would believe a request. */
export function isBelieved(received: Received, secret: string): boolean {
  try {
    verify(received, secret);
    return true;
  } catch {
    return false;
  }
}
