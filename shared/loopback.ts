/**
 * @module Which addresses only this machine can reach: they may do without HTTPS.
 */

/** Tells whether only this machine can reach a URL. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
}
