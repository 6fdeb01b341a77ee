/**
 * @module Finds a free port on this machine: the wanted one, or the next.
 */

import { createServer } from "node:net";

const PORTS_TO_TRY = 50;

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

function tryPort(port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
    const address = server.address();
    const found = typeof address === "object" && address ? address.port : port;
    server.close(() => resolve(found));
  });
  return promise;
}

/** EACCES: Windows reserves whole ranges of ports (Hyper-V, WSL). */
function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}
