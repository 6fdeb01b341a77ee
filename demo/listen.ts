/**
 * @module Servers on this machine: a free port, and an app that listens on it, on 127.0.0.1 only.
 */

import { createAdaptorServer } from "@hono/node-server";
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

const PORTS_TO_TRY = 50;

export interface LocalServer {
  /** `http://127.0.0.1:5173` */
  readonly url: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Serves `app` on `port`; 0 means any free one. */
export async function serveLocally(
  app: Pick<Hono<{ Bindings: HttpBindings }>, "fetch">,
  port: number,
): Promise<LocalServer> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on TCP
    async close() {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

/** Returns the first free port from `wanted` on; 0 means any free one. */
export async function findFreePort(wanted: number): Promise<number> {
  if (wanted === 0) return tryPort(0);
  for (let port = wanted; port < Math.min(wanted + PORTS_TO_TRY, 65_536); port += 1) {
    try {
      return await tryPort(port);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`No port is free from ${wanted} to ${wanted + PORTS_TO_TRY - 1} on 127.0.0.1.`);
}

async function tryPort(port: number): Promise<number> {
  const server = createServer().listen({ port, host: "127.0.0.1", exclusive: true });
  await once(server, "listening");
  const found = (server.address() as AddressInfo).port; // as above
  server.close();
  await once(server, "close");
  return found;
}

/** EACCES: Windows reserves whole ranges of ports (Hyper-V, WSL). */
function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}
