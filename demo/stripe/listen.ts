/**
 * @module Listens on 127.0.0.1 on the wanted port, or on the next free one.
 */

import type { ServerType } from "@hono/node-server";
import { once } from "node:events";

const PORTS_TRIED = 50;

/** Lets `server` listen; port 0 is any free one. Fails if `port` and the 49 after it are taken. */
export async function listen(server: ServerType, port: number): Promise<void> {
  for (let tried = 0; tried < PORTS_TRIED; tried++) {
    if (await tryPort(server, port === 0 ? 0 : port + tried)) return;
  }
  throw new Error(`the ports ${port} to ${port + PORTS_TRIED - 1} are all in use`);
}

async function tryPort(server: ServerType, port: number): Promise<boolean> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return false;
    throw error;
  }
}
