/**
 * @module Sends a request byte for byte as a test wants it: `fetch` would tidy up headers, lengths and paths.
 */

import { request as send, type IncomingHttpHeaders } from "node:http";
import { createConnection } from "node:net";
import { holdExchange, isHeld } from "../openapi/hold.ts";

export interface RawRequest {
  readonly method?: string;
  /** With its query, exactly as it shall go over the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Several chunks go without a Content-Length. */
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[];
}

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request over a connection of its own. */
export async function sendRaw(url: URL, request: RawRequest): Promise<RawResponse> {
  const { method = "GET", path, body } = request;
  const response = await exchange(url, request);
  if (!isHeld(url.origin) || !URL.canParse(path, url)) return response;
  holdExchange({
    method,
    url: new URL(path, url),
    sent: typeof body === "string" ? body : undefined,
    ...response,
    headers: new Headers(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
  });
  return response;
}

function exchange(url: URL, { method = "GET", path, headers = {}, body }: RawRequest): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = url;
    const outgoing = send({
      hostname,
      port,
      method,
      path,
      agent: false,
      headers: headers as Record<string, string | string[]>, // Node only reads it
    });
    outgoing.on("error", reject).on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("error", reject).on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    if (Array.isArray(body)) {
      for (const chunk of body) outgoing.write(chunk);
      outgoing.end();
    } else outgoing.end(body as string | Uint8Array | undefined); // an array went above
  });
}

/** Writes `text` to a socket, ends it, and returns what comes back until the other side closes. */
export function sendBytes(url: URL, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: url.hostname, port: Number(url.port) });
    let answer = "";
    socket
      .setEncoding("utf8")
      .on("data", (chunk: string) => (answer += chunk))
      .on("error", reject)
      .on("close", () => resolve(answer));
    socket.end(text);
  });
}
