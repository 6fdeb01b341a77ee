/**
 * @module Where a request comes from: its IP address, and the networks that count as one sender.
 */

import type { Context } from "hono";

/**
 * Returns the caller's IP address as Cloudflare saw it. Requests that came another way share one name, and so does
 * what is no address: without Cloudflare in front, anybody may write anything there.
 */
export function clientIp(c: Context): string {
  const ip = c.req.header("CF-Connecting-IP") ?? "";
  return /^[\da-fA-F.:]{2,45}$/.test(ip) ? ip : "unknown";
}

/**
 * Returns the network of an address: its first `bits` if it is IPv6, or all of an IPv4 address. One household or
 * server has a whole IPv6 /64, one customer of a hosting company often a /48 (RFC 6177).
 */
export function networkOf(ip: string, bits: 48 | 64): string {
  const isIpv6 = ip.split(":").length > 2;
  return isIpv6
    ? expandGroups(ip)
        .slice(0, bits / 16)
        .join(":")
    : ip;
}

/** `2001:db8::1` → its eight groups. */
function expandGroups(ip: string): string[] {
  const [head = "", tail] = ip.toLowerCase().split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0);
  return [...before, ...Array.from({ length: zeros }, () => "0"), ...after].map((group) =>
    group.replace(/^0+(?=.)/, ""),
  );
}
